import { Effect, Fiber, Queue, Stream } from "effect"
import type { Event } from "../../receptionist/machine/Event.ts"
import type { Conversation, VoiceEvent } from "../../services/VoiceSession.ts"
import { CallObserver } from "../CallObserver.ts"
import { type CallLedger, inSpokenOrder, iso } from "./CallLedger.ts"

/** All that a conversation has to react to: what the voice session reports, and what the call itself has finished. */
export type Happening =
  | VoiceEvent
  | Extract<
    Event,
    {
      readonly _tag:
        | "SessionClosed"
        | "CallerLeft"
        | "KeyPressed"
        | "WorkerDrained"
        | "PhraseOver"
        | "PlayedOut"
        | "MessageKept"
        | "MessageWithdrawn"
        | "TransferEnded"
        | "Tick"
    }
  >

/**
 * Hears the conversation out, to its last word, which comes when the line is closed already: so this runs in the
 * call's scope, not the line's. What was said is noted here, and everything is passed on to whoever reacts to it.
 */
export const listen = Effect.fnUntraced(function*(conversation: Conversation, ledger: CallLedger) {
  const happenings = yield* Queue.unbounded<Happening>()
  const hearing = yield* conversation.events.pipe(
    Stream.runForEach((event) => Effect.andThen(note(conversation, ledger, event), Queue.offer(happenings, event))),
    Effect.ensuring(Queue.offer(happenings, { _tag: "SessionClosed" })),
    Effect.forkScoped
  )
  yield* ledger.update(() => ({ heardOut: Fiber.await(hearing) }))
  return happenings
})

const note = Effect.fnUntraced(function*(conversation: Conversation, ledger: CallLedger, event: VoiceEvent) {
  const observe = yield* CallObserver
  const { language } = yield* ledger.facts
  switch (event._tag) {
    case "CallerTurnEnded":
      return yield* ledger.update(({ items, untranscribed }) => ({
        untranscribed: items.some(({ id }) => id === event.itemId)
          ? untranscribed // its words were there before its end
          : new Map([...untranscribed, [event.itemId, event.at]])
      }))
    case "CallerNotTranscribed":
      return yield* ledger.update(({ untranscribed }) => ({
        untranscribed: new Map([...untranscribed, [event.itemId, untranscribed.get(event.itemId) ?? event.spokenAt]])
      }))
    case "VoiceChanged": {
      if (!event.changed) return
      const { at, from, reason, to } = event
      yield* ledger.note({ _tag: "voice", change: { from, to, reason, at: iso(at) } })
      return yield* observe({ _tag: "VoiceChanged", from, to, reason })
    }
    case "CallerSaid":
      yield* ledger.update(({ items, untranscribed }) => ({
        untranscribed: new Map([...untranscribed].filter(([itemId]) => itemId !== event.itemId)),
        items: inSpokenOrder(items, {
          type: "message",
          id: event.itemId,
          role: "user",
          content: [event.text],
          interrupted: false,
          language,
          createdAt: event.spokenAt
        })
      }))
      return yield* observe({ _tag: "CallerSaid", text: event.text, language })
    case "AgentSaid": {
      // What it has cost is known by turn: of a call whose process dies, what it had cost by its last one.
      const usage = yield* conversation.usage
      yield* ledger.update(({ items }) => ({
        usage,
        items: inSpokenOrder(items, {
          type: "message",
          id: event.itemId,
          role: "assistant",
          content: [event.text],
          interrupted: event.interrupted,
          language,
          createdAt: event.spokenAt
        })
      }))
      return yield* observe({ _tag: "AgentSaid", text: event.text, interrupted: event.interrupted, language })
    }
    case "ToolCalled":
      yield* ledger.update(({ items }) => ({
        items: inSpokenOrder(items, {
          type: "function_call",
          id: `${event.call.id}-call`,
          callId: event.call.id,
          name: event.call.name,
          args: event.call.args,
          createdAt: event.call.at
        })
      }))
      return yield* observe({ _tag: "ToolCalled", name: event.call.name, args: event.call.args })
    default:
      return
  }
})
