import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { AddressInfo } from "node:net"
import { WebSocket, WebSocketServer } from "ws"
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

/** A link to a server that does this with its sockets, one after the other; refuses those after them. */
const linked = Effect.fnUntraced(function*(...takes: ReadonlyArray<(socket: WebSocket) => void>) {
  const server = yield* Effect.callback<WebSocketServer>((resume) => {
    const made: WebSocketServer = new WebSocketServer(
      { port: 0, host: "127.0.0.1", autoPong: false },
      () => resume(Effect.succeed(made))
    )
  })
  let asked = 0
  server.on("connection", (socket) => (takes[asked++] ?? refuses)(socket))
  yield* Effect.addFinalizer(() =>
    Effect.callback<void>((resume) => {
      for (const client of server.clients) client.terminate()
      server.close(() => resume(Effect.void))
    })
  )
  const link = yield* ModelLink.make({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, headers: {} })
  const told: Array<ModelLink.LinkEvent> = []
  link.listen((event) => void told.push(event))
  const ended = (socket: WebSocket) =>
    Effect.callback<void>((resume) => void socket.once("close", () => resume(Effect.void)))
  return { link, told, asked: () => asked, ended }
})

const refuses = (socket: WebSocket) => socket.terminate()
const greets = (socket: WebSocket) => socket.send("{}")
const answersPings = (socket: WebSocket) => void socket.on("ping", () => socket.pong())

describe.concurrent("a connection", () => {
  it.live("is not counted as a failed try that has lasted 5 s", () =>
    Effect.gen(function*() {
      const { asked, ended, link, told } = yield* linked((socket: WebSocket) => {
        greets(socket)
        setTimeout(() => socket.terminate(), 5200)
      })
      const socket = yield* Effect.promise(link.connect)
      link.heard()
      yield* ended(socket)
      for (let tried = 0; tried < 4; tried++) {
        const next = yield* Effect.timeoutOption(Effect.promise(link.connect), "2 seconds")
        if (Option.isSome(next)) yield* ended(next.value)
      }
      const attempts = told.flatMap((event) => event._tag === "ModelReconnecting" ? [event.attempt] : [])
      assert.deepStrictEqual(attempts, [1, 2, 3])
      assert.isFalse(link.alive())
      assert.strictEqual(asked(), 4)
    }))

  it.live("is not judged that its server has never answered, and ended where it no longer does", () =>
    Effect.gen(function*() {
      let answers = true
      const { ended, link } = yield* linked(() => {}, (socket: WebSocket) => {
        socket.on("ping", () => answers ? socket.pong() : undefined)
      })
      const first = yield* Effect.promise(link.connect)
      yield* Effect.sleep("5500 millis")
      assert.strictEqual(first.readyState, WebSocket.OPEN)
      link.renew()
      yield* ended(first)
      const second = yield* Effect.promise(link.connect)
      yield* Effect.sleep("200 millis")
      answers = false
      yield* Effect.timeout(ended(second), "5500 millis")
    }))

  it.live("is not dead that answers no ping, as long as it says something", () =>
    Effect.gen(function*() {
      const { ended, link } = yield* linked((socket: WebSocket) => {
        answersPings(socket)
        setTimeout(() => socket.removeAllListeners("ping"), 500)
        const talking = setInterval(() => greets(socket), 300)
        socket.once("close", () => clearInterval(talking))
      })
      const socket = yield* Effect.promise(link.connect)
      const end = yield* Effect.timeoutOption(ended(socket), "6 seconds")
      assert.isTrue(Option.isNone(end))
    }))

  it.live("is left for a new one without being counted, and says so", () =>
    Effect.gen(function*() {
      const { ended, link, told } = yield* linked(greets, greets)
      const socket = yield* Effect.promise(link.connect)
      link.heard()
      assert.isTrue(link.isOpen())
      link.renew()
      yield* ended(socket)
      assert.isFalse(link.isOpen())
      yield* Effect.promise(link.connect)
      link.heard()
      assert.deepStrictEqual(told, [{ _tag: "Dropped", renewed: true, lifeless: false }, { _tag: "ModelRestored" }])
      assert.isTrue(link.isOpen())
    }))

  it.live("is dropped that is taken for dead, once", () =>
    Effect.gen(function*() {
      const { ended, link, told } = yield* linked(greets, greets)
      const socket = yield* Effect.promise(link.connect)
      link.heard()
      link.drop()
      link.drop()
      yield* ended(socket)
      yield* Effect.promise(link.connect)
      assert.deepStrictEqual(told, [{ _tag: "Dropped", renewed: false, lifeless: true }, {
        _tag: "ModelReconnecting",
        attempt: 2
      }])
    }))
})
