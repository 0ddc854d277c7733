import { instantOf } from "../../domain/CallMessage.ts"
import type { AnsweredBy } from "../../domain/RecordingConsent.ts"
import { readConsent } from "../consent/Consent.ts"
import * as RecordingConsent from "../consent/RecordingConsent.ts"
import type { Said } from "../consent/Said.ts"
import { act, all, instruct, type Move, say, set, stay, when } from "./Moves.ts"
import type { State } from "./State.ts"

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
    set({ consent, asksConsent: false }),
    act({ _tag: "NoteConsent", consent }),
    said === "refused" ? all(act({ _tag: "DestroyRecording" }), instruct("recording", refusedInstruction)) : stay,
    phrase === undefined ? stay : say(phrase, at, { interruptible: false })
  )(state)
}

/** Hears whether the caller minds being recorded, at any moment; a bare yes or no counts as an answer to the question. */
export const hearConsent = (text: string, at: number): Move => (state) =>
  all(
    answerConsent(readConsent(text, { asked: state.asksConsent }), "voice", at),
    set({ asksConsent: false })
  )(state)

/** Whether a caller's words are about being recorded: they say no to that, and to nothing else. */
export const isOfRecording = (text: string, { asksConsent, call }: State): boolean =>
  call.records && readConsent(text, { asked: asksConsent }) !== "none"

/** A phrase of the opening was heard to its end: what it told or asked is told and asked. */
export const openingHeard = (key: string): Move => (state) => {
  const tells = key === "disclosureRecording" || key === "askRecording"
  return when(
    tells,
    all(
      set({ consent: RecordingConsent.heardAsked(state.consent), asksConsent: key === "askRecording" }),
      act({ _tag: "NoteConsent", consent: RecordingConsent.heardAsked(state.consent) })
    )
  )(state)
}
