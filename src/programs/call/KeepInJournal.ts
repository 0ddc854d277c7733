import { Effect, Fiber } from "effect"
import type { Job } from "../../services/Dispatch.ts"
import { Journal } from "../../services/Journal.ts"
import { isDelivered } from "../Deliver.ts"
import { type CallLedger, iso } from "./CallLedger.ts"

/**
 * From the first ring on, what the call is told is written to its journal: should the process die, another one lets the
 * caller go, and delivers the rest. A call that owes nothing when the scope closes leaves nothing there.
 */
export const noteRinging = Effect.fnUntraced(function*(job: Job, ledger: CallLedger) {
  const journal = yield* (yield* Journal).open(ledger.callId)
  yield* ledger.update(() => ({ journal }))
  const writing = yield* Effect.forkScoped(ledger.writeTo(journal))
  yield* ledger.note({ _tag: "ringing", roomName: job.room, startedAt: iso(ledger.startedAt) })
  yield* Effect.addFinalizer(() =>
    Effect.gen(function*() {
      const { owed } = yield* ledger.facts
      if (!isDelivered(owed)) return yield* Effect.interruptible(ledger.written)
      yield* Fiber.interrupt(writing)
      yield* Effect.interruptible(journal.clear)
    }).pipe(
      Effect.timeout("2 seconds"),
      Effect.catch(({ message }) => Effect.logWarning(message))
    )
  )
})
