import type { NumberReader } from "./NumberWords.ts"
import { type Token, wordSet } from "./Tokens.ts"

/** One letter or number of something that is spelled, and the tokens that say it: `B`, `B comme dans Bernard`, `double T`. */
export interface Symbol {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** The radio alphabet. */
export const alphabet = new Map(
  "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    .split(" ").map((word) => [word, word.charAt(0)] as const)
)

const likening = wordSet("comme for pour like")
const articles = wordSet("dans in en le la les l' un une the a an mot word nom name prenom ville de d' lettre letter")

/** Where `x-ray` ends that begins at `at`. */
const rayEnd = (word: (at: number) => string, at: number) =>
  word(at + 1) === "-" && word(at + 2) === "ray" ? at + 3 : at + 1

/** Where `as in Mike`, `comme dans le mot Marie`, `for Mary` ends that begins at `at`; -1 where none does. */
const likenedEnd = (tokens: ReadonlyArray<Token>, at: number, letter: string): number => {
  const word = (i: number) => tokens[i]?.folded ?? ""
  const from = word(at) === "," ? at + 1 : at
  const asIn = /^(?:as|is)$/.test(word(from)) && word(from + 1) === "in"
  if (!asIn && !likening.has(word(from))) return -1
  let like = from + (asIn ? 2 : 1)
  for (let skipped = 0; skipped < 4 && articles.has(word(like)) && tokens[like + 1]?.kind === "word"; skipped++) like++
  const end = rayEnd(word, like)
  if (tokens[like]?.kind !== "word" || (!asIn && !word(like).startsWith(letter))) return -1
  return asIn || word(like).length > 1 || end > like + 1 ? end : -1
}

/** The letter that token `at` is, with what it is likened to; undefined where it is none. `à` is a word. */
export const letterAt = (tokens: ReadonlyArray<Token>, at: number): Symbol | undefined => {
  const token = tokens[at]
  if (token?.kind !== "word" || token.folded.length !== 1 || /^à$/i.test(token.text)) return undefined
  const word = (i: number) => tokens[i]?.folded ?? ""
  if (token.folded === "i" && word(at + 1) === "grec") return { text: "y", from: at, to: at + 2 }
  const end = likenedEnd(tokens, at + 1, token.folded)
  const ray = token.folded === "x" && word(at + 1) === "ray" ? at + 2 : rayEnd(word, at)
  return { text: token.folded, from: at, to: end === -1 ? ray : end }
}

/**
 * The symbol that token `at` begins: a letter, a doubled one, a number.
 *
 * @param letters how many letters stand at the end of what has been spelled by now, two at most; -1 before anything has
 */
export const symbolAt = (
  tokens: ReadonlyArray<Token>,
  numbers: NumberReader,
  at: number,
  letters: number
): Symbol | undefined => {
  const token = tokens[at]
  if (token === undefined) return undefined
  const letter = letterAt(tokens, at)
  if (letter !== undefined) return letter
  const next = tokens[at + 1]
  const inside = letters >= 0
  const word = (i: number) => tokens[i]?.folded ?? ""
  const before = word(at - 1) === "," ? word(at - 2) : word(at - 1)
  const doubled = token.folded === "double" || (inside && /^(?:deux|two|2)$/.test(token.folded))
  if (doubled && next?.kind === "word" && next.folded.length === 1) {
    if (token.folded === "double" && /^[uv]$/.test(next.folded) && !/^[uv]$/.test(word(at - 1))) {
      return { text: "w", from: at, to: at + 2 }
    }
    const plural = word(at + 2) === "'s" ? at + 3 : at + 2
    // `C-A-O-U-E-deux T`: a postal code never has two letters in front of its figure.
    if (token.folded === "double" || plural === at + 3 || letters >= 2) {
      return { text: next.folded.repeat(2), from: at, to: plural }
    }
  }
  // `à Québec` is no alphabet yet.
  if (alphabet.has(token.folded) && letters > -1 && (letters !== 1 || alphabet.has(before))) {
    return { text: alphabet.get(token.folded) ?? "", from: at, to: at + 1 }
  }
  // `H A D 2 fois`
  const twice = token.folded === "twice"
    ? at + 1
    : /^(?:2|two|deux) (?:fois|times)$/.test(`${token.folded} ${word(at + 1)}`)
    ? at + 2
    : at
  if (inside && twice > at && /^[a-z]$/.test(before)) return { text: before, from: at, to: twice }
  const number = numbers.read(at)
  return number === undefined || (token.folded === "o" && !inside)
    ? undefined
    : { text: number.digits, from: at, to: number.to }
}
