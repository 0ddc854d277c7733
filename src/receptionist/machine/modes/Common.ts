import type { EventOf } from "../Event.ts"
import * as Floor from "../Floor.ts"
import { act, all, type Move, over, set, withoutVoice } from "../Moves.ts"

/** The phrase is not under way any more. */
export const phraseOver = ({ id }: EventOf<"PhraseOver">): Move => (state) =>
  set({ saying: state.saying.filter((phrase) => phrase.id !== id) })(state)

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
