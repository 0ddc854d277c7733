import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { CallMessage } from "../domain/CallMessage.ts"
import { ErasureKey, WorkerKey } from "./Authorization.ts"
import { BadRequest, Conflict, Erased, NotFound } from "./Errors.ts"
import { instant } from "./Paging.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(Schema.NullOr(text))

/** An agent as a worker reads it. */
export const AgentRowJson = Schema.Struct({
  id: text,
  companyId: text,
  name: text,
  config: Schema.Record(Schema.String, Schema.Unknown),
  twilioPhoneNumber: text,
  twilioPhoneNumberSid: Schema.optionalKey(text),
  twilioTrunkSid: Schema.optionalKey(text),
  livekitInboundTrunkId: Schema.optionalKey(text),
  livekitDispatchRuleId: Schema.optionalKey(text),
  phoneProvisioningStatus: Schema.optionalKey(text)
})
export type AgentRowJson = typeof AgentRowJson.Type

/** Tolerant where our own worker is strict: a worker of another version is no reason to lose a call. */
export const CallStarted = Schema.Struct({
  agentId: text,
  callerNumber: optionalText,
  dialedNumber: optionalText,
  roomName: optionalText,
  sipCallId: optionalText,
  startedAt: instant
})
export type CallStarted = typeof CallStarted.Type

export const CallEnded = Schema.Struct({
  endedAt: Schema.optionalKey(instant),
  durationSeconds: Schema.optionalKey(Schema.Finite),
  endReason: Schema.optionalKey(text),
  language: optionalText,
  metadata: Schema.optionalKey(Schema.NullOr(Schema.Record(Schema.String, Schema.Unknown)))
})
export type CallEnded = typeof CallEnded.Type

export const TranscriptStored = Schema.Struct({
  url: text,
  language: optionalText,
  messageCount: Schema.optionalKey(Schema.Finite),
  anonymization: Schema.optionalKey(Schema.Literals(["complete", "withheld"]))
})
export type TranscriptStored = typeof TranscriptStored.Type

export const RecordingStored = Schema.Struct({
  url: text,
  format: Schema.optionalKey(text),
  startedAt: Schema.optionalKey(instant),
  durationSeconds: Schema.optionalKey(Schema.Finite),
  bytes: Schema.optionalKey(Schema.Finite)
})
export type RecordingStored = typeof RecordingStored.Type

const once = { "idempotency-key": Schema.optionalKey(Schema.String) }
const row = { id: Schema.String }
const Created = Schema.Struct({ id: text })
const Done = Schema.Struct({ id: text }).pipe(HttpApiSchema.status(200))

/** What the worker asks and tells: section 1 of its contract with any backend. */
export class WorkerGroup extends HttpApiGroup.make("worker").add(
  HttpApiEndpoint.get("agentByPhone", "/agents/by-phone/:phone", {
    params: { phone: Schema.String },
    success: Schema.Struct({ agent: AgentRowJson }),
    error: NotFound
  }),
  HttpApiEndpoint.post("createCall", "/calls", {
    headers: once,
    payload: CallStarted,
    success: Created.pipe(HttpApiSchema.status(201)),
    error: [NotFound, Erased]
  }),
  HttpApiEndpoint.patch("endCall", "/calls/:id", {
    params: row,
    payload: CallEnded,
    success: Done,
    error: [NotFound, Erased]
  }),
  HttpApiEndpoint.post("linkTranscript", "/calls/:id/transcription", {
    params: row,
    headers: once,
    payload: TranscriptStored,
    success: Done,
    error: [NotFound, Erased]
  }),
  HttpApiEndpoint.post("linkRecording", "/calls/:id/recording", {
    params: row,
    headers: once,
    payload: RecordingStored,
    success: Done,
    error: [NotFound, Erased]
  }),
  HttpApiEndpoint.post("leaveMessage", "/calls/:id/messages", {
    params: row,
    headers: once,
    payload: CallMessage,
    success: Done,
    error: [NotFound, Erased, Conflict]
  })
).middleware(WorkerKey).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Worker",
  description: "What the worker that answers the calls asks and tells, with its key as a bearer token"
})) {}

/** What `receptionist erase` asks of any backend. */
export class ErasureGroup extends HttpApiGroup.make("erasure").add(
  /** Erases a caller, as a manager does. `left`: what could not be removed yet, and is tried again. */
  HttpApiEndpoint.post("eraseEverywhere", "/erasures", {
    payload: Schema.Struct({ phone: text }),
    success: Schema.Struct({ left: Schema.Array(text) }),
    error: BadRequest
  })
).middleware(ErasureKey).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Erasure",
  description: "What `receptionist erase` asks, with a key for erasures as a bearer token"
})) {}
