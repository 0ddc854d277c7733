import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Context, Effect, Layer, Option, Stream } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import { type CallDetail, CallKey, type CallSummary, type CallTranscript } from "../../api/Calls.ts"
import { Erased, Gone, NotFound, Unavailable } from "../../api/Errors.ts"
import type { OfficeMessage } from "../../api/Messages.ts"
import type { CallEnded, CallStarted, RecordingStored, TranscriptStored } from "../../api/Worker.ts"
import { failedEnds } from "../../domain/FailedEnds.ts"
import { CompanyId } from "../../domain/Ids.ts"
import { normalize } from "../../domain/PhoneNumber.ts"
import { BlobReader, type ByteRange } from "../../services/BlobReader.ts"
import { BlobStore, BlobStoreError } from "../../services/BlobStore.ts"
import { Bus } from "../Bus.ts"
import { Deliveries } from "../deliveries/Deliveries.ts"
import { filled, instantOf, keepable, newId, theirs } from "../Rows.ts"
import { zones } from "../Zones.ts"
import { type CallFilter, callLists, columns } from "./CallLists.ts"
import { blobPathOf, type CallRow, detailOf, summaryOf } from "./CallRows.ts"
import { indexWords } from "./IndexWords.ts"
import { strays } from "./Strays.ts"
import { decodeTranscript } from "./Words.ts"

/** Whose a row may be: a company's, or anybody's where the worker answers for all. */
export type Whose = CompanyId | undefined

/** As callers are found and erased: whoever wrote it, one number is written in one way. */
const callerOf = ({ callerNumber }: Pick<CallStarted, "callerNumber">): string | null =>
  callerNumber === undefined || callerNumber === null
    ? null
    : Option.getOrElse(normalize(callerNumber), () => callerNumber)

/** After so long a call is told of without what has not come. */
const artifactsWithin = 600_000

const noCall = new NotFound({ message: "there is no such call" })
const wasErased = new Erased({ message: "this call was erased" })

/** The calls: what workers tell of them, and what people see. */
export class Calls extends Context.Service<Calls, {
  /** The row of the call with this key; made once, however often it is told. */
  readonly start: (whose: Whose, call: CallStarted, key: string) => Effect.Effect<CallKey, NotFound | Erased>
  /** The row of a call that nobody knew an agent of. */
  readonly startUnassigned: (companyId: CompanyId, call: Omit<CallStarted, "agentId">, key: string) => Effect.Effect<
    CallKey,
    Erased
  >
  /** The company whose call it is. */
  readonly ownerOf: (whose: Whose, id: string) => Effect.Effect<string, NotFound | Erased>
  readonly end: (whose: Whose, id: string, end: CallEnded) => Effect.Effect<void, NotFound | Erased>
  readonly linkTranscript: (whose: Whose, id: string, link: TranscriptStored) => Effect.Effect<void, NotFound | Erased>
  readonly linkRecording: (whose: Whose, id: string, link: RecordingStored) => Effect.Effect<void, NotFound | Erased>
  readonly list: (
    companyId: CompanyId,
    filter: CallFilter & { readonly cursor?: string; readonly limit?: number }
  ) => Effect.Effect<{ readonly calls: ReadonlyArray<CallSummary>; readonly next?: string }>
  /** The first of them before it answers: what cannot be asked for is refused, and not broken off. */
  readonly all: (companyId: CompanyId, filter: CallFilter) => Effect.Effect<Stream.Stream<CallSummary>>
  readonly live: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<CallSummary>>
  readonly summary: (companyId: CompanyId, id: string) => Effect.Effect<CallSummary, NotFound>
  readonly detail: (
    companyId: CompanyId,
    id: string
  ) => Effect.Effect<Omit<CallDetail, "left"> & { readonly left: ReadonlyArray<OfficeMessage> }, NotFound>
  readonly transcript: (companyId: CompanyId, id: string) => Effect.Effect<CallTranscript, NotFound | Unavailable>
  /** The recording's size, and its bytes. */
  readonly recording: (companyId: CompanyId, id: string) => Effect.Effect<{
    readonly path: string
    readonly bytes: Effect.Effect<number, BlobStoreError>
    readonly read: (range?: ByteRange) => Stream.Stream<Uint8Array, BlobStoreError>
    /** Where the store itself hands it to a browser, for a while; none where it does not. */
    readonly address: Effect.Effect<Option.Option<URL>, BlobStoreError>
  }, NotFound | Gone>
  /** Reads the transcripts that were stored and not read yet, for the search. */
  readonly index: Effect.Effect<void>
  /** Tells of the calls that are complete: all of their artifacts are there, or are never to come. */
  readonly announce: Effect.Effect<void>
}>()("receptionist/office/calls/Calls") {
  static readonly layer = Layer.effect(
    Calls,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient
      const reader = yield* BlobReader
      const store = yield* BlobStore
      const bus = yield* Bus
      const deliveries = yield* Deliveries
      const { all, list, live } = yield* callLists
      const { index } = yield* indexWords
      const stray = yield* strays
      const { unnamed } = yield* zones
      const read = sql.literal(columns)

      const rowOf = (whose: Whose, id: string) =>
        sql<CallRow>`SELECT ${read}, NULL AS found FROM calls c LEFT JOIN agents a ON a.id = c.agent_id WHERE ${
          sql.and([sql`c.id = ${id}`, ...whose === undefined ? [] : [sql`c.company_id = ${whose}`]])
        }`.pipe(
          Effect.orDie,
          Effect.flatMap(([row]) => row === undefined ? Effect.fail(noCall) : Effect.succeed(row))
        )

      const telling = Effect.map(Clock.currentTimeMillis, (now) => ({ now, unnamed }))
      const summary = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        return summaryOf(yield* rowOf(companyId, id), yield* telling)
      })

      const tellOf = (companyId: string, id: string) => {
        const whose = CompanyId.make(companyId)
        return bus.tellSoon(`call ${id}`, whose, Effect.map(summary(whose, id), (call) => ({ _tag: "Call", call })))
      }

      /** Why there is no such row of theirs. */
      const missing = Effect.fnUntraced(function*(whose: Whose, id: string) {
        const erased = yield* Effect.orDie(
          sql`SELECT 1 FROM erased WHERE ${
            sql.and([sql`kind = 'call' AND id = ${id}`, ...whose === undefined ? [] : [sql`company_id = ${whose}`]])
          }`
        )
        return yield* erased.length > 0 ? wasErased : noCall
      })

      /** Lays a change over a row of theirs, in one statement, in which it is `c`. */
      const change = Effect.fnUntraced(function*(whose: Whose, id: string, set: Statement.Fragment) {
        const [row] = yield* Effect.orDie(
          sql<{ readonly company_id: string }>`UPDATE calls c SET ${set} WHERE ${
            sql.and([sql`c.id = ${id}`, ...whose === undefined ? [] : [sql`c.company_id = ${whose}`]])
          } RETURNING c.company_id`
        )
        if (row === undefined) return yield* missing(whose, id)
        yield* tellOf(row.company_id, id)
      })

      /** Made once, however often it is told, where `owner` finds whose it is, and it was not erased. */
      const insert = Effect.fnUntraced(function*(
        owner: Statement.Fragment,
        told: Omit<CallStarted, "agentId">,
        key: string
      ) {
        const call = keepable(told)
        const startedAt = instantOf(call.startedAt) ?? new Date(yield* Clock.currentTimeMillis)
        const caller = callerOf(call)
        if (caller !== null) yield* stray.late({ kind: "call", id: key }, owner, caller, startedAt)
        const [row] = yield* Effect.orDie(
          sql<{ readonly id: string; readonly company_id: string; readonly made: boolean }>`
          INSERT INTO calls (id, company_id, agent_id, call_id, caller_number, dialed_number, room_name, sip_call_id,
            started_at)
          SELECT ${newId()}, o.company_id, o.agent_id, ${key}, ${caller}::text,
            ${call.dialedNumber ?? null}::text, ${call.roomName ?? null}::text, ${call.sipCallId ?? null}::text,
            ${startedAt}::timestamptz
          FROM (${owner}) AS o WHERE NOT EXISTS (SELECT 1 FROM erased
            WHERE company_id = o.company_id AND kind = 'call' AND id = ${key})
          ON CONFLICT (company_id, call_id) DO UPDATE SET call_id = excluded.call_id
          RETURNING id, company_id, (xmax = 0) AS made`
        )
        if (row?.made === true) yield* tellOf(row.company_id, row.id)
        return Option.map(Option.fromUndefinedOr(row), ({ id }) => CallKey.make(id))
      })

      const start = Effect.fn("Calls.start")(function*(whose: Whose, call: CallStarted, key: string) {
        const owner = sql`SELECT company_id, id AS agent_id FROM agents WHERE ${
          sql.and([sql`id = ${call.agentId}`, ...whose === undefined ? [] : [sql`company_id = ${whose}`]])
        }`
        const id = yield* insert(owner, call, key)
        if (Option.isSome(id)) return id.value
        const known = yield* Effect.orDie(owner)
        return yield* known.length > 0
          ? wasErased
          : new NotFound({ message: "no agent has this id: publish it here first" })
      })

      /** The metadata with what is told now laid over it. */
      const metadata = sql.literal("(c.metadata || told.metadata)")
      /** A text of it, and nothing else that may stand there. */
      const textAt = (key: string) =>
        sql`CASE WHEN jsonb_typeof(${metadata} -> ${key}::text) = 'string' THEN ${metadata} ->> ${key}::text END`

      const end = Effect.fn("Calls.end")((whose: Whose, id: string, told: CallEnded) => {
        const ended = keepable(told)
        const reason = sql`coalesce(${ended.endReason ?? null}::text, c.end_reason)`
        const at = ended.endedAt === undefined ? undefined : instantOf(ended.endedAt)
        return change(
          whose,
          id,
          sql`ended_at = coalesce(${at ?? null}::timestamptz, c.ended_at),
            duration_seconds = coalesce(${ended.durationSeconds ?? null}::float8, c.duration_seconds),
            end_reason = ${reason},
            ended_by = coalesce(${textAt("endedBy")}, c.ended_by),
            language = coalesce(${ended.language ?? null}::text, c.language),
            transfer_department = coalesce(${textAt("transferDepartment")}, c.transfer_department),
            failed = coalesce(${reason} IN ${sql.in(failedEnds)}, false)
              OR coalesce(jsonb_typeof(${metadata} -> 'error') = 'object', false),
            metadata = ${metadata},
            recording_state = CASE WHEN c.recording_state = 'pending'
              AND ${metadata} #>> '{recordingConsent,answer}' = 'refused' THEN 'refused' ELSE c.recording_state END
            FROM (SELECT ${pg.json(ended.metadata ?? {})}::jsonb AS metadata) AS told`
        )
      })
      const linkTranscript = Effect.fn("Calls.linkTranscript")((whose: Whose, id: string, link: TranscriptStored) => {
        const { agentId, path } = blobPathOf(link.url)
        const withheld = link.anonymization === "withheld"
        return change(
          whose,
          id,
          sql`transcript_path = CASE WHEN c.agent_id = ${agentId} THEN ${path} END,
            transcript_indexed = c.transcript_indexed AND c.transcript_path IS NOT DISTINCT FROM ${path}::text,
            transcript_state = CASE WHEN ${withheld}::boolean THEN 'withheld' WHEN c.agent_id = ${agentId}
              THEN 'available' ELSE 'none' END,
            language = coalesce(c.language, ${link.language ?? null}::text)`
        ).pipe(Effect.tapError(() => stray.blob(whose, link.url)))
      })

      const linkRecording = Effect.fn("Calls.linkRecording")((whose: Whose, id: string, link: RecordingStored) => {
        const { agentId, path } = blobPathOf(link.url)
        return change(
          whose,
          id,
          sql`recording_path = CASE WHEN c.agent_id = ${agentId} THEN ${path} END,
            recording_state = CASE WHEN c.agent_id = ${agentId} THEN 'available' ELSE 'none' END,
            recording_started_at = ${
            link.startedAt === undefined ? null : instantOf(link.startedAt) ?? null
          }::timestamptz,
            recording_seconds = ${link.durationSeconds ?? null}::float8,
            recording_bytes = ${link.bytes ?? null}::float8`
        ).pipe(Effect.tapError(() => stray.blob(whose, link.url)))
      })

      const announce = Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const patience = new Date(now - artifactsWithin)
        const ready = yield* sql.withTransaction(Effect.gen(function*() {
          const rows = yield* sql<CallRow>`UPDATE calls SET announced = true WHERE id IN (SELECT id FROM calls
            WHERE NOT announced AND ended_at IS NOT NULL AND ((transcript_state <> 'pending'
              AND recording_state <> 'pending') OR ended_at < ${patience}) LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING *, (SELECT time_zone FROM agents a WHERE a.id = calls.agent_id) AS time_zone, NULL AS agent_name,
            0 AS messages, NULL AS found`
          for (const row of rows) {
            // What was there before the office was is no news.
            if (row.agent_id === null || now - (row.ended_at?.getTime() ?? 0) > 86_400_000) continue
            const { callerNumber: _, ...call } = summaryOf(row, { now, unnamed })
            yield* deliveries.announce(CompanyId.make(row.company_id), "call.ready", {
              callId: row.id,
              agentId: row.agent_id
            }, { call: { ...call, ...filled({ callerNumber: theirs(row.caller_number) }), callId: row.call_id } })
          }
          return rows
        }))
        return ready.length
      }).pipe(Effect.orDie, Effect.asVoid)

      const unavailable = new Unavailable({
        message: "the store of transcripts does not answer: try again later",
        code: "storeAway"
      })

      return Calls.of({
        start,
        startUnassigned: (companyId, call, key) =>
          Effect.flatMap(
            insert(sql`SELECT ${companyId}::text AS company_id, NULL::text AS agent_id`, call, key),
            (id) => Effect.mapError(Effect.fromOption(id), () => wasErased)
          ),
        ownerOf: (whose, id) =>
          rowOf(whose, id).pipe(
            Effect.map(({ company_id }) => company_id),
            Effect.catchTag("NotFound", () => missing(whose, id))
          ),
        end,
        linkTranscript,
        linkRecording,
        list,
        all,
        live,
        summary,
        detail: Effect.fn("Calls.detail")(function*(companyId, id) {
          return { ...detailOf(yield* rowOf(companyId, id), yield* telling), left: [] }
        }),
        transcript: Effect.fn("Calls.transcript")(function*(companyId, id) {
          const row = yield* rowOf(companyId, id)
          const nothing: CallTranscript = {
            state: summaryOf(row, yield* telling).transcript,
            startedAt: row.started_at.getTime(),
            entities: {},
            items: [],
            ...filled({ language: row.language })
          }
          if (row.transcript_path === null || nothing.state === "gone") return nothing
          const text = yield* Stream.mkString(Stream.decodeText(reader.read(row.transcript_path))).pipe(
            Effect.catchTag(
              "BlobStoreError",
              ({ reason }) => reason === "missingFile" ? Effect.succeed("") : Effect.fail(unavailable)
            )
          )
          const stored = Option.getOrUndefined(decodeTranscript(text))
          if (stored === undefined) return { ...nothing, state: "gone" }
          const { anonymization: { entities = {}, reason, status }, items = [], startedAt } = stored
          const at = startedAt === undefined ? undefined : instantOf(startedAt)
          return {
            ...nothing,
            state: status === "withheld" ? "withheld" : "available",
            startedAt: (at ?? row.started_at).getTime(),
            entities,
            items: status === "withheld" ? [] : items,
            ...reason !== undefined && { reason }
          }
        }),
        recording: Effect.fn("Calls.recording")(function*(companyId, id) {
          const row = yield* rowOf(companyId, id)
          const { recording } = summaryOf(row, yield* telling)
          if (recording === "refused") {
            return yield* new Gone({ message: "the caller did not want the recording: it was destroyed" })
          }
          if (recording === "gone") return yield* new Gone({ message: "the recording was removed" })
          const path = row.recording_path
          if (path === null) return yield* new NotFound({ message: "this call has no recording" })
          const missing = new BlobStoreError({ operation: "look", reason: "missingFile", detail: "none" })
          return {
            path,
            bytes: Effect.flatMap(
              store.look(path),
              Option.match({ onNone: () => Effect.fail(missing), onSome: ({ bytes }) => Effect.succeed(bytes) })
            ),
            read: (range) => reader.read(path, range),
            address: reader.address(path, "audio/ogg")
          }
        }),
        index,
        announce
      })
    })
  )
}
