import type { Region } from "../../../domain/Hours.ts"
import type { Clock } from "./Clock.ts"
import { daysFrom } from "./DayList.ts"
import { allDay, type Item } from "./Items.ts"
import { withParts } from "./Parts.ts"
import { tellsTimes } from "./Said.ts"
import type { Scanned } from "./Scan.ts"
import { everyDay, holiday } from "./Tokens.ts"

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

const isJoint = (token: Scanned | undefined, isBetween: boolean) =>
  token?._tag === "To" || token?._tag === "Until" || (isBetween && token?._tag === "And")

const isDay = (begin: Scanned | undefined, end: Scanned) =>
  begin?._tag === "Clock" && end._tag === "Clock" &&
  (end.clock.of24 || [begin, end].every(({ clock }) => clock.exact || clock.french)) &&
  begin.clock.minute < end.clock.minute

/** The time that a time at a place reaches to, and the place behind it: "9 to 5", "9 and closes at 5". */
const endFrom = (tokens: ReadonlyArray<Scanned>, start: number) => {
  const [first, second, third] = tokens.slice(start + 1, start + 4)
  if (isJoint(first, tokens[start - 1]?._tag === "Between") && second?._tag === "Clock") {
    return { to: second.clock, next: start + 3 }
  }
  // "9am 5pm", « 8h 17h », and not « 8h 12h et 13h »
  const begin = tokens[start]
  const isMore = isJoint(second, false) ||
    (second?._tag === "And" && third?._tag === "Clock" && tokens[start + 4]?._tag !== "Clock")
  if (first?._tag === "Clock" && isDay(begin, first) && !isMore) {
    return { to: first.clock, next: start + 2 }
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
  return (joint?._tag === "To" || joint?._tag === "Apart") && last?._tag === "Clock" && isEnd(list.next + 2)
    ? { days: list.days, end: last.clock, next: list.next + 2 }
    : undefined
}

/** Whether a sentence has told when it closes in between, and nothing else since. */
const isBreak = (items: ReadonlyArray<Item>) => {
  const told = items.slice(items.findLastIndex(({ _tag }) => _tag === "Closed")).map(({ _tag }) => _tag)
  return told[0] === "Closed" && told.includes("Span") &&
    told.every((tag, index) => index === 0 || ["Days", "Lunch", "Span"].includes(tag))
}

const isClock = ({ _tag }: Scanned) => _tag === "Clock"

/** « du lundi matin au vendredi soir »: from the first of the days to the last. */
const withoutBounds = (tokens: ReadonlyArray<Scanned>): ReadonlyArray<Scanned> =>
  tokens.filter((token, at) => {
    if (token._tag !== "Part") return true
    const isFirst = (from: number) => {
      const [first, begin, to, last, end] = tokens.slice(from, from + 5)
      return first?._tag === "Days" && begin?._tag === "Part" && begin.half === "am" && to?._tag === "To" &&
        last?._tag === "Days" && end?._tag === "Part" && end.half === "pm"
    }
    return !(at > 0 && isFirst(at - 1)) && !(at > 3 && isFirst(at - 4))
  })

/** « mer. soir et ven. soir 18 h 30 à 21 h 30 »: the part is of both. */
const withoutRepeated = (tokens: ReadonlyArray<Scanned>): ReadonlyArray<Scanned> =>
  tokens.filter((token, at) => {
    const [and, days, again, clock] = tokens.slice(at + 1, at + 5)
    return !(token._tag === "Part" && tokens[at - 1]?._tag === "Days" && and?._tag === "And" && days?._tag === "Days" &&
      again?._tag === "Part" && again.half === token.half && clock?._tag === "Clock")
  })

/** "24 hours a day, seven days a week; we never close": the same, told twice. */
const isAlways = (tokens: ReadonlyArray<Scanned>) =>
  tokens.filter(({ _tag }) => _tag === "AllDay").length > 1 &&
  tokens.every((token) =>
    token._tag === "AllDay" || token._tag === "And" || (token._tag === "Days" && token.days.length === 7)
  )

/** The items of one sentence, or undefined where something is left over. */
const itemsOf = (tokens: ReadonlyArray<Scanned>, regions: Set<Region>): ReadonlyArray<Item> | undefined => {
  if (isAlways(tokens)) return [{ _tag: "Days", days: everyDay, last: [] }, { _tag: "Span", span: allDay }]
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
        items.push({ _tag: "Days", days: list.days, last: list.last, each: list.each })
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
        // « lundi on ouvre à 10 h, le samedi à 9 h », "we open at 9 weekdays, at 10 Sundays"
        const [kind, ofDays] = [items.at(-2), items.at(-1)]
        if (ofDays?._tag === "Days" && (items.at(-3)?._tag === "Days" || following?._tag === "Days")) {
          if (kind?._tag === "From") {
            items.push({ _tag: "From", start: token.clock, opens: kind.opens })
            break
          }
          if (kind?._tag === "Until") {
            items.push({ _tag: "Until", end: token.clock })
            break
          }
        }
        // "we close at 6, except Saturday at 3"
        if (
          items.at(-1)?._tag === "Days" && items.at(-2)?._tag === "Except" && items.some(({ _tag }) => _tag === "Until")
        ) {
          items.push({ _tag: "Until", end: token.clock })
          break
        }
        const exceptional = ofSome(tokens, next)
        const told = items.at(-1)?._tag === "Days" ? items.at(-2) : items.at(-1)
        if (exceptional === undefined || told?._tag !== "Span") return undefined
        items.push({ _tag: "Days", days: exceptional.days, last: [] }, { _tag: "Until", end: exceptional.end })
        next = exceptional.next
        continue
      }
      case "From":
        if (following?._tag !== "Clock") return undefined
        if (endFrom(tokens, next + 1) !== undefined) break
        items.push({ _tag: "From", start: following.clock, opens: token.opens === true })
        next += 2
        continue
      case "Until": {
        // "closes early (4 pm)"
        const end = following?._tag === "Apart" ? after : following
        if (end?._tag !== "Clock") return undefined
        items.push({ _tag: "Until", end: end.clock })
        next += following === end ? 2 : 3
        continue
      }
      case "AllDay":
        // « 24 heures sur 24, jour et nuit »
        if (!items.some((item) => item._tag === "Span" && item.span === allDay) || tokens.some(isClock)) {
          items.push({ _tag: "Span", span: allDay })
        }
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
        // "closed, we sleep"; "closed Sun and Mon x"
        if (tokens[next - 1]?._tag === "Closed") break
        if (tokens[next - 1]?._tag === "And" && tokens[next - 2]?._tag === "Closed") break
        const [earlier, closed, days] = items.slice(-3).map(({ _tag }) => _tag)
        if (following === undefined && earlier !== "Days" && closed === "Closed" && days === "Days") break
        items.push({ _tag: "Closed", apart: tokens[next - 1]?._tag === "And", unsaid: token.unsaid === true })
        break
      case "Except":
      case "Including":
      case "Lunch":
      case "More":
      case "Unbroken":
        items.push({ _tag: token._tag })
        break
      case "Same": {
        // "same Tue-Thu"
        const list = token.as === undefined && following?._tag === "Days" ? daysFrom(tokens, next + 1) : undefined
        if (list !== undefined) {
          items.push({ _tag: "Days", days: list.days, last: [] })
          next = list.next - 1
        }
        items.push({ _tag: "Same", as: token.as })
        break
      }
      case "Part":
        items.push({
          _tag: "Part",
          half: token.half,
          evening: token.evening === true,
          only: token.only === true,
          apart: tokens[next - 1]?._tag === "And",
          ends: tokens[next - 1]?._tag === "Clock" && following?._tag === "And"
        })
        break
      case "To": {
        // A dash between days and times, between two ranges, or between a range and the next days.
        const last = items.at(-1)?._tag
        const isRange = following?._tag === "Clock" && (isJoint(after, false) || after?._tag === "Slash") &&
          tokens[next + 3]?._tag === "Clock"
        const isNext = isRange || following?._tag === "Days" || following?._tag === "Closed"
        // « sauf jeu => 21 h »
        if (last === "Days" && items.at(-2)?._tag === "Except" && following?._tag === "Clock" && !isRange) {
          items.push({ _tag: "Until", end: following.clock })
          next += 2
          continue
        }
        if (!(last === "Days" || ((last === "Span" || last === "Closed") && isNext))) return undefined
        break
      }
      case "Unknown":
        return undefined
      case "Between":
        if (following?._tag !== "Days" && following?._tag !== "Clock") return undefined
        break
      case "And":
        // "closed 12 to 12:30 for lunch and on holidays"
        if (
          following?._tag === "Days" && following.days.every((day) => day >= holiday) && after === undefined &&
          isBreak(items)
        ) items.push({ _tag: "Closed", apart: false })
        break
      case "Count":
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
  // « dès 6 h en semaine et dès 7 h le week-end, fermeture à 20 h »
  if (items.filter(({ _tag }) => _tag === "From").length > 1) return items
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

/** The sentences of a text; or the line, from 0, of one that nothing can be made of. */
export const clausesOf = (tokens: ReadonlyArray<Scanned>): Clauses | number => {
  const clauses: Array<Clause> = []
  const regions = new Set<Region>()
  const places = new Set<string>()
  let begun = false
  let sentence: Array<Scanned> = []
  for (const token of tokens) {
    if (token._tag !== "Stop") {
      sentence.push(token)
      continue
    }
    // The hours of a second thing are not those of the office.
    for (const [index, it] of sentence.entries()) {
      if (it._tag !== "Place") continue
      const again = begun || tellsTimes(sentence.slice(0, index))
      // « Le bureau est fermé pour le dîner », where it alone can be meant.
      if (places.size === 0 && again && sentence[index + 1]?._tag === "Closed") continue
      if (again && tellsTimes(sentence.slice(index)) && !places.has(it.name)) return token.line
      places.add(it.name)
    }
    begun ||= tellsTimes(sentence)
    const items = itemsOf(withoutRepeated(withoutBounds(sentence)), regions)
    const parted = items && withParts(withEnds(items))
    if (parted === undefined) return token.line
    if (parted.length > 0) clauses.push({ line: token.line, items: parted })
    sentence = []
  }
  return { clauses, regions: [...regions] }
}
