import { Clock, Context, Duration, type Effect, Option } from "effect"
import { defaultLimits, type LineLimits } from "../domain/Admission.ts"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { Rung } from "../domain/Ladder.ts"
import { defaultRules, type TransferRules } from "../domain/TransferPolicy.ts"
import type { TurnPolicy } from "../receptionist/machine/Policy.ts"

/** What bounds a call. Defaults are those of the settings (`CALL_MAX_DURATION`, `CALL_SILENCE_TIMEOUT`, `RECORDING`). */
export interface CallPolicy extends TurnPolicy {
  readonly recording: "egress" | "worker" | "off"
  /** The bound on the carrier's answer once we have answered; the greeting waits for it, and there is no call without it. */
  readonly pickUp: Duration.Duration
  /** Who takes a call where no voice is left, and the agent's own fallback did not. */
  readonly fallback: ReadonlyArray<Rung>
  /** The time (epoch milliseconds) by which offices are open: the clock's, but where a call is only played. */
  readonly officeTime: Effect.Effect<number>
  /** The zone of agents that name none. */
  readonly timeZone: Option.Option<string>
  /** Where calls may be sent; what is read of an agent was checked against it, and a number is again as it is dialled. */
  readonly transfers: TransferRules
  /** Whose calls are answered, and how much of the line they may use. */
  readonly limits: LineLimits
  /** The bound on one artifact: anonymized or uploaded, and its link written. */
  readonly artifact: Duration.Duration
}

/** Who takes this agent's calls where no voice is left, in order. */
export const fallbackOf = (agent: AgentConfig, { fallback }: CallPolicy): ReadonlyArray<Rung> => [
  ...agent.fallback === undefined ? [] : [{ target: agent.fallback, patience: Duration.seconds(30) }],
  ...fallback
]

export const CallPolicy = Context.Reference<CallPolicy>("receptionist/programs/CallPolicy", {
  defaultValue: () => ({
    recording: "worker",
    maxDuration: Duration.minutes(30),
    warnBefore: Duration.minutes(1),
    silencePrompt: Duration.seconds(15),
    silenceTimeout: Duration.seconds(45),
    answerPatience: Duration.seconds(4),
    fallback: [],
    officeTime: Clock.currentTimeMillis,
    timeZone: Option.none(),
    transfers: defaultRules,
    limits: defaultLimits,
    pickUp: Duration.seconds(10),
    farewell: Duration.seconds(15),
    artifact: Duration.minutes(1)
  })
})
