import { DateTime, Option, Predicate } from "effect"
import type { AgentPreview, PlacedProblem } from "../../api/Agents.ts"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { type AgentFile, readAgentFile } from "../../domain/AgentFile.ts"
import { isRecord, printable, valueAt } from "../../domain/AgentProblem.ts"
import { minutesPerDay, type Range } from "../../domain/Hours.ts"
import type { Language } from "../../domain/Language.ts"
import type { TransferRules } from "../../domain/TransferPolicy.ts"
import { type Finding, findingsIn } from "../../programs/CheckAgents.ts"
import { departmentsOf } from "../../receptionist/Departments.ts"
import { at } from "../../receptionist/hours/Engine.ts"
import { type Day, dayOfWall, formatDate, wallAt } from "../../receptionist/hours/LocalTime.ts"
import { callbackPromise } from "../../receptionist/hours/Now.ts"
import { departmentSchedule, inZone, scheduleOf, zoneOf } from "../../receptionist/hours/Office.ts"
import { planOf, type Schedule } from "../../receptionist/hours/Schedule.ts"
import { afterwardsSentence, stateSentence, timeSentence } from "../../receptionist/hours/Sentences.ts"

/** An agent as the office reads it. */
export interface ReadYaml {
  readonly file: AgentFile
  readonly problems: ReadonlyArray<PlacedProblem>
  readonly warnings: ReadonlyArray<PlacedProblem>
  readonly notes: AgentPreview["notes"]
}

const placed = (value: unknown) => ({ column, kind = "syntax", line, path = [], text }: Finding): PlacedProblem => ({
  path: path.map((key) => Predicate.isNumber(key) ? key : String(key)),
  line,
  column,
  message: printable(text),
  kind,
  missing: path.length > 0 && Predicate.isNullish(valueAt(value, path))
})

/** Reads a YAML with the checks of `receptionist check`. */
export const readYaml = (yaml: string, id: string, rules: TransferRules): ReadYaml => {
  const file = readAgentFile(yaml, id, rules)
  const findings = findingsIn(file)
  return {
    file,
    problems: findings.filter(({ fatal }) => fatal === true).map(placed(file.value)),
    warnings: findings.filter(({ fatal, note }) => fatal !== true && note !== true).map(placed(file.value)),
    notes: findings.flatMap(({ hours, text }) => hours === undefined ? [] : [{ kind: hours, message: printable(text) }])
  }
}

const clock = (minute: number) =>
  minute === minutesPerDay
    ? "24:00"
    : `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`

const rangeOf = ({ from, to }: Range): readonly [string, string] => [clock(from), clock(to)]

const dayOf = (schedule: Schedule, day: Day): AgentPreview["week"][number] => {
  const { cause, known, ranges } = planOf(schedule, day)
  const names = cause?._tag === "Holiday" ? cause.name : cause?.exception.reason
  return {
    date: formatDate(day),
    open: ranges.map(rangeOf),
    known,
    ...cause !== undefined && { why: { ...names } }
  }
}

const comingDays = 400
const comingCount = 12

const comingOf = (schedule: Schedule, today: Day): AgentPreview["coming"] => {
  const found: Array<AgentPreview["coming"][number]> = []
  for (let day = today; day < today + comingDays && found.length < comingCount; day++) {
    const { cause, known } = planOf(schedule, day)
    if (cause !== undefined || !known) found.push(dayOf(schedule, day))
  }
  return found
}

const saidIn = (
  agent: AgentConfig,
  schedule: Option.Option<Schedule>,
  time: number,
  language: Language
): ReadonlyArray<string> =>
  Option.match(schedule, {
    onNone: (): ReadonlyArray<string | undefined> =>
      Option.match(zoneOf(agent), {
        onNone: () => [],
        onSome: (zone) => [timeSentence({ zone }, time, language)]
      }),
    onSome: (schedule): ReadonlyArray<string | undefined> => [
      timeSentence(schedule, time, language),
      stateSentence(schedule, time, language),
      afterwardsSentence(schedule, time, language),
      ...departmentsOf(agent).filter(({ hours }) => hours !== undefined).flatMap((department) =>
        Option.toArray(departmentSchedule(agent, department)).map((own) =>
          stateSentence(own, time, language, department.name)
        )
      ),
      callbackPromise(agent, undefined, time, language)
    ]
  }).flatMap((sentence) => sentence === undefined ? [] : [sentence])

const withOffset = /(?:Z|[+-]\d\d:\d\d)$/

/** The instant that was asked for: where the agent is, unless it says otherwise. */
const timeOf = (written: string, agent: Option.Option<AgentConfig>): Option.Option<number> => {
  const zone = Option.flatMap(agent, zoneOf)
  const instant: Option.Option<DateTime.DateTime> = withOffset.test(written) || Option.isNone(zone)
    ? DateTime.make(written)
    : DateTime.makeZoned(written, { timeZone: zone.value, adjustForTimeZone: true })
  return Option.map(instant, DateTime.toEpochMillis)
}

const states = { Open: "open", Closed: "closed", Unknown: "unknown" } as const

/** As JSON has it: what YAML alone has for a number is a word. */
const asJson = (value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      Predicate.isNumber(inner) && !Number.isFinite(inner) ? String(inner) : inner)
  )

/** What a YAML comes to at a time; none where `written` is no time. `now`: epoch milliseconds. */
export const previewOf = (
  { file, notes, problems, warnings }: ReadYaml,
  written: string | undefined,
  now: number,
  timeZone: string | undefined
): Option.Option<AgentPreview> => {
  const agent = Option.map(file.agent, (agent) => inZone(agent, Option.fromUndefinedOr(timeZone)))
  const time = written === undefined ? Option.some(now) : timeOf(written, agent)
  return Option.map(time, (time) => {
    const schedule = Option.flatMap(agent, scheduleOf)
    const today = Option.match(schedule, { onNone: () => 0, onSome: ({ zone }) => dayOfWall(wallAt(zone, time)) })
    const known = Option.getOrUndefined(agent)
    return {
      problems,
      warnings,
      notes,
      ...isRecord(file.value) && { value: asJson(file.value) },
      ...known !== undefined && { name: known.name },
      ...Option.match(file.phone, { onNone: () => ({}), onSome: (phone) => ({ phone }) }),
      languages: known?.supportedLanguages ?? [],
      ...known?.timeZone !== undefined && known.timeZone !== null && { timeZone: known.timeZone },
      at: new Date(time).toISOString(),
      ...Option.match(schedule, { onNone: () => ({}), onSome: (it) => ({ state: states[at(it, time)._tag] }) }),
      said: known === undefined
        ? []
        : known.supportedLanguages.map((language) => ({
          language,
          sentences: saidIn(known, schedule, time, language)
        })),
      week: Option.match(schedule, {
        onNone: () => [],
        onSome: (it) => Array.from({ length: 7 }, (_, index) => dayOf(it, today + index))
      }),
      coming: Option.match(schedule, { onNone: () => [], onSome: (it) => comingOf(it, today) })
    }
  })
}
