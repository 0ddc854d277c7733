import type { Language } from "../../domain/Language.ts"
import { readDictation } from "./Dictation.ts"
import { english } from "./English.ts"
import { french } from "./French.ts"
import { type Heard, readHeard } from "./Heard.ts"
import type { Verdict } from "./Verdict.ts"

const rulesOf = ({ language }: Heard) => language === "FRENCH" ? french : english

const ofSentence = (heard: Heard): Verdict => {
  const { breaksOff, clause } = heard
  const rules = rulesOf(heard)
  if (breaksOff) return "unfinished"
  if (rules.complete(clause)) return "finished"
  if (rules.unfinished(clause)) return "unfinished"
  return rules.unsure(clause) || rules.prepares(clause) ? "unsure" : "finished"
}

/**
 * What the words of a turn say about its end: numbers and spellings that lack something, half sentences, hesitations.
 * `asked` is what the agent said last, and `language` the one that is spoken, where it is known.
 */
export const endOfTurn = (
  text: string,
  { asked = "", language }: { readonly asked?: string; readonly language?: Language } = {}
): Verdict => {
  const heard = readHeard(text, language)
  if (heard.clause.trim() === "") return "unsure"
  if (heard.question) return "finished"
  return readDictation(heard, asked) ?? ofSentence(heard)
}

/** The same as a probability, as detectors of the end of a turn give it. */
export const probabilityOfEnd = (...heard: Parameters<typeof endOfTurn>): number =>
  ({ finished: 0.95, unsure: 0.575, unfinished: 0.05 })[endOfTurn(...heard)]
