import { Schema } from "effect"
import { DeliveryProblem } from "../domain/DeliveryProblem.ts"

/** A message could not be handed on. Holds nothing of the message, and no address. */
export class DeliveryFailure extends Schema.TaggedError<DeliveryFailure>()("DeliveryFailure", {
  /** What happened, and what to do. */
  problem: Schema.String,
  reason: DeliveryProblem,
  /** Trying again changes nothing. */
  permanent: Schema.Boolean,
  /** The receiver wants no more of anything. */
  gone: Schema.optionalKey(Schema.Boolean),
  /** The receiver has asked for this wait. */
  retryAfter: Schema.optionalKey(Schema.Duration)
}) {
  override get message() {
    return this.problem
  }
}
