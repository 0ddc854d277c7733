import { Effect, FileSystem, Layer, Path, Redacted } from "effect"
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { createServer } from "node:net"
import { layerUrl } from "../../src/office/database/Database.ts"

const root = "/usr/lib/postgresql"
const newest = existsSync(root)
  ? readdirSync(root).filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(b) - Number(a))[0]
  : undefined

/** Debian's Postgres, where it is installed: `apt-get install postgresql`. */
export const postgresBin = newest === undefined ? undefined : `${root}/${newest}/bin`

const freePort = Effect.callback<number>((resume) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const address = server.address()
    server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
  })
})

/** Postgres does not run as root: a test that does lends it to whom the package has made for it. */
const asPostgres = (command: string, args: ReadonlyArray<string>) =>
  process.getuid?.() === 0
    ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", command, ...args]] as const
    : [command, args] as const

const run = (name: string, ...args: ReadonlyArray<string>) =>
  Effect.sync(() => {
    const [command, all] = asPostgres(`${postgresBin}/${name}`, args)
    execFileSync(command, [...all], { stdio: "ignore" })
  })

/**
 * A cluster of the test's own, gone with the scope: its URL, its log, and how to stop and start it. `settings`: more of
 * the server's, as `-c name=value`.
 */
export const startPostgresWith = Effect.fnUntraced(function*(settings: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const directory = yield* fs.makeTempDirectoryScoped({ prefix: "office-postgres-" })
  if (process.getuid?.() === 0) yield* Effect.sync(() => execFileSync("chown", ["postgres", directory]))
  const data = path.join(directory, "data")
  const port = yield* freePort
  yield* run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N")
  const options =
    `-p ${port} -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories=${directory} ${settings}`
  const log = path.join(directory, "log")
  const start = run("pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start")
  const stop = run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
  yield* Effect.acquireRelease(start, () => Effect.ignoreCause(stop))
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, log, start, stop }
}, Effect.orDie)

export const startPostgres = startPostgresWith("")

/** The office's database on one. */
export const layerPostgres = Layer.unwrap(
  Effect.map(startPostgres, ({ url }) => layerUrl(Redacted.make(url)))
)
