import { chancesOf, type Scores, scoresOf, type Weights } from "../learned/Model.ts"
import { weightsAt } from "../learned/Shipped.ts"
import { mentionsIn } from "./Features.ts"
import type { Requested } from "./Named.ts"
import type { Heard } from "./Words.ts"

/** How likely it is that nothing was asked for, French was, English was, or another language: they sum to one. */
export interface Chances {
  readonly none: number
  readonly FRENCH: number
  readonly ENGLISH: number
  readonly OTHER: number
}

/** What is said of each language that is named, for nothing, for it, and for the other one of ours, taken together. */
export const together = (
  mentions: ReadonlyArray<{ readonly language: Requested; readonly scores: Scores }>
): Chances => {
  const sums = { none: 0, FRENCH: -Infinity, ENGLISH: -Infinity, OTHER: -Infinity }
  // Who names no language of ours asks for none of them.
  if (mentions.some(({ language }) => language !== "OTHER")) Object.assign(sums, { FRENCH: 0, ENGLISH: 0 })
  if (mentions.some(({ language }) => language === "OTHER")) sums.OTHER = 0
  for (const { language, scores: [nothing, this_, other] } of mentions) {
    sums.none += nothing
    sums[language] += this_
    if (language !== "OTHER") sums[language === "FRENCH" ? "ENGLISH" : "FRENCH"] += other
  }
  const [none = 1, FRENCH = 0, ENGLISH = 0, OTHER = 0] = chancesOf([sums.none, sums.FRENCH, sums.ENGLISH, sums.OTHER])
  return { none, FRENCH, ENGLISH, OTHER }
}

const weights = weightsAt(new URL("weights.br", import.meta.url))

export const learnedOf = (heard: Heard, learned: Weights = weights()): Chances =>
  together(
    mentionsIn(heard).map(({ language, places }) => ({ language, scores: scoresOf(learned, places) }))
  )

/** How likely it has to be that something was asked for. */
const sure = 0.75

/**
 * The language that a caller asks for in so many words: by name ("English?"), by a question ("parlez-vous français ?"),
 * or by saying that they do not have the other ("I don't speak French"), for themselves or for somebody who will speak
 * now. Courses, letters and other people's languages are not requests. Read by what was learned from what callers say
 * (`scripts/train-readers.ts`).
 */
export const requestIn = (heard: Heard, learned?: Weights): Requested | undefined => {
  const { none, ...asked } = learnedOf(heard, learned)
  if (none > 1 - sure) return undefined
  const languages = ["FRENCH", "ENGLISH", "OTHER"] as const
  return languages.reduce((best, next) => asked[next] > asked[best] ? next : best)
}
