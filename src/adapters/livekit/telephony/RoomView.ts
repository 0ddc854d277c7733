import { type Duration, Effect, Option, PubSub, Stream } from "effect"
import type { LineMedia } from "../../voice/Media.ts"

/** A SIP participant's attributes by its identity, which holds the caller's number: both are private. */
export type SipLegs = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The room at one moment. Every change is a new value, so that all waiting is waiting for a state. */
export interface RoomState {
  readonly connection: "open" | "reconnecting" | "closed"
  /** Whether the connection was ever lost, for however short a time. */
  readonly wasLost: boolean
  /** Whether somebody has subscribed to our audio, which is what makes the SIP gateway answer. */
  readonly heard: boolean
  /** In the order in which they came. Participants of other kinds are never here. */
  readonly legs: SipLegs
  /** Identities of the other agents that have our name (`lk.agent.name`). */
  readonly agents: ReadonlySet<string>
  /** Identities that the server said have left, with a reason. */
  readonly departed: ReadonlySet<string>
}

/** The attribute by which an agent of ours shows that it lives: it counts, every two seconds. */
export const beatAttribute = "receptionist.beat"

/** A joined room, as far as telephony looks at it. Live: `LiveKitRoom.ts`. */
export interface RoomView {
  /** Every state in order; a new subscriber gets the current one first. */
  readonly states: PubSub.PubSub<RoomState>
  /** The keys that are pressed, by whoever presses them. */
  readonly keys: PubSub.PubSub<{ readonly identity: string; readonly key: string }>
  readonly media: (callerIdentity: string) => LineMedia
  /** Shows to whoever looks into the room that we live: each number once. */
  readonly beat: (count: number) => Effect.Effect<void, "lost">
  /** We ourselves in the room: undefined where the server does not say. */
  readonly me: AgentInRoom | undefined
}

/** An agent in a room, with its worker's name. */
export interface AgentInRoom {
  readonly identity: string
  readonly agentName: string
}

/** Which agent a participant is; undefined for everybody who is none. Our workers give the attribute to themselves. */
export const agentOf = (
  { attributes, identity }: { readonly identity: string; readonly attributes: Readonly<Record<string, string>> }
): AgentInRoom | undefined => {
  const agentName = attributes["lk.agent.name"]
  return agentName === undefined ? undefined : { identity, agentName }
}

/** An open room that nobody has come to. */
export const emptyRoom: RoomState = {
  connection: "open",
  wasLost: false,
  heard: false,
  legs: new Map(),
  agents: new Set(),
  departed: new Set()
}

/** The states of a room, beginning with an open and empty one. */
export const makeStates = Effect.gen(function*() {
  const states = yield* PubSub.unbounded<RoomState>({ replay: 1 })
  yield* PubSub.publish(states, emptyRoom)
  return states
})

/** Waits for the first state, the current one included, that `choose` makes something of. */
export const when = <A>(view: RoomView, choose: (state: RoomState) => Option.Option<A>): Effect.Effect<A> =>
  Stream.fromPubSub(view.states).pipe(
    Stream.map(choose),
    Stream.filter(Option.isSome),
    Stream.runHead,
    Effect.flatMap(Option.match({ onNone: () => Effect.never, onSome: (found) => Effect.succeed(found.value) }))
  )

/** Waits for a state that `holds`. */
export const until = (view: RoomView, holds: (state: RoomState) => boolean): Effect.Effect<void> =>
  when(view, (state) => holds(state) ? Option.some(undefined) : Option.none())

/** Whether `awaited` comes in time. */
export const within = (duration: Duration.Input, awaited: Effect.Effect<void>): Effect.Effect<boolean> =>
  awaited.pipe(Effect.as(true), Effect.timeoutOrElse({ duration, orElse: () => Effect.succeed(false) }))

/** Whether the current state `holds`. */
export const now = (view: RoomView, holds: (state: RoomState) => boolean): Effect.Effect<boolean> =>
  when(view, (state) => Option.some(holds(state)))

const isGone = (identity: string) => (state: RoomState) => state.connection === "closed" || state.departed.has(identity)

const isMissing = (identity: string) => (state: RoomState) => state.connection === "open" && !state.legs.has(identity)

/** The leg is gone, or its gateway says that the call was hung up. */
export const isEnding = (identity: string) => (state: RoomState): boolean =>
  isGone(identity)(state) || isMissing(identity)(state) || sipStatus(identity)(state) === "hangup"

/** `sip.callStatus` of a leg: `ringing`, `active`, `hangup`, …; undefined when there is none, or no such leg. */
export const sipStatus = (identity: string) => (state: RoomState): string | undefined =>
  state.legs.get(identity)?.["sip.callStatus"]

/**
 * Waits until the call is answered: the leg rings no more. A gateway that brings a caller back after a crash of LiveKit
 * says that it rings, and will not say that it does not: there it counts that our audio is taken.
 */
export const answered = (view: RoomView, identity: string): Effect.Effect<void> =>
  Effect.raceFirst(
    until(view, (state) => state.legs.has(identity) && sipStatus(identity)(state) !== "ringing"),
    Effect.andThen(until(view, ({ heard }) => heard), Effect.sleep("2 seconds"))
  )

/**
 * Waits until the leg has left, whatever the reason, or nobody can tell any more. A full reconnect of our own begins
 * with everybody leaving without a reason, and brings them back; after a crash of LiveKit, as soon as their gateway has
 * found back. A departure without a reason counts once it has outlasted that.
 */
export const left = Effect.fnUntraced(function*(view: RoomView, identity: string): Effect.fn.Return<void> {
  const gone = isGone(identity)
  const goneOrMissing = (state: RoomState) => gone(state) || isMissing(identity)(state)
  do {
    yield* until(view, goneOrMissing)
    const patience = (yield* now(view, ({ wasLost }) => wasLost)) ? "10 seconds" : "500 millis"
    yield* within(patience, until(view, (state) => gone(state) || !goneOrMissing(state)))
  } while (!(yield* now(view, goneOrMissing)))
})
