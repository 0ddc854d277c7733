import { Context, Effect, Schema, type Scope } from "effect"
import type { LineUse, UsedBefore } from "../domain/Admission.ts"
import type { AgentId, CallId, CompanyId } from "../domain/Ids.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"

/** What is used of the line could not be read or noted. */
export class LineUsageError extends Schema.TaggedError<LineUsageError>()("LineUsageError", {
  /** An errno, never a path. */
  detail: Schema.String
}) {
  override get message() {
    return `what callers have used of the line is not counted (${this.detail}): check DATA_DIR, its space and permissions`
  }
}

/** A call that is about to be answered. */
export interface ArrivingCall {
  readonly callId: CallId
  readonly agentId: AgentId
  /** None where nobody says whose the agent is. */
  readonly companyId?: CompanyId
  /** None where it shows no number. */
  readonly caller?: PhoneNumber
}

/** What is counted of the line's use, by day (UTC). */
export interface LineUsageShape {
  /** Counts this call until the scope closes, and gives what was used before it. */
  readonly begin: (call: ArrivingCall) => Effect.Effect<UsedBefore, LineUsageError, Scope.Scope>
  /** How often calls of this caller were transferred today. */
  readonly transfers: (caller: PhoneNumber) => Effect.Effect<number, LineUsageError>
  readonly transferred: (caller: PhoneNumber) => Effect.Effect<void, LineUsageError>
  /** Forgets a caller; gives of how many calls and transfers. */
  readonly forget: (caller: PhoneNumber) => Effect.Effect<number, LineUsageError>
  /** Forgets the days before yesterday. */
  readonly sweep: Effect.Effect<void, LineUsageError>
}

const unused: LineUse = { calls: 0, minutes: 0 }

/** Who has used the line, and for how long. Counted by nobody, unless something stands behind it. */
export const LineUsage = Context.Reference<LineUsageShape>("receptionist/services/LineUsage", {
  defaultValue: () => ({
    begin: () => Effect.succeed({ agent: unused }),
    transfers: () => Effect.succeed(0),
    transferred: () => Effect.void,
    forget: () => Effect.succeed(0),
    sweep: Effect.void
  })
})
