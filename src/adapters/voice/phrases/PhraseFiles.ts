import { Clock, Effect, FileSystem, Option, Path, type PlatformError } from "effect"
import { createHash } from "node:crypto"
import { fileFault } from "../../../domain/FileFault.ts"
import { writeDurably } from "../../disk/durableFile.ts"

/** What is kept of a phrase from one process to the next: its samples, and a digest of them before them. */
const digestBytes = 32
const digestOf = (samples: Uint8Array) => createHash("sha256").update(samples).digest()

const ours = /^[0-9a-f]{64}\.pcm$/
/** What a process that died has left of a file that it was writing. */
const unfinished = /^[0-9a-f]{64}\.pcm\.[0-9a-z]+\.tmp$/

export interface PhraseFiles {
  readonly read: (key: string) => Effect.Effect<Option.Option<Int16Array>>
  readonly write: (key: string, samples: Int16Array) => Effect.Effect<void>
}

/** The name of a phrase's file says nothing of its words. */
export const keyOf = (parts: ReadonlyArray<string>) => createHash("sha256").update(JSON.stringify(parts)).digest("hex")

/**
 * Phrases in a folder, which several processes may share. Total: a file that cannot be read, or is not whole, is one that
 * is not there. The oldest go where there are more than `maxBytes` of them; to be read makes one young.
 */
export const make = Effect.fnUntraced(function*(folder: string, maxBytes: number) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const fileOf = (key: string) => path.join(folder, `${key}.pcm`)
  const now = Effect.map(Clock.currentTimeMillis, (millis) => new Date(millis))

  const failed = (error: PlatformError.PlatformError) =>
    Effect.logWarning(`phrases cannot be kept on disk (${fileFault(error).detail}): they are rendered anew`)

  const prune = Effect.gen(function*() {
    const staleBefore = (yield* Clock.currentTimeMillis) - 3_600_000
    const found = yield* Effect.forEach(
      yield* fs.readDirectory(folder),
      (name) =>
        ours.test(name) || unfinished.test(name)
          ? fs.stat(path.join(folder, name)).pipe(
            Effect.map(({ mtime, size }) => [{
              name,
              bytes: Number(size),
              at: Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })
            }]),
            Effect.orElseSucceed(() => []) // another process has removed it
          )
          : Effect.succeed([])
    )
    const files = found.flat().sort((one, other) => other.at - one.at)
    let kept = 0
    for (const { at, bytes, name } of files) {
      const isWhole = ours.test(name)
      if (isWhole) kept += bytes
      if (isWhole ? kept > maxBytes : at < staleBefore) yield* fs.remove(path.join(folder, name), { force: true })
    }
  })

  return {
    read: (key) =>
      Effect.gen(function*() {
        const file = fileOf(key)
        const bytes = yield* fs.readFile(file)
        const samples = new Uint8Array(bytes.subarray(digestBytes)) // a copy: aligned as samples must be
        const isWhole = samples.length > 0 && samples.length % 2 === 0 &&
          digestOf(samples).equals(bytes.subarray(0, digestBytes))
        if (!isWhole) {
          yield* fs.remove(file, { force: true })
          return Option.none()
        }
        const at = yield* now
        yield* Effect.ignore(fs.utimes(file, at, at))
        return Option.some(new Int16Array(samples.buffer, 0, samples.length / 2))
      }).pipe(
        Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone),
        Effect.catch((error) => Effect.as(failed(error), Option.none()))
      ),
    write: (key, samples) =>
      Effect.gen(function*() {
        const audio = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
        yield* fs.makeDirectory(folder, { recursive: true, mode: 0o700 })
        yield* writeDurably(
          fs,
          fileOf(key),
          (temporary) => fs.writeFile(temporary, Buffer.concat([digestOf(audio), audio]), { flag: "wx", mode: 0o600 })
        )
        yield* prune
      }).pipe(Effect.catch(failed))
  } satisfies PhraseFiles
})
