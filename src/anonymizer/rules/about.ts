import type { Reading } from "../Reading.ts"
import { firstTopic, lastTopic, type Topic } from "../Topics.ts"

const asked: ReadonlyArray<Topic> = [
  "CVV",
  "PIN",
  "LAST_DIGITS",
  "EXPIRY",
  "DOB",
  "SIN",
  "HEALTH",
  "CARD",
  "POSTAL",
  "ACCOUNT",
  "ORDER",
  "PHONE"
]
export const telling: ReadonlySet<Topic> = new Set(asked)
/** What a number of seven digits and more can be. */
const tellingLong: ReadonlySet<Topic> = new Set(["ACCOUNT", "CARD", "DOB", "HEALTH", "ORDER", "PHONE", "SIN"])

const preface =
  /^(?:(?:uh|um|er|euh|heu|ben|oui|yes|yeah|ok|okay|so|well|sure|it|'s|it's|c'|est|that|is|the|le|la|ca|,|\.|…)(?: |$))*$/

/** The topic of what stands from `from` to `to`: said before it, else after it, else asked for. */
export const topicOf = (reading: Reading, from: number, to: number, long = false): Topic | undefined => {
  const among = long ? tellingLong : telling
  const before = lastTopic(reading.words(from - 14, from), among)
  const after = firstTopic(reading.words(to, to + 6), among)
  // `expires 08/27, code 337 on the back`
  const code = before === "EXPIRY" || before === "PIN" ? to - from === 1 : before === "CARD" && to - from <= 4
  if (after === "CVV" && code) return after
  const question = asked.find((topic) => among.has(topic) && reading.question.has(topic))
  // What comes first answers the question, whatever is told after it: `three six oh, the card is my wife's`.
  const answers = before === undefined && from < 6 && preface.test(reading.words(0, from))
  return before ?? (answers ? question ?? after : after ?? question)
}

/** What has a number that leads to nobody: an order, a part, a parcel. */
const goods =
  /\b(?:order|orders|commande|factures?|invoices?|part|parts|piece|pieces|tracking|suivi|colis|parcel|package|confirmation|ticket|catalogue|catalog)\b/

/**
 * Whether the number at hand is an order's or a part's, by the words right in front of it, or by the question that it
 * answers. Longer ones and those that are written as a telephone number are never believed to be one.
 */
export const ofGoods = (reading: Reading, from: number, to: number): boolean => {
  const before = lastTopic(reading.words(from - 14, from), telling)
  if (before !== undefined) return before === "ORDER" && goods.test(reading.words(from - 7, from))
  const others = asked.some((topic) => topic !== "ORDER" && reading.question.has(topic))
  return !others && from < 8 && reading.question.has("ORDER") && goods.test(reading.asked) &&
    firstTopic(reading.words(to, to + 6), telling) === undefined
}

/** Whether the number at hand is a parcel's, which may be as long as any. */
export const tracked = (reading: Reading, from: number): boolean =>
  /\b(?:tracking|suivi|colis|parcel)\b/.test(reading.words(from - 7, from))
