import { Effect, Fiber, FileSystem, Layer, Option, Path, type PlatformError, Semaphore } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import type { CallId } from "../../domain/Ids.ts"
import { type CallJournal, Journal, type JournalEntry, JournalError, JournalRefused } from "../../services/Journal.ts"
import { directoryDoubt, isNotOurs, readOwn } from "../ownFiles.ts"
import { callFiles, makeCallFiles, recordingIn } from "./CallFiles.ts"
import { makeHome } from "./Homes.ts"
import { recordsOf } from "./legacy.ts"
import { readLines } from "./noteLines.ts"
import { type JournalKeys, makeSeal, noSeal } from "./Seal.ts"

const failed = (operation: JournalError["operation"]) => (error: PlatformError.PlatformError) =>
  new JournalError({ operation, ...fileFault(error), ...isNotOurs(error) && { reason: "notOurs" as const } })

const sealed = {
  locked: "what a call noted is encrypted, and JOURNAL_KEY is not set: set it again; it is left as it is",
  foreign:
    "what a call noted was not encrypted with a key of JOURNAL_KEY, or by another call: it is not believed, and left as it is. Name the key that it was written with, or `plain`, behind the first one"
} as const

/** Past this a file of notes is not one of ours: half an hour of talk is about a megabyte. */
const longestNotes = 64 * 1024 * 1024

/** The journal's directory is a real one of our own user's, that nobody else can write to; or there is none yet. */
const trust = Effect.fnUntraced(function*(fs: FileSystem.FileSystem, root: string) {
  const doubt = yield* directoryDoubt(fs, root).pipe(
    // What cannot be looked at is said of each call's notes; where DATA_DIR is a file, it never will be.
    Effect.catch((error) =>
      Effect.succeed(fileFault(error).detail === "ENOTDIR" ? "notADirectory" as const : undefined)
    )
  )
  if (doubt === undefined) return
  return yield* new JournalRefused({ reason: doubt === "notAFile" ? "notADirectory" : doubt })
})

/**
 * @param options `root` is `DATA_DIR/journal`; made when it is needed. In it, `{owner}/{callId}/` with `call.ndjson` (what
 * was noted, a line each) and `recording.ogg`
 */
export const layer = (
  options: {
    readonly root: string
    /** Without them, what is noted is not encrypted. */
    readonly keys?: JournalKeys | undefined
  }
): Layer.Layer<
  Journal,
  JournalRefused,
  FileSystem.FileSystem | Path.Path
> =>
  Layer.effect(
    Journal,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const root = path.resolve(options.root)
      yield* trust(fs, root)
      const home = yield* makeHome(fs, path, root)
      const inHand = new Set<CallId>()
      /** When the processes were last seen alive whose calls are ours now. */
      const lastBeats = new Map<CallId, number>()
      const { keys } = options
      const sealOf = (callId: CallId) => keys === undefined ? noSeal : makeSeal(keys, callId)
      const directoryOf = (callId: CallId) => path.join(root, home.me, callId)
      const made = (callId: CallId) =>
        Effect.andThen(home.open, fs.makeDirectory(directoryOf(callId), { recursive: true, mode: 0o700 }))

      // A disk that hangs keeps the thread of whoever waits for it. The process has four of them for all its files and
      // names of hosts: what calls note takes two at most.
      const twoAtATime = yield* Semaphore.make(2)
      const onDisk = <A>(
        operation: JournalError["operation"],
        io: Effect.Effect<A, PlatformError.PlatformError>
      ): Effect.Effect<A, JournalError> =>
        Effect.uninterruptible(twoAtATime.withPermits(1)(io)).pipe(
          Effect.forkDetach({ startImmediately: true }),
          Effect.flatMap(Fiber.join),
          Effect.mapError(failed(operation))
        )

      const open = Effect.fnUntraced(function*(callId: CallId) {
        inHand.add(callId)
        yield* Effect.addFinalizer(() => Effect.sync(() => inHand.delete(callId)))
        const files = yield* makeCallFiles(fs, path, {
          directory: directoryOf(callId),
          made: made(callId),
          seal: sealOf(callId)
        })
        const journal: CallJournal = {
          append: (noted, options) => onDisk("note", files.append(noted, options)),
          replace: (noted) => onDisk("replace", files.replace(noted)),
          recordingFile: onDisk("record", files.recordingFile),
          recording: onDisk("read", files.recording),
          dropRecording: onDisk("clear", files.dropRecording),
          clear: onDisk("clear", files.clear)
        }
        return journal
      })

      const unlessMissing = <A>(io: Effect.Effect<A, PlatformError.PlatformError>) =>
        Effect.asSome(io).pipe(Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone))

      const notedIn = Effect.fnUntraced(function*(callId: CallId, directory: string, lastBeat: number) {
        const file = path.join(directory, callFiles.notes)
        const size = yield* unlessMissing(fs.lstat(file))
        if (Option.isSome(size)) {
          if (size.value.size > BigInt(longestNotes)) return Option.none()
          const { noted, refused, torn, unknown } = readLines(yield* readOwn(fs, file), sealOf(callId))
          if (refused > 0) {
            yield* Effect.logError(sealed[keys === undefined ? "locked" : "foreign"]).pipe(
              Effect.annotateLogs({ callId, refused })
            )
            return Option.none()
          }
          if (torn > 0 || unknown > 0) {
            yield* Effect.logWarning("some of what a call noted cannot be read").pipe(
              Effect.annotateLogs({ callId, torn, unknown })
            )
          }
          return unknown > 0 ? Option.none() : Option.some(noted)
        }
        if (keys !== undefined && !keys.plain) return Option.none()
        const pending = yield* readOwn(fs, path.join(directory, callFiles.pending))
        const transcript = yield* unlessMissing(readOwn(fs, path.join(directory, callFiles.transcript)))
        return Option.map(
          recordsOf(callId, pending, transcript),
          (records) => records.map((record, n) => ({ n, at: lastBeat, record }))
        )
      })

      const entryOf = Effect.fnUntraced(function*(callId: CallId, lastBeat: number, directory = directoryOf(callId)) {
        // One broken entry must not hide the others.
        const noted = yield* Effect.orElseSucceed(notedIn(callId, directory, lastBeat), () => Option.none())
        const recording = yield* Effect.orElseSucceed(recordingIn(fs, path, directory), () => Option.none())
        const entry: JournalEntry = {
          callId,
          noted,
          lastSign: Math.max(
            lastBeat,
            Option.match(noted, { onNone: () => 0, onSome: (all) => all.at(-1)?.at ?? 0 }),
            Option.match(recording, { onNone: () => 0, onSome: ({ writtenAt }) => writtenAt })
          )
        }
        return entry
      })

      return Journal.of({
        open,
        abandoned: Effect.gen(function*() {
          const { alive, doubtful, taken } = yield* home.takeOver
          const callIds = (yield* home.mine).filter((callId) => !inHand.has(callId))
          for (const { callId, lastBeat } of taken) lastBeats.set(callId, lastBeat)
          for (const callId of lastBeats.keys()) if (!callIds.includes(callId)) lastBeats.delete(callId)
          const entries = yield* Effect.forEach(callIds, (callId) => entryOf(callId, lastBeats.get(callId) ?? 0))
          return { alive, doubtful, entries }
        }).pipe(Effect.mapError(failed("takeOver")), Effect.withSpan("Journal.abandoned")),
        elsewhere: Effect.flatMap(home.elsewhere, (found) =>
          Effect.forEach(found, ({ callId, directory }) => entryOf(callId, 0, directory))).pipe(
            Effect.mapError(failed("read")),
            Effect.withSpan("Journal.elsewhere")
          ),
        bereaved: Effect.mapError(home.bereaved, failed("takeOver")),
        owner: home.me,
        retire: Effect.fn("Journal.retire")((owner) =>
          Effect.mapError(home.retire(owner), failed("retire"))
        )
      })
    })
  )
