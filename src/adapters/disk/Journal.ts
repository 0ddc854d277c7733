import { Effect, FileSystem, Layer, Option, Path, type PlatformError, Schema } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import type { CallId } from "../../domain/Ids.ts"
import { hasEnded, type JournalEntry, Kept } from "../../domain/Kept.ts"
import { AnonymizedTranscript } from "../../domain/Transcript.ts"
import { Journal, JournalError } from "../../services/Journal.ts"
import { writeDurably } from "./durableFile.ts"
import { makeHome } from "./Homes.ts"

const KeptJson = Schema.fromJsonString(Kept, { space: 2 })
const encodeKept = Schema.encodeEffect(KeptJson)
const decodeKept = Schema.decodeUnknownEffect(KeptJson)
const decodeTranscript = Schema.decodeUnknownEffect(Schema.fromJsonString(AnonymizedTranscript))

/** @param options `root` is `DATA_DIR/journal`; made when it is needed */
export const layer = (options: { readonly root: string }) =>
  Layer.effect(
    Journal,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const root = path.resolve(options.root)
      const home = yield* makeHome(fs, path, root)
      const directoryOf = (callId: CallId) => path.join(root, home.me, callId)

      const failed = (operation: JournalError["operation"]) => (error: PlatformError.PlatformError) =>
        new JournalError({ operation, ...fileFault(error) })
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
