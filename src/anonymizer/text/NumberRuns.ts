import { list } from "./lists.ts"
import { numbersIn } from "./NumberWords.ts"
import { type Token } from "./Tokens.ts"

/** Numbers that were said one after the other, as one: `514-555-0147`, `five one four, uh, five fifty-five oh one …`. */
export interface NumberRun {
  readonly digits: string
  /** The first token, and the one after the last. */
  readonly from: number
  readonly to: number
  /** How many digits each breath gave. */
  readonly groups: ReadonlyArray<number>
  /** The token after each breath. */
  readonly ends: ReadonlyArray<number>
  /** How many digits had been said when something was taken back: `five five five, no, five five six`. */
  readonly corrected: number | undefined
}

interface Piece {
  readonly digits: string
  readonly from: number
  readonly to: number
  /** A word that only sounds like a number. */
  readonly heard: boolean
  /** Something is taken back in front of it. */
  readonly corrects: boolean
}

const corrections =
  /^(?:no|non|nope|sorry|pardon|scuse|excuse|excusez|wait|attends|attendez|mean|actually|plutot|rather|correction|oops|oups)$/

const fillers = list("betweenNumbers")
const signs = new Set(["-", ".", ",", "(", ")", "/", "+", "#", "*", "_", "…", ";", "?", "!"])
const longestGap = 7

/**
 * Digits as they are misheard: only among others, and only where they make a number of a length that numbers have.
 * `cinq sans quatorze` is 514: the hundred is said by what stands around it.
 */
export const misheard = new Map(
  Object.entries({
    "": "sans cens sang",
    1: "won",
    2: "to too",
    3: "tree troie",
    4: "for fore",
    5: "sein",
    6: "sex",
    7: "set cet cette",
    8: "ate"
  })
    .flatMap(([digit, words]) => words.split(" ").map((word) => [word, digit] as const))
)
const lengths = new Set([7, 9, 10, 11, 12, 15, 16])

/** Whether the tokens between two numbers leave them one. The conjunctions alone do not: they count things. */
const joins = (tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (token === undefined || taken[i] === true || token.kind === "mask") return false
    // `de 1 150 à 1 420`
    if (/^à$/i.test(token.text)) return false
    if (token.kind === "word" && !fillers.has(token.folded)) {
      const more = (token.folded === "and" || token.folded === "et") &&
        /^(?:then|puis|pis|next|finally|ensuite|apres|finalement)$/.test(tokens[i + 1]?.folded ?? "")
      if (!more) return false
    }
    if (token.kind === "sign" && !signs.has(token.text)) return false
  }
  return true
}

const runOf = (pieces: ReadonlyArray<Piece>): NumberRun => {
  let [digits, corrected] = ["", undefined as number | undefined]
  for (const piece of pieces) {
    if (piece.corrects) corrected = digits.length
    digits += piece.digits
  }
  const [first, last] = [pieces[0], pieces.at(-1)]
  const groups = pieces.map((piece) => piece.digits.length)
  return { digits, from: first?.from ?? 0, to: last?.to ?? 0, groups, ends: pieces.map(({ to }) => to), corrected }
}

const phoneLength = 10
const sizeOf = (pieces: ReadonlyArray<Piece>) => pieces.reduce((sum, { digits }) => sum + digits.length, 0)

/** Prepositions first: they lead to a number more often than they are its first digit. */
const leading = new Set(["to", "too", "for", "fore"])

/** Whether words that only sound like numbers are some here: what stands beside them is read digit by digit. */
const believed = (pieces: ReadonlyArray<Piece>): boolean =>
  lengths.has(sizeOf(pieces)) &&
  pieces.every(({ heard }, at) => {
    const [before, after] = [pieces[at - 1]?.digits.length ?? 9, pieces[at + 1]?.digits.length ?? 9]
    return !heard || before === 1 || after === 1 || (after === 9 && before < 4)
  })

/** As many digits as a number has that nothing is added to: a telephone's, a card's. */
const isComplete = (pieces: ReadonlyArray<Piece>): boolean => {
  const size = sizeOf(pieces)
  return size === 16 || (size === phoneLength && /^[2-9]/.test(pieces[0]?.digits ?? ""))
}

/** Where a sentence ends, or a turn. */
const ends = ({ kind, text }: Token) => kind === "break" || /^[.?!;]$/.test(text)

/** `416 555 0112. Six people.`: a number that is whole, and one that opens the next sentence. */
const opensAnew = (tokens: ReadonlyArray<Token>, pieces: ReadonlyArray<Piece>, from: number, digits: string) =>
  digits.length < 3 && isComplete(pieces) && tokens.slice(pieces.at(-1)?.to ?? from, from).some(ends) &&
  !tokens.slice(pieces.at(-1)?.to ?? from, from).some(({ folded }) => corrections.test(folded))

/** The runs between the words that are no numbers. */
const apart = (pieces: ReadonlyArray<Piece>): ReadonlyArray<NumberRun> => {
  const runs: Array<Array<Piece>> = [[]]
  for (const piece of pieces) {
    if (piece.heard) runs.push([])
    else runs.at(-1)?.push(piece)
  }
  return runs.filter((run) => run.length > 0).map(runOf)
}

/** The runs that pieces standing together are: one, or several where a word between them is no number after all. */
const settled = (tokens: ReadonlyArray<Token>, pieces: ReadonlyArray<Piece>): ReadonlyArray<NumberRun> => {
  if (pieces.length === 0) return []
  if (pieces.every(({ heard }) => !heard)) return [runOf(pieces)]
  // `from one oh four to one ninety-two`: from one amount to the other.
  const range = /^(?:from|between)$/.test(tokens[(pieces[0]?.from ?? 0) - 1]?.folded ?? "") && sizeOf(pieces) < 9 &&
    pieces.filter(({ from, heard }) => heard && tokens[from]?.folded === "to").length === 1
  if (range) return apart(pieces)
  const inner = pieces.slice(pieces.findIndex(({ heard }) => !heard), pieces.findLastIndex(({ heard }) => !heard) + 1)
  const [first, last] = [pieces[0], pieces.at(-1)]
  const leads = first?.heard === true && leading.has(tokens[first.from]?.folded ?? "")
  const goesOn = last?.heard === true && tokens[last.to]?.kind === "word"
  // `my number is for one six 555 0177`: without it there is a digit too few.
  const missing = leads && sizeOf(pieces) === phoneLength
  const whole = inner.some(({ heard }) => !heard) && (!leads || missing) && !goesOn && believed(pieces)
  if (whole) return [runOf(pieces)]
  if (believed(inner)) return [runOf(inner)]
  return apart(pieces)
}

/** Every run of numbers, in order. `taken` are the tokens that another rule has: no run goes through them. */
export const numberRuns = (tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>): ReadonlyArray<NumberRun> => {
  const reader = numbersIn(tokens)
  const runs: Array<NumberRun> = []
  let open: Array<Piece> = []
  let end = -1
  for (let at = 0; at < tokens.length;) {
    const read = taken[at] === true ? undefined : reader.read(at) ?? (at === end ? reader.multiple(at) : undefined)
    const sound = read === undefined && taken[at] === false ? misheard.get(tokens[at]?.folded ?? "") : undefined
    const number = sound === undefined ? read : { digits: sound, to: at + 1 }
    if (number === undefined) {
      at++
      continue
    }
    const near = open.length > 0 && at - end <= longestGap && joins(tokens, taken, end, at) &&
      !opensAnew(tokens, open, at, number.digits)
    if (!near) {
      runs.push(...settled(tokens, open))
      open = []
    }
    const corrects = near && tokens.slice(end, at).some(({ folded }) => corrections.test(folded))
    open.push({ digits: number.digits, from: at, to: number.to, heard: sound !== undefined, corrects })
    at = end = number.to
  }
  runs.push(...settled(tokens, open))
  return runs
}
