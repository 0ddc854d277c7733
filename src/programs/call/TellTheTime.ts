import { Duration, Effect } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { nextChange } from "../../receptionist/hours/Now.ts"
import { instructionsFor } from "../../receptionist/Instructions.ts"
import type { Conversation } from "../../services/VoiceSession.ts"
import { CallPolicy } from "../CallPolicy.ts"
import type { CallLedger } from "./CallLedger.ts"

/** The model's clock is as old as this at most. */
const staleAfter = Duration.minutes(5)

/** Tells the model anew what time it is and what is open, whenever that changes while a call goes on. */
export const tellTheTime = Effect.fnUntraced(function*(
  agent: AgentConfig,
  conversation: Conversation,
  ledger: CallLedger
) {
  const { officeTime } = yield* CallPolicy
  while (true) {
    const now = yield* officeTime
    const change = nextChange(agent, now)
    if (change === undefined) return
    yield* Effect.sleep(Duration.min(staleAfter, Duration.millis(Math.max(1_000, change - now))))
    const { language } = yield* ledger.facts
    yield* conversation.updateInstructions(instructionsFor(agent, language, yield* officeTime), language)
  }
})
