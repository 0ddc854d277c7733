import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { loadOf, watchLoad } from "../../src/programs/WorkerLoad.ts"

it("is as busy as that of which a worker carries most, and never refuses its only call", () => {
  assert.strictEqual(loadOf({ calls: 0, delay: 50, cpu: 50 }), 0)
  assert.strictEqual(loadOf({ calls: 0.5, delay: 0, cpu: 0.2 }), 0.5)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 0.75, cpu: 0.5 }), 0.75)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 0.5, cpu: 0.9 }), 0.9)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 3, cpu: 0 }), 1)
  assert.strictEqual(loadOf({ calls: 1.25, delay: 0, cpu: 0 }), 1)
})

it.effect("is full once the process fills the cores that it has to itself, and only then", () =>
  Effect.gen(function*() {
    // So small a part of a core that whatever this process does fills it, and so many that nothing does.
    const narrow = yield* watchLoad({ maxCalls: 1000, cores: 1, maxDelay: "1 hour" })
    const wide = yield* watchLoad({ maxCalls: 1000, cores: 1e6, maxDelay: "1 hour" })
    assert.strictEqual(yield* narrow(1), 0.001)
    for (const end = performance.now() + 300; performance.now() < end;);
    yield* TestClock.adjust("2.5 seconds")
    assert.isAbove(yield* narrow(1), 0.1)
    assert.strictEqual(yield* wide(1), 0.001)
  }))
