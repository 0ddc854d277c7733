import type { Random } from "../../bench/anonymizer/Random.ts"
import { type Labelled, load } from "../../bench/language.ts"
import type { Language } from "../../src/domain/Language.ts"
import { mentionsIn } from "../../src/receptionist/language/Features.ts"
import type { Requested } from "../../src/receptionist/language/Named.ts"
import { type Chances, together } from "../../src/receptionist/language/Request.ts"
import { wordsOf } from "../../src/receptionist/language/Words.ts"
import type { Scores } from "../../src/receptionist/learned/Model.ts"
import type { Lesson } from "./Learn.ts"
import { bare, joined, ordinary, taught, type Tongue, tongues } from "./Taught.ts"

type Asked = "none" | Requested

/** A text, and what may be read in it. */
export interface Said {
  readonly text: string
  readonly right: ReadonlyArray<Asked>
}

export const set = load("tuned")

/** Who asks for the language of the conversation turns nothing, nor does who asks for one that nobody speaks here. */
export const saidOf = ({ expected, kind, start, text }: Labelled): Said => ({
  text,
  right: kind === "request"
    ? [expected]
    : kind === "mention" || (kind === "trap" && expected === start)
    ? ["none", "OTHER", start]
    : ["none", "OTHER"]
})

const other: Readonly<Record<Language, Language>> = { FRENCH: "ENGLISH", ENGLISH: "FRENCH" }

export const lessonOf = ({ right, text }: Said): ReadonlyArray<Lesson> => {
  const mentions = mentionsIn(wordsOf(text))
  if (mentions.length === 0) return []
  return [{
    parts: mentions.map(({ places }) => places),
    slopes: (scores) => {
      const none: Scores = [0, 0, 0]
      const chances = together(mentions.map(({ language }, n) => ({ language, scores: scores[n] ?? none })))
      const likely = right.reduce((sum, asked) => sum + chances[asked], 0)
      // A text that names no language of ours asks for none of them, whatever it was written for.
      if (likely === 0) return scores.map(() => none)
      const slope = (asked: keyof Chances) => chances[asked] - (right.includes(asked) ? chances[asked] / likely : 0)
      return mentions.map(({ language }): Scores => [
        slope("none"),
        slope(language),
        language === "OTHER" ? 0 : slope(other[language])
      ])
    }
  }]
}

const names: Readonly<Record<Tongue, Readonly<Record<Language, string>>>> = {
  en: { FRENCH: "French", ENGLISH: "English" },
  fr: { FRENCH: "français", ENGLISH: "anglais" }
}

const feminine =
  /\b(ambassade|école|crème|une|touriste|radio|version|rue|église|traduction|immersion|langue) (anglais|français)\b/g

/** `L` stands for a language, `M` for the other one. */
const named = (pattern: string, tongue: Tongue, language: Language) => {
  const filled = pattern
    .replace(/\bLphone/g, language === "FRENCH" ? "francophone" : "anglophone")
    .replace(/\bL\b/g, names[tongue][language])
    .replace(/\bM\b/g, names[tongue][other[language]])
  return tongue === "en" ? filled : filled
    .replace(/\ble anglais/g, "l'anglais").replace(/\bde anglais/g, "d'anglais")
    .replace(/\bdu anglais/g, "de l'anglais").replace(/\bau anglais/g, "à l'anglais")
    .replace(/\bde le (?=fr)/g, "du ").replace(/(?<!\p{L})à le (?=fr)/gu, "au ")
    .replace(feminine, "$1 $2e")
}

const varied = (said: Said, tongue: Tongue, random: Random): Said => {
  let { text } = said
  if (random.chance(0.5)) {
    const more = random.pick(ordinary[tongue])
    const links = [". ", ". ", ", ", " "]
    text = random.chance(0.5) ? joined(text, more, random, links) : joined(more, text, random, links)
  }
  return { ...said, text: random.chance(0.5) ? bare(text) : text }
}

const tongueOf = (text: string): Tongue =>
  /\b(?:je|le|la|les|en|pas|vous|est|une?|des|du|pour|mon|ma|parlez)\b|\b[cj]'/i.test(text) &&
    !/\b(?:the|is|you|my|please|speak|can|to|and)\b/i.test(text)
    ? "fr"
    : "en"

/** What is learned from: the rows as they are and varied, and what was written to be learned. */
export const saidIn = (rows: ReadonlyArray<Labelled>, random: Random): ReadonlyArray<Said> => {
  const said = rows.map(saidOf).filter(({ text }) => mentionsIn(wordsOf(text)).length > 0)
  const lines = tongues.flatMap((tongue) =>
    taught("language", tongue, random).map(({ heading, text }) => {
      const language: Language = random.chance(0.5) ? "FRENCH" : "ENGLISH"
      const asked: Asked = heading === "wants" ? language : heading === "other" ? other[language] : "none"
      const said: Said = { text: named(text, tongue, language), right: [asked] }
      return { tongue, said }
    })
  )
  return [
    ...said,
    ...said.flatMap((row) => [1, 2].map(() => varied(row, tongueOf(row.text), random))),
    ...lines.map(({ said }) => said),
    ...lines.filter((_, n) => n % 2 === 0).map(({ said, tongue }) => varied(said, tongue, random))
  ]
}
