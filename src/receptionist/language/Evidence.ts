import { type Entry, entryOf, isOurs, isShared, isVerb, type Kind, listed, look, unmistakable } from "./Lexicon.ts"
import { inName } from "./NameSpans.ts"
import { courteous, phraseAt } from "./SetPhrases.ts"
import { shared } from "./SharedWords.ts"
import { type Third, thirdIn } from "./ThirdLanguages.ts"
import type { Heard, Word } from "./Words.ts"

/** How much French and how much English is in something said; `words` as a reader counts them. */
export interface Evidence {
  readonly french: number
  readonly english: number
  readonly words: number
}

/** Beside the kinds of listed words: the `j` of `j'ai`, and what is only guessed. */
type Role = Kind | "elision" | "guess"

const weights: Readonly<Record<Role, number>> = {
  strong: 1.1,
  elision: 0.8,
  content: 0.8,
  name: 0.8,
  link: 1.1,
  weak: 0.7,
  article: 0.5,
  courtesy: 0.4,
  number: 0.2,
  guess: 0.3
}
const accentWeight = 0.6
const guessWeight = 0.4
const unmistakableWeight = 0.5
/** What a word is worth in a name: `Will`, `Street`, `Petit`. */
const inNameWorth = 0.2

/** What such words can add up to, however many there are: ten digits are not a sentence. */
const caps = { article: 1.5, courtesy: 0.8, number: 0.4, guess: 0.8 }
/** What names and guesses add where no word makes a sentence: `Friday, Oak Street`. */
const besideContent = 0.2

const counted = new Set(listed(shared.counted))
const bornWithAccents = new Set(listed(shared.bornWithAccents))
// `vingt et un`, `one and a half`: parts of a number where they stand beside one.
const linkers = new Set(["un", "une", "et", "and"])

/** What each word is, where it stands; undefined for what is listed in neither language. */
const entriesOf = (words: ReadonlyArray<Word>, third: Third): ReadonlyArray<Entry | undefined> => {
  const polite = courteous(words)
  const entries = words.map((word) => word.mute || third.has(word) ? undefined : entryOf(word))
  const isNumber = (at: number) => entries[at]?.kind === "number"
  return words.map((word, n): Entry | undefined => {
    const entry = entries[n]
    if (polite.has(n)) return { sign: entry?.sign ?? 1, kind: "courtesy" }
    if (word.mute || third.has(word)) return undefined
    const sign = phraseAt(words, n)
    if (sign !== undefined) return { sign, kind: "strong" }
    return entry !== undefined && linkers.has(word.folded) && (isNumber(n - 1) || isNumber(n + 1))
      ? { ...entry, kind: "number" }
      : entry
  })
}

/** What a word adds: positive for French, negative for English. */
interface Share {
  readonly role: Role
  readonly value: number
}

const guessed = (word: Word): Share | undefined => {
  const odds = look(word.folded)
  if (Math.abs(odds) >= unmistakable) {
    return { role: isVerb(word.folded) ? "content" : "name", value: Math.sign(odds) * unmistakableWeight }
  }
  return Math.abs(odds) > 0.4
    ? { role: "guess", value: Math.sign(odds) * Math.min(guessWeight, Math.abs(odds) / 4) }
    : undefined
}

const sharesAt = (
  words: ReadonlyArray<Word>,
  entries: ReadonlyArray<Entry | undefined>,
  at: number
): ReadonlyArray<Share> => {
  const [word, entry] = [words[at], entries[at]]
  if (word === undefined) return []
  if (word.elided && entry?.kind !== "courtesy") {
    const role = /^[ld]$/.test(word.folded) ? "article" : "elision"
    return [{ role, value: weights[role] * (words[at + 1]?.capital === true ? inNameWorth : 1) }]
  }
  const starts = word.initial && entry?.kind === "strong"
  const named = (word.capital && !starts) || inName(words, at)
  if (entry !== undefined) {
    const role = named && (entry.kind === "strong" || entry.kind === "content") ? "name" : entry.kind
    return [{ role, value: entry.sign * weights[entry.kind] * (named ? inNameWorth : 1) }]
  }
  if (word.accented && !bornWithAccents.has(word.folded)) {
    return [{ role: word.initial ? "guess" : "name", value: accentWeight * (named ? inNameWorth : 1) }]
  }
  if (isShared(word)) {
    const neighbour = [entries[at + 1], entries[at - 1]].find((entry) =>
      entry !== undefined && entry.kind !== "courtesy"
    )
    if (neighbour === undefined) return []
    const leaning: Share = { role: "guess", value: neighbour.sign * weights.guess }
    return neighbour.kind === "number" && counted.has(word.folded)
      ? [leaning, { role: "content", value: neighbour.sign * unmistakableWeight }]
      : [leaning]
  }
  const guess = named ? undefined : guessed(word)
  return guess === undefined ? [] : [guess]
}

/** What the shares of one language come to, given how many words of a third one were heard. */
const total = (shares: ReadonlyArray<Share>, third: number) => {
  const sum = (role: Role, cap = Infinity) =>
    Math.min(cap, shares.reduce((sum, share) => share.role === role ? sum + Math.abs(share.value) : sum, 0))
  const sentence = sum("strong") + sum("elision")
  const made = sentence + sum("content")
  if (made === 0 || third * weights.strong > made) return 0
  return made + sum("weak") + sum("link")
    + sum("name", sentence > 0 ? Infinity : besideContent)
    + sum("guess", sentence > 0 ? caps.guess : besideContent)
    + sum("article", caps.article) + sum("courtesy", caps.courtesy) + sum("number", caps.number)
}

/** Weighs each word of what was heard, for French and for English. */
export const evidenceOf = ({ count, words }: Heard): Evidence => {
  const third = thirdIn(words, isOurs)
  const entries = entriesOf(words, third)
  const shares = words.flatMap((word, n) => word.mute || third.has(word) ? [] : sharesAt(words, entries, n))
  return {
    french: total(shares.filter(({ value }) => value > 0), third.own),
    english: total(shares.filter(({ value }) => value < 0), third.own),
    words: count
  }
}
