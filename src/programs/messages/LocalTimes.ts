import { Option } from "effect"
import { minutesPerDay, zoneNamed } from "../../domain/Hours.ts"
import type { KeptMessage } from "../../domain/KeptMessage.ts"
import { dayOfWall, formatDate, wallAt } from "../../receptionist/hours/LocalTime.ts"

const two = (part: number) => String(part).padStart(2, "0")

/**
 * How the instants of a message are shown: `2026-12-01 10:00 America/Toronto`, where its agent is; on this machine's
 * clock (`machine`, an IANA zone) where nobody knows where that is; else as they are kept, in UTC.
 */
export const localTimes = (
  { office }: KeptMessage,
  machine: Option.Option<string>
): (instant: string) => string => {
  const zone = Option.firstSomeOf([
    Option.flatMap(Option.fromUndefinedOr(office?.timeZone), zoneNamed),
    Option.flatMap(machine, zoneNamed)
  ])
  return (instant) =>
    Option.match(zone, {
      onNone: () => instant,
      onSome: (zone) => {
        const wall = wallAt(zone, Date.parse(instant))
        const minute = wall - dayOfWall(wall) * minutesPerDay
        return `${formatDate(dayOfWall(wall))} ${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone.id}`
      }
    })
}
