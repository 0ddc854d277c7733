import { Clock, Effect } from "effect"

/** Runs on real time, whatever the clock around it: audio and the SDK that carries it know no other. */
export const inRealTime: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R> = Effect.provideService(
  Clock.Clock,
  Clock.Clock.defaultValue()
)
