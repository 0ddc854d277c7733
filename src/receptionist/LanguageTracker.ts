import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { Language } from "../domain/Language.ts"
import { evidenceOf } from "./language/Evidence.ts"
import type { Requested } from "./language/Named.ts"
import { requestIn } from "./language/Request.ts"
import { wordsOf } from "./language/Words.ts"

/** Why the conversation is in a language after an utterance. */
export type LanguageReason =
  /** The caller asked for this language. */
  | "requested"
  /** The caller asked for a language that the agent does not speak. */
  | "request_not_supported"
  /** Clearly the other language, and it is supported. */
  | "clear"
  /** Several utterances in a row leaned to the other language. */
  | "sustained"
  /** It leans to the other language, not enough to change. */
  | "doubtful"
  /** Clearly the other language, which the agent does not speak. */
  | "not_supported"
  /** The language of the conversation. */
  | "same"
  /** Words that any caller says: ok, allô, names, numbers; or another language than these two. */
  | "neutral"
  /** No words at all. */
  | "empty"

/** What a decision rests on: numbers and codes only, so that it can be logged. */
export interface LanguageEvidence {
  readonly french: number
  readonly english: number
  readonly words: number
  /** What the other language had to reach. */
  readonly needed: number
  readonly request: Requested | "none"
}

export interface LanguageDecision {
  readonly language: Language
  readonly switched: boolean
  readonly reason: LanguageReason
  readonly evidence: LanguageEvidence
}

/** Where the conversation stands. Immutable. */
export interface LanguageState {
  readonly supported: ReadonlyArray<Language>
  readonly language: Language
  /** How much more than usual it takes to leave this language: somebody has chosen it. */
  readonly firmness: number
  /** Evidence for the other language that was not enough so far, of utterances in a row. */
  readonly leaning: number
}

/** Before the caller has said anything: the agent's default language. */
export const initial = (agent: AgentConfig): LanguageState => ({
  supported: [...new Set([agent.defaultLanguage, ...agent.supportedLanguages])],
  language: agent.defaultLanguage,
  firmness: 0,
  leaning: 0
})

/** A decision, and the state to go on with. */
export interface Heard {
  readonly state: LanguageState
  readonly decision: LanguageDecision
}

const needs = { twoWords: 1.7, more: 1.1 }
const dominance = 1.4
const afterSwitch = 2.5
const afterRequest = 3.4

const round = (value: number) => Math.round(value * 100) / 100

/**
 * Takes the caller's next final transcript. A request is obeyed at once. Else the language changes when what was said
 * is clearly the other, supported one: three words or more, or two that leave no doubt; more is needed once the caller
 * has chosen. What leans without being clear changes nothing alone, only when the next one leans the same way.
 */
export const hear = (state: LanguageState, text: string): Heard => {
  const heard = wordsOf(text)
  const request = requestIn(heard)
  const { english, french, words } = evidenceOf(heard)
  const other: Language = state.language === "FRENCH" ? "ENGLISH" : "FRENCH"
  const [here, there] = state.language === "FRENCH" ? [french, english] : [english, french]
  const needed = (words <= 2 ? needs.twoWords : needs.more) + state.firmness

  const decide = (reason: LanguageReason, change: Partial<LanguageState> = {}): Heard => {
    const next: LanguageState = { ...state, ...change }
    return {
      state: next,
      decision: {
        language: next.language,
        switched: next.language !== state.language,
        reason,
        evidence: {
          french: round(french),
          english: round(english),
          words,
          needed: round(needed),
          request: request ?? "none"
        }
      }
    }
  }
  const change = (reason: LanguageReason, firmness: number) =>
    state.supported.includes(other)
      ? decide(reason, { language: other, firmness, leaning: 0 })
      : decide("not_supported")

  if (heard.words.length === 0) return decide("empty")
  if (request === state.language) return decide("requested", { firmness: afterRequest, leaning: 0 })
  if (request === other) {
    return state.supported.includes(other) ? change("requested", afterRequest) : decide("request_not_supported")
  }
  const dominates = there > dominance * here
  if (words >= 2 && dominates && there >= needed) return change("clear", afterSwitch)
  if (words >= 2 && dominates && there > 0) {
    const leaning = state.leaning + Math.min(there - here, needed * 0.6)
    return leaning >= needed ? change("sustained", afterSwitch) : decide("doubtful", { leaning })
  }
  if (request === "OTHER") return decide("request_not_supported")
  if (here > there) return decide("same", { leaning: 0 })
  return decide(there > 0 ? "doubtful" : "neutral")
}
