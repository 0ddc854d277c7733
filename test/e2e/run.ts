// `npm run e2e`: the worker against the real peers. Arguments are vitest's, such as the name of a test file.
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, FileSystem, Runtime, Schema } from "effect"
import { ChildProcess } from "effect/process"
import { ensure } from "./Peers.ts"

/** Tests failed; vitest has said which. */
class TestsFailed extends Schema.TaggedError<TestsFailed>()("TestsFailed", {}) {
  override readonly [Runtime.errorReported] = false
}

const here = import.meta.dirname

const tests = Effect.gen(function*() {
  const temporary = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped({ prefix: "receptionist-e2e-" })
  // A process group of its own: the peers and the workers stay in it, and go with it when the scope closes.
  const vitest = yield* ChildProcess.make(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", `${here}/vitest.config.ts`, ...process.argv.slice(2)],
    {
      cwd: `${here}/../..`,
      env: { TMPDIR: temporary },
      extendEnv: true,
      stdin: "ignore",
      stdout: "inherit",
      stderr: "inherit",
      forceKillAfter: "15 seconds"
    }
  )
  if (Number(yield* vitest.exitCode) !== 0) return yield* new TestsFailed()
}).pipe(Effect.scoped)

ensure.pipe(
  Effect.tapErrorTag("PeerMissing", (error) => Console.error(error.message)),
  Effect.andThen(tests),
  Effect.provide(NodeServices.layer),
  (program) => NodeRuntime.runMain(program, { disableErrorReporting: true })
)
