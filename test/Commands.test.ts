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

it.live.each(["messages", "messages show m1", "erase --caller +15145550142"])(
  "`%s` tells a folder that is none from one that holds nothing",
  (command) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      yield* fs.writeFileString(`${directory}/file`, "")
      const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
      for (const dataDir of [`${directory}/absent`, `${directory}/file`]) {
        const printed = yield* spawner.string(
          ChildProcess.make(process.execPath, [main, ...command.split(" ")], {
            cwd: directory,
            extendEnv: false,
            env: { DATA_DIR: dataDir }
          }),
          { includeStderr: true }
        )
        assert.include(printed, `DATA_DIR (${dataDir}) is no folder`)
        assert.strictEqual(printed.trim().split("\n").length, 1)
      }
      assert.deepStrictEqual(yield* fs.readDirectory(directory), ["file"])
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
)

it.live("ends without a word where nobody reads any more, as `head` does", () =>
  Effect.gen(function*() {
    const directory = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
    const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
    // The reader closes its end first, and says so through `closed`.
    const script = `mkfifo closed
      { cat closed > nothing; "$0" "$1" check a.yaml b.yaml c.yaml 2> said; echo "exit $?" >> said; } | { exec <&-; echo > closed; }
      cat said`
    const said = yield* spawner.string(
      ChildProcess.make("sh", ["-c", script, process.execPath, main], { cwd: directory, extendEnv: true })
    )
    assert.strictEqual(said, "exit 141\n")
  }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)))
