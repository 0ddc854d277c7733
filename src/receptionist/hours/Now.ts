import { Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { minutesPerDay } from "../../domain/Hours.ts"
import type { Language } from "../../domain/Language.ts"
import { type Department, departmentsOf, findDepartment } from "../Departments.ts"
import { at } from "./Engine.ts"
import { type Day, dayOfWall, instantOf, wallAt } from "./LocalTime.ts"
import { departmentSchedule, scheduleOf, zoneOf } from "./Office.ts"
import { planOf, type Schedule } from "./Schedule.ts"
import { afterwardsSentence, callBackSentence, speeches, stateSentence, timeSentence } from "./Sentences.ts"
import { rangesText } from "./WeekText.ts"

const daysAhead = 7

/** One day of a list: « mardi treize octobre : 08:00-12:00 », "Monday, October twelfth: closed (Thanksgiving)". */
export const dayLine = (schedule: Schedule, day: Day, today: Day, language: Language): string => {
  const speech = speeches[language]
  const { cause, known, ranges } = planOf(schedule, day)
  const reason = cause?._tag === "Holiday" ? cause.name[language] : cause?.exception.reason[language]
  const hours = known ? ranges.length === 0 ? speech.closed : rangesText(ranges) : speech.notKnown
  return `${speech.date(day, today)}${language === "FRENCH" ? " :" : ":"} ${hours}${
    reason === undefined ? "" : ` (${reason})`
  }`
}

const ownHours = (agent: AgentConfig): ReadonlyArray<readonly [Department, Schedule]> =>
  departmentsOf(agent)
    .filter(({ hours }) => hours !== undefined)
    .flatMap((department) =>
      Option.match(departmentSchedule(agent, department), {
        onNone: () => [],
        onSome: (schedule) => [[department, schedule] as const]
      })
    )

const introduction =
  "This is so at this moment, by the business's own clock. Go by it when a caller asks for the day, the time or the " +
  "hours, and never work them out yourself."

/**
 * The section of the model's instructions that says what time it is where the agent is, and what is open, at `time` (epoch
 * milliseconds), in `language` (markdown). Empty where the agent has no time zone; without a schedule that one can go by,
 * the time and the day alone.
 */
export const nowFor = (agent: AgentConfig, language: Language, time: number): string =>
  Option.match(zoneOf(agent), {
    onNone: () => "",
    onSome: (zone) => {
      const today = dayOfWall(wallAt(zone, time))
      const office = Option.match(scheduleOf(agent), {
        onNone: () => [],
        onSome: (schedule) =>
          [
            stateSentence(schedule, time, language),
            afterwardsSentence(schedule, time, language)
          ].filter((sentence) => sentence !== undefined)
      })
      const departments = ownHours(agent).map(([{ name }, schedule]) => stateSentence(schedule, time, language, name))
      const days = Option.match(scheduleOf(agent), {
        onNone: () => [],
        onSome: (schedule) => [
          "",
          "The coming days:",
          ...Array.from({ length: daysAhead }, (_, index) => dayLine(schedule, today + index, today, language))
            .map((line) => `- ${line}`)
        ]
      })
      return [
        "# Now",
        "",
        introduction,
        "",
        ...[timeSentence({ zone }, time, language), ...office, ...departments].map((line) => `- ${line}`),
        ...days
      ].join("\n")
    }
  })

/**
 * The instant (epoch milliseconds) at which something other than the time changes in what `nowFor` says: the office or a
 * department opens or closes, or the day ends. Undefined where the agent has no time zone.
 */
export const nextChange = (agent: AgentConfig, time: number): number | undefined =>
  Option.getOrUndefined(Option.map(zoneOf(agent), (zone) => {
    const midnight = instantOf(zone, (dayOfWall(wallAt(zone, time)) + 1) * minutesPerDay)
    const schedules = [...Option.toArray(scheduleOf(agent)), ...ownHours(agent).map(([_, schedule]) => schedule)]
    return Math.min(
      midnight,
      ...schedules.flatMap((schedule) => {
        const state = at(schedule, time)
        const next = state._tag === "Open" ? state.until : state._tag === "Closed" ? state.reopens : undefined
        return next === undefined ? [] : [next]
      })
    )
  }))

/** Whether a department is there for a call. `Unknown`: nothing says when it is, or today may be a holiday. */
export interface DepartmentState {
  readonly _tag: "Open" | "Closed" | "Unknown"
  /** Whether a transfer to it is dialled. */
  readonly dial: boolean
  /** What is said of it: "Billing is closed right now; it reopens tomorrow, Tuesday, at eight." Empty where it is `Unknown`. */
  readonly sentences: Readonly<Record<Language, string>>
}

/** The state of a department, by its name, at an instant (epoch milliseconds); undefined where there is none of this name. */
export const departmentState = (agent: AgentConfig, name: string, time: number): DepartmentState | undefined => {
  const department = findDepartment(departmentsOf(agent), name)
  if (department === undefined) return undefined
  return Option.match(departmentSchedule(agent, department), {
    onNone: (): DepartmentState => ({ _tag: "Unknown", dial: true, sentences: { FRENCH: "", ENGLISH: "" } }),
    onSome: (schedule) => {
      const { _tag } = at(schedule, time)
      const say = (language: Language) =>
        _tag === "Unknown" ? "" : stateSentence(schedule, time, language, department.name)
      return {
        _tag,
        dial: _tag !== "Closed" || department.whenClosed === "transfer",
        sentences: { FRENCH: say("FRENCH"), ENGLISH: say("ENGLISH") }
      }
    }
  })
}

/**
 * What a caller is promised who asks at an instant (epoch milliseconds) to be called back, by the office or by a
 * department: « On vous rappellera demain, mardi, à partir de huit heures. » It holds by the schedule; without one, "as
 * soon as we can".
 */
export const callbackPromise = (
  agent: AgentConfig,
  name: string | undefined,
  time: number,
  language: Language
): string => {
  const department = name === undefined ? undefined : findDepartment(departmentsOf(agent), name)
  const schedule = department === undefined ? scheduleOf(agent) : departmentSchedule(agent, department)
  return callBackSentence(Option.getOrUndefined(schedule), time, language)
}
