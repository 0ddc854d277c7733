import { scoresOf, type Weights } from "../../learned/Model.ts"
import { weightsAt } from "../../learned/Shipped.ts"
import { featuresOf } from "./Features.ts"

const weights = weightsAt(new URL("weights.br", import.meta.url))

/** How much a remark looks like one that changes hours, as learned (`scripts/train-readers.ts`): more than 0 is rather so. */
export const changeIn = (remark: string, learned: Weights = weights()): number =>
  scoresOf(learned, featuresOf(remark))[0]

/**
 * Below these a remark leaves hours as they are. What changes them and names no day, time or hours does so in the oddest
 * words, of which little was learned: there it takes more to be sure.
 */
export const sure = { named: -0.75, unnamed: -1.75 }
