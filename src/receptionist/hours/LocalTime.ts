import { DateTime } from "effect"
import { minutesPerDay } from "../../domain/Hours.ts"

/** A day of the calendar, whatever the zone, counted from 1970-01-01. */
export type Day = number

/** What a clock on the wall shows: minutes, counted from 1970-01-01 00:00 of its own zone. */
export type WallMinute = number

const millisPerMinute = 60_000
const millisPerDay = minutesPerDay * millisPerMinute

export const dayOf = (year: number, month: number, day: number): Day =>
  DateTime.makeUnsafe({ year, month, day }).epochMilliseconds / millisPerDay

/** Of a date `YYYY-MM-DD`. */
export const parseDate = (date: string): Day => DateTime.makeUnsafe(date).epochMilliseconds / millisPerDay

export const partsOf = (day: Day) => DateTime.toPartsUtc(DateTime.makeUnsafe(day * millisPerDay))

/** `YYYY-MM-DD` */
export const formatDate = (day: Day): string => DateTime.formatIsoDateUtc(DateTime.makeUnsafe(day * millisPerDay))

/** 0 is Monday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7

export const dayOfWall = (wall: WallMinute): Day => Math.floor(wall / minutesPerDay)

/** What the clock shows at an instant (epoch milliseconds); seconds are cut off. */
export const wallAt = (zone: DateTime.TimeZone.Named, at: number): WallMinute =>
  Math.floor((at + DateTime.zonedOffset(DateTime.makeZonedUnsafe(at, { timeZone: zone }))) / millisPerMinute)

/**
 * The first instant (epoch milliseconds) at which the clock shows `wall` or more. Where the clock is set back over it,
 * that is its first time; where it is set forward past it, the moment at which that is done.
 */
export const instantOf = (zone: DateTime.TimeZone.Named, wall: WallMinute): number => {
  const found = DateTime.makeZonedUnsafe(wall * millisPerMinute, { timeZone: zone, adjustForTimeZone: true })
    .epochMilliseconds
  const skipped = wallAt(zone, found) - wall
  if (skipped === 0) return found
  let before = found - skipped * millisPerMinute
  let after = found
  while (after - before > millisPerMinute) {
    const between = before + Math.floor((after - before) / 2 / millisPerMinute) * millisPerMinute
    if (wallAt(zone, between) < wall) before = between
    else after = between
  }
  return after
}
