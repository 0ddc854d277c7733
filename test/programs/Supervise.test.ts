import { assert, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Latch, Layer, Option, Queue, Ref } from "effect"
import { TestClock } from "effect/testing"
import * as NodeProcess from "../../src/adapters/processes/ThisProcess.ts"
import type { SpentReason, SupervisorMessage } from "../../src/domain/WorkerProtocol.ts"
import { supervise } from "../../src/programs/Supervise.ts"
import { mergeMetrics } from "../../src/programs/supervise/MergeMetrics.ts"
import { watchForWear } from "../../src/programs/supervise/Spent.ts"
import type { Health } from "../../src/services/Health.ts"
import { Journal } from "../../src/services/Journal.ts"
import { LineNotReleased, Rooms } from "../../src/services/Rooms.ts"
import type { WorkerExit, WorkerProcess, WorkerReport } from "../../src/services/WorkerProcess.ts"
import { measuredAlone, valuesOf } from "../support/Measured.ts"

/**
 * A supervisor whose processes are the test's: they start at once, and live until the test ends them. `slow` ones answer
 * nothing until they are revived; LiveKit refuses the first `refused` releases.
 */
const stage = Effect.fnUntraced(function*(
  processes: number,
  { refused = 0, slow = false }: { readonly slow?: boolean; readonly refused?: number } = {}
) {
  let refusals = refused
  const log = yield* Ref.make<ReadonlyArray<string>>([])
  const did = (entry: string) => Ref.update(log, (all) => [...all, entry])
  const started = yield* Queue.unbounded<Effect.Success<typeof makeWorker>>()
  const hurry = yield* Deferred.make<void>()
  const all: Array<Effect.Success<typeof makeWorker>> = []
  let shown: Health | undefined
  let pids = 0

  const makeWorker = Effect.gen(function*() {
    const pid = ++pids
    const registered = yield* Deferred.make<void>()
    const spent = yield* Deferred.make<SpentReason>()
    const exited = yield* Deferred.make<WorkerExit>()
    const told = yield* Queue.unbounded<SupervisorMessage["_tag"]>()
    const answers = yield* Latch.make(!slow)
    let immortal = false
    const report = yield* Ref.make<WorkerReport>({ registered: false, accepting: false, rooms: [], journal: `j${pid}` })
    const worker: WorkerProcess = {
      pid,
      report: Ref.get(report),
      registered: Deferred.await(registered),
      spent: Deferred.await(spent),
      exited: Deferred.await(exited),
      tell: ({ _tag }) => Queue.offer(told, _tag),
      ping: answers.await,
      kill: Effect.andThen(
        did(`kill ${pid}, which hangs`),
        Effect.suspend(() => immortal ? Effect.never : Effect.asVoid(Deferred.succeed(exited, Option.none())))
      ),
      metrics: Effect.succeedSome(`# TYPE calls counter\ncalls ${pid}\n`)
    }
    return {
      worker,
      told: Queue.take(told),
      untold: Effect.map(Queue.size(told), (size) => size === 0),
      register: Ref.update(report, (before) => ({ ...before, registered: true, accepting: true })).pipe(
        Effect.andThen(Deferred.succeed(registered, undefined))
      ),
      serve: (...rooms: ReadonlyArray<string>) => Ref.update(report, (before) => ({ ...before, rooms })),
      /** It answers nothing any more; it may even outlive being killed. */
      hang: (outlives = false) =>
        Effect.andThen(
          answers.close,
          Effect.sync(() => {
            immortal = outlives
          })
        ),
      revive: answers.open,
      wear: Deferred.succeed(spent, "memory"),
      exit: (code?: number) => Deferred.succeed(exited, Option.fromNullishOr(code))
    }
  })

  const supervising = yield* supervise({
    processes,
    spawn: Effect.tap(
      makeWorker,
      (made) => Effect.andThen(Effect.sync(() => all.push(made)), Queue.offer(started, made))
    ).pipe(
      Effect.map(({ worker }) => worker),
      Effect.tap(({ pid }) => Effect.addFinalizer(() => did(`kill ${pid}`)))
    ),
    drainTimeout: Duration.minutes(10),
    hurry: Deferred.await(hurry),
    show: (health) =>
      Effect.sync(() => {
        shown = health
      })
  }).pipe(
    Effect.provide([
      NodeProcess.layer(),
      Layer.mock(Journal, { owner: "supervisor", retire: (owner) => did(`retire ${owner}`) }),
      Layer.mock(Rooms, {
        list: Effect.succeed([]),
        release: (room, before) =>
          Effect.suspend(() =>
            refusals-- > 0
              ? Effect.fail(new LineNotReleased({ reason: "unavailable" }))
              : did(`delete ${room}, if made before ${before}`)
          )
      })
    ]),
    Effect.forkChild
  )
  // No clock goes on for a drain once the test is over.
  yield* Effect.addFinalizer(() =>
    Effect.gen(function*() {
      const stopped = yield* Effect.forkChild(Fiber.interrupt(supervising), { startImmediately: true })
      yield* Effect.forEach(all, ({ exit }) => exit(0))
      yield* Fiber.join(stopped)
    })
  )
  return {
    log: Ref.get(log),
    started: Queue.take(started),
    noneStarted: Effect.map(Queue.size(started), (size) => size === 0),
    hurry: Deferred.succeed(hurry, undefined),
    health: Effect.suspend(() => Effect.fromNullishOr(shown)),
    supervising
  }
})

it.effect("cleans up after a worker that died, and replaces it at once if it had lasted", () =>
  Effect.gen(function*() {
    const { log, started } = yield* stage(1)
    const first = yield* started
    yield* first.register
    yield* first.serve("a", "b")
    yield* TestClock.adjust("1 minute")
    yield* first.exit()
    const second = yield* started
    assert.strictEqual(second.worker.pid, 2)
    yield* TestClock.adjust(0)
    assert.deepStrictEqual([...yield* log], [
      "retire j1",
      "delete a, if made before 65000",
      "delete b, if made before 65000",
      "kill 1"
    ])
  }))

it.effect("goes on letting the callers of a dead worker go until LiveKit confirms it, whatever the next one does", () =>
  Effect.gen(function*() {
    const { log, started } = yield* stage(1, { refused: 100 })
    const worker = yield* started
    yield* worker.serve("a")
    yield* TestClock.adjust("1 minute")
    yield* worker.exit()
    yield* started
    yield* TestClock.adjust("20 minutes")
    assert.deepStrictEqual(yield* log, ["retire j1", "kill 1"])
    yield* TestClock.adjust("10 minutes")
    assert.deepStrictEqual(yield* log, ["retire j1", "kill 1", "delete a, if made before 65000"])
  }))

it.effect("kills what has not ended five minutes after DRAIN_TIMEOUT", () =>
  Effect.gen(function*() {
    const { log, started, supervising } = yield* stage(1)
    const worker = yield* started
    const stopped = yield* Effect.forkChild(Fiber.interrupt(supervising), { startImmediately: true })
    assert.strictEqual(yield* worker.told, "Drain")
    yield* TestClock.adjust("14 minutes")
    yield* TestClock.adjust("29999 millis")
    assert.isTrue(yield* worker.untold)
    yield* TestClock.adjust("1 millis")
    assert.strictEqual(yield* worker.told, "Hurry")
    yield* TestClock.adjust("29999 millis")
    assert.deepStrictEqual(yield* log, [])
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* log, ["retire j1", "kill 1"])
    yield* Fiber.join(stopped)
  }))

it.effect("waits longer and longer while they keep dying, up to 30 s, and no longer once one has lasted", () =>
  Effect.gen(function*() {
    const { noneStarted, started } = yield* stage(1)
    for (const delay of [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      yield* (yield* started).exit(1)
      yield* TestClock.adjust(delay - 1)
      assert.isTrue(yield* noneStarted, `before ${delay} ms`)
      yield* TestClock.adjust(1)
      assert.isFalse(yield* noneStarted, `after ${delay} ms`)
    }
    const lasting = yield* started
    yield* TestClock.adjust("1 minute")
    yield* lasting.exit(1)
    yield* (yield* started).exit(1)
    yield* TestClock.adjust("499 millis")
    assert.isTrue(yield* noneStarted)
    yield* TestClock.adjust("1 milli")
    assert.isFalse(yield* noneStarted)
  }))

it.effect("drains a spent worker once a successor is registered, however many it takes", () =>
  Effect.gen(function*() {
    const { log, started } = yield* stage(1)
    const old = yield* started
    yield* old.register
    yield* TestClock.adjust("1 hour")
    yield* old.wear
    yield* (yield* started).exit(1)
    yield* TestClock.adjust("500 millis")
    const successor = yield* started
    assert.isTrue(yield* old.untold)
    yield* successor.register
    assert.strictEqual(yield* old.told, "Drain")
    yield* old.exit(0)
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(yield* log, ["retire j2", "kill 2", "retire j1", "kill 1"])
    assert.isTrue(yield* successor.untold)
  }))

it.effect("gives up when a worker says that its configuration is wrong", () =>
  Effect.gen(function*() {
    const { started, supervising } = yield* stage(2)
    const [first, second] = [yield* started, yield* started]
    yield* first.exit(78)
    assert.strictEqual(yield* second.told, "Drain")
    yield* second.exit(0)
    const error = yield* Effect.flip(Fiber.join(supervising))
    assert.strictEqual(error._tag, "WorkerMisconfigured")
  }))

it.effect("drains all on interruption, hurries them when it is told to, and kills what is deaf", () =>
  Effect.gen(function*() {
    const { hurry, log, started, supervising } = yield* stage(2)
    const [polite, deaf] = [yield* started, yield* started]
    yield* deaf.serve("a")
    const stopped = yield* Effect.forkChild(Fiber.interrupt(supervising), { startImmediately: true })
    assert.strictEqual(yield* polite.told, "Drain")
    assert.strictEqual(yield* deaf.told, "Drain")
    yield* polite.exit(0)
    yield* TestClock.adjust("9 minutes")
    assert.isTrue(yield* deaf.untold)
    yield* hurry
    assert.strictEqual(yield* deaf.told, "Hurry")
    yield* TestClock.adjust("30 seconds")
    yield* Fiber.join(stopped)
    assert.deepStrictEqual(yield* log, [
      "retire j1",
      "kill 1",
      "retire j2",
      "delete a, if made before 575000",
      "kill 2"
    ])
  }))

it.effect("counts all workers, and shows the metrics of all processes", () =>
  Effect.gen(function*() {
    const { health, started } = yield* stage(2)
    const [first, second] = [yield* started, yield* started]
    yield* first.register
    yield* first.serve("a", "b")
    yield* second.serve("c")
    const { counts, metrics } = yield* health
    assert.deepStrictEqual(yield* counts, { registered: 1, accepting: 1, calls: 3 })
    assert.include(yield* metrics, "# TYPE calls counter\ncalls{process=\"1\"} 1\ncalls{process=\"2\"} 2\n")
  }))

it.effect("kills a worker that has not answered for 15 s, lets its callers go, and replaces it", () =>
  Effect.gen(function*() {
    const { health, log, noneStarted, started } = yield* stage(2)
    const [hung, well] = [yield* started, yield* started]
    yield* Effect.all([hung.register, well.register])
    yield* hung.serve("a")
    yield* well.serve("b")
    yield* TestClock.adjust("1 hour")
    const { alive, counts } = yield* health
    assert.deepStrictEqual(yield* counts, { registered: 2, accepting: 2, calls: 2 })

    yield* hung.hang()
    yield* TestClock.adjust("11 seconds")
    // Whoever asks whether calls are taken is not told of one that has not answered lately.
    assert.deepStrictEqual(yield* counts, { registered: 1, accepting: 1, calls: 1 })
    assert.deepStrictEqual(yield* log, [])
    // It was asked for the last time less than three seconds after it had answered.
    yield* TestClock.adjust("6999 millis")
    assert.isTrue(yield* alive)
    assert.isTrue(yield* noneStarted)
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* log, [
      "kill 1, which hangs",
      "retire j1",
      "delete a, if made before 3623000",
      "kill 1"
    ])
    assert.strictEqual((yield* started).worker.pid, 3)
    assert.isTrue(yield* alive)
    assert.deepStrictEqual(yield* valuesOf("hung_workers_total"), { "": 1 })
  }).pipe(measuredAlone))

it.effect("is not well for as long as a worker that hangs is still there", () =>
  Effect.gen(function*() {
    const { health, started } = yield* stage(2)
    const [hung] = [yield* started, yield* started]
    yield* TestClock.adjust("1 minute")
    const { alive } = yield* health
    yield* hung.hang(true)
    yield* TestClock.adjust("18 seconds")
    assert.isFalse(yield* alive)
    yield* TestClock.adjust("1 hour")
    assert.isFalse(yield* alive)
    yield* hung.exit()
    yield* TestClock.adjust(0)
    assert.isTrue(yield* alive)
  }))

it.effect("forgives a pause of less than 15 s", () =>
  Effect.gen(function*() {
    const { log, started } = yield* stage(1)
    const worker = yield* started
    yield* TestClock.adjust("3 seconds")
    for (let pause = 0; pause < 5; pause += 1) {
      yield* worker.hang()
      yield* TestClock.adjust("14999 millis")
      yield* worker.revive
      yield* TestClock.adjust("10 seconds")
    }
    assert.deepStrictEqual(yield* log, [])
  }))

it.effect("gives a process that starts a minute to answer for the first time", () =>
  Effect.gen(function*() {
    const { health, log, started } = yield* stage(2, { slow: true })
    const [slow] = [yield* started, yield* started]
    yield* slow.register
    yield* TestClock.adjust("62 seconds")
    const { counts } = yield* health
    assert.deepStrictEqual(yield* counts, { registered: 0, accepting: 0, calls: 0 })
    yield* slow.revive
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual(yield* counts, { registered: 1, accepting: 1, calls: 0 })
    assert.deepStrictEqual(yield* log, ["kill 2, which hangs", "retire j2", "kill 2"])
  }))

it("shows the samples of a metric under one heading, each with its process", () => {
  assert.strictEqual(
    mergeMetrics([
      { pid: 1, text: "# HELP a What\n# TYPE a counter\na{reason=\"x y\"} 1\na 2\n# TYPE b gauge\nb 3\n" },
      { pid: 2, text: "# HELP a What\n# TYPE a counter\na 4\n" }
    ]),
    [
      "# HELP a What",
      "# TYPE a counter",
      "a{reason=\"x y\",process=\"1\"} 1",
      "a{process=\"1\"} 2",
      "a{process=\"2\"} 4",
      "",
      "# TYPE b gauge",
      "b{process=\"1\"} 3",
      ""
    ].join("\n")
  )
  assert.strictEqual(mergeMetrics([]), "")
})

it.effect("says that a process is spent once it has passed its memory", () =>
  Effect.gen(function*() {
    assert.strictEqual(yield* (yield* watchForWear({ maxRssMb: 1 })).spent, "memory")
    const never = yield* Effect.flatMap(watchForWear({ maxRssMb: 1_000_000 }), ({ spent }) => Effect.forkChild(spent))
    yield* TestClock.adjust("1 hour")
    assert.isUndefined(never.pollUnsafe())
  }).pipe(Effect.provide(NodeProcess.layer())))
