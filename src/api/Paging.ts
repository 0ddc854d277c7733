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

/**
 * A span of time. `from`, `to`: instants, or days `2026-11-29` of the agent that is asked for, or where most agents are;
 * `to` is not included. `days`: the last so many of them, today's included, instead of `from`.
 */
export const span = {
  from: Schema.optionalKey(Schema.String),
  to: Schema.optionalKey(Schema.String),
  days: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 800 })))
}
