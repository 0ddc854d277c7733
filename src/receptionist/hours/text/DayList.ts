import type { Scanned } from "./Scan.ts"
import { holiday } from "./Tokens.ts"

const between = (first: number, last: number) =>
  Array.from({ length: (last - first + 7) % 7 + 1 }, (_, index) => (first + index) % 7)

/** Days with dashes between more than two of them, which name each: « lundi - mardi - mercredi ». */
const chainFrom = (tokens: ReadonlyArray<Scanned>, start: number): ReadonlyArray<number> => {
  const days: Array<number> = []
  for (let at = start;; at += 2) {
    const token = tokens[at]
    if (token?._tag !== "Days" || token.days.length !== 1) return days
    days.push(...token.days)
    if (tokens[at + 1]?._tag !== "To") return days
  }
}

const isNext = (day: number, index: number, days: ReadonlyArray<number>) => day === (days[index - 1] ?? 0) + 1

/** Each is named, or two ranges are, which are the same: « lun-mar-jeu-ven », and not « lun-mer-ven-dim ». */
const nameEach = (days: ReadonlyArray<number>) =>
  days.every((day, index) => index === 0 || [1, 2].includes(day - (days[index - 1] ?? 0))) &&
  (days.length % 2 === 1 || days.every((day, index) => index % 2 === 0 || isNext(day, index, days)))

/** « tous les jours, dimanche excepté »: what follows are not more days. */
const isExcepted = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const behind = tokens.slice(start).findIndex(({ _tag }) => _tag !== "And" && _tag !== "Days")
  return behind > 0 && tokens[start + behind]?._tag === "Except" && start + behind === tokens.length - 1
}

/** "Mon/Fri", « lun ven »: two days, or from one to the other? */
const isEndsOfRange = (tokens: ReadonlyArray<Scanned>) => {
  const [first, ...later] = tokens
  const last = later.at(-1)
  const isBare = later.length === 1 || (later.length === 2 && later[0]?._tag === "Slash")
  if (!isBare || first?._tag !== "Days" || last?._tag !== "Days") return false
  return ["0-4", "0-5", "0-6", "1-5"].includes(`${first.days.join(",")}-${last.days.join(",")}`)
}

/** Days that make a list, from a place on, and the place behind them; « lundi au mercredi et vendredi ». */
export const daysFrom = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const days: Array<number> = []
  let last = 0
  let joints = 0
  let each = false
  let next = start
  for (;;) {
    const token = tokens[next]
    if (token?._tag !== "Days") return undefined
    const [joint, end] = [tokens[next + 1], tokens[next + 2]]
    const [first] = token.days
    const reaches = joint?._tag === "To" || joint?._tag === "Until" ||
      (joint?._tag === "And" && tokens[start - 1]?._tag === "Between")
    const chain = chainFrom(tokens, next)
    if (chain.length > 2) {
      if (!nameEach(chain)) return undefined
      days.push(...chain)
      next += 2 * chain.length - 1
    } else if (reaches && end?._tag === "Days") {
      const [latest] = end.days
      if (token.days.length > 1 || end.days.length > 1 || first === undefined || latest === undefined) return undefined
      if (first >= holiday || latest >= holiday || first === latest) return undefined
      days.push(...between(first, latest))
      next += 3
    } else if (token.days.length === 7 && joint?._tag === "Days" && !joint.days.includes(holiday)) {
      // "every day Monday to Friday" are the days behind it.
      next += 1
    } else if (token.days.length === 7 && days.length === 0 && joint?._tag === "Apart" && end?._tag === "Days") {
      // "7 days: Mon-Sat 10-6, Sun 12-5"
      next += 2
    } else {
      days.push(...token.days)
      each ||= token.each === true
      next += 1
    }
    const [more, then] = [tokens[next], tokens[next + 1]]
    if (more?._tag === "Days") continue
    if (days.length === 7 && isExcepted(tokens, next)) return { days, last: [], next, each }
    // "noon to 9 every day, Friday and Saturday till 11"
    const isAll = token.days.length === 7 && then?._tag === "Days" && then.days.length < 7 &&
      then.days.every((day) => day < holiday)
    const isMore = !isAll && (more?._tag === "And" || more?._tag === "Slash") && then?._tag === "Days"
    if (isMore || (more?._tag === "And" && then?._tag === "And" && tokens[next + 2]?._tag === "Days")) {
      joints += 1
      last = days.length
      next += isMore ? 1 : 2
    } else {
      if (isEndsOfRange(tokens.slice(start, next))) return undefined
      // "Fri/Sat" belong together.
      const areTogether = days.length === 2 && tokens[next - 2]?._tag === "Slash"
      return { days: [...new Set(days)], last: joints > 1 || areTogether ? [] : days.slice(last), next, each }
    }
  }
}
