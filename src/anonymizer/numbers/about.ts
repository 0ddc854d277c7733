import type { Reading } from "../text/Reading.ts"
import { firstTopic, lastTopic, type Topic } from "../text/Topics.ts"

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
  // Under a key `version` stands a health card's; `Version 14.2` is a program's.
  const before = lastTopic(reading.words(from - 14, from).replace(/^version$/, ""), among)
  const after = firstTopic(reading.words(to, to + 6), among)
  // `expires 08/27, code 337 on the back`
  const code = before === "EXPIRY" || before === "PIN" ? to - from === 1 : before === "CARD" && to - from <= 4
  if (after === "CVV" && code) return after
  const question = asked.find((topic) => among.has(topic) && reading.question.has(topic))
  // What comes first answers the question, whatever is told after it: `three six oh, the card is my wife's`.
  const answers = before === undefined && from < 6 && preface.test(reading.words(0, from))
  return before ?? (answers ? question ?? after : after ?? question)
}
