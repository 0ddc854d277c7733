import { Clock, DateTime, Effect, Option } from "effect"
import { SqlClient } from "effect/sql"
import type { CompanyId } from "../domain/Ids.ts"
import { OfficeOptions } from "./OfficeOptions.ts"
import { instantOf } from "./Rows.ts"

/** A span of time as it is asked for: days `2026-11-29` or instants; `days`, the last so many, today's included. */
export interface Asked {
  readonly from?: string
  readonly to?: string
  readonly days?: number
  readonly agentId?: string
}

const isDay = /^\d{4}-\d\d-\d\d$/

/** Effect's own `toDate` is shifted by the zone. */
const instant = ({ epochMilliseconds }: DateTime.DateTime) => new Date(epochMilliseconds)

const zoned = (zone: string, at: number) => DateTime.makeZonedUnsafe(at, { timeZone: zone })

/** What is asked for, where a day is one of `zone`; undefined where it is neither day nor instant. */
const readIn = (zone: string, written: string): Date | undefined =>
  isDay.test(written)
    ? Option.getOrUndefined(
      Option.map(
        DateTime.makeZoned(`${written}T00:00:00`, { timeZone: zone, adjustForTimeZone: true }),
        instant
      )
    )
    : instantOf(written)

/** An instant as the clock of `zone` shows it, with how far that is from UTC: `2026-11-01T10:00:00-05:00`. */
export const clockOf = (zone: string, instant: string): string =>
  DateTime.formatIsoOffset(zoned(zone, Math.floor(Date.parse(instant) / 1000) * 1000)).replace(".000", "")

/** Where the lines are: what happened on one is told, and counted by days, in the time of its agent. */
export const zones = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  /** That of an agent that names none: as with the worker, the operator's. */
  const { timeZone: unnamed = "UTC" } = yield* OfficeOptions

  /** An agent's, or where most of a company's are. */
  const of = Effect.fnUntraced(function*(companyId: CompanyId, agentId?: string) {
    const [row] = yield* sql<{ readonly time_zone: string }>`SELECT time_zone FROM agents
      WHERE company_id = ${companyId} AND time_zone IS NOT NULL
      AND ${agentId === undefined ? sql`archived_at IS NULL` : sql`id = ${agentId}`}
      GROUP BY time_zone ORDER BY count(*) DESC, time_zone LIMIT 1`
    return row?.time_zone ?? unnamed
  }, Effect.orDie)

  const firstOf = (zone: string, days: number) =>
    Effect.map(
      Clock.currentTimeMillis,
      (now) => instant(DateTime.startOf(DateTime.subtract(zoned(zone, now), { days: days - 1 }), "day"))
    )

  const span = Effect.fnUntraced(function*(companyId: CompanyId, { agentId, days, from, to }: Asked) {
    const zone = yield* of(companyId, agentId)
    return {
      zone,
      from: days !== undefined ? yield* firstOf(zone, days) : from === undefined ? undefined : readIn(zone, from),
      to: to === undefined ? undefined : readIn(zone, to)
    }
  })

  return {
    unnamed,
    /** When today began, where most of a company's agents are. */
    today: (companyId: CompanyId) => Effect.flatMap(of(companyId), (zone) => firstOf(zone, 1)),
    span
  }
})
