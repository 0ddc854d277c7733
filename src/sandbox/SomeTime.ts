import { Clock, DateTime, Effect, Option } from "effect"

const zone = DateTime.zoneMakeNamed("America/Toronto")

/** The first moment from `now` on (epoch milliseconds) at which the sandbox's clocks show this weekday (0: Sunday) and hour. */
const next = (now: number, weekday: number, hour: number): number => {
  const there = Option.match(zone, {
    onNone: () => DateTime.makeUnsafe(now),
    onSome: (zone) => DateTime.makeZonedUnsafe(now, { timeZone: zone })
  })
  const today = DateTime.getPart(there, "weekDay")
  const days = (weekday - today + 7) % 7 || 7
  return DateTime.toEpochMillis(
    DateTime.setParts(DateTime.add(there, { days }), { hour, minute: 0, second: 0, millisecond: 0 })
  )
}

/**
 * A clock for the office that is called: it shows the next such hour of the week (Tuesday at ten without one) as the call
 * begins, whenever it is played. What an office says of its hours does not depend on when somebody tries it.
 */
export const officeTimeFrom = (
  { hour = 10, weekday = 2 }: { readonly weekday?: number; readonly hour?: number } = {}
) =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const shift = next(now, weekday, hour) - now
    return Effect.map(Clock.currentTimeMillis, (now) => now + shift)
  })
