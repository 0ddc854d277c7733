import { Effect, FileSystem, Path } from "effect"
import { HttpClient } from "effect/http"
import * as Backend from "../../test/e2e/Backend.ts"
import { freePort, run, type Running } from "../../test/e2e/Processes.ts"
import { Stack } from "../../test/e2e/Stack.ts"
import { clinic } from "../../test/e2e/Stage.ts"
import * as Worker from "../../test/e2e/Worker.ts"
import { usageOf } from "./Machine.ts"
import { python } from "./Python.ts"
import { greeting } from "./Script.ts"
import * as V8 from "./V8.ts"

export const names = ["ours", "ours-local", "ours-cascade", "agents-js", "python"] as const
export type Name = typeof names[number]

/** What a worker is started with. */
export interface WorkerOptions {
  readonly agentName: string
  readonly number: string
  /** The model's endpoint: `http://127.0.0.1:PORT`. */
  readonly model: URL
  /** Ours alone: whether it records the calls, how many it takes at once, and how busy it may be (%, 100 without it). */
  readonly recording: boolean
  readonly maxCalls: number
  readonly maxLoad?: number
  /** For how many seconds a call rings that no worker takes: 60, longer than anybody here waits. */
  readonly ringing?: number
}

/** How ours is set where it is not as it is by default. */
const settings = {
  ours: {},
  "ours-local": { TURN_DETECTION: "local" },
  "ours-cascade": {
    VOICE_PIPELINE: "cascade",
    AZURE_OPENAI_STT_DEPLOYMENT: "bench-stt",
    AZURE_OPENAI_CHAT_DEPLOYMENT: "bench-chat"
  }
} satisfies Partial<Record<Name, Readonly<Record<string, string>>>>

/** A worker that is registered with LiveKit. */
export interface MeasuredWorker {
  readonly pid: number
  readonly lines: Running["lines"]
  /** Delay of the event loop in ms, 90th percentile of the last 2.5 s, where it can be asked. */
  readonly loopDelay: Effect.Effect<number | undefined>
  /** V8's heap after a full collection in MB, where it can be asked. */
  readonly heap: Effect.Effect<number | undefined, V8.InspectorUnavailable, HttpClient.HttpClient>
}

const notAsked = Effect.as(Effect.void, undefined)

const ours = (setting: Readonly<Record<string, string>>) =>
  Effect.fnUntraced(function*(options: WorkerOptions) {
    const fs = yield* FileSystem.FileSystem
    const agent = { ...clinic, config: { ...clinic.config, phrases: { greeting: { FRENCH: greeting } } } }
    const [health, inspector] = yield* Effect.all([freePort, freePort])
    const backend = yield* Backend.make({ [options.number]: agent })
    const { running } = yield* Worker.start({
      stack: yield* Stack,
      agentName: options.agentName,
      model: options.model,
      backend: backend.url,
      dataDir: yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-bench-data-" }),
      env: {
        HEALTH_PORT: `${health}`,
        WORKER_MAX_CALLS: `${options.maxCalls}`,
        WORKER_MAX_LOAD: `${options.maxLoad ?? 100}`,
        RECORDING: options.recording ? "worker" : "off",
        ...setting,
        NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspector}`
      }
    })
    const loopDelay = HttpClient.get(`http://127.0.0.1:${health}/metrics`).pipe(
      Effect.flatMap(({ text }) => text),
      Effect.map((text) => /^receptionist_event_loop_delay_ms\S* (\S+)/m.exec(text)?.[1]),
      Effect.map((value) => value === undefined ? undefined : Number(value)),
      Effect.orElseSucceed(() => undefined)
    )
    const client = yield* HttpClient.HttpClient
    const worker: MeasuredWorker = {
      pid: running.pid,
      lines: running.lines,
      loopDelay: Effect.provideService(loopDelay, HttpClient.HttpClient, client),
      heap: V8.heapUsed(running.pid, inspector)
    }
    return { worker, running }
  })

/** A peer: a program that says "registered worker" once it is. */
const peer = Effect.fnUntraced(function*(
  options: WorkerOptions,
  program: { readonly command: string; readonly args: ReadonlyArray<string> }
) {
  const stack = yield* Stack
  const running = yield* run({
    ...program,
    env: {
      LIVEKIT_URL: stack.url,
      LIVEKIT_API_KEY: stack.apiKey,
      LIVEKIT_API_SECRET: stack.apiSecret,
      BENCH_AGENT_NAME: options.agentName,
      BENCH_GREETING: greeting,
      BENCH_PORT: `${yield* freePort}`,
      OPENAI_API_KEY: "bench",
      OPENAI_BASE_URL: new URL("/openai/v1", options.model).href
    }
  })
  yield* running.lines.until(
    "the worker registered with LiveKit",
    (lines) => lines.find((line) => line.includes("registered worker")),
    "60 seconds"
  )
  const worker: MeasuredWorker = { pid: running.pid, lines: running.lines, loopDelay: notAsked, heap: notAsked }
  return { worker, running }
})

const starts = {
  ours: ours(settings.ours),
  "ours-local": ours(settings["ours-local"]),
  "ours-cascade": ours(settings["ours-cascade"]),
  "agents-js": (options: WorkerOptions) =>
    peer(options, {
      command: process.execPath,
      args: [new URL("agents-js/worker.ts", import.meta.url).pathname, "start"]
    }),
  python: Effect.fnUntraced(function*(options: WorkerOptions) {
    const script = new URL("python/worker.py", import.meta.url).pathname
    return yield* peer(options, { command: yield* python, args: [script, "start"] })
  })
} satisfies Record<Name, unknown>

/**
 * Starts a worker, and a line that leads to it, for as long as the scope is open; then nothing is left of its
 * processes, whatever they think of SIGTERM.
 */
export const start = Effect.fnUntraced(function*(
  name: Name,
  options: Omit<WorkerOptions, "agentName" | "number">
) {
  const number = `+1450${5_000_000 + Math.floor(Math.random() * 1_000_000)}`
  const agentName = `bench-${name}-${crypto.randomUUID()}`
  const all = { ...options, number, agentName }
  yield* (yield* Stack).open({ number, agentName, ringing: options.ringing ?? 60 })
  const { running, worker } = yield* starts[name](all)
  const { join } = yield* Path.Path
  const fs = yield* FileSystem.FileSystem
  yield* Effect.addFinalizer(Effect.fnUntraced(function*() {
    const { pids } = yield* usageOf(running.pid)
    yield* running.kill("SIGTERM")
    for (const pid of pids) {
      if (yield* Effect.orElseSucceed(fs.exists(join("/proc", `${pid}`)), () => false)) process.kill(pid, "SIGKILL")
    }
  }))
  return { worker, number }
})
