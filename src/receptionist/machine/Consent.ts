import { instantOf } from "../../domain/CallMessage.ts"
import type { AnsweredBy } from "../../domain/RecordingConsent.ts"
import { readConsent } from "../consent/Consent.ts"
import * as RecordingConsent from "../consent/RecordingConsent.ts"
import type { Said } from "../consent/Said.ts"
import type { EventOf } from "./Event.ts"
import { act, all, instruct, type Move, say, set, stay, when } from "./Moves.ts"
import type { State } from "./State.ts"

type Words = EventOf<"CallerSaid">

/** What the model is told of a refusal, which the caller has been answered already. */
const refusedInstruction =
  "The caller does not want to be recorded. The system has stopped the recording, destroyed it and told them so: " +
  "do not speak of it. Go on with what they called about."

/** Takes an answer to the recording; a refusal stops and destroys it, before the caller is told that. */
export const answerConsent = (said: Said, by: AnsweredBy, at: number): Move => (state) => {
  if (said === "none" || !state.call.records) return [state, []]
  const { consent, phrase } = RecordingConsent.answer(state.consent, said, {
    at: instantOf(state.call.epoch + at),
    by
  })
  return all(
    set({ consent, asksConsent: null }),
    act({ _tag: "NoteConsent", consent }),
    said === "refused"
      ? all(act({ _tag: "DestroyRecording" }), instruct("recordingStopped", refusedInstruction))
      : stay,
    phrase === undefined ? stay : say(phrase, at, { interruptible: false })
  )(state)
}

/** Whether the words of this turn answer the question. */
const isAsked = ({ asksConsent }: State, itemId: string): boolean =>
  asksConsent !== null && (asksConsent.turn ?? itemId) === itemId

/** What a caller's words say of being recorded; a bare yes or no counts as an answer to the question. */
const consentIn = ({ itemId, text }: Words, state: State): Said =>
  state.call.records ? readConsent(text, { asked: isAsked(state, itemId) }) : "none"

/** Hears whether the caller minds being recorded, at any moment. */
export const hearConsent = (words: Words, at: number): Move => (state) =>
  all(
    answerConsent(consentIn(words, state), "voice", at),
    when(isAsked(state, words.itemId), set({ asksConsent: null }))
  )(state)

/** Whether a caller's words are about being recorded: they say no to that, and to nothing else. */
export const isOfRecording = (words: Words, state: State): boolean => consentIn(words, state) !== "none"

/** Whether they refuse it. */
export const refusesRecording = (words: Words, state: State): boolean => consentIn(words, state) === "refused"

/** A phrase of the opening was heard to its end: what it told or asked is told and asked. */
export const openingHeard = (key: string): Move => (state) => {
  const tells = key === "disclosureRecording" || key === "askRecording"
  return when(
    tells,
    all(
      set({
        consent: RecordingConsent.heardAsked(state.consent),
        asksConsent: key === "askRecording" ? { turn: null } : null
      }),
      act({ _tag: "NoteConsent", consent: RecordingConsent.heardAsked(state.consent) })
    )
  )(state)
}
