import { Console, Effect, FileSystem, Path, Schema, Stream } from "effect"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { homedir } from "node:os"

/** Something that the end-to-end tests need is not there, and cannot be installed from here. */
export class PeerMissing extends Schema.TaggedError<PeerMissing>()("PeerMissing", {
  what: Schema.String,
  how: Schema.String
}) {
  override get message() {
    return `${this.what} is missing: ${this.how}`
  }
}

const root = new URL("peers/", import.meta.url).pathname

/** Programs that a Go module of ours pins: `peers/{name}/go.mod`. */
const builds = {
  "livekit-server": { package: "github.com/livekit/livekit-server/cmd/server", takes: "about two minutes" },
  "livekit-sip": { package: "github.com/livekit/sip/cmd/livekit-sip", takes: "about a minute" }
}

const programs = { "redis-server": "redis-server", sipp: "sip-tester", openssl: "openssl" }
/** What livekit-sip is compiled with and linked to. */
const libraries = ["libopus-dev", "libopusfile-dev", "libsoxr-dev", "pkg-config", "gcc", "libc6-dev"]

/** Where the built peers are: `$XDG_CACHE_HOME/receptionist-peers/bin`. */
export const directory = Effect.gen(function*() {
  const path = yield* Path.Path
  const cache = process.env["XDG_CACHE_HOME"] || path.join(homedir(), ".cache")
  return path.join(cache, "receptionist-peers", "bin")
})

const exitCode = (command: string, args: ReadonlyArray<string>, options: ChildProcess.CommandOptions = {}) =>
  ChildProcessSpawner.ChildProcessSpawner.use((spawner) =>
    spawner.exitCode(ChildProcess.make(command, args, { extendEnv: true, ...options }))
  ).pipe(Effect.map(Number), Effect.orElseSucceed(() => 127))

const inherited = { stdin: "ignore", stdout: "inherit", stderr: "inherit" } as const

const isThere = (command: string) =>
  Effect.map(exitCode("sh", ["-c", `command -v ${command}`], { stdout: "ignore" }), (code) => code === 0)

const debian = Effect.fnUntraced(function*(packages: ReadonlyArray<string>) {
  if (packages.length === 0) return
  const how = `as root: apt-get install ${packages.join(" ")}`
  if (process.getuid?.() !== 0 || !(yield* isThere("apt-get"))) {
    return yield* new PeerMissing({ what: packages.join(", "), how })
  }
  yield* Console.log(`Installing from Debian: ${packages.join(" ")}`)
  const options = { ...inherited, env: { DEBIAN_FRONTEND: "noninteractive" } }
  yield* exitCode("apt-get", ["update", "-q"], { ...options, stdout: "ignore" })
  const code = yield* exitCode("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], options)
  if (code !== 0) return yield* new PeerMissing({ what: packages.join(", "), how })
})

const build = Effect.fnUntraced(function*(name: keyof typeof builds, bin: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { package: source, takes } = builds[name]
  yield* Console.log(`Building ${name} (${takes}; only the first time)`)
  yield* fs.makeDirectory(bin, { recursive: true })
  const target = path.join(bin, name)
  const building = `${target}.${process.pid}`
  const progress = yield* ChildProcess.make("go", ["build", "-v", "-buildvcs=false", "-o", building, source], {
    cwd: path.join(root, name),
    env: { GOFLAGS: "-mod=readonly" },
    extendEnv: true,
    stdin: "ignore"
  })
  const lines: Array<string> = []
  yield* progress.all.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.runForEach((line) => lines.push(line) % 100 === 0 ? Console.log(`  ${lines.length} steps`) : Effect.void)
  )
  if (Number(yield* progress.exitCode) !== 0) {
    yield* Console.error(lines.slice(-20).join("\n"))
    return yield* new PeerMissing({
      what: name,
      how: "its build failed, see above; the Go module proxy must be reachable"
    })
  }
  // Another run may be building the same: the last one wins, and nobody sees half a file.
  yield* fs.rename(building, target)
}, Effect.scoped)

/**
 * Installs what is missing: Debian packages where we are root, and the Go programs by `go build`. Nothing where all is
 * there. Fails with what is missing and how it is had.
 */
export const ensure = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const bin = yield* directory
  const unbuilt = yield* Effect.filter(
    Object.keys(builds) as Array<keyof typeof builds>,
    (name) => Effect.map(fs.exists(path.join(bin, name)), (exists) => !exists)
  )
  const missing = yield* Effect.filter(
    Object.entries(programs),
    ([name]) => Effect.map(isThere(name), (there) => !there)
  )
  const packages = missing.map(([, source]) => source)
  const compiles = unbuilt.includes("livekit-sip") &&
    (yield* exitCode("pkg-config", ["--exists", "opus", "opusfile", "soxr"])) !== 0
  yield* debian(compiles ? [...packages, ...libraries] : packages)
  if (unbuilt.length > 0 && !(yield* isThere("go"))) {
    return yield* new PeerMissing({
      what: "Go 1.26 or later",
      how: "install it from https://go.dev/dl and put it on PATH"
    })
  }
  yield* Effect.forEach(unbuilt, (name) => build(name, bin), { discard: true })
})
