import type { PromiseKind } from "../../domain/Promises.ts"
import { scoresOf, type Weights } from "../learned/Model.ts"
import { weightsAt } from "../learned/Shipped.ts"
import { featuresOf, groups } from "./Features.ts"

/** How likely it is that each kind of promise is made. */
export type Chances = Readonly<Record<PromiseKind, number>>

export const likely = (score: number): number => 1 / (1 + Math.exp(-score))

const weights = weightsAt(new URL("weights.br", import.meta.url))

/** What was learned from what agents say (`scripts/train-readers.ts`): a turn promises what any clause of it does. */
export const learnedOf = (text: string, learned: Weights = weights()): Chances => {
  const parts = featuresOf(text)
  const chances: Record<PromiseKind, number> = { transfer: 0, message: 0, callback: 0, hangup: 0, email: 0, text: 0 }
  for (const [group, kinds] of groups.entries()) {
    for (const places of parts[group] ?? []) {
      const scores = scoresOf(learned, places)
      for (const [n, kind] of kinds.entries()) {
        chances[kind] = 1 - (1 - chances[kind]) * (1 - likely(scores[n] ?? 0))
      }
    }
  }
  return chances
}
