import type * as LocalInference from "@livekit/local-inference"
import { Effect } from "effect"

/** What of Silero's native build is used: one detector a call, one model for all of them. */
type Native = Pick<typeof LocalInference, "VAD_WINDOW_SAMPLES" | "createVad">

/** Loads the model, half a second of work the first time; native code that nobody else needs. */
export const load: Effect.Effect<Native> = Effect.promise(async () => {
  const { default: native } = await import("@livekit/local-inference")
  native.initVad()
  return native
})

/** The caller begins or stops to speak. Times are those of their audio (epoch milliseconds). */
export interface VadEars {
  /** `at`: when they began. */
  readonly began: (at: number) => void
  /** They have been silent for so many milliseconds, up to `at`. Told every 32 ms while they are, until they speak. */
  readonly silentFor: (millis: number, at: number) => void
}

/** What counts as a voice (probability), and what is still one. */
const threshold = 0.5
const lastThreshold = 0.35
/** So long it has to last to be one. */
const leastSpeech = 96

/** What the caller says, 24 kHz: every second of three samples at 16 kHz, as telephones carry nothing above 4 kHz. */
const to16k = (samples: Int16Array): Int16Array => {
  const made = new Int16Array(Math.floor(samples.length / 3) * 2)
  for (let from = 0, to = 0; to < made.length; from += 3, to += 2) {
    made[to] = samples[from] ?? 0
    made[to + 1] = ((samples[from + 1] ?? 0) + (samples[from + 2] ?? 0)) >> 1
  }
  return made
}

/** Silero's detector over what it is given, in order, as fast as it can. */
export const make = ({ VAD_WINDOW_SAMPLES: windowSamples, createVad }: Native, ears: VadEars, failed: () => void) => {
  const vad = createVad()
  const windowMillis = windowSamples / 16
  const waiting: Array<{ readonly window: Int16Array; readonly at: number }> = []
  let rest = new Int16Array(0)
  let isBusy = false
  let isClosed = false
  let speechMillis = 0
  let silenceMillis = 0
  let isSpeaking = false

  const take = (probability: number, at: number) => {
    if (probability >= threshold || (isSpeaking && probability > lastThreshold)) {
      speechMillis += windowMillis
      if (isSpeaking || speechMillis < leastSpeech) return
      isSpeaking = true
      silenceMillis = 0
      return ears.began(at - speechMillis)
    }
    isSpeaking = false
    speechMillis = 0
    silenceMillis += windowMillis
    ears.silentFor(silenceMillis, at)
  }

  const work = async () => {
    isBusy = true
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        take(await vad.predict(next.window), next.at)
      }
    } catch {
      failed()
    }
    isBusy = false
  }

  return {
    /** 24 kHz, mono; `at`: when the last of it had been said. */
    hear: (samples: Int16Array, at: number): void => {
      const made = to16k(samples)
      const all = new Int16Array(rest.length + made.length)
      all.set(rest)
      all.set(made, rest.length)
      let from = 0
      for (; from + windowSamples <= all.length; from += windowSamples) {
        waiting.push({
          window: all.slice(from, from + windowSamples),
          at: at - (all.length - from - windowSamples) / 16
        })
      }
      rest = all.slice(from)
      if (!isBusy && !isClosed) void work()
    },
    close: (): void => {
      isClosed = true
      waiting.length = 0
    }
  }
}
