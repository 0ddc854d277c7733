import { useMemo } from "react"
import { useWords } from "../words/useWords.ts"

const dayMillis = 86_400_000

/** `2026-11-29` of an instant: on the calendar of a time zone, or of the reader. */
export const dayOf = (date: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(date)

/** `3:07`; an hour and more as `1:03:07`. */
export const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const end = `${`${s}`.padStart(2, "0")}`
  return h > 0 ? `${h}:${`${m}`.padStart(2, "0")}:${end}` : `${m}:${end}`
}

/** `+1 514 555 0123`; anything that is no number of North America as it is. */
export const phone = (number: string): string => number.replace(/^\+1([\d•]{3})([\d•]{3})([\d•]{4})$/, "+1 $1 $2 $3")

/** Dates, lengths and numbers as the reader's language writes them. */
export const useFormat = () => {
  const { locale } = useWords()
  return useMemo(() => {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
    const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })
    const formatters = new Map<string, Intl.DateTimeFormat>()
    const as = (options: Intl.DateTimeFormatOptions, timeZone?: string) => {
      const key = `${timeZone}${JSON.stringify(options)}`
      const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone })
      formatters.set(key, made)
      return made
    }
    const time = (iso: string, timeZone?: string) =>
      as({ hour: "numeric", minute: "2-digit" }, timeZone).format(new Date(iso))
    const day = (iso: string, timeZone?: string) => {
      const at = new Date(iso)
      const [there, here] = [dayOf(at, timeZone), dayOf(new Date(), timeZone)]
      const apart = Math.round((new Date(there).getTime() - new Date(here).getTime()) / dayMillis)
      return Math.abs(apart) <= 1
        ? relative.format(apart, "day")
        : as(
          there.slice(0, 4) === here.slice(0, 4)
            ? { weekday: "short", day: "numeric", month: "short" }
            : { day: "numeric", month: "short", year: "numeric" },
          timeZone
        ).format(at)
    }
    return {
      time,
      day,
      /** `today, 14:05` */
      when: (iso: string, timeZone?: string) => `${day(iso, timeZone)}, ${time(iso, timeZone)}`,
      long: (iso: string) =>
        as({ weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" }).format(
          new Date(iso)
        ),
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
