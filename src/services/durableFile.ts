import { Effect, type FileSystem, type PlatformError, Predicate, Random } from "effect"

/** What a file system refused, in words without a path in them. */
export interface FileProblem {
  readonly reason: "full" | "denied" | "missingFile" | "other"
  readonly detail: string
}

/** Reads the errno behind a `PlatformError`; the error's own message holds the path and is not for a log. */
export const fileProblem = ({ reason }: PlatformError.PlatformError): FileProblem => {
  const code = Predicate.hasProperty(reason.cause, "code") && Predicate.isString(reason.cause.code)
    ? reason.cause.code
    : reason._tag
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return { reason: "full", detail: code }
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return { reason: "denied", detail: code }
    case "ENOENT":
      return { reason: "missingFile", detail: code }
    default:
      return { reason: "other", detail: code }
  }
}

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
