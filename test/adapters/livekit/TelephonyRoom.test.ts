import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Option, Redacted, Scope, Stream } from "effect"
import { TestClock } from "effect/testing"
import { EventEmitter } from "node:events"
import { vi } from "vitest"
import { liveKitConnector } from "../../../src/adapters/livekit/telephony/LiveKitRoom.ts"
import { emptyRoom, now, type RoomView, when } from "../../../src/adapters/livekit/telephony/RoomView.ts"

/** What the SDK's `Room` is to us, played by the test. */
class SdkRoom extends EventEmitter {
  static last: SdkRoom
  remoteParticipants = new Map<string, { identity: string; kind: number; attributes: Record<string, string> }>()
  localParticipant: {
    identity: string
    attributes: Record<string, string>
    setAttributes?: (attributes: unknown) => Promise<void>
  } | undefined
  connectionState = 0
  options: unknown
  disconnects = 0
  connected = Promise.withResolvers<void>()
  disconnected = Promise.resolve()
  onFfiEvent = () => undefined
  constructor() {
    super()
    SdkRoom.last = this
  }
  connect(...options: ReadonlyArray<unknown>) {
    this.options = options
    ffi.on("ffi_event", this.onFfiEvent)
    return this.connected.promise
  }
  disconnect() {
    this.disconnects += 1
    return this.disconnected
  }
  becomes(connectionState: number) {
    this.connectionState = connectionState
    this.emit("connectionStateChanged", connectionState)
  }
  joins(identity: string, kind = 3, attributes = {}) {
    const participant = { identity, kind, attributes }
    this.remoteParticipants.set(identity, participant)
    this.emit("participantConnected", participant)
  }
  leaves(identity: string, disconnectReason?: number) {
    const participant = this.remoteParticipants.get(identity)
    this.remoteParticipants.delete(identity)
    this.emit("participantDisconnected", { ...participant, disconnectReason })
  }
}
const ffi = new EventEmitter()

vi.mock("@livekit/rtc-node", () => ({
  Room: SdkRoom,
  RoomEvent: {
    ConnectionStateChanged: "connectionStateChanged",
    LocalTrackSubscribed: "localTrackSubscribed",
    ParticipantConnected: "participantConnected",
    ParticipantAttributesChanged: "participantAttributesChanged",
    ParticipantDisconnected: "participantDisconnected"
  },
  ConnectionState: { CONN_DISCONNECTED: 0, CONN_CONNECTED: 1, CONN_RECONNECTING: 2 },
  ParticipantKind: { STANDARD: 0, SIP: 3, AGENT: 4 }
}))
Object.assign(globalThis, { _ffiClientInstance: ffi })

const url = "wss://livekit.example"
const token = Redacted.make("secret")

/** A join that is under way, in a scope of its own. */
const joining = Effect.gen(function*() {
  const connect = yield* liveKitConnector
  const scope = yield* Scope.make()
  const view = yield* connect(url, token).pipe(Scope.provide(scope), Effect.forkChild({ startImmediately: true }))
  return { sdk: SdkRoom.last, view, leave: Scope.close(scope, Exit.void) }
})

const joined = Effect.gen(function*() {
  const { leave, sdk, view } = yield* joining
  sdk.joins("sip_first")
  sdk.becomes(1)
  sdk.connected.resolve()
  return { sdk, leave, view: yield* Fiber.join(view) }
})

/** Whether the process would keep the room for ever. */
const isHeld = (sdk: SdkRoom) => ffi.listeners("ffi_event").includes(sdk.onFfiEvent)

const current = (view: RoomView) => when(view, Option.some)

describe("a LiveKit room", () => {
  it.effect("is joined with the job's token, its tracks subscribed to, and shows who was there before us", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      assert.deepStrictEqual(sdk.options, [url, "secret", {
        autoSubscribe: true,
        dynacast: false,
        singlePeerConnection: false
      }])
      const expected = { ...emptyRoom, legs: new Map([["sip_first", {}]]) }
      assert.deepStrictEqual(yield* current(view), expected)
      assert.deepInclude(view.media("sip_first"), { _tag: "LiveKitRoom", callerIdentity: "sip_first" })
    }))

  it.effect("shows SIP participants only, in the order in which they came, and their attributes of the moment", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      sdk.joins("egress", 2)
      sdk.joins("agent", 4)
      sdk.joins("sip_second", 3, { "sip.callStatus": "ringing" })
      sdk.joins("somebody", 0)
      const { agents, legs } = yield* current(view)
      assert.deepStrictEqual([...legs.keys()], ["sip_first", "sip_second"])
      assert.strictEqual(agents.size, 0, "nobody has our name where we have none")
      const second = sdk.remoteParticipants.get("sip_second")
      if (second !== undefined) second.attributes = { "sip.callStatus": "active" }
      sdk.emit("participantAttributesChanged", {}, second)
      assert.isTrue(yield* now(view, (state) => state.legs.get("sip_second")?.["sip.callStatus"] === "active"))
    }))

  it.effect("shows the agents of our name, and no others", () =>
    Effect.gen(function*() {
      const { leave: _, sdk, view } = yield* joining
      const named = (name: string) => ({ "lk.agent.name": name })
      sdk.localParticipant = { identity: "agent-AJ_1", attributes: named("receptionist") }
      sdk.joins("agent-AJ_2", 4, named("receptionist"))
      sdk.joins("agent-AJ_3", 4, named("transcriber"))
      sdk.joins("agent-AJ_4", 4)
      sdk.joins("somebody", 0, named("receptionist"))
      sdk.becomes(1)
      sdk.connected.resolve()
      const { keys, me, states } = yield* Fiber.join(view)
      assert.deepStrictEqual(me, { identity: "agent-AJ_1", agentName: "receptionist" })
      const { agents } = yield* current({ me, states, keys, media: () => assert.fail(), beat: () => Effect.void })
      assert.deepStrictEqual(agents, new Set(["agent-AJ_2"]))
    }))

  it.effect("tells who has departed from who is only out of sight", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      sdk.joins("sip_second")
      sdk.leaves("sip_first", 1)
      sdk.leaves("sip_second")
      const { departed, legs } = yield* current(view)
      assert.strictEqual(legs.size, 0)
      assert.deepStrictEqual(departed, new Set(["sip_first"]))
    }))

  it.effect("shows a connection that is made anew, and one that is lost, and does not forget it", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      sdk.becomes(2)
      assert.deepInclude(yield* current(view), { connection: "reconnecting", wasLost: true })
      sdk.becomes(1)
      assert.deepInclude(yield* current(view), { connection: "open", wasLost: true })
      sdk.becomes(0)
      assert.strictEqual((yield* current(view)).connection, "closed")
    }))

  it.effect("shows that our audio is taken", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      assert.isFalse((yield* current(view)).heard)
      sdk.emit("localTrackSubscribed", {})
      assert.isTrue((yield* current(view)).heard)
    }))

  it.effect("keeps every state for who listens, however fast they follow", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      const sizes = yield* Stream.fromPubSub(view.states).pipe(
        Stream.map(({ legs }) => legs.size),
        Stream.take(3),
        Stream.runCollect,
        Effect.forkChild({ startImmediately: true })
      )
      sdk.joins("sip_second")
      sdk.leaves("sip_second", 1)
      assert.deepStrictEqual(yield* Fiber.join(sizes), [1, 2, 1])
    }))

  it.effect("is told that we live, in an attribute of our own, and says where it could not be", () =>
    Effect.gen(function*() {
      const { sdk, view } = yield* joined
      const told: Array<unknown> = []
      sdk.localParticipant = {
        identity: "agent-AJ_1",
        attributes: {},
        setAttributes: (attributes) => {
          told.push(attributes)
          return told.length === 1 ? Promise.resolve() : Promise.reject(new Error("token and all"))
        }
      }
      yield* view.beat(7)
      assert.strictEqual(yield* Effect.flip(view.beat(8)), "lost")
      assert.deepStrictEqual(told, [{ "receptionist.beat": "7" }, { "receptionist.beat": "8" }])
    }))

  it.effect("is left, and let go of, also where the SDK would keep it", () =>
    Effect.gen(function*() {
      const { leave, sdk } = yield* joined
      assert.isTrue(isHeld(sdk))
      yield* leave
      assert.strictEqual(sdk.disconnects, 1)
      assert.isFalse(isHeld(sdk))
      assert.deepStrictEqual(sdk.eventNames(), [])
    }))

  it.effect("is let go of after five seconds, when leaving hangs", () =>
    Effect.gen(function*() {
      const { leave, sdk } = yield* joined
      sdk.disconnected = new Promise(() => undefined)
      const leaving = yield* leave.pipe(Effect.forkChild)
      yield* TestClock.adjust("5 seconds")
      yield* Fiber.join(leaving)
      assert.isFalse(isHeld(sdk))
    }))

  it.effect.each([
    ["client error: 404 Not Found - requested room does not exist", "gone"],
    ["client error: 401 Unauthorized - invalid token: secret", "refused"],
    ["client error: 403 Forbidden", "refused"],
    ["transport connection error: IO error: Connection refused (os error 111)", "transport"],
    ["handshake error: 502 Bad Gateway", "transport"],
    ["connection timeout", "timeout"]
  ])("cannot be joined: %s", ([detail, reason]) =>
    Effect.gen(function*() {
      const { leave, sdk, view } = yield* joining
      sdk.connected.reject(new Error(`engine: signal failure: ${detail}`))
      assert.strictEqual(yield* Fiber.join(view).pipe(Effect.flip), reason)
      yield* leave
      assert.isFalse(isHeld(sdk))
    }))

  it.effect("is given up on after ten seconds, and left when the join comes through later", () =>
    Effect.gen(function*() {
      const { leave, sdk, view } = yield* joining
      const reason = yield* Fiber.join(view).pipe(Effect.flip, Effect.forkChild)
      yield* TestClock.adjust("9999 millis")
      assert.isUndefined(reason.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* Fiber.join(reason), "timeout")
      yield* leave
      assert.strictEqual(sdk.disconnects, 1)
      const late = yield* Deferred.make<void>()
      sdk.disconnect = () => {
        Deferred.doneUnsafe(late, Effect.void)
        return Promise.resolve()
      }
      sdk.connected.resolve()
      yield* Deferred.await(late)
    }))
})
