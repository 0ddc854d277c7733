import { Stream } from "effect"
import type { CallSummary } from "../../api/Calls.ts"
import { plainText } from "../../domain/PlainText.ts"
import { clockOf } from "../Zones.ts"

const columns = [
  "startedAt",
  "endedAt",
  "timeZone",
  "durationSeconds",
  "agentName",
  "callerNumber",
  "dialedNumber",
  "language",
  "endReason",
  "transferDepartment",
  "messages",
  "recording",
  "transcript",
  "failed",
  "id"
] as const satisfies ReadonlyArray<keyof CallSummary>

/** One that a spreadsheet would calculate (`=…`, `+…`) stands behind an apostrophe. */
const cell = (value: string | number | boolean | undefined): string => {
  if (typeof value !== "string") return value === undefined ? "" : `${value}`
  const text = plainText(value)
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe
}

/** As the page tells it: in the time of the call's line. */
const inItsTime = (call: CallSummary): CallSummary => ({
  ...call,
  startedAt: clockOf(call.timeZone, call.startedAt),
  ...call.endedAt !== undefined && { endedAt: clockOf(call.timeZone, call.endedAt) }
})

const line = (cells: ReadonlyArray<string>) => `${cells.join(",")}\r\n`

/** RFC 4180, with a byte order mark: that is how spreadsheets read UTF-8. */
export const csvOf = <E>(calls: Stream.Stream<CallSummary, E>): Stream.Stream<Uint8Array, E> =>
  Stream.succeed(`\uFEFF${line(columns)}`).pipe(
    Stream.concat(Stream.map(calls, (told) => {
      const call = inItsTime(told)
      return line(columns.map((column) => cell(call[column])))
    })),
    Stream.encodeText
  )
