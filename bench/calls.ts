/**
 * `npm run bench:calls`: how many calls a worker carries, and what they cost, beside other workers. `--help` has the
 * options, `bench/README.md` the results.
 *
 * The measuring itself is `calls/main.ts`, in a process group of its own with everything that it starts: the group goes
 * when this program does, Ctrl-C included.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, FileSystem, Runtime, Schema } from "effect"
import { ChildProcess } from "effect/process"
import { execPath } from "node:process"

/** It has said itself what went wrong. */
class BenchFailed extends Schema.TaggedError<BenchFailed>()("BenchFailed", {}) {
  override readonly [Runtime.errorReported] = false
}

const program = Effect.gen(function*() {
  const temporary = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped({ prefix: "receptionist-bench-" })
  const bench = yield* ChildProcess.make(
    execPath,
    [new URL("calls/main.ts", import.meta.url).pathname, ...process.argv.slice(2)],
    {
      env: { TMPDIR: temporary },
      extendEnv: true,
      stdin: "ignore",
      stdout: "inherit",
      stderr: "inherit",
      forceKillAfter: "15 seconds"
    }
  )
  if (Number(yield* bench.exitCode) !== 0) return yield* new BenchFailed()
}).pipe(Effect.scoped)

program.pipe(
  Effect.provide(NodeServices.layer),
  (running) => NodeRuntime.runMain(running, { disableErrorReporting: true })
)
