import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Console, Effect, Layer, Option, Runtime } from "effect"
import { Argument, CliError, Command, Flag } from "effect/cli"
import { FetchHttpClient } from "effect/http"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { settings } from "./cli/CommandSettings.ts"
import { endsWell, Unwell, well, Withheld } from "./cli/Endings.ts"
import { erase, messages, sweepCommand } from "./cli/Keeping.ts"
import { recoverCalls, start, worker } from "./cli/Working.ts"
import { doctor } from "./doctor/Doctor.ts"
import { anonymizer } from "./Layers.ts"
import { anonymize } from "./programs/Anonymize.ts"
import { checkAgents } from "./programs/CheckAgents.ts"
import { showHours } from "./programs/ShowHours.ts"
import { inspect, Settings } from "./Settings.ts"
import { pipelinesOf } from "./settings/groups.ts"
import { version } from "./Version.ts"

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

/** What `Runtime.defaultTeardown` makes of an interruption. */
const interruptedCode = 130

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
