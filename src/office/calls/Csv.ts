import { Stream } from "effect"
import type { CallSummary } from "../../api/Calls.ts"

const columns = [
  "startedAt",
  "endedAt",
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
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe
}

const line = (cells: ReadonlyArray<string>) => `${cells.join(",")}\r\n`

/** RFC 4180, with a byte order mark: that is how spreadsheets read UTF-8. */
export const csvOf = <E>(calls: Stream.Stream<CallSummary, E>): Stream.Stream<Uint8Array, E> =>
  Stream.succeed(`\uFEFF${line(columns)}`).pipe(
    Stream.concat(Stream.map(calls, (call) => line(columns.map((column) => cell(call[column]))))),
    Stream.encodeText
  )
