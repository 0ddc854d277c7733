import { Clock, Effect, Option, type Schema, Stream } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import type { callFilter } from "../../api/Calls.ts"
import type { CompanyId } from "../../domain/Ids.ts"
import { cursorOf, placeOf } from "../Rows.ts"
import { zones } from "../Zones.ts"
import { type CallRow, longestCall, summaryOf } from "./CallRows.ts"
import { asSaid, marks, plain } from "./Words.ts"

export type CallFilter = Schema.Struct.Type<typeof callFilter>

/** What is read of a call, of `calls c` and `agents a`. */
export const columns = `c.id, c.company_id, c.agent_id, a.name AS agent_name, a.time_zone, c.call_id, c.caller_number,
    c.dialed_number, c.sip_call_id, c.started_at, c.ended_at, c.duration_seconds, c.end_reason, c.ended_by,
    c.language, c.transfer_department, c.failed, c.metadata, c.transcript_state, c.transcript_path,
    c.recording_state, c.recording_path, c.recording_started_at, c.recording_seconds, c.recording_bytes,
    (SELECT count(*)::int FROM messages m WHERE m.call_key = c.id) AS messages`

/** How a number may end that somebody has written in their way: also from abroad (`00…`, `011…`), or with the 0 of their country. */
const endingsOf = (written: string): ReadonlyArray<string> => {
  const digits = written.normalize("NFKC").replace(/[^\d+]/g, "")
  const [, abroad] = /^(?:00|011)([1-9]\d{6,})$/.exec(digits) ?? []
  const [, national] = /^0([1-9]\d{7,})$/.exec(digits) ?? []
  return [digits, ...abroad === undefined ? [] : [`+${abroad}`], ...national === undefined ? [] : [national]]
    .filter((one) => one !== "")
}

/** The lists of calls, newest first: all that a filter lets through, page by page, and those that go on. */
export const callLists = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const { span, unnamed } = yield* zones
  const read = sql.literal(columns)
  /** A probe, or a caller who was gone before anybody was there, is no call. */
  const isCall = sql.literal(`NOT (c.ended_at IS NOT NULL AND coalesce(c.duration_seconds, 0) < 1
    AND c.end_reason IN ('caller_hangup', 'unknown_number'))`)

  const query = (q: string) => {
    const both = (text: string) =>
      sql`(websearch_to_tsquery('french', ${text}) || websearch_to_tsquery('english', ${text}))`
    return plain(q) === q ? both(q) : sql`(${both(q)} || ${both(plain(q))})`
  }

  /** The part of a text in which `q` is, between marks. */
  const excerpt = (text: Statement.Fragment, q: string) =>
    sql`ts_headline(CASE c.language WHEN 'FRENCH' THEN 'french'::regconfig ELSE 'english'::regconfig END, ${text},
      ${query(q)}, ${`StartSel=${marks[0]}, StopSel=${marks[1]}, MaxFragments=1, MaxWords=24, MinWords=12`})`

  /** Of calls in which `q` is found by words that have accents where it has none: the part in which they are, as it was said. */
  const withoutAccents = Effect.fnUntraced(function*(q: string, rows: ReadonlyArray<CallRow>) {
    const unmarked = rows.filter(({ found }) => found !== null && !found.includes(marks[0])).map(({ id }) => id)
    if (unmarked.length === 0) return new Map<string, string>()
    const bare = sql`regexp_replace(normalize(w.said, NFD), '[\u0300-\u036f]', '', 'g')`
    const found = yield* sql<{ readonly id: string; readonly said: string; readonly found: string }>`
      SELECT c.id, w.said, ${excerpt(bare, q)} AS found FROM calls c JOIN words w ON w.call_id = c.id
      WHERE c.id IN ${sql.in(unmarked)}`
    return new Map(found.map(({ found, id, said }) => [id, asSaid(said, found)]))
  })

  /** Found by its index before anything else is looked at: a caller has few calls, and a company many. */
  const ending = (companyId: CompanyId, number: string) => {
    const reversed = [...number].reverse().join("")
    return sql`c.id = ANY (ARRAY(SELECT e.id FROM calls e WHERE e.company_id = ${companyId}
      AND reverse(e.caller_number) COLLATE "C" >= ${reversed}
      AND reverse(e.caller_number) COLLATE "C" < ${`${reversed}~`} LIMIT 5000))`
  }

  const where = Effect.fnUntraced(function*(companyId: CompanyId, filter: CallFilter) {
    const { from, to } = yield* span(companyId, filter)
    const endings = endingsOf(filter.caller ?? "")
    return sql.and([
      sql`c.company_id = ${companyId}`,
      isCall,
      ...from === undefined ? [] : [sql`c.started_at >= ${from}`],
      ...to === undefined ? [] : [sql`c.started_at < ${to}`],
      ...filter.agentId === undefined ? [] : [sql`c.agent_id = ${filter.agentId}`],
      ...filter.endReason === undefined ? [] : [sql`c.end_reason = ${filter.endReason}`],
      ...filter.language === undefined ? [] : [sql`c.language = ${filter.language}`],
      ...filter.recording === undefined ? [] : [sql`c.recording_state = ${filter.recording}`],
      ...endings.length === 0 ? [] : [sql.or(endings.map((one) => ending(companyId, one)))],
      ...filter.with === "failures" ? [sql`c.failed`] : [],
      ...filter.with === "transfers" ? [sql`c.transfer_department IS NOT NULL`] : [],
      ...filter.with === "messages" ? [sql`EXISTS (SELECT 1 FROM messages m WHERE m.call_key = c.id)`] : []
    ])
  })

  const list = Effect.fn("Calls.list")(function*(
    companyId: CompanyId,
    { cursor, limit = 50, ...filter }: CallFilter & { readonly cursor?: string; readonly limit?: number }
  ) {
    const after = cursor === undefined ? undefined : placeOf(cursor)
    const q = filter.q?.trim() ?? ""
    const found = q === "" ? sql`NULL` : excerpt(sql`w.said`, q)
    // Of words that many calls have the newest are walked through, of others the index is asked: by the same rows.
    const [time, id] = q === ""
      ? [sql.literal("c.started_at"), sql.literal("c.id")]
      : [sql.literal("w.started_at"), sql.literal("w.call_id")]
    const rows = yield* sql<CallRow>`SELECT ${read}, ${found} AS found
      FROM calls c LEFT JOIN agents a ON a.id = c.agent_id ${
      q === "" ? sql`` : sql`JOIN words w ON w.call_id = c.id`
    } WHERE ${yield* where(companyId, filter)} ${
      q === "" ? sql`` : sql`AND w.company_id = ${companyId} AND w.found @@ ${query(q)}`
    } ${after === undefined ? sql`` : sql`AND (${time}, ${id}) < (${after.at}, ${after.id})`}
      ORDER BY ${time} DESC, ${id} DESC LIMIT ${limit + 1}`
    const now = yield* Clock.currentTimeMillis
    const page = rows.slice(0, limit)
    const unaccented = yield* withoutAccents(q, page)
    const calls = page.map((row) => summaryOf({ ...row, found: unaccented.get(row.id) ?? row.found }, { now, unnamed }))
    const last = calls.at(-1)
    return {
      calls,
      ...rows.length > limit && last !== undefined && { next: cursorOf(last.startedAt, last.id) }
    }
  }, Effect.orDie)

  return {
    list,
    all: Effect.fnUntraced(function*(companyId: CompanyId, filter: CallFilter) {
      const page = (cursor?: string) =>
        list(companyId, { ...filter, limit: 200, ...cursor !== undefined && { cursor } })
      const { calls, next: second } = yield* page()
      const following = Stream.paginate(
        second,
        (cursor) => Effect.map(page(cursor), ({ calls, next }) => [calls, Option.fromUndefinedOr(next)] as const)
      )
      return Stream.concat(Stream.fromIterable(calls), second === undefined ? Stream.empty : following)
    }),
    live: Effect.fn("Calls.live")(function*(companyId: CompanyId) {
      const now = yield* Clock.currentTimeMillis
      const rows = yield* sql<CallRow>`SELECT ${read}, NULL AS found FROM calls c
      LEFT JOIN agents a ON a.id = c.agent_id WHERE c.company_id = ${companyId} AND c.ended_at IS NULL
      AND c.started_at > ${new Date(now - longestCall)} ORDER BY c.started_at DESC LIMIT 200`
      return rows.map((row) => summaryOf(row, { now, unnamed }))
    }, Effect.orDie)
  }
})
