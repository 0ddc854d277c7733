import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { JobStatus, WorkerStatus } from "@livekit/protocol"
import { Clock, Effect, FileSystem, type Layer, Queue, Redacted, type Scope, Stream } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { ChildProcess } from "effect/process"
import { dispatchServer, jobOf, type ServerConnection } from "../support/DispatchServer.ts"
import { twirpServer } from "../support/TwirpServer.ts"

// Real processes, on the real clock: what is waited for is always something that happens.

interface LogLine {
  readonly message: string
  readonly pid?: number
  readonly job?: string
  readonly port?: number
}

/** `Fleet.ts` in a process of its own, with a LiveKit that the test plays. Whatever happens, no process is left. */
const fleet = Effect.fnUntraced(function*(role: "supervisor" | "alone", drainTimeout: string) {
  const fs = yield* FileSystem.FileSystem
  const livekit = yield* dispatchServer
  const api = yield* twirpServer({ "RoomService/ListRooms": { status: 200, json: { rooms: [{ sid: "RM_1" }] } } })
  const dataDir = yield* fs.makeTempDirectoryScoped()
  const pids = new Set<number>()
  const kill = (pid: number, signal: NodeJS.Signals | 0) =>
    Effect.ignore(Effect.try({ try: () => process.kill(pid, signal), catch: () => "gone" }))

  const main = yield* ChildProcess.make(process.execPath, ["test/support/Fleet.ts", role], {
    extendEnv: true,
    stderr: "inherit",
    env: {
      FLEET_URL: `${livekit.options.url}`,
      FLEET_API_URL: api.options.url,
      FLEET_KEY: livekit.options.apiKey,
      FLEET_SECRET: Redacted.value(livekit.options.apiSecret),
      FLEET_DATA_DIR: dataDir,
      FLEET_DRAIN_TIMEOUT: drainTimeout
    }
  })
  pids.add(main.pid)
  // Before the child's own release, which would wait for it to drain.
  yield* Effect.addFinalizer(() => Effect.forEach(pids, (pid) => kill(pid, "SIGKILL")))
  const lines = yield* Queue.unbounded<LogLine>()
  const all: Array<string> = []
  yield* main.stdout.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.runForEach((text) => {
      const line: LogLine = JSON.parse(text)
      all.push(text)
      if (line.pid !== undefined) pids.add(line.pid)
      return Queue.offer(lines, line)
    }),
    Effect.forkScoped
  )
  /** The next line that says this; those before it are gone. */
  const said = (part: string) => Effect.repeat(Queue.take(lines), { until: ({ message }) => message.includes(part) })
  const { port = 0 } = yield* said("health and metrics are served")
  const get = Effect.fnUntraced(function*(path: string) {
    const response = yield* HttpClient.get(`http://127.0.0.1:${port}${path}`)
    return { status: response.status, text: yield* response.text }
  }, Effect.provide(FetchHttpClient.layer))

  /** The next worker that LiveKit hears of, registered. */
  const worker = Effect.tap(livekit.connection, (connection) => Effect.andThen(connection.register, connection.report))
  /** Puts a call on the worker, and gives its process. */
  const call = Effect.fnUntraced(function*(connection: ServerConnection, id: string) {
    yield* connection.dispatch(jobOf(id))
    assert.strictEqual((yield* connection.status).status, JobStatus.JS_RUNNING)
    const { pid = 0 } = yield* Effect.repeat(said("on the line"), { until: ({ job }) => job === id })
    return pid
  })
  return {
    api,
    call,
    dataDir,
    exitCode: main.exitCode,
    get,
    kill,
    livekit,
    logs: all,
    pid: main.pid,
    said,
    worker,
    ready: Effect.repeat(get("/readyz"), { until: ({ status }) => status === 200 }),
    row: (id: string) => Effect.map(fs.readFileString(`${dataDir}/calls/${id}.json`), (json) => JSON.parse(json))
  }
})

const full = (connection: ServerConnection) =>
  Effect.repeat(connection.report, { until: ({ status }) => status === WorkerStatus.WS_FULL })

const live = (
  name: string,
  test: Effect.Effect<
    void,
    unknown,
    Scope.Scope | Layer.Success<typeof NodeServices.layer>
  >
) => it.live(name, () => test.pipe(Effect.provide(NodeServices.layer)), 60_000)

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

// Each has its own processes, and mostly waits for them to start.
describe.concurrent("Processes", () => {
  live(
    "hangs the callers of a killed worker up, finishes its calls, and replaces it; its neighbour notices nothing",
    Effect.gen(function*() {
      const { api, call, get, kill, ready, row, said, worker, logs } = yield* fleet("supervisor", "10 minutes")
      const [first, second] = [yield* worker, yield* worker]
      const pid = yield* call(first, "AJ_1")
      assert.strictEqual(yield* call(first, "AJ_2"), pid)
      const neighbour = yield* call(second, "AJ_3")
      assert.notStrictEqual(neighbour, pid)

      const killedAt = yield* Clock.currentTimeMillis
      yield* kill(pid, "SIGKILL")
      const deletion = Effect.repeat(api.call, { until: ({ method }) => method === "RoomService/DeleteRoom" })
      const deleted = [yield* deletion, yield* deletion]
      assert.isBelow((yield* Clock.currentTimeMillis) - killedAt, 3000)
      assert.sameMembers(deleted.map(({ body }) => body["room"]), ["AJ_1", "AJ_2"].map((id) => jobOf(id).room?.name))

      const successor = yield* worker
      yield* said("recovered what calls have left")
      assert.strictEqual((yield* row("AJ_1")).endReason, "internal")
      assert.strictEqual((yield* row("AJ_2")).endReason, "internal")
      assert.notStrictEqual(yield* call(successor, "AJ_4"), pid)
      assert.strictEqual(yield* call(second, "AJ_5"), neighbour)

      yield* ready
      assert.deepStrictEqual(JSON.parse((yield* get("/readyz")).text), { registered: 2, accepting: 2, calls: 3 })
      assert.strictEqual((yield* get("/healthz")).status, 200)
      const { text } = yield* get("/metrics")
      assert.include(text, `receptionist_active_calls{process="${neighbour}"} 2`)
      assert.match(text, /receptionist_worker_exits_total\{calls="yes",process="\d+"\} 1/)
      // The jobs' rooms and metadata hold these.
      assert.notMatch([text, ...logs].join("\n"), /14505550123|14507004061/)
    })
  )

  live(
    "drains when its supervisor is killed",
    Effect.gen(function*() {
      const { call, kill, pid, worker } = yield* fleet("supervisor", "1 second")
      const [busy, idle] = [yield* worker, yield* worker]
      const busyPid = yield* call(busy, "AJ_1")
      yield* kill(pid, "SIGKILL")
      assert.strictEqual(yield* idle.closed, 1000)
      // Told to say goodbye after DRAIN_TIMEOUT, the call ends by itself.
      assert.strictEqual((yield* busy.status).status, JobStatus.JS_SUCCESS)
      assert.strictEqual(yield* busy.closed, 1000)
      yield* Effect.repeat(Effect.sync(() => isAlive(busyPid)), { until: (alive) => !alive })
    })
  )

  live(
    "drains everything on SIGTERM, and ends at once on the second",
    Effect.gen(function*() {
      const { call, exitCode, get, kill, pid, worker } = yield* fleet("supervisor", "10 minutes")
      const [busy, idle] = [yield* worker, yield* worker]
      yield* call(busy, "AJ_1")
      yield* kill(pid, "SIGTERM")
      assert.strictEqual(yield* idle.closed, 1000)
      yield* full(busy)
      assert.strictEqual((yield* get("/readyz")).status, 503)
      assert.strictEqual((yield* get("/healthz")).status, 200)
      yield* kill(pid, "SIGTERM")
      yield* busy.status
      assert.strictEqual(yield* busy.closed, 1000)
      assert.strictEqual(yield* exitCode, 0)
    })
  )

  live(
    "replaces a worker that saw an uncaught exception, its successor first, and lets its calls end",
    Effect.gen(function*() {
      const { call, exitCode, kill, livekit, pid, said, worker } = yield* fleet("supervisor", "1 second")
      const [thrower] = [yield* worker, yield* worker]
      const throwerPid = yield* call(thrower, "throw-1")
      yield* said("a worker is being replaced")
      const successor = yield* livekit.connection
      // LiveKit has not registered the successor yet: the old one still takes calls.
      assert.strictEqual(yield* call(thrower, "AJ_2"), throwerPid)
      yield* successor.register
      const ends = [yield* thrower.status, yield* thrower.status]
      assert.deepStrictEqual(ends.map(({ status }) => status), [JobStatus.JS_SUCCESS, JobStatus.JS_SUCCESS])
      assert.strictEqual(yield* thrower.closed, 1000)
      assert.notStrictEqual(yield* call(successor, "AJ_3"), throwerPid)
      yield* kill(pid, "SIGTERM")
      assert.strictEqual(yield* exitCode, 0)
    })
  )

  live(
    "gives up with 78 when LiveKit refuses the key",
    Effect.gen(function*() {
      const { exitCode, livekit } = yield* fleet("supervisor", "1 second")
      yield* livekit.revokeKeys
      assert.strictEqual(yield* exitCode, 78)
    })
  )

  live(
    "drains and ends with 1 after an uncaught exception, where there is no supervisor",
    Effect.gen(function*() {
      const { call, exitCode, ready, worker } = yield* fleet("alone", "1 second")
      const connection = yield* worker
      yield* ready
      yield* call(connection, "throw-1")
      assert.strictEqual((yield* connection.status).status, JobStatus.JS_SUCCESS)
      assert.strictEqual(yield* exitCode, 1)
    })
  )

  live(
    "ends at once on the second SIGTERM, where there is no supervisor",
    Effect.gen(function*() {
      const { call, exitCode, kill, pid, worker } = yield* fleet("alone", "10 minutes")
      const connection = yield* worker
      yield* call(connection, "AJ_1")
      yield* kill(pid, "SIGTERM")
      yield* full(connection)
      yield* kill(pid, "SIGTERM")
      yield* connection.status
      assert.strictEqual(yield* exitCode, 0)
    })
  )
})
