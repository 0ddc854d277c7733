import { minutesPerDay, type Range, type Region, type Week } from "../../../domain/Hours.ts"
import { clausesOf, type Span } from "./Clauses.ts"
import { endAfter, rangeOf } from "./Clock.ts"
import { dateNamed } from "./DateWords.ts"
import { scan, type Scanned } from "./Scan.ts"
import { type Break, type Statement, statementsOf } from "./Statements.ts"
import { everyDay, holiday, rest } from "./Tokens.ts"

/** A free text about opening hours, understood as a whole; or not, and then the line, from 0, at which it was not. */
export type TextReading =
  | {
    readonly _tag: "Understood"
    readonly week: Week
    /** What it says of public holidays. */
    readonly holidays: "closed" | "open" | "unsaid"
    /** Days of each year on which it is closed, `MM-DD` or a holiday by its id. */
    readonly closedOn: ReadonlyArray<string>
    /** Those whose holidays it names. */
    readonly regions: ReadonlyArray<Region>
    /** The time zones that it names, each by one that keeps the same time. */
    readonly zones: ReadonlyArray<string>
  }
  | { readonly _tag: "NotUnderstood"; readonly line: number }

/** More characters than any opening hours have. */
const longest = 2_000

const rangesOf = (spans: ReadonlyArray<Span>, of24: boolean): ReadonlyArray<Range> | undefined => {
  const ranges: Array<Range> = []
  for (const [index, { from, to }] of spans.entries()) {
    const after = ranges.at(-1)?.to ?? 0
    const range = rangeOf(from, to, { after, more: index < spans.length - 1, of24 })
    if (range === undefined || range.from < after) return undefined
    ranges.push(range)
  }
  return ranges
}

const overlap = (some: ReadonlyArray<Range>, others: ReadonlyArray<Range>) =>
  some.some((one) => others.some((other) => one.from < other.to && other.from < one.to))

const same = (some: ReadonlyArray<Range>, others: ReadonlyArray<Range>) =>
  some.length === others.length &&
  some.every(({ from, to }, index) => from === others[index]?.from && to === others[index]?.to)

/** What is known of a day, and the statement that says it. */
interface Known {
  readonly ranges: ReadonlyArray<Range>
  readonly by: Numbered
}

/** A statement without the holidays, and its place in the text. */
type Numbered = Statement & { readonly order: number }

/** Whether a statement about some of the days of another holds for them instead of it. */
const overrides = (statement: Numbered, before: Numbered): boolean => {
  const [few, all] = [statement.days, before.days]
  if (statement.exception) return true
  if (few.length >= all.length || !few.every((day) => all.includes(day))) return false
  const aboutClosing = statement.says._tag === "Closed" || before.says._tag === "Closed"
  return aboutClosing || (statement.order > before.order && few.length * 2 <= all.length)
}

/** What a statement makes of a day, or undefined where it contradicts what was said before. */
const stated = (statement: Numbered, before: Known | undefined, of24: boolean): Known | undefined => {
  const { says } = statement
  if (says._tag === "Closed") {
    return before === undefined || before.ranges.length === 0 || overrides(statement, before.by)
      ? { ranges: [], by: statement }
      : undefined
  }
  if (says._tag === "Until") {
    const base = before?.ranges ?? []
    const from = base.at(-1)?.from ?? says.from?.minute
    const to = from === undefined ? undefined : endAfter(from, says.end, of24)
    return from === undefined || to === undefined || (before !== undefined && !overrides(statement, before.by))
      ? undefined
      : { ranges: [...base.slice(0, -1), { from, to }], by: statement }
  }
  const ranges = rangesOf(says.spans, of24)
  if (ranges === undefined) return undefined
  if (before === undefined || same(before.ranges, ranges)) return { ranges, by: statement }
  const apart = before.ranges.length > 0 && !overlap(before.ranges, ranges)
  if (!apart) return overrides(statement, before.by) ? { ranges, by: statement } : undefined
  // Mornings and afternoons of the same days, told one after the other.
  return before.by.days.length === statement.days.length
    ? { ranges: [...before.ranges, ...ranges].sort((a, b) => a.from - b.from), by: statement }
    : undefined
}

/** A range without a break that lies within it. */
const cut = (range: Range, { from, to }: Range): ReadonlyArray<Range> =>
  range.from < from && to < range.to ? [{ from: range.from, to: from }, { from: to, to: range.to }] : [range]

/** Within every break for lunch that is not said when. */
const midday: Range = { from: 735, to: 750 }

/** Whether it is closed over the middle of the day in between. */
const hasMidday = (ranges: ReadonlyArray<Range>) =>
  ranges.some(({ to }, index) => to >= 660 && (ranges[index + 1]?.from ?? minutesPerDay) <= 870)

const withBreak = (
  { days, spans }: Break,
  known: ReadonlyMap<number, Known>,
  of24: boolean
): ReadonlyMap<number, Known> | undefined => {
  const breaks = rangesOf(spans, of24)
  if (breaks === undefined) return undefined
  const found = new Map(known)
  let counts = 0
  for (const day of days ?? everyDay) {
    const before = found.get(day)
    if (before === undefined || before.ranges.length === 0) continue
    const ranges = breaks.reduce((ranges, it) => ranges.flatMap((range) => cut(range, it)), before.ranges)
    const said = spans.length === 0 ? !overlap(before.ranges, [midday]) : !overlap(ranges, breaks)
    if (!said) return undefined
    if (!same(ranges, before.ranges) || hasMidday(ranges)) counts++
    found.set(day, { ...before, ranges })
  }
  return counts === 0 ? undefined : found
}

const countsTo24 = (tokens: ReadonlyArray<Scanned>) =>
  tokens.some((token) => token._tag === "Clock" && token.clock.of24)

const weekOf = (known: ReadonlyMap<number, Known>): Week => {
  const of = (day: number) => known.get(day)?.ranges ?? []
  return {
    monday: of(0),
    tuesday: of(1),
    wednesday: of(2),
    thursday: of(3),
    friday: of(4),
    saturday: of(5),
    sunday: of(6)
  }
}

/**
 * Reads opening hours as offices write them, in French and English: `lundi au vendredi 9h à 18h`, `Mon-Fri 9-5, Sat
 * 10-2`, `24/7`. All of it, or nothing: a word that is not known, a time that can be two, days that are said twice
 * differently, and it is not understood. Days of which nothing is said are closed.
 */
export const readHoursText = (text: string): TextReading => {
  const failed = (line: number): TextReading => ({ _tag: "NotUnderstood", line })
  if (text.length > longest) return failed(0)
  const scanned = scan(text)
  if (typeof scanned === "number") return failed(scanned)
  const parsed = clausesOf(scanned.tokens)
  if (typeof parsed === "number") return failed(parsed)
  const said = statementsOf(parsed.clauses)
  if (typeof said === "number") return failed(said)

  const of24 = countsTo24(scanned.tokens)
  let known: ReadonlyMap<number, Known> = new Map()
  let holidays: "closed" | "open" | "unsaid" = said.openOnHolidays ? "open" : "unsaid"
  const named = new Set(said.statements.flatMap(({ days }) => days))
  const others = everyDay.filter((day) => !named.has(day))
  const closedOn: Array<string> = []
  // What is said of fewer days holds for them, wherever it stands.
  const inOrder = said.statements.map((statement, order) => ({
    ...statement,
    order,
    ofHolidays: statement.days.includes(holiday),
    dates: statement.days.flatMap((day) => dateNamed(day) ?? []),
    days: [...statement.days.filter((day) => day < holiday), ...statement.days.includes(rest) ? others : []]
  })).sort((a, b) => Number(a.exception) - Number(b.exception) || b.days.length - a.days.length)
  for (const statement of inOrder) {
    closedOn.push(...statement.dates)
    if (statement.dates.length > 0 && statement.says._tag !== "Closed") return failed(statement.line)
    if (statement.ofHolidays) {
      if (statement.says._tag !== "Closed" || holidays === "open") return failed(statement.line)
      holidays = "closed"
    }
    const next = new Map(known)
    for (const day of statement.days) {
      const made = stated(statement, known.get(day), of24)
      if (made === undefined) return failed(statement.line)
      next.set(day, made)
    }
    known = next
  }
  for (const it of said.breaks) {
    const broken = withBreak(it, known, of24)
    if (broken === undefined) return failed(it.line)
    known = broken
  }
  const week = weekOf(known)
  return Object.values(week).every((ranges) => ranges.length === 0)
    ? failed(0)
    : { _tag: "Understood", week, holidays, closedOn, regions: parsed.regions, zones: scanned.zones }
}
