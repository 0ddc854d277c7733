import { Schema } from "effect"
import type { TranscriptItem } from "../../domain/Transcript.ts"
import { TranscriptItem as Item } from "../../domain/Transcript.ts"

/** A transcript as it is stored: the office reads what an older worker wrote, too. */
const StoredTranscript = Schema.fromJsonString(Schema.Struct({
  language: Schema.optionalKey(Schema.String),
  startedAt: Schema.optionalKey(Schema.String),
  anonymization: Schema.Struct({
    status: Schema.Literals(["complete", "withheld"]),
    reason: Schema.optionalKey(Schema.String),
    entities: Schema.optionalKey(Schema.Record(Schema.String, Schema.Finite))
  }),
  items: Schema.optionalKey(Schema.Array(Item))
}))
export const decodeTranscript = Schema.decodeUnknownOption(StoredTranscript)

/** Without its accents: how words are typed in a hurry. */
export const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "")

/** What was said, for the search: placeholders of the anonymizer are no words. */
export const saidIn = (items: ReadonlyArray<TranscriptItem>): string =>
  items.flatMap((item) => item.type === "message" ? item.content : [])
    .join("\n").replace(/<[A-Z_]+_\d+>/g, "…").replaceAll("\0", "")

/** What stands before and behind what was found. */
export const marks = ["\u0002", "\u0003"] as const

/** The part of what was said that reads like this without its accents, between the same marks. */
export const asSaid = (said: string, bare: string): string => {
  const isMark = (letter: string) => marks.some((mark) => mark === letter)
  const part = [...bare].filter((letter) => !isMark(letter)).join("")
  const start = plain(said).indexOf(part)
  if (start === -1) return bare
  let at = start
  const marked = new Map<number, string>()
  for (const letter of bare) {
    if (isMark(letter)) marked.set(at, `${marked.get(at) ?? ""}${letter}`)
    else at += letter.length
  }
  let place = 0
  let found = ""
  for (const letter of said.normalize("NFC")) {
    const length = plain(letter).length
    if (place >= start && place < at && length > 0) found += `${marked.get(place) ?? ""}${letter}`
    place += length
  }
  return `${found}${marked.get(at) ?? ""}`
}
