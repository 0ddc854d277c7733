import { Duration, Effect, Fiber, Schedule } from "effect"
import type { TransferAttempt } from "../../domain/CallRecord.ts"
import type { TransferTarget } from "../../domain/PhoneNumber.ts"
import * as Tools from "../../receptionist/Tools.ts"
import * as Turns from "../../receptionist/Turns.ts"
import { Telephony, type TransferOutcome } from "../../services/Telephony.ts"
import type { ToolCall } from "../../services/VoiceSession.ts"
import { CallObserver } from "../CallObserver.ts"
import { inSpokenOrder, iso } from "./CallLedger.ts"
import * as CallMetrics from "./CallMetrics.ts"
import type { Talk } from "./Talk.ts"

/** The tools of one conversation: what the model proposes is decided in pure code, and carried out here. */
export const makeTools = Effect.fnUntraced(function*(talk: Talk) {
  const { agent, beside, conversation, happen, leg, ledger, line, now, room, speak, state } = talk
  const telephony = yield* Telephony
  const observe = yield* CallObserver
  let used = Tools.emptyLedger

  /** `told`: the caller knows already, and no further reply is wanted. */
  const answer = Effect.fnUntraced(
    function*(tool: ToolCall, output: string, options: { readonly isError: boolean; readonly told: boolean }) {
      yield* tool.answer(output, { isError: options.isError, reply: !options.told })
      const createdAt = yield* now
      yield* ledger.update(({ items }) => ({
        items: inSpokenOrder(items, {
          type: "function_call_output",
          id: `${tool.id}-output`,
          callId: tool.id,
          name: tool.name,
          output,
          isError: options.isError,
          createdAt
        })
      }))
      yield* observe({ _tag: "ToolAnswered", name: tool.name, output, isError: options.isError })
    }
  )

  /** Announced, played out, then asked of the carrier. */
  const refer = Effect.fnUntraced(function*(tool: ToolCall, department: string, target: TransferTarget) {
    yield* speak("transferAnnouncement", { department, interruptible: false })
    yield* happen({ _tag: "Referring" })
    const startedAt = iso(yield* now)
    const attempt = (outcome: TransferAttempt["outcome"], answer: Pick<TransferAttempt, "sipStatus"> = {}) =>
      ledger.update(({ transfers }) => ({
        transfers: [
          ...transfers.filter((earlier) => earlier.startedAt !== startedAt),
          { department, startedAt, outcome, ...answer }
        ]
      }))
    // The call may end before the carrier has answered: then nobody knows what became of it.
    yield* attempt("unknown")
    const reassuring = yield* beside(
      Effect.repeat(speak("transferPending"), Schedule.spaced("8 seconds")).pipe(Effect.delay(ringingTone))
    )
    const outcome = yield* telephony.transfer(room, leg, target)
    yield* Fiber.interrupt(reassuring)
    const seen = outcomes[outcome._tag]
    const sipStatus = outcome._tag === "Failed" && outcome.sipStatus !== undefined
      ? { sipStatus: outcome.sipStatus }
      : {}
    yield* attempt(seen, sipStatus)
    yield* CallMetrics.toolCalled("transfer_call", seen)
    yield* Effect.logInfo(`transfer: ${seen}`).pipe(Effect.annotateLogs(sipStatus))
    yield* observe({ _tag: "Transfer", department, outcome: seen })
    yield* happen({ _tag: "TransferEnded", call: tool, department, outcome })
  })

  const transferring = (tool: ToolCall) =>
    answer(tool, "A transfer is under way already.", { isError: true, told: true })

  const use = Effect.fnUntraced(function*(tool: ToolCall) {
    const { decision, ledger: nowUsed } = Tools.decideTool(agent, used, tool)
    used = nowUsed
    // A transfer is counted by what becomes of it.
    if (decision._tag !== "Transfer") yield* CallMetrics.toolCalled(tool.name, decision._tag)
    switch (decision._tag) {
      case "EndCall": {
        // Hanging up now would take the line away from under the transfer.
        if (state.transfer !== "none") return yield* transferring(tool)
        const goodbye = tool.spokeFirst ? conversation.playedOut : speak("goodbye")
        const over = answer(tool, "The call has ended.", { isError: false, told: true })
        return yield* talk.end("agent_end", Effect.andThen(goodbye, over))
      }
      case "Transfer": {
        if (state.transfer !== "none") return yield* transferring(tool)
        state.transfer = "announced"
        state.turns = Turns.busy(state.turns)
        return yield* Effect.asVoid(beside(refer(tool, decision.department, decision.target)))
      }
      case "Answer":
      case "Stopped": {
        // A tool that is being looped earns no more patience.
        if (decision._tag === "Answer" || state.turns.owedSince === null) {
          state.turns = Turns.owes(state.turns, yield* now)
        }
        return yield* answer(tool, decision.output, { isError: decision.isError, told: false })
      }
    }
  })

  const transferEnded = Effect.fnUntraced(function*(tool: ToolCall, department: string, outcome: TransferOutcome) {
    state.transfer = "none"
    // The caller was waiting for us, not we for them.
    state.turns = { ...Turns.free(state.turns, yield* now), silentSince: null }
    if (outcome._tag === "Connected") {
      yield* answer(tool, `The caller was transferred to ${department}.`, { isError: false, told: true })
      state.over = "transferred"
      return
    }
    if (state.callerGone || (outcome._tag === "Unknown" && !outcome.callerPresent)) {
      state.over = outcome._tag === "Unknown" ? "transfer_failed" : "caller_hangup"
      return
    }
    const why = outcome._tag === "Unknown"
      ? "nobody said whether it was answered"
      : `SIP ${outcome.sipStatus ?? "error"}`
    const output = `The transfer to ${department} did not succeed (${why}). The caller has been told so.`
    yield* line("transferFailed")
    yield* answer(tool, output, { isError: true, told: true })
  })

  return { use, transferEnded }
})

/** The gateway lets the caller hear it ring for so long; whoever waits longer hears from us. */
const ringingTone = Duration.seconds(32)

const outcomes = { Connected: "connected", Failed: "failed", Unknown: "unknown" } as const
