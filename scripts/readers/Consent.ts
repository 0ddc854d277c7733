import type { Random } from "../../bench/anonymizer/Random.ts"
import { load } from "../../bench/consent.ts"
import { featuresOf, speaksOfConsent } from "../../src/receptionist/consent/Features.ts"
import { piecesOf } from "../../src/receptionist/consent/Pieces.ts"
import { chancesOf, type Scores } from "../../src/receptionist/learned/Model.ts"
import type { Lesson } from "./Learn.ts"
import { bare, joined, ordinary, taught, type Tongue, tongues } from "./Taught.ts"

export interface Said {
  readonly text: string
  readonly lang: Tongue
  readonly asked: boolean
  readonly says: "no" | "yes" | "none"
}

export const set = load("tuned")

const classes = ["none", "no", "yes"] as const

/** How the loss grows with each class of each part, where the last part that says something counts. */
const slopesOf = (says: Said["says"]): Lesson["slopes"] => {
  const answer = classes.indexOf(says)
  return (scores) => {
    const parts = scores.map(chancesOf)
    if (answer === 0) return parts.map(([none = 0, no = 0, yes = 0]): Scores => [none - 1, no, yes])
    // How likely it is that this part says it, and none after it anything.
    let silent = 1
    const says = parts.toReversed().map((chances) => {
      const chance = (chances[answer] ?? 0) * silent
      silent *= chances[0] ?? 0
      return chance
    }).reverse()
    const all = Math.max(says.reduce((sum, chance) => sum + chance, 0), 1e-12)
    let before = 0
    return parts.map(([none = 0, no = 0, yes = 0], n): Scores => {
      const here = (says[n] ?? 0) / all
      const counted = before + here
      const slope: Scores = [
        counted * none - before,
        counted * no - (answer === 1 ? here : 0),
        counted * yes - (answer === 2 ? here : 0)
      ]
      before = counted
      return slope
    })
  }
}

/** Nothing is learned of what is not read. */
export const lessonOf = ({ asked, says, text }: Said): ReadonlyArray<Lesson> => {
  const pieces = piecesOf(text)
  return asked || speaksOfConsent(pieces) ? [{ parts: featuresOf(pieces, asked), slopes: slopesOf(says) }] : []
}

const beginsAnswer =
  /^(?:\W*[\p{L}']+){0,2}\W*(?:yes|yeah|yep|yup|no|nope|nah|not|don't|won't|never|ok|okay|sure|fine|of course|alright|all right|right|good|great|perfect|go|oui|ouais|ouin|non|pas|jamais|d'accord|correct|parfait|bon|bien|allez|vas|merci|thanks|c'est beau|stop|arr[eê]t|ben|well|absolument|certain|mhm|hmm|uh)(?!\p{L})/iu
const holdsAnswer =
  /refus|agree|accept|consent|object|permi|rather|prefer|préf|déran|mind|laisse|oubli|forget|skip|passe?\b/i

/** What answers no question, by its looks. */
const answersNothing = (text: string) => !beginsAnswer.test(text) && !holdsAnswer.test(text)

const unanswering = {
  en: ordinary.en.filter(answersNothing),
  fr: ordinary.fr.filter(answersNothing)
}

const varied = (said: Said, random: Random): Said => {
  let { text } = said
  if (random.chance(0.6)) {
    const other = random.pick((said.asked ? unanswering : ordinary)[said.lang])
    const links = [". ", ". ", ", ", " ", said.lang === "en" ? " and " : " pis "]
    const first = random.chance(said.asked && said.says !== "none" ? 0.85 : 0.5)
    text = first ? joined(text, other, random, links) : joined(other, text, random, links)
  }
  return { ...said, text: random.chance(0.5) ? bare(text) : text }
}

const saidOf = (heading: string): ReadonlyArray<Pick<Said, "asked" | "says">> => {
  const says = classes.find((one) => heading.endsWith(one)) ?? "none"
  if (heading.startsWith("asked")) return [{ asked: true, says }]
  return says === "none" ? [{ asked: false, says }] : [{ asked: false, says }, { asked: true, says }]
}

/** What is learned from: the rows as they are and varied, what was written to be learned, and what is said of other things. */
export const saidIn = (rows: ReadonlyArray<Said>, random: Random): ReadonlyArray<Said> => {
  const lines = tongues.flatMap((lang) =>
    taught("consent", lang, random).flatMap(({ heading, text }) =>
      saidOf(heading).map((said): Said => ({ ...said, text, lang }))
    )
  )
  const others = tongues.flatMap((lang) => [
    ...unanswering[lang].map((text): Said => ({ text, lang, asked: true, says: "none" })),
    ...ordinary[lang].map((text): Said => ({ text, lang, asked: false, says: "none" }))
  ])
  return [
    ...rows,
    ...rows.map((row) => varied(row, random)),
    ...lines,
    ...lines.filter((_, n) => n % 2 === 0).map((row) => varied(row, random)),
    ...others
  ]
}
