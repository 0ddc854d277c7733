import { ledBy } from "../numbers/lettered.ts"
import { measures } from "../numbers/numbers.ts"
import type { Tagged } from "../tagger/Spans.ts"
import { numberRuns } from "../text/NumberRuns.ts"
import type { Reading } from "../text/Reading.ts"
import { fold } from "../text/Text.ts"
import { isAbout } from "../text/Topics.ts"

/** What the tagger finds besides names, by the type that it is replaced as. */
const taggedTypes = { ADDRESS: "ADDRESS", DOB: "DOB", EMAIL: "EMAIL", NUMBER: "ID_NUMBER" } as const

/** Whether a number is all of it, of three figures at most, that answers no question for one: an amount, an age. */
const short = (reading: Reading, from: number, to: number): boolean => {
  if (reading.question.size > 0) return false
  const tokens = reading.tokens.slice(from, to)
  const [run, ...others] = numberRuns(tokens, tokens.map(() => false))
  return run !== undefined && others.length === 0 && run.from === 0 && run.to === tokens.length &&
    run.digits.length < 4
}

const atSign = /(?:^| )(?:@|at|a|arobas\w*)(?: |$)/

/** Whether the words can be a value of that kind at all: what nobody's are tells more than the tagger. */
const possible = (reading: Reading, kind: Tagged["kind"], from: number, to: number): boolean => {
  const words = reading.words(from, to)
  if (reading.tokens.slice(from, to + 1).some(({ folded }) => measures.has(folded))) return false
  switch (kind) {
    // A street without a number is nobody's, unless it was asked for.
    case "ADDRESS":
      return reading.question.has("ADDRESS") ? words.length > 1 : reading.counts(from, to)
    // `clinic dot ca` is a site.
    case "EMAIL":
      return reading.question.has("EMAIL") || atSign.test(words)
    // An order's, or an hour.
    case "NUMBER":
      return !reading.question.has("ORDER") && !isAbout(reading.words(from - 8, from), "ORDER") &&
        !/^\d{0,4}$/.test(words.replaceAll(" ", "")) && !short(reading, from, to)
    // Any other date is an appointment's, or a lease's.
    case "DOB":
      return reading.question.has("DOB") || isAbout(reading.words(from - 14, from), "DOB") ||
        isAbout(reading.words(to, to + 7), "DOB") || /(?:^| )(?:i'm|'m|suis)$/.test(reading.words(from - 2, from))
    default:
      return false
  }
}

/** What the rules left of an address that the tagger is sure of: a building's name, a number that was taken back. */
export const addressesLeft = (reading: Reading, spans: ReadonlyArray<Tagged>) => {
  for (const { from, kind, sure, to } of spans) {
    if (kind !== "ADDRESS" || sure < 0.9 || !possible(reading, kind, from, to)) continue
    for (const [first, last] of reading.left(from, to)) reading.take(first, last, kind, reading.words(first, last))
  }
}

/** `the number four, then paws` in front of what is hidden: what stands between two pieces of an address is one, too. */
const pieceEnd = (reading: Reading, to: number): number => {
  let end = to
  while (end - to < 4 && reading.free(end, end + 1) && !/^[.?!]$/.test(reading.tokens[end]?.text ?? "")) end++
  return reading.question.has("EMAIL") && reading.tokens[end]?.kind === "mask" ? end : to
}

/** What the tagger is sure of besides, and no rule knows. */
export const rest = (reading: Reading, spans: ReadonlyArray<Tagged>) => {
  for (const { from, kind, to } of spans) {
    if (kind === "PERSON" || !reading.free(from, to) || !possible(reading, kind, from, to)) continue
    const start = kind === "NUMBER" ? ledBy(reading, from) : from
    const end = kind === "EMAIL" ? pieceEnd(reading, to) : to
    const [first, last] = [reading.tokens[start]?.start, reading.tokens[end - 1]?.end]
    reading.take(start, end, taggedTypes[kind], fold(reading.text.slice(first, last)))
  }
}
