import { Effect, Option, Schema } from "effect"
import { run, type Running } from "./Processes.ts"
import * as Seen from "./Seen.ts"
import type { Stack } from "./Stack.ts"

/** One line of the worker's log: `time`, `level`, `message`, and what it is annotated with. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly message: string; readonly level: string }

/** The real worker, as a child process. */
export interface Worker {
  readonly running: Running
  readonly log: Seen.Seen<LogLine>
  /** Waits until it, or one of its processes, is registered with LiveKit, for the `nth` time (0). */
  readonly registered: (nth?: number) => Effect.Effect<LogLine, Seen.NotSeen>
}

export interface WorkerOptions {
  readonly stack: Stack["Service"]
  readonly agentName: string
  /** The model's endpoint. */
  readonly model: URL
  /** The backend's URL; agent files and rows on this machine without it. */
  readonly backend?: string
  readonly dataDir: string
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>
  /** With more than one, there is a supervisor over them. */
  readonly processes?: number
}

/** The worker's program. */
export const main = new URL("../../src/Main.ts", import.meta.url).pathname
const readLine = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

/** What the worker is started with. */
export const environment = (
  { agentName, backend, dataDir, env, model, stack }: WorkerOptions
): Record<string, string> => ({
  LIVEKIT_URL: stack.url,
  LIVEKIT_API_KEY: stack.apiKey,
  LIVEKIT_API_SECRET: stack.apiSecret,
  LIVEKIT_AGENT_NAME: agentName,
  AZURE_OPENAI_ENDPOINT: model.href,
  AZURE_OPENAI_API_KEY: "e2e",
  AZURE_OPENAI_REALTIME_DEPLOYMENT: "e2e-realtime",
  AZURE_OPENAI_TTS_DEPLOYMENT: "e2e-tts",
  ...(backend !== undefined && { BACKEND_URL: backend, BACKEND_API_KEY: "e2e" }),
  CONFIG_FETCH_RETRY_DELAY: "200 millis",
  DATA_DIR: dataDir,
  RECORDING: "worker",
  // One caller and one agent make all the calls there are.
  CALLER_MAX_CALLS: "1000",
  CALLER_MAX_MINUTES: "100000",
  CALLER_MAX_TRANSFERS: "1000",
  AGENT_MAX_CALLS: "10000",
  AGENT_MAX_MINUTES: "1000000",
  COMPANY_MAX_CALLS: "10000",
  COMPANY_MAX_MINUTES: "1000000",
  DRAIN_TIMEOUT: "1 second",
  LOG_FORMAT: "json",
  LOG_LEVEL: "Info",
  ...env
})

/** Starts the worker, and waits until it is registered, with all of its processes. */
export const start = Effect.fnUntraced(function*(options: WorkerOptions) {
  const { processes = 1 } = options
  const running = yield* run({
    command: process.execPath,
    args: [main, "start", "--processes", `${processes}`],
    env: environment(options)
  })
  const log = Seen.map(running.lines, (text): LogLine => ({
    level: "OUTPUT",
    message: text,
    ...Option.getOrElse(readLine(text), () => ({}))
  }))
  const registered: Worker["registered"] = (nth = 0) =>
    log.until(
      `the worker registered with LiveKit, ${nth}`,
      (all) => all.filter(({ message }) => message.startsWith("registered with LiveKit"))[nth],
      "60 seconds"
    )
  yield* registered(processes - 1)
  const worker: Worker = { running, log, registered }
  return worker
})
