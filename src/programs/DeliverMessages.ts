import { Clock, Duration, Effect } from "effect"
import type { KeptMessage } from "../domain/KeptMessage.ts"
import { Messages, type OutboxError } from "../services/Messages.ts"
import { type Channels, deliverCall, nextTry } from "./messages/Deliver.ts"

/** How often it is looked for what others have kept, and died over. */
const lookEvery = Duration.seconds(15)

/** One round: takes back what is to be, and tries whatever is due, the messages of one call after the other. */
export const deliverDue = Effect.fn("DeliverMessages.round")(function*() {
  const now = yield* Clock.currentTimeMillis
  const messages = yield* Messages
  const due = (yield* messages.open).filter((kept) => nextTry(kept) <= now)
  const withdrawn = (yield* messages.withdrawn).map(({ kept }) => kept)
  const calls = [...new Set([...withdrawn, ...due].map(({ origin }) => origin.callId))]
  yield* Effect.forEach(calls, deliverCall, { concurrency: 4, discard: true })
})

/** Until the next try of any of them, but no longer than until others may have left something. */
const untilNext = (open: ReadonlyArray<KeptMessage>, now: number) =>
  Duration.millis(Math.max(1000, Math.min(...open.map((kept) => nextTry(kept) - now), Duration.toMillis(lookEvery))))

/** What goes wrong is told, and is no reason to stop. */
const told = (work: Effect.Effect<void, OutboxError, Channels>) =>
  work.pipe(
    Effect.catchTag("OutboxError", ({ message }) => Effect.logError(message)),
    // A defect may quote what it choked on.
    Effect.catchDefect(() => Effect.logError("the delivery of messages failed in a way that was not foreseen"))
  )

/**
 * Delivers what callers have left, for as long as it runs: at once, and again over a day where it fails; what this
 * process keeps, and what others on the same `DATA_DIR` have.
 */
export const deliverMessages = Effect.gen(function*() {
  const messages = yield* Messages
  yield* told(deliverDue())
  const open = yield* Effect.orElseSucceed(messages.open, () => [])
  yield* Effect.timeoutOption(messages.arrival, untilNext(open, yield* Clock.currentTimeMillis))
}).pipe(Effect.forever)
