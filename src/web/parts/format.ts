import { useMemo } from "react"
import { useWords } from "../words/useWords.ts"
import { shown, type TheirWords } from "./theirs.ts"

const dayMillis = 86_400_000

/** `2026-11-29` of an instant, on a place's calendar. */
export const dayOf = (date: Date, { timeZone }: Place): string =>
  new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(date)

/** `3:07`; an hour and more as `1:03:07`. */
export const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const end = `${`${s}`.padStart(2, "0")}`
  return h > 0 ? `${h}:${`${m}`.padStart(2, "0")}:${end}` : `${m}:${end}`
}

/** `+1 514 555 0123`; anything that is no number of North America as it is. */
export const phone = (number: string | TheirWords): string =>
  (typeof number === "string" ? number : shown(number)).replace(/^\+1([\d•]{3})([\d•]{3})([\d•]{4})$/, "+1 $1 $2 $3")

/** Whose clock and calendar a time is told by. */
export interface Place {
  readonly timeZone: string | undefined
}
/**
 * The reader's own, for what people do in the office. What happens on a line (a call, what was left in it, when it is due)
 * is told by the clock of the line's agent.
 */
export const here: Place = { timeZone: undefined }

/** Dates, lengths and numbers as the reader's language writes them. */
export const useFormat = () => {
  const { locale } = useWords()
  return useMemo(() => {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })
    const formatters = new Map<string, Intl.DateTimeFormat>()
    const as = (options: Intl.DateTimeFormatOptions, { timeZone }: Place) => {
      const key = `${timeZone}${JSON.stringify(options)}`
      const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone })
      formatters.set(key, made)
      return made
    }
    const zoneName = (style: "longOffset" | "short", at: Date, place: Place) =>
      as({ timeZoneName: style }, place).formatToParts(at).find(({ type }) => type === "timeZoneName")?.value
    /** What a clock of there is called, where it shows another time than the reader's. */
    const elsewhere = (at: Date, place: Place) =>
      place.timeZone === undefined || zoneName("longOffset", at, place) === zoneName("longOffset", at, here)
        ? undefined
        : zoneName("short", at, place)
    const told = (at: Date, place: Place, options: Intl.DateTimeFormatOptions) =>
      as({ ...options, ...elsewhere(at, place) !== undefined && { timeZoneName: "short" } }, place).format(at)
    const time = (iso: string, place: Place) => told(new Date(iso), place, { hour: "numeric", minute: "2-digit" })
    const day = (iso: string, place: Place) => {
      const at = new Date(iso)
      const [there, today] = [dayOf(at, place), dayOf(new Date(), place)]
      const apart = Math.round((new Date(there).getTime() - new Date(today).getTime()) / dayMillis)
      return Math.abs(apart) <= 1
        ? relative.format(apart, "day")
        : as(
          there.slice(0, 4) === today.slice(0, 4)
            ? { weekday: "short", day: "numeric", month: "short" }
            : { day: "numeric", month: "short", year: "numeric" },
          place
        ).format(at)
    }
    return {
      time,
      day,
      /** `today, 14:05`; `today, 14:05 EST` where the reader's clock shows another time. */
      when: (iso: string, place: Place) => `${day(iso, place)}, ${time(iso, place)}`,
      long: (iso: string, place: Place) =>
        told(new Date(iso), place, {
          weekday: "long",
          day: "numeric",
          month: "long",
          hour: "numeric",
          minute: "2-digit"
        }),
      /** What its clock is called now, where it is not the reader's. */
      zone: (place: Place) => elsewhere(new Date(), place),
      /** A calendar day `2026-12-24`, wherever it is. */
      calendarDay: (date: string, options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${date}T12:00:00Z`)),
      weekday: (monday1: number, style: "short" | "long" | "narrow" = "short") =>
        new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" }).format(
          new Date(Date.UTC(2024, 0, monday1))
        ),
      number: (n: number) => number.format(n),
      short: (n: number) => short.format(n)
    }
  }, [locale])
}
