import { Schema } from "effect"
import { Admission } from "./Admission.ts"
import { AgentConfig, Transfer } from "./AgentConfig.ts"
import { CallMessage, MessageDraft } from "./CallMessage.ts"
import { CallStart, ModelUsage, RecordingLink, TransferAttempt } from "./CallRecord.ts"
import type { Delivery } from "./Delivery.ts"
import { EndReason } from "./EndReason.ts"
import { ErrorReport, Phase } from "./ErrorReport.ts"
import { MessageId, RowId } from "./Ids.ts"
import { Language } from "./Language.ts"
import { Owed, OwedPart } from "./Owed.ts"
import { PhoneNumber } from "./PhoneNumber.ts"
import { BrokenPromise } from "./Promises.ts"
import { RecordingConsent } from "./RecordingConsent.ts"
import { FunctionCall, FunctionCallOutput, Message } from "./Transcript.ts"
import { VoiceChange } from "./VoiceChange.ts"

/**
 * What a call notes of itself as it happens. Private: numbers, and what was said, as it was said. It leaves the journal
 * through the anonymizer alone.
 */
export const JournalRecord = Schema.Union([
  /** The job has come; the room's name holds the caller's number. */
  Schema.TaggedStruct("ringing", { roomName: Schema.String, startedAt: Schema.String }),
  /** What is known of who calls whom, before it is known whose call it is. */
  Schema.TaggedStruct("caller", {
    callerNumber: Schema.optionalKey(PhoneNumber),
    sipCallId: Schema.optionalKey(Schema.String),
    dialedNumber: Schema.optionalKey(PhoneNumber)
  }),
  /** The agent is known; the anonymizer wants its own words later. Earlier versions have not noted it. */
  Schema.TaggedStruct("start", { start: CallStart, agent: Schema.optionalKey(AgentConfig) }),
  Schema.TaggedStruct("row", { rowId: RowId }),
  /** Whether the call was to be answered. */
  Schema.TaggedStruct("admission", { admission: Admission }),
  Schema.TaggedStruct("phase", { phase: Phase }),
  Schema.TaggedStruct("answered", {}),
  Schema.TaggedStruct("language", { language: Language }),
  /** The caller has said something, in a turn of this id that ended then (epoch ms); its words may follow. */
  Schema.TaggedStruct("heard", { id: Schema.String, endedAt: Schema.Finite }),
  /** What somebody said. One of the same id and time takes the place of the earlier one. */
  Schema.TaggedStruct("turn", { item: Message }),
  /** The telephone number that the keys of a turn make; the turn itself says how many there were. */
  Schema.TaggedStruct("typed", { id: Schema.String, number: PhoneNumber }),
  /** A tool that the model called, or its answer. */
  Schema.TaggedStruct("tool", { item: Schema.Union([FunctionCall, FunctionCallOutput]) }),
  /** What became of a REFER. One that began at the same time takes the place of the earlier one. */
  Schema.TaggedStruct("transfer", { attempt: TransferAttempt }),
  /** A message that is being taken, and is owed until it is. One of the same id takes the place of the earlier one. */
  Schema.TaggedStruct("message", { message: CallMessage }),
  /** It is in the outbox, or the caller was told that it is not: it is owed no more. */
  Schema.TaggedStruct("messageSettled", { id: MessageId }),
  /** What a message would be that the caller has begun to leave; null once there is none. Kept if the process dies now. */
  Schema.TaggedStruct("begun", { draft: Schema.NullOr(MessageDraft) }),
  /** The agent promised what it did not do, or denied what it had done; what was done about it. */
  Schema.TaggedStruct("promise", { promise: BrokenPromise }),
  /** What the caller was told of the recording, and answered. */
  Schema.TaggedStruct("consent", { consent: RecordingConsent }),
  /** Egress is asked to write the recording to `path`, and once it has an id, it does. */
  Schema.TaggedStruct("recording", {
    by: Schema.Literal("egress"),
    path: Schema.String,
    egressId: Schema.optionalKey(Schema.String)
  }),
  /** The worker's own recording begins. One that begins later takes its place. */
  Schema.TaggedStruct("recorder", { since: Schema.optionalKey(Schema.Finite) }),
  /** Another voice has taken over. */
  Schema.TaggedStruct("voice", { change: VoiceChange }),
  /** The caller has heard nothing for so long of what they were owed, and never longer. */
  Schema.TaggedStruct("silence", { millis: Schema.Finite }),
  /** What the call has cost so far, all of it. */
  Schema.TaggedStruct("usage", { usage: Schema.Array(ModelUsage) }),
  Schema.TaggedStruct("error", { report: ErrorReport }),
  /** The caller is off the line, or it is a successor's: LiveKit has confirmed it. */
  Schema.TaggedStruct("released", {}),
  Schema.TaggedStruct("end", { reason: EndReason }),
  /** What the call owes, in place of all that was noted before. */
  Schema.TaggedStruct("owed", { owed: Owed }),
  /** A recording is in the store; what is still owed of it is its link. */
  Schema.TaggedStruct("stored", { part: Schema.Literal("recording"), link: RecordingLink }),
  Schema.TaggedStruct("delivered", { part: OwedPart })
])
export type JournalRecord = typeof JournalRecord.Type

const withoutSecrets = ({ webhook: _, ...deliver }: Delivery): Delivery => deliver

/** What is noted of the agent: what the anonymizer knows the business by, and no secret. */
export const agentAsNoted = ({ deliver, disclosure: _d, extra: _e, keypad: _k, voice: _v, ...agent }: AgentConfig) =>
  new AgentConfig({
    ...agent,
    ...deliver !== undefined && { deliver: withoutSecrets(deliver) },
    transfers: agent.transfers.map(({ deliver, ...department }) =>
      new Transfer({ ...department, ...deliver !== undefined && { deliver: withoutSecrets(deliver) } })
    )
  })

/** A record in its place: `n` grows by one with each record of a call; `at` is epoch milliseconds. */
export interface Noted {
  readonly n: number
  readonly at: number
  readonly record: JournalRecord
}
