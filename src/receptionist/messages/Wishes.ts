import { DateTime, Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { minutesPerDay } from "../../domain/Hours.ts"
import type { Language } from "../../domain/Language.ts"
import { at, nextOpenings } from "../hours/Engine.ts"
import { dayOfWall, instantOf, wallAt } from "../hours/LocalTime.ts"
import { dayLine } from "../hours/Now.ts"
import { zoneOf } from "../hours/Office.ts"
import type { Schedule } from "../hours/Schedule.ts"

const local = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?$/
const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i

/** Nobody plans further ahead. */
const furthest = 366 * minutesPerDay * 60_000

/**
 * A wish as the model writes it, in epoch milliseconds: with an offset, or as the office's clock shows it. None where it is
 * no date and time, or nothing says in which time zone.
 */
const readWish = (written: string, zone: Option.Option<Schedule["zone"]>): Option.Option<number> => {
  const text = written.trim()
  const shown = DateTime.make(`${text.slice(0, 10)}T${text.slice(11, 16)}:00Z`)
  // The 31st of February is read as a day of March.
  const isDay = Option.exists(shown, (day) => DateTime.formatIsoDateUtc(day) === text.slice(0, 10))
  if (!isDay || Option.isNone(shown)) return Option.none()
  if (withOffset.test(text)) return Option.map(DateTime.make(text), ({ epochMilliseconds }) => epochMilliseconds)
  return Option.map(
    Option.filter(zone, () => local.test(text)),
    (its) => instantOf(its, shown.value.epochMilliseconds / 60_000)
  )
}

/** The wishes, in epoch milliseconds and in order, or a sentence for the model that says what is wrong with them. */
export type WishesRead =
  | { readonly _tag: "Taken"; readonly at: ReadonlyArray<number> }
  | { readonly _tag: "Refused"; readonly why: string }

const refused = (why: string): WishesRead => ({ _tag: "Refused", why })

/** What can be offered in place of a wish: the days on which it opens next. */
const alternatives = (schedule: Schedule, time: number, now: number, language: Language): string => {
  const days = nextOpenings(schedule, time, 6).map(({ opens }) => dayOfWall(wallAt(schedule.zone, opens)))
  const today = dayOfWall(wallAt(schedule.zone, now))
  const ownDay = dayOfWall(wallAt(schedule.zone, time))
  return [...new Set([ownDay, ...days])].slice(0, 4).map((day) => dayLine(schedule, day, today, language)).join("; ")
}

/** Reads wishes for a time to come: in the future, and when it is open, as far as that is known. */
export const readWishes = (
  written: ReadonlyArray<string>,
  options: {
    readonly agent: AgentConfig
    readonly schedule: Option.Option<Schedule>
    readonly now: number
    readonly language: Language
  }
): WishesRead => {
  const { agent, language, now, schedule } = options
  const zone = zoneOf(agent)
  const read = written.map((wish) => readWish(wish, zone))
  if (read.some(Option.isNone)) {
    return refused(
      Option.isNone(zone)
        ? "nothing says in which time zone the business is: leave `wishes` out, and write into `about` when the caller wants to come"
        : "`wishes` are dates with a time such as 2026-12-01T10:00, as the business's clock shows it. A wish without a time belongs in `about`"
    )
  }
  const wishes = read.flatMap(Option.toArray)
  if (wishes.some((wish) => wish <= now)) {
    return refused("a wish is in the past. Look at what day it is now, and ask the caller which day they mean")
  }
  if (wishes.some((wish) => wish > now + furthest)) {
    return refused("a wish is more than a year away. Ask the caller which day they mean")
  }
  if (Option.isSome(schedule)) {
    const closed = wishes.find((wish) => at(schedule.value, wish)._tag === "Closed")
    if (closed !== undefined) {
      return refused(
        `it is closed at one of the wished times. Tell the caller so, and ask for another. The hours are: ${
          alternatives(schedule.value, closed, now, language)
        }`
      )
    }
  }
  return { _tag: "Taken", at: [...new Set(wishes)].sort((a, b) => a - b) }
}
