import { Effect, FileSystem, Option, Path, Schema, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { execPath } from "node:process"
import { fileURLToPath } from "node:url"
import { type Mutant, mutated } from "./Mutants.ts"

/** What became of a mutant. `hung`: its tests did not end within the bound, which kills it as well. */
export const Outcome = Schema.Struct({
  outcome: Schema.Literals(["killed", "hung", "survived"]),
  /** The first test that failed. */
  by: Schema.optionalKey(Schema.String)
})
export type Outcome = typeof Outcome.Type

/** The tests fail without any change: nothing can be told from them. */
export class TestsFail extends Schema.TaggedError<TestsFail>()("TestsFail", { by: Schema.String }) {
  override get message() {
    return `the tests fail without any mutant (${this.by}): mend them first, or give the machine some rest`
  }
}

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** What a copy needs to run the tests in; dependencies are linked to. */
const copied = new Set(["src", "test", "bench", "scripts", "agents", "deploy", "docs"])
const files = /\.(json|jsonc|ts|md|mjs|yml)$|^(Dockerfile|LICENSE|NOTICE|\.env\.example|\.dockerignore|\.gitignore)$/

/** A copy of the working tree in a temporary directory, which goes with the scope: nothing is ever changed in place. */
const copyOfTree = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const copy = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-mutation-" })
  const names = (yield* fs.readDirectory(root)).filter((name) => copied.has(name) || files.test(name))
  yield* Effect.forEach(names, (name) => fs.copy(path.join(root, name), path.join(copy, name)), { discard: true })
  yield* fs.symlink(path.join(root, "node_modules"), path.join(copy, "node_modules"))
  return copy
})

/** Tests that start the program as a process: they cover files that no import leads to. */
const startsTheProgram = Effect.fnUntraced(function*(copy: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const tests = (yield* fs.readDirectory(path.join(copy, "test"), { recursive: true }))
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("e2e"))
    .map((name) => path.join("test", name))
  const starting = yield* Effect.filter(
    tests,
    (test) =>
      Effect.map(fs.readFileString(path.join(copy, test)), (text) => /src\/Main\.ts|support\/Fleet\.ts/.test(text))
  )
  return starting
})

/** Calls in real time are worth their time where nothing else covers what they run. */
const projectsFor = (files: ReadonlyArray<string>) =>
  files.some((file) => /^src\/(adapters\/voice|sandbox)\//.test(file))
    ? ["--project", "unit", "--project", "calls"]
    : ["--project", "unit"]

const Report = Schema.fromJsonString(Schema.Struct({
  success: Schema.Boolean,
  testResults: Schema.Array(Schema.Struct({
    name: Schema.String,
    status: Schema.String,
    message: Schema.String,
    assertionResults: Schema.Array(Schema.Struct({ fullName: Schema.String, status: Schema.String }))
  }))
}))

/** A place in which mutants are tried, one after the other. */
export const makeTrial = Effect.fnUntraced(function*(options: { readonly schedules: number }) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const copy = yield* copyOfTree
  const starting = yield* startsTheProgram(copy)
  const result = path.join(copy, "mutation-result.json")

  /** Runs what covers files, until something fails; the name of that, where something did. */
  const failureOf = Effect.fnUntraced(
    function*(files: ReadonlyArray<string>) {
      yield* fs.remove(result, { force: true })
      const vitest = yield* ChildProcess.make(
        execPath,
        [
          path.join(root, "node_modules/vitest/vitest.mjs"),
          "related",
          ...files,
          ...(files.some((file) => file.startsWith("src/programs")) ? starting : []),
          "--run",
          "--bail",
          "1",
          "--reporter",
          "json",
          "--outputFile",
          result,
          ...projectsFor(files)
        ],
        {
          cwd: copy,
          env: { SCHEDULES: `${options.schedules}`, NODE_OPTIONS: "--max-old-space-size=2000" },
          extendEnv: true,
          stdin: "ignore",
          forceKillAfter: "5 seconds"
        }
      )
      const [output, code] = yield* Effect.all([
        vitest.all.pipe(Stream.decodeText(), Stream.mkString),
        vitest.exitCode
      ], { concurrency: "unbounded" })
      if (Number(code) === 0) return Option.none<string>()
      const report = yield* Effect.option(Effect.flatMap(fs.readFileString(result), Schema.decodeEffect(Report)))
      return Option.some(Option.match(report, {
        onNone: () => output.trim().split("\n").at(-1) ?? "",
        onSome: ({ testResults }) => {
          // With --bail, files that were broken off are not "passed" either.
          const failures = testResults.map(({ assertionResults, message, name }) => ({
            name: path.relative(copy, name),
            what: assertionResults.find(({ status }) => status === "failed")?.fullName ?? message.split("\n")[0] ?? ""
          }))
          const failed = failures.find(({ what }) => what !== "")
          return failed === undefined ? "" : `${failed.name}: ${failed.what}`
        }
      }))
    },
    Effect.scoped
  )

  return {
    /** Whether what covers these files holds as they are. */
    sound: Effect.fnUntraced(function*(files: ReadonlyArray<string>) {
      const failed = yield* failureOf(files)
      if (Option.isSome(failed)) return yield* new TestsFail({ by: failed.value })
    }),
    try: Effect.fnUntraced(function*(mutant: Mutant, bound: number) {
      const place = path.join(copy, mutant.file)
      const source = yield* fs.readFileString(place)
      yield* Effect.acquireRelease(
        fs.writeFileString(place, mutated(source, mutant)),
        () => Effect.orDie(fs.writeFileString(place, source))
      )
      const failed = yield* Effect.timeoutOption(failureOf([mutant.file]), bound)
      return Option.match(failed, {
        onNone: (): Outcome => ({ outcome: "hung" }),
        onSome: Option.match({
          onNone: (): Outcome => ({ outcome: "survived" }),
          onSome: (by): Outcome => ({ outcome: "killed", by })
        })
      })
    }, Effect.scoped)
  }
})
