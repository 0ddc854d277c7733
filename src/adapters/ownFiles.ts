import { Effect, type FileSystem, Option, PlatformError } from "effect"

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

/** Why something in the journal is not trusted. */
export type Doubt = "notADirectory" | "notAFile" | "anothers" | "open"

const isOwner = ({ uid }: FileSystem.File.Info) => {
  const own = process.getuid?.()
  return own === undefined || uid._tag === "None" || uid.value === own
}

const doubtOf = (info: FileSystem.File.Info, type: "Directory" | "File"): Doubt | undefined =>
  info.type !== type
    ? type === "Directory" ? "notADirectory" : "notAFile"
    : !isOwner(info)
    ? "anothers"
    : (info.mode & 0o022) !== 0
    ? "open"
    : undefined

/** What speaks against trusting this directory, seen without following a link. */
export const directoryDoubt = (fs: FileSystem.FileSystem, path: string): Io<Doubt | undefined> =>
  Effect.map(fs.lstat(path), (info) => doubtOf(info, "Directory"))

/** The refusal of what is not this user's own. */
export const notOurs = (method: string) =>
  PlatformError.systemError({ _tag: "PermissionDenied", module: "FileSystem", method, description: "not ours" })

/** Whether an operation was refused because what it found is not this user's own. */
export const isNotOurs = ({ reason }: PlatformError.PlatformError) => reason.description === "not ours"

/** Whether this is a plain file of this user's own, that nobody else can write to; a link is not. */
export const isOwnFile = (fs: FileSystem.FileSystem, path: string): Io<boolean> =>
  fs.lstat(path).pipe(
    Effect.map((info) => doubtOf(info, "File") === undefined),
    Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed(false))
  )

/** Opens a plain file of this user's own, made if the flag makes it, and no link to one. */
export const openOwn = Effect.fnUntraced(function*(
  fs: FileSystem.FileSystem,
  path: string,
  flag: FileSystem.OpenFlag
) {
  // Looked at first: to open a pipe is to wait for whoever writes to it.
  const found = yield* fs.lstat(path).pipe(
    Effect.asSome,
    Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone)
  )
  if (Option.isSome(found) && doubtOf(found.value, "File") !== undefined) return yield* notOurs("open")
  const file = yield* fs.open(path, { flag, mode: 0o600, noFollow: process.platform !== "win32" })
  if (doubtOf(yield* file.stat, "File") !== undefined) return yield* notOurs("open")
  return file
})

/** The parts of an open file, in order, each of `size` bytes but the last. */
export const forEachPart = Effect.fnUntraced(function*<E, R>(
  file: FileSystem.File,
  size: number,
  use: (part: Uint8Array) => Effect.Effect<unknown, E, R>
) {
  while (true) {
    const part = new Uint8Array(size)
    let filled = 0
    while (filled < size) {
      const read = yield* file.read(part.subarray(filled))
      if (read === 0) break
      filled += read
    }
    if (filled > 0) yield* use(part.subarray(0, filled))
    if (filled < size) return
  }
})

/** All of a plain file of this user's own. */
export const readOwn = (fs: FileSystem.FileSystem, path: string): Io<string> =>
  Effect.scoped(Effect.gen(function*() {
    const parts: Array<Uint8Array> = []
    yield* forEachPart(yield* openOwn(fs, path, "r"), 64 * 1024, (part) => Effect.sync(() => parts.push(part)))
    return Buffer.concat(parts).toString("utf8")
  }))

/** Copies a plain file of this user's own to a new one. */
export const copyOwn = (fs: FileSystem.FileSystem, from: string, to: string): Io<void> =>
  Effect.scoped(Effect.gen(function*() {
    const source = yield* openOwn(fs, from, "r")
    const target = yield* fs.open(to, { flag: "wx", mode: 0o600 })
    yield* forEachPart(source, 256 * 1024, (part) => target.writeAll(part))
  }))
