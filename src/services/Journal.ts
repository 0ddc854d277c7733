import { Context, Effect, FileSystem, Layer, Option, Path, type PlatformError, Schema } from "effect"
import { CallEnd, CallStart, RecordingLink, TranscriptLink } from "../domain/CallRecord.ts"
import { CallId, RowId } from "../domain/Ids.ts"
import type { AnonymizedTranscript } from "../domain/Transcript.ts"
import { fileProblem, writeDurably } from "./durableFile.ts"

/** The journal could not keep what a call still owes. */
export class JournalError extends Schema.TaggedError<JournalError>()("JournalError", {
  operation: Schema.Literals(["spool", "keep", "keepTranscript", "clear", "list"]),
  reason: Schema.Literals(["full", "denied", "missingFile", "other"]),
  detail: Schema.String
}) {
  override get message() {
    return `the journal in DATA_DIR failed to ${this.operation} (${this.reason}: ${this.detail}): free space, or check its permissions`
  }
}

/** An artifact that is still owed: its place in the blob store, whether it is there yet, and the link for the row. */
const owed = <Link extends Schema.Top>(link: Link) =>
  Schema.Struct({ path: Schema.String, stored: Schema.Boolean, link })

/** What a call still owes to the backend and the blob store. Private: it holds the caller's number. */
export const Pending = Schema.Struct({
  version: Schema.Literal(1),
  callId: CallId,
  /** What the row is made from; where there is no `rowId`, it is still to be made. */
  start: CallStart,
  rowId: Schema.optionalKey(RowId),
  /** The PATCH that is still to be sent. */
  end: Schema.optionalKey(CallEnd),
  /** Where it is not stored: `transcript.json` of the call's directory. */
  transcript: Schema.optionalKey(owed(TranscriptLink)),
  /** Where it is not stored: `recording.ogg` of the call's directory. */
  recording: Schema.optionalKey(owed(RecordingLink))
})
export type Pending = typeof Pending.Type

/** One call in the journal. `pending` is none where the call died before it kept anything, or the file is broken. */
export interface JournalEntry {
  readonly callId: CallId
  readonly directory: string
  readonly pending: Option.Option<Pending>
}

const PendingJson = Schema.fromJsonString(Pending, { space: 2 })
const encodePending = Schema.encodeEffect(PendingJson)
const decodePending = Schema.decodeUnknownEffect(PendingJson)
const isCallId = Schema.is(CallId)

/**
 * What could not be delivered when a call ended, and the recording while it is being made: `{root}/{callId}/` with
 * `pending.json`, `transcript.json` (anonymized, always) and `recording.ogg`. Readable by this user alone.
 */
export class Journal extends Context.Service<Journal, {
  /** The call's directory, made: files of the call are spooled there. */
  readonly spool: (callId: CallId) => Effect.Effect<string, JournalError>
  /** Where the call's recording is written: `recording.ogg` in its directory, which is made. */
  readonly recordingFile: (callId: CallId) => Effect.Effect<string, JournalError>
  /** Keeps what the call owes, in place of what was kept before. */
  readonly keep: (pending: Pending) => Effect.Effect<void, JournalError>
  /** Keeps the transcript as `transcript.json`, and gives that file's path. */
  readonly keepTranscript: (transcript: AnonymizedTranscript) => Effect.Effect<string, JournalError>
  /** The call owes nothing any more: its directory goes, with all that is in it. */
  readonly clear: (callId: CallId) => Effect.Effect<void, JournalError>
  /** Every call that has left something. */
  readonly list: Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>
}>()("receptionist/services/Journal") {
  /** @param options `root` is `DATA_DIR/journal`; made when it is needed */
  static readonly layer = (options: { readonly root: string }) =>
    Layer.effect(
      Journal,
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const path = yield* Path.Path
        const root = path.resolve(options.root)
        const directoryOf = (callId: CallId) => path.join(root, callId)

        const failed = (operation: JournalError["operation"]) => (error: PlatformError.PlatformError) =>
          new JournalError({ operation, ...fileProblem(error) })
        const directory = (callId: CallId) =>
          fs.makeDirectory(directoryOf(callId), { recursive: true, mode: 0o700 }).pipe(Effect.as(directoryOf(callId)))
        const write = Effect.fnUntraced(function*(callId: CallId, name: string, json: string) {
          const target = path.join(yield* directory(callId), name)
          yield* writeDurably(
            fs,
            target,
            (temporary) => fs.writeFileString(temporary, json, { flag: "wx", mode: 0o600 })
          )
          return target
        })

        const pendingIn = (callId: CallId) =>
          fs.readFileString(path.join(directoryOf(callId), "pending.json")).pipe(
            Effect.flatMap((json) => decodePending(json)),
            Effect.asSome,
            Effect.catchIf(
              (error) => error._tag === "PlatformError" && error.reason._tag === "NotFound",
              () => Effect.succeedNone
            ),
            // One broken entry must not hide the others; its issue would quote the file, which holds the number.
            Effect.catch(() =>
              Effect.as(
                Effect.logWarning("A journal entry cannot be read; its files are left where they are", { callId }),
                Option.none<Pending>()
              )
            )
          )

        return Journal.of({
          spool: Effect.fn("Journal.spool")((callId) => directory(callId).pipe(Effect.mapError(failed("spool")))),
          recordingFile: Effect.fn("Journal.recordingFile")((callId) =>
            directory(callId).pipe(
              Effect.map((spooled) => path.join(spooled, "recording.ogg")),
              Effect.mapError(failed("spool"))
            )
          ),
          keep: Effect.fn("Journal.keep")(function*(pending) {
            const json = yield* Effect.orDie(encodePending(pending))
            yield* write(pending.callId, "pending.json", json).pipe(Effect.mapError(failed("keep")))
          }),
          keepTranscript: Effect.fn("Journal.keepTranscript")((transcript) =>
            write(transcript.callId, "transcript.json", `${JSON.stringify(transcript, null, 2)}\n`).pipe(
              Effect.mapError(failed("keepTranscript"))
            )
          ),
          clear: Effect.fn("Journal.clear")((callId) =>
            fs.remove(directoryOf(callId), { recursive: true, force: true }).pipe(Effect.mapError(failed("clear")))
          ),
          list: fs.readDirectory(root).pipe(
            Effect.catchIf((error) => error.reason._tag === "NotFound", () => Effect.succeed<Array<string>>([])),
            Effect.mapError(failed("list")),
            Effect.flatMap((names) =>
              Effect.forEach(names.filter((name) => isCallId(name)).sort(), (callId) =>
                pendingIn(callId).pipe(
                  Effect.map((pending): JournalEntry => ({ callId, directory: directoryOf(callId), pending }))
                ))
            ),
            Effect.withSpan("Journal.list")
          )
        })
      })
    )
}
