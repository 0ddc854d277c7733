import { Effect, Option, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { BlobReader } from "../../services/BlobReader.ts"
import { alone } from "../database/Database.ts"
import type { CallRow } from "./CallRows.ts"
import { decodeTranscript, plain, saidIn } from "./Words.ts"

/** Reads the transcripts that were stored and not read yet, two hundred at a time, for the search. */
export const indexWords = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const reader = yield* BlobReader

  const indexOne = Effect.fnUntraced(function*(row: CallRow) {
    const text = yield* Stream.mkString(Stream.decodeText(reader.read(row.transcript_path ?? "")))
    const stored = decodeTranscript(text)
    const said = Option.match(stored, { onNone: () => "", onSome: ({ items = [] }) => saidIn(items) })
    const bare = plain(said)
    yield* sql`INSERT INTO words (call_id, company_id, started_at, said, found)
      VALUES (${row.id}, ${row.company_id}, ${row.started_at}, ${said},
      to_tsvector('french', ${said}) || to_tsvector('english', ${said}) || to_tsvector('french', ${bare})
      || to_tsvector('english', ${bare})) ON CONFLICT (call_id) DO UPDATE SET said = excluded.said, found = excluded.found`
  })

  const index = Effect.gen(function*() {
    const rows = yield* sql<CallRow>`SELECT c.*, 0 AS messages FROM calls c
      WHERE c.transcript_state = 'available' AND NOT c.transcript_indexed ORDER BY c.started_at DESC LIMIT 200`
    yield* Effect.forEach(rows, (row) =>
      indexOne(row).pipe(
        Effect.catchTag("BlobStoreError", (error) =>
          error.reason === "missingFile"
            ? Effect.asVoid(sql`UPDATE calls SET transcript_state = 'gone' WHERE id = ${row.id}`)
            : Effect.logWarning(`a transcript could not be read for the search: ${error.message}`)),
        Effect.catchTag("SqlError", Effect.die),
        alone("a transcript is not found by the search"),
        Effect.andThen(sql`UPDATE calls SET transcript_indexed = true WHERE id = ${row.id}`)
      ), { concurrency: 4, discard: true })
  }).pipe(Effect.orDie)
  return { index }
})
