import type { AudioFrame } from "@livekit/rtc-node"
import { Effect, Scope } from "effect"
import type { Language } from "../../../domain/Language.ts"
import type { Sdk } from "../Sdk.ts"
import * as InferenceThread from "./InferenceThread.ts"
import type { TurnDetector } from "./TurnDetector.ts"

/** The model looks at the last 1.2 s. */
const contextMillis = 1200
const modelRate = 16_000

/** From which probability on an end is likely: of what `bench:turns` tries, half of the ends are at this or above it. */
export const thresholds: Readonly<Record<Language, number>> = { FRENCH: 0.36, ENGLISH: 0.44 }

/** The last of what was heard, and no more. */
const makeRecent = () => {
  let frames: Array<AudioFrame> = []
  let millis = 0
  const length = ({ sampleRate, samplesPerChannel }: AudioFrame) => samplesPerChannel * 1000 / sampleRate
  return {
    hear: (frame: AudioFrame): void => {
      frames.push(frame)
      millis += length(frame)
      while (frames[0] !== undefined && millis - length(frames[0]) >= contextMillis) {
        millis -= length(frames[0])
        frames = frames.slice(1)
      }
    },
    frames: (): ReadonlyArray<AudioFrame> => frames
  }
}

const resampled = ({ rtc: { AudioResampler } }: Sdk, frames: ReadonlyArray<AudioFrame>): Int16Array => {
  const [first] = frames
  if (first === undefined) return new Int16Array(0)
  const resampler = new AudioResampler(first.sampleRate, modelRate, 1)
  const out = [...frames.flatMap((frame) => resampler.push(frame)), ...resampler.flush()].map(({ data }) => data)
  resampler.close()
  const whole = new Int16Array(out.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of out) {
    whole.set(part, at)
    at += part.length
  }
  return whole.slice(-contextMillis * modelRate / 1000)
}

/** LiveKit's detector of the end of a turn by its sound, which is in the tree: one model for all calls of the process. */
export const make = Effect.fnUntraced(
  function*(): Effect.fn.Return<Effect.Effect<(sdk: Sdk) => TurnDetector>, never, Scope.Scope> {
    const scope = yield* Effect.scope
    return yield* Effect.cached(
      Effect.map(
        Scope.provide(InferenceThread.make<Int16Array>(new URL("./eotThread.ts", import.meta.url)), scope),
        ({ predict }) => (sdk: Sdk): TurnDetector => ({
          listen: () => {
            const recent = makeRecent()
            return {
              hear: recent.hear,
              probability: async (language) => {
                const probability = await predict(resampled(sdk, recent.frames()))
                return probability === undefined ? undefined : { probability, threshold: thresholds[language] }
              },
              close: () => {}
            }
          }
        })
      )
    )
  }
)
