import { handsOver } from "./HandsOver.ts"
import { entryOf } from "./Lexicon.ts"
import { nameOf, type Requested } from "./Named.ts"
import * as Frames from "./RequestWords.ts"
import type { Word } from "./Words.ts"

export type Words = ReadonlyArray<Word>

/** Who is to speak, or to have the language: the caller, the one who answers, anybody who serves, somebody else. */
export type Subject = "first" | "second" | "generic" | "third" | "none"

/** A language that is named, and what is said of it. */
export interface Mention {
  readonly name: Word
  readonly language: Requested
  /** The words of the clause before it and after it, up to another language. */
  readonly before: Words
  readonly after: Words
  readonly clause: Words
  /** The sentence up to the clause. */
  readonly earlier: Words
  /** Another language follows in the clause. */
  readonly followed: boolean
  /** Another language comes before it in the clause. */
  readonly second: boolean
  /** It is named with another: `English or French`. */
  readonly joined: boolean
  readonly subject: Subject
  /** From the subject to the name; without one, all that comes before. */
  readonly core: Words
  /** The few words before the subject: the `can't` of `can't we`. */
  readonly lead: Words
  /** The clause speaks of the language, and of nobody: `English would be easier`. */
  readonly isTopic: boolean
  /** Somebody else is going to speak, and counts as the caller does. */
  readonly passed: boolean
}

export const isGrammar = (word: Word) => {
  const kind = entryOf(word)?.kind
  if (/^(?:as|on|me|no|a|ok|okay)$/.test(word.folded)) return true
  return kind !== undefined && kind !== "content" && kind !== "name"
}

/** It is speech about the conversation, and names nothing. */
export const isVerbal = ({ folded }: Word) =>
  [Frames.wanting, Frames.around, Frames.serving, Frames.speech, Frames.trouble].some((words) => words.has(folded))

export const some = (words: Words, among: ReadonlySet<string>) => words.some(({ folded }) => among.has(folded))
/** `pas`, `not`; "ça fait rien" denies nothing. */
export const denies = (words: Words) =>
  words.some(({ folded }, n) =>
    Frames.negation.has(folded)
    && !(folded === "rien" && (/^(?:fait|de)$/.test(words[n - 1]?.folded ?? "") || /^(?:qu|que)$/.test(words[n + 1]?.folded ?? "")))
  )
/** A thing, or several of it. */
export const someThing = (words: Words) =>
  words.some(({ folded }) => Frames.things.has(folded) || (folded !== "mots" && folded !== "words" && Frames.things.has(folded.replace(/s$/, ""))))
export const textOf = (words: Words) => words.map(({ folded }) => folded).join(" ")
const at = (words: Words, n: number) => words[n]?.folded ?? ""

const isPerson = (words: Words, n: number) => {
  const folded = at(words, n).replace(/'s$/, "")
  return folded === "il" || folded === "elle"
    ? !Frames.impersonal.has(at(words, n - 1)) && !Frames.impersonal.has(at(words, n + 1))
    : (Frames.third.has(folded) || (folded !== "guys" && Frames.third.has(folded.replace(/s$/, "")))) && at(words, n + 1) !== "tongue"
}

/** Somebody or something that no list knows, by its article: `vos moniteurs parlent`, `is the sheet available`. */
const isThing = (words: Words, n: number) => {
  const noun = words[n + 1]
  return noun !== undefined && !words[n - 1]?.elided && words[n]?.accented === false && !Frames.preposition.test(at(words, n - 1))
    && Frames.determiner.test(at(words, n)) && !isGrammar(noun) && !isVerbal(noun)
    && (!Frames.ourselves.has(noun.folded) || Frames.theirs.test(at(words, n)))
}

/** `Y a-tu`, `parle-t-elle-tu`: it asks, after a verb of the third person, and says tu to nobody. */
const isParticle = (words: Words, n: number) =>
  at(words, n) === "tu" && /(?:t|a|e|ont)$/.test(at(words, n - 1)) && !/^(?:que|ce|et|est ce|quand|je|de|me|la)$/.test(at(words, n - 1))

/** The `on` of `on parle`, and not of `carry on`. */
const isPronoun = (words: Words, n: number) => {
  const [before, next] = [words[n - 1], at(words, n + 1)]
  return (before === undefined || (entryOf(before)?.sign !== -1 && !/^(?:carry|me|no)$/.test(before.folded))) && !Frames.afterEnglishOn.test(next) || /^(?:a|peut|parle)$/.test(next) && before === undefined
}

const isRelative = (words: Words, n: number) =>
  n > 0 && n < words.length - 1 && (/^(?:who|qui)$/.test(at(words, n)) ||
    (at(words, n) === "that" && !/^(?:in|en)$/.test(at(words, n + 1)) && !/^(?:me|us|you|him|her|them|it|say|repeat|for)$/.test(at(words, n - 1))))

/** The nearest who is named before the language. */
const subjectOf = (before: Words): { readonly subject: Subject; readonly from: number } => {
  for (let n = before.length - 1; n >= 0; n--) {
    const folded = at(before, n)
    if (Frames.first.has(folded) && (folded !== "on" || isPronoun(before, n))) {
      return { subject: "first", from: n }
    }
    // `Les enfants vous répondent`
    const object = folded === "vous" && n > 0 && (isPerson(before, n - 1) || isThing(before, n - 2))
    if (object) return { subject: "third", from: n - 1 }
    if (Frames.second.has(folded) && !isParticle(before, n) && !(folded === "vous" && Frames.beforeObjectYou.test(at(before, n - 1)))
      && !Frames.beforeObject.test(at(before, n - 1)) && !Frames.takesYou.test(at(before, n - 1))) {
      return { subject: "second", from: n }
    }
    // `A therapist who works in French`
    if (isRelative(before, n) && !before.slice(Math.max(0, n - 5), n).some(({ folded }) => Frames.generic.has(folded) || Frames.serving.has(folded) || Frames.first.has(folded) || Frames.breaks.has(folded))) {
      return { subject: "third", from: n }
    }
    if (Frames.generic.has(folded)) {
      return { subject: /^(?:my|our|his|her|their|mon|ma|mes|notre|nos|son|sa|ses)$/.test(at(before, n - 1)) ? "third" : "generic", from: n }
    }
    if (isThing(before, n) && Frames.speaksOf.test(textOf(before.slice(n)))) return { subject: "third", from: n }
    if (isPerson(before, n)) return { subject: "third", from: n }
  }
  return { subject: before.some((_, n) => isThing(before, n)) ? "third" : "none", from: 0 }
}

const isJoined = (words: Words, one: number, other: number) =>
  one >= 0 && other >= 0 && nameOf(words[one]) !== "OTHER" && nameOf(words[other]) !== "OTHER"
  && /^(?:(?:and|et|or|ou|pis|y)(?: (?:in|en|the|le|l|d|du|de|of))?)$/.test(textOf(words.slice(one + 1, other)))

/** Whether a clause begins there: after a comma, or where a recognizer that hears none lets a question begin. */
const begins = (words: Words, n: number) => {
  const [word, before] = [words[n], words[n - 1]]
  if (word === undefined || before === undefined) return n === 0
  if (word.clause !== before.clause || Frames.breaks.has(word.folded)) return true
  const opening = textOf(words.slice(n, n + 3))
  if (/^moi (?:l|le|c|je|j)\b/.test(opening)) return true
  return Frames.question.test(opening) && !Frames.beforeQuestion.test(before.folded)
    && !Frames.whQuestion.test(textOf(words.slice(Math.max(0, n - 5), n)))
}

/** "Mon anglais, c'est pas fort": what is named first, then spoken of. */
const isDislocated = (words: Words, name: number, from: number, to: number) =>
  to - from <= 3 && words[to + 1]?.initial === false && /^(?:c|ca|je|j|on|il|it|it's|i)$/.test(at(words, to + 1))
  && /^(?:l|le|my|mon|the)$/.test(at(words, name - 1))

/** The `no` of "no, keep going in English" denies nothing that follows. */
const withoutInterjection = (before: Words, after: Words): Words => {
  const said = textOf(before)
  const interjects = /^non? (?!(?:merci|thanks|thank|in|en|speak|understand|comprendo|need|problem|more|way|one|habla|hablo)\b)\S/.test(said)
    || (/^non?(?: l)?$/.test(said) && /^(?:is|works|would|c|ca|it's)$/.test(at(after, 0)))
  if (/^non?(?: non?)+\b/.test(said)) return withoutInterjection(before.slice(before.findIndex(({ folded }) => !/^non?$/.test(folded)) >>> 0), after)
  return interjects ? withoutInterjection(before.slice(1), after) : before
}

/** "Mon français est mauvais, english please" without its comma: what is said of the first is not said of the second. */
const afterPredicate = (before: Words, second: boolean): Words =>
  second && /^(?:n )?(?:est|is|isn't|ain't|c est)\b/.test(textOf(before)) && !/\b(?:than|que|qu|and|et|or|ou|to)(?: \S+){0,2}$/.test(textOf(before))
    ? before.slice(before.length - (/^(?:in|en|the|l|le)$/.test(at(before, before.length - 1)) ? 1 : 0))
    : before

const reach = 12

/** The languages that are named, each with what belongs to it. */
export const mentionsIn = (words: Words): ReadonlyArray<Mention> => {
  const named = words.map((word) => nameOf(word))
  if (named.every((language) => language === undefined)) return []
  const passed = handsOver(words)
  let clause = 0
  const clauses = words.map((_, n) => begins(words, n) ? ++clause : clause)
  const plain = (from: number, to: number) =>
    words.slice(Math.max(from, 0), to).filter(({ folded }) => !Frames.breaks.has(folded))
  return words.flatMap((name, n) => {
    const language = named[n]
    if (language === undefined) return []
    let [from, to, start] = [n, n, n]
    while (from > 0 && clauses[from - 1] === clauses[n]) from--
    while (to < words.length - 1 && clauses[to + 1] === clauses[n]) to++
    while (start > 0 && words[start]?.initial !== true) start--
    if (isDislocated(words, n, from, to)) {
      const next = clauses[to + 1]
      while (to < words.length - 1 && clauses[to + 1] === next) to++
    }
    const previous = named.findLastIndex((language, k) => language !== undefined && k < n && k >= from)
    const following = named.findIndex((language, k) => language !== undefined && k > n && k <= to)
    const after = plain(n + 1, Math.min(following < 0 ? to + 1 : following, n + 1 + reach))
    const before = afterPredicate(withoutInterjection(plain(Math.max(previous + 1, from, n - reach), n), after), previous >= 0)
    const earlier = words.slice(start, from)
    const found = subjectOf(before)
    // `My sister, who speaks only French`
    const relative = found.subject === "none" && /^(?:who|qui)$/.test(at(before, 0)) ? subjectOf(earlier).subject : found.subject
    return [{
      name,
      language,
      before,
      after,
      clause: plain(from, to + 1),
      earlier,
      followed: following >= 0,
      second: previous >= 0,
      joined: isJoined(words, previous, n) || isJoined(words, n, following),
      subject: relative,
      core: before.slice(found.from),
      lead: before.slice(Math.max(0, found.from - 3), found.from),
      isTopic: relative === "none" && before.every(({ folded }) => Frames.around.has(folded) || Frames.copula.has(folded)),
      passed
    }]
  })
}
