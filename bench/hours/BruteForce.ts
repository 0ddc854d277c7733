import { DateTime } from "effect"
import { type Exception, type HolidayCalendar, type Range, regions, type Week } from "../../src/domain/Hours.ts"
import { at, nextOpenings, workingTimeAfter } from "../../src/receptionist/hours/Engine.ts"
import { holidaysOf } from "../../src/receptionist/hours/Holidays.ts"
import { dayOf, formatDate } from "../../src/receptionist/hours/LocalTime.ts"
import type { Schedule } from "../../src/receptionist/hours/Schedule.ts"
import { makeRandom, type Random } from "../anonymizer/Random.ts"

const minute = 60_000
const days = 14
const length = days * 1440

/** Both changes of the clock, by an hour and by half of one, at midnight too; the year's end, 29 February, and plain days. */
const places = [
  ["America/Toronto", "2027-03-08"],
  ["America/Toronto", "2027-11-01"],
  ["America/Toronto", "2026-12-20"],
  ["America/St_Johns", "2028-03-06"],
  ["America/Vancouver", "2028-02-22"],
  ["America/Regina", "2027-05-17"],
  ["Europe/Paris", "2027-03-21"],
  ["Europe/Paris", "2027-10-24"],
  ["Europe/Paris", "2027-05-01"],
  ["Australia/Lord_Howe", "2027-03-29"],
  ["Australia/Lord_Howe", "2027-09-27"],
  ["America/Havana", "2027-03-08"],
  ["America/Havana", "2027-11-01"],
  ["Asia/Beirut", "2027-03-22"],
  ["Asia/Kathmandu", "2027-01-01"],
  ["UTC", "2028-02-25"]
] as const

/** The window of a place, minute by minute: what the clock has shown at most by then, as day and minute of it. */
const watch = ([zone, date]: typeof places[number]) => {
  const start = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8)))
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit"
  })
  let latest = ""
  const shown = Array.from({ length: length + 1 }, (_, index) => {
    const parts = Object.fromEntries(
      format.formatToParts(start + index * minute).map(({ type, value }) => [type, value])
    )
    const now = `${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}`
    if (now > latest) latest = now
    return { date: latest.slice(0, 10), minute: Number(latest.slice(11, 13)) * 60 + Number(latest.slice(14)) }
  })
  return { zone: DateTime.zoneMakeNamedUnsafe(zone), start, date, shown }
}

const randomRanges = (random: Random): ReadonlyArray<Range> => {
  if (random.chance(0.25)) return []
  if (random.chance(0.1)) return [{ from: 0, to: 1440 }]
  const step = random.pick([1, 5, 15, 30, 60])
  const bounds = Array.from({ length: 2 * (1 + random.int(3)) }, () => random.int(1440 / step) * step)
    .sort((a, b) => a - b)
  const ranges = Array.from({ length: bounds.length / 2 }, (_, index) => ({
    from: bounds[2 * index] ?? 0,
    to: bounds[2 * index + 1] ?? 0
  })).filter(({ from, to }) => from < to)
  const late = { from: 1380, to: 1440 + random.int(600) }
  return random.chance(0.2) ? [...ranges.filter(({ to }) => to <= late.from), late] : ranges
}

const randomWeek = (random: Random): Week => {
  const everyDay = random.chance(0.3) ? randomRanges(random) : undefined
  const day = () => everyDay ?? randomRanges(random)
  return {
    monday: day(),
    tuesday: day(),
    wednesday: day(),
    thursday: day(),
    friday: day(),
    saturday: day(),
    sunday: day()
  }
}

const addDays = (date: string, count: number) =>
  formatDate(dayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)) + count))

const randomException = (random: Random, date: string): Exception => {
  const from = random.int(days)
  return {
    from: addDays(date, from),
    to: addDays(date, from + (random.chance(0.5) ? 0 : random.int(5))),
    ranges: randomRanges(random),
    reason: {}
  }
}

const randomCalendar = (random: Random): HolidayCalendar => ({
  region: random.pick(regions),
  except: random.chance(0.2) ? ["christmas"] : [],
  also: random.chance(0.2) ? ["02-29"] : []
})

interface Case {
  readonly schedule: Schedule
  readonly start: number
  readonly shown: ReturnType<typeof watch>["shown"]
}

const watched = new Map<typeof places[number], ReturnType<typeof watch>>()

const randomCase = (random: Random): Case => {
  const place = random.pick(places)
  const window = watched.get(place) ?? watch(place)
  watched.set(place, window)
  const { date, shown, start, zone } = window
  return {
    start,
    shown,
    schedule: {
      zone,
      week: randomWeek(random),
      exceptions: Array.from({ length: random.int(4) }, () => randomException(random, date)),
      holidays: [
        random.chance(0.5) ? randomCalendar(random) : undefined,
        ...random.chance(0.2) ? [randomCalendar(random)] : []
      ]
    }
  }
}

/** What holds in each minute, by asking every range of every day. `-` where it may be a holiday, or not. */
const judge = ({ schedule, shown }: Case): ReadonlyArray<"open" | "closed" | "-"> => {
  const { exceptions, holidays, week } = schedule
  const names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const
  const lengthOf = ({ from, to }: Exception) => Date.parse(to) - Date.parse(from)
  const plans = new Map<string, ReadonlyArray<Range> | "-">()
  const planFor = (date: string): ReadonlyArray<Range> | "-" => {
    const known = plans.get(date)
    if (known !== undefined) return known
    const [exception] = exceptions.filter(({ from, to }) => from <= date && date <= to)
      .sort((a, b) => lengthOf(a) - lengthOf(b))
    const closed = holidays.filter((calendar) =>
      calendar && holidaysOf(calendar, Number(date.slice(0, 4))).some(({ day }) => formatDate(day) === date)
    )
    const plan = exception?.ranges ??
      (closed.length === 0
        ? week[names[new Date(date).getUTCDay()] ?? "sunday"]
        : closed.length === holidays.length
        ? []
        : "-")
    plans.set(date, plan)
    return plan
  }
  return shown.map(({ date, minute }) => {
    const today = planFor(date)
    const yesterday = planFor(addDays(date, -1))
    const covers = (ranges: ReadonlyArray<Range>, minute: number) =>
      ranges.some(({ from, to }) => from <= minute && minute < to)
    return (yesterday !== "-" && covers(yesterday, minute + 1440)) || (today !== "-" && covers(today, minute))
      ? "open"
      : today === "-"
      ? "-"
      : "closed"
  })
}

/** What the engine says of one minute, where the window shows it, beside what the minutes say. */
const compareAt = (it: Case, states: ReturnType<typeof judge>, index: number): string | undefined => {
  const state = at(it.schedule, it.start + index * minute)
  const now = states[index]
  if ({ Open: "open", Closed: "closed", Unknown: "-" }[state._tag] !== now) return `${state._tag} and not ${now}`
  if (now === "-") return undefined
  const change = states.findIndex((later, i) => i > index && later !== now)
  if (change === -1) return undefined
  const next = state._tag === "Open" ? state.until : state._tag === "Closed" ? state.reopens : undefined
  // What comes then may be a holiday: an opening is not foretold, and a closing only where a range ends.
  if (states[change] === "-" && (now === "closed" || it.shown[change]?.date !== it.shown[change - 1]?.date)) {
    return next === undefined ? undefined : `${next} and nothing known`
  }
  return next === it.start + change * minute ? undefined : `${next} and not ${it.start + change * minute}`
}

const compareAll = (it: Case, random: Random): ReadonlyArray<string> => {
  const states = judge(it)
  const found: Array<string> = []
  const note = (what: string, index: number, difference: string | undefined) => {
    if (difference !== undefined) {
      found.push(
        `${what} in ${it.schedule.zone.id} at ${
          DateTime.formatIso(DateTime.makeUnsafe(it.start + index * minute))
        }: ${difference}`
      )
    }
  }
  const changes = states.flatMap((state, index) => index > 0 && state !== states[index - 1] ? [index] : [])
  const samples = Array.from({ length: 25 }, () => random.int(length))
  for (const index of [...changes.flatMap((change) => [change - 1, change]), ...samples]) {
    note("at", index, compareAt(it, states, index))
  }
  if (states.includes("-")) return found
  for (const index of samples.slice(0, 5)) {
    const time = it.start + index * minute
    const opens = changes.filter((change) => change > index && states[change] === "open").slice(0, 4)
    const openings = nextOpenings(it.schedule, time, opens.length)
    note(
      "nextOpenings",
      index,
      openings.length === opens.length && openings.every((one, i) => one.opens === it.start + (opens[i] ?? 0) * minute)
        ? undefined
        : `${openings.length} and not ${opens.length}, or others`
    )
    const open = states.flatMap((state, i) => i >= index && state === "open" ? [i] : [])
    const worked = random.int(600)
    const end = worked === 0 ? open[0] : open[worked - 1]
    if (end !== undefined) {
      const expected = it.start + (worked === 0 ? end : end + 1) * minute
      const got = workingTimeAfter(it.schedule, time, worked * minute)
      note("workingTimeAfter", index, got === expected ? undefined : `${got} and not ${expected}`)
    }
  }
  return found
}

/**
 * The engine against what every minute of two weeks says, for `count` random schedules: the differences. In between
 * two changes, what holds is asked at both ends and at 25 random minutes.
 */
export const bruteForce = (count: number, seed: number): ReadonlyArray<string> => {
  const random = makeRandom(seed)
  return Array.from({ length: count }, () => compareAll(randomCase(random), random)).flat()
}
