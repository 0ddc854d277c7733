import { assert, it } from "@effect/vitest"
import { JobStatus, JobTermination, WorkerStatus } from "@livekit/protocol"
import { Deferred, Duration, Effect, Fiber, Queue, Redacted, Stream, SubscriptionRef } from "effect"
import { TestClock } from "effect/testing"
import { setImmediate } from "node:timers/promises"
import * as LiveKitDispatch from "../../src/adapters/livekit/Dispatch.ts"
import * as NodeProcess from "../../src/adapters/processes/ThisProcess.ts"
import type { EndReason } from "../../src/domain/EndReason.ts"
import type { CallControl } from "../../src/programs/HandleCall.ts"
import { makeWorkerState, serveCalls, type WorkerState } from "../../src/programs/ServeCalls.ts"
import type { Job } from "../../src/services/Dispatch.ts"
import { dispatchServer, jobOf, logLines } from "../support/DispatchServer.ts"
import { measuredAlone, valuesOf } from "../support/Measured.ts"

/** This machine may be busy with other tests: no call waits for a core. */
const thisProcess = NodeProcess.layer({ schedulerStatistics: "/dev/null" })

/** A call whose end is the test's doing. */
interface Call {
  readonly id: string
  readonly control: CallControl
  readonly terminated: Effect.Effect<void>
  /** The line is released, and the call goes on to deliver what it owes. */
  readonly done: Job["done"]
  readonly end: (reason: EndReason) => Effect.Effect<void>
  readonly die: (defect: unknown) => Effect.Effect<void>
  /** Completes when the call's own release has run. */
  readonly released: Effect.Effect<void>
}

/** A worker that is registered, its calls as they begin, and the server's end of it. */
const worker = Effect.fnUntraced(function*(maxCalls: number, maxDelay?: Duration.Duration) {
  const hurry = yield* Deferred.make<void>()
  const state = yield* makeWorkerState
  const server = yield* dispatchServer
  const calls = yield* Queue.unbounded<Call>()
  const handle = Effect.fnUntraced(function*(job: Job, control: CallControl) {
    const ending = yield* Deferred.make<EndReason>()
    const released = yield* Deferred.make<void>()
    yield* Queue.offer(calls, {
      id: job.id,
      control,
      terminated: job.terminated,
      done: job.done,
      end: (reason) => Deferred.succeed(ending, reason),
      die: (defect) => Deferred.die(ending, defect),
      released: Deferred.await(released)
    })
    return yield* Deferred.await(ending).pipe(Effect.ensuring(Deferred.succeed(released, undefined)))
  })
  const serving = yield* serveCalls({
    handle,
    maxCalls,
    drainTimeout: Duration.minutes(10),
    hurry: Deferred.await(hurry),
    state,
    ...maxDelay !== undefined && { maxDelay }
  }).pipe(
    Effect.provide([LiveKitDispatch.layer(server.options), thisProcess]),
    Effect.forkChild
  )
  const livekit = yield* server.connection
  yield* livekit.register
  yield* livekit.report
  const begin = Effect.fnUntraced(function*(id: string) {
    yield* livekit.dispatch(jobOf(id))
    const { jobId, status } = yield* livekit.status
    assert.deepStrictEqual([jobId, status], [id, JobStatus.JS_RUNNING])
    return yield* Queue.take(calls)
  })
  const ended = Effect.map(livekit.status, ({ jobId, status }) => [jobId, status])
  /** Completes when the worker says of itself what is asked for. */
  const says = (wanted: (state: WorkerState) => boolean) =>
    SubscriptionRef.changes(state).pipe(Stream.filter(wanted), Stream.runHead)
  return {
    begin,
    calls: Queue.take(calls),
    ended,
    hurry: Deferred.succeed(hurry, undefined),
    livekit,
    says,
    serving,
    state: SubscriptionRef.get(state)
  }
})

it.effect("handles two calls at once, and says how each ended", () =>
  Effect.gen(function*() {
    const { begin, ended } = yield* worker(4)
    const [first, second] = [yield* begin("AJ_1"), yield* begin("AJ_2")]
    assert.deepStrictEqual(yield* valuesOf("active_calls"), { "": 2 })
    yield* second.end("caller_hangup")
    assert.deepStrictEqual(yield* ended, ["AJ_2", JobStatus.JS_SUCCESS])
    yield* first.end("internal")
    assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_FAILED])
    assert.deepStrictEqual(yield* valuesOf("active_calls"), {})
    assert.deepStrictEqual(yield* valuesOf("calls_started_total"), { "": 2 })
  }).pipe(measuredAlone))

it.effect("declines while it is full, and takes calls again afterwards", () =>
  Effect.gen(function*() {
    const { begin, ended, livekit } = yield* worker(1)
    const call = yield* begin("AJ_1")
    yield* livekit.offer(jobOf("AJ_2"))
    assert.isFalse((yield* livekit.answer).available)
    assert.strictEqual((yield* livekit.report).status, WorkerStatus.WS_FULL)
    yield* call.end("agent_end")
    yield* ended
    yield* (yield* begin("AJ_3")).end("agent_end")
    assert.deepStrictEqual(yield* ended, ["AJ_3", JobStatus.JS_SUCCESS])
    assert.deepStrictEqual(yield* valuesOf("refused_calls_total"), { full: 1 })
  }).pipe(measuredAlone))

it.effect("has a place for the next call when the line of the last one is released, though it still delivers", () =>
  Effect.gen(function*() {
    const { begin, ended, says, serving } = yield* worker(1)
    const call = yield* begin("AJ_1")
    yield* says(({ accepting }) => !accepting)
    yield* call.done("success")
    assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_SUCCESS])
    yield* says(({ accepting, rooms }) => accepting && rooms.length === 0)
    assert.deepStrictEqual(yield* valuesOf("active_calls"), {})
    const next = yield* begin("AJ_2")
    yield* call.end("internal")
    yield* call.released
    yield* says(({ rooms }) => rooms.length === 1)
    yield* next.end("agent_end")
    assert.deepStrictEqual(yield* ended, ["AJ_2", JobStatus.JS_SUCCESS], "the first is not told twice")
    // Whoever stops the worker waits for what its calls still deliver.
    const last = yield* begin("AJ_3")
    yield* last.done("success")
    yield* ended
    const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
    assert.isUndefined(stopped.pollUnsafe())
    yield* last.end("agent_end")
    yield* last.released
    yield* Fiber.join(stopped)
  }).pipe(measuredAlone))

it.effect("says that it takes no call when it is too busy with those that it has", () =>
  Effect.gen(function*() {
    // Whatever the event loop does is too late.
    const { begin, ended, livekit, says } = yield* worker(100, Duration.nanos(1n))
    const call = yield* begin("AJ_1")
    yield* says(({ accepting, rooms }) => accepting && rooms.length === 1)
    const busy = Effect.gen(function*() {
      for (const end = performance.now() + 50; performance.now() < end;);
      // The delay is measured where the loop turns.
      yield* Effect.promise(() => setImmediate())
      yield* TestClock.adjust("2.5 seconds")
    })
    yield* Effect.raceFirst(says(({ accepting, rooms }) => !accepting && rooms.length === 1), Effect.forever(busy))
    yield* livekit.offer(jobOf("AJ_2"))
    assert.isFalse((yield* livekit.answer).available)
    yield* call.end("agent_end")
    yield* ended
    yield* says(({ accepting, rooms }) => accepting && rooms.length === 0)
  }).pipe(measuredAlone))

it.effect("loses no other call to one that dies", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { begin, ended } = yield* worker(4)
      const [first, second] = [yield* begin("AJ_1"), yield* begin("AJ_2")]
      yield* first.die(new Error("a bug"))
      assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_FAILED])
      const line = yield* logs.until("a call died")
      assert.include(line, "a bug")
      assert.include(line, "AJ_1")
      yield* second.end("agent_end")
      assert.deepStrictEqual(yield* ended, ["AJ_2", JobStatus.JS_SUCCESS])
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("does not call a job failed because LiveKit terminated it, as it does when the call deletes its room", () =>
  Effect.gen(function*() {
    const { begin, ended, livekit } = yield* worker(4)
    const call = yield* begin("AJ_1")
    yield* livekit.send({ case: "termination", value: new JobTermination({ jobId: "AJ_1" }) })
    yield* call.terminated
    yield* call.end("caller_hangup")
    assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_SUCCESS])
  }))

it.effect("drains: takes no further call, and waits for those it has and those it has promised", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { begin, calls, ended, livekit, serving, state } = yield* worker(4)
      const first = yield* begin("AJ_1")
      yield* livekit.offer(jobOf("AJ_2"))
      assert.isTrue((yield* livekit.answer).available)

      const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
      yield* logs.until("calls may go on")
      assert.isFalse((yield* state).accepting)
      yield* livekit.offer(jobOf("AJ_3"))
      assert.isFalse((yield* livekit.answer).available)
      assert.strictEqual((yield* livekit.report).status, WorkerStatus.WS_FULL)

      yield* livekit.assign(jobOf("AJ_2"))
      const second = yield* calls
      assert.strictEqual(second.id, "AJ_2")
      yield* livekit.status
      yield* first.end("caller_hangup")
      assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_SUCCESS])
      assert.isUndefined(stopped.pollUnsafe())
      yield* second.end("caller_hangup")
      assert.deepStrictEqual(yield* ended, ["AJ_2", JobStatus.JS_SUCCESS])
      assert.strictEqual(yield* livekit.closed, 1000)
      yield* Fiber.join(stopped)
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("says nothing of a drain where nobody is on the line", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, serving } = yield* worker(4)
      yield* Fiber.interrupt(serving)
      assert.strictEqual(yield* livekit.closed, 1000)
      assert.notInclude(logs.all.join("\n"), "draining")
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("tells calls that outlast the drain to say goodbye, then interrupts them", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { begin, ended, livekit, serving } = yield* worker(4)
      const [polite, deaf] = [yield* begin("AJ_1"), yield* begin("AJ_2")]
      const told = yield* Effect.forkChild(polite.control.drained, { startImmediately: true })
      const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
      yield* logs.until("calls may go on")
      yield* TestClock.adjust("9 minutes")
      assert.isUndefined(told.pollUnsafe())
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(told)
      yield* polite.end("worker_drain")
      assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_SUCCESS])

      yield* TestClock.adjust("89 seconds")
      assert.isUndefined(stopped.pollUnsafe())
      yield* TestClock.adjust("1 second")
      yield* deaf.released
      assert.deepStrictEqual(yield* ended, ["AJ_2", JobStatus.JS_FAILED])
      assert.strictEqual(yield* livekit.closed, 1000)
      yield* Fiber.join(stopped)
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("waits for what calls still deliver, and leaves the rest to the journal after three minutes", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { begin, ended, livekit, serving } = yield* worker(4)
      const [quick, slow, deaf] = [yield* begin("AJ_1"), yield* begin("AJ_2"), yield* begin("AJ_3")]
      const released = yield* Effect.forEach(
        [quick, slow, deaf],
        (call) => Effect.forkChild(call.released, { startImmediately: true })
      )
      const delivering = Effect.sync(() => released.map((fiber) => fiber.pollUnsafe() === undefined))
      yield* quick.done("success")
      yield* slow.done("success")
      yield* Effect.all([ended, ended])
      const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
      yield* logs.until("calls may go on")
      yield* TestClock.adjust("10 minutes")
      yield* TestClock.adjust("90 seconds")
      assert.deepStrictEqual(yield* ended, ["AJ_3", JobStatus.JS_FAILED])
      // Only whoever is on the line is interrupted, and not what others still deliver.
      assert.deepStrictEqual(yield* delivering, [true, true, false])
      yield* quick.end("agent_end")
      yield* quick.released
      yield* TestClock.adjust("179 seconds")
      assert.deepStrictEqual(yield* delivering, [false, true, false])
      assert.isUndefined(stopped.pollUnsafe())
      yield* TestClock.adjust("1 second")
      yield* slow.released
      assert.include(yield* logs.until("stays in the journal"), `"calls":1`)
      assert.strictEqual(yield* livekit.closed, 1000)
      yield* Fiber.join(stopped)
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("waits for no delivery when there is a hurry", () =>
  Effect.gen(function*() {
    const { begin, ended, hurry, livekit, serving } = yield* worker(4)
    const call = yield* begin("AJ_1")
    yield* call.done("success")
    yield* ended
    const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
    yield* Effect.yieldNow
    assert.isUndefined(stopped.pollUnsafe())
    yield* hurry
    yield* call.released
    assert.strictEqual(yield* livekit.closed, 1000)
    yield* Fiber.join(stopped)
  }))

it.effect("interrupts calls at once when there is a hurry", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { begin, ended, hurry, livekit, serving } = yield* worker(4)
      const call = yield* begin("AJ_1")
      const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
      yield* logs.until("calls may go on")
      yield* hurry
      yield* call.released
      yield* call.control.drained
      assert.deepStrictEqual(yield* ended, ["AJ_1", JobStatus.JS_FAILED])
      assert.strictEqual(yield* livekit.closed, 1000)
      yield* Fiber.join(stopped)
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("says whether LiveKit has it, which rooms it serves, and whether it takes one more", () =>
  Effect.gen(function*() {
    const { begin, ended, livekit, says, serving, state } = yield* worker(2)
    yield* says(({ accepting, registered }) => registered && accepting)
    const [first, second] = [yield* begin("AJ_1"), yield* begin("AJ_2")]
    const rooms = ["AJ_1", "AJ_2"].map((id) => `${jobOf(id).room?.name}`)
    assert.deepStrictEqual(yield* state, { registered: true, accepting: false, rooms })
    assert.deepStrictEqual([yield* valuesOf("registered"), yield* valuesOf("accepting")], [{ "": 1 }, {}])
    yield* first.end("agent_end")
    yield* ended
    yield* says(({ accepting }) => accepting)
    assert.deepStrictEqual((yield* state).rooms, rooms.slice(1))
    yield* livekit.drop
    yield* says(({ accepting, registered }) => !registered && !accepting)
    const stopped = yield* Effect.forkChild(Fiber.interrupt(serving), { startImmediately: true })
    yield* second.end("agent_end")
    yield* says(({ rooms }) => rooms.length === 0)
    yield* TestClock.adjust("3 seconds")
    yield* Fiber.join(stopped)
    assert.deepStrictEqual(yield* valuesOf("registered"), {})
  }).pipe(measuredAlone))

it.effect("ends with DispatchRefused when LiveKit refuses the key", () =>
  Effect.gen(function*() {
    const server = yield* dispatchServer
    const refused = yield* serveCalls({
      handle: () => Effect.die("no call can come"),
      maxCalls: 1,
      drainTimeout: Duration.minutes(10)
    }).pipe(
      Effect.provide([
        LiveKitDispatch.layer({ ...server.options, apiSecret: Redacted.make("wrong") }),
        thisProcess
      ]),
      Effect.flip
    )
    assert.strictEqual(refused._tag, "DispatchRefused")
  }))
