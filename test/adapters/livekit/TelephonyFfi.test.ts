import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Option, Redacted, Scope } from "effect"
import { EventEmitter } from "node:events"
import { createRequire } from "node:module"
import { liveKitConnector } from "../../../src/adapters/livekit/telephony/LiveKitRoom.ts"
import { when } from "../../../src/adapters/livekit/telephony/RoomView.ts"
import { loadRtcNode } from "../../../src/adapters/voice/rtcNode.ts"

/** An event of the process, as rtc-node's native module tells it to every room. */
interface FfiEvent {
  readonly message: { readonly case: string; readonly value: object }
}

const owned = (id: bigint, info: object) => ({ handle: { id }, info })

/** What rtc-node talks to instead of its native module: every room can be joined and left, and nothing else happens. */
class FfiClient extends EventEmitter {
  #last = 1_000_000n

  tell(kind: string, value: object) {
    this.emit("ffi_event", { message: { case: kind, value } } satisfies FfiEvent)
  }
  tellRoom(roomHandle: bigint, kind: string, value: object = {}) {
    this.tell("roomEvent", { roomHandle, message: { case: kind, value } })
  }
  arrives(roomHandle: bigint, identity: string) {
    const participant = owned(++this.#last, { identity, kind: 3, attributes: {} })
    this.tellRoom(roomHandle, "participantConnected", { info: participant })
  }
  request({ message }: FfiEvent) {
    const asyncId = ++this.#last
    const room = owned(asyncId, { name: "call" })
    const localParticipant = owned(++this.#last, { identity: "agent" })
    const answers: Record<string, object> = {
      connect: { message: { case: "result", value: { room, localParticipant, participants: [] } } },
      disconnect: {}
    }
    const answer = answers[message.case]
    if (answer !== undefined) queueMicrotask(() => this.tell(message.case, { asyncId, ...answer }))
    return { asyncId }
  }
  waitFor(isIt: (event: FfiEvent) => boolean) {
    return new Promise((resolve) => {
      const listen = (event: FfiEvent) => {
        if (!isIt(event)) return
        this.off("ffi_event", listen)
        resolve(event.message.value)
      }
      this.on("ffi_event", listen)
    })
  }
}
const ffi = new FfiClient()
Object.assign(globalThis, { _ffiClientInstance: ffi })

const handleOf = (room: object) => (Reflect.get(room, "ffiHandle") as { readonly handle: bigint }).handle

/** How often the room has taken the lock under which it looks at an event. */
const locksOf = (room: object) => {
  const lock = Reflect.get(room, "ffiEventLock") as { lock: () => Promise<() => void> }
  const take = lock.lock.bind(lock)
  let count = 0
  lock.lock = () => {
    count += 1
    return take()
  }
  return () => count
}

const joined = Effect.gen(function*() {
  const connect = yield* liveKitConnector
  const scope = yield* Scope.make()
  const leave = Scope.close(scope, Exit.void)
  yield* Effect.addFinalizer(() => leave)
  const view = yield* connect("ws://127.0.0.1:9", Redacted.make("token")).pipe(Scope.provide(scope))
  const media = view.media("sip_caller")
  if (media._tag !== "LiveKitRoom") return yield* Effect.die(new Error("a room of LiveKit's was asked for"))
  const { room } = media
  const legs = (count: number) =>
    when(view, (state) => state.legs.size >= count ? Option.some([...state.legs.keys()]) : Option.none())
  return { view, room, legs, handle: handleOf(room), leave }
})

/** Every kind of event there is, by the native module's own protocol. */
const kinds = Effect.sync(() => {
  const rtcNode = createRequire(createRequire(import.meta.url).resolve("@livekit/rtc-node"))
  const { FfiEvent } = rtcNode("@livekit/rtc-ffi-bindings") as {
    readonly FfiEvent: { readonly fields: { readonly list: () => ReadonlyArray<{ readonly localName: string }> } }
  }
  return FfiEvent.fields.list().map(({ localName }) => localName)
})

/** The kinds that the SDK's room concerns itself with when it is told of all: those that it names, or looks into. */
const concerning = Effect.gen(function*() {
  const { Room } = yield* Effect.promise(loadRtcNode)
  const room = new Room()
  yield* Effect.promise(() => room.connect("ws://127.0.0.1:9", "token"))
  const source = ["onFfiEvent", "processFfiEvent"].map((method) => String(Reflect.get(room, method))).join()
  const all = yield* kinds
  const concerned = new Set([...source.matchAll(/message\.case [!=]==? "(\w+)"/g)].map(([, kind]) => kind))
  for (const kind of all) {
    const message = {
      case: kind,
      get value() {
        concerned.add(kind)
        return {}
      }
    }
    ffi.emit("ffi_event", { message } satisfies FfiEvent)
  }
  // Events are looked at one after the other.
  const allSeen = new Promise((resolve) => room.once("participantConnected", resolve))
  ffi.arrives(handleOf(room), "sip_last")
  yield* Effect.promise(() => allSeen)
  yield* Effect.promise(() => room.disconnect())
  return all.filter((kind) => concerned.has(kind))
})

describe("a room of the SDK's, among others in the process", () => {
  it.effect("is told of every kind of event that concerns it, and of no other", () =>
    Effect.gen(function*() {
      const { leave, room } = yield* joined
      const locks = locksOf(room)
      const told = (yield* kinds).filter((kind) => {
        const before = locks()
        ffi.tell(kind, {})
        return locks() > before
      })
      assert.deepStrictEqual(told, yield* concerning)
      assert.include(told, "roomEvent")
      yield* leave
    }))

  it.effect("shows what happens in it, and nothing of what happens in another", () =>
    Effect.gen(function*() {
      const [one, other] = [yield* joined, yield* joined]
      ffi.arrives(one.handle, "sip_one")
      ffi.tell("audioStreamEvent", { streamHandle: 1n, message: { case: "eos", value: {} } })
      ffi.arrives(other.handle, "sip_other")
      assert.deepStrictEqual(yield* one.legs(1), ["sip_one"])
      assert.deepStrictEqual(yield* other.legs(1), ["sip_other"])
      yield* one.leave
      ffi.arrives(other.handle, "sip_second")
      assert.deepStrictEqual(yield* other.legs(2), ["sip_other", "sip_second"])
      yield* other.leave
    }))

  it.effect("shows who came between the join and its answer", () =>
    Effect.gen(function*() {
      const answer = ffi.request.bind(ffi)
      // The next id is the room's.
      ffi.request = (request) => {
        const { asyncId } = answer(request)
        if (request.message.case === "connect") ffi.arrives(asyncId, "sip_early")
        return { asyncId }
      }
      const { handle, leave, legs } = yield* joined
      ffi.request = answer
      ffi.arrives(handle, "sip_late")
      assert.deepStrictEqual(yield* legs(2), ["sip_early", "sip_late"])
      yield* leave
    }))

  it.effect.each([true, false])(
    "hears nothing more once it is left; ended by the server before: %s",
    (ended) =>
      Effect.gen(function*() {
        const { handle, leave, room, view } = yield* joined
        assert.strictEqual(ffi.listenerCount("ffi_event"), 1)
        if (ended) {
          ffi.tellRoom(handle, "disconnected", { reason: 5 })
          yield* when(view, ({ connection }) => connection === "closed" ? Option.some(connection) : Option.none())
        }
        const locks = locksOf(room)
        yield* leave
        assert.strictEqual(ffi.listenerCount("ffi_event"), 0)
        assert.deepStrictEqual(room.eventNames(), [])
        ffi.arrives(handle, "sip_late")
        assert.strictEqual(locks(), 0)
      })
  )
})
