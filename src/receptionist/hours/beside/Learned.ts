import { scoresOf, type Weights } from "../../learned/Model.ts"
import { weightsAt } from "../../learned/Shipped.ts"
import { featuresOf } from "./Features.ts"

const weights = weightsAt(new URL("weights.br", import.meta.url))

/** How much a remark looks like one that changes hours, as learned (`scripts/train-readers.ts`): more than 0 is rather so. */
export const changeIn = (remark: string, learned: Weights = weights()): number =>
  scoresOf(learned, featuresOf(remark))[0]

/** Of those that were held out, as good as none that changes hours is below. */
export const sure = -1.5
