import { thirdLanguages } from "./ThirdLanguageWords.ts"
import type { Word } from "./Words.ts"

const languages = Object.values(thirdLanguages).map((list) => new Set(list.split(/\s+/).filter((word) => word !== "")))

/** A language that is neither French nor English, in what was heard. */
export interface Third {
  /** How many of its words neither French nor English has. */
  readonly own: number
  /** Whether a word is of that language, ours or not. */
  readonly has: (word: Word) => boolean
}

const none: Third = { own: 0, has: () => false }

/**
 * The third language that the words speak for most: by its function words, and by letters that French does not write.
 * A word that `isOurs` (French or English has it) speaks for no other.
 */
export const thirdIn = (words: ReadonlyArray<Word>, isOurs: (word: Word) => boolean): Third => {
  const strange = words.filter((word) => !word.capital && !isOurs(word))
  const written = strange.filter(({ foreign }) => foreign).length
  const known = languages.map((language) => ({
    language,
    own: new Set(strange.filter(({ folded, foreign }) => !foreign && language.has(folded)).map(({ folded }) => folded))
      .size
  }))
  const best = known.reduce((best, next) => next.own > best.own ? next : best, { language: new Set<string>(), own: 0 })
  return best.own + written === 0
    ? none
    : { own: best.own + written, has: ({ folded, foreign }) => foreign || best.language.has(folded) }
}
