import { Schema } from "effect"

/** What a caller is told of the recording: nothing; that it goes on unless they refuse; or whether they agree to it. */
export const RecordingMode = Schema.Literals(["off", "announce", "ask"])
export type RecordingMode = typeof RecordingMode.Type

/** How a caller answered. */
export const AnsweredBy = Schema.Literals(["voice", "key"])
export type AnsweredBy = typeof AnsweredBy.Type

const isoUtc = Schema.String

/** What a call's row keeps of what its caller was told of the recording, and of their last answer. */
export const RecordingConsent = Schema.Struct({
  mode: RecordingMode,
  /** The announcement, or the question, was heard to its end. */
  asked: Schema.Boolean,
  answer: Schema.Literals(["refused", "given", "none"]),
  /** When, and how; absent while there is no answer. */
  at: Schema.optionalKey(isoUtc),
  by: Schema.optionalKey(AnsweredBy)
})
export type RecordingConsent = typeof RecordingConsent.Type
