import { english } from "./EnglishWords.ts"
import { french } from "./FrenchWords.ts"
import { shared } from "./SharedWords.ts"
import type { Word } from "./Words.ts"

/**
 * What a word does for its language. `strong` and `content` words make a sentence, or show that one is meant; all others
 * stand in names too, and speak only beside those.
 */
export type Kind = "strong" | "content" | "name" | "link" | "weak" | "article" | "courtesy" | "number"

/** A word that one of the two languages has, and the other has not. Positive is French, negative English. */
export interface Entry {
  readonly sign: 1 | -1
  readonly kind: Kind
}

export const listed = (list: string): ReadonlyArray<string> => list.split(/\s+/).filter((word) => word !== "")

const entriesOf = (lists: typeof french | typeof english, sign: 1 | -1) => {
  const entries = new Map<string, Entry>()
  const add = (list: string, kind: Kind) => listed(list).forEach((word) => entries.set(word, { sign, kind }))
  add(lists.numbers, "number")
  add(lists.courtesy, "courtesy")
  add(lists.names, "name")
  add(lists.content, "content")
  add(lists.quebec, "strong")
  add(lists.articles, "article")
  add(lists.weak, "weak")
  add(lists.links, "link")
  add(lists.strong, "strong")
  return entries
}

const frenchEntries = entriesOf(french, 1)
const englishEntries = entriesOf(english, -1)
const both = new Set(listed(shared.both))

/** Both languages say it, or write it alike. */
export const isShared = ({ folded }: Word) => both.has(folded)

/** `tuesdays` and `daughter's` are as good as `tuesday` and `daughter`; `walkers` is a name as much as `walker`. */
const stemmed = (entries: ReadonlyMap<string, Entry>, folded: string, ending: RegExp) => {
  const stem = entries.get(folded.replace(ending, ""))
  return stem?.kind === "content" || stem?.kind === "name" ? stem : undefined
}

const find = (word: Word): Entry | undefined => {
  const { accented, folded } = word
  const asFrench = frenchEntries.get(folded)
  const asEnglish = accented ? undefined : englishEntries.get(folded)
  if (asFrench !== undefined || asEnglish !== undefined) {
    return asFrench !== undefined && asEnglish !== undefined ? undefined : asFrench ?? asEnglish
  }
  if (/'(?:d|ll|re|ve|m)$|n't$/.test(folded)) return { sign: -1, kind: "strong" }
  if (folded.length < 5) return undefined
  const french = stemmed(frenchEntries, folded, /s$/)
  const english = accented ? undefined : stemmed(englishEntries, folded, /'?s$/)
  return french !== undefined && english !== undefined ? undefined : french ?? english
}

export const entryOf = (word: Word): Entry | undefined => both.has(word.folded) ? undefined : find(word)

/** French or English has it. */
export const isOurs = ({ elided, folded, mute }: Word) =>
  mute || elided || both.has(folded) || frenchEntries.has(folded) || englishEntries.has(folded)

const trigrams = (word: string) => {
  const padded = `^${word}$`
  return Array.from({ length: padded.length - 2 }, (_, n) => padded.slice(n, n + 3))
}

const countsOf = (entries: ReadonlyMap<string, Entry>) => {
  const counts = new Map<string, number>()
  for (const gram of [...entries.keys()].flatMap(trigrams)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  return { counts, total: [...counts.values()].reduce((sum, count) => sum + count, 0) }
}

/** How much more often three letters stand in a French word than in an English one, of those listed: log-odds. */
const odds = (() => {
  const [inFrench, inEnglish] = [countsOf(frenchEntries), countsOf(englishEntries)]
  const share = ({ counts, total }: typeof inFrench, gram: string) => ((counts.get(gram) ?? 0) + 0.5) / (total + 500)
  const grams = new Set([...inFrench.counts.keys(), ...inEnglish.counts.keys()])
  return new Map([...grams].map((gram) => [gram, Math.log(share(inFrench, gram) / share(inEnglish, gram))]))
})()

/** Endings that only verbs have: `conviennent`, `passerait`. */
export const isVerb = (word: string) => /(?:ennent|issent|aient|issez|erons|eront|[ei]rai[st])$/.test(word)

/** Log-odds from which on the looks of an unknown word are as good as a listed one, nearly. */
export const unmistakable = 1.2

/** What a word that is not listed looks like: mean log-odds; 0 for short ones, and for endings that both languages have. */
export const look = (word: string) => {
  if (isVerb(word) || /(?:[ae]rez|euses?|[^i]eux)$/.test(word)) return unmistakable
  if (/(?:[a-z]{3}ing|ight|ough|ness|[^aeiouy]ly|[^aeiou]ed)$|^(?:wh|kn|wr)/.test(word)) return -unmistakable
  if (word.length < 4 || /(?:[ts]ion|[ai]ble|age|[ae]nt|[ae]nce|al|is[mt]e?)s?$/.test(word)) return 0
  const grams = trigrams(word.slice(0, 20))
  return grams.reduce((sum, gram) => sum + (odds.get(gram) ?? 0), 0) / grams.length
}
