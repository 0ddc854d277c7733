import { Clock, Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import type { Insights as Shown, Today } from "../../api/Insights.ts"
import type { CompanyId } from "../../domain/Ids.ts"
import { longestCall } from "../calls/CallRows.ts"
import { iso } from "../Rows.ts"
import { type Asked, zones } from "../Zones.ts"

interface Counted {
  readonly key: string | null
  readonly calls: number
}

interface Waited {
  readonly median: number | null
  readonly p95: number | null
}

/** What one statement finds of a span. */
interface Found extends Pick<Shown, "byDay" | "byHour" | "usage"> {
  readonly whole: {
    readonly calls: number
    readonly median: number
    readonly p90: number
    readonly total: number
    readonly tried: number
    readonly connected: number
    readonly kept: number
    readonly refused: number
  }
  readonly answered: Waited
  readonly silent: Waited
  readonly left: {
    readonly taken: number
    readonly open: number
    readonly overdue: number
    readonly hours: number | null
  }
  readonly outcomes: ReadonlyArray<Counted>
  readonly languages: ReadonlyArray<Counted>
  readonly failures: ReadonlyArray<Counted>
}

const counts = (rows: ReadonlyArray<Counted>) => rows.map(({ calls, key }) => ({ key: key ?? "unknown", calls }))

const wait = ({ median, p95 }: Waited) =>
  median === null || p95 === null ? undefined : { medianSeconds: median, p95Seconds: p95 }

/** How the calls were. */
export class Insights extends Context.Service<Insights, {
  readonly today: (companyId: CompanyId) => Effect.Effect<Today>
  /** The last 30 days, without a span. */
  readonly of: (companyId: CompanyId, span: Asked) => Effect.Effect<Shown>
}>()("receptionist/office/insights/Insights") {
  static readonly layer = Layer.effect(
    Insights,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const zone = yield* zones

      return Insights.of({
        today: Effect.fn("Insights.today")(function*(companyId) {
          const now = new Date(yield* Clock.currentTimeMillis)
          const since = yield* zone.today(companyId)
          const [row] = yield* sql<Today>`SELECT
              (SELECT count(*)::int FROM messages WHERE company_id = ${companyId} AND done_at IS NULL) AS "openMessages",
              (SELECT count(*)::int FROM messages WHERE company_id = ${companyId} AND done_at IS NULL
                AND due < ${now}) AS "overdueMessages",
              (SELECT count(*)::int FROM messages WHERE company_id = ${companyId} AND done_at IS NULL
                AND urgency = 'urgent') AS "urgentMessages",
              (SELECT count(*)::int FROM deliveries WHERE company_id = ${companyId} AND state = 'failed')
                AS "failedDeliveries",
              (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND failed
                AND started_at >= ${since}) AS "failedCalls",
              (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND ended_at IS NULL
                AND started_at > ${new Date(now.getTime() - longestCall)}) AS "liveCalls",
              (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND started_at >= ${since})
                AS "callsToday"`
          return yield* Effect.fromNullishOr(row)
        }, Effect.orDie),
        of: Effect.fn("Insights.of")(function*(companyId, asked) {
          const now = yield* Clock.currentTimeMillis
          const { agentId } = asked
          const span = yield* zone.span(companyId, asked)
          const to = span.to ?? new Date(now)
          const from = span.from ?? new Date(to.getTime() - 30 * 86_400_000)
          const agent = agentId === undefined ? sql`` : sql`AND agent_id = ${agentId}`
          const counted = (key: string, where: string) =>
            sql.literal(`(SELECT coalesce(json_agg(g ORDER BY g.calls DESC), '[]') FROM
              (SELECT ${key} AS key, count(*)::int AS calls FROM c WHERE ${where} GROUP BY 1) AS g)`)
          /** Of the worker's metadata, whoever wrote them. */
          const numberIn = (json: string, key: string) =>
            sql.literal(`CASE jsonb_typeof(${json} -> '${key}') WHEN 'number' THEN (${json} ->> '${key}')::float8 END`)
          const waited = (column: string) =>
            sql.literal(`(SELECT json_build_object(
              'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column}),
              'p95', percentile_cont(0.95) WITHIN GROUP (ORDER BY ${column})) FROM c)`)
          // The span's calls and messages are read once each, and everything is counted of them.
          const [found] = yield* sql<Found>`WITH
            c AS MATERIALIZED (SELECT started_at AT TIME ZONE ${span.zone} AS at, ended_at, duration_seconds, end_reason, language,
                transfer_department, recording_state, failed, metadata #>> '{error,tag}' AS fault,
                ${numberIn("metadata", "timeToAnswerSeconds")} AS answered_in, ${
            numberIn("metadata", "longestSilenceSeconds")
          } AS silent_for,
                CASE jsonb_typeof(metadata -> 'usage') WHEN 'array' THEN metadata -> 'usage' END AS used
              FROM calls WHERE company_id = ${companyId} AND started_at >= ${from} AND started_at < ${to} ${agent}),
            m AS MATERIALIZED (SELECT taken_at AT TIME ZONE ${span.zone} AS at, due, done_at,
                extract(epoch FROM done_at - taken_at)::float8 / 3600 AS hours
              FROM messages WHERE company_id = ${companyId} AND taken_at >= ${from} AND taken_at < ${to} ${agent}),
            days AS (SELECT generate_series(date_trunc('day', ${from}::timestamptz AT TIME ZONE ${span.zone}),
              (${to}::timestamptz - interval '1 millisecond') AT TIME ZONE ${span.zone}, interval '1 day')::date AS day LIMIT 800)
            SELECT
              (SELECT json_build_object('calls', count(*)::int,
                'median', coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_seconds), 0),
                'p90', coalesce(percentile_cont(0.9) WITHIN GROUP (ORDER BY duration_seconds), 0),
                'total', coalesce(sum(duration_seconds), 0),
                'tried', count(*) FILTER (WHERE transfer_department IS NOT NULL OR end_reason = 'transfer_failed'),
                'connected', count(*) FILTER (WHERE end_reason = 'transferred'),
                'kept', count(*) FILTER (WHERE recording_state = 'available'),
                'refused', count(*) FILTER (WHERE recording_state = 'refused')) FROM c) AS whole,
              ${waited("answered_in")} AS answered, ${waited("silent_for")} AS silent,
              (SELECT json_build_object('taken', count(*)::int, 'open', count(*) FILTER (WHERE done_at IS NULL),
                'overdue', count(*) FILTER (WHERE done_at IS NULL AND due < ${new Date(now)}),
                'hours', percentile_cont(0.5) WITHIN GROUP (ORDER BY hours) FILTER (WHERE done_at IS NOT NULL))
                FROM m) AS "left",
              (SELECT coalesce(json_agg(json_build_object('day', to_char(days.day, 'YYYY-MM-DD'),
                'calls', coalesce(ofDay.calls, 0), 'messages', coalesce(leftThen.messages, 0)) ORDER BY days.day), '[]')
                FROM days
                LEFT JOIN (SELECT at::date AS day, count(*)::int AS calls FROM c GROUP BY 1) AS ofDay USING (day)
                LEFT JOIN (SELECT at::date AS day, count(*)::int AS messages FROM m GROUP BY 1) AS leftThen USING (day)
              ) AS "byDay",
              (SELECT coalesce(json_agg(g ORDER BY g.weekday, g.hour), '[]') FROM (SELECT extract(isodow FROM at)::int AS weekday,
                extract(hour FROM at)::int AS hour, count(*)::int AS calls FROM c GROUP BY 1, 2) AS g) AS "byHour",
              ${counted("end_reason", "ended_at IS NOT NULL")} AS outcomes,
              ${counted("language", "language IS NOT NULL")} AS languages,
              ${counted("coalesce(fault, end_reason)", "failed")} AS failures,
              (SELECT json_build_object('inputTokens', coalesce(sum(${numberIn("u", "inputTokens")}), 0),
                'outputTokens', coalesce(sum(${numberIn("u", "outputTokens")}), 0),
                'inputAudioSeconds', coalesce(sum(${numberIn("u", "inputAudioSeconds")}), 0),
                'outputAudioSeconds', coalesce(sum(${numberIn("u", "outputAudioSeconds")}), 0))
                FROM c, LATERAL jsonb_array_elements(c.used) AS u) AS usage`
          const { answered, byDay, byHour, failures, languages, left, outcomes, silent, usage, whole } = yield* Effect
            .fromNullishOr(found)
          const [timeToAnswer, longestSilence] = [wait(answered), wait(silent)]
          return {
            from: iso(from),
            to: iso(to),
            timeZone: span.zone,
            calls: whole.calls,
            byDay,
            byHour,
            outcomes: counts(outcomes),
            languages: counts(languages),
            duration: { medianSeconds: whole.median, p90Seconds: whole.p90, totalSeconds: whole.total },
            ...timeToAnswer !== undefined && { timeToAnswer },
            ...longestSilence !== undefined && { longestSilence },
            transfers: { tried: whole.tried, connected: whole.connected },
            recording: { kept: whole.kept, refused: whole.refused },
            messages: {
              taken: left.taken,
              open: left.open,
              overdue: left.overdue,
              ...left.hours !== null && { medianHoursToDone: left.hours }
            },
            failures: counts(failures),
            usage
          }
        }, Effect.orDie)
      })
    })
  )
}
