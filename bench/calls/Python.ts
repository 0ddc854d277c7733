import { Console, Effect, FileSystem, Path } from "effect"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { homedir } from "node:os"
import { PeerMissing } from "../../test/e2e/Peers.ts"

const requirements = new URL("python/requirements.txt", import.meta.url).pathname

const runs = (command: string, args: ReadonlyArray<string>) =>
  ChildProcessSpawner.ChildProcessSpawner.use((spawner) =>
    spawner.exitCode(ChildProcess.make(command, args, {
      extendEnv: true,
      stdin: "ignore",
      stdout: "ignore",
      stderr: "inherit"
    }))
  ).pipe(Effect.map((code) => Number(code) === 0), Effect.orElseSucceed(() => false))

/**
 * The Python of a virtual environment with what `python/requirements.txt` pins: `$XDG_CACHE_HOME/receptionist-bench`.
 * The first run installs it from PyPI, which takes about a minute.
 */
export const python = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const cache = process.env["XDG_CACHE_HOME"] || path.join(homedir(), ".cache")
  const home = path.join(cache, "receptionist-bench", "python")
  const program = path.join(home, "bin", "python")
  const installed = path.join(home, "installed.txt")
  const wanted = yield* fs.readFileString(requirements)
  if ((yield* Effect.orElseSucceed(fs.readFileString(installed), () => "")) === wanted) return program

  yield* Console.log(`Installing livekit-agents for Python (about a minute; only the first time) in ${home}`)
  if (!(yield* runs("python3.11", ["-m", "venv", "--clear", home]))) {
    return yield* new PeerMissing({ what: "Python 3.11", how: "install it with its venv module, and put it on PATH" })
  }
  if (!(yield* runs(program, ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements]))) {
    return yield* new PeerMissing({ what: "livekit-agents", how: "PyPI must be reachable; what pip says is above" })
  }
  yield* fs.copyFile(requirements, installed)
  return program
})
