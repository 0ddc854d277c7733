import { Duration, Effect, Exit, Fiber, Schedule, Scope } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { recordingPath } from "../../domain/BlobPath.ts"
import { JournalError } from "../../services/Journal.ts"
import { type CallRoom, Telephony } from "../../services/Telephony.ts"
import { CallPolicy } from "../CallPolicy.ts"
import type { CallLedger } from "./CallLedger.ts"

/** A recording that has no file by then is reported: its beginning is not in it. So much is held in memory until there is one. */
const patience = Duration.seconds(10)
/** How long after a disk has failed it is tried again. */
const retryAfter = Duration.seconds(5)

/**
 * Begins to record, for as long as the scope is open. Egress takes seconds to say whether it works, so the worker records
 * as well; its recording is kept where egress has not begun. `stopEgress`: a caller
 * who is still on the line does not want to be recorded; total and bounded.
 */
export const record = Effect.fnUntraced(function*(room: CallRoom, agent: AgentConfig, ledger: CallLedger) {
  const { recording } = yield* CallPolicy
  const telephony = yield* Telephony
  const egress = yield* Scope.fork(yield* Effect.scope)
  const stopEgress = Scope.close(egress, Exit.void)
  if (recording === "off") return { recordTo: {}, stopEgress }
  if (recording === "egress") {
    const path = recordingPath(agent.id, ledger.callId, new Date(ledger.startedAt))
    yield* ledger.note({ _tag: "recording", by: "egress", path })
    yield* telephony.record(room, path).pipe(
      Effect.flatMap(ledger.recordedBy),
      Effect.catchTag("EgressFailed", ledger.report),
      Effect.forkScoped,
      Scope.provide(egress)
    )
  }
  const file = yield* Effect.forkScoped(ledger.recordingFile)
  yield* Fiber.join(file).pipe(
    Effect.timeoutOrElse({
      duration: patience,
      orElse: () =>
        Effect.fail(new JournalError({ operation: "record", reason: "slow", detail: Duration.format(patience) }))
    }),
    Effect.catchTag("JournalError", ledger.report),
    Effect.forkScoped
  )
  const later = Effect.retry(ledger.recordingFile, Schedule.spaced(retryAfter)).pipe(
    Effect.delay(retryAfter),
    Effect.orDie
  )
  const found = yield* Effect.forkScoped(Effect.catch(Fiber.join(file), () => later))
  const recordTo = (since: number) => Effect.tap(Fiber.join(found), () => ledger.note({ _tag: "recorder", since }))
  return { recordTo: { recordTo }, stopEgress }
})
