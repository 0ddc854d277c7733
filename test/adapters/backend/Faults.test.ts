import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Logger, Option, Queue, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import * as BackendConfigApi from "../../../src/adapters/backend/ConfigApi.ts"
import { AgentId, CallId, RowId } from "../../../src/domain/Ids.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import {
  ConfigApi,
  type InvalidAgentConfig,
  type MessagesUnsupported,
  type RowError,
  type UnknownNumber
} from "../../../src/services/ConfigApi.ts"
import { backendFaults, faults, type Operation, routes } from "../../support/BackendFaults.ts"
import { faultyBackend } from "../../support/FaultyBackend.ts"
import { messageAt } from "../../support/Messages.ts"

const dialled = PhoneNumber.make("+14505550161")
const callId = CallId.make("call-1")
const row = RowId.make("row-1")
const endpoint = { language: "FRENCH" } as const

type Failure = InvalidAgentConfig | MessagesUnsupported | RowError | UnknownNumber

const ask = (api: ConfigApi["Service"], operation: Operation): Effect.Effect<
  unknown,
  Failure
> => {
  switch (operation) {
    case "agentByPhone":
      return api.agentByPhone(dialled)
    case "createCall":
      return api.createCall(callId, {
        agentId: AgentId.make("agent-1"),
        dialedNumber: dialled,
        roomName: "room",
        startedAt: "2026-11-22T18:00:00.000Z"
      })
    case "endCall":
      return api.endCall(row, {
        ...endpoint,
        endedAt: "2026-11-22T18:01:00.000Z",
        durationSeconds: 60,
        endReason: "agent_end",
        metadata: { callId, endedBy: "agent", usage: [] }
      })
    case "linkTranscript":
      return api.linkTranscript(
        row,
        { ...endpoint, url: "u", messageCount: 4, anonymization: "complete" },
        "call-1:transcript"
      )
    case "linkRecording":
      return api.linkRecording(row, { url: "u", format: "ogg" }, "call-1:recording")
    case "leaveMessage":
      return api.leaveMessage(row, messageAt("message-1", 0))
  }
}

const told = (error: Failure) => {
  switch (error._tag) {
    case "BackendUnauthorized":
      return `${error._tag}: ${error.status}`
    case "BackendUnavailable":
      return `${error._tag}: ${error.detail}`
    case "UnknownNumber":
      return `${error._tag}: ${error.reason}`
    case "CallErased":
    case "InvalidAgentConfig":
    case "MessagesUnsupported":
      return error._tag
  }
}

/** Where somebody listened, and does no more. */
const closed = Effect.scoped(Effect.map(faultyBackend("never", new URL("http://127.0.0.1")), ({ url }) => url))

describe("each request to the backend, over a real connection, with each fault", () => {
  it.effect.each(backendFaults.map((row) => [`${row.route}: ${faults[row.fault]}`, row] as const))(
    "%s",
    ([_, row]) =>
      Effect.gen(function*() {
        const elsewhere = yield* faultyBackend("absent", new URL("http://127.0.0.1"))
        const backend = yield* faultyBackend(row.fault, elsewhere.url)
        const lines: Array<string> = []
        const retries = yield* Queue.unbounded<number>()
        // Says how long it waits before it asks again.
        const logger = Logger.map(Logger.formatStructured, ({ annotations, message }) => {
          lines.push(JSON.stringify({ annotations, message }))
          const wait = annotations["delayMs"]
          if (typeof wait === "number") Queue.offerUnsafe(retries, wait)
        })
        const asking = yield* ConfigApi.use((api) => ask(api, row.operation)).pipe(
          Effect.match({ onFailure: (error) => ({ error }), onSuccess: () => ({ error: null }) }),
          Effect.provide([
            BackendConfigApi.layer({
              baseUrl: row.fault === "refused" ? yield* closed : backend.url,
              apiKey: Redacted.make("key-canary"),
              maxRetries: 2,
              retryDelay: "10 millis"
            }).pipe(Layer.provide(FetchHttpClient.layer)),
            Logger.layer([logger])
          ]),
          Effect.forkChild
        )
        // The clock goes on only while the client waits for it, and by as much as it waits.
        const step = Effect.raceAll([
          Effect.as(Fiber.await(asking), Option.none()),
          Effect.as(Queue.take(backend.held), Option.some<number | string>(routes[row.operation].attempt)),
          Effect.asSome(Queue.take(retries))
        ])
        while (true) {
          const wait = yield* step
          if (Option.isNone(wait)) break
          yield* TestClock.adjust(wait.value as "3 seconds")
        }
        const { error } = yield* Fiber.join(asking)
        assert.strictEqual(error === null ? "ok" : told(error), row.outcome)
        if (row.tries !== null) assert.lengthOf(backend.seen, row.tries)
        assert.strictEqual(backend.done.size, row.done)
        assert.lengthOf(elsewhere.seen, 0)
        for (const text of [...lines, error?.message ?? "", JSON.stringify(error)]) {
          assert.notMatch(text, /canary|5550161|5550199|Zoé|%2B|127\.0\.0\.1/)
        }
      })
  )
})
