import { Context, type Effect, type Option, Schema } from "effect"

/** LiveKit did not confirm that nobody is left on a call's line. Trying again is right, for as long as it takes. */
export class LineNotReleased extends Schema.TaggedError<LineNotReleased>()("LineNotReleased", {
  /** LiveKit's code (`unavailable`, `unauthenticated`, …), `http_502`, `timeout` or `transport`. */
  reason: Schema.String
}) {
  override get message() {
    return `LiveKit did not confirm that the caller's line is released (${this.reason}): check LIVEKIT_URL and the key's grants, if it happens again`
  }
}

/** LiveKit did not say what is in its rooms. */
export class RoomsUnknown extends Schema.TaggedError<RoomsUnknown>()("RoomsUnknown", { reason: Schema.String }) {
  override get message() {
    return `LiveKit did not say who is in its rooms (${this.reason}): check LIVEKIT_URL and the key's grants, if it happens again`
  }
}

/** A room, as LiveKit lists it. Private: its name holds the caller's number. */
export interface ListedRoom {
  readonly id: string
  readonly name: string
  /** How many of those in it send sound; a caller and an agent are two. Up to 5 s old. */
  readonly publishers: number
}

/** The one caller in a room, whom nobody is with but agents of ours. Private. */
export interface CallerThere {
  readonly identity: string
  /** They were not put through yet. */
  readonly rings: boolean
  /**
   * Which agents are with them, and what each last told of itself: one that lives changes it every two seconds. Empty
   * where they are alone.
   */
  readonly company: string
}

/** Our agents, as they were sent to a room. Private. */
export interface AgentsSent {
  /** Which; changes when one more is. */
  readonly agents: string
  /** Whether any worker has taken the call. */
  readonly taken: boolean
}

/** By how much LiveKit's clock may be ahead of ours, in ms. */
export const clockSkew = 5_000

/** LiveKit's rooms, as its server API shows them to whoever has the key: no call of ours is needed for it. */
export class Rooms extends Context.Service<Rooms, {
  /**
   * Hangs everybody up in a room whose call is over. It may be asked for again, at any time and by anybody: a room that
   * is gone is a success, and so is one that is another call's by now, which is left alone: it was made after `before`
   * (epoch ms by LiveKit's clock), or an agent has joined it since, as happens after a crash of LiveKit. Takes 5 s at most.
   */
  readonly release: (room: string, before: number) => Effect.Effect<void, LineNotReleased>
  /** All rooms of the project, other programs' included. */
  readonly list: Effect.Effect<ReadonlyArray<ListedRoom>, RoomsUnknown>
  /**
   * None where anybody else is in the room (people, another caller, other programs' agents,
   * agents of ours that do not tell whether they live), or where no dispatch rule has brought the caller.
   */
  readonly callerIn: (room: string) => Effect.Effect<Option.Option<CallerThere>, RoomsUnknown>
  /** None where it is another program's room. */
  readonly agentsSent: (room: string) => Effect.Effect<Option.Option<AgentsSent>, RoomsUnknown>
  /** Sends our agent to a room to which it was sent before, and no worker took the call: LiveKit asks them once. */
  readonly sendAgain: (room: string) => Effect.Effect<void, RoomsUnknown>
  /** Hangs one caller up, and closes the room unless anybody else is in it. A caller who is gone is a success. */
  readonly hangUp: (room: string, identity: string) => Effect.Effect<void, LineNotReleased>
}>()("receptionist/services/Rooms") {}
