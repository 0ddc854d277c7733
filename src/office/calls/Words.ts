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
