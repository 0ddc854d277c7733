import { Clock, type Duration, Effect, Option, Result } from "effect"
import type { TransferAttempt } from "../../domain/CallRecord.ts"
import { transferPolicy } from "../../domain/TransferPolicy.ts"
import { masked, type TransferTarget } from "../../domain/TransferTarget.ts"
import { LineUsage } from "../../services/LineUsage.ts"
import { type CallerLeg, type CallRoom, Telephony, type TransferOutcome } from "../../services/Telephony.ts"
import { CallObserver } from "../CallObserver.ts"
import { CallPolicy } from "../CallPolicy.ts"
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

    /** What transfers cost is the operator's: so many of one call, and of one caller in a day. */
    const isWithinLimits = Effect.gen(function*() {
      const { limits } = yield* CallPolicy
      const { transfers } = yield* ledger.facts
      const usage = yield* LineUsage
      const today = yield* Option.match(leg.caller, {
        onNone: () => Effect.succeed(0),
        onSome: (caller) => Effect.tap(usage.transfers(caller), usage.transferred(caller))
      }).pipe(
        Effect.timeoutOption("1 second"),
        Effect.map(Option.getOrElse(() => 0)),
        Effect.catch(({ message }) => Effect.as(Effect.logError(message), 0))
      )
      // This one is among those of the call already.
      const allowed = transfers.length <= limits.callTransfers && today < limits.callerTransfers
      if (!allowed) {
        yield* Effect.logWarning("a transfer was not made: CALL_MAX_TRANSFERS or CALLER_MAX_TRANSFERS is reached")
      }
      return allowed
    })

    /** What was read of the agent was checked; a copy of it may be older than the operator's rules. */
    const mayDial = Effect.fnUntraced(function*(target: TransferTarget) {
      const { transfers } = yield* CallPolicy
      const { agent, dialled } = yield* ledger.facts
      const own = agent?.phone ?? agent?.provisioning.twilioPhoneNumber ?? dialled ?? undefined
      const allowed = Result.isSuccess(transferPolicy({ ...transfers, own })(target))
      if (!allowed) yield* Effect.logWarning("a transfer was not made: TRANSFER_ALLOW does not let calls go there")
      return allowed
    })

    return Effect.fnUntraced(function*(department: string, target: TransferTarget, patience: Duration.Duration) {
      const startedAt = iso(yield* Clock.currentTimeMillis)
      const attempt = (outcome: TransferAttempt["outcome"], answer: Pick<TransferAttempt, "sipStatus"> = {}) =>
        ledger.update(({ transfers }) => ({
          transfers: [
            ...transfers.filter((earlier) => earlier.startedAt !== startedAt),
            { department, target: masked(target), startedAt, outcome, ...answer }
          ]
        }))
      // The call may end before the carrier has answered: then nobody knows what became of it.
      yield* attempt("unknown")
      const outcome: TransferOutcome = (yield* mayDial(target)) && (yield* isWithinLimits)
        ? yield* telephony.transfer(room, leg, target, { patience })
        : { _tag: "Failed" }
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
