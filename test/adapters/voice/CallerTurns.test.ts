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

interface Slow {
  /** How many turns of the event loop the detector takes to answer. */
  readonly lag?: number
  /** How long a transcription takes, how long its words are thought about, and how long the pause may then be. */
  readonly transcribing?: number
  readonly judging?: number
  readonly patience?: number
  /** The pieces of which the transcription fails, by their first number. */
  readonly failing?: ReadonlyArray<number>
}

/** A caller whose audio is numbers: which of them were transcribed, by piece, and what came of it. */
const stage = ({ failing = [], judging = 0, lag = 0, patience = 500, transcribing = 0 }: Slow = {}) =>
  Effect.gen(function*() {
    const clock = yield* Clock.Clock
    const fork = yield* FiberSet.makeRuntime<never>()
    const events: Array<VoiceEvent> = []
    const transcribed: Array<ReadonlyArray<number>> = []
    let turns = 0
    const later = (wait: Duration.Duration, act: () => void) =>
      void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act)))
    const caller = CallerTurns.make({
      emit: (event) => void events.push(event),
      fork: (work) => {
        const fiber = fork(work)
        return () => fiber.interruptUnsafe()
      },
      later,
      now: () => clock.currentTimeMillisUnsafe(),
      newId: () => `turn ${++turns}`,
      transcribe: (pieces) =>
        Effect.delay(
          Effect.suspend(() => {
            const heard = pieces.flatMap((data) => [...new Set(data)]).filter((sample) => sample !== 0)
            transcribed.push([...new Set(heard)])
            if (failing.includes(heard[0] ?? 0)) return Effect.fail("no transcription")
            return Effect.succeed(heard.length === 0 ? "" : `words ${heard[0]} to ${heard.at(-1)}`)
          }),
          transcribing
        ),
      patience: () => Effect.delay(Effect.succeed(patience), judging),
      began: () => {}
    })
    const vad = Vad.make(detector(lag), { began: caller.began, silentFor: caller.silentFor }, {
      elapsed: () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6,
      later,
      failed: () => {}
    })
    const hear = (value: number) => {
      const data = new Int16Array(samples).fill(value)
      const at = clock.currentTimeMillisUnsafe()
      caller.hear({ frame: { data, sampleRate: 24_000, samplesPerChannel: samples } as AudioFrame, at })
      vad.hear(data, at)
    }
    /** Says `value` for so many milliseconds; 0 is silence. */
    const say = Effect.fnUntraced(function*(value: number, millis: number) {
      for (let said = 0; said < millis; said += piece) {
        yield* TestClock.adjust(Duration.millis(piece))
        hear(value)
        yield* settled
      }
    })
    /** The same, in a process that is busy, and hears it all at once. */
    const sayLate = Effect.fnUntraced(function*(value: number, millis: number) {
      yield* TestClock.adjust(Duration.millis(millis))
      for (let said = 0; said < millis; said += piece) hear(value)
      yield* settled
    })
    /** Nothing at all comes over the line for so many milliseconds. */
    const nothing = (millis: number) => Effect.andThen(TestClock.adjust(Duration.millis(millis)), settled)
    const tags = () => events.map(({ _tag }) => _tag)
    const said = () => events.flatMap((event) => event._tag === "CallerSaid" ? [event.text] : [])
    return { caller, events, nothing, said, say, sayLate, tags, transcribed }
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
      const { say, transcribed } = yield* stage({ lag: 45 })
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 400)
      yield* say(2, 600)
      yield* say(0, 2400)
      assert.deepStrictEqual(transcribed, [[1], [2]])
    })))

  it.effect("waits for the words of what goes on while its pause is still thought about", () =>
    Effect.scoped(Effect.gen(function*() {
      const { said, say } = yield* stage({ transcribing: 250, judging: 350, patience: 200 })
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 280)
      yield* say(2, 160)
      yield* say(0, 2000)
      assert.deepStrictEqual(said(), ["words 1 to 1 words 2 to 2"])
    })))

  it.effect("tells for how long whoever has finished has waited for their words", () =>
    Effect.scoped(Effect.gen(function*() {
      const { events, say } = yield* stage({ transcribing: 2_500, patience: 200 })
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 3_200)
      const ended = events.find((event) => event._tag === "CallerTurnEnded")
      assert.approximately(ended?.waited ?? 0, 2_500, 100)
    })))

  it.effect("does not pass the rest of a turn for all of it, of which a part was not transcribed", () =>
    Effect.scoped(Effect.gen(function*() {
      const { events, say, tags } = yield* stage({ failing: [1] })
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 400)
      yield* say(2, 600)
      yield* say(0, 1200)
      assert.deepStrictEqual(tags(), ["CallerStartedSpeaking", "CallerNotTranscribed"])
      assert.deepInclude(events[1], { lost: true })
    })))

  it.effect("tells what is known of a turn that nobody answers any more", () =>
    Effect.scoped(Effect.gen(function*() {
      const { caller, nothing, said, say } = yield* stage({ failing: [2] })
      yield* say(0, 800)
      yield* say(1, 600)
      yield* say(0, 400)
      yield* say(2, 600)
      caller.end()
      yield* nothing(0)
      assert.deepStrictEqual(said(), ["words 1 to 1"])
    })))

  it.effect("leaves a turn that could not be transcribed to whoever listens next, and none in which nothing was said", () =>
    Effect.scoped(Effect.gen(function*() {
      for (const [failing, transcribed] of [[[1], false], [[], true]] as const) {
        const { caller, events, say } = yield* stage({ failing })
        yield* say(0, 800)
        yield* say(1, 600)
        yield* say(0, 1200)
        const now = yield* Clock.currentTimeMillis
        const left = caller.leave()
        assert.strictEqual(left, transcribed ? now : (events[0] as { readonly at: number }).at - 400)
        assert.strictEqual(caller.leave(), now)
      }
    })))

  it.effect("hears what follows a moment in which nothing came over the line", () =>
    Effect.scoped(Effect.gen(function*() {
      const { nothing, said, say } = yield* stage()
      yield* say(0, 800)
      yield* say(1, 600)
      yield* nothing(1200)
      yield* say(2, 600)
      yield* say(0, 1200)
      assert.strictEqual(said().join(" "), "words 1 to 1 words 2 to 2")
    })))

  it.effect("takes no moment in which the process was busy for a pause", () =>
    Effect.scoped(Effect.gen(function*() {
      const { say, sayLate, transcribed } = yield* stage()
      yield* say(0, 800)
      yield* say(1, 600)
      yield* sayLate(2, 880)
      yield* say(3, 600)
      yield* say(0, 1200)
      assert.deepStrictEqual(transcribed, [[1, 2, 3]])
    })))

  it.effect("hears all of somebody who does not pause for a minute", () =>
    Effect.scoped(Effect.gen(function*() {
      const { said, say } = yield* stage()
      yield* say(0, 800)
      for (let part = 1; part <= 9; part++) yield* say(part, 10_000)
      yield* say(0, 1200)
      const heard = said().join(" ")
      assert.match(heard, /^words 1 /)
      assert.match(heard, / 9$/)
    })), 30_000)

  it.effect("gives somebody who is gone no time to go on", () =>
    Effect.scoped(Effect.gen(function*() {
      for (const silence of [0, 400]) {
        const { caller, nothing, said, say } = yield* stage({ patience: 1100 })
        yield* say(0, 800)
        yield* say(1, 600)
        yield* say(0, silence)
        caller.end()
        yield* nothing(0)
        assert.deepStrictEqual(said(), ["words 1 to 1"])
      }
    })))
})
