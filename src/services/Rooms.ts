import { Context, type Effect, Schema } from "effect"

/** LiveKit did not confirm that nobody is left on a call's line. Trying again is right, for as long as it takes. */
export class LineNotReleased extends Schema.TaggedError<LineNotReleased>()("LineNotReleased", {
  /** LiveKit's code (`unavailable`, `unauthenticated`, …), `http_502`, `timeout` or `transport`. */
  reason: Schema.String
}) {
  override get message() {
    return `LiveKit did not confirm that the caller's line is released (${this.reason}): check LIVEKIT_URL and the key's grants, if it happens again`
  }
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
}>()("receptionist/services/Rooms") {}
