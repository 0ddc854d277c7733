import { says } from "../SpokenPattern.ts"
import { entryOf } from "./Lexicon.ts"
import * as People from "./PersonWords.ts"
import * as Vocabulary from "./RequestWords.ts"
import type { Word } from "./Words.ts"

export type Words = ReadonlyArray<Word>

/** Who is to speak, or to have the language: the caller, the one who answers, anybody who serves, somebody else. */
export type Subject = "first" | "second" | "generic" | "third" | "none"

export const some = (words: Words, among: ReadonlySet<string>) => words.some(({ folded }) => among.has(folded))

/** Whether a frame fits one of the parts. */
export const among = (frame: (text: string) => boolean, ...parts: ReadonlyArray<Words>) =>
  parts.some((words) => frame(` ${words.map(({ folded }) => folded).join(" ")} `))

/** A word that only grammar needs, in either language. */
export const isGrammar = (word: Word) => {
  const kind = entryOf(word)?.kind
  return /^(?:as|on|me|no|a|ok|okay)$/.test(word.folded) ||
    (kind !== undefined && kind !== "content" && kind !== "name")
}

/** A word about the conversation itself: it names no thing. */
export const isVerbal = ({ folded }: Word) =>
  [Vocabulary.wanting, Vocabulary.around, Vocabulary.serving, Vocabulary.speech, Vocabulary.trouble]
    .some((words) => words.has(folded))

const at = (words: Words, n: number) => words[n]?.folded ?? ""

const singular = (folded: string) => folded === "guys" ? folded : folded.replace(/s$/, "")

const isPerson = (words: Words, n: number) => {
  const folded = at(words, n).replace(/'s$/, "")
  if (folded === "elle") return true
  if (folded === "il") return ![n - 1, n + 1, n + 2].some((near) => People.impersonal.has(at(words, near)))
  return (People.third.has(folded) || People.third.has(singular(folded))) && at(words, n + 1) !== "tongue"
}

export const isDeterminer = (folded: string) => People.determiner.has(folded)

/** Somebody or something that no list knows, by its article: `vos moniteurs parlent`, `is the sheet available`. */
const isNamedThing = (words: Words, n: number) => {
  const [word, noun] = [words[n], words[n + 1]]
  return word !== undefined && noun !== undefined && People.determiner.has(word.folded) && !word.accented
    && at(words, n + 2) !== "tongue"
    && words[n - 1]?.elided !== true && !People.prepositions.has(at(words, n - 1)) && !isGrammar(noun) &&
    !isVerbal(noun)
    && (!Vocabulary.ourselves.has(noun.folded) || People.theirs.has(word.folded))
}
const theySpeak = says(
  `(?<=^ )\\S+ \\S+ ((?!(and|to|you|i|we|et|je|vous|on) )\\S+ ){0,3}(parle|parlent|parlait|comprend|comprennent|prefere
  |speaks?|spoke|understands?|knows?|needs?|prefers?|wants?|has)`
)

/** The `on` of `on parle`, and not of `carry on`. */
const isWe = (words: Words, n: number) => {
  const before = words[n - 1]
  if (/^(?:the|my|your|this|that|(?:mon|tues|wednes|thurs|fri|satur|sun)day|here|with|in)$/.test(at(words, n + 1))) {
    return false
  }
  return before === undefined || (entryOf(before)?.sign !== -1 && !/^(?:carry|me|no)$/.test(before.folded))
}

/** `Y a-tu`, `parle-tu`: Québec asks so, after a verb of the third person, and says tu to nobody. */
const isParticle = (words: Words, n: number) =>
  at(words, n) === "tu" && /[ate]$|ont$/.test(at(words, n - 1)) && !/^(?:que|ce|et|je|de|me|la)$/.test(at(words, n - 1))

/** An object, and not who is to speak: `follow you`, `je peux pas vous expliquer`. */
const isObject = (words: Words, n: number) => {
  const before = at(words, n - 1)
  if (People.prepositions.has(before)) return true
  return at(words, n) === "you"
    ? n > 0 && at(words, n + 1) !== "to" && words[n - 1]?.clause === words[n]?.clause && !People.beforeYou.has(before)
    : at(words, n) === "vous" && /^(?:pas|peux|veux|vais|voudrais|dois|va|peut|veut)$/.test(before)
}

/** `A therapist who works in French`. */
const isRelative = (words: Words, n: number) => {
  if (n === 0 || n === words.length - 1) return false
  const that = at(words, n) === "that" &&
    /^(?:can|could|would|is|are|does|has|only|speaks?|works?|knows?|understands?|teach|teaches)$/
      .test(at(words, n + 1))
  return (that || /^(?:who|qui)$/.test(at(words, n))) &&
    !words.slice(Math.max(0, n - 5), n).some(({ folded }) =>
      [People.generic, People.first, Vocabulary.serving, Vocabulary.breaks].some((known) => known.has(folded))
    )
}

/** Whether a subject can stand there: first, or after a verb that asks. */
const begins = (words: Words, n: number) =>
  n === 0 ||
  /^(?:is|are|was|were|do|does|did|will|would|can|could|should|que|qu|si|if|whether|that|est|and|et|for)$/.test(
    at(words, n - 1)
  )

/** `Can I speak to a manager in French`: to whom, and not who. */
const isSpokenTo = (words: Words, n: number) =>
  /^(?:to|with|a|avec)$/.test(at(words, n - 2)) && /^(?:a|an|un|une|the|le|la|your|votre)$/.test(at(words, n - 1))

/** Who is named last before a language, and from which word on. */
export const subjectOf = (before: Words): { readonly subject: Subject; readonly from: number } => {
  for (let from = before.length - 1; from >= 0; from--) {
    const folded = at(before, from)
    if (People.first.has(folded) && (folded !== "on" || isWe(before, from))) return { subject: "first", from }
    // `Les enfants vous répondent`
    if (folded === "vous" && from > 0 && (isPerson(before, from - 1) || isNamedThing(before, from - 2))) {
      return { subject: "third", from: from - 1 }
    }
    if (People.second.has(folded) && !isParticle(before, from) && !isObject(before, from)) {
      return { subject: "second", from }
    }
    if (People.generic.has(folded)) {
      const another = People.whose.has(at(before, from - 1)) || /^(?:be|etre)$/.test(at(before, from - 1))
      return { subject: another ? "third" : "generic", from }
    }
    const speaks = isNamedThing(before, from) && among(theySpeak, before.slice(from))
    if (isRelative(before, from) || speaks || (isPerson(before, from) && !isSpokenTo(before, from))) {
      return { subject: "third", from }
    }
  }
  return { subject: before.some((_, n) => begins(before, n) && isNamedThing(before, n)) ? "third" : "none", from: 0 }
}

/** `For my mother`, `à ma tante`: what is asked is for somebody else. */
export const isForSomebody = (words: Words) =>
  words.some((_, n) =>
    /^(?:for|pour|to|a|chez|with|avec)$/.test(at(words, n)) && People.determiner.has(at(words, n + 1)) &&
    isPerson(words, n + 2)
  )
