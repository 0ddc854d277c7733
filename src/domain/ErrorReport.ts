import { Cause, Predicate, Schema } from "effect"
import { scrub } from "./Privacy.ts"

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

const longest = { message: 500, field: 100 }
const notFields = new Set(["_tag", "name", "message", "stack", "cause"])

const isTagged = (error: unknown): error is { readonly _tag: string } =>
  Predicate.hasProperty(error, "_tag") && Predicate.isString(error._tag)

/**
 * What may be said of an error where nobody vouches for its text. A tagged error's message was written to be read; any
 * other came from somewhere else and may quote what it was given, so that only the error's name is told.
 */
export const sayable = (error: unknown): { readonly tag: string; readonly message: string } => {
  if (isTagged(error)) {
    const message = Predicate.hasProperty(error, "message") && Predicate.isString(error.message) ? error.message : ""
    return { tag: error._tag, message: scrub(message).slice(0, longest.message) }
  }
  const name = error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : typeof error
  return { tag: "Defect", message: `an unexpected error (${name}); its text is withheld, because it may be private` }
}

const fieldsOf = (error: unknown): ErrorReport["fields"] =>
  isTagged(error)
    ? Object.fromEntries(
      Object.entries(error).flatMap(([key, value]) =>
        notFields.has(key) ? [] : typeof value === "boolean" || Number.isFinite(value)
          ? [[key, value]]
          : typeof value === "string" && value.length <= longest.field
          ? [[key, scrub(value)]]
          : []
      )
    )
    : {}

/**
 * The report of an error, or of a `Cause`. Fields are the scalar ones of a tagged error: nested values, `Redacted`
 * ones and strings over 100 characters are left out. A defect says only what kind of error it was.
 */
export const reportOf = (
  error: unknown,
  context: { readonly callId: string; readonly phase: Phase; readonly spanId?: string }
): ErrorReport => {
  const subject = Cause.isCause(error) ? Cause.squash(error) : error
  return { ...sayable(subject), fields: fieldsOf(subject), ...context }
}
