import { minutesPerDay, type Range, type Week, type Weekday, weekdays } from "../../domain/Hours.ts"

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`

/** `08:00-12:00, 13:00-17:00`, as in an agent file. */
export const rangesText = (ranges: ReadonlyArray<Range>): string =>
  ranges.map(({ from, to }) => `${clock(from)}-${to === minutesPerDay ? "24:00" : clock(to)}`).join(", ")

const capital = (day: Weekday) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`

/** The week for an operator, days alike put together: `["Monday to Friday", "08:00-17:00"]`, `["Saturday", "closed"]`. */
export const weekText = (week: Week): ReadonlyArray<readonly [days: string, hours: string]> => {
  const groups: Array<{ readonly first: Weekday; last: Weekday; readonly hours: string }> = []
  for (const day of weekdays) {
    const hours = rangesText(week[day]) || "closed"
    const group = groups.at(-1)
    if (group?.hours === hours) group.last = day
    else groups.push({ first: day, last: day, hours })
  }
  return groups.map(({ first, hours, last }) => [
    first === last ? capital(first) : `${capital(first)} to ${capital(last)}`,
    hours
  ])
}
