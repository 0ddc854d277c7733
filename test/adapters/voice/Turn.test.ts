import { assert, describe, it } from "@effect/vitest"
import type { voice } from "@livekit/agents"
import { Clock, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import * as Turn from "../../../src/adapters/voice/Turn.ts"
import { speech } from "../../support/SpeakingStage.ts"

/** A phrase that waits, and what stands in its way. */
const waiting = Effect.gen(function*() {
  const clock = yield* Clock.Clock
  const elapsed = () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6
  const [mine, reply] = [speech().handle, speech().handle]
  const takenBack: Array<number> = []
  const world = {
    begun: false,
    heardAt: Number.NEGATIVE_INFINITY,
    isHeard: false,
    askedAt: undefined as number | undefined,
    speaker: reply as voice.SpeechHandle | undefined,
    leaves: true
  }
  const turn = Turn.make({
    elapsed,
    heardAt: () => world.isHeard ? elapsed() : world.heardAt,
    speaker: () => world.speaker
  }, {
    askedAt: () => world.askedAt,
    takeBack: (speech) => {
      takenBack.push(elapsed())
      speech?.interrupt()
      if (world.leaves) world.begun = true
    }
  })
  return { world, mine, reply, takenBack, wait: Effect.forkChild(Effect.exit(turn(mine, () => world.begun))), elapsed }
})

const failure = Effect.fnUntraced(function*(fiber: Fiber.Fiber<unknown>) {
  return fiber.pollUnsafe() === undefined
    ? "waits"
    : JSON.stringify(yield* Fiber.join(fiber)).includes("noAudio")
    ? "noAudio"
    : "begun"
})

describe("a phrase's turn", () => {
  it.effect("has come at once where nothing is in its way", () =>
    Effect.gen(function*() {
      const { takenBack, wait, world } = yield* waiting
      world.begun = true
      const fiber = yield* wait
      yield* TestClock.adjust(0)
      assert.strictEqual(yield* failure(fiber), "begun")
      assert.deepStrictEqual(takenBack, [])
    }))

  it.effect("comes when what is heard is over, and not before", () =>
    Effect.gen(function*() {
      const { takenBack, wait, world } = yield* waiting
      world.isHeard = true
      const fiber = yield* wait
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual(yield* failure(fiber), "waits")
      world.begun = true
      yield* TestClock.adjust("50 millis")
      assert.strictEqual(yield* failure(fiber), "begun")
      assert.deepStrictEqual(takenBack, [])
    }))

  it.effect("comes 3 s after the last sound of what is not heard any more", () =>
    Effect.gen(function*() {
      const { takenBack, wait, world } = yield* waiting
      yield* TestClock.adjust("10 seconds")
      world.askedAt = 1000
      world.heardAt = 9500
      const fiber = yield* wait
      yield* TestClock.adjust("2450 millis")
      assert.deepStrictEqual(takenBack, [])
      yield* TestClock.adjust("50 millis")
      assert.deepStrictEqual(takenBack, [12_500])
      yield* TestClock.adjust("50 millis")
      assert.strictEqual(yield* failure(fiber), "begun")
    }))

  it.effect("comes 3 s after the asking of what was never heard: at once, where that was long ago", () =>
    Effect.gen(function*() {
      const { takenBack, wait, world } = yield* waiting
      yield* TestClock.adjust("10 seconds")
      world.askedAt = 7000
      yield* wait
      yield* TestClock.adjust(0)
      assert.deepStrictEqual(takenBack, [10_000])
    }))

  it.effect("comes 3 s after it began to wait for what nobody has asked for", () =>
    Effect.gen(function*() {
      const { takenBack, wait } = yield* waiting
      yield* TestClock.adjust("10 seconds")
      yield* wait
      yield* TestClock.adjust("2950 millis")
      assert.deepStrictEqual(takenBack, [])
      yield* TestClock.adjust("50 millis")
      assert.deepStrictEqual(takenBack, [13_000])
    }))

  it.effect("never comes where what was taken back does not go: 3 s later the phrase is given up", () =>
    Effect.gen(function*() {
      const { takenBack, wait, world } = yield* waiting
      world.leaves = false
      const fiber = yield* wait
      yield* TestClock.adjust("5950 millis")
      assert.strictEqual(yield* failure(fiber), "waits")
      yield* TestClock.adjust("50 millis")
      assert.strictEqual(yield* failure(fiber), "noAudio")
      assert.deepStrictEqual(takenBack, [3000], "once")
    }))

  it.effect.each(["nobody", "itself"] as const)(
    "never comes where %s is in its way for 3 s",
    (who) =>
      Effect.gen(function*() {
        const { mine, takenBack, wait, world } = yield* waiting
        world.speaker = who === "nobody" ? undefined : mine
        const fiber = yield* wait
        yield* TestClock.adjust("2950 millis")
        assert.strictEqual(yield* failure(fiber), "waits")
        yield* TestClock.adjust("50 millis")
        assert.strictEqual(yield* failure(fiber), "noAudio")
        assert.deepStrictEqual(takenBack, [])
      })
  )

  it.effect("never comes where the agent does not stop speaking: after 30 s the phrase is given up", () =>
    Effect.gen(function*() {
      const { takenBack, wait, world } = yield* waiting
      world.isHeard = true
      const fiber = yield* wait
      yield* TestClock.adjust("29950 millis")
      assert.strictEqual(yield* failure(fiber), "waits")
      yield* TestClock.adjust("50 millis")
      assert.strictEqual(yield* failure(fiber), "noAudio")
      assert.deepStrictEqual(takenBack, [])
    }))
})
