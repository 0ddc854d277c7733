import { Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { instantOf, type MessageDraft } from "../../domain/CallMessage.ts"
import type { Language } from "../../domain/Language.ts"
import { departmentsOf, findDepartment } from "../Departments.ts"
import { at, nextOpenings, workingTimeAfter } from "../hours/Engine.ts"
import { callbackPromise } from "../hours/Now.ts"
import { departmentSchedule, scheduleOf } from "../hours/Office.ts"
import type { Schedule } from "../hours/Schedule.ts"

/** The schedule of whom a message is for: the department's, else the office's. None where it is not known. */
export const scheduleFor = (agent: AgentConfig, department: string | undefined): Option.Option<Schedule> => {
  const found = department === undefined ? undefined : findDepartment(departmentsOf(agent), department)
  return found === undefined ? scheduleOf(agent) : departmentSchedule(agent, found)
}

/**
 * When what the caller was promised is over: at the next closing, where an hour of being open is left of it, else an hour
 * after the next opening. Never later than `callbackPromise` says.
 */
const promised = (schedule: Schedule, now: number): number | undefined => {
  const state = at(schedule, now)
  const hour = workingTimeAfter(schedule, now, "1 hour")
  if (state._tag === "Open") {
    return state.until === undefined
      ? hour
      : hour !== undefined && hour <= state.until
      ? state.until
      : hour
  }
  const [opening] = nextOpenings(schedule, now, 1)
  return opening === undefined ? undefined : workingTimeAfter(schedule, opening.opens, "1 hour")
}

/**
 * By when somebody should have seen to a message, in UTC: an urgent one after an hour of being open, any other when what
 * the caller was promised is over, and each before the first time that is wished for. Undefined where nothing says so.
 *
 * @param now epoch milliseconds
 */
export const dueOf = (
  { department, urgency, wishes = [] }: Pick<MessageDraft, "department" | "urgency" | "wishes">,
  agent: AgentConfig,
  now: number
): string | undefined => {
  const schedule = Option.getOrUndefined(scheduleFor(agent, department))
  const seen = schedule === undefined
    ? undefined
    : urgency === "urgent"
    ? workingTimeAfter(schedule, now, "1 hour")
    : promised(schedule, now)
  const due = Math.min(seen ?? Number.POSITIVE_INFINITY, ...wishes.map((wish) => Date.parse(wish)))
  return Number.isFinite(due) ? instantOf(due) : undefined
}

const unconfirmed: Readonly<Record<Language, string>> = {
  FRENCH: "Le rendez-vous n'est pas encore confirmé.",
  ENGLISH: "The appointment is not confirmed yet."
}

/**
 * What a caller is promised for a message that was taken, to fill in `{promise}` of the phrase `messageTaken`: when somebody
 * will call, by the hours of whom it is for, and that a time they wish for is not theirs yet. Nothing for what is passed on.
 *
 * @param now epoch milliseconds
 */
export const promiseOf = (
  { department, kind, language }: Pick<MessageDraft, "department" | "kind" | "language">,
  agent: AgentConfig,
  now: number
): string => {
  if (kind === "message") return ""
  const promise = callbackPromise(agent, department, now, language)
  return kind === "appointment" ? `${unconfirmed[language]} ${promise}` : promise
}
