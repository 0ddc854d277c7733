import { standInFor } from "../../Instructions.ts"
import type { EventOf } from "../Event.ts"
import * as Floor from "../Floor.ts"
import { goesOn } from "../Hear.ts"
import { act, all, instruct, type Move, over, set, stay, when, withoutVoice } from "../Moves.ts"
import { said } from "../SaidAndDone.ts"
import type { State } from "../State.ts"

/** What the model says in place of a phrase that was not heard, and that the caller needs. */
export const standInOf = ({ heard, id }: EventOf<"PhraseOver">, { saying }: State): string | undefined => {
  const phrase = heard ? undefined : saying.find((one) => one.id === id)
  return phrase && standInFor(phrase.key)
}

/** The phrase is not under way any more. What the caller needs of one that was not heard, they hear with the next answer. */
export const phraseOver = (event: EventOf<"PhraseOver">): Move => (state) => {
  const phrase = state.saying.find(({ id }) => id === event.id)
  const standIn = standInOf(event, state)
  return all(
    set({
      saying: state.saying.filter((one) => one !== phrase),
      wentOn: state.wentOn || (phrase !== undefined && goesOn(phrase.key))
    }),
    phrase === undefined || standIn === undefined ? stay : instruct(phrase.key, standIn)
  )(state)
}

/** What the model has said it promises, whatever has begun over its words. */
export const agentSaid = ({ of, text }: EventOf<"AgentSaid">, at: number): Move => when(of === "reply", said(text, at))

/** Nobody has confirmed that the agent is heard: it is not. */
export const unconfirmed = (at: number): Move => (state) => [Floor.lapse(state, at), []]

/** A turn without an end, where nobody waits for it. */
export const endlessTurn: Move = set({ callerSince: null })

/** The SDK's session is gone: there is nothing left to talk with. A person needs none. */
export const sessionClosed = (at: number): Move => (state) =>
  all(
    act({ _tag: "Report", failure: "sessionClosed" }),
    state.call.fallback.length > 0 && !state.triedFallback ? withoutVoice(at) : over("model_error")
  )(state)

/** A phrase of which nobody has said what became of it counts as not heard. */
export const lostPhrase = (
  handle: (event: EventOf<"PhraseOver">) => Move
): Move =>
(state) => {
  const [phrase] = state.saying
  return phrase === undefined
    ? [state, []]
    : handle({ _tag: "PhraseOver", id: phrase.id, heard: false, interrupted: false })(state)
}
