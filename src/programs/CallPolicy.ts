import { Context, Duration } from "effect"
import type { TurnPolicy } from "../receptionist/machine/Policy.ts"
import type { Rung } from "../receptionist/tools/Tool.ts"

/** What bounds a call. Defaults are those of the settings (`CALL_MAX_DURATION`, `CALL_SILENCE_TIMEOUT`, `RECORDING`). */
export interface CallPolicy extends TurnPolicy {
  readonly recording: "egress" | "worker" | "off"
  /** The bound on the carrier's answer once we have answered; the greeting waits for it, and there is no call without it. */
  readonly pickUp: Duration.Duration
  /** Who takes a call where no voice is left, or nobody knows who was dialled: numbers in order. */
  readonly fallback: ReadonlyArray<Rung>
  /** The bound on one artifact: anonymized or uploaded, and its link written. */
  readonly artifact: Duration.Duration
}

export const CallPolicy = Context.Reference<CallPolicy>("receptionist/programs/CallPolicy", {
  defaultValue: () => ({
    recording: "worker",
    maxDuration: Duration.minutes(30),
    warnBefore: Duration.minutes(1),
    silencePrompt: Duration.seconds(15),
    silenceTimeout: Duration.seconds(45),
    answerPatience: Duration.seconds(4),
    fallback: [],
    pickUp: Duration.seconds(10),
    farewell: Duration.seconds(15),
    artifact: Duration.minutes(1)
  })
})
