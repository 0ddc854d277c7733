import { Schema } from "effect"

/** How far a call had come. */
export const Phase = Schema.Literals(["ring", "answer", "converse", "end", "finalize"])
export type Phase = typeof Phase.Type

/**
 * A failure as an operator reads it: one shape in the log, in the span and in the row's metadata. `fields` are those
 * of the tagged error, without anything private.
 */
export const ErrorReport = Schema.Struct({
  tag: Schema.String,
  message: Schema.String,
  fields: Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])),
  callId: Schema.String,
  phase: Phase,
  spanId: Schema.optionalKey(Schema.String)
})
export type ErrorReport = typeof ErrorReport.Type
