import { Context, Effect, FileSystem, Layer, Option, Path, type PlatformError } from "effect"
import { SqlClient } from "effect/sql"
import type { CallerTraces, ErasureReceipt } from "../../api/Audit.ts"
import { BadRequest } from "../../api/Errors.ts"
import { CompanyId } from "../../domain/Ids.ts"
import { normalize, type PhoneNumber } from "../../domain/PhoneNumber.ts"
import { BlobStore, type BlobStoreError } from "../../services/BlobStore.ts"
import { Bus } from "../Bus.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { hashOf, iso, newId, newSecret } from "../Rows.ts"
import { type Doer, Trail } from "./Trail.ts"

interface ErasureRow {
  readonly id: string
  readonly at: Date
  readonly by_name: string
  readonly ending: string
  readonly calls: number
  readonly messages: number
  readonly recordings: number
  readonly transcripts: number
  readonly left: ReadonlyArray<string>
}

const receiptOf = (row: ErasureRow): ErasureReceipt => ({
  id: row.id,
  at: iso(row.at),
  by: row.by_name,
  ending: row.ending,
  erased: {
    calls: row.calls,
    messages: row.messages,
    recordings: row.recordings,
    transcripts: row.transcripts
  },
  left: row.left
})

/** What a receipt knows of a number. */
const endingOf = (phone: PhoneNumber) => phone.slice(-4)

/** A worker that was away gives up by then what it owes (RETENTION_JOURNAL, where nobody says otherwise). */
const toldWithin = 30 * 86_400_000

/** A file of the embedded worker, where others are blobs. */
const fileMark = "file:"
export const rowFile = (callId: string) => `${fileMark}calls/${callId}.json`
export const messageFile = (agentId: string, id: string, takenAt: Date) =>
  `${fileMark}messages/${agentId}/${iso(takenAt).slice(0, 4)}/${iso(takenAt).slice(5, 7)}/${id}.json`
const safeFile = /^(?:calls|messages(?:\/[A-Za-z0-9_-]+){3})\/[A-Za-z0-9][A-Za-z0-9_-]*\.json$/

/** Removes things for good: a caller's, and what has been kept for long enough. */
export class Erasures extends Context.Service<Erasures, {
  readonly look: (companyId: CompanyId, phone: string) => Effect.Effect<CallerTraces, BadRequest>
  readonly erase: (companyId: CompanyId, by: Doer, phone: string) => Effect.Effect<ErasureReceipt, BadRequest>
  /** Erases in this company, or in all of them; gives what could not be removed yet. */
  readonly eraseEverywhere: (
    whose: CompanyId | undefined,
    by: Doer,
    phone: string
  ) => Effect.Effect<ReadonlyArray<string>, BadRequest>
  readonly list: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<ErasureReceipt>>
  /** Removes from the store what the database has let go of already; what fails is tried again. */
  readonly remove: Effect.Effect<void>
  /** Lets go of what is older than each company keeps it. `now`: epoch milliseconds. */
  readonly expire: (now: number) => Effect.Effect<void>
}>()("receptionist/office/audit/Erasures") {
  static readonly layer = Layer.effect(
    Erasures,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const store = yield* BlobStore
      const trail = yield* Trail
      const bus = yield* Bus
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const { dataDir } = yield* OfficeOptions

      const numberOf = (written: string) =>
        Effect.mapError(
          Effect.fromOption(normalize(written)),
          () =>
            new BadRequest({
              message: "phone: expected a number such as +15145550123",
              problems: ["phone"],
              code: "phone"
            })
        )

      const theirCalls = (companyId: CompanyId, phone: PhoneNumber) =>
        sql`SELECT id FROM calls WHERE company_id = ${companyId} AND caller_number = ${phone}`
      const theirMessages = (companyId: CompanyId, phone: PhoneNumber) =>
        sql`company_id = ${companyId} AND (callback_number = ${phone} OR call_key IN (${theirCalls(companyId, phone)}))`

      const count = (companyId: CompanyId, phone: PhoneNumber) =>
        sql<CallerTraces>`SELECT
          (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND caller_number = ${phone}) AS calls,
          (SELECT count(*)::int FROM messages WHERE ${theirMessages(companyId, phone)}) AS messages,
          (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND caller_number = ${phone}
            AND recording_path IS NOT NULL AND recording_state = 'available') AS recordings,
          (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND caller_number = ${phone}
            AND transcript_path IS NOT NULL AND transcript_state <> 'gone') AS transcripts`.pipe(
          Effect.flatMap(([row]) => Effect.fromNullishOr(row)),
          Effect.orDie
        )

      /** What is to be removed beside the rows of `calls`, and never comes back with them. */
      const letGoOfCalls = Effect.fnUntraced(function*(
        companyId: string,
        chosen: ReturnType<typeof theirCalls>,
        erasureId: string | null
      ) {
        const rows = yield* sql<{
          readonly id: string
          readonly call_id: string
          readonly transcript_path: string | null
          readonly recording_path: string | null
        }>`SELECT id, call_id, transcript_path, recording_path FROM calls WHERE id IN (${chosen}) FOR UPDATE`
        for (const { call_id, id, recording_path, transcript_path } of rows) {
          for (const each of [transcript_path, recording_path, rowFile(call_id)]) {
            if (each !== null) yield* enqueue(companyId, each, erasureId)
          }
          yield* sql`INSERT INTO erased (company_id, kind, id)
            VALUES (${companyId}, 'call', ${call_id}), (${companyId}, 'call', ${id}) ON CONFLICT DO NOTHING`
          yield* sql`DELETE FROM deliveries WHERE call_key = ${id}`
          yield* sql`DELETE FROM calls WHERE id = ${id}`
        }
        return rows.length
      })

      const letGoOfMessages = Effect.fnUntraced(function*(
        companyId: string,
        where: ReturnType<typeof theirMessages>,
        erasureId: string | null
      ) {
        const rows = yield* sql<{ readonly id: string; readonly agent_id: string; readonly taken_at: Date }>`
          DELETE FROM messages WHERE ${where} RETURNING id, agent_id, taken_at`
        for (const { agent_id, id, taken_at } of rows) {
          yield* enqueue(companyId, messageFile(agent_id, id, taken_at), erasureId)
          yield* sql`INSERT INTO erased (company_id, kind, id) VALUES (${companyId}, 'message', ${id})
            ON CONFLICT DO NOTHING`
          yield* sql`DELETE FROM deliveries WHERE company_id = ${companyId} AND message_id = ${id}`
        }
        return rows.length
      })
      /** Pages that are open show it until they look again. */
      const tell = (companyId: CompanyId) => bus.tell(companyId, { _tag: "Ready" })

      const enqueue = (companyId: string, each: string, erasureId: string | null) =>
        sql`INSERT INTO removals (company_id, path, erasure_id) VALUES (${companyId}, ${each}, ${erasureId})
          ON CONFLICT (company_id, path) DO UPDATE SET erasure_id = coalesce(excluded.erasure_id, removals.erasure_id)`

      const removeOne = (each: string): Effect.Effect<void, BlobStoreError | PlatformError.PlatformError> =>
        each.startsWith(fileMark)
          ? safeFile.test(each.slice(fileMark.length))
            ? fs.remove(path.join(dataDir, each.slice(fileMark.length)), { force: true })
            : Effect.void
          : store.remove(each)

      const remove = Effect.gen(function*() {
        const rows = yield* sql<{ readonly company_id: string; readonly path: string }>`
          SELECT company_id, path FROM removals LIMIT 500`
        yield* Effect.forEach(rows, (row) =>
          removeOne(row.path).pipe(
            Effect.andThen(sql`DELETE FROM removals WHERE company_id = ${row.company_id} AND path = ${row.path}`),
            Effect.catchTags({
              BlobStoreError: (error) => Effect.logWarning(`something could not be removed yet: ${error.message}`),
              PlatformError: () =>
                Effect.logWarning("a file of DATA_DIR could not be removed yet: check its permissions")
            })
          ), { concurrency: 4, discard: true })
      }).pipe(Effect.orDie)

      /** Who is erased again finds nothing more, but what could not be removed before is still left of them. */
      const receipts = (companyId: CompanyId, id: Option.Option<string>) =>
        sql<ErasureRow>`SELECT e.*, coalesce((SELECT json_agg(r.path ORDER BY r.path) FROM removals r
          JOIN erasures before ON before.id = r.erasure_id WHERE before.company_id = e.company_id
          AND before.ending = e.ending AND before.at <= e.at), '[]'::json) AS left FROM erasures e WHERE ${
          sql.and([
            sql`e.company_id = ${companyId}`,
            ...Option.match(id, { onNone: () => [], onSome: (id) => [sql`e.id = ${id}`] })
          ])
        } ORDER BY e.at DESC LIMIT 500`.pipe(Effect.orDie, Effect.map((rows) => rows.map(receiptOf)))

      const erase = Effect.fn("Erasures.erase")(function*(companyId: CompanyId, by: Doer, written: string) {
        const phone = yield* numberOf(written)
        const id = newId()
        const salt = newSecret()
        yield* sql.withTransaction(Effect.gen(function*() {
          const erased = yield* count(companyId, phone)
          yield* sql`INSERT INTO erasures ${
            sql.insert({
              id,
              company_id: companyId,
              by_name: by === "office" ? "office" : by.name,
              ending: endingOf(phone),
              salt,
              caller: hashOf(`${salt}${phone}`),
              ...erased
            })
          }`
          yield* letGoOfMessages(companyId, theirMessages(companyId, phone), id)
          yield* letGoOfCalls(companyId, theirCalls(companyId, phone), id)
        })).pipe(Effect.orDie)
        yield* tell(companyId)
        yield* trail.note(companyId, by, { action: "caller.erased", subject: { kind: "caller", id } })
        yield* remove
        const [receipt] = yield* receipts(companyId, Option.some(id))
        return yield* Effect.orDie(Effect.fromNullishOr(receipt))
      })

      return Erasures.of({
        look: Effect.fn("Erasures.look")(function*(companyId, written) {
          return yield* count(companyId, yield* numberOf(written))
        }),
        erase,
        eraseEverywhere: Effect.fn("Erasures.eraseEverywhere")(function*(whose, by, written) {
          const phone = yield* numberOf(written)
          // Where there is nothing of them there is no receipt either.
          const companies = whose === undefined
            ? yield* Effect.orDie(
              sql<{ readonly id: string }>`SELECT id FROM companies c
                WHERE EXISTS (SELECT 1 FROM calls WHERE company_id = c.id AND caller_number = ${phone})
                OR EXISTS (SELECT 1 FROM messages WHERE company_id = c.id AND callback_number = ${phone})
                OR EXISTS (SELECT 1 FROM removals r JOIN erasures e ON e.id = r.erasure_id
                  WHERE e.company_id = c.id AND e.ending = ${endingOf(phone)})`
            )
            : [{ id: whose }]
          const receipts = yield* Effect.forEach(companies, ({ id }) => erase(CompanyId.make(id), by, phone))
          return receipts.flatMap(({ left }) => left)
        }),
        list: (companyId) => receipts(companyId, Option.none()),
        remove,
        expire: Effect.fn("Erasures.expire")(function*(now) {
          yield* sql`UPDATE erasures SET salt = NULL, caller = NULL WHERE caller IS NOT NULL
            AND at < ${new Date(now - toldWithin)}`
          const companies = yield* sql<{ readonly id: string; readonly retention: Readonly<Record<string, number>> }>`
            SELECT id, retention FROM companies`
          for (const { id, retention } of companies) {
            const before = (kind: string) => new Date(now - (retention[kind] ?? 3650) * 86_400_000)
            const gone = yield* sql.withTransaction(Effect.gen(function*() {
              const messages = yield* letGoOfMessages(
                id,
                sql`company_id = ${id} AND taken_at < ${before("messages")}`,
                null
              )
              const recordings = yield* sql<{ readonly path: string }>`UPDATE calls SET recording_state = 'gone'
                WHERE company_id = ${id} AND started_at < ${before("recordings")} AND recording_state = 'available'
                RETURNING recording_path AS path`
              const transcripts = yield* sql<{ readonly path: string; readonly id: string }>`UPDATE calls
                SET transcript_state = 'gone' WHERE company_id = ${id} AND started_at < ${before("transcripts")}
                AND transcript_state IN ('available', 'withheld') AND transcript_path IS NOT NULL
                RETURNING transcript_path AS path, id`
              for (const { path: each } of [...recordings, ...transcripts]) yield* enqueue(id, each, null)
              for (const { id: call } of transcripts) yield* sql`DELETE FROM words WHERE call_id = ${call}`
              const calls = yield* letGoOfCalls(
                id,
                sql`SELECT id FROM calls WHERE company_id = ${id} AND started_at < ${before("calls")} LIMIT 1000`,
                null
              )
              return messages + recordings.length + transcripts.length + calls
            }))
            if (gone > 0) yield* tell(CompanyId.make(id))
          }
          yield* remove
        }, Effect.orDie)
      })
    })
  )
}
