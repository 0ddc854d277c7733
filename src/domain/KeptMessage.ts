import { Schema } from "effect"
import { CallMessage } from "./CallMessage.ts"
import { CallStart } from "./CallRecord.ts"
import { DeliveryProblem } from "./DeliveryProblem.ts"
import { CallId, RowId } from "./Ids.ts"

const isoUtc = Schema.String

/** What has become of one way of delivery. `problem` is a sentence without anything of the message, `reason` what it says. */
export const DeliveryState = Schema.Union([
  /** Still to be tried, at `next`; given up a day after `since`. `tries` counts also one whose outcome nobody lived to see. */
  Schema.TaggedStruct("open", {
    since: isoUtc,
    tries: Schema.Int,
    next: isoUtc,
    problem: Schema.optionalKey(Schema.String),
    reason: Schema.optionalKey(DeliveryProblem)
  }),
  Schema.TaggedStruct("delivered", { at: isoUtc }),
  /** Given up: sent again by hand alone. */
  Schema.TaggedStruct("failed", {
    at: isoUtc,
    tries: Schema.Int,
    problem: Schema.String,
    reason: Schema.optionalKey(DeliveryProblem)
  }),
  /** The backend takes no messages. */
  Schema.TaggedStruct("unsupported", { at: isoUtc })
])
export type DeliveryState = typeof DeliveryState.Type

/** The ways that a message goes, as the agent named them when they were looked up. */
export const Ways = Schema.Struct({
  email: Schema.Array(Schema.String),
  webhook: Schema.optionalKey(Schema.Struct({ url: Schema.String, secret: Schema.String })),
  backend: Schema.Boolean
})
export type Ways = typeof Ways.Type

/** The call that a message was left in: what its row is made from where there is none yet. */
export const MessageOrigin = Schema.Struct({
  callId: CallId,
  start: CallStart,
  rowId: Schema.optionalKey(RowId)
})
export type MessageOrigin = typeof MessageOrigin.Type

/** Who the message was left with, for whoever reads it. */
export const MessageOffice = Schema.Struct({ name: Schema.String, timeZone: Schema.optionalKey(Schema.String) })
export type MessageOffice = typeof MessageOffice.Type

/**
 * A message in the outbox, with what has become of it. Private: the message, the numbers of the call, and a webhook's
 * secret.
 */
export const KeptMessage = Schema.Struct({
  version: Schema.Literal(1),
  message: CallMessage,
  origin: MessageOrigin,
  /** Absent until the agent was known. */
  office: Schema.optionalKey(MessageOffice),
  ways: Schema.optionalKey(Ways),
  /** The mail that it goes out with, beside others of its call: fixed before the first is sent. */
  mail: Schema.optionalKey(Schema.String),
  /** By way: `email:{mailbox}`, `webhook`, `backend`. */
  deliveries: Schema.Record(Schema.String, DeliveryState),
  /** When somebody has seen to it. */
  done: Schema.optionalKey(isoUtc)
})
export type KeptMessage = typeof KeptMessage.Type
