import { Schema } from "effect"

// Ids become parts of blob paths: no separators, no dots in front, nothing a file system reads.
const pathSafe = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/, {
    message: "Expected an id of letters, digits, - and _, at most 128 long"
  })
)

/** The agent a call belongs to: the backend's row id, or the agent file's name. */
export const AgentId = pathSafe.pipe(Schema.brand("AgentId"))
export type AgentId = typeof AgentId.Type

/** A tenant: whose agents, calls and people these are. Never a part of a path as it is. */
export const CompanyId = Schema.NonEmptyString.check(Schema.isMaxLength(200)).pipe(Schema.brand("CompanyId"))
export type CompanyId = typeof CompanyId.Type

/** Our own id of a call, made when the job arrives: on every log line, in every path, and the row's idempotency key. */
export const CallId = pathSafe.pipe(Schema.brand("CallId"))
export type CallId = typeof CallId.Type

/** Our own id of a message that a caller left: its file's name, and its idempotency key wherever it goes. */
export const MessageId = pathSafe.pipe(Schema.brand("MessageId"))
export type MessageId = typeof MessageId.Type

/** That of the message that a call broke off in: there is one at most, whoever keeps it. */
export const unfinishedId = (callId: CallId): MessageId => MessageId.make(callId)

/** The backend's id of the call's row. It becomes a segment of a URL, where `..` would be another route. */
export const RowId = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9_-]{1,128}$/, {
    message: "Expected a row's id of letters, digits, - and _, at most 128 long"
  })
).pipe(Schema.brand("RowId"))
export type RowId = typeof RowId.Type

/** The message that says that another is taken back. */
export const takenBackId = (id: MessageId): MessageId => MessageId.make(`${id}-taken-back`)
