import { Clock, Effect } from "effect"

/** The time of one call. What is measured and put in order by it is right, whatever is done to the clock on the wall. */
export interface CallClock {
  /** Epoch milliseconds, by the clock on the wall as it was when the call began. */
  readonly now: () => number
  /** Milliseconds that have passed. */
  readonly elapsed: () => number
}

export const make: Effect.Effect<CallClock> = Effect.map(Clock.Clock, (clock) => {
  const elapsed = () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6
  const epoch = clock.currentTimeMillisUnsafe() - elapsed()
  return { elapsed, now: () => Math.round(epoch + elapsed()) }
})
