import { readFileSync } from "node:fs"
import { brotliDecompressSync } from "node:zlib"
import { size } from "./Features.ts"

/** What a token can be part of. `NUMBER` is whatever is said in figures and leads to somebody. */
export const kinds = ["PERSON", "ADDRESS", "EMAIL", "DOB", "NUMBER"] as const
export type Kind = typeof kinds[number]

/** Outside, and for each kind the first token of a value, and one further on: 0, 2 k + 1, 2 k + 2. */
export const labels = 1 + 2 * kinds.length

/** Weights are kept in eight bits, in steps of this. */
export const step = 1 / 32

/** A linear-chain CRF over hashed features: `emissions[feature * labels + label]`, `transitions[from * labels + to]`. */
export interface Weights {
  readonly emissions: Int8Array | Float32Array
  readonly transitions: Float32Array
  /** What an emission is multiplied by. */
  readonly unit: number
}

/** Whether one label may follow another: a value goes on with its own kind alone. -1 is the beginning. */
export const follows = (from: number, to: number): boolean => to === 0 || to % 2 === 1 || from === to || from === to - 1

/** What going from one label to the next multiplies a path's weight by; 0 where one may not follow the other. */
const steps = (transitions: Float32Array): Float64Array => {
  const all = new Float64Array(labels * labels)
  for (let x = 0; x < labels; x++) {
    for (let y = 0; y < labels; y++) {
      if (follows(x, y)) all[x * labels + y] = Math.exp(transitions[x * labels + y] ?? 0)
    }
  }
  return all
}

/** Makes the labels' weights from `at` on sum to one. */
const normalize = (weights: Float64Array, at: number): void => {
  let sum = 0
  for (let y = 0; y < labels; y++) sum += weights[at + y] ?? 0
  for (let y = 0; y < labels; y++) weights[at + y] = (weights[at + y] ?? 0) / sum
}

/** For each token, what each label weighs by the token's features alone; the heaviest is 1. */
const emitted = ({ emissions, unit }: Weights, features: ReadonlyArray<Int32Array>): Float64Array => {
  const scores = new Float64Array(features.length * labels)
  for (const [i, row] of features.entries()) {
    const at = i * labels
    for (const feature of row) {
      const from = feature * labels
      for (let y = 0; y < labels; y++) scores[at + y] = (scores[at + y] ?? 0) + (emissions[from + y] ?? 0)
    }
    let most = Number.NEGATIVE_INFINITY
    for (let y = 0; y < labels; y++) most = Math.max(most, scores[at + y] ?? 0)
    for (let y = 0; y < labels; y++) scores[at + y] = Math.exp(((scores[at + y] ?? 0) - most) * unit)
  }
  return scores
}

/**
 * Forward and backward over one text.
 *
 * @param features of each token, places in the table
 * @param pairs where given, the probability of each pair of neighbours' labels is added to it
 * @returns the probability of each label for each token: `[token * labels + label]`
 */
export const posteriors = (
  weights: Weights,
  features: ReadonlyArray<Int32Array>,
  pairs?: Float64Array
): Float64Array => {
  const length = features.length
  const emission = emitted(weights, features)
  const moves = steps(weights.transitions)
  const forward = new Float64Array(length * labels)
  const backward = new Float64Array(length * labels).fill(1)
  for (let i = 0; i < length; i++) {
    const at = i * labels
    for (let y = 0; y < labels; y++) {
      let sum = i === 0 && follows(-1, y) ? 1 : 0
      if (i > 0) {
        for (let x = 0; x < labels; x++) sum += (forward[at - labels + x] ?? 0) * (moves[x * labels + y] ?? 0)
      }
      forward[at + y] = sum * (emission[at + y] ?? 0)
    }
    normalize(forward, at)
  }
  const ahead = new Float64Array(labels)
  for (let i = length - 2; i >= 0; i--) {
    const at = i * labels
    for (let y = 0; y < labels; y++) ahead[y] = (emission[at + labels + y] ?? 0) * (backward[at + labels + y] ?? 0)
    for (let x = 0; x < labels; x++) {
      let sum = 0
      for (let y = 0; y < labels; y++) sum += (moves[x * labels + y] ?? 0) * (ahead[y] ?? 0)
      backward[at + x] = sum
    }
    normalize(backward, at)
    if (pairs === undefined) continue
    let total = 0
    for (let x = 0; x < labels; x++) {
      for (let y = 0; y < labels; y++) total += (forward[at + x] ?? 0) * (moves[x * labels + y] ?? 0) * (ahead[y] ?? 0)
    }
    for (let x = 0; x < labels; x++) {
      for (let y = 0; y < labels; y++) {
        const weight = (forward[at + x] ?? 0) * (moves[x * labels + y] ?? 0) * (ahead[y] ?? 0)
        pairs[x * labels + y] = (pairs[x * labels + y] ?? 0) + weight / total
      }
    }
  }
  for (let i = 0; i < forward.length; i++) forward[i] = (forward[i] ?? 0) * (backward[i] ?? 0)
  for (let i = 0; i < length; i++) normalize(forward, i * labels)
  return forward
}

let loaded: Weights | undefined

/** The weights that ship: `labels * labels` floats, and the emissions. Source: `scripts/train-tagger.ts`. */
export const loadWeights = (): Weights => {
  if (loaded === undefined) {
    // In one piece: put together from many it would take twice the memory.
    const bytes = brotliDecompressSync(readFileSync(new URL("weights.br", import.meta.url)), {
      chunkSize: (size + 4 * labels) * labels
    })
    const transitions = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 4 * labels * labels))
    const emissions = new Int8Array(bytes.buffer, bytes.byteOffset + transitions.byteLength, size * labels)
    loaded = { emissions, transitions, unit: step }
  }
  return loaded
}
