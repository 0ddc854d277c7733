import { Clock, Duration, Effect, Schedule } from "effect"
import type { KeptMessage } from "../domain/KeptMessage.ts"
import { Messages, type OutboxError } from "../services/Messages.ts"
import { type Channels, deliverCall, nextTry } from "./messages/Deliver.ts"

/** How often it is looked for what others have kept, and died over. */
const lookEvery = Duration.seconds(15)
const sweepEvery = Duration.hours(1)

/** One round: tries whatever is due, the messages of one call after the other. */
export const deliverDue = Effect.fn("DeliverMessages.round")(function*() {
  const now = yield* Clock.currentTimeMillis
  const open = yield* (yield* Messages).open
  const due = open.filter((kept) => nextTry(kept) <= now)
  const calls = [...new Set(due.map(({ origin }) => origin.callId))]
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
 * process keeps, and what others on the same `DATA_DIR` have. Removes what is older than `retention`.
 */
export const deliverMessages = Effect.fnUntraced(function*(retention: Duration.Duration) {
  const messages = yield* Messages
  const delivering = Effect.gen(function*() {
    yield* told(deliverDue())
    const open = yield* Effect.orElseSucceed(messages.open, () => [])
    yield* Effect.timeoutOption(messages.arrival, untilNext(open, yield* Clock.currentTimeMillis))
  })
  const sweep = Effect.gen(function*() {
    const swept = yield* messages.sweep((yield* Clock.currentTimeMillis) - Duration.toMillis(retention))
    if (swept === 0) return
    yield* Effect.logInfo("messages past MESSAGE_RETENTION were removed").pipe(Effect.annotateLogs({ swept }))
  })
  return yield* Effect.raceFirst(
    Effect.forever(delivering),
    Effect.andThen(Effect.repeat(told(sweep), Schedule.spaced(sweepEvery)), Effect.never)
  )
})
