import { assert, describe, it } from "@effect/vitest"
import { compareHolidays } from "../../../bench/hours/DateHolidays.ts"
import type { HolidayCalendar } from "../../../src/domain/Hours.ts"
import { holidaysOf } from "../../../src/receptionist/hours/Holidays.ts"
import { formatDate } from "../../../src/receptionist/hours/LocalTime.ts"

const dates = (calendar: Partial<HolidayCalendar>, year: number) =>
  holidaysOf({ except: [], also: [], ...calendar }, year).map(({ day, name }) => `${formatDate(day)} ${name.FRENCH}`)

describe("holidays", () => {
  // From 2000 to 2100: `npm run bench:hours`.
  it("are those of date-holidays, but for what the table there explains", () =>
    assert.deepStrictEqual(compareHolidays(2026, 2036).unexplained, []))

  it("are Québec's", () =>
    assert.deepStrictEqual(dates({ region: "CA-QC" }, 2026), [
      "2026-01-01 le jour de l'An",
      "2026-04-03 le Vendredi saint",
      "2026-05-18 la Journée nationale des patriotes",
      "2026-06-24 la fête nationale du Québec",
      "2026-07-01 la fête du Canada",
      "2026-09-07 la fête du Travail",
      "2026-10-12 l'Action de grâce",
      "2026-12-25 Noël"
    ]))

  it("leave Good Friday or Easter Monday, and 24 June, to the employer", () => {
    const kept = dates({ region: "CA-QC", except: ["06-24", "good-friday"], also: ["easter-monday", "12-24"] }, 2026)
    assert.includeMembers(kept, ["2026-04-06 le lundi de Pâques", "2026-12-24 undefined"])
    assert.isFalse(kept.some((line) => line.includes("06-24") || line.includes("Vendredi saint")))
  })

  it("are on the Monday, too, where Québec's fall on a Sunday", () => {
    assert.includeMembers(dates({ region: "CA-QC" }, 2029), [
      "2029-06-24 la fête nationale du Québec",
      "2029-06-25 la fête nationale du Québec",
      "2029-07-02 la fête du Canada"
    ])
    assert.isFalse(dates({ region: "CA-QC", except: ["06-24"] }, 2029).some((line) => line.includes("2029-06-2")))
  })

  it("are more in Alsace-Moselle", () =>
    assert.deepStrictEqual(
      dates({ region: "FR-57" }, 2027).filter((line) => !dates({ region: "FR" }, 2027).includes(line)),
      ["2027-03-26 le Vendredi saint", "2027-12-26 le lendemain de Noël"]
    ))

  it("can be of no region", () =>
    assert.deepStrictEqual(dates({ also: ["christmas", "02-29"] }, 2028), ["2028-02-29 undefined", "2028-12-25 Noël"]))
})
