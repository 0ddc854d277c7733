import type { Language } from "../domain/Language.ts"
import type { RecordingMode } from "../domain/RecordingConsent.ts"
import type { PhraseKey, phrasesOf } from "./Phrases.ts"

/** What an agent tells its callers at the beginning. */
export interface Told {
  /** That they talk with a machine. */
  readonly machine: boolean
  readonly recording: RecordingMode
}

/** A phrase of the opening, and its words. */
export interface OpeningLine {
  readonly key: PhraseKey
  readonly text: string
}

/**
 * What each caller has to hear before anything else, in this order, to its end. What is told comes before the greeting,
 * whose question the caller answers; what is asked comes after it, so that a yes or a no that follows is an answer to it.
 */
export const openingLines = (
  { machine, recording }: Told,
  phrases: ReturnType<typeof phrasesOf>,
  language: Language
): ReadonlyArray<OpeningLine> => {
  const keys: ReadonlyArray<PhraseKey> = [
    ...machine ? ["disclosureMachine"] as const : [],
    ...recording === "announce" ? ["disclosureRecording"] as const : [],
    "greeting",
    ...recording === "ask" ? ["askRecording"] as const : []
  ]
  return keys.map((key) => ({ key, text: phrases(key, language) }))
}
