import { Array as Arr } from "effect"
import { type HolidayCalendar, type HolidayId, holidayIds, type Region } from "../../domain/Hours.ts"
import type { Language } from "../../domain/Language.ts"
import { type Day, dayOf, formatDate, partsOf, weekdayOf } from "./LocalTime.ts"

/** A public holiday on one day. `name` is as it is said after "Monday is" or « lundi est »; none where nobody gave one. */
export interface Holiday {
  readonly day: Day
  readonly id: HolidayId | undefined
  readonly name: Readonly<Partial<Record<Language, string>>>
}

type Rule = (year: number) => Day
type Names = readonly [french: string, english: string]

const monday = 0

/** By the algorithm of Meeus, Jones and Butcher. */
const easterOf: Rule = (year) => {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1)
}

const fixed = (month: number, day: number): Rule => (year) => dayOf(year, month, day)
const easter = (days: number): Rule => (year) => easterOf(year) + days
const mondayFrom = (month: number, day: number): Rule => (year) => {
  const from = dayOf(year, month, day)
  return from + (7 - weekdayOf(from) + monday) % 7
}

const rules: Readonly<Record<HolidayId, readonly [Rule, ...Names]>> = {
  "new-year": [fixed(1, 1), "le jour de l'An", "New Year's Day"],
  "family-day": [mondayFrom(2, 15), "le jour de la Famille", "Family Day"],
  "good-friday": [easter(-2), "le Vendredi saint", "Good Friday"],
  "easter-monday": [easter(1), "le lundi de Pâques", "Easter Monday"],
  "labour-day-may": [fixed(5, 1), "la fête du Travail", "Labour Day"],
  "victory-day": [fixed(5, 8), "la fête de la Victoire", "Victory Day"],
  ascension: [easter(39), "l'Ascension", "Ascension Day"],
  "whit-monday": [easter(50), "le lundi de Pentecôte", "Whit Monday"],
  "victoria-day": [mondayFrom(5, 18), "la fête de la Reine", "Victoria Day"],
  "indigenous-peoples-day": [
    fixed(6, 21),
    "la Journée nationale des peuples autochtones",
    "National Indigenous Peoples Day"
  ],
  "saint-jean": [fixed(6, 24), "la fête nationale du Québec", "Saint-Jean-Baptiste Day"],
  "canada-day": [fixed(7, 1), "la fête du Canada", "Canada Day"],
  "nunavut-day": [fixed(7, 9), "la fête du Nunavut", "Nunavut Day"],
  "bastille-day": [fixed(7, 14), "la fête nationale", "Bastille Day"],
  "civic-holiday": [mondayFrom(8, 1), "le congé civique", "the Civic Holiday"],
  assumption: [fixed(8, 15), "l'Assomption", "Assumption Day"],
  "discovery-day": [mondayFrom(8, 15), "le jour de la Découverte", "Discovery Day"],
  "labour-day": [mondayFrom(9, 1), "la fête du Travail", "Labour Day"],
  "truth-and-reconciliation": [
    fixed(9, 30),
    "la Journée nationale de la vérité et de la réconciliation",
    "the National Day for Truth and Reconciliation"
  ],
  thanksgiving: [mondayFrom(10, 8), "l'Action de grâce", "Thanksgiving"],
  "all-saints": [fixed(11, 1), "la Toussaint", "All Saints' Day"],
  "remembrance-day": [fixed(11, 11), "le jour du Souvenir", "Remembrance Day"],
  christmas: [fixed(12, 25), "Noël", "Christmas Day"],
  "boxing-day": [fixed(12, 26), "le lendemain de Noël", "Boxing Day"]
}

const everywhere = ["new-year", "good-friday", "canada-day", "labour-day", "christmas"] as const
const mostly = [...everywhere, "victoria-day", "thanksgiving"] as const
const territory = [...mostly, "truth-and-reconciliation", "remembrance-day"] as const
const ofChurch = ["easter-monday", "ascension", "whit-monday", "assumption", "all-saints", "christmas"] as const
const ofState = ["new-year", "labour-day-may", "victory-day", "bastille-day", "remembrance-day"] as const
const france = [...ofChurch, ...ofState] as const
const alsaceMoselle = [...france, "good-friday", "boxing-day"] as const

/** Those that employment law gives to everybody, as it stands in 2026; the days before they were introduced do not matter. */
const kept: Readonly<Record<Region, ReadonlyArray<HolidayId>>> = {
  "CA-AB": [...mostly, "family-day", "remembrance-day"],
  "CA-BC": [...mostly, "family-day", "civic-holiday", "truth-and-reconciliation", "remembrance-day"],
  "CA-MB": [...mostly, "family-day", "truth-and-reconciliation"],
  "CA-NB": [...everywhere, "family-day", "civic-holiday", "remembrance-day"],
  "CA-NL": [...everywhere, "remembrance-day"],
  "CA-NS": [...everywhere, "family-day", "remembrance-day"],
  "CA-NT": [...territory, "indigenous-peoples-day", "civic-holiday"],
  "CA-NU": [...territory, "nunavut-day", "civic-holiday"],
  "CA-ON": [...mostly, "family-day", "boxing-day"],
  "CA-PE": [...everywhere, "family-day", "truth-and-reconciliation", "remembrance-day"],
  "CA-QC": [...mostly, "saint-jean"],
  "CA-SK": [...mostly, "family-day", "civic-holiday", "remembrance-day"],
  "CA-YT": [...territory, "indigenous-peoples-day", "discovery-day"],
  FR: france,
  "FR-57": alsaceMoselle,
  "FR-67": alsaceMoselle,
  "FR-68": alsaceMoselle
}

const armistice: Names = ["l'Armistice", "Armistice Day"]
const ownNames: Readonly<Partial<Record<Region, Readonly<Partial<Record<HolidayId, Names>>>>>> = {
  "CA-BC": { "civic-holiday": ["la fête de la Colombie-Britannique", "British Columbia Day"] },
  "CA-MB": {
    "family-day": ["le jour de Louis Riel", "Louis Riel Day"],
    "truth-and-reconciliation": ["la Journée du chandail orange", "Orange Shirt Day"]
  },
  "CA-NB": { "civic-holiday": ["la fête du Nouveau-Brunswick", "New Brunswick Day"] },
  "CA-NS": { "family-day": ["le jour du Patrimoine", "Heritage Day"] },
  "CA-PE": { "family-day": ["la fête des Insulaires", "Islander Day"] },
  "CA-QC": { "victoria-day": ["la Journée nationale des patriotes", "National Patriots' Day"] },
  "CA-SK": { "civic-holiday": ["la fête de la Saskatchewan", "Saskatchewan Day"] },
  FR: { "remembrance-day": armistice },
  "FR-57": { "remembrance-day": armistice },
  "FR-67": { "remembrance-day": armistice },
  "FR-68": { "remembrance-day": armistice }
}

const isId = (written: string): written is HolidayId => holidayIds.some((id) => id === written)

/** Québec's law gives the Monday to those who do not work on a Sunday. */
const daysOf = (id: HolidayId, region: Region | undefined, year: number): ReadonlyArray<Day> => {
  const day = rules[id][0](year)
  const moves = region === "CA-QC" && (id === "saint-jean" || id === "canada-day") && weekdayOf(day) === 6
  return moves ? [day, day + 1] : [day]
}

const monthDay = (day: Day) => formatDate(day).slice(5)

/** The date `MM-DD` of a year; of 29 February, in leap years alone. */
const onDate = (date: string, year: number): ReadonlyArray<Day> => {
  const day = dayOf(year, Number(date.slice(0, 2)), Number(date.slice(3)))
  return monthDay(day) === date ? [day] : []
}

const computeYear = ({ also, except, region }: HolidayCalendar, year: number): ReadonlyArray<Holiday> => {
  const dropped = (id: HolidayId) => except.includes(id) || except.includes(monthDay(rules[id][0](year)))
  const named = (id: HolidayId): ReadonlyArray<Holiday> => {
    const [_, ...names] = rules[id]
    const [FRENCH, ENGLISH] = (region && ownNames[region])?.[id] ?? names
    return daysOf(id, region, year).map((day) => ({ day, id, name: { FRENCH, ENGLISH } }))
  }
  const all: ReadonlyArray<Holiday> = [
    ...(region === undefined ? [] : kept[region]).filter((id) => !dropped(id)).flatMap(named),
    ...also.flatMap((written) => {
      const id = isId(written) ? written : holidayIds.find((id) => monthDay(rules[id][0](year)) === written)
      return id === undefined ? onDate(written, year).map((day) => ({ day, id, name: {} })) : named(id)
    })
  ]
  return Arr.dedupeWith(all, (a, b) => a.day === b.day)
    .filter(({ day }) => !except.includes(monthDay(day)))
    .sort((a, b) => a.day - b.day)
}

const computed = new WeakMap<HolidayCalendar, Map<number, ReadonlyArray<Holiday>>>()

/** The holidays of a year that an office keeps, in order. */
export const holidaysOf = (calendar: HolidayCalendar, year: number): ReadonlyArray<Holiday> => {
  const years = computed.get(calendar) ?? new Map<number, ReadonlyArray<Holiday>>()
  computed.set(calendar, years)
  const known = years.get(year) ?? computeYear(calendar, year)
  years.set(year, known)
  return known
}

/** The holiday on a day, where the office keeps one. */
export const holidayOn = (calendar: HolidayCalendar, day: Day): Holiday | undefined =>
  holidaysOf(calendar, partsOf(day).year).find((holiday) => holiday.day === day)
