import { readConsent } from "./consent/Consent.ts"
import { hear, initial } from "./LanguageTracker.ts"
import { denialsIn, promisesIn } from "./promises/Promises.ts"

/** Something for each of them to find. */
const lines = [
  "Bonjour, je vous transfère au docteur. Je prends votre message, nous vous rappellerons, et je vous envoie un courriel.",
  "Je vous mets en communication, puis je raccroche. Non, je n'ai pas pu prendre le message, arrêtez d'enregistrer.",
  "Hello, I'll put you through to the doctor. I'll take a message, we will call you back, and I'm sending you an email.",
  "I'll let the team know, and I'm going to hang up. No, I was not able to take the message, please stop recording."
]

/**
 * Reads a line with each reader of what is said. Their patterns are compiled and their weights are read at the first use,
 * which holds up all calls of a process for some 0.3 s: before there are calls.
 */
export const readyReaders = (): void => {
  const language = initial({ defaultLanguage: "FRENCH", supportedLanguages: ["FRENCH", "ENGLISH"] })
  for (const line of lines) {
    promisesIn(line)
    denialsIn(line)
    readConsent(line, { asked: false })
    readConsent(line, { asked: true })
    hear(language, line)
  }
}
