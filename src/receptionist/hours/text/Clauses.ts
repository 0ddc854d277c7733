import type { Region } from "../../../domain/Hours.ts"
import { type Clock, type Half, withHalf } from "./Clock.ts"
import type { Scanned } from "./Scan.ts"
import { holiday } from "./Tokens.ts"

/** Two times, of which it is not known yet what they mean. */
export interface Span {
  readonly from: Clock
  readonly to: Clock
}

/** A part of a sentence: the days of a list, the times of a range. */
export type Item =
  /** `last`: those behind the list's last "and", which may belong to what follows. */
  | { readonly _tag: "Days"; readonly days: ReadonlyArray<number>; readonly last: ReadonlyArray<number> }
  | { readonly _tag: "Span"; readonly span: Span }
  | { readonly _tag: "Until"; readonly end: Clock }
  /** A beginning that stands apart from its end: « jusqu'à midi (dès 8 h) ». */
  | { readonly _tag: "From"; readonly start: Clock }
  | { readonly _tag: "Closed" | "Except" | "Including" | "Lunch" }
  | { readonly _tag: "Part"; readonly half: Half }

/** A sentence or a line. */
export interface Clause {
  readonly line: number
  readonly items: ReadonlyArray<Item>
}

/** The clauses of a text, and the regions whose holidays it names. */
export interface Clauses {
  readonly clauses: ReadonlyArray<Clause>
  readonly regions: ReadonlyArray<Region>
}

const midnight: Clock = { minute: 0, exact: true, zero: false, french: false, of24: false }
export const allDay: Span = { from: midnight, to: { ...midnight, minute: 1440 } }

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

const areNeighbours = (days: ReadonlyArray<number>) =>
  days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1)

/** « tous les jours, dimanche excepté »: what follows are not more days. */
const isExcepted = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const behind = tokens.slice(start).findIndex(({ _tag }) => _tag !== "And" && _tag !== "Days")
  return behind > 0 && tokens[start + behind]?._tag === "Except" && start + behind === tokens.length - 1
}

/** Days that make a list, from a place on, and the place behind them; « lundi au mercredi et vendredi ». */
const daysFrom = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const days: Array<number> = []
  let last = 0
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
      if (!areNeighbours(chain)) return undefined
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
      next += 1
    }
    const [more, then] = [tokens[next], tokens[next + 1]]
    if (more?._tag === "Days") continue
    if (days.length === 7 && isExcepted(tokens, next)) return { days, last: [], next }
    const isMore = (more?._tag === "And" || more?._tag === "Slash") && then?._tag === "Days"
    if (isMore || (more?._tag === "And" && then?._tag === "And" && tokens[next + 2]?._tag === "Days")) {
      last = days.length
      next += isMore ? 1 : 2
    } else return { days: [...new Set(days)], last: days.slice(last), next }
  }
}

const isJoint = (token: Scanned | undefined, isBetween: boolean) =>
  token?._tag === "To" || token?._tag === "Until" || (isBetween && token?._tag === "And")

/** The time that a time at a place reaches to, and the place behind it: "9 to 5", "9 and closes at 5". */
const endFrom = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const [first, second, third] = tokens.slice(start + 1, start + 4)
  if (isJoint(first, tokens[start - 1]?._tag === "Between") && second?._tag === "Clock") {
    return { to: second.clock, next: start + 3 }
  }
  return first?._tag === "And" && second?._tag === "Until" && third?._tag === "Clock"
    ? { to: third.clock, next: start + 4 }
    : undefined
}

/** Until when it is open on some of the days before, in parentheses: « (23 h vendredi et samedi) », "(Thurs to 8)". */
const ofSome = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const [first, second] = tokens.slice(start, start + 2)
  if (tokens[start - 1]?._tag !== "Apart") return undefined
  const isTimeFirst = first?._tag === "Clock" && second?._tag === "Days"
  const list = daysFrom(tokens, isTimeFirst ? start + 1 : start)
  if (list === undefined || list.days.some((day) => day >= holiday)) return undefined
  const [joint, last] = tokens.slice(list.next, list.next + 2)
  const isEnd = (next: number) => tokens[next] === undefined || tokens[next]?._tag === "Apart"
  if (isTimeFirst) return isEnd(list.next) ? { days: list.days, end: first.clock, next: list.next } : undefined
  return joint?._tag === "To" && last?._tag === "Clock" && isEnd(list.next + 2)
    ? { days: list.days, end: last.clock, next: list.next + 2 }
    : undefined
}

/** The items of one sentence, or undefined where something is left over. */
const itemsOf = (tokens: ReadonlyArray<Scanned>, regions: Set<Region>): ReadonlyArray<Item> | undefined => {
  const items: Array<Item> = []
  let next = 0
  while (next < tokens.length) {
    const token = tokens[next]
    const following = tokens[next + 1]
    const after = tokens[next + 2]
    if (token === undefined) break
    switch (token._tag) {
      case "Days": {
        const exceptional = items.at(-1)?._tag === "Span" ? ofSome(tokens, next) : undefined
        if (exceptional !== undefined) {
          items.push({ _tag: "Days", days: exceptional.days, last: [] }, { _tag: "Until", end: exceptional.end })
          next = exceptional.next
          continue
        }
        const list = daysFrom(tokens, next)
        if (list === undefined) return undefined
        items.push({ _tag: "Days", days: list.days, last: list.last })
        next = list.next
        continue
      }
      case "Clock": {
        const end = endFrom(tokens, next)
        if (end !== undefined) {
          items.push({ _tag: "Span", span: { from: token.clock, to: end.to } })
          next = end.next
          continue
        }
        // « 9h/17h »
        const isSlashed = following?._tag === "Slash" && after?._tag === "Clock"
        if (isSlashed && (!isJoint(tokens[next + 3], false) || tokens[next + 5]?._tag === "Slash")) {
          items.push({ _tag: "Span", span: { from: token.clock, to: after.clock } })
          next += 3
          continue
        }
        // « fermé le midi »
        if (token.clock.exact && token.clock.minute === 720 && items.at(-1)?._tag === "Closed") {
          items.push({ _tag: "Lunch" })
          break
        }
        const exceptional = ofSome(tokens, next)
        if (exceptional === undefined || items.at(-1)?._tag !== "Span") return undefined
        items.push({ _tag: "Days", days: exceptional.days, last: [] }, { _tag: "Until", end: exceptional.end })
        next = exceptional.next
        continue
      }
      case "From":
        if (following?._tag !== "Clock") return undefined
        if (endFrom(tokens, next + 1) !== undefined) break
        items.push({ _tag: "From", start: following.clock })
        next += 2
        continue
      case "Until":
        if (following?._tag !== "Clock") return undefined
        items.push({ _tag: "Until", end: following.clock })
        next += 2
        continue
      case "AllDay":
        items.push({ _tag: "Span", span: allDay })
        break
      case "Region": {
        const last = items.at(-1)
        const named = (last?._tag === "Days" && last.days.includes(holiday)) ||
          (following?._tag === "Days" && following.days.includes(holiday))
        if (!named) return undefined
        regions.add(token.region)
        break
      }
      case "Closed":
      case "Except":
      case "Including":
      case "Lunch":
        items.push({ _tag: token._tag })
        break
      case "Part":
        items.push({ _tag: "Part", half: token.half })
        break
      case "To": {
        // A dash between days and times, between two ranges, or between a range and the next days.
        const last = items.at(-1)?._tag
        const isRange = following?._tag === "Clock" && (isJoint(after, false) || after?._tag === "Slash") &&
          tokens[next + 3]?._tag === "Clock"
        const isNext = isRange || following?._tag === "Days" || following?._tag === "Closed"
        if (!(last === "Days" || ((last === "Span" || last === "Closed") && isNext))) return undefined
        break
      }
      case "Unknown":
        return undefined
      case "Between":
        if (following?._tag !== "Days" && following?._tag !== "Clock") return undefined
        break
      case "And":
      case "Slash":
      case "Apart":
      case "Place":
      case "Stop":
        break
    }
    next += 1
  }
  return items
}

/** « ouvre à 8 h du lundi au vendredi et ferme à 18 h »: a beginning and the end behind it are a range. */
const withEnds = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => {
  const found: Array<Item> = []
  let start: Clock | undefined
  for (const [index, item] of items.entries()) {
    const end = items.slice(index + 1).find(({ _tag }) => _tag !== "Days")
    if (item._tag === "From" && end?._tag === "Until") start = item.start
    else if (item._tag === "Until" && start !== undefined) {
      found.push({ _tag: "Span", span: { from: start, to: item.end } })
      start = undefined
    } else found.push(item)
  }
  return found
}

/** A part of the day says of the times beside it which half they are in: « matin : 9 h à 12 h ». */
const withParts = (items: ReadonlyArray<Item>): ReadonlyArray<Item> | undefined => {
  const found: Array<Item> = []
  let half: Half | undefined
  for (const [index, item] of items.entries()) {
    const next = items[index + 1]
    if (item._tag === "Part") {
      const [earlier, before] = found.length > 1 ? found.slice(-2) : [undefined, found[0]]
      if (next?._tag === "Span" || next?._tag === "Until") half = item.half
      else if (next?._tag === "Days" && items[index + 2]?._tag === "Span") half = item.half
      else if (before?._tag === "Span") found.splice(-1, 1, inPart(before.span, item.half))
      else if (before?._tag === "Days" && earlier?._tag === "Span") {
        found.splice(-2, 2, inPart(earlier.span, item.half), before)
      } else return undefined
    } else if (item._tag === "Span" && half !== undefined) {
      found.push(inPart(item.span, half))
      half = undefined
    } else if (item._tag === "Until" && half !== undefined) {
      found.push({ ...item, end: withHalf(item.end, half) })
      half = undefined
    } else found.push(item)
  }
  return found
}

const inPart = ({ from, to }: Span, half: Half): Item => {
  const [begin, end] = [withHalf(from, half), withHalf(to, half)]
  // « soir : 20 h à 2 h » ends in the night after it.
  return { _tag: "Span", span: { from: begin, to: end.minute <= begin.minute ? to : end } }
}

const tellsTimes = (sentence: ReadonlyArray<Scanned>) =>
  sentence.some(({ _tag }) => _tag === "Clock" || _tag === "AllDay")

/** The sentences of a text; or the line, from 0, of one that nothing can be made of. */
export const clausesOf = (tokens: ReadonlyArray<Scanned>): Clauses | number => {
  const clauses: Array<Clause> = []
  const regions = new Set<Region>()
  const places = new Set<string>()
  let begun = false
  let sentence: Array<Scanned> = []
  // "Opens: 9 am. Closes: 5 pm." is said in two.
  let carried: ReadonlyArray<Item> = []
  for (const token of tokens) {
    if (token._tag !== "Stop") {
      sentence.push(token)
      continue
    }
    // The hours of a second thing are not those of the office.
    for (const [index, it] of sentence.entries()) {
      if (it._tag !== "Place") continue
      const again = begun || tellsTimes(sentence.slice(0, index))
      if (again && tellsTimes(sentence.slice(index)) && !places.has(it.name)) return token.line
      places.add(it.name)
    }
    begun ||= tellsTimes(sentence)
    const items = itemsOf(sentence, regions)
    if (items?.at(-1)?._tag === "From" && items.every(({ _tag }) => _tag === "From" || _tag === "Days")) {
      carried = items
      sentence = []
      continue
    }
    const parted = items && withParts(withEnds([...carried, ...items]))
    carried = []
    if (parted === undefined) return token.line
    if (parted.length > 0) clauses.push({ line: token.line, items: parted })
    sentence = []
  }
  if (carried.length > 0) return tokens.at(-1)?.line ?? 0
  return { clauses, regions: [...regions] }
}
