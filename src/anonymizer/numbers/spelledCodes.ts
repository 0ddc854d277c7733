import { list } from "../text/lists.ts"
import { numbersIn } from "../text/NumberWords.ts"
import type { Reading } from "../text/Reading.ts"
import { type Symbol, symbolAt } from "../text/Spelling.ts"
import { topicOf } from "./about.ts"
import { acronyms } from "./codes.ts"

const between = list("betweenLetters")
/** How many letters stand at the end of what has been spelled, two at most; -1 before anything has. */
const lettersAtEnd = (symbols: ReadonlyArray<Symbol>): number => {
  const ending = symbols.slice(-2)
  return ending.length === 0 ? -1 : ending.length - 1 - ending.findLastIndex(({ text }) => /\d/.test(text))
}

/** The same where a name is being spelled: one letter is as good as two. */
const spelling = (symbols: ReadonlyArray<Symbol>): number => {
  const letters = lettersAtEnd(symbols)
  return letters === 1 ? 2 : letters
}

/** Every run of symbols with a letter in it. */
const sequences = (reading: Reading): ReadonlyArray<ReadonlyArray<Symbol>> => {
  const numbers = numbersIn(reading.tokens)
  const all: Array<Array<Symbol>> = []
  // `Golf, Hotel, Tango`: a plate may begin with a word, which a name may too.
  const coded = reading.question.has("ACCOUNT") && !reading.question.has("NAME")
  // `B, deux L, O`: no postal code is asked for.
  const naming = reading.question.has("NAME") && !reading.question.has("POSTAL")
  let open: Array<Symbol> = []
  let gap = 0
  /** `660 4419 02. I have a question`: a letter that is a word, where a sentence begins. */
  const isWord = ({ from, to }: Symbol) =>
    to === from + 1 && /^(?:[aiyà])$/i.test(reading.tokens[from]?.text ?? "") && reading.tokens[to]?.kind === "word" &&
    (reading.tokens[to]?.folded.length ?? 0) > 1 && /^[.?!\u2029]$/.test(reading.tokens[from - 1]?.text ?? "")
  const close = () => {
    const last = open.at(-1)
    if (last !== undefined && isWord(last)) open.pop()
    if (open.some(({ text }) => /[a-z]/.test(text)) && open.length > 1) all.push(open)
    open = []
  }
  for (let at = 0; at < reading.tokens.length;) {
    const symbol = reading.taken[at] === true
      ? undefined
      : symbolAt(
        reading.tokens,
        numbers,
        at,
        open.length === 0 && coded ? 0 : naming ? spelling(open) : lettersAtEnd(open)
      )
    // `V-O, deux lettres`, `with two n`: what is counted is none of them.
    const counted = symbol !== undefined &&
      /^(?:two|deux|three|trois|four|quatre|[2-4])$/.test(reading.tokens[at]?.folded ?? "") &&
      (/^(?:letters?|lettres?|mots?|words?)$/.test(reading.tokens[symbol.to]?.folded ?? "") ||
        (/^(?:avec|with)$/.test(reading.tokens[at - 1]?.folded ?? "") && reading.question.has("NAME")))
    if (counted) {
      close()
      at += 2
      continue
    }
    if (symbol !== undefined) {
      // A name that has been spelled, and the number that comes after it.
      const spelt = open.length > 4 && /\d/.test(symbol.text) &&
        open.slice(-5).every(({ text }) => /^[a-z]+$/.test(text))
      if (gap > 4 || (spelt && !(reading.question.has("EMAIL") && gap === 0))) close()
      open.push(symbol)
      at = symbol.to
      gap = 0
      continue
    }
    const token = reading.tokens[at]
    const named = token?.kind === "break" && open.length > 2 && open.every(({ text }) => /^[a-z]+$/.test(text))
    if (reading.taken[at] === true || named || !(token?.kind === "break" || between.has(token?.folded ?? ""))) close()
    else gap++
    at++
  }
  close()
  return all
}

/** `five W twenty` */
const oil = /^\d{1,2}w\d\d$/

/** Takes the symbols that spell what `pattern` matches. */
const takeMatch = (
  reading: Reading,
  symbols: ReadonlyArray<Symbol>,
  pattern: RegExp,
  type: "HEALTH" | "ID_NUMBER"
): boolean => {
  const text = symbols.map((symbol) => symbol.text).join("")
  const match = pattern.exec(text)
  if (match === null) return false
  let offset = 0
  const covered = symbols.filter((symbol) => {
    const start = offset
    offset += symbol.text.length
    return offset > match.index && start < match.index + match[0].length
  })
  const from = covered[0]?.from ?? 0
  const to = covered.at(-1)?.to ?? from
  if (!reading.free(from, to)) return false
  // `passeport a k 5 5 1 …`: the letter that reads as a word.
  const word = reading.tokens[from - 1]
  const more = word?.kind === "word" && word.text.length === 1 && reading.free(from - 1, from) &&
    /^[a-z]/.test(match[0]) && match.index === 0
  reading.take(more ? from - 1 : from, to, type, match[0].toUpperCase())
  return true
}

/** A spelled name: its letters, and the tokens that spell them. Letters alone say little: who reads it must judge. */
export interface Spelled {
  readonly letters: string
  readonly from: number
  readonly to: number
}

/**
 * Codes as they are spelled: `h two x, one y four`. Gives the names that are spelled (`T-R-E-M-B-L-A-Y`, `M as in Mike`),
 * for the person finder.
 */
export const spelledCodes = (reading: Reading): ReadonlyArray<Spelled> => {
  const names: Array<Spelled> = []
  for (const symbols of sequences(reading)) {
    const text = symbols.map((symbol) => symbol.text).join("")
    const first = symbols[0]
    const last = symbols.at(-1)
    // `0x61011bed` is a machine's.
    if (first === undefined || last === undefined || text.startsWith("0x")) continue
    if (takeMatch(reading, symbols, /[a-z]{4}\d{7,}/, "HEALTH")) continue
    const topic = topicOf(reading, first.from, last.to)
    const digits = text.replace(/\D/g, "").length
    // `the part before is w o z n i a k three`
    const address = reading.question.has("EMAIL") && !reading.question.has("NAME")
    if (address && symbols.length > 2 && reading.free(first.from, last.to)) {
      reading.take(first.from, last.to, "EMAIL", text)
      continue
    }
    // `the plate ends in T K W`, though more of it is not known.
    const plate = /\b(?:plaques?|plates?|immatriculation)\b/
    if (
      symbols.length > 2 && !reading.question.has("NAME") && !oil.test(text) && reading.free(first.from, last.to) &&
      (plate.test(reading.asked) || plate.test(reading.words(first.from - 8, first.from)))
    ) {
      reading.take(first.from, last.to, "ID_NUMBER", text.toUpperCase())
      continue
    }
    // `And the version code?` The letters of a health card, by themselves.
    if (reading.question.has("HEALTH") && !reading.question.has("NAME") && digits === 0 && text.length <= 4) {
      reading.take(first.from, last.to, "HEALTH", text.toUpperCase())
      continue
    }
    // `C.P. 88` is a box.
    if (topic === "POSTAL" && digits >= 1 && text.length >= 3 && text.length <= 7 && !/^cp\d+$/.test(text)) {
      reading.take(first.from, last.to, "POSTAL", text.toUpperCase())
      continue
    }
    if (topic === "HEALTH" && digits >= 4 && takeMatch(reading, symbols, /[a-z]{0,4}\d{4,}[a-z]{0,2}/, "HEALTH")) {
      continue
    }
    // `2019 a 85 000`: a word between two numbers.
    const worded = symbols.every(({ from, text: symbol }) =>
      /\d/.test(symbol) || /^[aiyo]$/.test(reading.tokens[from]?.text ?? "")
    )
    if (worded) continue
    if (digits >= 5 && takeMatch(reading, symbols, /(?<![a-z])[a-z]{1,4}\d{5,}[a-z]{0,3}/, "ID_NUMBER")) continue
    if (topic === "ACCOUNT" && digits >= 2 && takeMatch(reading, symbols, /^[a-z\d]{5,}$/, "ID_NUMBER")) continue
    const spelt = symbols.filter((symbol) => /^[a-z]+$/.test(symbol.text))
    // `with a P H`: the article is not spelled.
    const article = /^[aiy]$/.test(reading.tokens[spelt[0]?.from ?? 0]?.text ?? "") &&
      spelt.slice(1).every(({ from }) => reading.tokens[from]?.capital === true)
    const letters = article ? spelt.slice(1) : spelt
    const [start, end] = [letters[0], letters.at(-1)]
    const name = letters.map((symbol) => symbol.text).join("")
    if (start === undefined || end === undefined || letters.length < 2 || acronyms.has(name)) continue
    // `un tiret. B I E N`: the article is no figure.
    const counted = text.startsWith("1") && /^(?:une?|one)$/.test(reading.tokens[first.from]?.folded ?? "") ? 1 : 0
    if (digits > counted) continue
    names.push({ letters: name, from: start.from, to: end.to })
  }
  return names
}
