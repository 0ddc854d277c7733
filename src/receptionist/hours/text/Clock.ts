import { isNight, minutesPerDay, type Range } from "../../../domain/Hours.ts"

/** A time as it was written. Its `minute` counts from midnight, as if it had been said with a clock of 24 hours. */
export interface Clock {
  readonly minute: number
  /** Nothing else can be meant: it has am or pm, is past 12, or is noon or midnight by name. */
  readonly exact: boolean
  /** `08:00`, « 8 h »: as it is written where a day has 24 hours. */
  readonly zero: boolean
  readonly french: boolean
  /** Written past 12, without am or pm: the text counts the hours to 24. */
  readonly of24: boolean
}

/** Of a part of the day that is named with it: "in the morning", « l'après-midi ». */
export type Half = "am" | "pm"

/** The parts that a day can lack: the evening is not only its second half. */
export type PartOfDay = Half | "evening"

const noon = 720

/** A time of a clock of 12 hours, in its half of the day. */
export const inHalf = (minute: number, half: Half): number => (minute % noon) + (half === "pm" ? noon : 0)

/** What a part of the day makes of a time that does not say it. */
export const withHalf = (clock: Clock, half: Half): Clock =>
  clock.exact || clock.minute >= noon + 60
    ? clock
    : { ...clock, exact: true, minute: inHalf(clock.minute, clock.minute >= noon ? "pm" : half) }

const ordered = (from: number, to: number): Range | undefined => {
  if (from === to) return undefined
  if (from < to) return { from, to }
  if (to === 0) return { from, to: minutesPerDay }
  return isNight(from, to) ? { from, to: to + minutesPerDay } : undefined
}

const only = (found: ReadonlyArray<Range>): Range | undefined => found.length === 1 ? found[0] : undefined

/** The end has no half: the only time that it can be, after a beginning that is known. */
const endUnknown = (from: number, end: number): Range | undefined => {
  const [morning, evening] = [end % noon, end % noon + noon]
  if (from >= noon) return evening > from ? { from, to: evening } : ordered(from, morning)
  if (end >= noon) return { from, to: evening }
  return only([morning, evening].filter((to) => to > from).map((to) => ({ from, to })))
}

/** The beginning has no half: "9-5pm", "1-5pm", and not "8-9pm", which some write for either. */
const beginningUnknown = (begin: number, to: number, after: number): Range | undefined => {
  if (begin >= noon) return to > begin ? { from: begin, to } : undefined
  const found = [begin, begin + noon].filter((from) => from < to && from >= after).map((from) => ({ from, to }))
  // "11-midnight" is no hour of the night.
  if (found.length === 2 && to === minutesPerDay && begin >= 10 * 60) return found[0]
  return found.length === 2 && begin < 6 * 60 ? found[1] : only(found)
}

/** Neither has one: what an office means by "9-5", "8-12" or "1-5". */
const bothUnknown = (begin: number, end: number, more: boolean): Range | undefined => {
  if (begin >= noon) {
    if (end > begin) return { from: begin, to: end }
    return end < noon ? { from: begin, to: end + noon } : undefined
  }
  if (end >= noon) return begin >= 6 * 60 ? { from: begin, to: end } : undefined
  if (begin < end) {
    if (begin < 5 * 60) return { from: begin + noon, to: end + noon }
    return more && begin >= 6 * 60 ? { from: begin, to: end } : undefined
  }
  const early = begin < 7 * 60
  return begin >= 6 * 60 && !(early && end < 3 * 60) ? { from: begin, to: end + noon } : undefined
}

const literally = (a: Clock, b: Clock): Range | undefined =>
  // An hour of the night that nothing makes plain.
  a.minute < 4 * 60 && a.minute > 0 && !a.zero ? undefined : ordered(a.minute, b.minute)

/** "10 to 5" and "noon to 5" where others count the hours to 24: nothing else that begins in the morning ends then. */
const ofDay = (a: Clock, b: Clock): Range | undefined =>
  !a.zero && !b.zero && !b.exact && a.minute >= 6 * 60 && a.minute <= noon && b.minute >= 4 * 60 && b.minute < a.minute
    ? { from: a.minute, to: b.minute + noon }
    : undefined

const isFrench = (a: Clock, b: Clock) =>
  a.french && a.minute >= 6 * 60 && (b.exact || (b.french && a.minute < b.minute))

/**
 * The range between two times, or undefined where two readings are possible. `of24`: the text it is from counts the
 * hours to 24. `evening`: it is of a place that is open then. `more`: another range follows on the same day. `after`: the end of the range before it.
 */
export const rangeOf = (
  a: Clock,
  b: Clock,
  { after, evening, more, of24 }: {
    readonly after: number
    readonly evening: boolean
    readonly more: boolean
    readonly of24: boolean
  }
): Range | undefined => {
  // "12 AM to 12 PM" is what people write for the other half of the day, too.
  if (a.exact && b.exact) return a.minute === 0 && b.minute === noon ? undefined : ordered(a.minute, b.minute)
  if (a.exact && a.minute > noon && !of24) return endUnknown(a.minute, b.minute)
  if (of24 || a.zero || b.zero || isFrench(a, b)) return literally(a, b) ?? (of24 ? ofDay(a, b) : undefined)
  if (a.exact) return endUnknown(a.minute, b.minute)
  // « 5 h à minuit » can be the evening of a bar, and the day of a gym.
  if (b.exact && a.french && a.minute < 6 * 60 && (a.minute >= 5 * 60 || b.minute <= a.minute + noon)) return undefined
  if (b.exact) return beginningUnknown(a.minute, b.minute === 0 ? minutesPerDay : b.minute, after)
  // « 8 h à 1 h » is a half day to some, and the day of a bar to others.
  if (a.french && b.french && b.minute > 0 && b.minute < 3 * 60 && a.minute > b.minute && a.minute < noon) {
    return undefined
  }
  // « 1 h à 5 h » is the afternoon only behind a morning, and « 9 h à 9 h » nothing at all.
  if (a.french && (a.minute < b.minute ? after < 11 * 60 : b.minute > 6 * 60 && a.minute < noon)) return undefined
  if (evening && a.minute < b.minute) return { from: a.minute + noon, to: b.minute + noon }
  const range = bothUnknown(a.minute, b.minute, more)
  // After noon, a morning is over.
  return range ?? (after > noon - 120 && a.minute < b.minute && a.minute < after
    ? { from: a.minute + noon, to: b.minute + noon }
    : undefined)
}

/** When a day ends that begins at `from`, or undefined where two readings are possible. `usual`: when other days do. */
export const endAfter = (from: number, end: Clock, of24: boolean, usual = 0): number | undefined => {
  if (end.exact || of24 || end.zero || end.french) {
    const to = end.minute === 0 ? minutesPerDay : end.minute
    if (to > from) return to
    // « 11 h à minuit, jusqu'à 1 h du matin le vendredi »
    return (end.exact || end.zero || usual >= 23 * 60) && isNight(from, to) ? to + minutesPerDay : undefined
  }
  const to = endUnknown(from, end.minute)?.to
  // "8-6, Friday till 9": nobody opens for an hour.
  return to ?? (from < noon && end.minute % noon - from < 90 ? end.minute % noon + noon : undefined)
}
