import { Schema } from "effect"
import { Refusal, Verification } from "./Admission.ts"
import { EndReason } from "./EndReason.ts"
import { ErrorReport } from "./ErrorReport.ts"
import { AgentId } from "./Ids.ts"
import { Language } from "./Language.ts"
import { PhoneNumber } from "./PhoneNumber.ts"
import { BrokenPromise } from "./Promises.ts"
import { RecordingConsent } from "./RecordingConsent.ts"
import { VoiceChange } from "./VoiceChange.ts"

const isoUtc = Schema.String

/** Body of `POST /api/calls`. */
export const CallStart = Schema.Struct({
  agentId: AgentId,
  callerNumber: Schema.optionalKey(PhoneNumber),
  dialedNumber: PhoneNumber,
  roomName: Schema.String,
  sipCallId: Schema.optionalKey(Schema.String),
  startedAt: isoUtc
})
export type CallStart = typeof CallStart.Type

/** What became of one REFER. `sipStatus` where the other side gave one. */
export const TransferAttempt = Schema.Struct({
  department: Schema.String,
  /** Where it went, without the digits or the user that tell whose it is. */
  target: Schema.optionalKey(Schema.String),
  startedAt: isoUtc,
  outcome: Schema.Literals(["connected", "failed", "unknown"]),
  sipStatus: Schema.optionalKey(Schema.Int)
})
export type TransferAttempt = typeof TransferAttempt.Type

/** What one model cost: tokens, and seconds of audio in and out. */
export const ModelUsage = Schema.Struct({
  provider: Schema.String,
  model: Schema.String,
  inputTokens: Schema.Finite,
  outputTokens: Schema.Finite,
  cachedInputTokens: Schema.optionalKey(Schema.Finite),
  inputAudioSeconds: Schema.optionalKey(Schema.Finite),
  outputAudioSeconds: Schema.optionalKey(Schema.Finite),
  characters: Schema.optionalKey(Schema.Finite)
})
export type ModelUsage = typeof ModelUsage.Type

/** Body of `PATCH /api/calls/:id`. */
export const CallEnd = Schema.Struct({
  endedAt: isoUtc,
  durationSeconds: Schema.Finite,
  endReason: EndReason,
  language: Language,
  metadata: Schema.Struct({
    callId: Schema.String,
    endedBy: Schema.Literals(["caller", "agent", "system"]),
    /** From the job's arrival to the answered call; absent where it was never answered. */
    timeToAnswerSeconds: Schema.optionalKey(Schema.Finite),
    /** The longest that the caller waited for the agent to be heard; absent where nobody conversed. */
    longestSilenceSeconds: Schema.optionalKey(Schema.Finite),
    transferDepartment: Schema.optionalKey(Schema.String),
    transferTimestamp: Schema.optionalKey(isoUtc),
    transferDestinations: Schema.optionalKey(Schema.Array(TransferAttempt)),
    usage: Schema.Array(ModelUsage),
    /** Why the call was not answered, where it was refused. */
    refused: Schema.optionalKey(Refusal),
    /** What the carrier says of the caller's number (STIR/SHAKEN). */
    verification: Schema.optionalKey(Verification),
    /** The voices that took over, in order. */
    voiceChanges: Schema.optionalKey(Schema.Array(VoiceChange)),
    /** What the caller was told of the recording, and answered. */
    recordingConsent: Schema.optionalKey(RecordingConsent),
    /** What the agent promised in its own words and did not do, or denied and had done. */
    brokenPromises: Schema.optionalKey(Schema.Array(BrokenPromise)),
    error: Schema.optionalKey(ErrorReport),
    errors: Schema.optionalKey(Schema.Array(ErrorReport))
  })
})
export type CallEnd = typeof CallEnd.Type

/**
 * The row of a call that ended before it was known whose it is: nobody has the number, the configuration was not to be
 * had, the caller left first. What is known of it.
 */
export const UnassignedCall = Schema.Struct({
  callerNumber: Schema.optionalKey(PhoneNumber),
  dialedNumber: Schema.optionalKey(PhoneNumber),
  roomName: Schema.String,
  sipCallId: Schema.optionalKey(Schema.String),
  startedAt: isoUtc,
  ...CallEnd.fields
})
export type UnassignedCall = typeof UnassignedCall.Type

/** Body of `POST /api/calls/:id/transcription`. */
export const TranscriptLink = Schema.Struct({
  url: Schema.String,
  language: Language,
  messageCount: Schema.Int,
  anonymization: Schema.Literals(["complete", "withheld"])
})
export type TranscriptLink = typeof TranscriptLink.Type

/** Body of `POST /api/calls/:id/recording`. */
export const RecordingLink = Schema.Struct({
  url: Schema.String,
  format: Schema.Literal("ogg"),
  /** When it begins, which is not when the call does; absent where nobody has said so. */
  startedAt: Schema.optionalKey(isoUtc),
  durationSeconds: Schema.optionalKey(Schema.Finite),
  bytes: Schema.optionalKey(Schema.Int)
})
export type RecordingLink = typeof RecordingLink.Type
