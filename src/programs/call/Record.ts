import { Effect, Exit, Scope } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { recordingPath } from "../../domain/BlobPath.ts"
import { type CallRoom, Telephony } from "../../services/Telephony.ts"
import { CallPolicy } from "../CallPolicy.ts"
import type { CallLedger } from "./CallLedger.ts"

/**
 * Begins to record, for as long as the scope is open. Egress takes seconds to say whether it works, so the worker records
 * as well; its recording is kept where egress has not begun. `stopEgress`: a caller who is still on the line does not
 * want to be recorded; total and bounded.
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
  const recordTo = yield* ledger.recordingFile.pipe(
    Effect.map((recordTo) => ({ recordTo })),
    Effect.catchTag("JournalError", (error) => Effect.as(ledger.report(error), {}))
  )
  return { recordTo, stopEgress }
})
