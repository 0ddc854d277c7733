import { type Day, partsOf, weekdayOf } from "../LocalTime.ts"
import { farYear, type Special, type Speech } from "./Speech.ts"

const numbers = [
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(" "),
  ..."sixteen seventeen eighteen nineteen".split(" ")
]
const ordinals = [
  ..."zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(" "),
  ..."fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(" ")
]
const tens = ["", "", "twenty", "thirty", "forty", "fifty"]
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ")
const months = "January February March April May June July August September October November December".split(" ")

/** Below 60. */
const numberOf = (number: number): string => {
  if (number < 20) return numbers[number] ?? ""
  const [ten = "", unit] = [tens[Math.floor(number / 10)], number % 10]
  return unit === 0 ? ten : `${ten}-${numbers[unit]}`
}

/** Up to 31. */
const ordinalOf = (number: number): string =>
  number <= 20
    ? ordinals[number] ?? ""
    : number === 30
    ? "thirtieth"
    : `${tens[Math.floor(number / 10)]}-${ordinals[number % 10]}`

const partOf = (hour: number) => ` in the ${hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening"}`

/** Each hour is there twice a day: which one is said where `isClear` does not say that everybody knows. */
const timeWhere = (isClear: (hour: number) => boolean) => (minute: number): string => {
  const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60]
  if (rest === 0 && hour === 0) return "midnight"
  if (rest === 0 && hour === 12) return "noon"
  const minutes = rest === 0 ? "" : rest < 10 ? ` oh ${numberOf(rest)}` : ` ${numberOf(rest)}`
  return `${numberOf(hour % 12 === 0 ? 12 : hour % 12)}${minutes}${isClear(hour) ? "" : partOf(hour)}`
}

/** What an office means by eight or by five. */
const time = timeWhere((hour) => hour >= 7 && hour < 19)
const exactTime = timeWhere(() => false)

const weekday = (day: Day) => weekdays[weekdayOf(day)] ?? ""

const date = (day: Day, today: Day) => {
  const { day: number, month } = partsOf(day)
  const year = farYear(day, today)
  return `${weekday(day)}, ${months[month - 1]} ${ordinalOf(number)}${year === undefined ? "" : `, ${year}`}`
}

const dayNamed = (day: Day, today: Day) => day === today ? "today" : day < today + 7 ? weekday(day) : date(day, today)

const onDay = (day: Day, today: Day) => day === today ? "today" : `on ${dayNamed(day, today)}`

const when = (day: Day, today: Day) =>
  day === today + 1 ? `tomorrow, ${weekday(day)},` : day < today + 7 ? onDay(day, today) : `${onDay(day, today)},`

const purpose = (reason: string | undefined) => reason === undefined ? "" : ` for ${reason}`

const on = (day: string) => day === "today" ? day : `on ${day}`

export const English: Speech = {
  office: { isOpen: "we are open", isClosed: "we are closed", reopens: "we reopen" },
  department: (name) => ({ isOpen: `${name} is open`, isClosed: `${name} is closed`, reopens: "it reopens" }),
  time,
  weekday,
  date,
  when,
  dayNamed,
  now: (minute, day) => `It is ${exactTime(minute)}, ${date(day, day)}, ${partsOf(day).year}.`,

  open: ({ isOpen }, until) => until === undefined ? isOpen : `${isOpen} ${until}`,
  until: {
    today: (time) => `until ${time}`,
    night: (time) => `until ${time}`,
    otherDay: (day, today, time) => `until ${when(day, today).replace(/^on /, "")} at ${time}`
  },
  again: (opens, closes) => `and again from ${opens} to ${closes}`,
  afterwards: "after that",
  closedNow: ({ isClosed }, reason) => `${isClosed} right now${purpose(reason)}`,
  closedToday: ({ isClosed }, { long, reason }) =>
    `${isClosed}${long && reason !== undefined ? "" : " today"}${purpose(reason)}`,
  reopensAt: ({ reopens }, when, time) => `${reopens} ${when} at ${time}`,
  unknown: ({ isOpen }) => `whether ${isOpen} is not certain today: it is a holiday for some`,

  because: (reasons) => `because ${reasons.join(", and ")}`,
  holiday: (day, name) => `${day} is ${name ?? "a holiday"}`,
  exception: ({ isClosed }, day, { long, reason }: Special) =>
    `${isClosed} ${long ? "from " : "on "}${day}${long ? " on" : ""}${purpose(reason)}`,
  otherHours: (day, reason) => `the hours are not the same ${on(day)}${purpose(reason)}`,

  callBack: {
    from: (when, time) => `We will call you back ${when} from ${time} on.`,
    before: (time) => `We will call you back today, before ${time}.`,
    soon: "We will call you back as soon as we can."
  },

  closed: "closed",
  notKnown: "not certain: a holiday for some"
}
