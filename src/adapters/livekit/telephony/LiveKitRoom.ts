import type { Room } from "@livekit/rtc-node"
import { Effect, PubSub, Redacted, type Scope } from "effect"
import type { RoomUnavailable } from "../../../services/Telephony.ts"
import { loadRtcNode } from "../../voice/rtcNode.ts"
import { agentOf, beatAttribute, makeStates, type RoomState, type RoomView } from "./RoomView.ts"

/** Joins a room for as long as the scope is open; fails with why it could not. */
export type Connect = (
  url: string,
  token: Redacted.Redacted
) => Effect.Effect<RoomView, RoomUnavailable["reason"], Scope.Scope>

// The SDK's message holds the token: nothing of it is kept but which of these it was.
const refusal = (cause: unknown): RoomUnavailable["reason"] => {
  const message = cause instanceof Error ? cause.message : ""
  if (/client error: 404|not found|does not exist/i.test(message)) return "gone"
  if (/client error: 4\d\d/i.test(message)) return "refused"
  return /timeout|timed out/i.test(message) ? "timeout" : "transport"
}

// `Room.disconnect()` does nothing where the server has ended the room already, and then the process-wide FFI client
// holds on to the room for ever: it is taken off by hand.
const leave = (room: Room) =>
  Effect.promise(() => room.disconnect()).pipe(
    Effect.timeout("5 seconds"),
    Effect.ignoreCause({ log: "Warn", message: "the room was not left cleanly" }),
    Effect.ensuring(Effect.sync(() => {
      globalThis._ffiClientInstance?.removeListener("ffi_event", Reflect.get(room, "onFfiEvent"))
      room.removeAllListeners()
    }))
  )

// Every room is told of every event of the process, audio of all calls included, and takes a lock for each before it looks
// whether it is concerned: at eight calls, that was half of all memory allocated.
const listenToItself = (room: Room) => {
  const listen: unknown = Reflect.get(room, "onFfiEvent")
  if (typeof listen !== "function") return
  Reflect.set(room, "onFfiEvent", (event: { readonly message: { readonly case?: string } }) => {
    if (event.message.case === "roomEvent" || event.message.case === "rpcMethodInvocation") listen(event)
  })
}

// Two peer connections, where the SDK's own default is one: that one negotiates three audio and three video tracks from the
// beginning, and all of it again when ours is published, which took the caller 50 ms instead of 25 and us a quarter more CPU
// for each join. The price: the caller is heard some 50 ms after the answer, not before it.
const roomOptions = { autoSubscribe: true, dynacast: false, singlePeerConnection: false }

/** How rooms are joined. The SDK is native, and is loaded here, before the first call rings. */
export const liveKitConnector: Effect.Effect<Connect> = Effect.gen(function*() {
  const { ConnectionState, ParticipantKind, Room, RoomEvent } = yield* Effect.promise(loadRtcNode)

  const connectionOf = (room: Room): RoomState["connection"] => {
    if (room.connectionState === ConnectionState.CONN_CONNECTED) return "open"
    return room.connectionState === ConnectionState.CONN_RECONNECTING ? "reconnecting" : "closed"
  }

  const selfIn = ({ localParticipant }: Room) => localParticipant === undefined ? undefined : agentOf(localParticipant)

  const publishTo = (states: PubSub.PubSub<RoomState>, room: Room) => {
    const departed = new Set<string>()
    let wasLost = false
    let heard = false
    const publish = () => {
      const others = [...room.remoteParticipants.values()]
      const legs = others.filter(({ kind }) => kind === ParticipantKind.SIP)
      const ownName = selfIn(room)?.agentName
      const agents = others.filter((other) =>
        ownName !== undefined && other.kind === ParticipantKind.AGENT && agentOf(other)?.agentName === ownName
      )
      PubSub.publishUnsafe(states, {
        connection: connectionOf(room),
        wasLost,
        heard,
        legs: new Map(legs.map(({ attributes, identity }) => [identity, attributes])),
        agents: new Set(agents.map(({ identity }) => identity)),
        departed: new Set(departed)
      })
    }
    room.on(RoomEvent.ConnectionStateChanged, () => {
      wasLost ||= connectionOf(room) !== "open"
      publish()
    })
    room.on(RoomEvent.LocalTrackSubscribed, () => {
      heard = true
      publish()
    })
    room.on(RoomEvent.ParticipantConnected, publish)
    room.on(RoomEvent.ParticipantAttributesChanged, publish)
    room.on(RoomEvent.ParticipantDisconnected, ({ disconnectReason, identity }) => {
      if (disconnectReason !== undefined) departed.add(identity)
      publish()
    })
  }

  return Effect.fnUntraced(function*(url, token) {
    const states = yield* makeStates
    const room = yield* Effect.acquireRelease(Effect.sync(() => new Room()), leave)
    listenToItself(room)
    publishTo(states, room)
    const keys = yield* PubSub.unbounded<{ readonly identity: string; readonly key: string }>()
    room.on(RoomEvent.DtmfReceived, (_code, key, participant) => {
      PubSub.publishUnsafe(keys, { identity: participant.identity, key })
    })
    let connecting = Promise.resolve()
    yield* Effect.tryPromise({
      try: () => connecting = room.connect(url, Redacted.value(token), roomOptions),
      catch: refusal
    }).pipe(
      Effect.timeoutOrElse({ duration: "10 seconds", orElse: () => Effect.fail("timeout" as const) }),
      // What was given up on may still succeed, and would then sit in the room.
      Effect.onError(() => Effect.sync(() => void connecting.then(() => room.disconnect()).catch(() => undefined)))
    )
    const beat = (count: number) =>
      Effect.tryPromise({
        try: () => Promise.resolve(room.localParticipant?.setAttributes({ [beatAttribute]: `${count}` })),
        catch: () => "lost" as const
      })
    return {
      states,
      keys,
      beat,
      me: selfIn(room),
      media: (callerIdentity) => ({ _tag: "LiveKitRoom", room, callerIdentity })
    }
  })
})
