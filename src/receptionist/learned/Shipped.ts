// oxlint-disable no-restricted-imports -- weights are a constant of the program, only too long for its source
import { readFileSync } from "node:fs"
import { brotliDecompressSync } from "node:zlib"
import { size, step, type Weights } from "./Model.ts"

/** Weights that ship, read when they are first needed. Source: `scripts/train-readers.ts`. */
export const weightsAt = (url: URL) => {
  let weights: Weights | undefined
  return (): Weights => {
    if (weights === undefined) {
      const { buffer, byteOffset } = brotliDecompressSync(readFileSync(url))
      weights = { values: new Int8Array(buffer, byteOffset, size * 3), unit: step }
    }
    return weights
  }
}
