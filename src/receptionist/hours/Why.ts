import { minutesPerDay, type Range } from "../../domain/Hours.ts"
import { type Day, dayOfWall, type WallMinute, weekdayOf } from "./LocalTime.ts"
import { type Cause, planOf, type Schedule, usualOf } from "./Schedule.ts"

/** A day that is unlike its weekday, and therefore closed when it would be open. */
export interface Displaced {
  readonly day: Day
  readonly cause: Cause
  /** It is closed for the whole day. */
  readonly closed: boolean
}

/** Why it is closed. `displaced`, in order: what keeps it closed longer than the week does; several days of one cause once. */
export interface Why {
  readonly kind: "holiday" | "exception" | "break" | "weekend" | "dayOff" | "night"
  readonly displaced: ReadonlyArray<Displaced>
}

const rangeIn = (ranges: ReadonlyArray<Range>, day: Day, from: WallMinute, to: WallMinute) =>
  ranges.some((range) => day * minutesPerDay + range.from < to && from < day * minutesPerDay + range.to)

const displacedDays = (schedule: Schedule, now: WallMinute, end: WallMinute): ReadonlyArray<Displaced> => {
  const found: Array<Displaced> = []
  for (let day = dayOfWall(now); day * minutesPerDay < end; day++) {
    const { cause, ranges } = planOf(schedule, day)
    if (cause === undefined) continue
    const closed = ranges.length === 0
    const counts = rangeIn(usualOf(schedule, day), day, now, end) || (closed && day === dayOfWall(now))
    const again = cause._tag === "Exception" &&
      found.some((it) => it.cause._tag === "Exception" && it.cause.exception === cause.exception)
    if (counts && !again) found.push({ day, cause, closed })
  }
  return found
}

/**
 * Why a schedule is closed at `now`, until it opens at `reopens`; where that is not known, until the day ends.
 */
export const whyClosed = (schedule: Schedule, now: WallMinute, reopens: WallMinute | undefined): Why => {
  const today = dayOfWall(now)
  const end = reopens ?? (today + 1) * minutesPerDay
  const displaced = displacedDays(schedule, now, end)
  const [first] = displaced
  if (first !== undefined) return { kind: first.cause._tag === "Holiday" ? "holiday" : "exception", displaced }
  const minute = now - today * minutesPerDay
  const { ranges } = planOf(schedule, today)
  if (ranges.some(({ to }) => to <= minute) && ranges.some(({ from }) => from > minute)) {
    return { kind: "break", displaced }
  }
  const from = ranges.some(({ to }) => to <= minute) ? today + 1 : today
  const off = Array.from({ length: Math.max(0, dayOfWall(end) - from) }, (_, index) => from + index)
  return {
    kind: off.length === 0 ? "night" : off.every((day) => weekdayOf(day) >= 5) ? "weekend" : "dayOff",
    displaced
  }
}
