import { Console, Effect, FileSystem, Option, Path, Schema, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { execFile } from "node:child_process"
import { execPath } from "node:process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { makeCovering } from "./Covering.ts"
import { type Mutant, mutated } from "./Mutants.ts"

/** What became of a mutant. `hung`: its tests did not end within the bound, which kills it as well. */
export const Outcome = Schema.Struct({
  outcome: Schema.Literals(["killed", "hung", "survived"]),
  /** The first test that failed. */
  by: Schema.optionalKey(Schema.String)
})
export type Outcome = typeof Outcome.Type

/** The tests could not be run at all, which says nothing about a mutant. */
export class NoReport extends Schema.TaggedError<NoReport>()("NoReport", { said: Schema.String }) {
  override get message() {
    return `the tests were not run: ${this.said}`
  }
}

/** The first test that failed. */
interface Failure {
  /** From the root. */
  readonly file: string
  readonly test: string
}

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** What a copy needs to run the tests in. */
const copied = new Set(["src", "test", "bench", "scripts", "agents", "deploy", "docs"])
const files = /\.(json|jsonc|ts|md|mjs|yml)$|^(Dockerfile|LICENSE|NOTICE|\.env\.example|\.dockerignore|\.gitignore)$/

/**
 * A copy of the working tree, which goes with the scope: nothing is ever changed in place. Its dependencies are hard
 * links, so that whoever installs others meanwhile does not change what is tried.
 */
const copyOfTree = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const directory = path.join(root, ".cache")
  yield* fs.makeDirectory(directory, { recursive: true })
  const copy = yield* fs.makeTempDirectoryScoped({ directory, prefix: "mutation-" })
  const names = (yield* fs.readDirectory(root)).filter((name) => copied.has(name) || files.test(name))
  yield* Effect.forEach(names, (name) => fs.copy(path.join(root, name), path.join(copy, name)), { discard: true })
  yield* Effect.promise(() =>
    promisify(execFile)("cp", ["-al", "node_modules", path.relative(root, copy)], { cwd: root })
  )
  return copy
})

const Report = Schema.fromJsonString(Schema.Struct({
  testResults: Schema.Array(Schema.Struct({
    name: Schema.String,
    message: Schema.String,
    assertionResults: Schema.Array(Schema.Struct({ fullName: Schema.String, status: Schema.String }))
  }))
}))

/** A place in which mutants are tried, one after the other. */
export const makeTrial = Effect.fnUntraced(function*(options: { readonly schedules: number }) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const copy = yield* copyOfTree
  const covering = yield* makeCovering(copy)
  const result = path.join(copy, "mutation-result.json")

  /** Runs tests until one fails. */
  const failureOf = Effect.fnUntraced(
    function*(tests: ReadonlyArray<string>) {
      if (tests.length === 0) return Option.none<Failure>()
      yield* fs.remove(result, { force: true })
      const vitest = yield* ChildProcess.make(
        execPath,
        [
          path.join(copy, "node_modules/vitest/vitest.mjs"),
          "run",
          ...tests,
          "--bail",
          "1",
          "--reporter",
          "json",
          "--outputFile",
          result
        ],
        {
          cwd: copy,
          env: { SCHEDULES: `${options.schedules}`, NODE_OPTIONS: "--max-old-space-size=2000", CI: "1" },
          extendEnv: true,
          stdin: "ignore",
          forceKillAfter: "5 seconds"
        }
      )
      const [output, code] = yield* Effect.all([
        vitest.all.pipe(Stream.decodeText(), Stream.mkString),
        vitest.exitCode
      ], { concurrency: "unbounded" })
      if (Number(code) === 0) return Option.none<Failure>()
      const { testResults } = yield* fs.readFileString(result).pipe(
        Effect.flatMap(Schema.decodeEffect(Report)),
        Effect.mapError(() => new NoReport({ said: output.trim().split("\n").at(-1) ?? "" }))
      )
      // With --bail, files that were broken off are not "passed" either.
      const failures = testResults.map(({ assertionResults, message, name }) => ({
        file: path.relative(copy, name),
        test: assertionResults.find(({ status }) => status === "failed")?.fullName ?? message.split("\n")[0] ?? ""
      }))
      const failed = failures.find(({ test }) => test !== "")
      if (failed === undefined) return yield* new NoReport({ said: output.trim().split("\n").at(-1) ?? "" })
      return Option.some<Failure>(failed)
    },
    Effect.scoped
  )

  /** Test files that fail without any mutant as well: nothing can be told from them. */
  const unsound = new Set<string>()

  const failureUnder = Effect.fnUntraced(function*(mutant: Mutant) {
    const place = path.join(copy, mutant.file)
    const source = yield* fs.readFileString(place)
    yield* Effect.acquireRelease(
      fs.writeFileString(place, mutated(source, mutant)),
      () => Effect.orDie(fs.writeFileString(place, source))
    )
    for (const ring of covering(mutant.file)) {
      const failed = yield* failureOf(ring.filter((test) => !unsound.has(test)))
      if (Option.isSome(failed)) return failed
    }
    return Option.none<Failure>()
  }, Effect.scoped)

  /** What kills it: a failure that is gone when the mutant is. */
  const killing = Effect.fnUntraced(function*(mutant: Mutant) {
    while (true) {
      const failed = yield* failureUnder(mutant)
      if (Option.isNone(failed)) return failed
      const { file } = failed.value
      if (Option.isNone(yield* failureOf([file]))) return failed
      unsound.add(file)
      yield* Console.log(`${file} fails without a mutant, too: it is left out from here on`)
    }
  })

  return {
    try: (mutant: Mutant, bound: number) =>
      Effect.timeoutOption(killing(mutant), bound).pipe(
        Effect.map(Option.match({
          onNone: (): Outcome => ({ outcome: "hung" }),
          onSome: Option.match({
            onNone: (): Outcome => ({ outcome: "survived" }),
            onSome: ({ file, test }): Outcome => ({ outcome: "killed", by: `${file}: ${test}` })
          })
        }))
      )
  }
})
