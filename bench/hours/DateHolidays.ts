import DateHolidays from "date-holidays"
import { type HolidayId, type Region, regions } from "../../src/domain/Hours.ts"
import { holidaysOf } from "../../src/receptionist/hours/Holidays.ts"
import { formatDate } from "../../src/receptionist/hours/LocalTime.ts"

/** A public holiday that one has and the other has not. */
export interface Difference {
  readonly region: Region
  readonly date: string
  readonly only: "ours" | "date-holidays"
  readonly name: string
}

interface OnPurpose {
  readonly only: Difference["only"]
  readonly regions: ReadonlyArray<Region>
  readonly name: string
  readonly years?: readonly [from: number, to: number]
  readonly why: string
}

/** Where we differ on purpose: employment law, as it stands, over what `date-holidays` 3.37.0 calls public. */
export const onPurpose: ReadonlyArray<OnPurpose> = [
  {
    only: "date-holidays",
    regions: ["CA-ON", "CA-NT", "CA-YT"],
    name: "Easter Monday",
    why: "for banks and the federal service; no holiday of the Employment Standards Acts"
  },
  {
    only: "date-holidays",
    regions: ["CA-NT"],
    name: "Boxing Day",
    why: "no holiday of the territory's Employment Standards Act"
  },
  {
    only: "date-holidays",
    regions: ["CA-PE"],
    name: "Gold Cup Parade Day",
    why: "observed in Charlottetown; no paid holiday of the Employment Standards Act"
  },
  {
    only: "ours",
    regions: ["CA-BC", "CA-MB", "CA-NT", "CA-NU", "CA-PE", "CA-YT"],
    name: "truth-and-reconciliation",
    why: "a statutory holiday since 2022 to 2024; date-holidays has it for the federal service only"
  },
  { only: "ours", regions: ["CA-NU"], name: "nunavut-day", why: "a statutory holiday since 2020" },
  {
    only: "ours",
    regions: ["CA-NT", "CA-YT"],
    name: "indigenous-peoples-day",
    years: [2000, 2016],
    why: "since 2001 and 2017: past years do not matter here"
  },
  {
    only: "ours",
    regions: ["CA-BC"],
    name: "family-day",
    years: [2000, 2018],
    why: "on the third Monday of February since 2019: past years do not matter here"
  },
  {
    only: "date-holidays",
    regions: ["CA-BC"],
    name: "Family Day",
    years: [2000, 2018],
    why: "on the second Monday of February until 2018"
  },
  {
    only: "ours",
    regions: ["CA-NB"],
    name: "family-day",
    years: [2000, 2017],
    why: "since 2018: past years do not matter here"
  },
  {
    only: "ours",
    regions: ["CA-QC"],
    name: "canada-day on a Monday",
    why: "observed: where 1 July is a Sunday, Québec's law gives the Monday"
  },
  {
    only: "ours",
    regions: ["CA-QC"],
    name: "saint-jean on a Monday",
    why: "observed: where 24 June is a Sunday, it is the Monday for those who do not work on Sundays"
  }
]

const explains = (row: OnPurpose, { date, name, only, region }: Difference) => {
  const [from, to] = row.years ?? [0, 9999]
  const year = Number(date.slice(0, 4))
  return row.only === only && row.name === name && row.regions.includes(region) && from <= year && year <= to
}

const ours = (region: Region, year: number): ReadonlyMap<string, string> => {
  const seen = new Set<HolidayId>()
  return new Map(
    holidaysOf({ region, except: [], also: [] }, year).map(({ day, id }) => {
      const again = id !== undefined && seen.has(id)
      if (id !== undefined) seen.add(id)
      return [formatDate(day), again ? `${id} on a Monday` : id ?? "unnamed"]
    })
  )
}

const theirs = (region: Region) => {
  const [country = "", state] = region.split("-")
  const holidays = state === undefined ? new DateHolidays(country) : new DateHolidays(country, state)
  return (year: number): ReadonlyMap<string, string> =>
    new Map(
      holidays.getHolidays(year, "en").flatMap(({ date, name, type }) =>
        type === "public" ? [[date.slice(0, 10), name]] : []
      )
    )
}

const lacking = (
  region: Region,
  only: Difference["only"],
  some: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string>
): ReadonlyArray<Difference> =>
  [...some].flatMap(([date, name]) => others.has(date) ? [] : [{ region, date, only, name }])

/** Every difference of the two in some years, region by region; and what `onPurpose` does not say, or says in vain. */
export const compareHolidays = (from: number, to: number) => {
  const differences = regions.flatMap((region) => {
    const inYear = theirs(region)
    return Array.from({ length: to - from + 1 }, (_, index) => {
      const [mine, other] = [ours(region, from + index), inYear(from + index)]
      return [...lacking(region, "ours", mine, other), ...lacking(region, "date-holidays", other, mine)]
    }).flat()
  })
  return {
    differences,
    unexplained: differences.filter((it) => !onPurpose.some((row) => explains(row, it))),
    inVain: onPurpose.filter((row) => !differences.some((it) => explains(row, it)))
  }
}
