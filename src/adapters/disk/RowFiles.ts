import { Effect, FileSystem, Option, Path, Schema, Semaphore } from "effect"
import { isRecord } from "../../domain/AgentProblem.ts"
import { writeDurably } from "./durableFile.ts"

type Row = Readonly<Record<string, unknown>>

const RowJson = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown), { space: 2 })
const decodeRow = Schema.decodeUnknownOption(RowJson)
const encodeRow = Schema.encodeEffect(RowJson)

/**
 * Rows as JSON files that a person can read, one a call: `{directory}/{id}.json`. Changed by one at a time. They hold
 * who called, so that only this user can read them.
 */
export const makeRowFiles = Effect.fnUntraced(function*(directory: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const oneAtATime = yield* Semaphore.make(1)

  const read = (file: string) =>
    fs.readFileString(file).pipe(
      Effect.map((text) => Option.getOrElse(decodeRow(text), (): Row => ({}))),
      Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed<Row>({}))
    )

  /** Lays `change` over the row; `metadata` is added to. The row is made where there is none. */
  return Effect.fnUntraced(function*(id: string, change: Row) {
    const file = path.join(directory, `${id}.json`)
    yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
    const row = yield* read(file)
    const metadata = isRecord(row["metadata"]) && isRecord(change["metadata"])
      ? { metadata: { ...row["metadata"], ...change["metadata"] } }
      : {}
    const text = yield* Effect.orDie(encodeRow({ ...row, ...change, ...metadata }))
    yield* writeDurably(
      fs,
      file,
      (temporary) => fs.writeFileString(temporary, `${text}\n`, { flag: "wx", mode: 0o600 })
    )
  }, oneAtATime.withPermits(1))
})
