import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { RecordingConsent } from "../domain/RecordingConsent.ts"
import { TranscriptItem } from "../domain/Transcript.ts"
import { SignedIn } from "./Authorization.ts"
import { Gone, NotFound, Unavailable } from "./Errors.ts"
import { OfficeMessage } from "./Messages.ts"
import { instant, next, page, span } from "./Paging.ts"
import { TheirWords } from "./TheirWords.ts"

/** The office's own id of a call. */
export const CallKey = Schema.String.pipe(Schema.brand("CallKey"))
export type CallKey = typeof CallKey.Type

const text = Schema.String
const optionalText = Schema.optionalKey(text)
const optionalTheirs = Schema.optionalKey(TheirWords)

/**
 * `pending`: the call goes on, or the worker has not delivered it yet. `withheld`: it could not be anonymized, and is not
 * kept. `none`: there never was one. `gone`: it was removed, by retention or by hand.
 */
export const TranscriptState = Schema.Literals(["available", "withheld", "pending", "none", "gone"])
export type TranscriptState = typeof TranscriptState.Type
/** `refused`: the caller did not want it, and what was recorded is destroyed. */
export const RecordingState = Schema.Literals(["available", "refused", "pending", "none", "gone"])
export type RecordingState = typeof RecordingState.Type

/** A call as it stands in a list. Numbers are masked (`+1514•••0123`) for a viewer. */
export const CallSummary = Schema.Struct({
  id: CallKey,
  /** Absent where nobody knew whose the call was. */
  agentId: optionalText,
  agentName: optionalText,
  /** A number, or what a caller without one goes by. */
  callerNumber: optionalTheirs,
  dialedNumber: optionalText,
  startedAt: instant,
  /** Its agent's: what happened in it is told in the time of its line. */
  timeZone: text,
  /** Absent while it goes on, and where nobody has told its end. */
  endedAt: Schema.optionalKey(instant),
  /** Whether it goes on, as far as is known: no call lasts for longer than a day. */
  going: Schema.Boolean,
  durationSeconds: Schema.optionalKey(Schema.Finite),
  /** `caller_hangup`, `agent_end`, `transferred`…: those of `domain/EndReason`, or another worker's. */
  endReason: optionalText,
  endedBy: optionalText,
  /** `FRENCH`, `ENGLISH`. */
  language: optionalText,
  transferDepartment: optionalTheirs,
  transcript: TranscriptState,
  recording: RecordingState,
  messages: Schema.Int,
  /** Something went wrong in it. */
  failed: Schema.Boolean,
  /** Where the words of a search were found: text, with what was found between U+0002 and U+0003. */
  found: optionalTheirs
})
export type CallSummary = typeof CallSummary.Type

export const Transfer = Schema.Struct({
  department: TheirWords,
  startedAt: Schema.optionalKey(instant),
  outcome: text,
  sipStatus: Schema.optionalKey(Schema.Finite)
})

/** What a model was used for; what it cost is for whoever has the prices. */
export const Usage = Schema.Struct({
  provider: text,
  model: text,
  inputTokens: Schema.Finite,
  outputTokens: Schema.Finite,
  inputAudioSeconds: Schema.optionalKey(Schema.Finite),
  outputAudioSeconds: Schema.optionalKey(Schema.Finite),
  characters: Schema.optionalKey(Schema.Finite)
})

export const CallFault = Schema.Struct({ tag: text, message: TheirWords, phase: optionalText })

export const CallDetail = Schema.Struct({
  ...CallSummary.fields,
  /** The worker's id of it, as it stands in its log. */
  callId: optionalText,
  sipCallId: optionalText,
  transfers: Schema.Array(Transfer),
  usage: Schema.Array(Usage),
  faults: Schema.Array(CallFault),
  consent: Schema.optionalKey(RecordingConsent),
  /** When the recording begins; with `startedAt`, where it stands in the call. */
  recordingStartedAt: Schema.optionalKey(instant),
  recordingSeconds: Schema.optionalKey(Schema.Finite),
  recordingBytes: Schema.optionalKey(Schema.Finite),
  left: Schema.Array(OfficeMessage)
})
export type CallDetail = typeof CallDetail.Type

/** The transcript, anonymized by the worker before it was stored. Empty where it is not `available`. */
export const CallTranscript = Schema.Struct({
  state: TranscriptState,
  /** Why it was withheld. */
  reason: optionalText,
  language: optionalText,
  /** Epoch milliseconds of the call's beginning; items have their own. */
  startedAt: Schema.Finite,
  /** How many of each kind were replaced: `PERSON`, `PHONE`… */
  entities: Schema.Record(Schema.String, Schema.Finite),
  items: Schema.Array(TranscriptItem)
})
export type CallTranscript = typeof CallTranscript.Type

/** Which calls. */
export const callFilter = {
  ...span,
  agentId: optionalText,
  endReason: optionalText,
  language: optionalText,
  /** Words that were said: every one of them. */
  q: optionalText,
  /** The caller's number, or how it ends. For managers. */
  caller: optionalText,
  recording: Schema.optionalKey(RecordingState),
  with: Schema.optionalKey(Schema.Literals(["messages", "failures", "transfers"]))
}

const id = { id: CallKey }

/** How many peaks a second of a recording has. */
export const peaksPerSecond = 25

export class CallsGroup extends HttpApiGroup.make("calls").add(
  HttpApiEndpoint.get("list", "/calls", {
    query: { ...callFilter, ...page },
    success: Schema.Struct({ calls: Schema.Array(CallSummary), next })
  }),
  /** The same as CSV, all of them. */
  HttpApiEndpoint.get("csv", "/calls/csv", {
    query: callFilter,
    success: HttpApiSchema.StreamUint8Array({ contentType: "text/csv; charset=utf-8" })
  }),
  /** Calls that go on now. */
  HttpApiEndpoint.get("live", "/calls/live", { success: Schema.Array(CallSummary) }),
  HttpApiEndpoint.get("one", "/calls/:id", { params: id, success: CallDetail, error: NotFound }),
  HttpApiEndpoint.get("transcript", "/calls/:id/transcript", {
    params: id,
    success: CallTranscript,
    error: [NotFound, Unavailable]
  }),
  /** Ogg Opus, stereo: the caller left, the agent right. Byte ranges. For the `src` of an audio element. */
  HttpApiEndpoint.get("recording", "/calls/:id/recording", {
    params: id,
    success: HttpApiSchema.StreamUint8Array({ contentType: "audio/ogg" }),
    error: [NotFound, Gone, Unavailable]
  }),
  HttpApiEndpoint.get("peaks", "/calls/:id/peaks", {
    params: id,
    success: Schema.Uint8Array.pipe(HttpApiSchema.asUint8Array()),
    error: [NotFound, Gone, Unavailable]
  }).annotate(
    OpenApi.Description,
    `${peaksPerSecond} a second: a byte of the caller's, a byte of the agent's, and so on`
  )
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Calls",
  description: "Calls, what was said in them, and their recordings"
})) {}
