import { Clock, Duration, Effect, Option } from "effect"
import type { EndReason } from "../../domain/EndReason.ts"
import { undelivered } from "../../telemetry/Metrics.ts"
import { deliver } from "../Deliver.ts"
import type { CallLedger } from "./CallLedger.ts"
import { owe } from "./Owe.ts"

/** How long the last words are waited for, which may come when nobody is on the line any more. */
const lastWords = Duration.seconds(2)
/** How long the disk may take to say what there is of a recording. */
const look = Duration.seconds(5)

/**
 * Keeps what there is of a call. First what it owes, all of it, is made of what it knows and written down in one piece;
 * then it is delivered. What could not be delivered stays in the journal. Nobody is on the line any more.
 */
export const finalize = Effect.fn("HandleCall.finalize")(
  function*(ledger: CallLedger, reason: EndReason) {
    const endedAt = yield* Clock.currentTimeMillis
    yield* ledger.note({ _tag: "end", reason })
    yield* ledger.enter("finalize")
    const { heardOut, messagesOver } = yield* ledger.facts
    yield* Effect.all([Effect.timeoutOption(Effect.interruptible(heardOut), lastWords), messagesOver], {
      concurrency: "unbounded",
      discard: true
    })

    const { agent, egressRecording, journal, row, ...story } = yield* ledger.facts
    const recording = journal?.recording ?? Effect.succeedNone
    // What the disk does not tell now is looked for by whoever delivers it: nothing is given up that may be there.
    const mayBeRecorded = yield* Effect.interruptible(recording).pipe(
      Effect.timeoutOption(look),
      Effect.map(Option.match({ onNone: () => true, onSome: Option.isSome })),
      Effect.catchTag("JournalError", (error) => Effect.as(ledger.report(error), true))
    )
    const owed = yield* owe({
      callId: ledger.callId,
      story: { ...story, agent },
      startedAt: ledger.startedAt,
      endedAt,
      reason,
      died: false,
      recorded: mayBeRecorded && story.answeredAt !== null,
      report: ledger.report
    })
    yield* ledger.owe(owed).pipe(
      Effect.catchTag("JournalError", (error) => Effect.andThen(undelivered({ what: "journal" }), ledger.report(error)))
    )
    const problems = yield* deliver(owed, {
      note: ledger.note,
      keep: ledger.keep,
      recording,
      dropRecording: journal?.dropRecording ?? Effect.void,
      ...agent !== null && { agent },
      ...row !== null && { row: row.created },
      ...egressRecording !== null && { egressEnd: egressRecording.ended }
    })
    for (const { error, step } of problems) {
      yield* ledger.report(error)
      yield* Effect.logError(`${step} could not be completed; it is kept in the journal`)
    }
  }
)
