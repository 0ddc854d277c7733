import { Schema } from "effect"
import { AgentId, CallId } from "./Ids.ts"
import { Language } from "./Language.ts"

const epochMillis = Schema.Finite

/** What somebody said, in the form of LiveKit's chat history. */
export const Message = Schema.Struct({
  type: Schema.Literal("message"),
  id: Schema.String,
  role: Schema.Literals(["user", "assistant"]),
  content: Schema.Array(Schema.String),
  interrupted: Schema.Boolean,
  language: Schema.optionalKey(Language),
  createdAt: epochMillis
})

export const FunctionCall = Schema.Struct({
  type: Schema.Literal("function_call"),
  id: Schema.String,
  callId: Schema.String,
  name: Schema.String,
  /** The arguments as the model wrote them: JSON in a string. */
  args: Schema.String,
  createdAt: epochMillis
})

export const FunctionCallOutput = Schema.Struct({
  type: Schema.Literal("function_call_output"),
  id: Schema.String,
  callId: Schema.String,
  name: Schema.String,
  output: Schema.String,
  isError: Schema.Boolean,
  createdAt: epochMillis
})

export const TranscriptItem = Schema.Union([Message, FunctionCall, FunctionCallOutput])
export type TranscriptItem = typeof TranscriptItem.Type

const header = {
  version: Schema.Literal(1),
  callId: CallId,
  agentId: AgentId,
  language: Language,
  startedAt: Schema.String,
  durationSeconds: Schema.Finite
}

/** A transcript as it was spoken. Private: it exists in memory only, and no store takes it. */
export class RawTranscript extends Schema.Class<RawTranscript>("receptionist/domain/RawTranscript")({
  ...header,
  items: Schema.Array(TranscriptItem)
}) {}

const anonymization = {
  engine: Schema.String,
  /** How many of each entity were replaced. */
  entities: Schema.Record(Schema.String, Schema.Finite)
}

const Anonymized = Schema.Union([
  Schema.Struct({
    ...header,
    anonymization: Schema.Struct({ status: Schema.Literal("complete"), ...anonymization }),
    items: Schema.Array(TranscriptItem)
  }),
  Schema.Struct({
    ...header,
    anonymization: Schema.Struct({ status: Schema.Literal("withheld"), reason: Schema.String, ...anonymization })
  })
])

/**
 * The only transcript that storage takes: anonymized, or a stub that says it was withheld. The brand is given by
 * `services/Anonymizer.ts` alone.
 */
export const AnonymizedTranscript = Anonymized.pipe(Schema.brand("AnonymizedTranscript"))
export type AnonymizedTranscript = typeof AnonymizedTranscript.Type
