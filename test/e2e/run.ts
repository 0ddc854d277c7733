// `npm run e2e`: the worker against the real peers; arguments are vitest's, such as the name of a test file. With
// `stack` as the argument, which is `npm run stack`: the same peers, kept up. With `peers`: they are installed, and that
// is all.
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, FileSystem, Runtime, Schema } from "effect"
import { ChildProcess } from "effect/process"
import { spawn } from "node:child_process"
import { ensure } from "./Peers.ts"

/** What was run did not end well; it has said why. */
class Failed extends Schema.TaggedError<Failed>()("Failed", {}) {
  override readonly [Runtime.errorReported] = false
}

const here = import.meta.dirname
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", `${here}/vitest.config.ts`]

/**
 * Kills a process group and removes a directory once this process is gone, even where it was killed: then the pipe is
 * closed that the guard reads from, which is in no group that Ctrl-C ends.
 */
const guard = (group: number, directory: string) =>
  Effect.acquireRelease(
    Effect.sync(() =>
      spawn("sh", ["-c", "read -r _; kill -s KILL -- \"-$0\"; rm -rf -- \"$1\"", `${group}`, directory], {
        detached: true,
        stdio: ["pipe", "ignore", "ignore"]
      })
    ),
    (guard) => Effect.sync(() => guard.kill("SIGKILL"))
  )

const run = Effect.gen(function*() {
  const [first, ...more] = process.argv.slice(2)
  const temporary = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped({ prefix: "receptionist-e2e-" })
  // A process group of its own: the peers and the workers stay in it, and go with it when the scope closes.
  const running = yield* ChildProcess.make(
    process.execPath,
    first === "stack" ? [`${here}/up.ts`, ...more] : [...vitest, ...process.argv.slice(2)],
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
  yield* guard(Number(running.pid), temporary)
  if (Number(yield* running.exitCode) !== 0) return yield* new Failed()
}).pipe(Effect.scoped)

ensure.pipe(
  Effect.tapErrorTag("PeerMissing", (error) => Console.error(error.message)),
  Effect.andThen(process.argv[2] === "peers" ? Effect.void : run),
  Effect.provide(NodeServices.layer),
  (program) => NodeRuntime.runMain(program, { disableErrorReporting: true })
)
