import { Effect, Fiber } from "effect"
import { type Kept } from "../../domain/Kept.ts"
import type { Job } from "../../services/Dispatch.ts"
import { Journal } from "../../services/Journal.ts"
import { type CallLedger, iso } from "./CallLedger.ts"

/**
 * From the first ring the journal knows the room: should the process die, another one lets the caller go. A call that
 * came to nothing leaves nothing there.
 */
export const noteRinging = (job: Job, ledger: CallLedger) =>
  Effect.acquireRelease(
    keep(ledger, {
      version: 1,
      callId: ledger.callId,
      ringing: { roomName: job.room, startedAt: iso(ledger.startedAt) }
    }),
    Effect.fnUntraced(function*() {
      const { journalled, row } = yield* ledger.facts
      if (row !== null) return
      yield* journalled.pipe(
        Effect.andThen(Journal.use((journal) => journal.clear(ledger.callId))),
        Effect.timeout("2 seconds"),
        Effect.catch(({ message }) => Effect.logWarning(message))
      )
    })
  )

/** Gives the journal what is known of the call by now, after what it was given before. Nobody waits for it. */
export const keep = Effect.fnUntraced(function*(ledger: CallLedger, kept: Kept) {
  const journal = yield* Journal
  const { journalled } = yield* ledger.facts
  const keeping = yield* journalled.pipe(
    Effect.andThen(journal.keep(kept)),
    Effect.catchTag("JournalError", ledger.report),
    Effect.forkScoped
  )
  yield* ledger.update(() => ({ journalled: Fiber.await(keeping) }))
})
