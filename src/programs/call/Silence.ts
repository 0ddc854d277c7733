import { Effect } from "effect"
import type { State } from "../../receptionist/machine/State.ts"
import type { CallLedger } from "./CallLedger.ts"
import type { Happening } from "./Listen.ts"

/**
 * Notes the longest time for which the caller, who had finished, heard nothing: until the agent is heard, they speak
 * again, or leave. The greeting is owed from the moment the call is answered, and nothing while they are being put through.
 */
export const makeSilence = (ledger: CallLedger, answeredAt: number | null) => {
  let since = answeredAt
  let longest = 0

  const over = Effect.fnUntraced(function*(at: number) {
    const millis = since === null ? 0 : at - since
    since = null
    if (millis <= longest) return
    longest = millis
    yield* ledger.note({ _tag: "silence", millis })
  })

  /** `now`: epoch milliseconds. The state is what the event has made of it. */
  return (event: Happening, now: number, { answer, mode }: State): Effect.Effect<void> => {
    if (mode._tag === "Transferring") return over(now)
    switch (event._tag) {
      case "CallerTurnEnded":
      case "CallerTurnLost":
      case "AgentStalled":
        since ??= event.at
        return Effect.void
      case "AgentStoppedSpeaking":
      case "CallerSaidNothing":
        // "One moment, please" is heard, or a noise, and the answer is owed still.
        if (answer !== null && !answer.speaking) since ??= event.at
        return Effect.void
      case "CallerStartedSpeaking":
      case "AgentStartedSpeaking":
        return over(event.at)
      case "CallerLeft":
        return over(now)
      case "TransferEnded":
        since ??= now
        return Effect.void
      default:
        return Effect.void
    }
  }
}
