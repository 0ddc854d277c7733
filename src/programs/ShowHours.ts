import { Clock, Console, DateTime, Effect, Option, Path, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { fileId, readAgentFile } from "../domain/AgentFile.ts"
import type { Language } from "../domain/Language.ts"
import type { TransferRules } from "../domain/TransferPolicy.ts"
import { departmentsOf } from "../receptionist/Departments.ts"
import { type Day, dayOfWall, formatDate, wallAt } from "../receptionist/hours/LocalTime.ts"
import { callbackPromise } from "../receptionist/hours/Now.ts"
import { departmentSchedule, inZone, scheduleOf, zoneOf } from "../receptionist/hours/Office.ts"
import { planOf, type Schedule } from "../receptionist/hours/Schedule.ts"
import { afterwardsSentence, speeches, stateSentence, timeSentence } from "../receptionist/hours/Sentences.ts"
import { rangesText, weekText } from "../receptionist/hours/WeekText.ts"
import { agentBytes } from "../services/AgentBytes.ts"
import { hoursNotes } from "./hours/Notes.ts"

/** The hours cannot be shown: the file, or the time that was asked for, is not one. */
export class HoursNotShown extends Schema.TaggedError<HoursNotShown>()("HoursNotShown", { detail: Schema.String }) {
  override get message() {
    return this.detail
  }
}

export interface ShowHoursOptions {
  readonly file: string
  /** `2026-12-24 12:30` where the agent is, or with its own offset; now, without one. */
  readonly at: Option.Option<string>
  /** All that the agent speaks, without one. */
  readonly language: Option.Option<Language>
  /** The operator's, for an agent that names none. */
  readonly timeZone: Option.Option<string>
  /** Where departments may be. */
  readonly rules: TransferRules
}

const readFile = Effect.fnUntraced(function*(file: string, rules: TransferRules) {
  const path = yield* Path.Path
  const bytes = yield* Effect.mapError(
    agentBytes(file),
    ({ message }) => new HoursNotShown({ detail: `${file} cannot be read: ${message}` })
  )
  return yield* Effect.mapError(
    Effect.fromOption(readAgentFile(bytes, fileId(path.basename(file)), rules).agent),
    () =>
      new HoursNotShown({ detail: `${file} is not an agent file that can be used: run \`receptionist check\` on it` })
  )
})

const written = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/

const instantAt = (at: string, zone: DateTime.TimeZone.Named): Option.Option<number> => {
  const [, date, time = "00:00", offset] = written.exec(at.trim()) ?? []
  // The 30th of February is read as a day of March.
  const isDay = Option.exists(DateTime.make(`${date}T00:00:00Z`), (day) => DateTime.formatIsoDateUtc(day) === date)
  if (date === undefined || !isDay) return Option.none()
  const instant: Option.Option<DateTime.DateTime> = offset === undefined
    ? DateTime.makeZoned(`${date}T${time}`, { timeZone: zone, adjustForTimeZone: true })
    : DateTime.make(`${date}T${time}${offset}`)
  return Option.map(instant, DateTime.toEpochMillis)
}

const comingCount = 8
const comingDays = 800

/** The next days that are unlike their weekdays; an exception of several days once. */
const comingOf = (schedule: Schedule, today: Day): ReadonlyArray<string> => {
  const lines: Array<string> = []
  const shown = new Set<unknown>()
  for (let day = today; day < today + comingDays && lines.length < comingCount; day++) {
    const { cause, known, ranges } = planOf(schedule, day)
    if (cause === undefined && known) continue
    const exception = cause?._tag === "Exception" ? cause.exception : undefined
    if (exception !== undefined && shown.has(exception)) continue
    shown.add(exception)
    const dates = exception === undefined || exception.from === exception.to
      ? formatDate(day)
      : `${formatDate(day)} to ${exception.to}`
    const names = cause?._tag === "Holiday" ? cause.name : cause?.exception.reason ?? {}
    const hours = known ? rangesText(ranges) || "closed" : "a holiday for some: not known whether it is open"
    const reason = [...new Set([names.ENGLISH, names.FRENCH])].filter((name) => name !== undefined).join(" / ")
    lines.push(`${speeches.ENGLISH.weekday(day)} ${dates}: ${hours}${reason === "" ? "" : ` (${reason})`}`)
  }
  return lines
}

const scheduleLines = (schedule: Schedule, today: Day): ReadonlyArray<string> => {
  const coming = comingOf(schedule, today)
  return [
    ...weekText(schedule.week).map(([days, hours]) => `  ${days}: ${hours}`),
    ...coming.length === 0 ? [] : ["  Coming exceptions and holidays:", ...coming.map((line) => `    ${line}`)]
  ]
}

const saidLines = (agent: AgentConfig, schedule: Schedule, time: number, language: Language): ReadonlyArray<string> => {
  const departments = departmentsOf(agent).filter(({ hours }) => hours !== undefined)
  return [
    timeSentence(schedule, time, language),
    stateSentence(schedule, time, language),
    afterwardsSentence(schedule, time, language),
    ...departments.flatMap((department) =>
      Option.toArray(departmentSchedule(agent, department)).map((own) =>
        stateSentence(own, time, language, department.name)
      )
    ),
    callbackPromise(agent, undefined, time, language)
  ].flatMap((sentence) => sentence === undefined ? [] : [`  ${sentence}`])
}

/**
 * Prints what an agent file's hours are: the week, the coming exceptions and holidays, and what is said at a time in each
 * language. Nothing is said of hours that one cannot go by, and then it prints why.
 */
export const showHours = Effect.fn("ShowHours")(function*({ at, file, language, rules, timeZone }: ShowHoursOptions) {
  const agent = inZone(yield* readFile(file, rules), timeZone)
  const zone = zoneOf(agent)
  if (Option.isNone(zone)) {
    return yield* new HoursNotShown({
      detail: agent.timeZone === null
        ? `${file}: its timeZone is none: run \`receptionist check\` on it`
        : `${file} names no timeZone, and the machine's is not known: add one, or set TIME_ZONE`
    })
  }
  const time = Option.isNone(at) ? yield* Clock.currentTimeMillis : yield* Effect.mapError(
    Effect.fromOption(instantAt(at.value, zone.value)),
    () => new HoursNotShown({ detail: "--at: expected a date and a time such as \"2026-12-24 12:30\"" })
  )
  const today = dayOfWall(wallAt(zone.value, time))
  yield* Console.log(`${agent.name}, ${agent.timeZone}`)
  for (const { text } of hoursNotes(agent)) yield* Console.log(`note: ${text}`)
  const schedule = scheduleOf(agent)
  const lines = Option.match(schedule, {
    onNone: () => ["There are no hours to go by: the day and the time are all that is told."],
    onSome: (schedule) => scheduleLines(schedule, today)
  })
  for (const line of lines) yield* Console.log(line)
  for (const department of departmentsOf(agent).filter(({ hours }) => hours !== undefined)) {
    yield* Console.log(`${department.name}:`)
    for (const own of Option.toArray(departmentSchedule(agent, department))) {
      for (const line of scheduleLines(own, today)) yield* Console.log(line)
    }
  }
  for (const spoken of Option.match(language, { onNone: () => agent.supportedLanguages, onSome: (one) => [one] })) {
    yield* Console.log(`Said in ${spoken === "FRENCH" ? "French" : "English"}:`)
    const said = Option.match(schedule, {
      onNone: () => [`  ${timeSentence({ zone: zone.value }, time, spoken)}`],
      onSome: (schedule) => saidLines(agent, schedule, time, spoken)
    })
    for (const line of said) yield* Console.log(line)
  }
})
