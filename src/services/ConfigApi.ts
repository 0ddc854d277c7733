import { Cache, Context, type Duration, Effect, Layer, Option, Path, type PlatformError, Schema } from "effect"
import { HttpClientRequest } from "effect/http"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { type Problem, renderProblem } from "../domain/AgentProblem.ts"
import { readAgentRow } from "../domain/AgentRow.ts"
import type { CallEnd, CallStart, RecordingLink, TranscriptLink } from "../domain/CallRecord.ts"
import { CallId, RowId } from "../domain/Ids.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { fileProblems, makeAgentFiles } from "./configApi/AgentFiles.ts"
import {
  type BackendFailure,
  type BackendOptions,
  makeBackendClient,
  type Patience
} from "./configApi/BackendClient.ts"
import { makeRowFiles } from "./configApi/RowFiles.ts"
import { fileProblem } from "./durableFile.ts"

/** No agent answers the number that was dialled: there is none, or it is archived. */
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

/** Why the row could not be written. */
export type RowError = BackendUnauthorized | BackendUnavailable

/** Who was dialled, and the call's row. Live: the backend's HTTP API. Embedded: `AGENTS_DIR` and `DATA_DIR`. */
export class ConfigApi extends Context.Service<ConfigApi, {
  /** The agent that answers `dialled`; retried inside one deadline of 8 s. */
  readonly agentByPhone: (
    dialled: PhoneNumber
  ) => Effect.Effect<AgentConfig, UnknownNumber | BackendUnauthorized | InvalidAgentConfig | BackendUnavailable>
  /** Creates the call's row, once for each `callId`, however often it is sent. */
  readonly createCall: (callId: CallId, call: CallStart) => Effect.Effect<RowId, RowError>
  readonly endCall: (row: RowId, end: CallEnd) => Effect.Effect<void, RowError>
  readonly linkTranscript: (row: RowId, link: TranscriptLink) => Effect.Effect<void, RowError>
  readonly linkRecording: (row: RowId, link: RecordingLink) => Effect.Effect<void, RowError>
}>()("receptionist/services/ConfigApi") {
  /** The backend. While it is unavailable, calls are answered with a copy of the agent that is an hour old at most. */
  static readonly layerBackend = (options: BackendOptions) => Layer.effect(ConfigApi, makeBackend(options))

  /** Agents from the YAML files of `agentsDir`, read at each call; rows to `dataDir/calls/{callId}.json`. */
  static readonly layerEmbedded = (options: EmbeddedOptions) => Layer.effect(ConfigApi, makeEmbedded(options))
}

export interface EmbeddedOptions {
  readonly agentsDir: string
  readonly dataDir: string
}

const lookup: Patience = { attempt: "3 seconds", deadline: "8 seconds" }
/** With a copy at hand nobody has to listen to the ringing for that long. */
const lookupWithCopy: Patience = { attempt: "2 seconds", deadline: "3 seconds" }
/** Nobody waits for a row. */
const rowWrite: Patience = { attempt: "10 seconds", deadline: "30 seconds" }

const copyAge: Duration.Input = "1 hour"

const Id = Schema.Union([Schema.NonEmptyString, Schema.Finite])
const decodeCreated = Schema.decodeUnknownOption(
  Schema.Union([Schema.Struct({ id: Id }), Schema.Struct({ call: Schema.Struct({ id: Id }) })])
)

const unavailable = (operation: string, failure: BackendFailure): RowError =>
  failure.status === 401 || failure.status === 403
    ? new BackendUnauthorized({ status: failure.status })
    : new BackendUnavailable({ operation, detail: failure.detail })

const logDoubts = (agent: AgentConfig, warnings: ReadonlyArray<Problem>) =>
  warnings.length === 0
    ? Effect.void
    : Effect.logWarning("the agent's configuration has parts that cannot be used").pipe(
      Effect.annotateLogs({ agentId: agent.id, problems: warnings.map(renderProblem) })
    )

const makeBackend = Effect.fnUntraced(function*(options: BackendOptions) {
  const send = yield* makeBackendClient(options)
  // Written after every good answer, read only while there is none: an edit counts from the next call on.
  const copies = yield* Cache.make<PhoneNumber, AgentConfig>({
    capacity: 1000,
    timeToLive: copyAge,
    lookup: () => Effect.die("copies are set, never looked up")
  })

  const agentByPhone = Effect.fn("ConfigApi.agentByPhone")(function*(dialled: PhoneNumber) {
    const copy = yield* Cache.getOption(copies, dialled)
    const answer = yield* send({
      request: HttpClientRequest.get(`/api/agents/by-phone/${encodeURIComponent(dialled)}`),
      route: "/api/agents/by-phone/:phone",
      patience: Option.isSome(copy) ? lookupWithCopy : lookup,
      answer: "json"
    }).pipe(
      Effect.mapError((failure) =>
        failure.status === 404
          ? new UnknownNumber({ reason: "absent" })
          : unavailable("agentByPhone", failure)
      )
    )
    const row = readAgentRow(answer)
    if (row._tag !== "Agent") {
      return yield* new UnknownNumber({ reason: row._tag === "Archived" ? "archived" : "absent" })
    }
    if (Option.isNone(row.agent)) return yield* new InvalidAgentConfig({ problems: row.problems.map(renderProblem) })
    yield* logDoubts(row.agent.value, row.warnings)
    yield* Cache.set(copies, dialled, row.agent.value)
    return row.agent.value
  }, (effect, dialled) =>
    effect.pipe(
      Effect.catchTags({
        UnknownNumber: (error) => Effect.andThen(Cache.invalidate(copies, dialled), Effect.fail(error)),
        BackendUnavailable: Effect.fnUntraced(function*(error) {
          const copy = yield* Cache.getOption(copies, dialled)
          if (Option.isNone(copy)) return yield* error
          yield* Effect.logWarning("the backend is unavailable: the call is answered with the agent's last known state")
            .pipe(Effect.annotateLogs({ agentId: copy.value.id, detail: error.detail }))
          return copy.value
        })
      })
    ))

  const write = (operation: string, request: HttpClientRequest.HttpClientRequest, route: string, body: object) =>
    send({
      request: HttpClientRequest.bodyJsonUnsafe(request, body),
      route,
      patience: rowWrite,
      answer: operation === "createCall" ? "json" : "ignored"
    }).pipe(Effect.mapError((failure) => unavailable(operation, failure)))

  const rowUrl = (row: RowId) => `/api/calls/${encodeURIComponent(row)}`

  return ConfigApi.of({
    agentByPhone,
    createCall: Effect.fn("ConfigApi.createCall")(function*(callId, call) {
      const request = HttpClientRequest.post("/api/calls", { headers: { "idempotency-key": callId } })
      const created = decodeCreated(yield* write("createCall", request, "/api/calls", call))
      if (Option.isNone(created)) {
        return yield* new BackendUnavailable({ operation: "createCall", detail: "an answer without an id" })
      }
      return RowId.make(String("call" in created.value ? created.value.call.id : created.value.id))
    }),
    endCall: Effect.fn("ConfigApi.endCall")((row, end) =>
      write("endCall", HttpClientRequest.patch(rowUrl(row)), "/api/calls/:id", end)
    ),
    linkTranscript: Effect.fn("ConfigApi.linkTranscript")((row, link) =>
      write(
        "linkTranscript",
        HttpClientRequest.post(`${rowUrl(row)}/transcription`),
        "/api/calls/:id/transcription",
        link
      )
    ),
    linkRecording: Effect.fn("ConfigApi.linkRecording")((row, link) =>
      write("linkRecording", HttpClientRequest.post(`${rowUrl(row)}/recording`), "/api/calls/:id/recording", link)
    )
  })
})

const makeEmbedded = Effect.fnUntraced(function*({ agentsDir, dataDir }: EmbeddedOptions) {
  const path = yield* Path.Path
  const filesFor = yield* makeAgentFiles(agentsDir)
  const change = yield* makeRowFiles(path.join(dataDir, "calls"))

  const unreadable = (error: PlatformError.PlatformError) => {
    const { detail, reason } = fileProblem(error)
    const found = reason === "missingFile" ? "nothing" : detail
    return new InvalidAgentConfig({ problems: [`AGENTS_DIR: expected a directory of *.yaml files, found ${found}`] })
  }

  const write = Effect.fnUntraced(function*(operation: string, id: string, part: Readonly<Record<string, unknown>>) {
    if (!Schema.is(CallId)(id)) {
      return yield* new BackendUnavailable({ operation, detail: "not a row of ours", embedded: true })
    }
    return yield* Effect.mapError(
      change(id, part),
      (error) => new BackendUnavailable({ operation, detail: fileProblem(error).detail, embedded: true })
    )
  })

  return ConfigApi.of({
    agentByPhone: Effect.fn("ConfigApi.agentByPhone")(function*(dialled) {
      const files = yield* Effect.mapError(filesFor(dialled), unreadable)
      const [file] = files
      if (file === undefined) return yield* new UnknownNumber({ reason: "absent" })
      if (files.length > 1) {
        const names = files.map(({ name }) => name).join(" and ")
        return yield* new InvalidAgentConfig({
          problems: [`phone: expected one file for each number, found it in ${names}`]
        })
      }
      if (Option.isNone(file.agent)) return yield* new InvalidAgentConfig({ problems: fileProblems(file) })
      yield* logDoubts(file.agent.value, file.warnings)
      return file.agent.value
    }),
    createCall: Effect.fn("ConfigApi.createCall")((callId, call) =>
      Effect.as(write("createCall", callId, { id: callId, ...call }), RowId.make(callId))
    ),
    endCall: Effect.fn("ConfigApi.endCall")((row, end) => write("endCall", row, end)),
    linkTranscript: Effect.fn("ConfigApi.linkTranscript")((row, transcription) =>
      write("linkTranscript", row, { transcription })
    ),
    linkRecording: Effect.fn("ConfigApi.linkRecording")((row, recording) => write("linkRecording", row, { recording }))
  })
})
