import { minutesPerDay, type Range, type Region, type Week } from "../../../domain/Hours.ts"
import { clausesOf } from "./Clauses.ts"
import { type Clock, endAfter, type PartOfDay, rangeOf } from "./Clock.ts"
import { dateNamed } from "./DateWords.ts"
import type { Span } from "./Items.ts"
import { scan, type Scanned } from "./Scan.ts"
import type { Break, Statement } from "./Statement.ts"
import { statementsOf } from "./Statements.ts"
import { everyDay, holiday, rest, restOfWeekdays } from "./Tokens.ts"

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

/** What a text makes plain of its times. */
interface Style {
  /** It counts the hours to 24. */
  readonly of24: boolean
  /** It is of a place that is open in the evening. */
  readonly evening: boolean
  /** What ranges that are written like this one have turned out to be: "12-2:30 and 6-10pm, Sat 6-10pm". */
  readonly known: Map<string, Range>
}

const rangesOf = (spans: ReadonlyArray<Span>, { evening, known, of24 }: Style): ReadonlyArray<Range> | undefined => {
  const ranges: Array<Range> = []
  for (const [index, { from, part, to }] of spans.entries()) {
    const after = ranges.at(-1)?.to ?? 0
    const written = `${from.minute}-${to.minute}`
    const range = rangeOf(from, to, { after, more: index < spans.length - 1, of24, evening }) ?? known.get(written)
    if (range === undefined || range.from < after) return undefined
    // "Mon 7-11, 2-6; Fri 7-11, evenings": the same hours are of the morning, and the evenings are more.
    const alike = part === undefined ? undefined : known.get(`${from.minute % 720}-${to.minute % 720}`)
    if (alike !== undefined && alike.from !== range.from) return undefined
    known.set(written, range)
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
  // A day that is closed among others contradicts its hours.
  if (before.says._tag === "Closed") return false
  return statement.says._tag === "Closed" || (statement.order > before.order && few.length * 2 <= all.length)
}

/** Where in the day a range lies whole. */
const partsOf = ({ from, to }: Range): ReadonlyArray<PartOfDay> => [
  ...to <= 13 * 60 ? ["am" as const] : [],
  ...from >= 12 * 60 && (from < 16 * 60 || to <= 19 * 60) ? ["pm" as const] : [],
  ...from >= 17 * 60 ? ["evening" as const] : []
]

/** What is open on a day without one part of it; undefined where that is not a range, or ranges, of its own. */
const withoutPart = (ranges: ReadonlyArray<Range>, part: PartOfDay): ReadonlyArray<Range> | undefined => {
  if (ranges.some((range) => partsOf(range).length !== 1)) return undefined
  const left = ranges.filter((range) => partsOf(range)[0] !== part)
  // « lundi matin fermé » where only the afternoon was said.
  const wasSaid = left.length < ranges.length || part === "am" || ranges.every(({ to }) => to <= 13 * 60)
  return wasSaid && (part !== "evening" || left.length < ranges.length) ? left : undefined
}

/** What is open on a day that begins at another time, in one of its ranges or before them. */
const openingAt = (ranges: ReadonlyArray<Range>, start: Clock, of24: boolean): ReadonlyArray<Range> | undefined => {
  const from = start.exact || of24 || start.zero || start.minute >= 6 * 60 ? start.minute : start.minute + 720
  const [first, ...later] = ranges.filter(({ to }) => to > from)
  if (first === undefined || (later.length + 1 < ranges.length && from < first.from)) return undefined
  return [{ from, to: first.to }, ...later]
}

/** What is open on a day that ends at another time, in the last of its ranges that begins before it. */
const endingAt = (ranges: ReadonlyArray<Range>, end: Clock, of24: boolean): ReadonlyArray<Range> | undefined => {
  const last = ranges.at(-1)
  if (last === undefined) return undefined
  const to = endAfter(last.from, end, of24, last.to)
  const earlier = ranges.slice(0, -1)
  // "9-12, 1-5, Friday till 1"
  if (to !== undefined && earlier.length > 0 && to - last.from >= minutesPerDay / 2) return undefined
  return to === undefined ? endingAt(earlier, end, of24) : [...earlier, { from: last.from, to }]
}

/** "Mornings Mon-Fri 8-12, afternoons Mon-Thu 1-5", « le midi …, le soir, vendredi seulement … »: the part is named. */
const areParts = (spans: ReadonlyArray<Span>, { says }: Numbered): boolean => {
  const part = spans.length === 1 ? spans[0]?.part : undefined
  return part !== undefined && says._tag === "Open" && says.spans.every((span) => span.part !== part)
}

/** What a statement makes of a day, or undefined where it contradicts what was said before. */
const stated = (statement: Numbered, before: Known | undefined, style: Style): Known | undefined => {
  const { says } = statement
  if (says._tag === "Closed") {
    if (says.unsaid === true && before !== undefined && before.ranges.length > 0) return undefined
    return before === undefined || before.ranges.length === 0 || overrides(statement, before.by)
      ? { ranges: [], by: statement }
      : undefined
  }
  if (says._tag === "Until") {
    const base = before?.ranges ?? rangesOf(says.like ?? [], style) ?? []
    const ranges = endingAt(base, says.end, style.of24)
    return ranges === undefined || (before !== undefined && !overrides(statement, before.by))
      ? undefined
      : { ranges, by: statement }
  }
  if (says._tag === "Since") {
    const ranges = before && says.opens && overrides(statement, before.by)
      ? openingAt(before.ranges, says.start, style.of24)
      : undefined
    return ranges === undefined ? undefined : { ranges, by: statement }
  }
  if (says._tag === "ClosedPart") {
    const ranges = before && withoutPart(before.ranges, says.part)
    return ranges === undefined ? undefined : { ranges, by: statement }
  }
  const ranges = rangesOf(says.spans, style)
  if (ranges === undefined) return undefined
  if (before === undefined || same(before.ranges, ranges)) return { ranges, by: statement }
  const apart = before.ranges.length > 0 && !overlap(before.ranges, ranges)
  if (!apart) return overrides(statement, before.by) ? { ranges, by: statement } : undefined
  // Mornings and afternoons of the same days, told one after the other; on some of them perhaps nothing before.
  const isMore = statement.days.length >= before.by.days.length &&
    before.by.days.every((day) => statement.days.includes(day))
  return isMore || statement.more === true || areParts(says.spans, before.by)
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

/** "10:00-10:15" is in the half of the day that is open, and « de midi à 1 h » an hour. */
const breakWithin = (spans: ReadonlyArray<Span>, open: ReadonlyArray<Range>): ReadonlyArray<Range> | undefined => {
  const [span] = spans
  if (span === undefined || spans.length > 1) return undefined
  const halves = ({ exact, minute }: Clock) => exact ? [minute] : [minute, minute + 720]
  const found = halves(span.from).flatMap((from) => halves(span.to).map((to) => ({ from, to })))
    .filter((range) => range.from < range.to && open.some((one) => cut(one, range).length > 1))
  const lengthOf = ({ from, to }: Range) => to - from
  const shortest = Math.min(...found.map(lengthOf))
  const breaks = found.filter((range) => lengthOf(range) === shortest)
  return breaks.length === 1 ? breaks : undefined
}

const withBreak = (
  { days, inEach, spans }: Break,
  known: ReadonlyMap<number, Known>,
  style: Style
): ReadonlyMap<number, Known> | undefined => {
  const open = (days ?? everyDay).flatMap((day) => known.get(day)?.ranges ?? [])
  const breaks = breakWithin(spans, open) ?? rangesOf(spans, style)
  if (breaks === undefined) return undefined
  const found = new Map(known)
  let counts = 0
  for (const day of days ?? everyDay) {
    const before = found.get(day)
    if (before === undefined || before.ranges.length === 0) continue
    const ranges = breaks.reduce((ranges, it) => ranges.flatMap((range) => cut(range, it)), before.ranges)
    const said = spans.length === 0 ? !overlap(before.ranges, [midday]) : !overlap(ranges, breaks)
    if (!said || (inEach === true && same(ranges, before.ranges))) return undefined
    if (!same(ranges, before.ranges) || hasMidday(ranges)) counts++
    found.set(day, { ...before, ranges })
  }
  return counts === 0 ? undefined : found
}

/** "5-9", which is the evening where another day is "4-8", or in a restaurant. */
const isLate = ({ from, to }: Span) =>
  [from, to].every(({ exact, zero }) => !exact && !zero) && from.minute >= 180 && from.minute < 360 &&
  to.minute >= 480 && to.minute < 720

const servesDinner = (text: string) =>
  /\b(?:restaurant|bistro|bar|pub|pizzeria|tavern|brasserie|steakhouse|grill|dinner|supper|souper)\b/i.test(text) &&
  !/breakfast|brunch|lunch|morning|d[ée]jeuner|matin|caf[ée]|bakery|boulangerie/i.test(text)

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

  const spans = said.statements.flatMap(({ says }) => says._tag === "Open" ? says.spans : [])
  const style: Style = {
    of24: countsTo24(scanned.tokens),
    evening: spans.every(isLate) && (spans.some(({ from }) => from.minute < 300) || servesDinner(text)),
    known: new Map()
  }
  let known: ReadonlyMap<number, Known> = new Map()
  let holidays: "closed" | "open" | "unsaid" = said.openOnHolidays ? "open" : "unsaid"
  const named = new Set(said.statements.flatMap(({ days }) => days.filter((day) => day < holiday)))
  const others = everyDay.filter((day) => !named.has(day))
  const othersIn = (days: ReadonlyArray<number>) =>
    days.includes(rest) ? others : days.includes(restOfWeekdays) ? others.filter((day) => day < 5) : []
  const closedOn: Array<string> = []
  // What is said of fewer days holds for them, wherever it stands.
  const inOrder = said.statements.map((statement, order) => ({
    ...statement,
    order,
    ofHolidays: statement.days.includes(holiday),
    isRest: statement.days.includes(rest) || statement.days.includes(restOfWeekdays),
    dates: statement.days.flatMap((day) => dateNamed(day) ?? []),
    days: [...statement.days.filter((day) => day < holiday), ...othersIn(statement.days)]
  })).sort((a, b) => Number(a.exception) - Number(b.exception) || b.days.length - a.days.length)
  for (const statement of inOrder) {
    closedOn.push(...statement.dates)
    if (statement.dates.length > 0 && statement.says._tag !== "Closed") return failed(statement.line)
    if (statement.ofHolidays) {
      if (statement.says._tag !== "Closed" || holidays === "open") return failed(statement.line)
      holidays = "closed"
    }
    // Other days than which?
    if (statement.isRest && named.size === 0) return failed(statement.line)
    const next = new Map(known)
    for (const day of statement.days) {
      const made = stated(statement, known.get(day), style)
      if (made === undefined) return failed(statement.line)
      next.set(day, made)
    }
    known = next
  }
  for (const it of said.breaks) {
    const days = it.days ?? everyDay.filter((day) => !said.unbroken.includes(day))
    const broken = withBreak({ ...it, days }, known, style)
    if (broken === undefined) return failed(it.line)
    known = broken
  }
  const isWhole = (ranges: ReadonlyArray<Range>) => ranges.length > 0 && !hasMidday(ranges)
  if (said.unbroken.some((day) => !isWhole(known.get(day)?.ranges ?? []))) return failed(0)
  const week = weekOf(known)
  const open = Object.values(week).filter((ranges) => ranges.length > 0)
  if (scanned.counts.some((count) => count !== open.length)) return failed(0)
  if (said.neverBroken && (said.breaks.length > 0 || open.some(hasMidday))) return failed(0)
  return open.length === 0
    ? failed(0)
    : { _tag: "Understood", week, holidays, closedOn, regions: parsed.regions, zones: scanned.zones }
}
