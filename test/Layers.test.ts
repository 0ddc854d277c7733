import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it, vi } from "@effect/vitest"
import { Context, Duration, Effect, Fiber, FileSystem, Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { Socket } from "node:net"
import { PhoneNumber } from "../src/domain/PhoneNumber.ts"
import { live } from "../src/Layers.ts"
import { CallPolicy } from "../src/programs/CallPolicy.ts"
import { Anonymizer } from "../src/services/Anonymizer.ts"
import { BlobStore } from "../src/services/BlobStore.ts"
import { ConfigApi } from "../src/services/ConfigApi.ts"
import { Dispatch } from "../src/services/Dispatch.ts"
import { Journal } from "../src/services/Journal.ts"
import { Telephony } from "../src/services/Telephony.ts"
import { VoiceSession } from "../src/services/VoiceSession.ts"
import { Settings } from "../src/Settings.ts"

const services = Object.entries({ Anonymizer, BlobStore, ConfigApi, Dispatch, Journal, Telephony, VoiceSession })

/** What `start` does not begin without; nobody listens there. */
const least = {
  LIVEKIT_URL: "ws://127.0.0.1:1",
  LIVEKIT_API_KEY: "key",
  LIVEKIT_API_SECRET: "a secret that is long enough for HS256",
  AZURE_OPENAI_ENDPOINT: "http://127.0.0.1:1",
  AZURE_OPENAI_API_KEY: "key",
  AZURE_OPENAI_REALTIME_DEPLOYMENT: "realtime"
}
/** Lets time go on until it is done. */
const inTime = <A, E, R>(waiting: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(waiting)
    while (fiber.pollUnsafe() === undefined) yield* Effect.andThen(TestClock.adjust("1 second"), macrotask)
    return yield* Fiber.join(fiber)
  })
const macrotask = Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))

/** Puts a worker together: what it is made of, and how often it reached for the network. */
const assembled = Effect.fnUntraced(function*(env: Record<string, string>) {
  const connects = vi.spyOn(Socket.prototype, "connect")
  yield* Effect.addFinalizer(() => Effect.sync(() => connects.mockRestore()))
  const dataDir = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
  const built = yield* Layer.build(
    live.pipe(Layer.provide(Settings.layerEnv({ ...least, ...env, DATA_DIR: dataDir }, "start")))
  )
  return { built, connects: connects.mock.calls.length }
})

const storedAt = (built: Context.Context<BlobStore>) => Context.get(built, BlobStore).url("clinic/x.json")

describe("a worker", () => {
  it.effect("is put together from what is embedded, and connects to nothing before a call needs it", () =>
    Effect.gen(function*() {
      const { built, connects } = yield* assembled({})
      for (const [name, service] of services) {
        assert.isAbove(Object.keys(Context.get(built, service as typeof Telephony)).length, 0, name)
      }
      assert.match(storedAt(built), /^file:/)
      const { fallback, maxDuration, recording } = Context.get(built, CallPolicy)
      assert.deepStrictEqual({ fallback, recording }, { fallback: [], recording: "worker" })
      assert.strictEqual(Duration.toMinutes(maxDuration), 30)
      assert.strictEqual(connects, 0)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("is put together from the backend, the storage and the bounds that its settings name", () =>
    Effect.gen(function*() {
      const { built, connects } = yield* assembled({
        BACKEND_URL: "http://127.0.0.1:1",
        BACKEND_API_KEY: "key",
        AZURE_STORAGE_ACCOUNT_NAME: "clinics",
        AZURE_STORAGE_ACCOUNT_KEY: btoa("a key that is none"),
        AZURE_STORAGE_ENDPOINT: "http://127.0.0.1:1/clinics",
        AZURE_OPENAI_TTS_DEPLOYMENT: "tts",
        CALL_MAX_DURATION: "10 minutes",
        FALLBACK_TRANSFER: "+15145550110"
      })
      assert.match(storedAt(built), /^http:\/\/127\.0\.0\.1:1\/clinics\//)
      const { fallback, maxDuration, recording } = Context.get(built, CallPolicy)
      assert.deepStrictEqual(fallback.map(({ target }) => target as string), ["tel:+15145550110"])
      // Egress writes to Azure's own host alone: to any other endpoint it is the worker that records.
      assert.strictEqual(recording, "worker")
      assert.strictEqual(Duration.toMinutes(maxDuration), 10)
      assert.strictEqual(connects, 0)
      // What the settings name is what answers: with nobody there, not the agents' directory.
      const error = yield* Context.get(built, ConfigApi).agentByPhone(PhoneNumber.make("+15145550100")).pipe(
        Effect.provideService(FetchHttpClient.Fetch, () => Promise.reject(new TypeError("fetch failed"))),
        Effect.flip,
        inTime
      )
      assert.strictEqual(error._tag, "BackendUnavailable")
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(["presidio", "both"])(
    "does not start where its Presidio cannot be reached (ANONYMIZER=%s): a transcript would be withheld",
    (engine) =>
      Effect.gen(function*() {
        const error = yield* assembled({
          ANONYMIZER: engine,
          PRESIDIO_ANALYZER_URL: "http://127.0.0.1:1",
          PRESIDIO_ANONYMIZER_URL: "http://127.0.0.1:1"
        }).pipe(
          Effect.provideService(FetchHttpClient.Fetch, () => Promise.reject(new TypeError("fetch failed"))),
          Effect.flip,
          inTime
        )
        assert.strictEqual(error._tag, "PresidioUnavailable")
      }).pipe(Effect.provide(NodeServices.layer))
  )
})
