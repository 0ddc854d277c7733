import { minutesPerDay } from "../../domain/Hours.ts"
import type { Language } from "../../domain/Language.ts"
import { at, nextOpenings, type State, workingTimeAfter } from "./Engine.ts"
import { type Day, dayOfWall, wallAt, type WallMinute } from "./LocalTime.ts"
import type { Schedule } from "./Schedule.ts"
import { English } from "./speech/English.ts"
import { French } from "./speech/French.ts"
import type { Special, Speech, Subject } from "./speech/Speech.ts"
import type { Displaced, Why } from "./Why.ts"

export const speeches: Readonly<Record<Language, Speech>> = { FRENCH: French, ENGLISH: English }

const lastMinuteOfNight = 360

const minuteOf = (wall: WallMinute) => wall - dayOfWall(wall) * minutesPerDay

const asSentence = (clauses: string) => `${clauses.charAt(0).toUpperCase()}${clauses.slice(1)}.`

/** A comma that closes « demain, mardi, » where nothing follows it. */
const joined = (clauses: string) => clauses.replace(/,(?=$|[;.,])/g, "")

const specialOf = ({ cause }: Displaced, language: Language): Special =>
  cause._tag === "Holiday"
    ? { reason: cause.name[language], long: false }
    : { reason: cause.exception.reason[language], long: cause.exception.from !== cause.exception.to }

interface Telling {
  readonly schedule: Schedule
  readonly language: Language
  readonly speech: Speech
  readonly subject: Subject
  readonly today: Day
}

const reasonsOf = ({ language, speech, subject, today }: Telling, displaced: ReadonlyArray<Displaced>) => {
  const reasons = displaced.slice(0, 2).map((it) => {
    const special = specialOf(it, language)
    const day = speech.dayNamed(it.day, today)
    if (it.cause._tag === "Holiday") return speech.holiday(day, special.reason)
    return it.closed ? speech.exception(subject, day, special) : speech.otherHours(day, special.reason)
  })
  return reasons.length === 0 ? "" : `, ${speech.because(reasons)}`
}

/** « nous rouvrons mardi à huit heures, car lundi est l'Action de grâce » */
const reopening = (it: Telling, reopens: number, displaced: ReadonlyArray<Displaced>): string => {
  const wall = wallAt(it.schedule.zone, reopens)
  const when = it.speech.when(dayOfWall(wall), it.today)
  return `${it.speech.reopensAt(it.subject, when, it.speech.time(minuteOf(wall)))}${reasonsOf(it, displaced)}`
}

const closedClauses = (it: Telling, why: Why, reopens: number | undefined): string => {
  const { language, speech, subject, today } = it
  const ofToday = why.displaced.find(({ day }) => day === today)
  const special = ofToday && specialOf(ofToday, language)
  const head = special !== undefined && ofToday?.closed === true
    ? speech.closedToday(subject, special)
    : speech.closedNow(subject, special?.reason)
  const others = why.displaced.filter((displaced) => displaced !== ofToday)
  return reopens === undefined ? head : `${head}${language === "FRENCH" ? " ;" : ";"} ${reopening(it, reopens, others)}`
}

const untilOf = ({ schedule, speech, today }: Telling, until: number): string => {
  const wall = wallAt(schedule.zone, until)
  const [day, minute] = [dayOfWall(wall), minuteOf(wall)]
  const time = speech.time(minute)
  return day === today || (day === today + 1 && minute === 0)
    ? speech.until.today(time)
    : day === today + 1 && minute <= lastMinuteOfNight
    ? speech.until.night(time)
    : speech.until.otherDay(day, today, time)
}

/** The break between two ranges of today, where that is what comes next. */
const afterBreak = (it: Telling, until: number, later: State): string => {
  if (later._tag !== "Closed" || later.why.kind !== "break") return ""
  const [opening] = nextOpenings(it.schedule, until, 1)
  if (opening?.closes === undefined) return ""
  const [from, to] = [wallAt(it.schedule.zone, opening.opens), wallAt(it.schedule.zone, opening.closes)]
  return dayOfWall(to) === it.today
    ? `, ${it.speech.again(it.speech.time(minuteOf(from)), it.speech.time(minuteOf(to)))}`
    : ""
}

const telling = (schedule: Schedule, time: number, language: Language, department: string | undefined): Telling => {
  const speech = speeches[language]
  return {
    schedule,
    language,
    speech,
    subject: department === undefined ? speech.office : speech.department(department),
    today: dayOfWall(wallAt(schedule.zone, time))
  }
}

/**
 * What is said of being open or closed at an instant (epoch milliseconds): one sentence, to be spoken as it stands. Of
 * the office, or of a department by its name.
 */
export const stateSentence = (schedule: Schedule, time: number, language: Language, department?: string): string => {
  const it = telling(schedule, time, language, department)
  const state = at(schedule, time)
  if (state._tag === "Unknown") return asSentence(it.speech.unknown(it.subject))
  if (state._tag === "Closed") return asSentence(joined(closedClauses(it, state.why, state.reopens)))
  const { until } = state
  if (until === undefined) return asSentence(it.speech.open(it.subject, undefined))
  return asSentence(
    `${it.speech.open(it.subject, untilOf(it, until))}${afterBreak(it, until, at(schedule, until))}`
  )
}

/** When it opens again after it will have closed; nothing where it is closed already, or that is not known. */
export const afterwardsSentence = (schedule: Schedule, time: number, language: Language): string | undefined => {
  const it = telling(schedule, time, language, undefined)
  const state = at(schedule, time)
  if (state._tag !== "Open" || state.until === undefined) return undefined
  const later = at(schedule, state.until)
  return later._tag !== "Closed" || later.reopens === undefined || later.why.kind === "break"
    ? undefined
    : asSentence(joined(`${it.speech.afterwards}, ${
      // That it closes early today has been said by when it closes.
      reopening(it, later.reopens, later.why.displaced.filter(({ day }) => day !== it.today))}`))
}

/** The time and the day: « Il est neuf heures douze, le mardi treize octobre 2026. » */
export const timeSentence = ({ zone }: Pick<Schedule, "zone">, time: number, language: Language): string => {
  const wall = wallAt(zone, time)
  return speeches[language].now(minuteOf(wall), dayOfWall(wall))
}

/** Less than this before it closes, nobody is promised to be called back before it does. */
const enoughTime = "1 hour"

/** When it closes for the rest of the day, and not for a break; undefined where that is on another day, or not known. */
const closesToday = (schedule: Schedule, time: number, until: number): WallMinute | undefined => {
  const today = dayOfWall(wallAt(schedule.zone, time))
  const openings = nextOpenings(schedule, time, 10)
    .filter(({ opens }) => dayOfWall(wallAt(schedule.zone, opens)) === today)
  const closes = openings.length === 0 ? until : openings.at(-1)?.closes
  const wall = closes === undefined ? undefined : wallAt(schedule.zone, closes)
  return wall !== undefined && dayOfWall(wall - 1) === today ? wall : undefined
}

/**
 * The promise for a call-back that was asked for at an instant: before it closes, where an hour is left of that, else
 * from when it next opens; "as soon as we can" where neither is known.
 */
export const callBackSentence = (schedule: Schedule | undefined, time: number, language: Language): string => {
  const { callBack, time: clock, when } = speeches[language]
  if (schedule === undefined) return callBack.soon
  const state = at(schedule, time)
  if (state._tag === "Open") {
    const closes = state.until === undefined ? undefined : closesToday(schedule, time, state.until)
    if (closes === undefined) return callBack.soon
    const done = workingTimeAfter(schedule, time, enoughTime)
    if (done !== undefined && wallAt(schedule.zone, done) <= closes) return callBack.before(clock(minuteOf(closes)))
  }
  const [opening] = nextOpenings(schedule, time, 1)
  if (opening === undefined) return callBack.soon
  const opens = wallAt(schedule.zone, opening.opens)
  return callBack.from(when(dayOfWall(opens), dayOfWall(wallAt(schedule.zone, time))), clock(minuteOf(opens)))
}
