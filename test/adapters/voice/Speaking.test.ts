import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { frame, speakingStage } from "../../support/SpeakingStage.ts"

describe("what the caller hears of the agent", () => {
  it.effect("is told when it begins, each second of it, and when it is over", () =>
    Effect.gen(function*() {
      const { ends, events, output, plays, starts } = yield* speakingStage
      yield* plays(frame(3500))
      yield* starts
      yield* TestClock.adjust("3500 millis")
      yield* ends(3.5)
      yield* TestClock.adjust("10 seconds")
      assert.deepStrictEqual(events, [
        { _tag: "AgentStartedSpeaking", at: 0, of: "reply" },
        { _tag: "AgentAudible", at: 1000 },
        { _tag: "AgentAudible", at: 2000 },
        { _tag: "AgentAudible", at: 3000 },
        { _tag: "AgentStoppedSpeaking", at: 3500, interrupted: false }
      ])
      assert.strictEqual(output.captured.length, 1, "it goes on to be played")
    }))

  it.effect("has stalled a second after the last that there was to hear, and starts again with the next", () =>
    Effect.gen(function*() {
      const { ends, events, plays, starts } = yield* speakingStage
      yield* starts
      yield* plays(frame(100), frame(100))
      yield* TestClock.adjust("1199 millis")
      assert.deepStrictEqual(events.map(({ _tag }) => _tag), ["AgentStartedSpeaking", "AgentAudible"])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(events.at(-1), { _tag: "AgentStalled", at: 1200 })
      yield* TestClock.adjust("60 seconds")
      assert.strictEqual(events.length, 3)
      yield* plays(frame(500))
      assert.deepStrictEqual(events.at(-1), { _tag: "AgentStartedSpeaking", at: 61_200, of: "reply" })
      yield* TestClock.adjust("1500 millis")
      assert.deepStrictEqual(events.slice(-2), [{ _tag: "AgentAudible", at: 62_200 }, {
        _tag: "AgentStalled",
        at: 62_700
      }])
      yield* ends(0.7, true)
      assert.deepStrictEqual(events.at(-1), { _tag: "AgentStoppedSpeaking", at: 62_700, interrupted: true })
    }))

  it.effect("is nothing where the audio is silence, and what comes after silence counts from when it is played", () =>
    Effect.gen(function*() {
      const { plays, speaking, starts, tags } = yield* speakingStage
      yield* starts
      yield* plays(frame(800, 64), frame(500), frame(2000, -64))
      yield* TestClock.adjust("2299 millis")
      assert.deepStrictEqual(tags(), ["StartedSpeaking", "Audible", "Audible"])
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(tags().at(-1), "Stalled")
      assert.strictEqual(speaking.heardAt(), 1300)
    }))

  it.effect("can be asked for: what is being said, what was, since when, and when it was heard last", () =>
    Effect.gen(function*() {
      const { ends, plays, speaking, starts } = yield* speakingStage
      assert.strictEqual(speaking.heardAt(), Number.NEGATIVE_INFINITY)
      assert.deepStrictEqual([speaking.count(), speaking.current(), speaking.last()], [0, undefined, undefined])
      yield* TestClock.adjust("1 second")
      let begun = 0
      const forget = speaking.onBegin(() => begun++)
      yield* plays(frame(5000))
      yield* starts
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(speaking.heardAt(), 3000)
      assert.deepInclude({ ...speaking.current() }, { number: 1, startedAt: 1000, since: 1000, stalled: false })
      yield* ends(2, true)
      assert.deepStrictEqual(speaking.last(), { number: 1, startedAt: 1000, seconds: 2, cut: true })
      yield* TestClock.adjust("1 second")
      assert.strictEqual(speaking.heardAt(), 3000, "what was to come of it is not heard")
      forget()
      yield* starts
      assert.deepStrictEqual([begun, speaking.count()], [1, 2])
    }))

  it.effect("is over when the line is closed, and only then, and once", () =>
    Effect.gen(function*() {
      const { events, speaking, starts, tags } = yield* speakingStage
      speaking.close()
      assert.deepStrictEqual(events, [])
      yield* starts
      speaking.close()
      speaking.close()
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(tags(), ["StartedSpeaking", "StoppedSpeaking"])
    }))

  it.effect("is not ended by an end that nothing has begun", () =>
    Effect.gen(function*() {
      const { ends, events, speaking } = yield* speakingStage
      yield* ends(1)
      assert.deepStrictEqual([events, speaking.last()], [[], undefined])
    }))
})
