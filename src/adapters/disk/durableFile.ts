import { Duration, Effect, type FileSystem, type PlatformError } from "effect"

/** What was begun so long ago (ms), and never finished, is somebody's who died. */
export const abandonedAfter = Duration.toMillis(Duration.hours(1))

/** The temporary name of `target`: always the same, so that what one left who died over it is gone with the next. */
export const temporaryOf = (target: string) => `${target}.tmp`

/** Makes what was created, renamed or removed in the directory of `path` outlast a loss of power, where the system can. */
export const syncDirectoryOf = (fs: FileSystem.FileSystem, path: string) =>
  fs.open(path.replace(/[^/\\]*$/, "")).pipe(
    Effect.flatMap((directory) => directory.sync),
    Effect.scoped,
    Effect.ignore
  )

/** Removes `target`, and what one who died over it has left of it, so that neither comes back. */
export const removeDurably = (fs: FileSystem.FileSystem, target: string) =>
  fs.remove(temporaryOf(target), { force: true }).pipe(
    Effect.andThen(fs.remove(target, { force: true })),
    Effect.andThen(syncDirectoryOf(fs, target))
  )

/**
 * Makes `target` by way of a temporary name beside it: written by `write`, flushed to the disk, then renamed. Whoever
 * reads `target` finds all of it or nothing new; a failure leaves no temporary file. For one writer at a time.
 */
export const writeDurably = Effect.fnUntraced(function*(
  fs: FileSystem.FileSystem,
  target: string,
  write: (temporary: string) => Effect.Effect<void, PlatformError.PlatformError>
) {
  const temporary = temporaryOf(target)
  yield* fs.remove(temporary, { force: true }).pipe(
    Effect.andThen(write(temporary)),
    Effect.andThen(fs.open(temporary, { flag: "r+" })),
    Effect.flatMap((file) => file.sync),
    Effect.scoped,
    Effect.andThen(fs.rename(temporary, target)),
    Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true })))
  )
  yield* syncDirectoryOf(fs, target)
})
