import { acronyms } from "../numbers/codes.ts"
import { months } from "../numbers/dateWords.ts"
import { measures } from "../numbers/numbers.ts"
import type { EntityType } from "../text/Entity.ts"
import { numbersIn } from "../text/NumberWords.ts"
import type { Found, Reading } from "../text/Reading.ts"
import { type Symbol, symbolAt } from "../text/Spelling.ts"
import { type Token, tokenize } from "../text/Tokens.ts"

/** What was given around the agent's turn: the words that stand there, and what they are. */
export interface Given {
  readonly type: EntityType
  readonly key: string
  /** Where it stands: the field, and the place in it. */
  readonly at: readonly [field: number, start: number]
  /** In the turn before it, or after it. */
  readonly near: boolean
  readonly text: string
}

const least = 2
/** As long as this, it is one of several pieces wherever in them it stands. */
const long = 4

/** The pieces of each type, in the order in which they were given, as one. */
const joined = (given: ReadonlyArray<Given>): ReadonlyArray<Given> => {
  const types = [...new Set(given.map(({ type }) => type))]
  return types.flatMap((type) => {
    const pieces = given.filter((one) => one.type === type)
      .toSorted((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1])
    const last = pieces.at(-1)
    return last === undefined || pieces.length === 1 ? [] : [{ ...last, text: pieces.map(({ text }) => text).join("") }]
  })
}

/** `MB`, `TREM`: letters of a code that are said again together. */
const glued = (tokens: ReadonlyArray<Token>, at: number): Symbol | undefined => {
  const { folded = "", text = "" } = tokens[at] ?? {}
  return /^\p{Lu}{2,4}$/u.test(text) && !acronyms.has(folded) ? { text: folded, from: at, to: at + 1 } : undefined
}

/** Letters and figures that stand together, one row after the other: `Trois M` is 3M. */
const rows = (tokens: ReadonlyArray<Token>): ReadonlyArray<ReadonlyArray<Symbol>> => {
  const numbers = numbersIn(tokens)
  const all: Array<Array<Symbol>> = []
  let open: Array<Symbol> = []
  const close = () => {
    if (open.length > 0) all.push(open)
    open = []
  }
  for (let at = 0; at < tokens.length;) {
    const symbol = tokens[at]?.kind === "mask"
      ? undefined
      : symbolAt(tokens, numbers, at, open.length - 1) ?? glued(tokens, at)
    if (symbol !== undefined) open.push(symbol)
    else if (!/^[-,.]$/.test(tokens[at]?.text ?? "")) close()
    at = symbol?.to ?? at + 1
  }
  close()
  return all
}

const textOf = (symbols: ReadonlyArray<Symbol>) => symbols.map(({ text }) => text).join("")

/**
 * What the agent says again of a value that was given just before, or is just after: `it's twelve` `Twelve?` `September`.
 * So few figures are known for what they are by that alone.
 */
export const echoes = (reading: Reading, given: ReadonlyArray<Given>): ReadonlyArray<Found> => {
  const values = given.map((one) => ({ ...one, text: rows(tokenize(one.text)).map(textOf).join("") }))
  const wholes = joined(values)
  for (const row of values.length === 0 ? [] : rows(reading.tokens)) {
    const text = textOf(row)
    const value = values.find((one) => one.near && (one.text.startsWith(text) || one.text.endsWith(text))) ??
      (text.length < long ? undefined : wholes.find((one) => one.text.includes(text)))
    const [from, to] = [row[0]?.from ?? 0, row.at(-1)?.to ?? 0]
    const before = reading.tokens[from - 1]
    // `June 12` is an appointment's, whatever number ends in 12.
    const dated = months.has(before?.folded ?? "") && value?.type !== "DOB"
    const counts = measures.has(reading.tokens[to]?.folded ?? "") || /^[$€]$/.test(before?.text ?? "") || dated
    const letters = row.some(({ from, to }) =>
      to === from + 1 && /^\p{Lu}{2,4}$/u.test(reading.tokens[from]?.text ?? "")
    )
    // `Il y a 1307 autres appels`: no door that was told.
    const goesOn = value?.type === "ADDRESS" && (reading.tokens[to]?.kind === "word" || !/\d/.test(text))
    const enough = text.length >= least && (/\d/.test(text) || letters) && !counts && !goesOn
    if (value !== undefined && enough && reading.free(from, to)) reading.take(from, to, value.type, value.key)
  }
  return reading.found
}
