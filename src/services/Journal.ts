import { Context, Effect, FileSystem, Layer, Option, Path, type PlatformError, Schema } from "effect"
import type { CallId } from "../domain/Ids.ts"
import { AnonymizedTranscript } from "../domain/Transcript.ts"
import { fileProblem, writeDurably } from "./durableFile.ts"
import { makeHome } from "./journal/Homes.ts"
import { hasEnded, type JournalEntry, Kept } from "./journal/Pending.ts"

export type { JournalEntry, Kept, Pending } from "./journal/Pending.ts"

/** The journal could not keep what a call still owes. */
export class JournalError extends Schema.TaggedError<JournalError>()("JournalError", {
  operation: Schema.Literals(["spool", "keep", "keepTranscript", "read", "clear", "takeOver", "retire"]),
  reason: Schema.Literals(["full", "denied", "missingFile", "other"]),
  detail: Schema.String
}) {
  override get message() {
    return `the journal in DATA_DIR failed to ${this.operation} (${this.reason}: ${this.detail}): free space, or check its permissions`
  }
}

const KeptJson = Schema.fromJsonString(Kept, { space: 2 })
const encodeKept = Schema.encodeEffect(KeptJson)
const decodeKept = Schema.decodeUnknownEffect(KeptJson)
const decodeTranscript = Schema.decodeUnknownEffect(Schema.fromJsonString(AnonymizedTranscript))

/** What nobody works on any more, and how many calls living processes, other than this one, work on. */
export interface Abandoned {
  readonly entries: ReadonlyArray<JournalEntry>
  readonly alive: number
}

/**
 * What calls owe while they go on, and what could not be delivered when they ended: `{root}/{owner}/{callId}/` with
 * `pending.json`, `transcript.json` (anonymized, always) and `recording.ogg`; each process is an owner of its own
 * (`journal/Homes.ts`). Readable by this user alone.
 */
export class Journal extends Context.Service<Journal, {
  /** The call's directory, made: files of the call are spooled there. */
  readonly spool: (callId: CallId) => Effect.Effect<string, JournalError>
  /** Where the call's recording is written: `recording.ogg` in its directory, which is made. */
  readonly recordingFile: (callId: CallId) => Effect.Effect<string, JournalError>
  /** Keeps what the call owes, in place of what was kept before. */
  readonly keep: (kept: Kept) => Effect.Effect<void, JournalError>
  /** Keeps the transcript as `transcript.json`, and gives that file's path. */
  readonly keepTranscript: (transcript: AnonymizedTranscript) => Effect.Effect<string, JournalError>
  /** The call owes nothing any more: its directory goes, with all that is in it. */
  readonly clear: (callId: CallId) => Effect.Effect<void, JournalError>
  /** The transcript that was kept. `missingFile` where there is none. */
  readonly transcript: (callId: CallId) => Effect.Effect<AnonymizedTranscript, JournalError>
  /**
   * Calls of this process that have ended and still owe something, and those of dead processes, which are this one's
   * from now on. A process is dead once it has given no new sign of life while this one looked on for 15 s, by asking
   * `bereaved` (or this) every 5 s or more often; at once if it was retired, or if its last sign is older than 2 minutes
   * when this one first looks.
   */
  readonly abandoned: Effect.Effect<Abandoned, JournalError>
  /** Whether a process has died since `abandoned` was last asked; each question is a look at their signs of life. */
  readonly bereaved: Effect.Effect<boolean, JournalError>
  /** The name of this process in the journal. */
  readonly owner: string
  /** The process of this name is known to be dead. */
  readonly retire: (owner: string) => Effect.Effect<void, JournalError>
}>()("receptionist/services/Journal") {
  /** @param options `root` is `DATA_DIR/journal`; made when it is needed */
  static readonly layer = (options: { readonly root: string }) =>
    Layer.effect(
      Journal,
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const path = yield* Path.Path
        const root = path.resolve(options.root)
        const home = yield* makeHome(fs, path, root)
        const directoryOf = (callId: CallId) => path.join(root, home.me, callId)

        const failed = (operation: JournalError["operation"]) => (error: PlatformError.PlatformError) =>
          new JournalError({ operation, ...fileProblem(error) })
        const directory = (callId: CallId) =>
          home.open.pipe(
            Effect.andThen(fs.makeDirectory(directoryOf(callId), { recursive: true, mode: 0o700 })),
            Effect.as(directoryOf(callId))
          )
        const write = Effect.fnUntraced(function*(callId: CallId, name: string, json: string) {
          const target = path.join(yield* directory(callId), name)
          yield* writeDurably(
            fs,
            target,
            (temporary) => fs.writeFileString(temporary, json, { flag: "wx", mode: 0o600 })
          )
          return target
        })

        const keptIn = (callId: CallId) =>
          fs.readFileString(path.join(directoryOf(callId), "pending.json")).pipe(
            Effect.flatMap((json) => decodeKept(json)),
            Effect.asSome,
            Effect.catchIf(
              (error) => error._tag === "PlatformError" && error.reason._tag === "NotFound",
              () => Effect.succeedNone
            ),
            // One broken entry must not hide the others; its issue would quote the file, which holds the number.
            Effect.catch(() =>
              Effect.as(
                Effect.logWarning("A journal entry cannot be read; its files are left where they are", { callId }),
                Option.none<Kept>()
              )
            )
          )

        /** The entry, unless its call still goes on here: `lastBeat` is undefined where it was ours all along. */
        const entryOf = Effect.fnUntraced(function*(callId: CallId, lastBeat: number | undefined) {
          const directory = directoryOf(callId)
          const kept = yield* keptIn(callId)
          if (lastBeat === undefined && !Option.exists(kept, hasEnded)) return []
          const file = path.join(directory, "recording.ogg")
          const recorded = yield* Effect.option(fs.stat(file))
          const entry: JournalEntry = {
            callId,
            directory,
            kept,
            recording: Option.as(Option.filter(recorded, ({ size }) => size > 0n), file),
            lastSign: Math.max(
              lastBeat ?? 0,
              Option.match(Option.flatMap(recorded, ({ mtime }) => mtime), {
                onNone: () => 0,
                onSome: (date) => date.getTime()
              })
            )
          }
          return [entry]
        })

        return Journal.of({
          spool: Effect.fn("Journal.spool")((callId) => directory(callId).pipe(Effect.mapError(failed("spool")))),
          recordingFile: Effect.fn("Journal.recordingFile")((callId) =>
            directory(callId).pipe(
              Effect.map((spooled) => path.join(spooled, "recording.ogg")),
              Effect.mapError(failed("spool"))
            )
          ),
          keep: Effect.fn("Journal.keep")(function*(kept) {
            const json = yield* Effect.orDie(encodeKept(kept))
            yield* write(kept.callId, "pending.json", json).pipe(Effect.mapError(failed("keep")))
          }),
          keepTranscript: Effect.fn("Journal.keepTranscript")((transcript) =>
            write(transcript.callId, "transcript.json", `${JSON.stringify(transcript, null, 2)}\n`).pipe(
              Effect.mapError(failed("keepTranscript"))
            )
          ),
          clear: Effect.fn("Journal.clear")((callId) =>
            fs.remove(directoryOf(callId), { recursive: true, force: true }).pipe(Effect.mapError(failed("clear")))
          ),
          transcript: Effect.fn("Journal.transcript")((callId) =>
            fs.readFileString(path.join(directoryOf(callId), "transcript.json")).pipe(
              Effect.mapError(failed("read")),
              Effect.flatMap((json) =>
                Effect.mapError(
                  decodeTranscript(json),
                  // The issue would quote the file.
                  () => new JournalError({ operation: "read", reason: "other", detail: "not a transcript" })
                )
              )
            )
          ),
          abandoned: Effect.gen(function*() {
            const { alive, taken } = yield* home.takeOver
            const entries = yield* Effect.forEach(yield* home.mine, (callId) =>
              entryOf(callId, taken.find((it) => it.callId === callId)?.lastBeat))
            return { alive, entries: entries.flat() }
          }).pipe(Effect.mapError(failed("takeOver")), Effect.withSpan("Journal.abandoned")),
          bereaved: Effect.mapError(home.bereaved, failed("takeOver")),
          owner: home.me,
          retire: Effect.fn("Journal.retire")((owner) =>
            Effect.mapError(home.retire(owner), failed("retire"))
          )
        })
      })
    )
}
