import { Clock, Console, Effect, FileSystem, Logger, Path, Ref, Schema } from "effect"
import { fileURLToPath } from "node:url"
import { styleText } from "node:util"
import { fileFault } from "../domain/FileFault.ts"
import { show, verdict } from "./DemoDisplay.ts"
import { playScenario, type Told } from "./PlayScenario.ts"
import { scenarioNames, scenarios } from "./scenarios/index.ts"
import { shownTime } from "./SomeTime.ts"
import * as Speech from "./Speech.ts"

/** `--scenario` names none of ours. */
export class UnknownScenario extends Schema.TaggedError<UnknownScenario>()("UnknownScenario", {
  name: Schema.String
}) {
  override get message() {
    return `there is no scenario "${this.name}"; there are:\n${scenarioNames.map((name) => `  ${name}`).join("\n")}`
  }
}

/** The call's files cannot be where they are to go. */
export class NowhereToWrite extends Schema.TaggedError<NowhereToWrite>()("NowhereToWrite", {
  out: Schema.String,
  detail: Schema.String
}) {
  override get message() {
    return `${this.out} is no folder that can be written to (${this.detail}): name another with --out, or with DATA_DIR`
  }
}

export interface DemoOptions {
  /** The sample clinic without one. */
  readonly agentFile?: string
  readonly scenario: string
  /** The directory that the call's record is written to. */
  readonly out: string
  /** What stands before a command that is to look there, such as `DATA_DIR=… `; nothing where every command does. */
  readonly there: string
  /** Only list the scenarios. */
  readonly list: boolean
}

const clinic = fileURLToPath(new URL("../../agents/clinic.yaml", import.meta.url))

const isScenario = (name: string): name is keyof typeof scenarios => Object.hasOwn(scenarios, name)

/** What each file is that a call leaves behind. */
const files = {
  row: "the call's row: when, how long, how it ended, what it cost",
  transcript: "the transcript, anonymized; a stub where it had to be withheld",
  recording: "the recording: stereo, the caller on the left, the agent on the right"
}

type Place = Pick<DemoOptions, "out" | "there">
type Stored = Extract<Told, { readonly _tag: "Stored" }>
type Kept = Extract<Told, { readonly _tag: "MessageKept" }>

/** What callers left is kept apart from the call: it is not anonymized, for somebody has to call back. */
const showMessages = Effect.fnUntraced(function*({ out, there }: Place, kept: ReadonlyArray<Kept>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const directory = path.resolve(out, "messages")
  const names = yield* Effect.orElseSucceed(fs.readDirectory(directory, { recursive: true }), () => [])
  for (const { id } of kept) {
    const name = names.find((name) => name.endsWith(`${id}.json`))
    if (name === undefined) continue
    yield* Console.log(`  ${path.relative(path.resolve(), path.join(directory, name))}`)
    yield* Console.log(
      styleText(
        "dim",
        `      what the caller left for the office; \`${there}npm run --silent receptionist -- messages\` lists them`
      )
    )
  }
})

const showFiles = Effect.fnUntraced(function*(out: string, stored: ReadonlyArray<Stored>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  yield* Console.log(stored.length === 0 ? "\nNo files: the call was never answered." : "\nFiles:")
  for (const { artifact, url } of stored) {
    const file = artifact === "row" ? path.resolve(out, "calls", `${url}.json`) : fileURLToPath(url)
    const size = yield* fs.stat(file).pipe(
      Effect.map((info) => `${Math.ceil(Number(info.size) / 1024)} kB`),
      Effect.orElseSucceed(() => "missing")
    )
    yield* Console.log(`  ${path.relative(path.resolve(), file)}  (${size})`)
    yield* Console.log(styleText("dim", `      ${files[artifact]}`))
  }
})

const listScenarios = Effect.fnUntraced(function*() {
  const width = Math.max(...scenarioNames.map((name) => name.length))
  for (const name of scenarioNames) {
    yield* Console.log(`  ${name.padEnd(width)}  ${scenarios[name].description}`)
  }
})

/**
 * One whole call through the production code, shown as it happens, without LiveKit, network or credentials. Gives
 * whether it ended as its scenario says.
 */
export const runDemo = Effect.fn("Demo")(
  function*({ agentFile = clinic, list, out, scenario: name, there }: DemoOptions) {
    if (list) {
      yield* listScenarios()
      return true
    }
    if (!isScenario(name)) return yield* new UnknownScenario({ name })
    const scenario = scenarios[name]
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory(out, { recursive: true }).pipe(
      Effect.andThen(fs.access(out, { writable: true })),
      Effect.mapError((error) => new NowhereToWrite({ out, detail: fileFault(error).detail })),
      Effect.timeoutOrElse({
        duration: "5 seconds",
        orElse: () => Effect.fail(new NowhereToWrite({ out, detail: "no answer" }))
      })
    )
    yield* Console.log(`\n${styleText("bold", name)}  ${scenario.description}`)
    yield* Console.log(
      styleText("dim", `By the office's clock it is ${yield* shownTime(scenario.at)}, whenever it is played.\n`)
    )
    const speech = yield* Speech.load
    const kept = yield* Ref.make<ReadonlyArray<Kept>>([])
    const stored = yield* Ref.make<ReadonlyArray<Stored>>([])
    // The call begins with the first thing that happens in it, not with what is prepared for it here.
    const elapsed = Effect.map(Clock.monotonicTimeNanos, (nanos) => Number(nanos / 1_000_000n))
    const beginning = yield* Effect.cached(elapsed)

    const tell = Effect.fnUntraced(function*(told: Told) {
      if (told._tag === "MessageKept") yield* Ref.update(kept, (all) => [...all, told])
      if (told._tag === "Stored") yield* Ref.update(stored, (all) => [...all, told])
      const began = yield* beginning
      yield* Console.log(show(told, (yield* elapsed) - began))
    })

    const { reason } = yield* playScenario({
      scenario,
      agentFile,
      dataDir: out,
      speech,
      tell
    })
    yield* showFiles(out, yield* Ref.get(stored))
    yield* showMessages({ out, there }, yield* Ref.get(kept))
    yield* Console.log(`\n${verdict(reason, scenario.expected)}`)
    const fine = reason === scenario.expected
    if (fine) yield* Console.log(`\nTo hear it, read it and see to what was left: ${there}npm run office`)
    return fine
  },
  Effect.scoped,
  Effect.provide(Logger.layer([]))
)
