/** How many places there are: what a text shows is hashed to one of as many. */
export const size = 1 << 18

/** What each place adds to each of the three classes of a model: `[place * 3 + class]`. */
export interface Weights {
  readonly values: Int8Array | Float32Array
  /** What a value is multiplied by. */
  readonly unit: number
}

/** Weights are kept in eight bits, in steps of this. */
export const step = 1 / 25

export type Scores = readonly [number, number, number]

/** What the places of a part of a text add up to. */
export const scoresOf = ({ unit, values }: Weights, places: Int32Array): Scores => {
  let [a, b, c] = [0, 0, 0]
  for (const place of places) {
    const at = place * 3
    a += values[at] ?? 0
    b += values[at + 1] ?? 0
    c += values[at + 2] ?? 0
  }
  return [a * unit, b * unit, c * unit]
}

/** Scores as probabilities, which sum to one. */
export const chancesOf = (scores: ReadonlyArray<number>): ReadonlyArray<number> => {
  const most = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - most))
  const sum = raised.reduce((sum, one) => sum + one, 0)
  return raised.map((one) => one / sum)
}
