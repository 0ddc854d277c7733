import { assert, describe, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import { TestClock } from "effect/testing"
import * as Breaker from "../../../src/adapters/voice/Breaker.ts"
import { voiceAvoided } from "../../../src/telemetry/Metrics.ts"

const stage = (answers: () => boolean) => {
  const tries: Array<number> = []
  const probe = Effect.flatMap(Effect.clockWith(({ currentTimeMillis }) => currentTimeMillis), (at) => {
    tries.push(at / 1000)
    return answers() ? Effect.void : Effect.fail("refused")
  })
  return Effect.map(Breaker.make(new Map([["realtime", probe]])), (breaker) => ({ breaker, tries }))
}
const isAvoided = Effect.map(Metric.value(voiceAvoided("realtime")), ({ value }) => value === 1)

describe("the breaker", () => {
  it.effect("takes a voice for available that one call had to leave, and not one that two did within 30 s", () =>
    Effect.gen(function*() {
      const { breaker } = yield* stage(() => true)
      yield* breaker.failed("realtime", "linkLost")
      yield* TestClock.adjust("31 seconds")
      yield* breaker.failed("realtime", "stalled")
      assert.isTrue(breaker.isAvailable("realtime"))
      yield* breaker.failed("realtime", "linkLost")
      assert.isFalse(breaker.isAvailable("realtime"))
      assert.isTrue(yield* isAvoided)
      assert.isTrue(breaker.isAvailable("standby") && breaker.isAvailable("cascade"))
    }))

  it.effect("tries it after 5 s, then ever more rarely, and comes back to it when it answers", () =>
    Effect.gen(function*() {
      let answers = false
      const { breaker, tries } = yield* stage(() => answers)
      yield* breaker.failed("realtime", "noSession")
      assert.isFalse(breaker.isAvailable("realtime"))
      yield* TestClock.adjust("200 seconds")
      assert.deepStrictEqual(tries, [5, 15, 35, 75, 135, 195])
      answers = true
      yield* TestClock.adjust("60 seconds")
      assert.isTrue(breaker.isAvailable("realtime"))
      assert.isFalse(yield* isAvoided)
      yield* TestClock.adjust("10 minutes")
      assert.lengthOf(tries, 7)
    }))

  it.effect("waits a minute for one without quota, which answers and is of no use", () =>
    Effect.gen(function*() {
      const { breaker, tries } = yield* stage(() => true)
      yield* breaker.failed("realtime", "quota")
      yield* TestClock.adjust("59 seconds")
      assert.deepStrictEqual(tries, [])
      yield* TestClock.adjust("1 second")
      assert.isTrue(breaker.isAvailable("realtime"))
    }))

  it.effect("never leaves out what nobody can try", () =>
    Effect.gen(function*() {
      const { breaker } = yield* stage(() => true)
      for (let failed = 0; failed < 5; failed++) yield* breaker.failed("cascade", "quota")
      assert.isTrue(breaker.isAvailable("cascade"))
    }))
})
