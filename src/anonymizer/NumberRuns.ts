import { NumberReader } from "./NumberWords.ts"
import { type Token, wordSet } from "./Tokens.ts"

/** Numbers that were said one after the other, as one: `514-555-0147`, `five one four, uh, five fifty-five oh one …`. */
export interface NumberRun {
  readonly digits: string
  /** The first token, and the one after the last. */
  readonly from: number
  readonly to: number
  readonly spoken: boolean
  /** How many digits each breath gave. */
  readonly groups: ReadonlyArray<number>
  /** How many digits had been said when something was taken back: `five five five, no, five five six`. */
  readonly corrected: number | undefined
}

const corrections =
  /^(?:no|non|nope|sorry|pardon|scuse|excuse|excusez|wait|attends|attendez|mean|actually|plutot|rather|correction|oops|oups)$/

const fillers = wordSet(
  `uh um er erm ah eh hmm mm hm mhm like so well okay ok yes yeah yep right euh heu hum ben bon alors
  puis pis donc oui ouais la voila genre dash hyphen space comma dot tiret espace virgule point trait union d' de
  no non nope sorry pardon scuse excuse excusez moi me wait attends attendez hold on i mean je veux dire actually plutot
  rather make that c' est it 's then again encore correction oops oups minus`
)
const signs = new Set(["-", ".", ",", "(", ")", "/", "+", "#", "*", "_", "…", ";"])
const longestGap = 6

/** Whether the tokens between two numbers leave them one. The conjunctions alone do not: they count things. */
const joins = (tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (token === undefined || taken[i] === true || token.kind === "mask") return false
    if (token.kind === "word" && !fillers.has(token.folded)) {
      const more = (token.folded === "and" || token.folded === "et") &&
        /^(?:then|puis|pis)$/.test(tokens[i + 1]?.folded ?? "")
      if (!more) return false
    }
    if (token.kind === "sign" && !signs.has(token.text)) return false
  }
  return true
}

/** Every run of numbers, in order. `taken` are the tokens that another rule has: no run goes through them. */
export const numberRuns = (tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>): ReadonlyArray<NumberRun> => {
  const reader = new NumberReader(tokens)
  const runs: Array<NumberRun> = []
  let open: {
    digits: string
    from: number
    to: number
    spoken: boolean
    groups: Array<number>
    corrected: number | undefined
  } | undefined
  for (let at = 0; at < tokens.length;) {
    const number = taken[at] === true
      ? undefined
      : reader.read(at) ?? (at === open?.to ? reader.multiple(at) : undefined)
    if (number === undefined) {
      at++
      continue
    }
    if (open !== undefined && at - open.to <= longestGap && joins(tokens, taken, open.to, at)) {
      const said = tokens.slice(open.to, at)
      if (said.some(({ folded }) => corrections.test(folded))) open.corrected = open.digits.length
      open.digits += number.digits
      open.to = number.to
      open.spoken ||= number.spoken
      open.groups.push(number.digits.length)
    } else {
      if (open !== undefined) runs.push(open)
      const { digits, spoken, to } = number
      open = { digits, from: at, to, spoken, groups: [digits.length], corrected: undefined }
    }
    at = number.to
  }
  if (open !== undefined) runs.push(open)
  return runs
}
