import { Console, Effect, type FileSystem, Option, type Path, References } from "effect"
import type { HttpClient } from "effect/http"
import { styleText } from "node:util"
import { Pipeline } from "../domain/AgentVoice.ts"
import { inspect } from "../Settings.ts"
import { pipelinesOf, type SettingsShape } from "../settings/groups.ts"
import type { Problem } from "../settings/problems.ts"
import { variables } from "../settings/variables.ts"
import { type Group, groups, type Variable } from "../settings/variables/Variable.ts"
import { headersOf } from "../Telemetry.ts"
import * as files from "./files.ts"
import { type Finding, ok, problem, skip } from "./Finding.ts"
import { loosened } from "./loosened.ts"
import { models } from "./models.ts"
import * as services from "./services.ts"
import { sip } from "./sip.ts"
import { turns as turnsProbes } from "./turns.ts"

type Needs = FileSystem.FileSystem | HttpClient.HttpClient | Path.Path
type Attempts = ReadonlyArray<Effect.Effect<Finding, never, Needs>>

/** What is tried for each group; a group that is not set says what stands in for it. */
const attempts = (
  {
    agentsDir,
    anonymizer,
    backend,
    dataDir,
    journalKeys,
    livekit,
    messages,
    model,
    storage,
    telemetry,
    transfer,
    turns
  }: SettingsShape
): Record<Group, Attempts> => ({
  livekit: Option.match(livekit, {
    onNone: (): Attempts => [],
    onSome: (options) => [...services.livekit(options), ...sip(options)]
  }),
  model: Option.match(model, { onNone: (): Attempts => [], onSome: models }),
  turns: turnsProbes(turns),
  backend: Option.match(backend, {
    onNone: (): Attempts => [Effect.succeed(skip("not set: agent files and rows on this machine are used"))],
    onSome: services.backend
  }),
  storage: Option.match(storage, {
    onNone: (): Attempts => [Effect.succeed(skip("not set: artifacts are kept on this machine"))],
    onSome: services.storage
  }),
  embedded: [
    ...Option.isNone(backend)
      ? [files.agents(agentsDir, transfer.rules, Option.isSome(model) ? pipelinesOf({ model }) : Pipeline.literals)]
      : [],
    files.writable("DATA_DIR", dataDir)
  ],
  messages: Option.match(messages.mail, {
    onNone: (): Attempts => [Effect.succeed(skip("no mail server is set: messages are mailed to nobody"))],
    onSome: services.mail
  }),
  retention: Option.isSome(journalKeys)
    ? [Effect.succeed(ok("what calls note is encrypted, and so are messages on this machine"))]
    : [],
  call: [],
  caller: [],
  office: [],
  transfer: [],
  worker: [],
  anonymizer: Option.match(anonymizer.presidio, {
    onNone: (): Attempts => [],
    onSome: (urls) => anonymizer.engine === "embedded" ? [] : services.presidio(urls)
  }),
  telemetry: Option.match(telemetry.endpoint, {
    onNone: (): Attempts => [Effect.succeed(skip("no collector is set: traces and metrics are not exported"))],
    onSome: (endpoint) => services.collector(endpoint, headersOf(telemetry.headers))
  })
})

const groupOf = ({ variable }: Problem) =>
  Object.entries<Variable>(variables).find(([name]) => name === variable)?.[1].group

const marks = {
  ok: styleText("green", "  ok      "),
  problem: styleText("red", "  problem "),
  skip: styleText("gray", "  -       ")
} as const

const summary = (findings: ReadonlyArray<Finding>) => {
  const problems = findings.filter(({ status }) => status === "problem").length
  return problems === 0
    ? "Everything that is set works: `npm start` can take calls."
    : `${problems} ${
      problems === 1 ? "problem" : "problems"
    }. .env.example says what each variable means; \`npm run demo\` needs none of them.`
}

/**
 * Examines the environment for `start`: every variable that is missing, malformed or half a group, then a real and
 * bounded attempt at each thing that it names. Prints what it found and what to do, never a secret; true when nothing
 * is wrong.
 */
export const doctor = Effect.gen(function*() {
  const { problems, settings } = yield* inspect("start")
  const file = yield* files.envFile(".env")
  const tried = attempts(settings)
  const loose = loosened(settings)
  const sections = yield* Effect.forEach(
    Object.entries(groups),
    Effect.fnUntraced(function*([key, title]) {
      const group = key as Group
      const wrong = problems.filter((it) => groupOf(it) === group).map(({ message }) => problem(message))
      const found = [
        ...yield* Effect.all(tried[group], { concurrency: "unbounded" }),
        ...loose[group] ?? [],
        ...group === "embedded" ? file : []
      ]
      const nothing = wrong.length + found.length === 0 ? [ok("set as it should be")] : []
      return { title, findings: [...wrong, ...found, ...nothing] }
    }),
    { concurrency: "unbounded" }
  )
  const others = problems.filter((it) => groupOf(it) === undefined).map(({ message }) => problem(message))

  for (
    const { findings, title } of [...sections, ...others.length === 0 ? [] : [{ title: "Other", findings: others }]]
  ) {
    yield* Console.log(styleText("bold", title))
    for (const { status, text } of findings) yield* Console.log(`${marks[status]}${text}`)
  }
  const all = [...others, ...sections.flatMap(({ findings }) => findings)]
  yield* Console.log(`\n${summary(all)}`)
  return all.every(({ status }) => status !== "problem")
}).pipe(
  // What the services that are tried would log is said by their findings.
  Effect.provideService(References.MinimumLogLevel, "None"),
  Effect.withSpan("doctor")
)
