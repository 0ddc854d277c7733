import { Context, type Effect, Schema } from "effect"
import { LineProblem } from "../domain/LineProblem.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"

/** A phone line could not be laid, or taken away. */
export class PhoneLineFailed extends Schema.TaggedError<PhoneLineFailed>()("PhoneLineFailed", {
  /** What happened, and what to do. It names no number. */
  problem: Schema.String,
  reason: LineProblem,
  /** What was made, and could not be undone. */
  left: Schema.optionalKey(Schema.Struct({
    trunkId: Schema.optionalKey(Schema.String),
    ruleId: Schema.optionalKey(Schema.String)
  }))
}) {
  override get message() {
    return this.problem
  }
}

/** What leads a number's calls to the worker. */
export interface PhoneLine {
  readonly trunkId: string
  readonly ruleId: string
}

/** How the calls of a number come to the worker. */
export class PhoneLines extends Context.Service<PhoneLines, {
  /**
   * All of it, or nothing: what was made is undone where a step fails. What an attempt has left that was broken off is
   * found, and gone on with.
   */
  readonly lay: (number: PhoneNumber) => Effect.Effect<PhoneLine, PhoneLineFailed>
  /** What is gone already is no failure. */
  readonly remove: (line: Partial<PhoneLine>) => Effect.Effect<void, PhoneLineFailed>
}>()("receptionist/services/PhoneLines") {}
