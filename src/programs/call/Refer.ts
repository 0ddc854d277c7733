import { Clock, type Duration, Effect } from "effect"
import type { TransferAttempt } from "../../domain/CallRecord.ts"
import type { TransferTarget } from "../../domain/TransferTarget.ts"
import { type CallerLeg, type CallRoom, Telephony, type TransferOutcome } from "../../services/Telephony.ts"
import { CallObserver } from "../CallObserver.ts"
import { type CallLedger, iso } from "./CallLedger.ts"
import * as CallMetrics from "./CallMetrics.ts"

const outcomes = { Connected: "connected", Failed: "failed", Unknown: "unknown" } as const

/** One REFER, and what the row, the log and whoever watches are told of it. */
export const makeRefer = Effect.fnUntraced(
  function*({ ledger, leg, room }: {
    readonly room: CallRoom
    readonly leg: CallerLeg
    readonly ledger: CallLedger
  }) {
    const telephony = yield* Telephony
    const observe = yield* CallObserver

    return Effect.fnUntraced(function*(department: string, target: TransferTarget, _patience: Duration.Duration) {
      const startedAt = iso(yield* Clock.currentTimeMillis)
      const attempt = (outcome: TransferAttempt["outcome"], answer: Pick<TransferAttempt, "sipStatus"> = {}) =>
        ledger.update(({ transfers }) => ({
          transfers: [
            ...transfers.filter((earlier) => earlier.startedAt !== startedAt),
            { department, startedAt, outcome, ...answer }
          ]
        }))
      // The call may end before the carrier has answered: then nobody knows what became of it.
      yield* attempt("unknown")
      const outcome: TransferOutcome = yield* telephony.transfer(room, leg, target)
      const seen = outcomes[outcome._tag]
      const sipStatus = outcome._tag === "Failed" && outcome.sipStatus !== undefined
        ? { sipStatus: outcome.sipStatus }
        : {}
      yield* attempt(seen, sipStatus)
      yield* CallMetrics.toolCalled("transfer_call", seen)
      yield* Effect.logInfo(`transfer: ${seen}`).pipe(Effect.annotateLogs(sipStatus))
      yield* observe({ _tag: "Transfer", department, outcome: seen })
      return outcome
    })
  }
)
