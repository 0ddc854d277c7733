import { Clock, Duration, Effect, Fiber, Queue, Schema } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { Language } from "../../domain/Language.ts"
import { instructionsFor } from "../../receptionist/Instructions.ts"
import type { Action } from "../../receptionist/machine/Action.ts"
import type { Event } from "../../receptionist/machine/Event.ts"
import type { phrasesOf } from "../../receptionist/Phrases.ts"
import { typedText } from "../../receptionist/Typed.ts"
import type { CallerLeg, CallRoom } from "../../services/Telephony.ts"
import type { Conversation, ToolCall } from "../../services/VoiceSession.ts"
import { promisesWithoutAction } from "../../telemetry/Metrics.ts"
import { CallObserver } from "../CallObserver.ts"
import { CallPolicy } from "../CallPolicy.ts"
import { type CallLedger, inSpokenOrder, iso } from "./CallLedger.ts"
import * as CallMetrics from "./CallMetrics.ts"
import { makeMessageKeeping } from "./KeepMessage.ts"
import type { Happening } from "./Listen.ts"
import { makeRefer } from "./Refer.ts"

/** What a conversation is held with. */
export interface ActContext {
  readonly room: CallRoom
  readonly leg: CallerLeg
  readonly agent: AgentConfig
  readonly conversation: Conversation
  readonly phrases: ReturnType<typeof phrasesOf>
  readonly happenings: Queue.Queue<Happening>
  readonly ledger: CallLedger
  /** Stops the recording, and destroys what was recorded; total and bounded. */
  readonly destroyRecording: Effect.Effect<void>
}

/** The conversation could not go on, although nothing had refused it outright. */
class ConversationFailed extends Schema.TaggedError<ConversationFailed>()("ConversationFailed", {
  failure: Schema.String,
  code: Schema.optionalKey(Schema.String)
}) {
  override get message() {
    return `the conversation could not go on (${this.failure}): check the deployments of its voice and their quota`
  }
}

const nothing: ReadonlyArray<Event> = []

/** How long the end of a call waits for a message that is being kept, or taken back. */
const messagePatience = Duration.seconds(10)

/**
 * Carries out what the machine decides. What takes time runs beside the loop, and reports to it by what happens; what
 * is known at once is given back.
 */
export const makeActs = Effect.fnUntraced(function*(context: ActContext) {
  const { agent, conversation, destroyRecording, happenings, ledger, phrases } = context
  const observe = yield* CallObserver
  const { officeTime } = yield* CallPolicy
  const refer = yield* makeRefer(context)
  const scope = yield* Effect.scope
  const calls = new Map<string, ToolCall>()
  const happen = (happening: Happening) => Queue.offer(happenings, happening)
  const beside = <E, R>(work: Effect.Effect<unknown, E, R>) => Effect.as(Effect.forkIn(work, scope), nothing)

  /** Goes on whatever becomes of the conversation: who leaves a message, or takes it back, and hangs up has done so. */
  const lasting = Effect.fnUntraced(function*(work: Effect.Effect<unknown>) {
    const fiber = yield* Effect.forkDetach(work, { startImmediately: true })
    const over = yield* Effect.cached(
      Effect.interruptible(Fiber.await(fiber)).pipe(
        Effect.timeoutOption(messagePatience),
        Effect.andThen(Effect.forkDetach(Fiber.interrupt(fiber)))
      )
    )
    yield* ledger.update(({ messagesOver }) => ({ messagesOver: Effect.andThen(messagesOver, over) }))
    return nothing
  })

  let isHeard = true
  yield* Effect.addFinalizer(() => Effect.sync(() => void (isHeard = false)))
  const { keep, withdraw } = yield* makeMessageKeeping({ agent, ledger, isHeard: Effect.sync(() => isHeard) })

  const instruct = Effect.fnUntraced(function*(language: Language) {
    yield* conversation.updateInstructions(instructionsFor(agent, language, yield* officeTime), language)
  })

  const say = ({ id, interruptible, key, language, ...variables }: Extract<Action, { readonly _tag: "Say" }>) =>
    conversation.say(phrases(key, language, variables), {
      language,
      interruptible
    }).pipe(
      Effect.map(({ interrupted }) => ({ heard: true, interrupted })),
      Effect.catchTag(
        "PhraseNotHeard",
        (error) => Effect.as(ledger.report(error), { heard: false, interrupted: false })
      ),
      Effect.flatMap((outcome) => happen({ _tag: "PhraseOver", id, ...outcome }))
    )

  const answerTool = Effect.fnUntraced(
    function*({ id, isError, name, output, reply }: Extract<Action, { readonly _tag: "AnswerTool" }>) {
      yield* calls.get(id)?.answer(output, { isError, reply }) ?? Effect.void
      calls.delete(id)
      const createdAt = yield* Clock.currentTimeMillis
      yield* ledger.update(({ items }) => ({
        items: inSpokenOrder(items, {
          type: "function_call_output",
          id: `${id}-output`,
          callId: id,
          name,
          output,
          isError,
          createdAt
        })
      }))
      yield* observe({ _tag: "ToolAnswered", name, output, isError })
    }
  )

  const noteLanguage = Effect.fnUntraced(
    function*({ decision, itemId }: Extract<Action, { readonly _tag: "NoteLanguage" }>) {
      const { language, reason, switched } = decision
      yield* ledger.update(({ items }) => ({
        language,
        items: items.map((item) => item.type === "message" && item.id === itemId ? { ...item, language } : item)
      }))
      yield* observe({ _tag: "LanguageDecided", language, switched, reason })
      if (!switched) return
      yield* CallMetrics.languageSwitched(language)
      yield* Effect.logInfo(`language: ${language} (${reason})`)
      yield* instruct(language)
    }
  )

  const perform = Effect.fnUntraced(function*(action: Action) {
    switch (action._tag) {
      case "Say":
        return yield* beside(say(action))
      case "Ask":
        return yield* Effect.as(conversation.reply(action.instruction), nothing)
      case "WithdrawReply": {
        const withdrawn = yield* conversation.withdrawReply
        if (withdrawn) yield* observe({ _tag: "ReplyTakenBack" })
        return [{ _tag: "ReplyWithdrawn" as const, withdrawn }]
      }
      case "Interrupt":
        return yield* Effect.as(conversation.interrupt, nothing)
      case "RenewSession":
        return yield* beside(conversation.renew)
      case "ChangeVoice":
        return yield* beside(conversation.changeVoice(action.reason))
      case "Signal":
        return yield* beside(conversation.signal)
      case "AwaitPlayout":
        return yield* beside(Effect.andThen(conversation.playedOut, happen({ _tag: "PlayedOut" })))
      case "AnswerTool":
        return yield* Effect.as(answerTool(action), nothing)
      case "Refer":
        return yield* beside(
          Effect.flatMap(
            refer(action.department, action.target, action.patience),
            (result) => happen({ _tag: "TransferEnded", result })
          )
        )
      case "NoteLanguage":
        return yield* Effect.as(noteLanguage(action), nothing)
      case "SpeakLanguage":
        yield* ledger.update(() => ({ language: action.language }))
        yield* CallMetrics.languageSwitched(action.language)
        return yield* Effect.as(instruct(action.language), nothing)
      case "NoteConsent":
        return yield* Effect.as(ledger.update(() => ({ consent: action.consent })), nothing)
      case "DestroyRecording":
        return yield* beside(destroyRecording)
      case "KeepMessage":
        return yield* lasting(
          Effect.flatMap(
            keep(action.draft, action.id),
            (kept) => happen({ _tag: "MessageKept", id: action.id, kept })
          )
        )
      case "WithdrawMessage":
        return yield* lasting(
          Effect.flatMap(
            withdraw(action.of),
            (outcome) => happen({ _tag: "MessageWithdrawn", id: action.id, outcome })
          )
        )
      case "NotePromise": {
        if (action.counted) yield* promisesWithoutAction({ kind: action.kind })
        const at = iso(yield* Clock.currentTimeMillis)
        yield* ledger.note({ _tag: "promise", promise: { kind: action.kind, at, outcome: action.outcome } })
        return nothing
      }
      case "NoteTyped": {
        const createdAt = yield* Clock.currentTimeMillis
        const id = `keys-${createdAt}`
        if (action.number !== undefined) yield* ledger.note({ _tag: "typed", id, number: action.number })
        yield* ledger.update(({ items }) => ({
          items: inSpokenOrder(items, {
            type: "message",
            id,
            role: "user",
            content: [typedText(action.keys)],
            interrupted: false,
            createdAt
          })
        }))
        return nothing
      }
      case "NoteWatchdog":
        yield* Effect.logWarning(action.action)
        return yield* Effect.as(observe({ _tag: "Watchdog", action: action.action }), nothing)
      case "CountTool":
        return yield* Effect.as(CallMetrics.toolCalled(action.name, action.outcome), nothing)
      case "Report": {
        const { code, failure } = action
        return yield* Effect.as(
          ledger.report(new ConversationFailed({ failure, ...(code !== undefined && { code }) })),
          nothing
        )
      }
      case "End":
        return nothing
    }
  })

  return { perform, toolCalled: (call: ToolCall) => void calls.set(call.id, call) }
})
