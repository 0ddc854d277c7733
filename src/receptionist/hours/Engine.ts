import { Duration } from "effect"
import { minutesPerDay } from "../../domain/Hours.ts"
import { type Day, dayOfWall, instantOf, wallAt, type WallMinute } from "./LocalTime.ts"
import { planOf, type Schedule } from "./Schedule.ts"
import { type Why, whyClosed } from "./Why.ts"

/** A stretch of being open, in epoch milliseconds; `closes` is undefined where it is not known, or never. */
export interface Opening {
  readonly opens: number
  readonly closes: number | undefined
}

/** What holds at an instant; all times in epoch milliseconds, undefined where there is none or it is not known. */
export type State =
  | { readonly _tag: "Open"; readonly until: number | undefined }
  | {
    readonly _tag: "Closed"
    readonly since: number | undefined
    readonly reopens: number | undefined
    readonly why: Why
  }
  /** It may be a holiday, or not. */
  | { readonly _tag: "Unknown" }

/** How far is looked ahead, and back: more than the longest closure that a file can reasonably mean. */
const horizon = 800

type Stretch =
  | { readonly _tag: "Open"; readonly from: WallMinute; readonly to: WallMinute; readonly ends: boolean }
  | { readonly _tag: "Unknown"; readonly day: Day }

/** Ranges that touch, put together, from a day on; days of which nothing is known stand between them. */
function* stretchesFrom(schedule: Schedule, first: Day): Generator<Stretch> {
  let open: { from: WallMinute; to: WallMinute } | undefined
  for (let day = first; day < first + horizon; day++) {
    const midnight = day * minutesPerDay
    const { known, ranges } = planOf(schedule, day)
    if (!known) {
      if (open !== undefined) yield { _tag: "Open", ...open, ends: open.to !== midnight }
      open = undefined
      yield { _tag: "Unknown", day }
    }
    for (const range of ranges) {
      const [from, to] = [midnight + range.from, midnight + range.to]
      if (open !== undefined && from <= open.to) open.to = Math.max(open.to, to)
      else {
        if (open !== undefined) yield { _tag: "Open", ...open, ends: true }
        open = { from, to }
      }
    }
  }
  if (open !== undefined) yield { _tag: "Open", ...open, ends: open.to < (first + horizon) * minutesPerDay }
}

type Span = (Opening & { readonly _tag: "Open"; readonly end: number }) | {
  readonly _tag: "Unknown"
  readonly day: Day
}

/** The same in instants. What the clock's change swallows is no opening, and what it joins is one. */
function* spansFrom(schedule: Schedule, first: Day): Generator<Span> {
  let open: { opens: number; end: number; ends: boolean } | undefined
  const told = ({ end, ends, opens }: NonNullable<typeof open>): Span => ({
    _tag: "Open",
    opens,
    end,
    closes: ends ? end : undefined
  })
  for (const stretch of stretchesFrom(schedule, first)) {
    if (stretch._tag === "Unknown") {
      if (open !== undefined) yield told(open)
      open = undefined
      yield stretch
      continue
    }
    const [opens, end] = [instantOf(schedule.zone, stretch.from), instantOf(schedule.zone, stretch.to)]
    if (opens === end) continue
    if (open !== undefined && opens === open.end) open = { ...open, end, ends: stretch.ends }
    else {
      if (open !== undefined) yield told(open)
      open = { opens, end, ends: stretch.ends }
    }
  }
  if (open !== undefined) yield told(open)
}

/** When it was last open before `day`, in epoch milliseconds. */
const lastEnd = (schedule: Schedule, day: Day): number | undefined => {
  for (let back = day; back > day - horizon; back--) {
    const { known, ranges } = planOf(schedule, back)
    const last = ranges.at(-1)
    if (!known) return undefined
    if (last !== undefined) return instantOf(schedule.zone, back * minutesPerDay + last.to)
  }
  return undefined
}

/** What holds at an instant (epoch milliseconds). An opening begins with its first instant and ends before its last. */
export const at = (schedule: Schedule, time: number): State => {
  const now = wallAt(schedule.zone, time)
  const today = dayOfWall(now)
  let since: number | undefined
  const closed = (reopens: number | undefined): State => ({
    _tag: "Closed",
    since: since ?? lastEnd(schedule, today - 1),
    reopens,
    why: whyClosed(schedule, now, reopens === undefined ? undefined : wallAt(schedule.zone, reopens))
  })
  for (const span of spansFrom(schedule, today - 1)) {
    if (span._tag === "Unknown") {
      if (span.day === today) return { _tag: "Unknown" }
      if (span.day > today) return closed(undefined)
    } else if (span.end <= time) since = span.end
    else if (span.opens <= time) return { _tag: "Open", until: span.closes }
    else return closed(span.opens)
  }
  return closed(undefined)
}

/** The next `count` openings that begin after an instant; fewer where a day comes of which nothing is known. */
export const nextOpenings = (schedule: Schedule, time: number, count: number): ReadonlyArray<Opening> => {
  const today = dayOfWall(wallAt(schedule.zone, time))
  const found: Array<Opening> = []
  for (const span of spansFrom(schedule, today - 1)) {
    if (found.length >= count || (span._tag === "Unknown" && span.day >= today)) break
    if (span._tag === "Open" && span.opens > time) found.push({ opens: span.opens, closes: span.closes })
  }
  return found
}

/**
 * The instant at which so much time of being open has passed since another, in epoch milliseconds: with none, the
 * instant itself where it is open then, else the next opening. Undefined where that is not known, or never.
 */
export const workingTimeAfter = (schedule: Schedule, time: number, duration: Duration.Input): number | undefined => {
  const today = dayOfWall(wallAt(schedule.zone, time))
  let left = Duration.toMillis(Duration.fromInputUnsafe(duration))
  for (const span of spansFrom(schedule, today - 1)) {
    if (span._tag === "Unknown") {
      if (span.day >= today) return undefined
    } else if (span.end > time) {
      const from = Math.max(span.opens, time)
      if (from + left <= span.end) return from + left
      left -= span.end - from
    }
  }
  return undefined
}
