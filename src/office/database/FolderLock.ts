import { Clock, Effect, FileSystem, Option, Path, Runtime, Schedule, Schema } from "effect"
import { hostname, uptime } from "node:os"
import { fileFault } from "../../domain/FileFault.ts"

/** Another office has the folder. */
export class FolderInUse extends Schema.TaggedError<FolderInUse>()("FolderInUse", {
  pid: Schema.Int,
  host: Schema.String
}) {
  override get message() {
    return `another office has DATA_DIR/office open (process ${this.pid} on ${this.host}): use that one, stop it first, or give this one another DATA_DIR or a DATABASE_URL`
  }
  override readonly [Runtime.errorExitCode] = 78
}

/** The folder cannot be written. */
export class FolderUnusable extends Schema.TaggedError<FolderUnusable>()("FolderUnusable", { detail: Schema.String }) {
  override get message() {
    return `DATA_DIR/office cannot be written (${this.detail}): check its space and permissions`
  }
  override readonly [Runtime.errorExitCode] = 78
}

const Holder = Schema.fromJsonString(Schema.Struct({ pid: Schema.Int, host: Schema.String, token: Schema.String }))
const decodeHolder = Schema.decodeUnknownOption(Holder)

/** One on another machine is taken for dead when it has not said for so long that it lives. */
const deadAfter = 60_000

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** Holds `directory` for this process, until the scope closes. */
export const holdFolder = Effect.fnUntraced(
  function*(directory: string) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const file = path.join(directory, "lock.json")
    const token = crypto.randomUUID()
    yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })

    const claim = fs.writeFileString(file, JSON.stringify({ pid: process.pid, host: hostname(), token }), {
      flag: "wx",
      mode: 0o600
    })
    const holder = Effect.gen(function*() {
      const found = decodeHolder(yield* fs.readFileString(file))
      const { mtime } = yield* fs.stat(file)
      const silent = (yield* Clock.currentTimeMillis) - Option.match(mtime, { onNone: () => 0, onSome: Number })
      return Option.filter(
        found,
        ({ host, pid }) =>
          host === hostname()
            // One that has been silent since before the machine was started is not who has its number now.
            ? pid !== process.pid && isAlive(pid) && silent < uptime() * 1000
            : silent < deadAfter
      )
    })
    const take = claim.pipe(
      Effect.catchReason(
        "PlatformError",
        "AlreadyExists",
        Effect.fnUntraced(function*() {
          const other = yield* holder
          if (Option.isSome(other)) return yield* new FolderInUse({ host: other.value.host, pid: other.value.pid })
          yield* fs.remove(file, { force: true })
          yield* claim
        })
      )
    )

    yield* Effect.acquireRelease(take, () => Effect.ignore(fs.remove(file, { force: true })))
    const beat = Effect.flatMap(Clock.currentTimeMillis, (now) => fs.utimes(file, new Date(now), new Date(now)))
    yield* Effect.forkScoped(Effect.repeat(Effect.ignore(beat), Schedule.spaced("10 seconds")))
  },
  Effect.catchTag("PlatformError", (error) => Effect.fail(new FolderUnusable({ detail: fileFault(error).detail })))
)
