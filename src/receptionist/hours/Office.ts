import { Option } from "effect"
import { AgentConfig } from "../../domain/AgentConfig.ts"
import { type HolidayCalendar, type Hours, type Region, zoneNamed } from "../../domain/Hours.ts"
import type { Department } from "../Departments.ts"
import { wallAt } from "./LocalTime.ts"
import type { Schedule } from "./Schedule.ts"
import { readHoursText, type TextReading } from "./text/ReadHours.ts"

type Zone = Schedule["zone"]

/** The regions that keep the time of a zone: where none is named, their holidays are all possible. */
const regionsOf: Readonly<Record<string, ReadonlyArray<Region>>> = {
  "America/Montreal": ["CA-QC"],
  "America/Toronto": ["CA-QC", "CA-ON"],
  "America/Vancouver": ["CA-BC"],
  "America/Edmonton": ["CA-AB", "CA-NT"],
  "America/Regina": ["CA-SK"],
  "America/Winnipeg": ["CA-MB"],
  "America/Halifax": ["CA-NS", "CA-PE"],
  "America/Moncton": ["CA-NB"],
  "America/St_Johns": ["CA-NL"],
  "America/Whitehorse": ["CA-YT"],
  "America/Yellowknife": ["CA-NT"],
  "America/Iqaluit": ["CA-NU"],
  "Europe/Paris": ["FR", "FR-57"]
}

type Calendars = Schedule["holidays"]

const calendar = (region: Region | undefined, also: ReadonlyArray<string>): HolidayCalendar => ({
  ...region === undefined ? {} : { region },
  except: [],
  also
})

type Understood = Extract<TextReading, { readonly _tag: "Understood" }>

/**
 * The holidays that a text means. One that names no region means those of where it is; one that says nothing of
 * holidays may be closed on them, or not. None where it is closed on holidays that nobody knows.
 */
const calendarsOf = (reading: Understood, zone: string): Option.Option<Calendars> => {
  const regions = reading.regions.length > 0 ? reading.regions : regionsOf[zone] ?? []
  const [first, ...others] = regions.map((region) => calendar(region, reading.closedOn))
  const none = calendar(undefined, reading.closedOn)
  if (reading.holidays === "closed") return first === undefined ? Option.none() : Option.some([first, ...others])
  return Option.some(reading.holidays === "open" || first === undefined ? [none] : [none, first, ...others])
}

const inWinter = 1_800_000_000_000
const inSummer = inWinter + 182 * 86_400_000

/** Whether two zones keep the same time, in winter and in summer. */
const keepSameTime = (a: Zone, b: Zone) => [inWinter, inSummer].every((time) => wallAt(a, time) === wallAt(b, time))

/** Why an agent's free text about its hours is not gone by. `line`: which of its lines, from 0, was not understood. */
export type TextProblem =
  | { readonly _tag: "NotUnderstood"; readonly line: number }
  /** It names another time zone than the agent's. */
  | { readonly _tag: "OtherZone" }
  /** It says that it is closed on holidays, and nothing says which. */
  | { readonly _tag: "UnknownHolidays" }

/** The time zone of an agent that has one. */
export const zoneOf = ({ timeZone }: AgentConfig): Option.Option<Zone> =>
  timeZone === undefined || timeZone === null ? Option.none() : zoneNamed(timeZone)

/** An agent that names no time zone, in the operator's: where there is one. */
export const inZone = (agent: AgentConfig, operators: Option.Option<string>): AgentConfig =>
  agent.timeZone !== undefined || Option.isNone(operators)
    ? agent
    : AgentConfig.make({ ...agent, timeZone: operators.value })

/** What an agent's free text says of its hours, where it has any and `hours` does not have the week. */
export const readOpeningHours = (agent: AgentConfig): Option.Option<Understood | TextProblem> => {
  if (agent.hours === null || agent.hours?.week !== undefined) return Option.none()
  if (agent.openingHours === undefined || agent.openingHours.trim() === "") return Option.none()
  const reading = readHoursText(agent.openingHours)
  if (reading._tag === "NotUnderstood") return Option.some(reading)
  const zone = zoneOf(agent)
  const others = reading.zones.map((name) => Option.getOrThrow(zoneNamed(name)))
  if (Option.isSome(zone) && others.some((other) => !keepSameTime(zone.value, other))) {
    return Option.some({ _tag: "OtherZone" })
  }
  return agent.hours?.holidays === undefined && Option.isNone(calendarsOf(reading, agent.timeZone ?? ""))
    ? Option.some({ _tag: "UnknownHolidays" })
    : Option.some(reading)
}

const compile = (agent: AgentConfig): Option.Option<Schedule> =>
  Option.gen(function*() {
    const zone = yield* zoneOf(agent)
    const { exceptions = [], holidays, week } = agent.hours === undefined
      ? noHours
      : yield* Option.fromNullishOr(agent.hours)
    if (week !== undefined) return { zone, week, exceptions, holidays: [holidays] }
    const text = yield* Option.filter(
      readOpeningHours(agent),
      (reading): reading is Understood => reading._tag === "Understood"
    )
    const calendars: Calendars = holidays === undefined
      ? yield* calendarsOf(text, agent.timeZone ?? "")
      : [{ ...holidays, also: [...holidays.also, ...text.closedOn] }]
    return { zone, week: text.week, exceptions, holidays: calendars }
  })

const noHours: Hours = {}
const compiled = new WeakMap<AgentConfig, Option.Option<Schedule>>()

/**
 * What an agent goes by: its `hours`, or what its free text says. None where it has no time zone, where there is neither,
 * or where one cannot go by it.
 */
export const scheduleOf = (agent: AgentConfig): Option.Option<Schedule> => {
  const schedule = compiled.get(agent) ?? compile(agent)
  compiled.set(agent, schedule)
  return schedule
}

/** What a department goes by: what its own `hours` say, and the agent's where they don't. */
export const departmentSchedule = (agent: AgentConfig, { hours }: Department): Option.Option<Schedule> =>
  hours === undefined
    ? scheduleOf(agent)
    : Option.gen(function*() {
      const zone = yield* zoneOf(agent)
      const own = yield* Option.fromNullishOr(hours)
      const agents = Option.getOrUndefined(scheduleOf(agent))
      return {
        zone,
        week: yield* Option.fromNullishOr(own.week ?? agents?.week),
        exceptions: own.exceptions ?? agents?.exceptions ?? [],
        holidays: own.holidays === undefined ? agents?.holidays ?? [undefined] : [own.holidays]
      }
    })
