import type { ModelScript, Reply } from "../../src/sandbox/ModelScript.ts"
import { formants, renderedOnce } from "../../src/sandbox/Speech.ts"

/** What the caller says, over and over: 1.6 s. */
export const question = "Avez-vous une place demain matin ?"
const answer: Reply = { says: { FRENCH: "Oui, demain matin à dix heures, cela vous convient-il ?" } }

/** What every worker greets with. */
export const greeting = "Clinique du Parc, bonjour. Comment puis-je vous aider ?"

/** Each turn of a caller is answered alike, whichever worker asks: 250 ms to its transcript, 300 ms to its audio. */
export const model: ModelScript = {
  opening: { says: { FRENCH: greeting } },
  turns: [],
  otherwise: { heard: question, replies: [answer] }
}

/** The callers are to leave the machine to the workers. */
export const speech = renderedOnce(formants)
