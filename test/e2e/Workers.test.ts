import { assert } from "@effect/vitest"
import { Clock, Effect, FileSystem, Schedule } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import type * as Caller from "./Caller.ts"
import { freePort, gone, send } from "./Processes.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}

const sayGoodbye = Effect.fnUntraced(function*(caller: Caller.Caller) {
  yield* caller.phone.say("Merci beaucoup, au revoir !")
  assert.isTrue(yield* caller.played)
})

/** A worker of two processes; what it says over HTTP; and where a process is, by what it logs. */
const stageOfTwo = Effect.fnUntraced(function*(env: Readonly<Record<string, string>> = {}) {
  const port = yield* freePort
  const stage = yield* Stage.make({
    model: { turns: [goodbye, goodbye, goodbye] },
    processes: 2,
    env: { HEALTH_PORT: `${port}`, ...env }
  })
  const get = Effect.fnUntraced(function*(path: string) {
    const response = yield* HttpClient.get(`http://127.0.0.1:${port}${path}`)
    return { status: response.status, text: yield* response.text }
  }, Effect.provide(FetchHttpClient.layer))
  /** Dials, hears the greeting, and gives the process that greets. */
  const connect = Effect.fnUntraced(function*(nth: number) {
    const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
    yield* caller.phone.heardOut(0)
    const line = yield* stage.worker.log.until(
      "the conversation",
      (all) => all.filter(({ message }) => message === "phase: converse")[nth]
    )
    return { caller, pid: Number(line["pid"]), callId: String(line["callId"]) }
  })
  const said = (message: string, nth = 0) =>
    stage.worker.log.until(message, (all) => all.filter((line) => line.message.startsWith(message))[nth])
  const pids = Effect.map(stage.worker.log.all, (all) => [
    ...new Set(all.filter(({ message }) => message.startsWith("registered with")).map(({ pid }) => Number(pid)))
  ])
  return { stage, get, connect, said, pids }
})

/** The calls that the journal still has something of. */
const owed = Effect.fnUntraced(function*(dataDir: string) {
  const found = yield* (yield* FileSystem.FileSystem).readDirectory(`${dataDir}/journal`, { recursive: true })
  return found.filter((path) => path.endsWith(".ndjson") || path.endsWith(".ogg"))
})

/** Waits until the journal has nothing left: what was delivered last is still in it for a moment. */
const settled = (dataDir: string) =>
  owed(dataDir).pipe(
    Effect.repeat({ until: ({ length }) => length === 0, schedule: Schedule.spaced("50 millis") }),
    Effect.timeout("5 seconds")
  )

suite("a worker of several processes", (it) => {
  it.effect("releases the callers of a process that dies within 3 s, closes their rows, and lets the others talk on", () =>
    Effect.gen(function*() {
      // With three calls, one process has two and the other one.
      const { connect, get, said, stage } = yield* stageOfTwo({ WORKER_MAX_CALLS: "2" })
      const calls = [yield* connect(0), yield* connect(1), yield* connect(2)]
      const busy = calls.find(({ pid }, index) => calls.some((call, other) => other > index && call.pid === pid))!.pid
      const lost = calls.filter(({ pid }) => pid === busy)
      const spared = calls.filter(({ pid }) => pid !== busy)
      assert.deepStrictEqual([lost.length, spared.length], [2, 1])

      yield* send(busy, "SIGKILL")
      const killed = yield* Clock.currentTimeMillis
      for (const { caller } of lost) {
        const { at } = yield* caller.got("BYE")
        assert.isBelow(at - killed, 3_000)
        assert.isTrue(yield* caller.played)
        yield* stage.released(caller)
      }
      yield* stage.worker.registered(2)
      yield* said("recovered what calls have left")

      yield* sayGoodbye(spared[0]!.caller)
      const rows = [yield* stage.backend.ended(0), yield* stage.backend.ended(1), yield* stage.backend.ended(2)]
      for (const { caller, callId, pid } of calls) {
        const row = rows.find(({ metadata }) => metadata["callId"] === callId)!
        assert.strictEqual(row.start["callerNumber"], caller.from)
        assert.strictEqual(row.end["endReason"], pid === busy ? "internal" : "agent_end")
      }
      yield* stage.released(spared[0]!.caller)
      yield* settled(stage.dataDir)

      assert.deepStrictEqual(JSON.parse((yield* get("/readyz")).text), { registered: 2, accepting: 2, calls: 0 })
      const { text } = yield* get("/metrics")
      assert.match(text, /receptionist_worker_exits_total\{calls="yes",process="\d+"\} 1/)
      const log = (yield* stage.worker.running.lines.all).join("\n")
      for (const { caller } of calls) assert.notInclude(`${text}\n${log}`, caller.from.slice(1))
    }))

  it.effect("replaces a process that hangs, and releases its callers within 20 s", () =>
    Effect.gen(function*() {
      const { connect, get, said, stage } = yield* stageOfTwo()
      const { caller, pid } = yield* connect(0)
      yield* send(pid, "SIGSTOP")
      const stopped = yield* Clock.currentTimeMillis
      const { at } = yield* caller.messages.until(
        "BYE from the gateway",
        (all) => all.find(({ from, start }) => from === "gateway" && start.startsWith("BYE")),
        "30 seconds"
      )
      assert.isBelow(at - stopped, 20_000)
      yield* said("a worker does not answer")
      assert.isTrue(yield* caller.played)
      yield* stage.worker.registered(2)
      yield* get("/readyz").pipe(
        Effect.repeat({
          until: ({ text }) => text.includes("\"accepting\":2"),
          schedule: Schedule.spaced("100 millis")
        }),
        Effect.timeout("5 seconds")
      )
      assert.strictEqual((yield* get("/healthz")).status, 200)
      assert.match((yield* get("/metrics")).text, /receptionist_hung_workers_total\{process="\d+"\} 1/)
      assert.strictEqual((yield* stage.backend.ended()).end["endReason"], "internal")
      yield* stage.released(caller)
    }))

  it.effect("says goodbye to its callers when its supervisor dies, and leaves no process", () =>
    Effect.gen(function*() {
      const { connect, pids, stage } = yield* stageOfTwo()
      const { caller } = yield* connect(0)
      const workers = yield* pids
      assert.lengthOf(workers, 2)
      yield* send(stage.worker.running.pid, "SIGKILL")
      yield* caller.phone.heardOut(1)
      assert.isTrue(yield* caller.played)
      assert.strictEqual((yield* stage.backend.ended()).end["endReason"], "worker_drain")
      yield* stage.released(caller)
      yield* Effect.forEach(workers, gone).pipe(Effect.timeout("15 seconds"))
      yield* settled(stage.dataDir)
    }))

  it.effect("drains on SIGTERM, and ends its calls at once on the second", () =>
    Effect.gen(function*() {
      const { connect, get, pids, said, stage } = yield* stageOfTwo({ DRAIN_TIMEOUT: "10 minutes" })
      const { caller } = yield* connect(0)
      const workers = yield* pids
      yield* stage.worker.running.signal("SIGTERM")
      yield* said("draining: calls may go on")
      // Each process tells the supervisor by itself.
      yield* get("/readyz").pipe(
        Effect.repeat({ until: ({ status }) => status === 503, schedule: Schedule.spaced("50 millis") }),
        Effect.timeout("3 seconds")
      )
      assert.strictEqual((yield* get("/healthz")).status, 200)
      assert.lengthOf((yield* caller.messages.all).filter(({ start }) => start.startsWith("BYE")), 0)
      yield* stage.worker.running.signal("SIGTERM")
      const hurried = yield* Clock.currentTimeMillis
      const { at } = yield* caller.got("BYE")
      assert.isBelow(at - hurried, 3_000)
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "worker_drain")
      assert.isDefined(row.transcript)
      assert.isDefined(row.recording)
      assert.strictEqual(yield* stage.worker.running.exited, 0)
      yield* Effect.forEach(workers, gone).pipe(Effect.timeout("15 seconds"))
      yield* stage.released(caller)
    }))

  it.effect.each(
    [
      { name: "has passed its memory limit", signal: "SIGUSR2", reason: "memory" },
      { name: "saw an uncaught exception", signal: "SIGURG", reason: "uncaughtException" }
    ] as const
  )(
    "replaces a process that $name, its successor first, and lets its call end",
    ({ reason, signal }) =>
      Effect.gen(function*() {
        const { connect, get, pids, said, stage } = yield* stageOfTwo({
          NODE_OPTIONS: `--import=${import.meta.dirname}/Swell.ts`,
          WORKER_MAX_RSS_MB: "800",
          DRAIN_TIMEOUT: "10 minutes"
        })
        const { caller, pid } = yield* connect(0)
        yield* send(pid, signal)
        const replaced = yield* said("a worker is being replaced")
        assert.deepInclude(replaced, { pid, reason })
        const successor = yield* stage.worker.registered(2)
        assert.notStrictEqual(successor["pid"], pid)
        const draining = yield* said("draining: calls may go on")
        assert.strictEqual(draining["pid"], pid)
        assert.isBelow(Date.parse(String(successor["time"])), Date.parse(String(draining["time"])))
        assert.deepInclude(JSON.parse((yield* get("/readyz")).text), { accepting: 2 })

        const next = yield* connect(1)
        assert.notStrictEqual(next.pid, pid)
        yield* sayGoodbye(caller)
        assert.strictEqual((yield* stage.backend.ended(0)).end["endReason"], "agent_end")
        yield* gone(pid).pipe(Effect.timeout("15 seconds"))
        yield* sayGoodbye(next.caller)
        assert.strictEqual((yield* stage.backend.ended(1)).end["endReason"], "agent_end")
        assert.lengthOf(yield* pids, 3)
      })
  )
})

suite("a worker of one process", (it) => {
  it.effect("that died and was started anew releases the caller it had, and closes the row", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make()
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* send(stage.worker.running.pid, "SIGKILL")
      const killed = yield* Clock.currentTimeMillis
      yield* stage.startWorker
      // Nobody can say at once that a process is dead, where several machines share a journal: 15 s is the bound.
      const { at } = yield* caller.messages.until(
        "BYE from the gateway",
        (all) => all.find(({ from, start }) => from === "gateway" && start.startsWith("BYE")),
        "40 seconds"
      )
      assert.isBelow(at - killed, 30_000)
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.ended()
      assert.strictEqual(row.end["endReason"], "internal")
      assert.closeTo(Date.parse(String(row.end["endedAt"])), killed, 5_000)
      yield* stage.released(caller)
    }))

  it.effect("that died while it rang and was started anew lets the caller go", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ env: { CONFIG_FETCH_RETRY_DELAY: "2 seconds" } })
      yield* stage.backend.fail(503)
      const caller = yield* stage.call(Sip.dial, Sip.refused(486))
      yield* stage.worker.log.until("the ring", (all) => all.find(({ message }) => message === "phase: ring"))
      yield* owed(stage.dataDir).pipe(
        Effect.orElseSucceed(() => []),
        Effect.repeat({ until: ({ length }) => length > 0, schedule: Schedule.spaced("20 millis") }),
        Effect.timeout("5 seconds")
      )
      yield* send(stage.worker.running.pid, "SIGKILL")
      const killed = yield* Clock.currentTimeMillis
      yield* stage.startWorker
      assert.isTrue(yield* caller.played)
      assert.isBelow((yield* Clock.currentTimeMillis) - killed, 30_000)
      yield* stage.released(caller)
      assert.isEmpty((yield* stage.backend.requests.all).filter(({ method }) => method === "POST"))
    }))
})
