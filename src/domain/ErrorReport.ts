import { Predicate, Schema } from "effect"

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

const longest = 300

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" ? value.length <= longest : typeof value === "boolean" || Number.isFinite(value)

/**
 * The report of a tagged error: its tag, message and plain fields; what is redacted, nested or long stays out. Anything
 * else is a defect, whose message nobody has vetted: only the kind of it is told.
 */
export const reportOf = (
  error: unknown,
  context: { readonly callId: string; readonly phase: Phase; readonly spanId?: string }
): ErrorReport => {
  if (!(error instanceof Error) || !Predicate.hasProperty(error, "_tag") || !Predicate.isString(error._tag)) {
    const kind = error instanceof Error ? error.name : typeof error
    return { tag: "Defect", message: `a defect (${kind}); the log has its stack`, fields: {}, ...context }
  }
  const own = new Set(["_tag", "message", "name", "stack", "cause"])
  const fields = Object.entries(error).filter(([key, value]) => !own.has(key) && isScalar(value))
  return { tag: error._tag, message: error.message, fields: Object.fromEntries(fields), ...context }
}
