import { Context, type Effect, type Option, Schema, type Scope } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { CallMessage } from "../domain/CallMessage.ts"
import type { CallId } from "../domain/Ids.ts"
import type { KeptMessage, MessageOrigin } from "../domain/KeptMessage.ts"

const fault = {
  reason: Schema.Literals(["full", "denied", "missingFile", "other"]),
  /** An errno, or the kind of the fault; never a path. */
  detail: Schema.String
}

/** A message could not be kept: the caller has to be told so. */
export class MessageNotKept extends Schema.TaggedError<MessageNotKept>()("MessageNotKept", fault) {
  override get message() {
    return `a caller's message could not be kept (${this.detail}): check DATA_DIR, its space and permissions`
  }
}

/** The outbox could not be read or written. */
export class OutboxError extends Schema.TaggedError<OutboxError>()("OutboxError", {
  operation: Schema.Literals(["read", "claim", "save", "withdraw", "remove", "sweep"]),
  ...fault
}) {
  override get message() {
    return `the outbox of messages failed (${this.operation}: ${this.detail}): check DATA_DIR, its space and permissions`
  }
}

/** A message that its caller takes back, since `at` (ISO 8601, UTC). */
export interface Withdrawn {
  readonly kept: KeptMessage
  readonly at: string
}

/** What of a message says where it is kept. */
export type MessagePlace = Pick<CallMessage, "agentId" | "id" | "takenAt">

/** The messages of one call, in the hands of this process alone. */
export interface Claim {
  /** Those that have a delivery to be tried, the oldest first. */
  readonly open: ReadonlyArray<KeptMessage>
  /** Those that their caller takes back, and that nobody has seen to yet. */
  readonly withdrawn: ReadonlyArray<Withdrawn>
  /** Somebody has seen to it that a message is taken back. */
  readonly takenBack: (message: CallMessage) => Effect.Effect<void, OutboxError>
  /** Writes it down, durably. Fails where the claim has run out: somebody else may have the messages now. */
  readonly save: (kept: KeptMessage) => Effect.Effect<void, OutboxError>
  /** Makes sure that the claim lasts for another `claimFor`; false where it has run out. */
  readonly renew: Effect.Effect<boolean, OutboxError>
}

/**
 * What callers have left, each message with what became of its deliveries, until the retention is over. Shared by all
 * processes on the same `DATA_DIR`. Private: readable by this user alone.
 */
export class Messages extends Context.Service<Messages, {
  /**
   * Keeps a message: it is on the disk when this returns, and will be delivered by the ways that its agent names (looked
   * up later, where `agent` is not given). One of an id that is there already is left as it is.
   */
  readonly keep: (
    message: CallMessage,
    origin: MessageOrigin,
    agent?: AgentConfig
  ) => Effect.Effect<void, MessageNotKept>
  /**
   * Notes that its caller takes a message back: it is on the disk when this returns, and whoever has the call's messages
   * next sees to it.
   */
  readonly withdraw: (message: CallMessage, callId: CallId) => Effect.Effect<void, OutboxError>
  /** Completes with the next message that this process keeps, or is told to take back. */
  readonly arrival: Effect.Effect<void>
  /** A message as it is now; none where it is gone. */
  readonly read: (message: MessagePlace) => Effect.Effect<Option.Option<KeptMessage>, OutboxError>
  /** Those with a delivery to be tried, now or later. */
  readonly open: Effect.Effect<ReadonlyArray<KeptMessage>, OutboxError>
  /** Those that their caller takes back, and that nobody has seen to yet. */
  readonly withdrawn: Effect.Effect<ReadonlyArray<Withdrawn>, OutboxError>
  /** Every message, in no order. */
  readonly all: Effect.Effect<ReadonlyArray<KeptMessage>, OutboxError>
  /** The messages of a call, until the scope closes, or for 3 minutes; none where another process has them. */
  readonly claim: (callId: CallId) => Effect.Effect<Option.Option<Claim>, OutboxError, Scope.Scope>
  /** Whether this webhook has said that it is gone for good; and remembers, or forgets, that it did. */
  readonly isGone: (url: string) => Effect.Effect<boolean, OutboxError>
  readonly setGone: (url: string, gone: boolean) => Effect.Effect<void, OutboxError>
  /** Every message that cannot be read, by number. */
  readonly unreadable: Effect.Effect<number, OutboxError>
  /** Removes a message, and that it was to be delivered. */
  readonly remove: (kept: KeptMessage) => Effect.Effect<void, OutboxError>
  /** Removes what was taken before `before` (epoch milliseconds); gives how many messages. */
  readonly sweep: (before: number) => Effect.Effect<number, OutboxError>
}>()("receptionist/services/Messages") {}
