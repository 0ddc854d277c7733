import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Console, Effect, Layer, Option, Runtime, Schema } from "effect"
import { Argument, CliError, Command, Flag } from "effect/cli"
import { FetchHttpClient } from "effect/http"
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { serveHealth } from "./adapters/http/HealthServer.ts"
import * as SupervisorLink from "./adapters/processes/SupervisorLink.ts"
import * as NodeProcess from "./adapters/processes/ThisProcess.ts"
import { spawnNode } from "./adapters/processes/WorkerProcess.ts"
import { doctor } from "./doctor/Doctor.ts"
import { normalize } from "./domain/PhoneNumber.ts"
import { anonymizer, live, outbox, records, rooms } from "./Layers.ts"
import { anonymize } from "./programs/Anonymize.ts"
import { checkAgents } from "./programs/CheckAgents.ts"
import { deliverMessages } from "./programs/DeliverMessages.ts"
import { eraseCallerNow } from "./programs/EraseCaller.ts"
import { handleCall } from "./programs/HandleCall.ts"
import { listMessages, markDone, sendMessage, showMessage, type Shown } from "./programs/ManageMessages.ts"
import { recover } from "./programs/Recover.ts"
import { runWorkerAlone, runWorkerSupervised } from "./programs/RunWorker.ts"
import { showHours } from "./programs/ShowHours.ts"
import { supervise } from "./programs/Supervise.ts"
import { keepSweeping, sweepNow } from "./programs/Sweep.ts"
import type { ShowHealth } from "./services/Health.ts"
import { Rooms } from "./services/Rooms.ts"
import { ThisProcess } from "./services/ThisProcess.ts"
import { inspect, Settings } from "./Settings.ts"
import { pipelinesOf } from "./settings/groups.ts"
import * as Telemetry from "./Telemetry.ts"
import { version } from "./Version.ts"

/** A command found what it looks for: everything has been said, and the exit code is 1. */
class Unwell extends Schema.TaggedError<Unwell>()("Unwell", {}) {
  override readonly [Runtime.errorReported] = false
}

/** Some transcript was withheld. */
class Withheld extends Schema.TaggedError<Withheld>()("Withheld", {}) {
  override readonly [Runtime.errorExitCode] = 3
}

/** What was given cannot be a caller. It is not shown: it may be one, written wrong. */
class NoNumber extends Schema.TaggedError<NoNumber>()("NoNumber", {}) {
  override get message() {
    return "that is no phone number: give it with its country, such as +15145550142; nothing was erased"
  }
}

/** There is nothing on this machine that a command could work on. */
class NoDataDir extends Schema.TaggedError<NoDataDir>()("NoDataDir", { dataDir: Schema.String }) {
  override get message() {
    return `DATA_DIR (${this.dataDir}) is no folder: no worker has run with it. Set it to the worker's own, or call this from the worker's folder; nothing was done`
  }
}

const well = (fine: boolean) => fine ? Effect.void : Effect.fail(new Unwell())

const telemetry = Layer.unwrap(
  Settings.use((settings) => Effect.succeed(Telemetry.layer({ ...settings.telemetry, version })))
)

const settings = (command: "start" | "recover" | "messages" | "sweep" | "erase" | "office") =>
  telemetry.pipe(Layer.provideMerge(Settings.layer(command)))

/** What `Runtime.defaultTeardown` makes of an interruption. */
const interruptedCode = 130

/** A worker that was told to stop, and has drained, has done what it was asked; any other command was broken off. */
const endsWell = Effect.onInterrupt(() =>
  Effect.sync(() => {
    process.exitCode = 0
  })
)

/** What a worker does beside its calls. */
const beside = Settings.use(({ retention }) =>
  Effect.succeed(Effect.all([deliverMessages, keepSweeping(retention)], { concurrency: "unbounded", discard: true }))
)

const start = Command.make(
  "start",
  {
    processes: Flag.Int("processes").pipe(
      Flag.withDescription("How many workers on this machine; WORKER_PROCESSES without it"),
      Flag.filter((processes) => processes >= 1 && processes <= 64, () => "a number from 1 to 64"),
      Flag.optional
    )
  },
  Effect.fnUntraced(
    function*({ processes: asked }) {
      const { worker } = yield* Settings
      const processes = Option.getOrElse(asked, () => worker.processes)
      const show: ShowHealth = Option.match(worker.healthPort, {
        onNone: () => () => Effect.void,
        onSome: (port) => serveHealth({ port, host: worker.healthHost })
      })
      if (processes === 1) {
        return yield* runWorkerAlone({ ...worker, handle: handleCall, beside: yield* beside }, show).pipe(
          Effect.provide([live, rooms])
        )
      }
      const hurry = yield* (yield* ThisProcess).secondSignal
      const spawn = spawnNode(join(import.meta.dirname, "Main.ts"), ["worker"], { WORKER_PROCESSES: `${processes}` })
      return yield* supervise({ ...worker, processes, spawn, show, hurry }).pipe(
        Effect.provide([records, rooms])
      )
    },
    Effect.scoped,
    Effect.provide([settings("start"), NodeProcess.layer()]),
    endsWell
  )
).pipe(Command.withDescription("Answer real phone calls: register with LiveKit, and handle what it dispatches"))

const worker = Command.make(
  "worker",
  {},
  Effect.fnUntraced(
    function*() {
      const { worker } = yield* Settings
      const cores = (yield* ThisProcess).cores / worker.processes
      return yield* runWorkerSupervised({ ...worker, cores, handle: handleCall, beside: yield* beside })
        .pipe(
          Effect.provide([live, rooms, SupervisorLink.layer])
        )
    },
    Effect.provide([settings("start"), NodeProcess.layer()]),
    endsWell
  )
).pipe(Command.withDescription("One of the workers of `start --processes N`, which starts it"))

const recoverCalls = Command.make(
  "recover",
  {},
  Effect.fnUntraced(
    function*() {
      const { livekit } = yield* Settings
      // The rows can be finished without LiveKit.
      const { release } = Option.isSome(livekit)
        ? yield* Rooms.use(Effect.succeed).pipe(Effect.provide(rooms))
        : { release: () => Effect.void }
      const { alive, finished, left } = yield* recover(
        release,
        (calls) =>
          Console.log(`${calls} of processes that may have died a moment ago: 18 seconds at most until that is known…`)
      ).pipe(Effect.provide([records, anonymizer]))
      yield* Console.log(`calls: ${finished} finished, ${left.length} not yet, ${alive} that living workers handle`)
      for (const { callId, problems } of left) yield* Console.log(`${callId}: ${problems.join("; ")}`)
      return yield* well(left.length === 0)
    },
    Effect.provide(settings("recover"))
  )
).pipe(Command.withDescription("Finish what calls that died have left; the worker does so itself while it runs"))

const messageId = Argument.String("id").pipe(Argument.withDescription("The message's id, or how it begins"))

/** What callers have left is nowhere else: a wrong folder must not look like one without messages, or without callers. */
const inDataDir = Effect.tap(
  Settings,
  ({ dataDir }) =>
    statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === true
      ? Effect.void
      : Effect.fail(new NoDataDir({ dataDir }))
)

const manage = <A, E, R>(work: (shown: Shown) => Effect.Effect<A, E, R>) =>
  Effect.andThen(inDataDir, Effect.flatMap(Settings, ({ timeZone }) => work({ zone: timeZone }))).pipe(
    Effect.provide(outbox.pipe(Layer.provideMerge(settings("messages"))))
  )

const messages = Command.make("messages", {}, () => manage((shown) => listMessages({ ...shown, all: false }))).pipe(
  Command.withDescription("Messages that callers left and nobody has seen to yet, the first that is due first"),
  Command.withSubcommands([
    Command.make(
      "list",
      { all: Flag.Boolean("all").pipe(Flag.withDefault(false), Flag.withDescription("Also those that are done")) },
      (options) => manage((shown) => listMessages({ ...shown, ...options }))
    ).pipe(Command.withDescription("Messages that nobody has seen to yet; with --all, those that are done as well")),
    Command.make("show", { id: messageId }, ({ id }) => manage((shown) => showMessage(id, shown))).pipe(
      Command.withDescription("One message, and what has become of its deliveries")
    ),
    Command.make("done", { id: messageId }, ({ id }) => manage(() => markDone(id))).pipe(
      Command.withDescription("Mark a message as seen to")
    ),
    Command.make("send", { id: messageId }, ({ id }) => Effect.flatMap(manage((shown) => sendMessage(id, shown)), well))
      .pipe(
        Command.withDescription("Send a message again, now")
      )
  ])
)

const sweepCommand = Command.make(
  "sweep",
  {},
  Effect.fnUntraced(
    function*() {
      const { retention } = yield* Settings
      return yield* well(yield* sweepNow(retention).pipe(Effect.provide(records)))
    },
    Effect.provide(settings("sweep"))
  )
).pipe(
  Command.withDescription("Remove what is past its retention (RETENTION_…), and say what; the worker does so every day")
)

const erase = Command.make(
  "erase",
  {
    caller: Flag.String("caller").pipe(
      Flag.withDescription("The caller's number with its country, such as +15145550142")
    )
  },
  Effect.fnUntraced(
    function*({ caller }) {
      const number = normalize(caller)
      if (Option.isNone(number)) return yield* new NoNumber()
      yield* inDataDir
      return yield* well(yield* eraseCallerNow(number.value).pipe(Effect.provide(records)))
    },
    Effect.provide(settings("erase"))
  )
).pipe(
  Command.withDescription(
    "Erase a caller everywhere, with a receipt that does not name them; 1 while something is left"
  )
)

const demo = Command.make(
  "demo",
  {
    agent: Flag.String("agent").pipe(
      Flag.withDescription("An agent's YAML file; the sample clinic without it"),
      Flag.optional
    ),
    scenario: Flag.String("scenario").pipe(
      Flag.withDescription("Which call to play; `list` shows them all"),
      Flag.withDefault("appointment-fr")
    ),
    out: Flag.String("out").pipe(
      Flag.withDescription("The folder for the call's files; DATA_DIR without it"),
      Flag.optional
    )
  },
  Effect.fnUntraced(function*({ agent, out, scenario }) {
    // Whatever else the environment holds, well or badly, is none of the demo's business.
    const { settings: { dataDir } } = yield* inspect("demo")
    // What the office has published answers here, too.
    const published = join(dataDir, "office", "published", "clinic.yaml")
    const agentFile = Option.orElse(agent, () => existsSync(published) ? Option.some(published) : Option.none())
    if (scenario !== "list" && Option.isNone(agent) && Option.isSome(agentFile)) {
      yield* Console.log("\nThe clinic answers as it is published in the office.")
    }
    // A worker never loads what only a demo needs.
    const { runDemo } = yield* Effect.promise(() => import("./sandbox/Demo.ts"))
    const fine = yield* runDemo({
      scenario,
      there: Option.match(out, { onNone: () => "", onSome: (folder) => `DATA_DIR=${folder} ` }),
      list: scenario === "list",
      out: Option.getOrElse(out, () => dataDir),
      ...Option.isSome(agentFile) && { agentFile: agentFile.value }
    })
    return yield* well(fine)
  })
).pipe(Command.withDescription("Play one whole call on this machine: no LiveKit, no network, no credentials"))

const check = Command.make(
  "check",
  {
    files: Argument.String("file").pipe(
      Argument.withDescription("An agent's YAML file; several, too, such as agents/*.yaml"),
      Argument.variadic({ min: 1 })
    )
  },
  Effect.fnUntraced(function*({ files }) {
    // It needs no environment, but for what this one says about departments.
    const { problems, settings } = yield* inspect("check")
    const wrong = problems.filter(({ variable }) => variable.startsWith("TRANSFER_"))
    for (const { message } of wrong) yield* Console.log(message)
    // Where no model is set at all, this is not the worker's machine.
    const pipelines = Option.isSome(settings.model) ? pipelinesOf(settings) : undefined
    return yield* well((yield* checkAgents(files, settings.transfer.rules, pipelines)) && wrong.length === 0)
  })
).pipe(Command.withDescription("Check agent files: every problem of every file, with its place"))

const hours = Command.make(
  "hours",
  {
    file: Argument.String("file").pipe(Argument.withDescription("An agent's YAML file")),
    at: Flag.String("at").pipe(
      Flag.withDescription("A date and a time where the agent is, such as \"2026-12-24 12:30\"; now without it"),
      Flag.optional
    ),
    language: Flag.Literals("language", ["FRENCH", "ENGLISH"]).pipe(
      Flag.withDescription("All that the agent speaks, without it"),
      Flag.optional
    )
  },
  Effect.fnUntraced(function*(options) {
    const { settings: { timeZone, transfer: { rules } } } = yield* inspect("hours")
    yield* showHours({ ...options, rules, timeZone })
  })
).pipe(Command.withDescription("Show an agent file's hours: the week, what is coming, and what is said of them"))

const examine = Command.make("doctor", {}, () => Effect.flatMap(doctor, well)).pipe(
  Command.withDescription("Check the environment: what is missing or wrong, and whether each service it names answers")
)

const anonymizeTranscripts = Command.make(
  "anonymize",
  {
    file: Argument.String("file").pipe(
      Argument.withDescription("One raw transcript a line, as JSON; standard input without it"),
      Argument.optional
    )
  },
  Effect.fnUntraced(
    function*({ file }) {
      if (yield* anonymize(file)) return yield* new Withheld()
    },
    Effect.provide(anonymizer.pipe(Layer.provideMerge(Settings.layer("anonymize"))))
  )
).pipe(Command.withDescription("Anonymize raw transcripts, one JSON a line, from FILE or standard input"))

const office = Command.make(
  "office",
  {},
  Effect.fnUntraced(
    function*() {
      // Its database and its server are nothing that a worker loads.
      const { office } = yield* Effect.promise(() => import("./OfficeLayers.ts"))
      return yield* Layer.launch(office)
    },
    Effect.provide(settings("office")),
    endsWell
  )
).pipe(
  Command.withDescription("Open the office: the backend, and the console with calls, messages and agents"),
  Command.withSubcommands([
    Command.make(
      "company",
      { name: Argument.String("name").pipe(Argument.withDescription("The company's name, as its people see it")) },
      Effect.fnUntraced(
        function*({ name }) {
          const { newCompany } = yield* Effect.promise(() => import("./OfficeLayers.ts"))
          yield* newCompany(name)
        },
        Effect.provide(settings("office"))
      )
    ).pipe(Command.withDescription("Make another company in the same office, and a link for its first manager"))
  ])
)

const receptionist = Command.make("receptionist").pipe(
  Command.withDescription("An AI receptionist that answers real phone calls"),
  Command.withSubcommands([
    start,
    worker,
    demo,
    check,
    hours,
    examine,
    anonymizeTranscripts,
    recoverCalls,
    messages,
    sweepCommand,
    erase,
    office
  ])
)

/** What went wrong is said in a sentence; a stack is for what nobody has foreseen. */
const tell = (cause: Cause.Cause<unknown>) =>
  Option.match(Cause.findErrorOption(cause), {
    onNone: () => Cause.hasDies(cause) ? Console.error(Cause.pretty(cause)) : Effect.void,
    onSome: (error) =>
      error instanceof Unwell || error instanceof Withheld || CliError.isCliError(error)
        ? Effect.void
        : Console.error(error instanceof Error ? error.message : error)
  })

/** What a shell makes of a program that SIGPIPE has ended. */
const pipeClosedCode = 141

// Whoever reads a command's output with `head` has read enough. What serves goes on, whoever reads its log.
const serves = new Set(["start", "worker", "office"])
if (!serves.has(process.argv[2] ?? "")) {
  process.stdout.on(
    "error",
    (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? pipeClosedCode : 1)
  )
}

// What the environment sets already stays as it is.
if (existsSync(".env")) process.loadEnvFile()

receptionist.pipe(
  Command.run({ version }),
  Effect.tapCause(tell),
  Effect.provide([NodeServices.layer, FetchHttpClient.layer]),
  (program) =>
    NodeRuntime.runMain(program, {
      disableErrorReporting: true,
      // Exits in any case: the SDK's native threads would keep the process.
      teardown: (exit) =>
        Runtime.defaultTeardown(
          exit,
          (code) => process.exit(code === interruptedCode ? process.exitCode ?? code : code)
        )
    })
)
