import { Effect, type FileSystem, type PlatformError, Random } from "effect"

/**
 * Makes `target` by way of a temporary name beside it: written by `write`, flushed to the disk, then renamed. Whoever
 * reads `target` finds all of it or nothing new; a failure leaves no temporary file.
 */
export const writeDurably = Effect.fnUntraced(function*(
  fs: FileSystem.FileSystem,
  target: string,
  write: (temporary: string) => Effect.Effect<void, PlatformError.PlatformError>
) {
  const suffix = yield* Random.nextIntBetween(0, 2 ** 48)
  const temporary = `${target}.${suffix.toString(36)}.tmp`
  yield* write(temporary).pipe(
    Effect.andThen(fs.open(temporary, { flag: "r+" })),
    Effect.flatMap((file) => file.sync),
    Effect.scoped,
    Effect.andThen(fs.rename(temporary, target)),
    Effect.onError(() => Effect.ignore(fs.remove(temporary, { force: true })))
  )
})
