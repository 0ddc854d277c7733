import { Clock, Duration, Effect, FileSystem, Option, Path, type PlatformError, Schema } from "effect"
import { createHash } from "node:crypto"
import { fileFault } from "../../domain/FileFault.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { writeDurably } from "../disk/durableFile.ts"

/** What the backend said of a number, and when. */
export interface Copy {
  /** Epoch milliseconds. */
  readonly at: number
  /** The answer as it came: a later version of this program may read more in it. */
  readonly answer: unknown
}

/** The last good answer for each number. Total: a disk that fails is told in the log, and costs the copy at most. */
export interface AgentCopies {
  /** None where there is none, or it is too old. */
  readonly find: (dialled: PhoneNumber) => Effect.Effect<Option.Option<Copy>>
  readonly keep: (dialled: PhoneNumber, answer: unknown) => Effect.Effect<void>
  readonly evict: (dialled: PhoneNumber) => Effect.Effect<void>
}

/** For whoever keeps nothing. */
export const noCopies: AgentCopies = {
  find: () => Effect.succeedNone,
  keep: () => Effect.void,
  evict: () => Effect.void
}

/** A number that nobody could look up for so long may have been given to somebody else. */
export const oldestCopy = Duration.days(7)
/** The same answer is not written again before that: a call's look-up is not one write each. */
const freshFor = Duration.minutes(10)
const mostCopies = 1000
/** A disk that hangs keeps no caller waiting. */
const patience = Duration.seconds(1)

const CopyJson = Schema.fromJsonString(
  Schema.Struct({ version: Schema.Literal(1), at: Schema.DateTimeUtcFromString, answer: Schema.Unknown })
)
const decodeCopy = Schema.decodeUnknownOption(CopyJson)

const isCopy = /^[0-9a-f]{64}\.json$/
const isTemporary = /\.tmp$/

/** Not a secret: whoever may read the file finds the number in it. It keeps numbers out of paths, and so out of logs. */
const fileNameOf = (dialled: PhoneNumber) => `${createHash("sha256").update(`agent of ${dialled}`).digest("hex")}.json`

const json = (at: number, answer: unknown) =>
  JSON.stringify({ version: 1, at: new Date(at).toISOString(), answer }, null, 1)

/**
 * Copies as files, `{directory}/{sha256}.json`: whole or not there, this user's alone, shared by all the processes of a
 * `DATA_DIR`, the 1000 latest of them. What could not be written is remembered by this process.
 */
export const makeAgentCopies = Effect.fnUntraced(function*(directory: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const unwritten = new Map<string, Copy>()

  /** Bounded and total; the error's own message holds a path. */
  const attempt = <A>(doing: string, io: Effect.Effect<A, PlatformError.PlatformError>) =>
    io.pipe(
      Effect.mapError((error) => fileFault(error).detail),
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail("timeout") }),
      Effect.asSome,
      Effect.catch((detail) =>
        Effect.logWarning(`the agent's copy could not be ${doing}: check DATA_DIR, its space and permissions`).pipe(
          Effect.annotateLogs({ detail }),
          Effect.as(Option.none<A>())
        )
      )
    )

  const read = Effect.fnUntraced(function*(file: string) {
    const text = yield* fs.readFileString(path.join(directory, file)).pipe(
      Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed(""))
    )
    return Option.map(decodeCopy(text), ({ answer, at }): Copy => ({ at: at.epochMilliseconds, answer }))
  })

  const find = Effect.fnUntraced(function*(dialled: PhoneNumber) {
    const file = fileNameOf(dialled)
    const remembered = unwritten.get(file)
    const copy = remembered === undefined
      ? Option.flatten(yield* attempt("read", read(file)))
      : Option.some(remembered)
    const oldest = (yield* Clock.currentTimeMillis) - Duration.toMillis(oldestCopy)
    return Option.filter(copy, ({ at }) => at >= oldest)
  })

  /** Removes what is too old, too much, or left by a process that died while it wrote. */
  const sweep = Effect.gen(function*() {
    const names = (yield* fs.readDirectory(directory)).filter((name) => isCopy.test(name) || isTemporary.test(name))
    const files = yield* Effect.forEach(names, (name) =>
      fs.stat(path.join(directory, name)).pipe(
        Effect.map(({ mtime }) => [{ name, at: Option.match(mtime, { onNone: () => 0, onSome: Number }) }]),
        Effect.orElseSucceed(() => [])
      ), { concurrency: 8 })
    const now = yield* Clock.currentTimeMillis
    const gone = files.flat().sort((a, b) => b.at - a.at).filter(({ at, name }, index) =>
      isTemporary.test(name)
        ? at < now - Duration.toMillis(freshFor)
        : index >= mostCopies || at < now - Duration.toMillis(oldestCopy)
    )
    yield* Effect.forEach(gone, ({ name }) => fs.remove(path.join(directory, name), { force: true }), { discard: true })
  })

  const write = Effect.fnUntraced(function*(file: string, { answer, at }: Copy) {
    const target = path.join(directory, file)
    const isNew = !(yield* fs.exists(target))
    yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
    yield* writeDurably(
      fs,
      target,
      (temporary) => fs.writeFileString(temporary, json(at, answer), { flag: "wx", mode: 0o600 })
    )
    yield* fs.utimes(target, new Date(at), new Date(at))
    if (isNew) yield* sweep
  })

  const remember = (file: string, copy: Copy) => {
    unwritten.delete(file)
    unwritten.set(file, copy)
    const [oldest] = unwritten.keys()
    if (unwritten.size > mostCopies && oldest !== undefined) unwritten.delete(oldest)
  }

  const copies: AgentCopies = {
    find,
    keep: Effect.fnUntraced(function*(dialled, answer) {
      const at = yield* Clock.currentTimeMillis
      const known = yield* find(dialled)
      const isFresh = (copy: Copy) =>
        at - copy.at < Duration.toMillis(freshFor) && json(0, copy.answer) === json(0, answer)
      const file = fileNameOf(dialled)
      if (!unwritten.has(file) && Option.exists(known, isFresh)) return
      const copy = { at, answer }
      // Until it is there for all to find, and where it never is.
      remember(file, copy)
      if (Option.isSome(yield* attempt("written", write(file, copy))) && unwritten.get(file) === copy) {
        unwritten.delete(file)
      }
    }),
    evict: Effect.fnUntraced(function*(dialled) {
      const file = fileNameOf(dialled)
      unwritten.delete(file)
      yield* attempt("removed", fs.remove(path.join(directory, file), { force: true }))
    })
  }
  return copies
})
