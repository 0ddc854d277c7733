import { Result } from "effect"

/** Some eighty times what a full agent says. */
export const largestAgentFile = 256 * 1024

const decoded = (label: string, bytes: Uint8Array) =>
  Result.try({ try: () => new TextDecoder(label, { fatal: true }).decode(bytes), catch: () => undefined })

const beginsWith = (bytes: Uint8Array, ...mark: ReadonlyArray<number>) =>
  mark.every((byte, index) => bytes[index] === byte)

/** Which encoding bytes are in that are no UTF-8, as far as they tell. */
const guessed = (bytes: Uint8Array, lossy: string): string =>
  // Letters of several bytes that are whole: it was UTF-8 until something broke it.
  /[^\p{ASCII}\uFFFD]/u.test(lossy)
    ? "UTF-8 with bytes in it that are none"
    : bytes.some((byte) => byte >= 0x80 && byte < 0xA0)
    ? "Windows-1252"
    : "Latin-1"

/** What keeps bytes from being text, and in which line; the line counts from 1. */
export interface NotText {
  readonly line: number
  readonly message: string
}

const notUtf8 = (found: string, line: number): Result.Result<never, NotText> =>
  Result.fail({ line, message: `not UTF-8, but ${found}: save the file as UTF-8` })

/** The text of a file: UTF-8, or UTF-16 that says so by its byte order mark. */
export const textOf = (bytes: Uint8Array): Result.Result<string, NotText> => {
  const utf16 = beginsWith(bytes, 0xFF, 0xFE) ? "utf-16le" : beginsWith(bytes, 0xFE, 0xFF) ? "utf-16be" : undefined
  if (utf16 !== undefined) {
    return Result.mapError(decoded(utf16, bytes), () => ({ line: 1, message: "UTF-16 that is broken" }))
  }
  if (bytes.includes(0)) {
    return notUtf8(
      bytes.length % 2 === 0 && bytes.length > 1
        ? "UTF-16 without a byte order mark, or no text at all"
        : "no text at all",
      1
    )
  }
  const text = decoded("utf-8", bytes)
  if (Result.isSuccess(text)) return Result.succeed(text.success)
  const lossy = new TextDecoder().decode(bytes)
  return notUtf8(guessed(bytes, lossy), lossy.slice(0, lossy.indexOf("\uFFFD")).split("\n").length)
}
