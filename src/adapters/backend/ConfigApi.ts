import { Cache, type Duration, Effect, Layer, Option, Schema } from "effect"
import { HttpClientRequest } from "effect/http"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { renderProblem, someOf } from "../../domain/AgentProblem.ts"
import { readAgentRow } from "../../domain/AgentRow.ts"
import { RowId } from "../../domain/Ids.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { defaultRules, type TransferRules } from "../../domain/TransferPolicy.ts"
import {
  BackendUnauthorized,
  BackendUnavailable,
  ConfigApi,
  InvalidAgentConfig,
  type RowError,
  UnknownNumber
} from "../../services/ConfigApi.ts"
import { logDoubts } from "../logDoubts.ts"
import { type BackendFailure, type BackendOptions, makeBackendClient, type Patience } from "./BackendClient.ts"

export interface ConfigOptions extends BackendOptions {
  /** Where departments may be. */
  readonly rules?: TransferRules
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

const makeBackend = Effect.fnUntraced(function*({ rules = defaultRules, ...options }: ConfigOptions) {
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
    const row = readAgentRow(answer, { rules, dialled })
    if (row._tag !== "Agent") {
      return yield* new UnknownNumber({ reason: row._tag === "Archived" ? "archived" : "absent" })
    }
    if (Option.isNone(row.agent)) {
      return yield* new InvalidAgentConfig({ problems: someOf(row.problems.map(renderProblem)) })
    }
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

/** The backend. While it is unavailable, calls are answered with a copy of the agent that is an hour old at most. */
export const layer = (options: ConfigOptions) => Layer.effect(ConfigApi, makeBackend(options))
