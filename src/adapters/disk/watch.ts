import { Clock, Duration, Effect, Option } from "effect"

/**
 * A process of which nobody has seen a new sign of life for so long is dead: where an event loop is late by that much, so
 * is every word of its calls. Not longer, because a caller may sit in a room that nobody serves any more.
 */
const deadAfter = Duration.seconds(15)
/**
 * What passes between two looks counts for no more than this: who has not looked for longer was paused, and the others
 * perhaps with it.
 */
const longestLook = Duration.seconds(5)
/**
 * A sign of life that is older than this when it is first seen, by our clock, is that of a process that died long ago, so
 * that after an outage nothing waits. Clocks that differ by more than this must not share a directory.
 */
const ancientAfter = Duration.minutes(2)

interface Seen {
  readonly lastBeat: number
  /** When we looked last (ms, monotonic), and for how long (ms) the sign had not changed then. */
  readonly lookedAt: number
  readonly silence: number
  /** Whether it has changed since we first looked. */
  readonly beaten: boolean
}

/** `doubtful`: it has given no new sign since we first looked, which is not long enough ago to know. */
export type Life = "alive" | "doubtful" | "dead"

/** The signs of life of other processes, as they are seen from here. */
export const makeWatch = () => {
  const watched = new Map<string, Seen>()
  return {
    /**
     * Whether a process lives that gave this sign (epoch ms) last. Its time is taken for a number that has to change: it
     * was written by another clock than ours, and clocks step. A sign that we have never seen before is one of life,
     * unless ancient.
     */
    look: Effect.fnUntraced(function*(owner: string, sign: Option.Option<number>): Effect.fn.Return<Life> {
      if (Option.isNone(sign)) {
        watched.delete(owner)
        return "dead"
      }
      const lastBeat = sign.value
      const lookedAt = Number((yield* Clock.monotonicTimeNanos) / 1_000_000n)
      const known = watched.get(owner)
      const since = known?.lastBeat === lastBeat
        ? known.silence + Math.min(lookedAt - known.lookedAt, Duration.toMillis(longestLook))
        : 0
      const isAncient = known === undefined &&
        (yield* Clock.currentTimeMillis) - lastBeat > Duration.toMillis(ancientAfter)
      const silence = isAncient ? Infinity : since
      const beaten = known !== undefined && (known.beaten || known.lastBeat !== lastBeat)
      watched.set(owner, { lastBeat, lookedAt, silence, beaten })
      return silence >= Duration.toMillis(deadAfter) ? "dead" : beaten ? "alive" : "doubtful"
    }),
    forgetAllBut: (there: ReadonlySet<string>) => {
      for (const owner of watched.keys()) if (!there.has(owner)) watched.delete(owner)
    }
  }
}
