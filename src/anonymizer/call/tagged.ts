import { AddressReader } from "../addresses/AddressReader.ts"
import { acronyms } from "../numbers/codes.ts"
import { ledBy } from "../numbers/lettered.ts"
import type { Tagged } from "../tagger/Spans.ts"
import { never } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"
import { fold } from "../text/Text.ts"
import { isAbout, type Topic } from "../text/Topics.ts"

/** What the tagger finds besides names, by the type that it is replaced as. */
const taggedTypes = { ADDRESS: "ADDRESS", DOB: "DOB", EMAIL: "EMAIL", NUMBER: "ID_NUMBER" } as const

const asksTime = /\b(?:what time|quelle heure)\b/

/** Surer than this, the tagger needs no word beside the value that says the same. */
const beyondDoubt = 0.85

const atSign = /(?:^| )(?:@|at|a|chez|arobas\w*)(?: |$)/

/** Whether the words can be a value of that kind at all: what is nobody's tells more than the tagger. */
const possible = (reading: Reading, { from, kind, sure, to }: Tagged): boolean => {
  const { question } = reading
  const about = (topic: Topic) => question.has(topic) || isAbout(reading.words(from - 14, from), topic)
  switch (kind) {
    // `clinic dot ca` is a site.
    case "EMAIL":
      return question.has("EMAIL") || atSign.test(reading.words(from, to))
    // An order's, an hour or a year, but where nothing else can be meant.
    case "NUMBER":
      return !asksTime.test(reading.asked) &&
        (sure > beyondDoubt && question.has("ACCOUNT") || !isAbout(reading.words(from - 5, from), "ORDER")) &&
        (sure > 0.9 || !(about("ORDER") || /^\d{0,4}$/.test(reading.words(from, to).replaceAll(" ", ""))))
    // Any other date is an appointment's, or a lease's.
    case "DOB":
      return about("DOB") || isAbout(reading.words(to, to + 7), "DOB") ||
        /(?:^| )(?:i'm|'m|suis)(?: |$)/.test(reading.words(from - 6, from))
    // A street without a number is nobody's, unless it was asked for; a house may have a name.
    default:
      return kind === "ADDRESS" &&
        (sure > 0.97 ||
          (question.has("ADDRESS")
            ? to - from > 1 || /\d\d|\p{L}\p{L}\p{L}\p{L}/u.test(reading.words(from, to))
            : reading.counts(from, to)))
  }
}

/** More than `and`, `non` or `SIN`. */
const says = (reading: Reading, from: number, to: number) =>
  reading.counts(from, to) ||
  reading.tokens.slice(from, to).some(({ folded, kind }) =>
    kind === "word" && !never.has(folded) && !acronyms.has(folded)
  )

/** `the number four, then paws` in front of what is hidden: what stands between two pieces of an address is one, too. */
const pieceEnd = (reading: Reading, to: number): number => {
  let end = to
  while (end - to < 4 && reading.free(end, end + 1) && !/^[.?!]$/.test(reading.tokens[end]?.text ?? "")) end++
  return reading.question.has("EMAIL") && reading.tokens[end]?.kind === "mask" ? end : to
}

const pause = /^(?:(?:and|et|uh|um|er|euh|heu|so|then|puis|pis|ben|,)(?: |$))+$/

/** What the tagger finds, and no rule knows; of `cores`, of which it is sure in every word, whatever is left. */
export const rest = (reading: Reading, spans: ReadonlyArray<Tagged>, cores: ReadonlyArray<Tagged> = []) => {
  const address = new AddressReader(reading)
  for (const span of [...spans, ...cores]) {
    const { kind } = span
    if (kind === "PERSON" || !possible(reading, span)) continue
    for (const [first, last] of reading.left(span.from, span.to)) {
      if (cores.includes(span) ? pause.test(reading.words(first, last)) : !says(reading, first, last)) continue
      const from = kind === "NUMBER" ? ledBy(reading, first) : kind === "ADDRESS" ? address.head(first) : first
      const to = kind === "EMAIL"
        ? pieceEnd(reading, last)
        : kind === "ADDRESS"
        ? address.within(address.gap(last)) ?? last
        : last
      const [start, end] = [reading.tokens[from]?.start, reading.tokens[to - 1]?.end]
      reading.take(from, to, taggedTypes[kind], fold(reading.text.slice(start, end)))
    }
  }
}
