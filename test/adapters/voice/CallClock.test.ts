import { assert, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import * as CallClock from "../../../src/adapters/voice/CallClock.ts"

it.effect("puts a call in order, though the clock on the wall is set back in the middle of it", () =>
  Effect.gen(function*() {
    let wall = 1_800_000_000_000
    let passed = 5_000
    const real = yield* Clock.Clock
    const clock: Clock.Clock = {
      ...real,
      currentTimeMillisUnsafe: () => wall,
      monotonicTimeNanosUnsafe: () => BigInt(passed) * 1_000_000n
    }
    const { elapsed, now } = yield* CallClock.make.pipe(Effect.provideService(Clock.Clock, clock))
    assert.strictEqual(now(), 1_800_000_000_000)
    passed += 300
    wall -= 3_600_000
    assert.strictEqual(now(), 1_800_000_000_300)
    assert.strictEqual(elapsed(), 5_300)
  }))
