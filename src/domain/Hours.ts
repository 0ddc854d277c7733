import { DateTime, Option, Schema } from "effect"
import { Language } from "./Language.ts"

/** The days of the week, from Monday on: how an agent file spells them, and their order everywhere. */
export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const
export type Weekday = typeof weekdays[number]

export const minutesPerDay = 1440

/** A range of a local day, in minutes from its midnight. `to` past 1440 is on the day after; `from` never is. */
export const Range = Schema.Struct({ from: Schema.Int, to: Schema.Int })
export type Range = typeof Range.Type

/**
 * Whether an end that comes before its beginning, both in minutes of a day, can be meant as one past midnight: within 12
 * hours, or by five in the morning within 16. Else it is more likely that something was mistyped.
 */
export const isNight = (from: number, to: number): boolean => {
  const length = to + minutesPerDay - from
  return to < from && (length <= 720 || (to <= 300 && length <= 960))
}

const Ranges = Schema.Array(Range)

/** What is open on each day of the week, in order and without overlaps; nothing where it is closed. */
export const Week = Schema.Struct({
  monday: Ranges,
  tuesday: Ranges,
  wednesday: Ranges,
  thursday: Ranges,
  friday: Ranges,
  saturday: Ranges,
  sunday: Ranges
})
export type Week = typeof Week.Type

/** Days on which something else holds than the week and the holidays: `ranges`, or nothing. */
export const Exception = Schema.Struct({
  /** Local dates, `YYYY-MM-DD`, both included. */
  from: Schema.String,
  to: Schema.String,
  ranges: Ranges,
  /** As it is said after "for" or « pour ». */
  reason: Schema.Record(Language, Schema.optionalKey(Schema.String))
})
export type Exception = typeof Exception.Type

const provinces = ["CA-AB", "CA-BC", "CA-MB", "CA-NB", "CA-NL", "CA-NS", "CA-ON", "CA-PE", "CA-QC", "CA-SK"] as const
const territories = ["CA-NT", "CA-NU", "CA-YT"] as const

/** Where public holidays are known: Canada, France, and Alsace-Moselle by its departments. */
export const regions = [...provinces, ...territories, "FR", "FR-57", "FR-67", "FR-68"] as const
export const Region = Schema.Literals(regions)
export type Region = typeof Region.Type

/** The holidays that a file can name; `receptionist/hours/Holidays.ts` knows when they are. */
export const holidayIds = [
  "new-year",
  "family-day",
  "good-friday",
  "easter-monday",
  "labour-day-may",
  "victory-day",
  "ascension",
  "whit-monday",
  "victoria-day",
  "indigenous-peoples-day",
  "saint-jean",
  "canada-day",
  "nunavut-day",
  "bastille-day",
  "civic-holiday",
  "assumption",
  "discovery-day",
  "labour-day",
  "truth-and-reconciliation",
  "thanksgiving",
  "all-saints",
  "remembrance-day",
  "christmas",
  "boxing-day"
] as const
export type HolidayId = typeof holidayIds[number]

/** The public holidays that an office keeps: those of a region, if any, without some, and with others. */
export const HolidayCalendar = Schema.Struct({
  region: Schema.optionalKey(Region),
  /** Holidays by their id, or dates `MM-DD`. */
  except: Schema.Array(Schema.String),
  also: Schema.Array(Schema.String)
})
export type HolidayCalendar = typeof HolidayCalendar.Type

/**
 * What an agent file says under `hours`, as far as it does. What it does not say of a department is the agent's, and an
 * agent's week is what its free text says.
 */
export const Hours = Schema.Struct({
  week: Schema.optionalKey(Week),
  exceptions: Schema.optionalKey(Schema.Array(Exception)),
  holidays: Schema.optionalKey(HolidayCalendar)
})
export type Hours = typeof Hours.Type

/** What becomes of a transfer to a department that is closed: a message is offered instead, or it is dialled all the same. */
export const WhenClosed = Schema.Literals(["message", "transfer"])
export type WhenClosed = typeof WhenClosed.Type

/**
 * A time zone of the IANA database, by its full name: `America/Toronto`, `UTC`. Not `EST` and the like, which know no
 * summer time, nor an offset.
 */
export const zoneNamed = (id: string): Option.Option<DateTime.TimeZone.Named> =>
  /^(UTC|[A-Z]\w+(\/[\w+-]+)+)$/i.test(id) ? DateTime.zoneMakeNamed(id) : Option.none()
