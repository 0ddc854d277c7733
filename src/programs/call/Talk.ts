import { Clock, Effect, Fiber, Queue, type Scope } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import * as LanguageTracker from "../../receptionist/LanguageTracker.ts"
import type { PhraseKey, phrasesOf } from "../../receptionist/Phrases.ts"
import * as Turns from "../../receptionist/Turns.ts"
import type { CallerLeg, CallRoom } from "../../services/Telephony.ts"
import type { Conversation } from "../../services/VoiceSession.ts"
import { CallPolicy } from "../CallPolicy.ts"
import type { CallLedger } from "./CallLedger.ts"
import type { Happening } from "./Listen.ts"

/** What a conversation is held with, and about. */
export interface TalkContext {
  readonly room: CallRoom
  readonly leg: CallerLeg
  readonly agent: AgentConfig
  readonly conversation: Conversation
  readonly phrases: ReturnType<typeof phrasesOf>
  readonly happenings: Queue.Queue<Happening>
  readonly ledger: CallLedger
}

/** Where a conversation stands. Only its own loop writes it. */
interface TalkState {
  turns: Turns.Turns
  tracked: LanguageTracker.LanguageState
  /** What the next reply has to be told, once. */
  instruction: string | undefined
  transfer: "none" | "announced" | "referring"
  callerGone: boolean
  /** The call is being ended: last words are said, and then it is over. */
  ending: { readonly reason: EndReason; readonly goodbye: Fiber.Fiber<unknown> } | null
  over: EndReason | null
}

/** The verbs of a conversation: what takes time runs beside the loop, and reports to it by what `happen`s. */
export type Talk = Effect.Success<ReturnType<typeof makeTalk>>

export const makeTalk = Effect.fnUntraced(function*(context: TalkContext) {
  const { agent, conversation, happenings, ledger, phrases } = context
  const { farewell } = yield* CallPolicy
  const now = Clock.currentTimeMillis

  const state: TalkState = {
    turns: Turns.begin(yield* now),
    tracked: LanguageTracker.initial(agent),
    instruction: undefined,
    transfer: "none",
    callerGone: false,
    ending: null,
    over: null
  }

  const happen = (happening: Happening) => Queue.offer(happenings, happening)

  const beside = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<Fiber.Fiber<A, E>, never, R | Scope.Scope> =>
    Effect.forkScoped(work)

  /** Says a fixed line to its end; false where it was not heard. */
  const speak = (key: PhraseKey, options: { readonly department?: string; readonly interruptible?: boolean } = {}) =>
    conversation.say(phrases(key, state.tracked.language, options), {
      language: state.tracked.language,
      interruptible: options.interruptible ?? true
    }).pipe(
      Effect.as(true),
      Effect.catchTag("PhraseNotHeard", (error) => Effect.as(ledger.report(error), false))
    )

  /** Says a fixed line beside the loop. */
  const line = Effect.fnUntraced(function*(key: PhraseKey) {
    state.turns = Turns.busy(state.turns)
    yield* beside(Effect.flatMap(speak(key), (heard) => happen({ _tag: "PhraseOver", key, heard })))
  })

  /** Asks the model for the reply that is owed. */
  const reply = Effect.suspend(() => {
    const { instruction } = state
    state.instruction = undefined
    return conversation.reply(instruction)
  })

  /** Ends the call after these last words, which are bounded: then the line is released, whether they were heard or not. */
  const end = Effect.fnUntraced(function*(reason: EndReason, lastWords: Effect.Effect<unknown>) {
    if (state.ending !== null) return
    const goodbye = yield* beside(
      lastWords.pipe(
        Effect.timeoutOption(farewell),
        Effect.andThen(happen({ _tag: "FarewellOver", reason }))
      )
    )
    state.ending = { reason, goodbye }
  })

  /** Ends the call with a fixed line, in place of whatever the agent is saying. */
  const endWith = (reason: EndReason, key: PhraseKey) =>
    end(reason, Effect.andThen(conversation.interrupt, speak(key, { interruptible: false })))

  /** "Wait, one more thing": takes the end back. */
  const stay = Effect.suspend(() => {
    const { ending } = state
    state.ending = null
    return ending === null ? Effect.void : Fiber.interrupt(ending.goodbye)
  })

  return { ...context, state, now, happen, beside, speak, line, reply, end, endWith, stay }
})
