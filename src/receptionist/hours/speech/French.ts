import { type Day, partsOf, weekdayOf } from "../LocalTime.ts"
import { farYear, type Special, type Speech } from "./Speech.ts"

const numbers = [
  ..."zéro une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(" "),
  ..."dix-sept dix-huit dix-neuf".split(" ")
]
const tens = ["", "", "vingt", "trente", "quarante", "cinquante"]
const weekdays = "lundi mardi mercredi jeudi vendredi samedi dimanche".split(" ")
const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ")

/** Below 60. */
const numberOf = (number: number, one: "un" | "une"): string => {
  if (number === 1) return one
  if (number < 20) return numbers[number] ?? ""
  const [ten = "", unit] = [tens[Math.floor(number / 10)], number % 10]
  return unit === 0 ? ten : unit === 1 ? `${ten} et ${one}` : `${ten}-${numbers[unit]}`
}

const time = (minute: number): string => {
  const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60]
  const minutes = rest === 0 ? "" : ` ${numberOf(rest, "une")}`
  if (hour === 0) return `minuit${minutes}`
  if (hour === 12) return `midi${minutes}`
  return `${numberOf(hour, "une")} heure${hour === 1 ? "" : "s"}${minutes}`
}

const weekday = (day: Day) => weekdays[weekdayOf(day)] ?? ""

const date = (day: Day, today: Day) => {
  const { day: number, month } = partsOf(day)
  const year = farYear(day, today)
  return `${weekday(day)} ${number === 1 ? "premier" : numberOf(number, "un")} ${months[month - 1]}${
    year === undefined ? "" : ` ${year}`
  }`
}

const dayNamed = (day: Day, today: Day) =>
  day === today ? "aujourd'hui" : day < today + 7 ? weekday(day) : `le ${date(day, today)}`

const when = (day: Day, today: Day) => day === today + 1 ? `demain, ${weekday(day)},` : dayNamed(day, today)

/** « de huit heures », « d'une heure ». */
const from = (time: string) => time.startsWith("une") ? `d'${time}` : `de ${time}`

const purpose = (reason: string | undefined) => reason === undefined ? "" : ` pour ${reason}`

export const French: Speech = {
  office: { isOpen: "nous sommes ouverts", isClosed: "nous sommes fermés", reopens: "nous rouvrons" },
  department: (name) => ({
    isOpen: `${name} : le service est ouvert`,
    isClosed: `${name} : le service est fermé`,
    reopens: "il rouvre"
  }),
  time,
  weekday,
  date,
  when,
  dayNamed,
  now: (minute, day) => `Il est ${time(minute)}, le ${date(day, day)} ${partsOf(day).year}.`,

  open: ({ isOpen }, until) => until === undefined ? isOpen : `${isOpen} ${until}`,
  until: {
    today: (time) => `jusqu'à ${time}`,
    night: (time) => `jusqu'à ${time} du matin`,
    otherDay: (day, today, time) =>
      day < today + 7 ? `jusqu'à ${when(day, today)} ${time}` : `jusqu'au ${date(day, today)} à ${time}`
  },
  again: (opens, closes) => `puis ${from(opens)} à ${closes}`,
  afterwards: "ensuite",
  closedNow: ({ isClosed }, reason) => `${isClosed} en ce moment${purpose(reason)}`,
  closedToday: ({ isClosed }, { long, reason }) =>
    `${isClosed}${long && reason !== undefined ? "" : " aujourd'hui"}${purpose(reason)}`,
  reopensAt: ({ reopens }, when, time) => `${reopens} ${when} à ${time}`,
  unknown: ({ isOpen }) => `${isOpen} ou non : ce n'est pas certain aujourd'hui, c'est un jour férié pour certains`,

  because: (reasons) => `car ${reasons.join(" et ")}`,
  holiday: (day, name) => `${day} est ${name ?? "un jour férié"}`,
  exception: (_, day, { long, reason }: Special) => `c'est fermé ${long ? "à partir de " : ""}${day}${purpose(reason)}`,
  otherHours: (day, reason) => `les heures ne sont pas les mêmes ${day}${purpose(reason)}`,

  callBack: {
    from: (when, time) => `On vous rappellera ${when} à partir ${from(time)}.`,
    before: (time) => `On vous rappellera aujourd'hui, avant ${time}.`,
    soon: "On vous rappellera dès que possible."
  },

  closed: "fermé",
  notKnown: "pas certain : un jour férié pour certains"
}
