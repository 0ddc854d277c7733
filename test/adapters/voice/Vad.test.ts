import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, FiberSet } from "effect"
import { TestClock } from "effect/testing"
import * as Vad from "../../../src/adapters/voice/cascade/Vad.ts"

const settled = Effect.promise(async () => {
  for (let turn = 0; turn < 400; turn++) await new Promise(setImmediate)
})

/** Feeds a detector that answers like this, 40 ms of noise at a time. */
const stage = (predict: () => Promise<number>) =>
  Effect.gen(function*() {
    const clock = yield* Clock.Clock
    const fork = yield* FiberSet.makeRuntime<never>()
    const told = { began: 0, closed: 0, failed: 0, silent: 0 }
    const detector = { windowSamples: 512, listen: () => ({ predict, close: () => void told.closed++ }) }
    const vad = Vad.make(detector, {
      began: () => void told.began++,
      silentFor: (millis) => void (told.silent = millis)
    }, {
      elapsed: () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6,
      later: (wait, act) => void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act))),
      failed: () => void told.failed++
    })
    const hear = () => vad.hear(new Int16Array(960).fill(1000), clock.currentTimeMillisUnsafe())
    const follow = Effect.fnUntraced(function*(millis: number) {
      for (let heard = 0; heard < millis; heard += 40) {
        yield* TestClock.adjust(Duration.millis(40))
        hear()
      }
      yield* settled
    })
    return { follow, hear, told }
  })

describe("the cascade's voice detector", () => {
  it.effect("is given up, once, where it never answers", () =>
    Effect.gen(function*() {
      const { follow, told } = yield* stage(() => new Promise(() => {}))
      yield* follow(1_900)
      assert.strictEqual(told.failed, 0)
      yield* follow(10_000)
      assert.deepInclude(told, { failed: 1, closed: 1 })
    }))

  it.effect("is given up, once, where it fails", () =>
    Effect.gen(function*() {
      const { follow, told } = yield* stage(() => Promise.reject(new Error("broken")))
      yield* follow(1_000)
      assert.deepInclude(told, { failed: 1, closed: 1 })
    }))

  it.effect("is not given up where the process was too busy to hear its answer", () =>
    Effect.gen(function*() {
      let answer: (probability: number) => void = () => {}
      const { hear, told } = yield* stage(() => new Promise((resolve) => answer = resolve))
      hear()
      yield* TestClock.adjust("3 seconds")
      for (let heard = 0; heard < 3_000; heard += 40) hear()
      answer(0)
      yield* settled
      yield* TestClock.adjust("1 second")
      assert.strictEqual(told.failed, 0)
    }))

  it.effect("may be given ten seconds at once", () =>
    Effect.gen(function*() {
      const { hear, told } = yield* stage(() => Promise.resolve(0.9))
      for (let heard = 0; heard < 10_000; heard += 40) hear()
      yield* settled
      assert.deepInclude(told, { began: 1, failed: 0 })
    }))

  it.effect("takes for no silence what only came late", () =>
    Effect.gen(function*() {
      const { follow, hear, told } = yield* stage(() => Promise.resolve(0.9))
      yield* follow(400)
      yield* TestClock.adjust("3 seconds")
      for (let heard = 0; heard < 3_000; heard += 40) hear()
      yield* follow(400)
      assert.deepInclude(told, { began: 1, silent: 0 })
    }))

  it.effect("takes for silence what never came", () =>
    Effect.gen(function*() {
      const { follow, told } = yield* stage(() => Promise.resolve(0.9))
      yield* follow(400)
      yield* TestClock.adjust("1 second")
      yield* follow(400)
      assert.deepInclude(told, { began: 2, silent: 1000 })
    }))
})
