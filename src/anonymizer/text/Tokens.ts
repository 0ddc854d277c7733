import { fold, mask, turnBreak } from "./Text.ts"

/** A word, a run of digits, one sign; or where something is hidden already, or a turn ends. */
export interface Token {
  readonly kind: "word" | "digits" | "sign" | "mask" | "break"
  readonly text: string
  /** Lower case, without accents. */
  readonly folded: string
  readonly start: number
  readonly end: number
  /** White space stands in front. */
  readonly spaced: boolean
  /** The first word of a sentence: its capital says nothing. */
  readonly opens: boolean
  readonly capital: boolean
}

const pattern = new RegExp(
  `[\\p{L}\\p{M}]+(?:'[\\p{L}\\p{M}]+)*'?|\\d+|${mask}|${turnBreak}|[^\\s\\p{L}\\p{M}\\d]`,
  "gu"
)

const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|aujourd)'/i
const clitic = /'(?:s|m|re|ve|ll|d|t)$/i

/** Where a word is cut: `m'appelle` is two, `name's` is two, `O'Brien` is one. */
const pieces = (word: string): ReadonlyArray<string> => {
  const front = elided.exec(word)?.[0]
  if (front !== undefined && front.length < word.length && front.toLowerCase() !== "aujourd'") {
    return [front, ...pieces(word.slice(front.length))]
  }
  const back = clitic.exec(word)?.[0]
  if (back !== undefined && back.length < word.length) return [word.slice(0, -back.length), back]
  return word.endsWith("'") && word.length > 1 ? [word.slice(0, -1), "'"] : [word]
}

const kindOf = (text: string): Token["kind"] =>
  text === mask ? "mask" : text === turnBreak ? "break" : /^\d/.test(text) ? "digits" : /^[\p{L}\p{M}]/u.test(text)
    ? "word"
    : "sign"

/** `J. T. Fisher`, `J.-P. Boucher`: the dot of an initial ends no sentence. */
const isInitial = (sign: string, before: Token | undefined, start: number) =>
  sign === "." && before !== undefined && before.end === start && /^\p{Lu}$/u.test(before.text)

export const tokenize = (text: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let opens = true
  let before = 0
  for (const { 0: match, index } of text.matchAll(pattern)) {
    let start = index
    for (const piece of /^\p{L}/u.test(match) ? pieces(match) : [match]) {
      const kind = kindOf(piece)
      tokens.push({
        kind,
        text: piece,
        folded: kind === "word" ? fold(piece) : piece,
        start,
        end: start + piece.length,
        spaced: start > before,
        opens,
        capital: kind === "word" && /^\p{Lu}/u.test(piece)
      })
      if (kind === "word" || kind === "digits" || kind === "mask") opens = false
      else if (kind === "break" || (/[.!?:…"[\]{}]/.test(piece) && !isInitial(piece, tokens.at(-2), start))) {
        opens = true
      }
      start += piece.length
      before = start
    }
  }
  return tokens
}

/** The words of a text, as a set: how lists of words are written here. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ""))
