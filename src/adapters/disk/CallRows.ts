import { Clock, Effect, FileSystem, Layer, Option, Path, type PlatformError, Schema } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import { AgentId, CallId } from "../../domain/Ids.ts"
import { type CallRow, CallRows, CallRowsError } from "../../services/CallRows.ts"
import { isOwnFile, readOwn } from "../ownFiles.ts"
import { abandonedAfter, removeDurably, temporaryOf } from "./durableFile.ts"

const decodeRow = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Struct({
  agentId: Schema.optionalKey(AgentId),
  callerNumber: Schema.optionalKey(Schema.String),
  startedAt: Schema.String
})))
const isCallId = Schema.is(CallId)

const failed = Effect.mapError((error: PlatformError.PlatformError) =>
  new CallRowsError({ detail: fileFault(error).detail })
)

/** The files that `RowFiles.ts` writes, in `directory`. */
export const layer = ({ directory }: { readonly directory: string }) =>
  Layer.effect(
    CallRows,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const fileOf = (callId: CallId) => path.join(directory, `${callId}.json`)

      /** Those that are whole, or were begun and never finished. */
      const callIds = (ending: ".json" | ".json.tmp") =>
        fs.readDirectory(directory).pipe(
          Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed([])),
          Effect.map((names) =>
            names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).filter(isCallId)
          )
        )
      /** None where it cannot be read; nothing where it is gone by now. */
      const read = (callId: CallId) =>
        readOwn(fs, fileOf(callId)).pipe(
          Effect.map((text) => {
            const row = decodeRow(text)
            const startedAt = Option.match(row, { onNone: () => Number.NaN, onSome: (it) => Date.parse(it.startedAt) })
            return Option.isNone(row) || Number.isNaN(startedAt)
              ? [{ callId, row: Option.none() }]
              : [{ callId, row: Option.some({ ...row.value, startedAt }) }]
          }),
          Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed([])),
          Effect.catchReason(
            "PlatformError",
            "PermissionDenied",
            () => Effect.succeed([{ callId, row: Option.none() }])
          )
        )
      const all = Effect.flatMap(callIds(".json"), (found) => Effect.forEach(found, read, { concurrency: 8 })).pipe(
        Effect.map((rows) => rows.flat())
      )
      const remove = (callId: CallId) => removeDurably(fs, fileOf(callId))
      /** Epoch ms; none where it is gone by now, or is no file of our own. */
      const writtenAt = Effect.fnUntraced(function*(file: string) {
        if (!(yield* isOwnFile(fs, file))) return Option.none()
        const { mtime } = yield* fs.lstat(file)
        return Option.map(mtime, (date) => date.getTime())
      }, Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone))

      return CallRows.of({
        of: Effect.fn("CallRows.of")(function*(caller) {
          const rows = yield* all
          return {
            unreadable: rows.filter(({ row }) => Option.isNone(row)).length,
            rows: rows.flatMap(({ callId, row }): ReadonlyArray<CallRow> =>
              Option.isSome(row) && row.value.callerNumber === caller
                ? [{
                  callId,
                  startedAt: row.value.startedAt,
                  ...row.value.agentId !== undefined && { agentId: row.value.agentId }
                }]
                : []
            )
          }
        }, failed),
        remove: Effect.fn("CallRows.remove")((callId) => failed(remove(callId))),
        sweep: Effect.fn("CallRows.sweep")(function*(before) {
          const old = yield* Effect.filter(yield* all, ({ callId, row }) =>
            Effect.map(
              // One that cannot be read is as old as it was last written.
              Option.isSome(row) ? Effect.succeedSome(row.value.startedAt) : writtenAt(fileOf(callId)),
              (at) => Option.exists(at, (at) => at < before)
            ))
          yield* Effect.forEach(old, ({ callId }) => remove(callId), { concurrency: 8, discard: true })
          const abandoned = (yield* Clock.currentTimeMillis) - abandonedAfter
          for (const callId of yield* callIds(".json.tmp")) {
            const begun = temporaryOf(fileOf(callId))
            if (Option.exists(yield* writtenAt(begun), (at) => at < abandoned)) yield* fs.remove(begun, { force: true })
          }
          return old.length
        }, failed)
      })
    })
  )
