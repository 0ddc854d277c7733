import type { Clause } from "./Clauses.ts"
import type { Clock } from "./Clock.ts"
import { withEndsApart } from "./Ends.ts"
import { allDay, arePaired, isValue, type Item, type Span, withoutClosed } from "./Items.ts"
import type { Break, Statement } from "./Statement.ts"
import { everyDay, holiday } from "./Tokens.ts"

export interface Statements {
  readonly statements: ReadonlyArray<Statement>
  readonly breaks: ReadonlyArray<Break>
  /** Days that are said to have no break. */
  readonly unbroken: ReadonlyArray<number>
  /** The same of every day. */
  readonly neverBroken: boolean
  /** Public holidays are said to be days like others. */
  readonly openOnHolidays: boolean
}

/** What is open in the middle of a text: days of which nothing has been said yet, or times of no days. */
interface Reading {
  readonly statements: Array<Statement>
  readonly breaks: Array<Break>
  readonly unbroken: Array<number>
  neverBroken: boolean
  openOnHolidays: boolean
  /** Days on which it is said to open, before it is told when. */
  openOn: ReadonlyArray<number> | undefined
  /** Days that wait for their times. */
  days:
    | {
      readonly list: ReadonlyArray<number>
      readonly exception: boolean
      readonly line: number
      readonly more?: boolean
    }
    | undefined
  /** Times that wait for their days. */
  spans: ReadonlyArray<Span>
  start: { readonly at: Clock; readonly opens: boolean } | undefined
  end: Clock | undefined
}

/** It says more of hours than that it is closed. */
const isHours = (item: Item) => isValue(item) || item._tag === "From" || item._tag === "Same"

const without = (days: ReadonlyArray<number>, some: ReadonlyArray<number>) => days.filter((day) => !some.includes(day))

/** Reads one clause into `reading`; false where it cannot be read. */
const readClause = (reading: Reading, { items, line }: Clause, daysFirst: boolean): boolean => {
  const { breaks, statements } = reading
  const ownFirst = items.find((item) => item._tag === "Days" || isValue(item))
  const [before] = statements.slice(-1)
  const begun = statements.length
  // A line of times alone goes on with the days of the line before it, or stands before its own.
  const continues = ownFirst !== undefined && isValue(ownFirst) && !items.some(({ _tag }) => _tag === "Days")
  const daysLead = ownFirst?._tag === "Days" || (continues && daysFirst)
  let mode: "plain" | "closed" | "except" | "including" | "break" | "unbroken" | "whole" = "plain"

  let closedApart = false
  const state = (days: ReadonlyArray<number>, says: Statement["says"], exception = false, more = false) => {
    statements.push({ line, days, says, exception, more })
  }
  const closeException = () => {
    if (reading.days?.exception !== true) return
    state(reading.days.list, { _tag: "Closed" }, true)
    reading.days = undefined
  }
  const takeDays = (
    days: ReadonlyArray<number>,
    last: ReadonlyArray<number>,
    [next, ...later]: ReadonlyArray<Item>,
    begins: boolean
  ): boolean => {
    closeException()
    // "closed for lunch 1-2 each day"
    if (mode === "break" && next === undefined && days.length === everyDay.length) {
      const last = breaks.pop()
      if (last === undefined) return false
      breaks.push({ ...last, days })
      return true
    }
    // What was said of these hours is over: the days are new ones.
    if (mode === "break" && breaks.at(-1)?.days !== undefined) mode = "plain"
    switch (mode) {
      case "closed":
        // "closed daily 10:00-10:15"
        if (next?._tag === "Span" && !later.some(isHours) && statements.length > 0) {
          breaks.push({ line, days, spans: [] })
          mode = "break"
          return true
        }
        // "closed Mon, Tue 5-10, Wed 5-11": on which of them?
        if (next?._tag === "Span" && arePaired(later)) return false
        state(days, { _tag: "Closed" })
        mode = "plain"
        return true
      case "including": {
        // « tous les jours, même le dimanche » says it twice.
        const known = reading.days?.list ?? statements.at(-1)?.days ?? everyDay
        reading.openOnHolidays ||= days.includes(holiday)
        mode = "plain"
        return days.every((day) => day >= holiday || known.includes(day))
      }
      case "except":
        mode = "plain"
        if (reading.days === undefined) {
          if (statements.length === 0) {
            // "9 to 5 except Sundays"
            if (reading.spans.length === 0) return false
            state(everyDay, { _tag: "Open", spans: reading.spans })
            reading.spans = []
          }
          reading.days = { list: days, exception: true, line }
        } else {
          state(days, { _tag: "Closed" }, true)
          reading.days = { ...reading.days, list: without(reading.days.list, days) }
        }
        return true
      case "break": {
        const last = breaks.pop()
        if (last === undefined || last.inEach === true) return false
        breaks.push({ ...last, days })
        return true
      }
      case "whole":
        reading.unbroken.push(...days)
        mode = "plain"
        return true
      case "unbroken": {
        const last = breaks.pop()
        if (last === undefined || last.inEach === true || days.includes(holiday)) return false
        breaks.push({ ...last, days: without(last.days ?? everyDay, days) })
        mode = "break"
        return true
      }
      case "plain": {
        const waiting = reading.days?.list
        // « tous les jours, week-end compris, de 10 h à 19 h »
        if (
          next?._tag === "Including" && later[0]?._tag !== "Days" && waiting !== undefined &&
          days.every((day) => waiting.includes(day))
        ) return true
        if (reading.days !== undefined) {
          // « Ouvert tous les jours », "Weekends only!": above what is said of each.
          const isFirst = begins || reading.days.list.length === everyDay.length
          if (!isFirst || reading.days.exception || statements.length > 0) return false
          reading.openOn = reading.days.list
          reading.days = undefined
        }
        if (next?._tag === "ClosedPart") reading.days = { list: days, exception: true, line }
        else if (reading.spans.length > 0) {
          // "8-6 Mon to Fri and Saturday 8-12"
          // "11-11, Fri and Sat till 1": of which days is the first?
          const isMeal = next?._tag === "Lunch" && later[0]?._tag === "Span"
          const splits = next !== undefined && (isValue(next) || isMeal) && last.length > 0 &&
            last.length < days.length && (next._tag !== "Until" || days.length - last.length > 1) &&
            (arePaired(withoutClosed(later)) || !later.some(({ _tag }) => _tag === "Days"))
          // "9-5 Mon-Fri, weekends closed"
          const closes = next?._tag === "Closed" && !next.apart && later.length === 0 && last.length > 0 &&
            last.length < days.length
          state(splits || closes ? without(days, last) : days, { _tag: "Open", spans: reading.spans })
          reading.spans = []
          if (splits || closes) reading.days = { list: last, exception: false, line }
        } else if (reading.start !== undefined) {
          const { at, opens } = reading.start
          state(
            days,
            reading.end === undefined
              ? { _tag: "Since", start: at, opens }
              : { _tag: "Open", spans: [{ from: at, to: reading.end }] }
          )
          reading.start = undefined
          reading.end = undefined
        } else if (reading.end !== undefined) {
          state(days, { _tag: "Until", end: reading.end, like: undefined })
          reading.end = undefined
        } else reading.days = { list: days, exception: false, line }
        return true
      }
    }
  }

  const takeSpan = (span: Span, later: ReadonlyArray<Item>): boolean => {
    if (mode === "closed") {
      const days = reading.days === undefined && statements.length > begun ? statements.at(-1)?.days : undefined
      const several = new Set(statements.slice(begun).map(({ days }) => days)).size > 1
      const [daily, ...more] = later
      const isOfEach = daily?._tag === "Days" && daily.days.length === everyDay.length && more.length === 0
      if (reading.days !== undefined || (several && !closedApart && !isOfEach)) return false
      if (several && !isOfEach) {
        breaks.push({ line, days: undefined, spans: [span], inEach: true })
        mode = "break"
        return true
      }
      breaks.push({ line, days: isOfEach ? undefined : days, spans: [span] })
      mode = "break"
      return true
    }
    if (mode === "break") {
      const last = breaks.pop()
      if (last === undefined) return false
      breaks.push({ ...last, spans: [...last.spans, span] })
      return true
    }
    if (mode !== "plain") return false
    if (reading.days !== undefined) {
      state(reading.days.list, { _tag: "Open", spans: [span] }, reading.days.exception, reading.days.more)
      reading.days = undefined
      return true
    }
    const last = statements.at(-1)
    if (daysLead && last?.says._tag === "Open" && (statements.length > begun || last === before)) {
      statements.splice(-1, 1, { ...last, says: { _tag: "Open", spans: [...last.says.spans, span] } })
    } else reading.spans = [...reading.spans, span]
    return true
  }

  for (const [index, item] of items.entries()) {
    const taken = (() => {
      switch (item._tag) {
        case "Days":
          return takeDays(item.days, item.last, items.slice(index + 1), item === ownFirst)
        case "Span":
          return takeSpan(item.span, items.slice(index + 1))
        case "Until":
          if (mode !== "plain") return false
          // « on ouvre à 10 h tous les jours sauf lundi, on ferme à 19 h »
          if (statements.some(({ says }) => says._tag === "Since")) closeException()
          if (reading.days === undefined && reading.end !== undefined) return false
          if (reading.days === undefined) reading.end = item.end
          else {
            state(reading.days.list, { _tag: "Until", end: item.end, like: undefined }, reading.days.exception)
            reading.days = undefined
          }
          return true
        case "From": {
          const last = statements.at(-1)
          if (statements.length === begun || last?.says._tag !== "Until") {
            if (mode !== "plain" || reading.start !== undefined || reading.spans.length > 0) return false
            if (reading.days === undefined) reading.start = { at: item.start, opens: item.opens }
            else {
              const { exception, list } = reading.days
              state(list, { _tag: "Since", start: item.start, opens: item.opens }, exception)
              reading.days = undefined
            }
            return true
          }
          const spans = [{ from: item.start, to: last.says.end }]
          statements.splice(-1, 1, { ...last, says: { _tag: "Open", spans } })
          return true
        }
        case "Closed":
          // "lunch closure 1pm-2pm"
          if (items[index - 1]?._tag === "Lunch" && mode !== "break") return mode === "closed"
          // "lunch 12-1 closed"
          if (mode === "break" && items[index + 1] === undefined && items[index - 2]?._tag === "Lunch") return true
          closedApart = item.apart
          if (items[index + 1]?._tag === "Lunch" || items[index + 1]?._tag === "Span" || reading.days === undefined) {
            mode = "closed"
            return reading.days === undefined
          }
          state(reading.days.list, { _tag: "Closed", unsaid: item.unsaid === true }, reading.days.exception)
          reading.days = undefined
          return true
        case "Lunch":
          closeException()
          // "Sun lunch 12-4", where nothing else is said of it: what is served, and no break.
          if (reading.days !== undefined) {
            const { list } = reading.days
            return items[index + 1]?._tag === "Span" &&
              (items[index + 2]?._tag !== "Closed" || items[index + 3]?._tag === "Days") &&
              statements.length > 0 && !statements.some(({ days }) => days.some((day) => list.includes(day)))
          }
          // "closed 12:30-1:30 for lunch"
          if (mode === "break" && items[index - 1]?._tag === "Span") return true
          if (items[items[index + 1]?._tag === "Closed" ? index + 2 : index + 1]?._tag === "Span") mode = "closed"
          else {
            breaks.push({ line, days: statements.length > begun ? statements.at(-1)?.days : undefined, spans: [] })
            mode = "break"
          }
          return true
        case "Except":
          // « fermé le lundi sauf les lundis fériés »: on which it is open, and when?
          if (statements.length > begun && statements.at(-1)?.says._tag === "Closed" && !isValue(items[index + 2])) {
            return false
          }
          // « dimanche excepté »
          if (reading.days?.exception === false && items[index + 1] === undefined && statements.length > 0) {
            state(reading.days.list, { _tag: "Closed" }, true)
            reading.days = undefined
            return true
          }
          closeException()
          // "all week, except till five on Sundays"
          if (isValue(items[index + 1]) && items[index + 2]?._tag === "Days" && reading.spans.length === 0) return true
          // « fermé de 12 h à 13 h, sauf le samedi »: on which it does not close, unless it has hours of its own.
          mode = mode === "break" && !isValue(items[index + 2]) ? "unbroken" : "except"
          return true
        case "Including": {
          const next = items[index + 1]
          const waiting = reading.days?.list
          // « dimanches et fériés compris », behind the days that they are among.
          const isSaid = waiting !== undefined && (next === undefined || !isValue(next)) &&
            waiting.every((day) => day === holiday || statements.at(-1)?.days.includes(day) === true)
          if (next?._tag === "Days") mode = "including"
          else if (isSaid) {
            reading.openOnHolidays ||= waiting.includes(holiday)
            reading.days = undefined
          } else return next === undefined || isValue(next) || next._tag === "Closed" || next._tag === "Except"
          return true
        }
        case "ClosedPart":
          if (item.ofAll === true) {
            const open = new Set(statements.flatMap(({ days, says }) => says._tag === "Open" ? days : []))
            state([...open], { _tag: "ClosedPart", part: item.part }, true)
            return reading.days === undefined && open.size > 0
          }
          if (reading.days === undefined) return false
          state(reading.days.list, { _tag: "ClosedPart", part: item.part }, true)
          reading.days = undefined
          return true
        case "More":
          if (reading.days !== undefined) reading.days = { ...reading.days, more: true }
          return true
        case "Unbroken": {
          const [next, then] = items.slice(index + 1)
          // "closed noon-1 Mon-Thu, open through lunch Fri", « le vendredi, on ne ferme pas le midi »
          if (next?._tag === "Days" && !(then !== undefined && isHours(then))) mode = "whole"
          else if (reading.days !== undefined && next === undefined) {
            if (reading.days.exception) return false
            reading.unbroken.push(...reading.days.list)
            reading.days = undefined
          } else reading.neverBroken = true
          return true
        }
        case "Same": {
          const { as } = item
          const last = as === undefined ? statements.at(-1) : statements.findLast(({ days }) => days.includes(as))
          if (
            mode !== "plain" || reading.days === undefined || reading.days.exception || last?.exception !== false ||
            (last.says._tag !== "Open" && last.says._tag !== "Closed")
          ) {
            return false
          }
          state(reading.days.list, last.says)
          reading.days = undefined
          return true
        }
        case "Part":
          return false
      }
    })()
    if (!taken) return false
  }
  closeException()
  return mode === "plain" || mode === "break"
}

/** Days of which it is said that they are among those that are open: « 7 jours sur 7 », « dimanche compris ». */
const includedIn = (items: ReadonlyArray<Item>): ReadonlyArray<number> =>
  items.flatMap((item, at) => {
    if (item._tag !== "Days") return []
    const [before, behind] = [items[at - 1]?._tag, items[at + 1]?._tag]
    return item.each === true || before === "Including" || (behind === "Including" && before !== "Closed")
      ? item.days
      : []
  })

/** What a text says, statement by statement; or the line, from 0, at which it can no longer be understood. */
export const statementsOf = (clauses: ReadonlyArray<Clause>): Statements | number => {
  const first = clauses.flatMap(({ items }) => items).find((item) => item._tag === "Days" || isValue(item))
  const reading: Reading = {
    statements: [],
    breaks: [],
    unbroken: [],
    neverBroken: false,
    openOnHolidays: false,
    openOn: undefined,
    days: undefined,
    spans: [],
    start: undefined,
    end: undefined
  }
  for (const clause of clauses) {
    if (!readClause(reading, clause, first?._tag === "Days")) return clause.line
  }
  if (reading.days !== undefined) return reading.days.line
  const included = new Set(clauses.flatMap(({ items }) => includedIn(items)))
  const contradicted = reading.statements.find(({ days, exception, says }) =>
    says._tag === "Closed" && !exception && days.some((day) => day < holiday && included.has(day))
  )
  if (contradicted !== undefined) return contradicted.line
  const open = new Set(reading.statements.flatMap(({ days, says }) => says._tag === "Open" ? days : []))
  const { openOn } = reading
  if (openOn !== undefined && everyDay.some((day) => openOn.includes(day) !== open.has(day))) {
    return clauses.at(-1)?.line ?? 0
  }
  const closed = reading.statements.filter(({ says }) => says._tag === "Closed" || says._tag === "ClosedPart")
  const onlyCloses = closed.length === reading.statements.length &&
    closed.some(({ days }) => days.some((day) => day < holiday))
  // "Open 24 hours", "11:30 to 9:30, closed Tuesdays"
  if (
    (onlyCloses && reading.spans.length > 0) ||
    (reading.statements.length === 0 && reading.spans.every((span) => span === allDay))
  ) {
    reading.statements.push({
      line: 0,
      days: everyDay,
      says: { _tag: "Open", spans: reading.spans },
      exception: false
    })
    reading.spans = []
  }
  const statements = reading.spans.length > 0 || reading.start !== undefined
    ? undefined
    : withEndsApart(reading.statements, reading.end)
  return statements === undefined ? clauses.at(-1)?.line ?? 0 : { ...reading, statements }
}
