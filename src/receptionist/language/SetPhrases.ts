import { english } from "./EnglishWords.ts"
import { french } from "./FrenchWords.ts"
import { entryOf, listed } from "./Lexicon.ts"
import { shared } from "./SharedWords.ts"
import type { Word } from "./Words.ts"

type Phrases = ReadonlyMap<string, ReadonlyArray<ReadonlyArray<string>>>

const phrasesOf = (phrases: ReadonlyArray<string>): Phrases =>
  Map.groupBy(phrases.map((phrase) => phrase.split(" ")), ([first]) => first ?? "")

const formulas = phrasesOf(shared.formulas)
const frenchPhrases = phrasesOf(french.phrases)
const englishPhrases = phrasesOf(english.phrases)

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

/**
 * The sign of the language whose phrase begins there, though its words alone stand in names too: `tout de suite`; what
 * begins with a preposition or an indefinite article, as answers do and names hardly (`with Doctor Nguyen`, `a cleaning`);
 * a preposition before a number (`for two at six`).
 */
export const phraseAt = (words: ReadonlyArray<Word>, at: number): 1 | -1 | undefined => {
  if (lengthAt(frenchPhrases, words, at) > 0) return 1
  if (lengthAt(englishPhrases, words, at) > 0) return -1
  const [word, next] = [words[at], words[at + 1]]
  if (word === undefined || next === undefined) return undefined
  const following = entryOf(next)
  if (at === 0 && word.folded === "a" && !word.accented && following?.sign === -1) return -1
  const opens = at === 0 && words.length > 2 && openers.has(word.folded)
  const counts = beforeNumber.has(word.folded) && following?.kind === "number" && !next.capital
    && !(/^(?:and|et)$/.test(word.folded) && at > 0 && entryOf(words[at - 1] ?? word)?.kind === "number")
  return opens || counts ? entryOf(word)?.sign : undefined
}
