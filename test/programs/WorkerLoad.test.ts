import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Duration, Effect, FileSystem } from "effect"
import { TestClock } from "effect/testing"
import * as NodeProcess from "../../src/adapters/processes/ThisProcess.ts"
import { loadOf, loadWindow, waitCarried, watchLoad } from "../../src/programs/WorkerLoad.ts"

/** No wait for a core is counted. */
const uncounted = NodeProcess.layer({ schedulerStatistics: "/dev/null" })

it("is as busy as that of which a worker carries most, and never refuses its only call", () => {
  assert.strictEqual(loadOf({ calls: 0, delay: 50, wait: 50, cpu: 50 }), 0)
  assert.strictEqual(loadOf({ calls: 0.5, delay: 0, wait: 0.1, cpu: 0.2 }), 0.5)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 0.75, wait: 0.1, cpu: 0.5 }), 0.75)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 0.5, wait: 0.1, cpu: 0.9 }), 0.9)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 0.5, wait: 0.95, cpu: 0.9 }), 0.95)
  assert.strictEqual(loadOf({ calls: 0.25, delay: 3, wait: 0, cpu: 0 }), 1)
  assert.strictEqual(loadOf({ calls: 1.25, delay: 0, wait: 0, cpu: 0 }), 1)
})

it.effect("is full once the process fills the cores that it has to itself, and only then", () =>
  Effect.gen(function*() {
    // So small a part of a core that whatever this process does fills it, and so many that nothing does.
    const limits = { maxCalls: 1000, maxDelay: "1 hour" } as const
    const narrow = yield* watchLoad({ ...limits, cores: 1 })
    const wide = yield* watchLoad({ ...limits, cores: 1e6 })
    assert.strictEqual(yield* narrow(1), 0.001)
    for (const end = performance.now() + 300; performance.now() < end;);
    yield* TestClock.adjust(loadWindow)
    assert.isAbove(yield* narrow(1), 0.1)
    assert.strictEqual(yield* wide(1), 0.001)
  }).pipe(Effect.provide(uncounted)))

it("minds a wait for a core as far as it is itself what keeps them busy", () => {
  assert.strictEqual(waitCarried(0.2, 0.5), 0.5)
  assert.closeTo(waitCarried(0.6, 0.8), 1.5, 1e-9)
  assert.closeTo(waitCarried(0.6, 0.04), 0.15, 1e-9)
  assert.strictEqual(waitCarried(0, 2), 0)
})

it.effect("is full once the event loop waits too long for a core", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const schedulerStatistics = yield* fs.makeTempFileScoped()
    const waits = (millis: number) => fs.writeFileString(schedulerStatistics, `5000000 ${millis * 1e6} 7\n`)
    yield* waits(1000)
    const load = yield* watchLoad({ maxCalls: 1000, cores: 1e6, maxDelay: "1 hour" }).pipe(
      Effect.provide(NodeProcess.layer({ schedulerStatistics }))
    )
    for (const end = performance.now() + 100; performance.now() < end;);
    yield* waits(3_600_000)
    yield* TestClock.adjust(loadWindow)
    assert.strictEqual(yield* load(1), 1)
    yield* TestClock.adjust(Duration.times(loadWindow, 2))
    assert.strictEqual(yield* load(1), 0.001, "it waits no longer")
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("carries as much more, or less, as it is told to", () =>
  Effect.gen(function*() {
    const limits = { maxCalls: 1000, maxDelay: "1 hour" } as const
    const [usual, lax, strict] = yield* Effect.all([
      watchLoad({ ...limits, cores: 100 }),
      watchLoad({ ...limits, cores: 100, maxLoad: 100 }),
      watchLoad({ ...limits, cores: 100, maxLoad: 0.0001 })
    ])
    for (const end = performance.now() + 100; performance.now() < end;);
    yield* TestClock.adjust(loadWindow)
    const carried = yield* usual(1)
    assert.isAbove(carried, 0.001)
    assert.isBelow(carried, 0.1)
    assert.strictEqual(yield* lax(1), 0.001)
    assert.strictEqual(yield* lax(1000), 1, "the number of calls is a limit of its own")
    assert.strictEqual(yield* strict(1), 1)
  }).pipe(Effect.provide(uncounted)))

it.effect("does without that where the kernel does not count it", () =>
  Effect.gen(function*() {
    const load = yield* watchLoad({ maxCalls: 1000, cores: 1e6, maxDelay: "1 hour" })
    yield* TestClock.adjust(loadWindow)
    assert.strictEqual(yield* load(1), 0.001)
  }).pipe(Effect.provide(NodeProcess.layer({ schedulerStatistics: "/none" }))))
