import { Clock, Duration, Effect } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { type MessageDraft, messageOf } from "../../domain/CallMessage.ts"
import { MessageId } from "../../domain/Ids.ts"
import { Messages } from "../../services/Messages.ts"
import { CallObserver } from "../CallObserver.ts"
import type { CallLedger } from "./CallLedger.ts"

/** Beyond this, whoever waits for it has been told that it was not kept. */
const patience = Duration.seconds(5)

/** Has what a caller leaves kept, durably: whether it is. */
export const makeKeepMessage = Effect.fnUntraced(function*({ agent, ledger }: {
  readonly agent: AgentConfig
  readonly ledger: CallLedger
}) {
  const messages = yield* Messages
  const observe = yield* CallObserver

  return Effect.fnUntraced(
    function*(draft: MessageDraft, complete: boolean) {
      const { row } = yield* ledger.facts
      if (row === null) return false
      const at = yield* Clock.currentTimeMillis
      const id = MessageId.make(crypto.randomUUID())
      yield* messages.keep(
        messageOf(draft, { id, agentId: agent.id, at, complete }),
        { callId: ledger.callId, start: row.start },
        agent
      )
      yield* observe({ _tag: "MessageKept", id, complete })
      return true
    },
    Effect.timeout(patience),
    Effect.catch((error) => Effect.as(ledger.report(error), false))
  )
})
