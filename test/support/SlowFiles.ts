import { Effect, type FileSystem, Latch } from "effect"

/** Files that are written to when the test lets them be, and that know when they were closed. */
export const make = (fs: FileSystem.FileSystem) => {
  const disk = Latch.makeUnsafe(true)
  const misused: Array<string> = []
  let files = 0
  const slow: FileSystem.FileSystem = {
    ...fs,
    open: Effect.fnUntraced(function*(path, options) {
      let isClosed = false
      const file = yield* fs.open(path, options)
      files++
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          isClosed = true
          files--
        })
      )
      return new Proxy(file, {
        get: (target, key) => {
          if (key === "writeAll") {
            return (bytes: Uint8Array) =>
              Effect.andThen(
                disk.await,
                Effect.suspend(() => {
                  if (isClosed) misused.push(path)
                  return target.writeAll(bytes)
                })
              )
          }
          const found: unknown = Reflect.get(target, key)
          return typeof found === "function" ? found.bind(target) : found
        }
      })
    })
  }
  return {
    fs: slow,
    /** Writes wait from now on. */
    stall: disk.close,
    free: disk.open,
    /** The paths of files that were written to once they were closed: it would have been another file by then. */
    misused: misused as ReadonlyArray<string>,
    /** How many are open. */
    open: Effect.sync(() => files)
  }
}
