import { Clock, Duration, Effect, Fiber, Layer, Option, type Redacted, Ref, Schema } from "effect"
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
  CallErased,
  ConfigApi,
  ErasureUnsupported,
  InvalidAgentConfig,
  MessagesUnsupported,
  type RowError,
  UnknownNumber
} from "../../services/ConfigApi.ts"
import { logDoubts } from "../logDoubts.ts"
import { saysAbsent, saysErased } from "./Absence.ts"
import { type AgentCopies, type Copy, makeAgentCopies, noCopies } from "./AgentCopies.ts"
import {
  type BackendCall,
  type BackendFailure,
  type BackendOptions,
  makeBackendClient,
  type Patience
} from "./BackendClient.ts"

export interface ConfigOptions extends BackendOptions {
  /** The key that erases callers; the worker's own without it. */
  readonly erasureKey?: Redacted.Redacted
  /** Where departments may be. */
  readonly rules?: TransferRules
  /** Where the row of a call goes that no agent is known of: this backend's begin with one. Without it, nowhere. */
  readonly keepUnassigned?: ConfigApi["Service"]["keepUnassigned"]
}

const lookup: Patience = { attempt: "3 seconds", deadline: "8 seconds" }
/** With a copy at hand nobody listens to the ringing for longer than this; the look-up goes on, for the next call. */
const patienceWithCopy = Duration.seconds(2)
const lookupBesideCall: Patience = { attempt: "10 seconds", deadline: "30 seconds" }
/** Nobody waits for a row. */
const rowWrite: Patience = { attempt: "10 seconds", deadline: "30 seconds" }

const Id = Schema.Union([Schema.NonEmptyString, Schema.Finite])
const decodeCreated = Schema.decodeUnknownOption(
  Schema.Union([Schema.Struct({ id: Id }), Schema.Struct({ call: Schema.Struct({ id: Id }) })])
)
/** A receipt, of which it is asked what the backend could not erase yet. */
const decodeErased = Schema.decodeUnknownOption(Schema.Struct({ left: Schema.Array(Schema.Unknown) }))
const decodeRowId = Schema.decodeUnknownOption(RowId)

const unavailable = (operation: string, failure: BackendFailure) =>
  failure.status === 401 || failure.status === 403
    ? new BackendUnauthorized({ status: failure.status })
    : new BackendUnavailable({ operation, detail: failure.detail })

const rowError = (operation: string, failure: BackendFailure): RowError =>
  failure.erased === true ? new CallErased() : unavailable(operation, failure)

const makeBackend = Effect.fnUntraced(function*(config: ConfigOptions, copies: AgentCopies) {
  const { rules = defaultRules, ...options } = config
  const send = yield* makeBackendClient(options)
  const scope = yield* Effect.scope

  const agentOf = (dialled: PhoneNumber) => ({ answer }: Copy): Option.Option<AgentConfig> => {
    const row = readAgentRow(answer, { rules, dialled })
    return row._tag === "Agent" ? row.agent : Option.none()
  }

  const askBackend = Effect.fnUntraced(function*(
    dialled: PhoneNumber,
    how: Pick<BackendCall, "onRetry" | "patience">
  ) {
    const answer = yield* send({
      request: HttpClientRequest.get(`/api/agents/by-phone/${encodeURIComponent(dialled)}`),
      route: "/api/agents/by-phone/:phone",
      answer: "json",
      isAbsence: saysAbsent,
      ...how
    }).pipe(
      Effect.mapError((failure) =>
        failure.absent === true ? new UnknownNumber({ reason: "absent" }) : unavailable("agentByPhone", failure)
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
    yield* copies.keep(dialled, answer)
    return row.agent.value
  }, (effect, dialled) => Effect.tapErrorTag(effect, "UnknownNumber", () => copies.evict(dialled)))

  const answerFromCopy = Effect.fnUntraced(
    function*(agent: AgentConfig, copy: Copy, why: InvalidAgentConfig | RowError) {
      const age = Duration.millis((yield* Clock.currentTimeMillis) - copy.at)
      // What only an operator can mend does not go away by itself.
      const log = why._tag === "BackendUnavailable" ? Effect.logWarning : Effect.logError
      yield* log(`the call is answered with the agent's last good copy: ${why.message}`).pipe(
        Effect.annotateLogs({ agentId: agent.id, reason: why._tag, age: Duration.format(age) })
      )
      return agent
    }
  )

  const late = (lastTry: Option.Option<BackendFailure>) =>
    new BackendUnavailable({
      operation: "agentByPhone",
      detail: Option.match(lastTry, {
        onNone: () => `no answer within ${Duration.format(patienceWithCopy)}`,
        onSome: ({ detail }) => detail
      })
    })

  const tellLate = Effect.fnUntraced(
    function*(asking: Fiber.Fiber<AgentConfig, InvalidAgentConfig | RowError | UnknownNumber>) {
      const error = yield* Effect.option(Effect.flip(Fiber.join(asking)))
      if (Option.isNone(error)) {
        return yield* Effect.logInfo("the backend's answer came late; the next call is answered with it")
      }
      yield* Effect.logWarning(`what came of the look-up beside the call: ${error.value.message}`)
    }
  )

  const agentByPhone = Effect.fn("ConfigApi.agentByPhone")(function*(dialled: PhoneNumber) {
    const copy = yield* copies.find(dialled)
    const agent = Option.flatMap(copy, agentOf(dialled))
    if (Option.isNone(copy) || Option.isNone(agent)) return yield* askBackend(dialled, { patience: lookup })
    const useCopy = (why: InvalidAgentConfig | RowError) => answerFromCopy(agent.value, copy.value, why)
    // Outlives the wait, and the call: what comes of it is the next call's.
    const lastTry = yield* Ref.make(Option.none<BackendFailure>())
    const onRetry = (failure: BackendFailure) => Ref.set(lastTry, Option.some(failure))
    const asking = yield* Effect.forkIn(askBackend(dialled, { patience: lookupBesideCall, onRetry }), scope)
    return yield* Fiber.join(asking).pipe(
      Effect.timeoutOrElse({
        duration: patienceWithCopy,
        orElse: () =>
          Effect.forkIn(tellLate(asking), scope).pipe(
            Effect.andThen(Ref.get(lastTry)),
            Effect.flatMap((failure) => Effect.fail(late(failure)))
          )
      }),
      Effect.catchTags({ BackendUnauthorized: useCopy, InvalidAgentConfig: useCopy, BackendUnavailable: useCopy })
    )
  })

  const post = (operation: string, request: HttpClientRequest.HttpClientRequest, route: string, body: object) =>
    send({
      request: HttpClientRequest.bodyJsonUnsafe(request, body),
      route,
      patience: rowWrite,
      isErasure: saysErased,
      answer: operation === "createCall" ? "json" : "ignored"
    })
  const write = (...[operation, ...request]: Parameters<typeof post>) =>
    Effect.mapError(post(operation, ...request), (failure) => rowError(operation, failure))

  const rowUrl = (row: RowId) => `/api/calls/${encodeURIComponent(row)}`

  return ConfigApi.of({
    agentByPhone,
    createCall: Effect.fn("ConfigApi.createCall")(function*(callId, call) {
      const request = HttpClientRequest.post("/api/calls", { headers: { "idempotency-key": callId } })
      const created = decodeCreated(yield* write("createCall", request, "/api/calls", call))
      const row = Option.flatMap(
        created,
        (answer) => decodeRowId(String("call" in answer ? answer.call.id : answer.id))
      )
      if (Option.isSome(row)) return row.value
      return yield* new BackendUnavailable({ operation: "createCall", detail: "an answer without an id" })
    }),
    endCall: Effect.fn("ConfigApi.endCall")((row, end) =>
      write("endCall", HttpClientRequest.patch(rowUrl(row)), "/api/calls/:id", end)
    ),
    linkTranscript: Effect.fn("ConfigApi.linkTranscript")((row, link, key) =>
      write(
        "linkTranscript",
        HttpClientRequest.post(`${rowUrl(row)}/transcription`, { headers: { "idempotency-key": key } }),
        "/api/calls/:id/transcription",
        link
      )
    ),
    linkRecording: Effect.fn("ConfigApi.linkRecording")((row, link, key) =>
      write(
        "linkRecording",
        HttpClientRequest.post(`${rowUrl(row)}/recording`, { headers: { "idempotency-key": key } }),
        "/api/calls/:id/recording",
        link
      )
    ),
    leaveMessage: Effect.fn("ConfigApi.leaveMessage")((row, message) =>
      post(
        "leaveMessage",
        HttpClientRequest.post(`${rowUrl(row)}/messages`, { headers: { "idempotency-key": message.id } }),
        "/api/calls/:id/messages",
        message
      ).pipe(Effect.mapError((failure) =>
        failure.status === 404 || failure.status === 405
          ? new MessagesUnsupported()
          : rowError("leaveMessage", failure)
      ))
    ),
    eraseCaller: Effect.fn("ConfigApi.eraseCaller")((caller) =>
      send({
        request: HttpClientRequest.bodyJsonUnsafe(HttpClientRequest.post("/api/erasures"), { phone: caller }),
        route: "/api/erasures",
        apiKey: options.erasureKey ?? options.apiKey,
        patience: { attempt: "1 minute", deadline: "3 minutes" },
        answer: "json"
      }).pipe(
        Effect.map((answer) => Option.exists(decodeErased(answer), ({ left }) => left.length === 0)),
        Effect.mapError((failure) =>
          [401, 403, 404, 405, 501].includes(failure.status ?? 0)
            ? new ErasureUnsupported()
            : unavailable("eraseCaller", failure)
        )
      )
    ),
    keepUnassigned: options.keepUnassigned ??
      (() => Effect.fail(new BackendUnavailable({ operation: "keepUnassigned", detail: "no place for it" })))
  })
})

/** The backend. Of its agents nothing is kept: while it is unavailable, no call is answered. */
export const layer = (options: ConfigOptions) => Layer.effect(ConfigApi, makeBackend(options, noCopies))

/** The backend, with the last good copy of each agent kept in `copiesDir`. */
export const layerWithCopies = ({ copiesDir, ...options }: ConfigOptions & { readonly copiesDir: string }) =>
  Layer.effect(ConfigApi, Effect.flatMap(makeAgentCopies(copiesDir), (copies) => makeBackend(options, copies)))
