import type { EntityType } from "../text/Entity.ts"
import { list } from "../text/lists.ts"
import { numbersIn } from "../text/NumberWords.ts"
import type { Reading } from "../text/Reading.ts"
import { months } from "./dateWords.ts"

const bridged: ReadonlySet<EntityType> = new Set([
  "CARD",
  "CVV",
  "DOB",
  "HEALTH",
  "ID_NUMBER",
  "PHONE",
  "POSTAL",
  "SIN"
])

/** What somebody says who puts a value right while it is being given. */
const between = list("correcting")
/** What makes a date's figure one: `the 9th`, `le 1er`, `two thou`. */
const suffixes = /^(?:th|st|nd|rd|e|er|eme|ieme|thou)$/
const ordinals =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|\w+teenth|twentieth|thirtieth|premier|deuxieme|troisieme)$/
/** Signs of a code that are said. */
const separators = /^(?:dash|hyphen|tiret|slash|barre|underscore)$/
const leading = /^(?:[,.] )?(?:the |with )?version(?: (?:code|letters?|is|,))*$/
const longest = 10

/**
 * What is left of a value that was put right while it was given, between two pieces of it that were found, or in front of
 * a date: `March the 8th, no wait, the 9th, 2021`, `le 9… ben 9 novembre`.
 */
export const bridges = (reading: Reading): void => {
  const numbers = numbersIn(reading.tokens)
  const spans = reading.found.filter(({ type }) => bridged.has(type))
    .map(({ end, key, start, type }) => ({ type, key, ...reading.tokensAt(start, end) }))
    .sort((a, b) => a.from - b.from)
  /** The figures among the tokens, if there is nothing else but hesitation. */
  const figures = (from: number, to: number) => {
    const found: Array<{ readonly from: number; readonly to: number; readonly digits: string }> = []
    for (let at = from; at < to;) {
      if (!reading.free(at, at + 1)) return []
      const word = reading.tokens[at]?.folded ?? ""
      const number = numbers.read(at)
      if (number !== undefined && number.to <= to) {
        found.push({ from: at, to: number.to, digits: number.digits })
        at = number.to
      } else if (
        ordinals.test(word) || (months.has(word) && !/^(?:may|mar|mai)$/.test(word)) || separators.test(word) ||
        (suffixes.test(word) && found.length > 0)
      ) {
        found.push({ from: at, to: at + 1, digits: "" })
        at++
      } else if (between.has(word)) at++
      else return []
    }
    return found
  }
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]
    const near = next?.type === span.type && next.from - span.to <= longest
    const led = near && leading.test(reading.words(span.to, next.from)) && reading.free(span.to, next.from)
    if (led || (near && figures(span.to, next.from).length > 0)) {
      reading.take(span.to, next.from, span.type, span.key)
    }
    if (span.type !== "DOB") continue
    for (let from = span.from - 2; from >= Math.max(span.from - 6, 0); from--) {
      const [day, ...more] = figures(from, span.from)
      const hesitates = reading.words(day?.to ?? from, span.from).replaceAll(/[,.…\s-]/g, "") !== "" ||
        /^[.…]/.test(reading.words(day?.to ?? from, span.from))
      if (day !== undefined && day.from === from && more.length === 0 && day.digits.length < 3 && hesitates) {
        reading.take(day.from, day.to, "DOB", span.key)
        break
      }
    }
  }
}
