import { english } from "./EnglishWords.ts"
import { french } from "./FrenchWords.ts"
import { entryOf, isVerb, listed } from "./Lexicon.ts"
import { shared } from "./SharedWords.ts"
import type { Word } from "./Words.ts"

type Phrases = ReadonlyMap<string, ReadonlyArray<ReadonlyArray<string>>>

const phrasesOf = (phrases: ReadonlyArray<string>): Phrases =>
  Map.groupBy(phrases.map((phrase) => phrase.trim().split(/\s+/)), ([first]) => first ?? "")

const formulas = phrasesOf(shared.formulas)
const frenchPhrases = phrasesOf(french.phrases.split(","))
const englishPhrases = phrasesOf(english.phrases.split(","))

/** The length of the phrase that begins there, or 0. */
const lengthAt = (phrases: Phrases, words: ReadonlyArray<Word>, at: number): number =>
  phrases.get(words[at]?.folded ?? "")?.find((phrase) => phrase.every((word, k) => words[at + k]?.folded === word))
    ?.length ?? 0

/** The words that belong to a formula of courtesy, which callers use in whichever language. */
export const courteous = (words: ReadonlyArray<Word>): ReadonlySet<number> =>
  new Set(words.flatMap((_, n) => Array.from({ length: lengthAt(formulas, words, n) }, (_, k) => n + k)))

const openers = new Set(listed(`
  in at under near by for from with around behind beside between without before after until an
  dans sur sous pour vers avec sans depuis apres avant pres un une
`))
const beforeNumber = new Set(listed("and at for with et pour avec vers"))

/** `The small one`, and not `the number one oh two`. */
const isProForm = (words: ReadonlyArray<Word>, at: number) =>
  words.slice(Math.max(0, at - 4), at).some(({ folded }) => /^(?:the|this|that)$/.test(folded))
  && ![words[at - 1], words[at + 1]].some((word) => word !== undefined && entryOf(word)?.kind === "number")

/**
 * The sign of the language whose phrase begins there, though its words alone stand in names too: `tout de suite`; what
 * begins with a preposition or an indefinite article, as answers do and names hardly (`with Doctor Nguyen`, `a cleaning`);
 * a preposition before a number (`for two at six`).
 */
export const phraseAt = (words: ReadonlyArray<Word>, at: number): 1 | -1 | undefined => {
  if (lengthAt(frenchPhrases, words, at) > 0) return 1
  if (lengthAt(englishPhrases, words, at) > 0) return -1
  const [word, next] = [words[at], words[at + 1]]
  if (word === undefined) return undefined
  if (word.folded === "one" && isProForm(words, at)) return -1
  if (next === undefined) return undefined
  const following = entryOf(next)
  if (at === 0 && word.folded === "a" && !word.accented && following?.sign === -1) return -1
  const second = words[at + 2]
  // `On attend`, `on a reçu`, `nous venons`, and not `on Monday`, `chez nous`
  if (word.folded === "on") {
    const verb = next.folded === "a" && second !== undefined ? second : next
    const kind = entryOf(verb)?.kind
    if (isVerb(verb.folded) || (entryOf(verb)?.sign === 1 && kind !== "article" && kind !== "courtesy")) return 1
  }
  if (word.folded === "nous" && next.folded.endsWith("ons")) return 1
  const opens = at === 0 && words.length > 2 && openers.has(word.folded)
  const counts = beforeNumber.has(word.folded) && following?.kind === "number" && !next.capital
    && !(/^(?:and|et)$/.test(word.folded) && at > 0 && entryOf(words[at - 1] ?? word)?.kind === "number")
  return opens || counts ? entryOf(word)?.sign : undefined
}
