import { scoresOf, type Weights } from "../../learned/Model.ts"
import { weightsAt } from "../../learned/Shipped.ts"
import { featuresOf } from "./Features.ts"

const weights = weightsAt(new URL("weights.br", import.meta.url))

/** How much a remark looks like one that changes hours, as learned (`scripts/train-readers.ts`): more than 0 is rather so. */
export const changeIn = (remark: string, learned: Weights = weights()): number =>
  scoresOf(learned, featuresOf(remark))[0]

/** Below this a remark leaves hours as they are: one of twenty that change them in the oddest words is below as well. */
export const sure = -1
/** The same of remarks that name days, times or hours. */
export const surer = -1.5
