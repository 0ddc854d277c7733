import { Clock, Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import type { CompanyId } from "../../api/Authorization.ts"
import type { Insights as Shown, Today } from "../../api/Insights.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { instantOf, iso } from "../Rows.ts"

interface Counted {
  readonly key: string | null
  readonly calls: number
}

const counts = (rows: ReadonlyArray<Counted>) => rows.map(({ calls, key }) => ({ key: key ?? "unknown", calls }))

/** How the calls were. */
export class Insights extends Context.Service<Insights, {
  readonly today: (companyId: CompanyId) => Effect.Effect<Today>
  readonly of: (companyId: CompanyId, span: {
    readonly from?: string
    readonly to?: string
    readonly agentId?: string
  }) => Effect.Effect<Shown>
}>()("receptionist/office/insights/Insights") {
  static readonly layer = Layer.effect(
    Insights,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const options = yield* OfficeOptions

      /** Where most of its agents are. */
      const zoneOf = Effect.fnUntraced(function*(companyId: CompanyId) {
        const [row] = yield* sql<{ readonly time_zone: string }>`SELECT time_zone FROM agents
          WHERE company_id = ${companyId} AND time_zone IS NOT NULL AND archived_at IS NULL
          GROUP BY time_zone ORDER BY count(*) DESC, time_zone LIMIT 1`
        return row?.time_zone ?? options.timeZone ?? "UTC"
      })

      return Insights.of({
        today: Effect.fn("Insights.today")(function*(companyId) {
          const now = new Date(yield* Clock.currentTimeMillis)
          const zone = yield* zoneOf(companyId)
          const [row] = yield* sql<Omit<Today, "since"> & { readonly since: Date }>`
            WITH day AS (SELECT date_trunc('day', ${now}::timestamptz AT TIME ZONE ${zone}) AT TIME ZONE ${zone} AS since)
            SELECT day.since,
              (SELECT count(*)::int FROM messages WHERE company_id = ${companyId} AND done_at IS NULL) AS "openMessages",
              (SELECT count(*)::int FROM messages WHERE company_id = ${companyId} AND done_at IS NULL
                AND due < ${now}) AS "overdueMessages",
              (SELECT count(*)::int FROM messages WHERE company_id = ${companyId} AND done_at IS NULL
                AND urgency = 'urgent') AS "urgentMessages",
              (SELECT count(*)::int FROM deliveries WHERE company_id = ${companyId} AND state = 'failed')
                AS "failedDeliveries",
              (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND failed
                AND started_at >= day.since) AS "failedCalls",
              (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND ended_at IS NULL
                AND started_at > ${new Date(now.getTime() - 86_400_000)}) AS "liveCalls",
              (SELECT count(*)::int FROM calls WHERE company_id = ${companyId} AND started_at >= day.since)
                AS "callsToday"
            FROM day`
          const { since, ...found } = yield* Effect.fromNullishOr(row)
          return { ...found, since: iso(since) }
        }, Effect.orDie),
        of: Effect.fn("Insights.of")(function*(companyId, { agentId, ...span }) {
          const now = yield* Clock.currentTimeMillis
          const to = (span.to === undefined ? undefined : instantOf(span.to)) ?? new Date(now)
          const from = (span.from === undefined ? undefined : instantOf(span.from)) ??
            new Date(to.getTime() - 30 * 86_400_000)
          const zone = yield* zoneOf(companyId)
          const agent = agentId === undefined ? sql`` : sql`AND agent_id = ${agentId}`
          const calls =
            sql`FROM calls WHERE company_id = ${companyId} AND started_at >= ${from} AND started_at < ${to} ${agent}`
          const messages = sql`FROM messages WHERE company_id = ${companyId} AND taken_at >= ${from}
            AND taken_at < ${to} ${agent}`
          const [whole] = yield* sql<{
            readonly calls: number
            readonly median: number
            readonly p90: number
            readonly total: number
            readonly tried: number
            readonly connected: number
            readonly kept: number
            readonly refused: number
          }>`SELECT count(*)::int AS calls,
            coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_seconds), 0)::float8 AS median,
            coalesce(percentile_cont(0.9) WITHIN GROUP (ORDER BY duration_seconds), 0)::float8 AS p90,
            coalesce(sum(duration_seconds), 0)::float8 AS total,
            count(*) FILTER (WHERE transfer_department IS NOT NULL OR end_reason = 'transfer_failed')::int AS tried,
            count(*) FILTER (WHERE end_reason = 'transferred')::int AS connected,
            count(*) FILTER (WHERE recording_state = 'available')::int AS kept,
            count(*) FILTER (WHERE recording_state = 'refused')::int AS refused ${calls}`
          const byDay = yield* sql<{ readonly day: string; readonly calls: number; readonly messages: number }>`
            WITH days AS (SELECT generate_series(date_trunc('day', ${from}::timestamptz AT TIME ZONE ${zone}),
                (${to}::timestamptz - interval '1 millisecond') AT TIME ZONE ${zone}, interval '1 day')::date AS day),
              c AS (SELECT (started_at AT TIME ZONE ${zone})::date AS day, count(*)::int AS calls ${calls} GROUP BY 1),
              m AS (SELECT (taken_at AT TIME ZONE ${zone})::date AS day, count(*)::int AS messages ${messages} GROUP BY 1)
            SELECT to_char(days.day, 'YYYY-MM-DD') AS day, coalesce(c.calls, 0) AS calls,
              coalesce(m.messages, 0) AS messages
            FROM days LEFT JOIN c ON c.day = days.day LEFT JOIN m ON m.day = days.day ORDER BY days.day LIMIT 800`
          const byHour = yield* sql<{ readonly weekday: number; readonly hour: number; readonly calls: number }>`
            SELECT extract(isodow FROM started_at AT TIME ZONE ${zone})::int AS weekday,
              extract(hour FROM started_at AT TIME ZONE ${zone})::int AS hour, count(*)::int AS calls ${calls}
            GROUP BY 1, 2 ORDER BY 1, 2`
          const outcomes = yield* sql<Counted>`SELECT end_reason AS key, count(*)::int AS calls ${calls}
            AND ended_at IS NOT NULL GROUP BY 1 ORDER BY 2 DESC`
          const languages = yield* sql<Counted>`SELECT language AS key, count(*)::int AS calls ${calls}
            AND language IS NOT NULL GROUP BY 1 ORDER BY 2 DESC`
          const failures = yield* sql<Counted>`SELECT coalesce(metadata #>> '{error,tag}', end_reason) AS key,
            count(*)::int AS calls ${calls} AND failed GROUP BY 1 ORDER BY 2 DESC`
          const [left] = yield* sql<{
            readonly taken: number
            readonly open: number
            readonly overdue: number
            readonly hours: number | null
          }>`SELECT count(*)::int AS taken, count(*) FILTER (WHERE done_at IS NULL)::int AS open,
            count(*) FILTER (WHERE done_at IS NULL AND due < ${new Date(now)})::int AS overdue,
            (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - taken_at)::float8 / 3600)
              FILTER (WHERE done_at IS NOT NULL))::float8 AS hours ${messages}`
          const [usage] = yield* sql<Shown["usage"]>`SELECT
            coalesce(sum((u ->> 'inputTokens')::float8), 0) AS "inputTokens",
            coalesce(sum((u ->> 'outputTokens')::float8), 0) AS "outputTokens",
            coalesce(sum((u ->> 'inputAudioSeconds')::float8), 0) AS "inputAudioSeconds",
            coalesce(sum((u ->> 'outputAudioSeconds')::float8), 0) AS "outputAudioSeconds"
            FROM (SELECT metadata -> 'usage' AS used ${calls} AND jsonb_typeof(metadata -> 'usage') = 'array') AS used,
            LATERAL jsonb_array_elements(used.used) AS u`
          return {
            from: iso(from),
            to: iso(to),
            timeZone: zone,
            calls: whole?.calls ?? 0,
            byDay,
            byHour,
            outcomes: counts(outcomes),
            languages: counts(languages),
            duration: {
              medianSeconds: whole?.median ?? 0,
              p90Seconds: whole?.p90 ?? 0,
              totalSeconds: whole?.total ?? 0
            },
            transfers: { tried: whole?.tried ?? 0, connected: whole?.connected ?? 0 },
            recording: { kept: whole?.kept ?? 0, refused: whole?.refused ?? 0 },
            messages: {
              taken: left?.taken ?? 0,
              open: left?.open ?? 0,
              overdue: left?.overdue ?? 0,
              ...left !== undefined && left.hours !== null && { medianHoursToDone: left.hours }
            },
            failures: counts(failures),
            usage: usage ?? { inputTokens: 0, outputTokens: 0, inputAudioSeconds: 0, outputAudioSeconds: 0 }
          }
        }, Effect.orDie)
      })
    })
  )
}
