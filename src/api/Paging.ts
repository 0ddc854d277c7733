import { Schema } from "effect"

/** Where a list goes on: what the answer before gave as `next`. */
export const page = {
  cursor: Schema.optionalKey(Schema.String),
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 200 })))
}

/** Absent where the list ends. */
export const next = Schema.optionalKey(Schema.String)

/** An instant in ISO 8601 UTC. */
export const instant = Schema.String
