import { assert, it } from "@effect/vitest"
import { JobStatus, JobTermination, JobType, WorkerStatus } from "@livekit/protocol"
import { Effect, Exit, Fiber, Layer, Queue, Redacted, Scope, Stream } from "effect"
import { TestClock } from "effect/testing"
import * as LiveKitDispatch from "../../../src/adapters/livekit/Dispatch.ts"
import { type DispatchOptions } from "../../../src/adapters/livekit/dispatch/Worker.ts"
import { Dispatch, type Job, type Registration } from "../../../src/services/Dispatch.ts"
import { dispatchServer, jobOf, logLines } from "../../support/DispatchServer.ts"

const takesUpTo = (most: number): Registration => ({
  load: (taken) => Effect.succeed(taken / most),
  accepts: (taken) => Effect.succeed(taken < most ? "yes" : "full")
})

/** Registers with `options`; the jobs that come can be taken one by one. */
const register = Effect.fnUntraced(function*(options: DispatchOptions, registration: Registration) {
  const services = yield* Layer.build(LiveKitDispatch.layer(options))
  const { idle, jobs } = yield* Dispatch.use((dispatch) => dispatch.register(registration)).pipe(
    Effect.provide(services)
  )
  const arrived = yield* Queue.unbounded<Job>()
  const listening = yield* jobs.pipe(
    Stream.runForEach((job) => Queue.offer(arrived, job)),
    Effect.forkScoped
  )
  return { job: Queue.take(arrived), listening, idle }
})

/** A worker that the server has registered, and the server's end of it. */
const registered = Effect.fnUntraced(function*(most: number) {
  const server = yield* dispatchServer
  const worker = yield* register(server.options, takesUpTo(most))
  const livekit = yield* server.connection
  yield* livekit.register
  yield* livekit.report
  return { server, worker, livekit }
})

it.effect("registers with a token for agents, and reports that it is available", () =>
  Effect.gen(function*() {
    const server = yield* dispatchServer
    yield* register({ ...server.options, url: `${server.options.url}/livekit` }, takesUpTo(4))
    const livekit = yield* server.connection
    assert.strictEqual(livekit.request.url, "/livekit/agent")
    const registration = yield* livekit.register
    assert.strictEqual(registration.type, JobType.JT_ROOM)
    assert.strictEqual(registration.agentName, "receptionist")
    assert.strictEqual(registration.version, "1.2.3")
    assert.isTrue(registration.allowedPermissions?.agent)
    assert.isTrue(registration.allowedPermissions?.canPublish)
    const report = yield* livekit.report
    assert.strictEqual(report.status, WorkerStatus.WS_AVAILABLE)
    assert.strictEqual(report.load, 0)
  }))

it.effect("registers with a token that is worth nothing minutes later, and can do nothing but that", () =>
  Effect.gen(function*() {
    const server = yield* dispatchServer
    yield* register(server.options, takesUpTo(4))
    const { headers } = (yield* server.connection).request
    const [, payload = ""] = (headers.authorization ?? "").split(".")
    const { exp, nbf, video } = JSON.parse(Buffer.from(payload, "base64url").toString())
    assert.isAtMost(exp - nbf, 5 * 60)
    assert.isAbove(exp - nbf, 30)
    assert.deepStrictEqual(video, { agent: true })
  }))

it.effect("answers offers at once, and hands over two jobs at a time", () =>
  Effect.gen(function*() {
    const { livekit, worker, server } = yield* registered(4)
    const answers = [yield* livekit.dispatch(jobOf("AJ_1")), yield* livekit.dispatch(jobOf("AJ_2"))]
    assert.deepStrictEqual(answers.map((answer) => [answer.jobId, answer.available]), [["AJ_1", true], ["AJ_2", true]])
    assert.notStrictEqual(answers[0]?.participantIdentity, answers[1]?.participantIdentity)
    assert.strictEqual(answers[0]?.participantAttributes["lk.agent.name"], "receptionist")

    const jobs = [yield* worker.job, yield* worker.job]
    const [first] = jobs
    assert.deepStrictEqual(jobs.map(({ id }) => id), ["AJ_1", "AJ_2"])
    assert.strictEqual(first?.room, "call-_+14505550123_AJ_1")
    assert.strictEqual(first?.metadata, `{"dialled":"+14507004061"}`)
    assert.deepStrictEqual(first?.attributes, { clinic: "north" })
    assert.strictEqual(first?.url, `${server.options.url}`.replace("http", "ws"))
    assert.strictEqual(first && Redacted.value(first.token), "token of AJ_1")

    yield* Effect.forEach(jobs, ({ done }, index) => done(index === 0 ? "success" : "failed"))
    const statuses = yield* Effect.replicateEffect(livekit.status, 4)
    assert.deepStrictEqual(statuses.map(({ jobId, status }) => [jobId, status]), [
      ["AJ_1", JobStatus.JS_RUNNING],
      ["AJ_2", JobStatus.JS_RUNNING],
      ["AJ_1", JobStatus.JS_SUCCESS],
      ["AJ_2", JobStatus.JS_FAILED]
    ])
    yield* worker.idle
  }))

it.effect("counts what it has promised, so that a burst cannot overfill it", () =>
  Effect.gen(function*() {
    const { livekit } = yield* registered(2)
    yield* Effect.forEach(["AJ_1", "AJ_2", "AJ_3"], (id) => livekit.offer(jobOf(id)))
    const answers = yield* Effect.replicateEffect(livekit.answer, 3)
    assert.deepStrictEqual(answers.map(({ available }) => available), [true, true, false])
    const report = yield* livekit.report
    assert.deepStrictEqual([report.status, report.load, report.jobCount], [WorkerStatus.WS_FULL, 1, 2])
  }))

it.effect("frees the slot of an offer that is never assigned", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, worker } = yield* registered(1)
      yield* livekit.offer(jobOf("AJ_1"))
      assert.isTrue((yield* livekit.answer).available)
      yield* TestClock.adjust("7.4 seconds")
      yield* livekit.offer(jobOf("AJ_2"))
      assert.isFalse((yield* livekit.answer).available)
      yield* TestClock.adjust("0.1 seconds")
      yield* worker.idle
      yield* logs.until("did not assign")
      yield* livekit.offer(jobOf("AJ_3"))
      assert.isTrue((yield* livekit.answer).available)
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("takes an assignment that comes late, and gives it back when full", () =>
  Effect.gen(function*() {
    const { livekit, worker } = yield* registered(1)
    yield* livekit.offer(jobOf("AJ_1"))
    yield* livekit.answer
    yield* TestClock.adjust("8 seconds")
    yield* livekit.assign(jobOf("AJ_1"))
    assert.strictEqual((yield* worker.job).id, "AJ_1")
    yield* livekit.assign(jobOf("AJ_2"))
    const statuses = yield* Effect.replicateEffect(livekit.status, 2)
    assert.deepStrictEqual(statuses.map(({ jobId, status }) => [jobId, status]), [
      ["AJ_1", JobStatus.JS_RUNNING],
      ["AJ_2", JobStatus.JS_FAILED]
    ])
  }))

it.effect("never has a job twice", () =>
  Effect.gen(function*() {
    const { livekit, worker } = yield* registered(4)
    yield* livekit.dispatch(jobOf("AJ_1"))
    yield* livekit.assign(jobOf("AJ_1"))
    yield* livekit.offer(jobOf("AJ_1"))
    assert.isFalse((yield* livekit.answer).available)
    yield* livekit.dispatch(jobOf("AJ_2"))
    assert.deepStrictEqual([(yield* worker.job).id, (yield* worker.job).id], ["AJ_1", "AJ_2"])
  }))

it.effect("passes a termination on to its job, and to no other", () =>
  Effect.gen(function*() {
    const { livekit, worker } = yield* registered(4)
    yield* livekit.dispatch(jobOf("AJ_1"))
    yield* livekit.dispatch(jobOf("AJ_2"))
    const [first, second] = [yield* worker.job, yield* worker.job]
    const other = yield* Effect.forkChild(second.terminated, { startImmediately: true })
    yield* livekit.send({ case: "termination", value: new JobTermination({ jobId: "AJ_unknown" }) })
    yield* livekit.send({ case: "termination", value: new JobTermination({ jobId: "AJ_1" }) })
    yield* first.terminated
    assert.isUndefined(other.pollUnsafe())
  }))

it.effect("reports its load below LiveKit's target while it takes calls", () =>
  Effect.gen(function*() {
    const { livekit } = yield* registered(16)
    yield* Effect.forEach(Array.from({ length: 15 }, (_, index) => jobOf(`AJ_${index}`)), livekit.dispatch, {
      discard: true
    })
    yield* TestClock.adjust("2.5 seconds")
    const report = yield* livekit.report
    assert.strictEqual(report.status, WorkerStatus.WS_AVAILABLE)
    assert.isBelow(report.load, 0.7)
    assert.isAbove(report.load, 0.5)
  }))

it.effect("skips what is malformed or unknown", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const server = yield* dispatchServer
      const worker = yield* register(server.options, takesUpTo(1))
      const livekit = yield* server.connection
      yield* livekit.sendRaw("a text before the registration")
      yield* livekit.register
      const garbage = [new Uint8Array([0xff, 0xff, 0xff]), "canary", new Uint8Array(0), new Uint8Array([0x9a, 0x06, 0])]
      yield* Effect.forEach([...garbage, new Uint8Array([0x12, 0]), new Uint8Array([0x1a, 0])], livekit.sendRaw)
      yield* livekit.dispatch(jobOf("AJ_1"))
      assert.strictEqual((yield* worker.job).id, "AJ_1")
      assert.lengthOf(logs.all.filter((line) => line.includes("malformed or unknown")), 5)
      assert.lengthOf(logs.all.filter((line) => line.includes("without a")), 2)
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("comes back after a lost connection, and tells there how its calls ended", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, server, worker } = yield* registered(2)
      yield* livekit.dispatch(jobOf("AJ_1"))
      const job = yield* worker.job
      yield* livekit.status
      yield* livekit.offer(jobOf("AJ_2"))
      yield* livekit.answer

      yield* livekit.drop
      yield* logs.until("trying again")
      yield* job.done("success")
      yield* worker.idle
      yield* TestClock.adjust("600 millis")

      const again = yield* server.connection
      yield* again.register
      const { jobId, status } = yield* again.status
      assert.deepStrictEqual([jobId, status], ["AJ_1", JobStatus.JS_SUCCESS])
      yield* logs.until("registered with LiveKit again")
      yield* again.dispatch(jobOf("AJ_3"))
      assert.strictEqual((yield* worker.job).id, "AJ_3")
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("waits longer from one failed attempt to the next, up to a cap", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, server } = yield* registered(1)
      yield* livekit.drop
      const [half, one, two, four, eight, cap] = [0.5, 1, 2, 4, 8, 10]
      yield* Effect.forEach([half, one, two, four, eight, cap, cap], (seconds) =>
        Effect.gen(function*() {
          yield* logs.until("trying again")
          const attempt = yield* Effect.forkChild(server.connection, { startImmediately: true })
          yield* TestClock.adjust(`${Number(seconds) * 0.8 - 0.001} seconds`)
          assert.isUndefined(attempt.pollUnsafe())
          yield* TestClock.adjust(`${Number(seconds) * 0.4 + 0.002} seconds`)
          yield* (yield* Fiber.join(attempt)).drop
        }))
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("gives up a connection that answers no ping", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, server } = yield* registered(1)
      yield* logs.until("registered")
      yield* livekit.freeze
      yield* TestClock.adjust("10 seconds")
      yield* TestClock.adjust("10 seconds")
      yield* TestClock.adjust("1 second")
      yield* logs.until("no pong")
      yield* TestClock.adjust("600 millis")
      yield* (yield* server.connection).register
      yield* logs.until("registered with LiveKit again")
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("fails when LiveKit refuses the key of a worker that was never registered", () =>
  Effect.gen(function*() {
    const server = yield* dispatchServer
    const worker = yield* register({ ...server.options, apiSecret: Redacted.make("wrong") }, takesUpTo(1))
    const refused = yield* Effect.flip(Fiber.join(worker.listening))
    assert.strictEqual(refused._tag, "DispatchRefused")
    assert.strictEqual(refused.status, 401)
    assert.include(refused.message, "LIVEKIT_API_SECRET")
  }))

it.effect("goes on trying when LiveKit refuses a key that it took before", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, server, worker } = yield* registered(1)
      yield* server.revokeKeys
      yield* livekit.drop
      yield* logs.until("trying again")
      yield* TestClock.adjust("600 millis")
      yield* logs.until("check LIVEKIT_API_KEY")
      yield* server.restoreKeys
      yield* TestClock.adjust("2 seconds")
      yield* (yield* server.connection).register
      assert.isUndefined(worker.listening.pollUnsafe())
    }).pipe(Effect.provide(logs.layer))
  }))

it.effect("tells the last statuses, and closes the connection, when its scope closes", () =>
  Effect.gen(function*() {
    const server = yield* dispatchServer
    const scope = yield* Scope.make()
    const worker = yield* register(server.options, takesUpTo(1)).pipe(Scope.provide(scope))
    const livekit = yield* server.connection
    yield* livekit.register
    yield* livekit.dispatch(jobOf("AJ_1"))
    const job = yield* worker.job
    yield* livekit.status
    yield* job.done("success")
    yield* Scope.close(scope, Exit.void)
    assert.strictEqual((yield* livekit.status).status, JobStatus.JS_SUCCESS)
    assert.strictEqual(yield* livekit.closed, 1000)
  }))

it.effect("writes nothing private into the log", () =>
  Effect.gen(function*() {
    const logs = yield* logLines
    yield* Effect.gen(function*() {
      const { livekit, worker } = yield* registered(1)
      yield* livekit.dispatch(jobOf("AJ_1"))
      yield* worker.job
      yield* livekit.assign(jobOf("AJ_1"), "canary-token")
      yield* livekit.offer(jobOf("AJ_2"))
      yield* livekit.assign(jobOf("AJ_3"), "canary-token")
      yield* livekit.sendRaw("canary-text")
      yield* logs.until("malformed")
      assert.isAbove(logs.all.length, 3)
      for (const canary of ["14505550123", "14507004061", "canary", "north"]) {
        assert.notInclude(logs.all.join("\n"), canary)
      }
    }).pipe(Effect.provide(logs.layer))
  }))
