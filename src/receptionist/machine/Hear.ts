import { languageInstruction } from "../Instructions.ts"
import * as LanguageTracker from "../LanguageTracker.ts"
import type { PhraseKey } from "../Phrases.ts"
import { hearConsent } from "./Consent.ts"
import type { EventOf } from "./Event.ts"
import { act, all, instruct, type Move, set, when } from "./Moves.ts"

/** What follows from a caller's words in every mode: their language, and whether they mind being recorded. */
export const hearWords = (event: EventOf<"CallerSaid">, at: number): Move =>
  all(followLanguage(event, { withdraw: false }), hearConsent(event, at))

/**
 * Follows the caller's language. The reply that was begun in the other one is taken back where it still can be, and is
 * asked for again by whoever hears that it was.
 */
export const followLanguage =
  ({ itemId, text }: EventOf<"CallerSaid">, { withdraw }: { readonly withdraw: boolean }): Move => (state) => {
    const { decision, state: tracked } = LanguageTracker.hear(state.tracked, text)
    return all(
      set({ tracked, unheard: 0 }),
      act({ _tag: "NoteLanguage", itemId, decision }),
      when(
        decision.switched,
        all(
          instruct("language", languageInstruction(decision.language)),
          when(withdraw, act({ _tag: "WithdrawReply" }))
        )
      )
    )(state)
  }

/** Words that wish nothing but to begin: whoever says no more than these has said hello. */
const hello =
  /^(?:all[oô]|oui|ouais|yes|yeah|hello|hi|hey|bonjour|bonsoir|salut|good|morning|afternoon|evening|there|ça|va|madame|monsieur|um|euh|uh|hmm|ok|okay)$/i

const words = (text: string) => text.normalize("NFC").split(/[^\p{L}\p{N}']+/u).filter((word) => word !== "")

/** Whether a turn during the greeting asks for something, beyond hello. */
export const isWish = (text: string): boolean => words(text).some((word) => !hello.test(word))

/** The end of an agent's turn that says goodbye, by whatever name. */
const goodbye =
  /(?<!\p{L})(?:au revoir|à (?:bientôt|la prochaine)|bonne (?:journée|soirée|nuit|fin de (?:journée|semaine|soirée))|goodbye|good-bye|bye(?:-bye)?|take care|have a (?:good|great|nice|lovely|wonderful) (?:day|one|evening|night|weekend|rest of your day))(?: à vous| aussi| now| too)*(?:,? (?:madame|monsieur|mme|mr|mrs|ms)\.?(?: [\p{L}'-]+)?)?[\s.!…]*$/iu

/** Whether an agent's turn ends with a goodbye, and asks for nothing. */
export const saysGoodbye = (text: string): boolean => !text.includes("?") && goodbye.test(text)

/** Phrases that keep a caller who was told goodbye: something has come to nothing, or is asked of them. */
const keeping: ReadonlySet<PhraseKey> = new Set([
  "greeting",
  "askRepeat",
  "stillThere",
  "transferFailed",
  "transferRings",
  "messageNotTaken",
  "messageNotWithdrawn",
  "notTransferred",
  "notTaken",
  "notAdded",
  "notCalledBack",
  "notEnded",
  "notSent"
])

/** Whether the conversation goes on after this phrase, whatever was said before it. */
export const goesOn = (key: PhraseKey): boolean => keeping.has(key)

/** Words that close a conversation. */
const farewell =
  /^(?:bye|goodbye|good-bye|au|revoir|merci|thanks|thank|you|so|much|beaucoup|bonne|journée|journee|soirée|soiree|fin|de|semaine|have|a|good|nice|great|day|evening|one|night|weekend|you|too|vous|aussi|à|a|vous|pareillement|ok|okay|oui|yes|parfait|perfect|super|great|c'est|tout|that's|all|everything|bonjour|là|la|prochaine|bientôt|see|take|care|cheers|d'accord|alright|all|right|bye-bye|salut|ciao|no|non)$/i

/** Whether a turn says goodbye, and nothing that would keep anybody on the line. */
export const isFarewell = (text: string): boolean => {
  const said = words(text)
  return said.length > 0 && said.length <= 12 && said.every((word) => farewell.test(word)) &&
    said.some((word) =>
      /^(?:bye|bye-bye|goodbye|good-bye|revoir|merci|thanks|thank|bonne|ciao|salut|cheers|care|day|night|all|tout)$/i
        .test(word)
    )
}
