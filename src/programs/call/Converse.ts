import { Duration, Effect, Option, Queue } from "effect"
import { verbatimInstruction } from "../../domain/Verbatim.ts"
import { instructionsFor, languageInstruction } from "../../receptionist/Instructions.ts"
import * as LanguageTracker from "../../receptionist/LanguageTracker.ts"
import * as Turns from "../../receptionist/Turns.ts"
import { CallObserver } from "../CallObserver.ts"
import { CallPolicy } from "../CallPolicy.ts"
import * as CallMetrics from "./CallMetrics.ts"
import type { Happening } from "./Listen.ts"
import { makeTalk, type TalkContext } from "./Talk.ts"
import { makeTools } from "./UseTools.ts"

/**
 * The conversation, from the greeting to the decision that ends it: one loop over what happens, and over what is due
 * when nothing does.
 */
export const converse = Effect.fn("HandleCall.converse")(function*(
  context: TalkContext,
  drained: Effect.Effect<void>
) {
  const { agent, conversation, happenings, leg, ledger, phrases } = context
  const policy = yield* CallPolicy
  const observe = yield* CallObserver
  const talk = yield* makeTalk(context)
  const tools = yield* makeTools(talk)
  const { now, reply, state } = talk
  let greeted = false
  let turnEndedAt: number | null = null
  let stayedOnce = false
  /** How often the answer to the caller's last turn was cut off. */
  let cutOff = 0

  /** No answer was heard: the model gets one more chance, and then the caller gets an apology. */
  const insist = Effect.fnUntraced(function*() {
    if (state.turns.asked >= 2) {
      yield* observe({ _tag: "Watchdog", action: "no answer was heard: gave up" })
      return yield* talk.endWith("model_error", "apology")
    }
    yield* observe({ _tag: "Watchdog", action: "no answer was heard: asked again" })
    yield* Effect.logWarning("no answer was heard; the model is asked again")
    yield* conversation.withdrawReply
    state.turns = Turns.asked(state.turns, yield* now)
    yield* reply
  })

  const hear = Effect.fnUntraced(function*(itemId: string, text: string) {
    const { decision, state: tracked } = LanguageTracker.hear(state.tracked, text)
    state.tracked = tracked
    yield* ledger.update(({ items }) => ({
      language: decision.language,
      items: items.map((item) =>
        item.type === "message" && item.id === itemId ? { ...item, language: decision.language } : item
      )
    }))
    const replyTakenBack = decision.switched && (yield* switchTo(decision))
    const { reason, switched } = decision
    yield* observe({ _tag: "LanguageDecided", language: decision.language, switched, reason, replyTakenBack })
  })

  /** The model is told at once; the reply that it has begun in the other language is taken back where it still can be. */
  const switchTo = Effect.fnUntraced(function*({ language, reason }: LanguageTracker.LanguageDecision) {
    yield* CallMetrics.languageSwitched(language)
    yield* Effect.logInfo(`language: ${language} (${reason})`)
    state.instruction = languageInstruction(language)
    yield* conversation.updateInstructions(instructionsFor(agent, language))
    if (state.ending !== null || !(yield* conversation.withdrawReply)) return false
    state.turns = Turns.owes(state.turns, yield* now)
    yield* reply
    return true
  })

  const react = Effect.fnUntraced(function*(happening: Happening) {
    const at = yield* now
    switch (happening._tag) {
      case "CallerStartedSpeaking": {
        state.turns = Turns.callerStarted(state.turns)
        if (state.ending?.reason === "agent_end" && !stayedOnce) {
          stayedOnce = true
          yield* talk.stay
        }
        return
      }
      case "CallerTurnEnded": {
        turnEndedAt = happening.at
        cutOff = 0
        const owed = state.ending === null && state.transfer === "none"
        state.turns = Turns.callerFinished(state.turns, at, owed)
        if (owed) yield* reply
        return
      }
      case "CallerSaid":
        return yield* hear(happening.itemId, happening.text)
      case "CallerNotTranscribed":
        return yield* Effect.logWarning("a turn of the caller could not be transcribed; the call goes on")
      case "AgentStartedSpeaking": {
        state.turns = Turns.agentStarted(state.turns)
        if (!greeted) yield* CallMetrics.greeted(happening.at - ledger.startedAt)
        if (turnEndedAt !== null) yield* CallMetrics.turnAnswered(happening.at - turnEndedAt)
        greeted = true
        turnEndedAt = null
        return
      }
      case "AgentStoppedSpeaking": {
        state.turns = Turns.agentStopped(state.turns, at)
        return
      }
      case "AgentSaid":
      case "AgentAudible":
      case "AgentStalled":
      case "ReplyCreated":
      case "CallerTurnLost":
        return
      case "ReplyFailed": {
        yield* Effect.logWarning(`the model's reply came to nothing (${happening.code})`)
        if (state.ending !== null || state.transfer !== "none" || state.turns.callerSpeaking) return
        // Cut off in the middle: what was heard of it is no answer. A model that does it again and again is given up.
        if (state.turns.owedSince === null) state.turns = { ...state.turns, asked: cutOff++ }
        return yield* insist()
      }
      case "ToolCalled": {
        if (state.ending === null) yield* tools.use(happening.call)
        return
      }
      case "ModelReconnecting":
        return yield* Effect.logWarning(`the realtime model dropped; reconnecting (attempt ${happening.attempt})`)
      case "ModelRestored":
        yield* CallMetrics.modelReconnected("restored")
        return yield* Effect.logInfo("the realtime model is back")
      case "ModelLost": {
        yield* CallMetrics.modelReconnected("lost")
        yield* ledger.report(happening.error)
        return yield* talk.endWith("model_error", "apology")
      }
      case "SessionClosed": {
        state.over = state.ending?.reason ?? (state.callerGone ? "caller_hangup" : "model_error")
        return
      }
      case "CallerLeft": {
        state.callerGone = true
        // A transfer that is being made has the last word on whether it succeeded.
        if (state.transfer !== "referring") state.over = state.ending?.reason ?? "caller_hangup"
        return
      }
      case "WorkerDrained":
        return yield* talk.end(
          "worker_drain",
          Effect.andThen(conversation.playedOut, talk.speak("drainGoodbye", { interruptible: false }))
        )
      case "PhraseOver": {
        state.turns = Turns.free(state.turns, at)
        if (happening.heard || state.ending !== null) return
        // Both voices have been tried: without a greeting there is nobody to talk with.
        if (happening.key === "greeting") return yield* talk.endWith("model_error", "apology")
        if (happening.key === "transferFailed") {
          state.turns = Turns.owes(state.turns, at)
          yield* conversation.reply(verbatimInstruction(phrases("transferFailed", state.tracked.language)))
        }
        return
      }
      case "Referring": {
        state.transfer = "referring"
        return
      }
      case "TransferEnded":
        return yield* tools.transferEnded(happening.call, happening.department, happening.outcome)
      case "FarewellOver":
        state.over = happening.reason
    }
  })

  const fulfil = Effect.fnUntraced(function*(duty: Turns.Duty) {
    switch (duty) {
      case "askAgain":
      case "giveUp":
        return yield* insist()
      case "promptCaller": {
        state.turns = Turns.prompted(state.turns)
        yield* observe({ _tag: "Watchdog", action: "the caller is silent: asked whether they are there" })
        return yield* talk.line("stillThere")
      }
      case "endSilence":
        return yield* talk.endWith("silence", "silenceGoodbye")
      case "warnOfEnd": {
        state.turns = Turns.warned(state.turns)
        return yield* talk.line("timeNearlyUp")
      }
      case "endOfTime":
        return yield* talk.endWith("max_duration", "maxDurationGoodbye")
    }
  })

  yield* talk.beside(Effect.andThen(leg.left, talk.happen({ _tag: "CallerLeft" })))
  yield* talk.beside(Effect.andThen(drained, talk.happen({ _tag: "WorkerDrained" })))
  yield* talk.line("greeting")

  while (state.over === null) {
    const next = Turns.due(state.turns, policy)
    const wait = Duration.millis(Math.max(0, next.at - (yield* now)))
    const happening = state.ending === null
      ? yield* Effect.timeoutOption(Queue.take(happenings), wait)
      : Option.some(yield* Queue.take(happenings))
    yield* Option.match(happening, { onNone: () => fulfil(next.duty), onSome: react })
  }
  return state.over
}, (conversing, { conversation, ledger }) =>
  conversing.pipe(
    Effect.ensuring(Effect.flatMap(conversation.usage, (usage) => ledger.update(() => ({ usage })))),
    Effect.scoped
  ))
