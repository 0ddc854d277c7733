import type { Disclosure } from "../domain/Disclosure.ts"
import type { PhraseKey } from "./Phrases.ts"

/**
 * What each caller has to hear before anything else, in this order, to its end. What is told comes before the greeting,
 * whose question the caller answers; what is asked comes after it, so that a yes or a no that follows is an answer to it.
 */
export const openingOf = ({ machine, recording }: Disclosure): ReadonlyArray<PhraseKey> => [
  ...machine ? ["disclosureMachine"] as const : [],
  ...recording === "announce" ? ["disclosureRecording"] as const : [],
  "greeting",
  ...recording === "ask" ? ["askRecording"] as const : []
]
