import { Effect } from "effect"
import type { CallLedger } from "./CallLedger.ts"
import * as CallMetrics from "./CallMetrics.ts"
import type { Happening } from "./Listen.ts"

/** What is measured, logged and reported of a conversation as it goes on; it decides nothing. */
export const makeWatch = (ledger: CallLedger) => {
  let greeted = false
  let turnEndedAt: number | null = null

  return Effect.fnUntraced(function*(event: Happening) {
    switch (event._tag) {
      case "CallerTurnEnded": {
        turnEndedAt = event.at
        return
      }
      case "AgentStartedSpeaking": {
        if (!greeted) yield* CallMetrics.greeted(event.at - ledger.startedAt)
        greeted = true
        if (event.of !== "reply") return
        if (turnEndedAt !== null) yield* CallMetrics.turnAnswered(event.at - turnEndedAt)
        turnEndedAt = null
        return
      }
      case "CallerNotTranscribed":
        return yield* Effect.logWarning("a turn of the caller could not be transcribed; the call goes on")
      case "CallerTurnLost":
        return yield* Effect.logWarning("the model was lost over a turn of the caller")
      case "VoiceChanged":
        if (!event.changed) return yield* Effect.logWarning("no other voice could take over")
        yield* CallMetrics.voiceChanged(event)
        return yield* Effect.logWarning(
          `another voice has taken over: ${event.to} from ${event.from} (${event.reason})`
        )
      case "AgentStalled":
        return yield* Effect.logWarning("the model's audio stopped in the middle of an answer")
      case "ReplyFailed":
        return yield* Effect.logWarning(`the model's reply came to nothing (${event.code})`)
      case "ModelReconnecting":
        return yield* Effect.logWarning(`the realtime model dropped; reconnecting (attempt ${event.attempt})`)
      case "ModelRestored":
        yield* CallMetrics.modelReconnected("restored")
        return yield* Effect.logInfo("the realtime model is back")
      case "ModelLost":
        yield* CallMetrics.modelReconnected("lost")
        return yield* ledger.report(event.error)
      default:
        return
    }
  })
}
