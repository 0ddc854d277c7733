import { Effect } from "effect"
import { oggOf } from "./Ogg.ts"

const rate = 8000

/** Two seconds of Ogg Opus, stereo: a tone on the left in the first, on the right in the second. */
export const toneOgg = Effect.sync(() => {
  const samples = new Int16Array(rate * 2 * 2)
  for (let index = 0; index < rate * 2; index++) {
    const value = Math.round(Math.sin(index * 440 * 2 * Math.PI / rate) * 16_000)
    samples[index * 2 + (index < rate ? 0 : 1)] = value
  }
  return oggOf(samples, rate)
})
