import { Clock, Duration, Effect } from "effect"
import type { KeptMessage } from "../domain/KeptMessage.ts"
import { isSettled } from "../domain/MessageWays.ts"
import { Messages, type OutboxError } from "../services/Messages.ts"
import { type Channels, deliverCall, nextTry } from "./messages/Deliver.ts"

/** How often it is looked for what others have kept, and died over. */
const lookEvery = Duration.seconds(15)

/** What a round has left: what is still open, as far as this process knows, and how long it took to look for it. */
interface Round {
  readonly open: ReadonlyArray<KeptMessage>
  readonly looked: Duration.Duration
}

/** One round: takes back what is to be, and tries whatever is due, the messages of one call after the other. */
export const deliverDue = Effect.fn("DeliverMessages.round")(function*() {
  const now = yield* Clock.currentTimeMillis
  const messages = yield* Messages
  const [looked, open] = yield* Effect.timed(messages.open)
  const due = open.filter((kept) => nextTry(kept) <= now)
  const withdrawn = (yield* messages.withdrawn).map(({ kept }) => kept)
  const calls = new Set([...withdrawn, ...due].map(({ origin }) => origin.callId))
  const tried = yield* Effect.forEach(calls, deliverCall, { concurrency: 4 })
  const others = open.filter(({ origin }) => !calls.has(origin.callId))
  return { open: [...others, ...tried.flat().filter((kept) => !isSettled(kept))], looked } satisfies Round
})

/** Until the next try of any of them, but no longer than until others may have left something. */
const untilNext = (open: ReadonlyArray<KeptMessage>, now: number) =>
  Duration.millis(Math.max(1000, Math.min(...open.map((kept) => nextTry(kept) - now), Duration.toMillis(lookEvery))))

/** Where thousands wait, looking at them takes a tenth of this process's time at most: there are callers in it. */
const rest = ({ looked }: Round) => Duration.times(looked, 9)

/** What goes wrong is told, and is no reason to stop. */
const told = (work: Effect.Effect<Round, OutboxError, Channels>) => {
  const nothing: Round = { open: [], looked: Duration.zero }
  return work.pipe(
    Effect.catchTag("OutboxError", ({ message }) => Effect.as(Effect.logError(message), nothing)),
    // A defect may quote what it choked on.
    Effect.catchDefect(() =>
      Effect.as(Effect.logError("the delivery of messages failed in a way that was not foreseen"), nothing)
    )
  )
}

/**
 * Delivers what callers have left, for as long as it runs: at once, and again over a day where it fails; what this
 * process keeps, and what others on the same `DATA_DIR` have.
 */
export const deliverMessages = Effect.gen(function*() {
  const messages = yield* Messages
  const round = yield* told(deliverDue())
  yield* Effect.sleep(rest(round))
  yield* Effect.timeoutOption(messages.arrival, untilNext(round.open, yield* Clock.currentTimeMillis))
}).pipe(Effect.forever)
