import { Result } from "effect"

/** Some eighty times what a full agent says. */
export const largestAgentFile = 256 * 1024

const decoded = (label: string, bytes: Uint8Array) =>
  Result.try({ try: () => new TextDecoder(label, { fatal: true }).decode(bytes), catch: () => undefined })

const beginsWith = (bytes: Uint8Array, ...mark: ReadonlyArray<number>) =>
  mark.every((byte, index) => bytes[index] === byte)

/** Which encoding bytes are in that are no UTF-8, as far as they tell. */
const encodingOf = (bytes: Uint8Array, lossy: string): string => {
  const zeros = bytes.reduce((count, byte) => byte === 0 ? count + 1 : count, 0)
  return zeros > bytes.length / 4
    ? "UTF-16 without a byte order mark"
    : zeros > 0
    ? "no text"
    // Letters of several bytes that are whole: it was UTF-8 until something broke it.
    : /[^\p{ASCII}\uFFFD]/u.test(lossy)
    ? "UTF-8 that is broken here"
    : bytes.some((byte) => byte >= 0x80 && byte < 0xA0)
    ? "Windows-1252"
    : "Latin-1"
}

/** What keeps bytes from being text, and in which line; the line counts from 1. */
export interface NotText {
  readonly line: number
  readonly message: string
}

/** The text of a file: UTF-8, or UTF-16 that says so by its byte order mark. */
export const textOf = (bytes: Uint8Array): Result.Result<string, NotText> => {
  const utf16 = beginsWith(bytes, 0xFF, 0xFE) ? "utf-16le" : beginsWith(bytes, 0xFE, 0xFF) ? "utf-16be" : undefined
  const text = decoded(utf16 ?? "utf-8", bytes)
  if (Result.isSuccess(text) && !text.success.includes("\0")) return Result.succeed(text.success)
  const lossy = new TextDecoder(utf16 ?? "utf-8").decode(bytes)
  const found = utf16 === undefined ? encodingOf(bytes, lossy) : "UTF-16 that is broken here"
  return Result.fail({
    line: lossy.split(/[\uFFFD\0]/, 1).join().split("\n").length,
    message: `not text in UTF-8, but ${found}: save it as UTF-8`
  })
}
