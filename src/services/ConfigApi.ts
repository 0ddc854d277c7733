import { Context, type Effect, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { CallMessage } from "../domain/CallMessage.ts"
import type { CallEnd, CallStart, RecordingLink, TranscriptLink, UnassignedCall } from "../domain/CallRecord.ts"
import type { CallId, RowId } from "../domain/Ids.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"

/** No agent answers the number that was dialled, in the backend's own word: there is none, or it is archived. */
export class UnknownNumber extends Schema.TaggedError<UnknownNumber>()("UnknownNumber", {
  reason: Schema.Literals(["absent", "archived"])
}) {
  override get message() {
    return this.reason === "archived"
      ? "the agent of the dialled number is archived: restore it, or take the number off the trunk"
      : "no agent answers the dialled number: assign it to an agent, or take it off the trunk"
  }
}

/** The backend does not take our key. */
export class BackendUnauthorized extends Schema.TaggedError<BackendUnauthorized>()("BackendUnauthorized", {
  status: Schema.Int
}) {
  override get message() {
    return `the backend refused our key (HTTP ${this.status}): check BACKEND_API_KEY`
  }
}

/** The agent's configuration does not decode. */
export class InvalidAgentConfig extends Schema.TaggedError<InvalidAgentConfig>()("InvalidAgentConfig", {
  /** One line for each problem: path, what was expected, what was found (its kind, not its value). */
  problems: Schema.Array(Schema.String)
}) {
  override get message() {
    return `the agent's configuration is wrong: ${this.problems.join("; ")}`
  }
}

/** The backend could not be reached, or gave no usable answer, within the tries and the deadline. */
export class BackendUnavailable extends Schema.TaggedError<BackendUnavailable>()("BackendUnavailable", {
  operation: Schema.String,
  /** What it was: `HTTP 503`, `transport`, `timeout`, `answer over 1 MB`, `not JSON`; `ENOSPC` where it is a directory. */
  detail: Schema.String,
  /** Set where the rows are files in `DATA_DIR`. */
  embedded: Schema.optionalKey(Schema.Boolean)
}) {
  override get message() {
    return this.embedded === true
      ? `the call's row could not be written (${this.operation}: ${this.detail}): check DATA_DIR, its space and permissions`
      : `the backend did not answer ${this.operation} (${this.detail}): check BACKEND_URL and the backend's health`
  }
}

/** Whoever keeps the rows takes no messages. */
export class MessagesUnsupported extends Schema.TaggedError<MessagesUnsupported>()("MessagesUnsupported", {}) {
  override get message() {
    return "the backend takes no messages: they are delivered by the other ways that the agent names"
  }
}

/** Whoever keeps the rows erases nobody for us. */
export class ErasureUnsupported extends Schema.TaggedError<ErasureUnsupported>()("ErasureUnsupported", {}) {
  override get message() {
    return "the backend erases nobody for this key (`POST /api/erasures`): set BACKEND_ERASURE_KEY to one that may (of the office: Settings, Keys), or erase the caller there, by its own means"
  }
}

/** Whoever keeps the rows has erased the call, or its caller: nothing of it is to be kept anywhere else. */
export class CallErased extends Schema.TaggedError<CallErased>()("CallErased", {}) {
  override get message() {
    return "the backend has erased this call: what there is of it here goes, too"
  }
}

/** Why the row could not be written. */
export type RowError = BackendUnauthorized | BackendUnavailable | CallErased

/** Who was dialled, and the call's row. Live: the backend's HTTP API. Embedded: `AGENTS_DIR` and `DATA_DIR`. */
export class ConfigApi extends Context.Service<ConfigApi, {
  /**
   * The agent that answers `dialled`; retried inside one deadline of 8 s. The backend's last good answer is kept for 7 days
   * (embedded, files are read anew): it answers in place of every failure but the backend's own word that there is no
   * such agent, or that it is archived; after 2 s at most, while the look-up goes on for the next call.
   */
  readonly agentByPhone: (
    dialled: PhoneNumber
  ) => Effect.Effect<AgentConfig, UnknownNumber | BackendUnauthorized | InvalidAgentConfig | BackendUnavailable>
  /** Creates the call's row, once for each `callId`, however often it is sent. */
  readonly createCall: (callId: CallId, call: CallStart) => Effect.Effect<RowId, RowError>
  /** Whoever is sent the same end again, under whatever key, has lost nothing by it. */
  readonly endCall: (row: RowId, end: CallEnd) => Effect.Effect<void, RowError>
  /** Under one `key` (`{callId}:transcript`, `{callId}:recording`) a link is made once, however often it is sent. */
  readonly linkTranscript: (row: RowId, link: TranscriptLink, key: string) => Effect.Effect<void, RowError>
  readonly linkRecording: (row: RowId, link: RecordingLink, key: string) => Effect.Effect<void, RowError>
  /** Hands a message on to whoever keeps the row: once for each of its ids, however often it is sent. */
  readonly leaveMessage: (row: RowId, message: CallMessage) => Effect.Effect<void, RowError | MessagesUnsupported>
  /**
   * Erases a caller at the backend, where it has the rows: they, and what it has of their messages and artifacts. Gives
   * whether nothing is left there.
   */
  readonly eraseCaller: (caller: PhoneNumber) => Effect.Effect<boolean, RowError | ErasureUnsupported>
  /**
   * Keeps the row of a call that nobody knows an agent of. A backend has no place for one (its rows begin with an
   * agent): so these are files of this machine in every setup, `DATA_DIR/calls/{callId}.json`.
   */
  readonly keepUnassigned: (callId: CallId, call: UnassignedCall) => Effect.Effect<void, RowError>
}>()("receptionist/services/ConfigApi") {}
