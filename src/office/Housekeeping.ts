import { Clock, Effect, Layer, Schedule } from "effect"
import { Agents } from "./agents/Agents.ts"
import { Erasures } from "./audit/Erasures.ts"
import { Calls } from "./calls/Calls.ts"
import { whyOf } from "./database/Database.ts"
import { Deliveries } from "./deliveries/Deliveries.ts"

/** What the office does by itself: nothing of it ends it. */
const always = (doing: string, every: "2 seconds" | "1 minute" | "1 hour", effect: Effect.Effect<void>) =>
  effect.pipe(
    Effect.catchCause((cause) => Effect.logWarning(`${doing} did not go well (${whyOf(cause)}); it is tried again`)),
    Effect.repeat(Schedule.spaced(every)),
    Effect.forkScoped
  )

export const housekeeping = Layer.effectDiscard(Effect.gen(function*() {
  yield* (yield* Agents).tellDemo
  const calls = yield* Calls
  const deliveries = yield* Deliveries
  const erasures = yield* Erasures
  yield* always("reading transcripts for the search", "2 seconds", calls.index)
  yield* always("telling of calls that are complete", "2 seconds", calls.announce)
  yield* always("sending webhooks", "2 seconds", deliveries.send)
  yield* always("removing what was erased", "1 minute", erasures.remove)
  yield* always("removing what is old", "1 hour", Effect.flatMap(Clock.currentTimeMillis, erasures.expire))
}))
