import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as ModelLink from "../../../src/adapters/voice/realtime/ModelLink.ts"
import { serve } from "../../../src/sandbox/LocalServer.ts"
import { measuredAlone, valuesOf } from "../../support/Measured.ts"

const linkTo = Effect.fnUntraced(function*(handshake: "kept" | "closed" | "garbled" | "refused") {
  const port = yield* serve({
    request: () => Effect.void,
    upgrade: (_request, refused, accept) =>
      handshake === "refused" ? Effect.sync(() => void refused.destroy()) : Effect.map(accept, (socket) => {
        socket.resume()
        if (handshake === "closed") socket.close(1011)
        if (handshake === "garbled") socket.send("<html>")
      })
  })
  return yield* ModelLink.make({ url: `ws://127.0.0.1:${port}`, headers: {} })
})

it.live("takes a server that keeps the connection and says nothing for a model", () =>
  Effect.gen(function*() {
    const link = yield* linkTo("kept")
    yield* Effect.promise(link.connect)
    yield* link.ready
    assert.isTrue(link.alive())
  }).pipe(Effect.scoped))

it.live("does not take one for a model that accepts and hangs up", () =>
  Effect.gen(function*() {
    const link = yield* linkTo("closed")
    // As the SDK does: each time that a socket has ended, it asks for the next.
    const dialling = Effect.promise(link.connect).pipe(
      Effect.flatMap((socket) =>
        Effect.callback<void>((resume) => void socket.once("close", () => resume(Effect.void)))
      ),
      Effect.forever
    )
    yield* Effect.forkScoped(Effect.ignoreCause(dialling))
    const { attempts, code, reason } = yield* Effect.flip(link.ready)
    assert.deepStrictEqual({ attempts, code, reason }, { attempts: 3, code: 1011, reason: "dropped" })
    assert.deepStrictEqual(yield* valuesOf("model_dials_total"), { opened: 3 })
  }).pipe(Effect.scoped, measuredAlone))

it.live("counts each try that was refused", () =>
  Effect.gen(function*() {
    const link = yield* linkTo("refused")
    yield* Effect.forkScoped(Effect.ignoreCause(Effect.promise(link.connect)))
    assert.strictEqual((yield* Effect.flip(link.ready)).reason, "refused")
    assert.deepStrictEqual(yield* valuesOf("model_dials_total"), { refused: 3 })
  }).pipe(Effect.scoped, measuredAlone))

it.live("ends a connection over which comes what the SDK cannot read", () =>
  Effect.gen(function*() {
    const link = yield* linkTo("garbled")
    const dialling = Effect.promise(link.connect).pipe(
      Effect.flatMap((socket) =>
        Effect.callback<void>((resume) => {
          socket.once("close", () => resume(Effect.void))
          // oxlint-disable-next-line unicorn/prefer-add-event-listener -- it is how the SDK listens
          socket.onmessage = ({ data }) => void JSON.parse(String(data))
        })
      ),
      Effect.forever
    )
    yield* Effect.forkScoped(Effect.ignoreCause(dialling))
    const { attempts, reason } = yield* Effect.flip(link.ready)
    assert.deepStrictEqual({ attempts, reason }, { attempts: 3, reason: "protocol" })
  }).pipe(Effect.scoped))
