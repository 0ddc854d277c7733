import type { AnsweredBy, RecordingConsent, RecordingMode } from "../../domain/RecordingConsent.ts"
import type { PhraseKey } from "../Phrases.ts"
import type { Said } from "./Said.ts"

/** Before the caller was told anything. */
export const initial = (mode: RecordingMode): RecordingConsent => ({ mode, asked: false, answer: "none" })

/** The announcement, or the question, was heard to its end. */
export const heardAsked = (consent: RecordingConsent): RecordingConsent => ({ ...consent, asked: true })

/** Whether the recording goes on as things stand: where the caller is asked, not before a yes. */
const goesOn = ({ answer, mode }: RecordingConsent): boolean =>
  answer === "given" || (answer === "none" && mode !== "ask")

/** Whether what was recorded may be kept: nothing of a caller who was to be told of it, and was not. */
export const mayKeep = (consent: RecordingConsent): boolean =>
  goesOn(consent) && (consent.mode === "off" || consent.asked || consent.answer === "given")

/** Where the consent stands after an answer, and the phrase that tells the caller what became of the recording. */
export interface Answered {
  readonly consent: RecordingConsent
  readonly phrase?: PhraseKey
}

/**
 * Takes what a caller said, or the key that they pressed, and when (ISO, UTC); a time is that of its first saying. A
 * refusal is confirmed each time, and stays one: nothing is recorded any more. A permission is confirmed only where it
 * changes something.
 */
export const answer = (
  consent: RecordingConsent,
  said: Said,
  how: { readonly at: string; readonly by: AnsweredBy }
): Answered => {
  if (said === "none" || (said === "given" && consent.answer === "refused")) return { consent }
  const next: RecordingConsent = said === consent.answer ? consent : { ...consent, answer: said, ...how }
  if (said === "refused") return { consent: next, phrase: "recordingStopped" }
  return goesOn(consent) ? { consent: next } : { consent: next, phrase: "recordingKept" }
}
