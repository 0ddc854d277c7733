import type { VAD } from "@livekit/agents"
import { Duration, Effect } from "effect"
import type { Host } from "../Brain.ts"
import type { Sdk } from "../Sdk.ts"
import * as Vads from "../turns/Vads.ts"

/** Hears one call, window by window: how likely each is to be a voice. */
interface Windows {
  readonly predict: (window: Int16Array) => Promise<number>
  readonly close: () => void
}
/** One model for all calls. */
export interface Model {
  /** At 16 kHz. */
  readonly windowSamples: number
  readonly listen: () => Windows
}

/** Silero as it is built in: half a second of work the first time, and native code that nobody else needs. */
const builtin: Effect.Effect<Model> = Effect.promise(async () => {
  const { default: native } = await import("@livekit/local-inference")
  native.initVad()
  return {
    windowSamples: native.VAD_WINDOW_SAMPLES,
    listen: () => {
      const vad = native.createVad()
      return { predict: (window) => vad.predict(window), close: () => {} }
    }
  }
})

/** The value of `VADEventType.INFERENCE_DONE`. */
const windowDone = 1

/** A detector of the SDK's, which tells of each window that it is given. */
const windowsOf = ({ rtc: { AudioFrame } }: Sdk, vad: VAD): Windows => {
  const stream = vad.stream()
  return {
    predict: async (window) => {
      stream.pushFrame(new AudioFrame(window, 16_000, 1, window.length))
      for (;;) {
        const { done, value } = await stream.next()
        if (done === true) throw new Error("the voice detector has ended")
        if (value.type === windowDone) return value.probability
      }
    },
    close: () => stream.close()
  }
}

export const load = (name: Vads.VadName, sdk: Effect.Effect<Sdk>): Effect.Effect<Model> =>
  name === "builtin"
    ? builtin
    : Effect.map(
      Effect.all([sdk, Vads.make(name)]),
      ([sdk, newVad]) => ({ windowSamples: 512, listen: () => windowsOf(sdk, newVad(sdk)) })
    )

/** The caller begins or stops to speak. Times are those of their audio (epoch milliseconds). */
export interface VadEars {
  /** `at`: when they began. */
  readonly began: (at: number) => void
  /**
   * They have been silent for so many milliseconds, up to `at`, or nothing came of them. Told every 32 ms while they are,
   * until they speak.
   */
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

export interface VadHost extends Pick<Host, "elapsed" | "later"> {
  /** Nothing more comes of the detector. Said once. */
  readonly failed: () => void
}

/** Of a line so much audio is missing (milliseconds) that it was silent; if it were only late, it would come all at once. */
const gap = 800
const lateWindows = 5
/** How far behind what it is given the detector may be, and without an answer for how long, until it is given up. */
const lagBound = 2_000
/** A process that was busy is given so many windows before it hears of an answer. */
const grace = Duration.millis(100)

/** Silero's detector over what it is given, in order, as fast as it can. */
export const make = ({ listen, windowSamples }: Model, ears: VadEars, { elapsed, failed, later }: VadHost) => {
  const vad = listen()
  const windowMillis = windowSamples / 16
  const waiting: Array<{ readonly window: Int16Array; readonly at: number }> = []
  let rest = new Int16Array(0)
  let isBusy = false
  let isClosed = false
  let answeredAt = 0
  let isDoubted = false
  /** The time of the last audio that was judged. */
  let judgedTo = Number.POSITIVE_INFINITY
  /** What is missing, perhaps: how much, after which time, and how many windows have come since. */
  let hole: { readonly from: number; readonly millis: number; windows: number } | undefined
  let speechMillis = 0
  let silenceMillis = 0
  let isSpeaking = false

  const close = () => {
    if (isClosed) return
    isClosed = true
    waiting.length = 0
    vad.close()
  }
  const fail = () => {
    if (isClosed) return
    close()
    failed()
  }

  const doubt = () => {
    const before = answeredAt
    isDoubted = true
    later(grace, () => {
      isDoubted = false
      if (answeredAt === before) fail()
    })
  }

  const silent = (millis: number, at: number) => {
    isSpeaking = false
    speechMillis = 0
    silenceMillis += millis
    ears.silentFor(silenceMillis, at)
  }
  /** Something may be missing before this window: it is, where what follows comes no faster than it is said. */
  const lookForHole = (at: number) => {
    const millis = at - windowMillis - judgedTo
    if (millis >= gap) hole = { from: judgedTo, millis, windows: 0 }
    judgedTo = at
    if (hole === undefined || ++hole.windows < lateWindows) return
    const { from, millis: missing, windows } = hole
    hole = undefined
    const isLate = at - from - windows * windowMillis < missing - windows * windowMillis / 2
    if (!isLate) silent(missing, from + missing)
  }
  const take = (probability: number, at: number) => {
    lookForHole(at)
    if (probability < threshold && !(isSpeaking && probability > lastThreshold)) return silent(windowMillis, at)
    speechMillis += windowMillis
    if (isSpeaking || speechMillis < leastSpeech) return
    isSpeaking = true
    silenceMillis = 0
    ears.began(at - speechMillis)
  }

  const work = async () => {
    isBusy = true
    answeredAt = elapsed()
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const probability = await vad.predict(next.window)
        if (isClosed) return
        answeredAt = elapsed()
        take(probability, next.at)
      }
    } catch {
      fail()
    }
    isBusy = false
  }

  return {
    /** 24 kHz, mono; `at`: when the last of it had been said. */
    hear: (samples: Int16Array, at: number): void => {
      if (isClosed) return
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
      if (!isBusy) void work()
      else if (!isDoubted && waiting.length * windowMillis > lagBound && elapsed() - answeredAt > lagBound) doubt()
    },
    close
  }
}
