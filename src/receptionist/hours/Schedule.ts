import type { DateTime } from "effect"
import { type Exception, type HolidayCalendar, type Range, type Week, weekdays } from "../../domain/Hours.ts"
import type { Language } from "../../domain/Language.ts"
import { holidayOn } from "./Holidays.ts"
import { type Day, formatDate, parseDate, weekdayOf } from "./LocalTime.ts"

/** When an office is open, in its own zone. */
export interface Schedule {
  readonly zone: DateTime.TimeZone.Named
  readonly week: Week
  readonly exceptions: ReadonlyArray<Exception>
  /**
   * The holidays that it keeps: one calendar, or `undefined` for none. Several where it is not known which of them:
   * whether it is open is known only on the days on which they agree.
   */
  readonly holidays: readonly [HolidayCalendar | undefined, ...ReadonlyArray<HolidayCalendar | undefined>]
}

/** Why a day is unlike its weekday. */
export type Cause =
  | { readonly _tag: "Holiday"; readonly name: Readonly<Partial<Record<Language, string>>> }
  | { readonly _tag: "Exception"; readonly exception: Exception }

/** What holds on one day. */
export interface DayPlan {
  readonly ranges: ReadonlyArray<Range>
  readonly cause?: Cause
  /** False: it may be a holiday, or not. Then there are no ranges. */
  readonly known: boolean
}

/** What the week alone says of a day. */
export const usualOf = ({ week }: Schedule, day: Day): ReadonlyArray<Range> =>
  week[weekdays[weekdayOf(day)] ?? "monday"]

const spanOf = ({ from, to }: Exception) => parseDate(to) - parseDate(from)

/** Of several exceptions for one day the shortest, and of equally long ones the first. */
const exceptionOn = ({ exceptions }: Schedule, day: Day): Exception | undefined => {
  if (exceptions.length === 0) return undefined
  const date = formatDate(day)
  return exceptions
    .filter(({ from, to }) => from <= date && date <= to)
    .reduce<Exception | undefined>((best, it) => best === undefined || spanOf(it) < spanOf(best) ? it : best, undefined)
}

/** An exception wins over a holiday, and a holiday over the week. */
export const planOf = (schedule: Schedule, day: Day): DayPlan => {
  const exception = exceptionOn(schedule, day)
  if (exception !== undefined) {
    return { ranges: exception.ranges, cause: { _tag: "Exception", exception }, known: true }
  }
  const holidays = schedule.holidays.map((calendar) => calendar && holidayOn(calendar, day))
  const [first] = holidays
  if (holidays.every((holiday) => holiday === undefined)) return { ranges: usualOf(schedule, day), known: true }
  if (first === undefined || holidays.includes(undefined)) return { ranges: [], known: false }
  const name = holidays.every((holiday) => holiday?.name.ENGLISH === first.name.ENGLISH) ? first.name : {}
  return { ranges: [], cause: { _tag: "Holiday", name }, known: true }
}
