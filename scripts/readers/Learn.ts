import { brotliCompressSync, constants } from "node:zlib"
import type { Random } from "../../bench/anonymizer/Random.ts"
import { type Scores, scoresOf, size, step, type Weights } from "../../src/receptionist/learned/Model.ts"
import { shuffled } from "./Taught.ts"

/** The parts of a text, as places in the weights, and how the loss grows with each class of each part. */
export interface Lesson {
  readonly parts: ReadonlyArray<Int32Array>
  readonly slopes: (scores: ReadonlyArray<Scores>) => ReadonlyArray<Scores>
}

// AdaGrad over the texts in a random order, with some of the places left out each time, and the mean of what the last
// epochs end with.
const learning = { epochs: 6, averaged: 4, rate: 0.1, dropout: 0.4 }

/** Those that are kept this time: four choices are made with one random number, which is most of the work. */
const some = (places: Int32Array, random: Random) => {
  const kept = new Int32Array(places.length)
  let count = 0
  let bits = 0
  for (let n = 0; n < places.length; n++) {
    bits = n % 4 === 0 ? random.int(2 ** 32) : bits >>> 8
    kept[count] = places[n] ?? 0
    if ((bits & 255) >= 256 * learning.dropout) count++
  }
  return kept.subarray(0, count)
}

export const learn = (lessons: ReadonlyArray<Lesson>, random: Random): Float32Array => {
  const values = new Float32Array(size * 3)
  const squares = new Float32Array(size * 3)
  const mean = new Float32Array(size * 3)
  const weights: Weights = { values, unit: 1 / (1 - learning.dropout) }
  for (let epoch = 0; epoch < learning.epochs; epoch++) {
    for (const { parts, slopes } of shuffled(lessons, random)) {
      const kept = parts.map((places) => some(places, random))
      for (const [n, slope] of slopes(kept.map((places) => scoresOf(weights, places))).entries()) {
        for (const [k, by] of slope.entries()) {
          if (Math.abs(by) < 5e-3) continue
          for (const place of kept[n] ?? []) {
            const at = place * 3 + k
            const sum = (squares[at] ?? 0) + by * by
            squares[at] = sum
            values[at] = (values[at] ?? 0) - learning.rate * by / Math.sqrt(0.01 + sum)
          }
        }
      }
    }
    if (epoch < learning.epochs - learning.averaged) continue
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (values[at] ?? 0) / learning.averaged
  }
  return mean
}

/** The weights in eight bits each; what is nearly nothing is nothing, and takes no room. */
export const packed = (values: Float32Array): Weights & { readonly bytes: Buffer } => {
  const small = Int8Array.from(values, (value) => {
    const steps = Math.round(value / step)
    return Math.abs(steps) < 2 ? 0 : Math.max(-127, Math.min(127, steps))
  })
  const bytes = brotliCompressSync(Buffer.from(small.buffer), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 }
  })
  return { values: small, unit: step, bytes }
}
