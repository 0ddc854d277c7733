import { assert, describe, it } from "@effect/vitest"
import type { AudioFrame } from "@livekit/rtc-node"
import { Clock, Duration, Effect, FiberSet } from "effect"
import { TestClock } from "effect/testing"
import * as CallerTurns from "../../../src/adapters/voice/cascade/CallerTurns.ts"
import * as Vad from "../../../src/adapters/voice/cascade/Vad.ts"
import type { VoiceEvent } from "../../../src/services/VoiceSession.ts"

/** The length of a piece of audio (milliseconds), and its samples at 24 kHz, all alike. */
const piece = 40
const samples = 24 * piece

/** A detector that takes everything but zeros for a voice, and answers after so many turns of the event loop. */
const detector = (lag: number): Vad.Model => ({
  windowSamples: 512,
  listen: () => ({
    predict: async (window) => {
      for (let turn = 0; turn < lag; turn++) await new Promise(setImmediate)
      return window.every((sample) => sample === 0) ? 0 : 0.9
    },
    close: () => {}
  })
})

const settled = Effect.promise(async () => {
  for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate)
})

/** A caller whose audio is numbers: which of them were transcribed, by piece, and what came of it. */
const stage = (lag = 0) =>
  Effect.gen(function*() {
    const clock = yield* Clock.Clock
    const fork = yield* FiberSet.makeRuntime<never>()
    const events: Array<VoiceEvent> = []
    const transcribed: Array<ReadonlyArray<number>> = []
    let turns = 0
    const caller = CallerTurns.make({
      emit: (event) => void events.push(event),
      fork: (work) => {
        const fiber = fork(work)
        return () => fiber.interruptUnsafe()
      },
      later: (wait, act) => void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act))),
      now: () => clock.currentTimeMillisUnsafe(),
      newId: () => `turn ${++turns}`,
      transcribe: (pieces) =>
        Effect.sync(() => {
          const heard = pieces.flatMap((data) => [...new Set(data)]).filter((sample) => sample !== 0)
          transcribed.push([...new Set(heard)])
          return heard.length === 0 ? "" : `words ${heard[0]} to ${heard.at(-1)}`
        }),
      patience: () => Effect.succeed(500),
      began: () => {}
    })
    const vad = Vad.make(detector(lag), { began: caller.began, silentFor: caller.silentFor }, () => {})
    /** Says `value` for so many milliseconds; 0 is silence. */
    const say = Effect.fnUntraced(function*(value: number, millis: number) {
      for (let said = 0; said < millis; said += piece) {
        yield* TestClock.adjust(Duration.millis(piece))
        const data = new Int16Array(samples).fill(value)
        const at = clock.currentTimeMillisUnsafe()
        caller.hear({ frame: { data, sampleRate: 24_000, samplesPerChannel: samples } as AudioFrame, at })
        vad.hear(data, at)
        yield* settled
      }
    })
    const said = () => events.flatMap((event) => event._tag === "CallerSaid" ? [event.text] : [])
    return { say, said, transcribed, events }
  })

describe("the cascade's turns of the caller", () => {
  it.effect("transcribes all of a turn that has gaps between its syllables", () =>
    Effect.scoped(Effect.gen(function*() {
      const { said, say, transcribed } = yield* stage()
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 80)
      yield* say(2, 600)
      yield* say(0, 120)
      yield* say(3, 600)
      yield* say(0, 1200)
      assert.deepStrictEqual(transcribed, [[1, 2, 3]])
      assert.deepStrictEqual(said(), ["words 1 to 3"])
    })))

  it.effect("transcribes what goes on after a pause, and nothing of it twice", () =>
    Effect.scoped(Effect.gen(function*() {
      const { said, say, transcribed } = yield* stage()
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 400)
      yield* say(2, 600)
      yield* say(0, 1200)
      assert.deepStrictEqual(transcribed, [[1], [2]])
      assert.deepStrictEqual(said(), ["words 1 to 1 words 2 to 2"])
    })))

  it.effect("gives the words after a pause to them, however late the detector notices the pause", () =>
    Effect.scoped(Effect.gen(function*() {
      const { say, transcribed } = yield* stage(45)
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 400)
      yield* say(2, 600)
      yield* say(0, 2400)
      assert.deepStrictEqual(transcribed, [[1], [2]])
    })))
})
