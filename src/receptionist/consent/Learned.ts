import { chancesOf, type Scores, scoresOf, type Weights } from "../learned/Model.ts"
import { weightsAt } from "../learned/Shipped.ts"
import { featuresOf, speaksOfConsent } from "./Features.ts"
import type { Piece } from "./Pieces.ts"

/** How likely it is that a caller said nothing about being recorded, refused it, gave permission: they sum to one. */
export interface Chances {
  readonly none: number
  readonly refused: number
  readonly given: number
}

/** The last part that says something counts. */
export const lastOf = (parts: ReadonlyArray<Scores>): Chances => {
  let [none, refused, given] = [1, 0, 0]
  for (const scores of parts.toReversed()) {
    const [silent = 1, refuses = 0, gives = 0] = chancesOf(scores)
    refused += refuses * none
    given += gives * none
    none *= silent
  }
  return { none, refused, given }
}

const weights = weightsAt(new URL("weights.br", import.meta.url))

/** What was learned from what callers say (`scripts/train-readers.ts`); undefined where nothing was, for want of a word. */
export const learnedOf = (
  pieces: ReadonlyArray<Piece>,
  asked: boolean,
  learned: Weights = weights()
): Chances | undefined =>
  asked || speaksOfConsent(pieces)
    ? lastOf(featuresOf(pieces, asked).map((places) => scoresOf(learned, places)))
    : undefined
