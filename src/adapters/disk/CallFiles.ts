import { Effect, Exit, type FileSystem, Option, type Path, PlatformError, Scope, Semaphore } from "effect"
import type { Noted } from "../../domain/JournalRecord.ts"
import type { RecordedFile } from "../../services/Journal.ts"
import { isOwnFile, openOwn } from "../ownFiles.ts"
import { syncDirectoryOf, temporaryOf, writeDurably } from "./durableFile.ts"
import { linesOf } from "./noteLines.ts"
import type { Seal } from "./Seal.ts"

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

/** The files of a call in its directory. The last two are those of earlier versions. */
export const callFiles = {
  notes: "call.ndjson",
  recording: "recording.ogg",
  pending: "pending.json",
  transcript: "transcript.json"
} as const

const ofOurs = new Set<string>(Object.values(callFiles).flatMap((name) => [name, temporaryOf(name)]))

/** Whether the directory holds the mark of a call of ours: what it noted, in a file of our own. */
export const isMarked = (fs: FileSystem.FileSystem, path: Path.Path, directory: string): Io<boolean> =>
  Effect.map(
    Effect.forEach([callFiles.notes, callFiles.pending], (name) => isOwnFile(fs, path.join(directory, name))),
    (found) => found.includes(true)
  )

/** The worker's own recording in `directory`; none where there is nothing in it, or it is not a file of our own. */
export const recordingIn = Effect.fnUntraced(function*(
  fs: FileSystem.FileSystem,
  path: Path.Path,
  directory: string
): Effect.fn.Return<Option.Option<RecordedFile & { readonly writtenAt: number }>, PlatformError.PlatformError> {
  const file = path.join(directory, callFiles.recording)
  if (!(yield* isOwnFile(fs, file))) return Option.none()
  const { mtime, size } = yield* fs.lstat(file)
  return size === 0n ? Option.none() : Option.some({
    file,
    bytes: Number(size),
    writtenAt: Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })
  })
})

/** Removes `names` of a directory, then the directory, if it is empty by then. What is not a file of our own stays. */
const removeOwn = Effect.fnUntraced(function*(
  fs: FileSystem.FileSystem,
  path: Path.Path,
  directory: string,
  names: ReadonlyArray<string>
) {
  for (const name of names) {
    const file = path.join(directory, name)
    if (yield* isOwnFile(fs, file)) yield* fs.remove(file, { force: true })
  }
  yield* removeIfEmpty(fs, directory)
})

/** Removes a directory that has nothing in it, and no other. */
export const removeIfEmpty = Effect.fnUntraced(function*(fs: FileSystem.FileSystem, directory: string) {
  if ((yield* fs.readDirectory(directory)).length > 0) return false
  yield* fs.remove(directory, { recursive: true, force: true })
  return true
})

const cleared = PlatformError.systemError({
  _tag: "NotFound",
  module: "FileSystem",
  method: "open",
  description: "the call is cleared"
})

/**
 * The files of one call, written by one at a time. `made` gives its directory, which it makes. What was asked for may still
 * wait for the disk when the scope closes: it is done all the same, and the file closed behind it. A file that were closed
 * under it would have its number given to another one, which would be written to in its place.
 */
export const makeCallFiles = Effect.fnUntraced(function*(
  fs: FileSystem.FileSystem,
  path: Path.Path,
  call: { readonly directory: string; readonly made: Io<unknown>; readonly seal: Seal }
) {
  const { directory, made, seal } = call
  const notes = path.join(directory, callFiles.notes)
  const oneAtATime = yield* Semaphore.make(1)
  let state: "open" | "closing" | "cleared" = "open"
  let open: { readonly file: FileSystem.File; readonly scope: Scope.Closeable } | undefined
  /** Whether what stands at the end of the file may be half a line. */
  let torn = false
  let named = false
  /** Makes the way to the notes outlast the machine. Not before that is asked for: a caller who rings does not wait for it. */
  const name = Effect.suspend(() => {
    if (named) return Effect.void
    named = true
    return Effect.forEach([notes, directory, path.dirname(directory)], (made) => syncDirectoryOf(fs, made), {
      discard: true
    })
  })

  const close = Effect.suspend(() => {
    const closing = open
    open = undefined
    return closing === undefined ? Effect.void : Scope.close(closing.scope, Exit.void)
  })

  const opened = Effect.gen(function*() {
    if (open !== undefined) return open.file
    yield* made
    const own = yield* Scope.make()
    const file = yield* openOwn(fs, notes, "a").pipe(
      Scope.provide(own),
      Effect.onError(() => Scope.close(own, Exit.void))
    )
    torn = (yield* file.stat).size > 0n
    open = { file, scope: own }
    return file
  })

  const append = Effect.fnUntraced(function*(noted: ReadonlyArray<Noted>, options: { readonly flush: boolean }) {
    const file = yield* opened
    const lines = linesOf(noted, seal)
    const bytes = new TextEncoder().encode(torn ? `\n${lines}` : lines)
    torn = true
    yield* file.writeAll(bytes)
    torn = false
    if (options.flush) yield* Effect.andThen(file.sync, name)
  })

  const replace = Effect.fnUntraced(function*(noted: ReadonlyArray<Noted>) {
    yield* made
    yield* writeDurably(
      fs,
      notes,
      (temporary) => fs.writeFileString(temporary, linesOf(noted, seal), { flag: "wx", mode: 0o600 })
    )
    yield* name
    yield* close
    // What an earlier version wrote stands in it now.
    for (const name of [callFiles.pending, callFiles.transcript]) {
      const old = path.join(directory, name)
      if (yield* isOwnFile(fs, old)) yield* fs.remove(old, { force: true })
    }
  })

  const unlessGone = <A>(io: Io<A>): Io<A | undefined> =>
    Effect.catchReason(io, "PlatformError", "NotFound", () => Effect.undefined)

  /** Made after what was noted before: whose recording it is, is known by then. */
  const recordingFile = Effect.gen(function*() {
    const file = path.join(directory, callFiles.recording)
    yield* made
    yield* Effect.scoped(openOwn(fs, file, "a"))
    return file
  })

  const clear = Effect.gen(function*() {
    state = "cleared"
    yield* close
    const names = (yield* fs.readDirectory(directory)).filter((name) => ofOurs.has(name))
    // The notes last: until then it is known whose the rest is.
    yield* removeOwn(
      fs,
      path,
      directory,
      names.sort((a, b) => Number(a === callFiles.notes) - Number(b === callFiles.notes))
    )
  })

  const alone = <A>(io: Io<A>): Io<A> =>
    Effect.suspend(() => state === "cleared" ? Effect.fail(cleared) : io).pipe(
      Effect.ensuring(Effect.suspend(() => state === "open" ? Effect.void : close)),
      oneAtATime.withPermits(1)
    )
  yield* Effect.addFinalizer(() =>
    Effect.suspend(() => {
      if (state === "open") state = "closing"
      return Effect.forkDetach(oneAtATime.withPermits(1)(close), { startImmediately: true })
    })
  )
  return {
    append: (noted: ReadonlyArray<Noted>, options: { readonly flush: boolean }) => alone(append(noted, options)),
    replace: (noted: ReadonlyArray<Noted>) => alone(replace(noted)),
    recordingFile: alone(recordingFile),
    recording: recordingIn(fs, path, directory),
    dropRecording: unlessGone(
      Effect.flatMap(
        recordingIn(fs, path, directory),
        (found) => Option.isSome(found) ? fs.remove(found.value.file, { force: true }) : Effect.void
      )
    ),
    clear: unlessGone(alone(clear))
  }
})
