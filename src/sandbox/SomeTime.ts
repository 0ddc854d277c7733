import { Clock, DateTime, Effect, Option } from "effect"

const zone = DateTime.zoneMakeNamed("America/Toronto")

/** A day of the week, from Sunday, 0, or of the year; and the hour. */
export type OfficeTime =
  | { readonly weekday: number; readonly hour: number }
  | { readonly month: number; readonly day: number; readonly hour: number }

/** Tuesday at ten. */
const usually: OfficeTime = { weekday: 2, hour: 10 }

/** The first moment after today at which the sandbox's clocks show this, in epoch milliseconds; `now` is that, too. */
const next = (now: number, at: OfficeTime): number => {
  const there = Option.match(zone, {
    onNone: () => DateTime.makeUnsafe(now),
    onSome: (zone) => DateTime.makeZonedUnsafe(now, { timeZone: zone })
  })
  const clock = { hour: at.hour, minute: 0, second: 0, millisecond: 0 }
  if ("weekday" in at) {
    const days = (at.weekday - DateTime.getPart(there, "weekDay") + 7) % 7 || 7
    return DateTime.toEpochMillis(DateTime.setParts(DateTime.add(there, { days }), clock))
  }
  const thisYear = DateTime.setParts(there, { month: at.month, day: at.day, ...clock })
  return DateTime.toEpochMillis(
    DateTime.isGreaterThan(thisYear, there) ? thisYear : DateTime.add(thisYear, { years: 1 })
  )
}

/** The same moment as a person would say it. */
export const shownTime = (at: OfficeTime = usually) =>
  Effect.map(Clock.currentTimeMillis, (now) =>
    DateTime.format(DateTime.makeUnsafe(next(now, at)), {
      locale: "en-CA",
      timeZone: "America/Toronto",
      weekday: "long",
      month: "long",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit"
    }))

/**
 * A clock for the office that is called: it shows this hour as the call begins, whenever it is played. What an office says
 * of its hours does not depend on when somebody tries it.
 */
export const officeTimeFrom = (at: OfficeTime = usually) =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const shift = next(now, at) - now
    return Effect.map(Clock.currentTimeMillis, (now) => now + shift)
  })
