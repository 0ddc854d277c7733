import { Schema } from "effect"
import { AgentId, MessageId } from "./Ids.ts"
import { Language } from "./Language.ts"
import { PhoneNumber } from "./PhoneNumber.ts"

/** How long the parts of a message can be, in UTF-16 code units; `wishes` counts them. */
export const messageBounds = { text: 2000, callerName: 120, department: 200, bestTime: 200, wishes: 5 } as const

const written = (most: number) => Schema.String.check(Schema.isNonEmpty(), Schema.isMaxLength(most))

const Instant = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, {
    message: "Expected an instant in ISO 8601 UTC such as 2026-12-01T15:00:00Z"
  })
)

const draft = {
  kind: Schema.Literals(["message", "callback", "appointment"]),
  /** The agent's own spelling. Absent: for the office. */
  department: Schema.optionalKey(written(messageBounds.department)),
  /** Private. As the caller gave it, in any script. */
  callerName: Schema.optionalKey(written(messageBounds.callerName)),
  /** Private. It was read back to the caller, or is the one they called from. */
  callbackNumber: Schema.optionalKey(PhoneNumber),
  /** Private. What it is about, in the model's words. */
  text: written(messageBounds.text),
  urgency: Schema.Literals(["normal", "urgent"]),
  /** Private. When the caller is best reached, in their words. */
  bestTime: Schema.optionalKey(written(messageBounds.bestTime)),
  /** When the caller would like to come: in the future and within opening hours when the message was taken. */
  wishes: Schema.optionalKey(Schema.Array(Instant).check(Schema.isMaxLength(messageBounds.wishes))),
  /** By when somebody should have seen to it. */
  due: Schema.optionalKey(Instant),
  /** The caller's. */
  language: Language
}

/** What is known of a message before it is taken: all but who took it, and when. Private. */
export const MessageDraft = Schema.Struct(draft)
export type MessageDraft = typeof MessageDraft.Type

/**
 * What a caller leaves for somebody: body of `POST /api/calls/:id/messages`. Private, and on purpose not anonymized:
 * somebody has to call back. Never in a log, a span, an error, a metric or a transcript.
 */
export const CallMessage = Schema.Struct({
  id: MessageId,
  agentId: AgentId,
  ...draft,
  takenAt: Instant,
  /** False where the call broke off before the message was whole. */
  complete: Schema.Boolean
})
export type CallMessage = typeof CallMessage.Type

/** Instants are kept to the second, in UTC. `at`: epoch milliseconds. */
export const instantOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The message that a draft becomes when it is taken, `at` epoch milliseconds. */
export const messageOf = (
  draft: MessageDraft,
  taken: { readonly id: MessageId; readonly agentId: AgentId; readonly at: number; readonly complete: boolean }
): CallMessage => ({
  ...draft,
  id: taken.id,
  agentId: taken.agentId,
  takenAt: instantOf(taken.at),
  complete: taken.complete
})
