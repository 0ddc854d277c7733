import { DateTime, Option } from "effect"
import { AgentConfig, Provisioning } from "../../../src/domain/AgentConfig.ts"
import { readOfficeHours } from "../../../src/domain/HoursSource.ts"
import { AgentId } from "../../../src/domain/Ids.ts"
import { scheduleOf } from "../../../src/receptionist/hours/Office.ts"
import type { Schedule } from "../../../src/receptionist/hours/Schedule.ts"

/** The instant of a local time such as `2026-10-12T20:00`. */
export const instant = (local: string, timeZone = "America/Toronto"): number =>
  DateTime.makeZonedUnsafe(local, { timeZone, adjustForTimeZone: true }).epochMilliseconds

/** The local time of an instant, as `2026-10-12T20:00`. */
export const local = (time: number | undefined, timeZone = "America/Toronto"): string =>
  time === undefined ? "-" : DateTime.formatIso(
    DateTime.makeUnsafe(time + DateTime.zonedOffset(DateTime.makeZonedUnsafe(time, { timeZone })))
  ).slice(0, 16)

/** An agent with what a file says of its hours. */
export const agentWith = (written: Readonly<Record<string, unknown>>): AgentConfig => {
  const { doubts, value } = readOfficeHours({ timeZone: "America/Toronto", ...written }, [])
  if (doubts.length > 0) throw new Error(JSON.stringify(doubts))
  const openingHours = written["openingHours"]
  return AgentConfig.make({
    id: AgentId.make("office"),
    name: "Office",
    supportedLanguages: ["FRENCH", "ENGLISH"],
    defaultLanguage: "FRENCH",
    transfers: [],
    provisioning: new Provisioning({}),
    ...typeof openingHours === "string" ? { openingHours } : {},
    ...value
  })
}

/** What a file's `hours` are to the engine. */
export const scheduleWith = (hours: object, timeZone = "America/Toronto"): Schedule =>
  Option.getOrThrow(scheduleOf(agentWith({ timeZone, hours })))

const workday = ["08:00-12:00", "13:00-17:00"]

/** An office in Montréal, as they are: a break at noon, one evening, a short Friday, the holidays of Québec. */
export const office = {
  week: {
    monday: workday,
    tuesday: workday,
    wednesday: workday,
    thursday: ["08:00-20:00"],
    friday: ["08:00-15:00"]
  },
  exceptions: [
    { on: "2026-12-24", hours: ["09:00-12:00"], reason: { FRENCH: "la veille de Noël", ENGLISH: "Christmas Eve" } },
    {
      from: "2027-07-19",
      to: "2027-08-01",
      closed: true,
      reason: { FRENCH: "les vacances de la construction", ENGLISH: "the construction holiday" }
    }
  ],
  holidays: { region: "CA-QC", also: ["easter-monday"] }
}
