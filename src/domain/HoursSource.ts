import { DateTime, Effect, Option, Predicate, Result, Schema, SchemaGetter, SchemaIssue } from "effect"
import { type Path, type Problem, problemDecoder } from "./AgentProblem.ts"
import {
  type Exception,
  holidayIds,
  type Hours,
  isNight,
  minutesPerDay,
  Range,
  regions,
  type Week,
  weekdays,
  WhenClosed,
  zoneNamed
} from "./Hours.ts"
import { isItKey } from "./NearestKey.ts"
import { doubt, type Part } from "./PartReader.ts"

const minuteOf = (written: string): number => {
  const [, hours, minutes] = /^(\d\d?):([0-5]\d)$/.exec(written.trim()) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return minute <= minutesPerDay ? minute : Number.NaN
}

/** `09:00-12:00`, or past midnight `17:00-02:00`; `24:00` is the day's end. */
const readRange = (written: string): Result.Result<Range, string> => {
  const [from = Number.NaN, to = Number.NaN, ...others] = written.split(/[-–—]/).map(minuteOf)
  if (others.length > 0 || Number.isNaN(from + to) || from === minutesPerDay) {
    return Result.fail("a range such as 09:00-12:00")
  }
  if (from < to) return Result.succeed({ from, to })
  return isNight(from, to)
    ? Result.succeed({ from, to: to + minutesPerDay })
    : Result.fail("a range that ends after it begins, or past midnight within 12 hours (longer ones as two)")
}

const RangeWritten = Schema.String.annotate({ message: "a range such as 09:00-12:00" }).pipe(Schema.decodeTo(Range, {
  decode: SchemaGetter.transformEffect((written: string) =>
    Effect.fromResult(readRange(written)).pipe(Effect.mapError((message) => new SchemaIssue.InvalidValue({ message })))
  ),
  encode: SchemaGetter.forbiddenEncoding
}))

const overlapsOf = (ranges: ReadonlyArray<Range>) => {
  const inOrder = ranges.map((range, index) => ({ ...range, index })).sort((a, b) => a.from - b.from)
  return inOrder.flatMap(({ from, index }, at) =>
    inOrder.slice(0, at).some(({ to }) => from < to) ? [{ path: [index], issue: "a range that overlaps no other" }] : []
  )
}

const RangesWritten = Schema.Array(RangeWritten)
  .annotate({ message: "a list of ranges such as [\"09:00-12:00\", \"13:00-18:00\"], empty where it is closed" })
  .check(Schema.makeFilter(overlapsOf))
const ranges = Schema.optionalKey(RangesWritten)

const WeekWritten = Schema.Struct({
  monday: ranges,
  tuesday: ranges,
  wednesday: ranges,
  thursday: ranges,
  friday: ranges,
  saturday: ranges,
  sunday: ranges
}).check(Schema.makeFilter((week) =>
  weekdays.flatMap((day, index) => {
    const dayBefore = week[weekdays[(index + 6) % 7] ?? day] ?? []
    const overlapped = (week[day] ?? []).findIndex(({ from }) => dayBefore.some(({ to }) => from < to - minutesPerDay))
    return overlapped === -1
      ? []
      : [{ path: [day, overlapped], issue: "a range that overlaps none of the night before" }]
  })
))

/** One that the calendar has: `Date` takes 30 February for 2 March. */
const isDate = (written: string) =>
  /^\d{4}-\d\d-\d\d$/.test(written) &&
  Option.exists(DateTime.make(written), (date) => DateTime.formatIsoDateUtc(date) === written)

const DateWritten = Schema.String.check(
  Schema.makeFilter(isDate, { message: "a date of the calendar such as 2026-12-24" })
).annotate({ message: "a date of the calendar such as 2026-12-24" })

const reason = Schema.optionalKey(Schema.Trim.check(Schema.isNonEmpty({ message: "a string that is not empty" })))

const ExceptionWritten = Schema.Struct({
  on: Schema.optionalKey(DateWritten),
  from: Schema.optionalKey(DateWritten),
  to: Schema.optionalKey(DateWritten),
  hours: ranges,
  closed: Schema.optionalKey(Schema.Literal(true).annotate({ message: "true" })),
  reason: Schema.optionalKey(Schema.Struct({ FRENCH: reason, ENGLISH: reason }))
}).check(Schema.makeFilter(({ closed, from, hours, on, to }) => [
  ...(on === undefined) === (from === undefined) || (from === undefined) !== (to === undefined)
    ? [{ path: [], issue: "either on, or from and to" }]
    : [],
  ...from !== undefined && to !== undefined && to < from
    ? [{ path: ["to"], issue: "a date that is not before from" }]
    : [],
  ...(hours === undefined) === (closed === undefined) ? [{ path: [], issue: "either hours, or closed: true" }] : []
]))

const ExceptionsWritten = Schema.Array(ExceptionWritten).check(
  Schema.makeFilter((exceptions) =>
    exceptions.flatMap(({ on }, index) =>
      on !== undefined && exceptions.findIndex((other) => other.on === on) < index
        ? [{ path: [index, "on"], issue: "a date that no exception before it has" }]
        : []
    )
  )
)

const HolidayWritten = Schema.String.check(
  Schema.makeFilter(
    // A leap year, for 29 February.
    (written) => isDate(`2028-${written}`) || holidayIds.some((id) => id === written),
    { message: `a date MM-DD, or one of ${holidayIds.join(", ")}` }
  )
)
const holidays = Schema.optionalKey(Schema.Array(HolidayWritten))

const aRegion = `one of ${regions.join(", ")} or none`

const HoursWritten = Schema.Struct({
  week: Schema.optionalKey(WeekWritten),
  exceptions: Schema.optionalKey(ExceptionsWritten),
  holidays: Schema.optionalKey(Schema.Struct({
    region: Schema.Literals([...regions, "none"]).annotate({ message: aRegion })
      .annotateKey({ messageMissingKey: aRegion }),
    except: holidays,
    also: holidays
  }))
})

const decode = problemDecoder(HoursWritten, { onExcessProperty: "error" })

const inOrder = (ranges: ReadonlyArray<Range> = []) => [...ranges].sort((a, b) => a.from - b.from)

const weekOf = (week: typeof WeekWritten.Type): Week => ({
  monday: inOrder(week.monday),
  tuesday: inOrder(week.tuesday),
  wednesday: inOrder(week.wednesday),
  thursday: inOrder(week.thursday),
  friday: inOrder(week.friday),
  saturday: inOrder(week.saturday),
  sunday: inOrder(week.sunday)
})

const exceptionOf = ({ from, hours, on, reason = {}, to }: typeof ExceptionWritten.Type): Exception => ({
  from: on ?? from ?? "",
  to: on ?? to ?? "",
  ranges: inOrder(hours),
  reason
})

const hoursOf = ({ exceptions, holidays, week }: typeof HoursWritten.Type): Hours => ({
  ...week === undefined ? {} : { week: weekOf(week) },
  ...exceptions === undefined ? {} : { exceptions: exceptions.map(exceptionOf) },
  ...holidays === undefined ? {} : {
    holidays: {
      ...holidays.region === "none" ? {} : { region: holidays.region },
      except: holidays.except ?? [],
      also: holidays.also ?? []
    }
  }
})

const keysOf = {
  hours: Object.keys(HoursWritten.fields),
  week: weekdays,
  exceptions: Object.keys(ExceptionWritten.fields),
  holidays: ["region", "except", "also"],
  reason: ["FRENCH", "ENGLISH"]
}

/** A key that nobody knows, with those that are known there, and the one that it looks like. */
const withKeys = (problem: Problem): Problem => {
  if (problem.expected !== "no key of this name") return problem
  const within = problem.path.slice(0, -1).findLast((key) => Predicate.isString(key) && key in keysOf)
  const known = keysOf[within as keyof typeof keysOf]
  return {
    ...problem,
    expected: `one of the keys ${known.join(", ")}`,
    ...isItKey(String(problem.path.at(-1)), known)
  }
}

type Written = Readonly<Record<string, unknown>>

const readHours = (written: Written, path: Path): Part<{ readonly hours?: Hours | null }> => {
  if (written["hours"] === undefined) return { value: {}, doubts: [] }
  const hours = decode(written["hours"], [...path, "hours"])
  return Result.isFailure(hours)
    ? { value: { hours: null }, doubts: hours.failure.map(withKeys) }
    : { value: { hours: hoursOf(hours.success) }, doubts: [] }
}

/**
 * The time zone and the hours of an agent. What is written, but not so that one can go by it, is `null`: it is not as
 * if nothing had been said.
 */
export const readOfficeHours = (
  written: Written,
  path: Path
): Part<{ readonly timeZone?: string | null; readonly hours?: Hours | null }> => {
  const { doubts, value } = readHours(written, path)
  const { timeZone } = written
  if (timeZone === undefined) return { value, doubts }
  return Predicate.isString(timeZone) && Option.isSome(zoneNamed(timeZone))
    ? { value: { ...value, timeZone }, doubts }
    : {
      value: { ...value, timeZone: null },
      doubts: [doubt([...path, "timeZone"], "an IANA time zone such as America/Toronto", timeZone), ...doubts]
    }
}

const isWhenClosed = Schema.is(WhenClosed)

/** The hours of a department, and what becomes of a transfer to it when it is closed. */
export const readDepartmentHours = (
  written: Written,
  path: Path
): Part<{ readonly hours?: Hours | null; readonly whenClosed?: WhenClosed }> => {
  const { doubts, value } = readHours(written, path)
  const { whenClosed } = written
  return {
    value: { ...value, ...isWhenClosed(whenClosed) ? { whenClosed } : {} },
    doubts: [
      ...doubts,
      ...whenClosed === undefined || isWhenClosed(whenClosed)
        ? []
        : [doubt([...path, "whenClosed"], "message or transfer", whenClosed)]
    ]
  }
}
