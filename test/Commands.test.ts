import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { ChildProcess, ChildProcessSpawner } from "effect/process"

const main = new URL("../src/Main.ts", import.meta.url).pathname

it.live.each([
  { command: "messages", said: "no open messages" },
  { command: "messages list", said: "no open messages" },
  { command: "messages list --all", said: "no messages" }
])("`$command` says: $said", ({ command, said }) =>
  Effect.gen(function*() {
    const directory = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
    const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
    // Whatever the environment and the .env of whoever runs the tests hold is none of its business.
    const printed = yield* spawner.string(ChildProcess.make(process.execPath, [main, ...command.split(" ")], {
      cwd: directory,
      extendEnv: false,
      env: { DATA_DIR: directory }
    }))
    assert.strictEqual(printed.trim(), said)
  }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)))
