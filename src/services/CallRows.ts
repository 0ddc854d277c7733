import { Context, type Effect, Schema } from "effect"
import type { AgentId, CallId } from "../domain/Ids.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"

/** The rows on this machine could not be read or removed. */
export class CallRowsError extends Schema.TaggedError<CallRowsError>()("CallRowsError", {
  /** An errno, never a path. */
  detail: Schema.String
}) {
  override get message() {
    return `the rows in DATA_DIR/calls could not be read or removed (${this.detail}): check its permissions`
  }
}

/** What a row says of where its call's artifacts are. */
export interface CallRow {
  readonly callId: CallId
  /** None where nobody knew whose call it was. */
  readonly agentId?: AgentId
  /** Epoch ms. */
  readonly startedAt: number
}

/** The rows that this machine keeps: all of them, or those without an agent where a backend has the others. */
export class CallRows extends Context.Service<CallRows, {
  /** The rows of a caller, and how many rows cannot be read. */
  readonly of: (
    caller: PhoneNumber
  ) => Effect.Effect<{ readonly rows: ReadonlyArray<CallRow>; readonly unreadable: number }, CallRowsError>
  readonly remove: (callId: CallId) => Effect.Effect<void, CallRowsError>
  /** Removes the rows of calls that began before `before` (epoch ms); gives how many. */
  readonly sweep: (before: number) => Effect.Effect<number, CallRowsError>
}>()("receptionist/services/CallRows") {}
