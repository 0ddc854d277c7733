import { type Case, type EntityType, entityTypes, type GoldSpan, type Span, type Turn } from "./Markup.ts"

/** What an engine found in a case: for each of its turns, spans in order. */
export type Prediction = ReadonlyArray<ReadonlyArray<Span>>

export type Form = "typed" | "spoken" | "mixed" | "-"

/** One labelled span and what became of it. */
export interface Judged {
  readonly case: Case
  readonly type: EntityType
  readonly form: Form
  readonly casing: "cased" | "lower"
  readonly cued: boolean
  /** Letters and digits of it, and how many of them are still there. */
  readonly signs: number
  readonly left: number
  readonly text: string
}

/** What speech has between the pieces of a value, and what tells nothing about it. */
const filler = /(?<!\p{L})(?:euh|heu|hum|uh|um|er|puis|pis|and|et|so|then|ben)(?!\p{L})/giu

export const numberWord = new RegExp(
  `(?<!\\p{L})(?:${
    [
      "zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante",
      "cinquante|soixante|cents?|mille|premier|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen",
      "twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|double|triple|fifteen|\\w+th|first|second|third"
    ].join("|")
  })(?!\\p{L})`,
  "iu"
)

const formOf = (type: EntityType, text: string): Form => {
  if (type === "PERSON") return "-"
  if (type === "EMAIL" && text.includes("@")) return "typed"
  const digits = /\d/.test(text)
  const words = numberWord.test(text)
  if (type === "EMAIL") return digits ? "mixed" : "spoken"
  if (digits) return words ? "mixed" : "typed"
  return "spoken"
}

const signsOf = (text: string, from: number, to: number) => {
  const part = text.slice(from, to).replace(filler, (word) => " ".repeat(word.length))
  return [...part.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => from + index)
}

const overlap = (a: Pick<Span, "start" | "end">, b: Pick<Span, "start" | "end">) =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))

const judge = (of: Case, turn: Turn, gold: GoldSpan, found: ReadonlyArray<Span>): Judged => {
  const text = turn.text.slice(gold.start, gold.end)
  const signs = signsOf(turn.text, gold.start, gold.end)
  const left = signs.filter((at) => !found.some(({ end, start }) => start <= at && at < end))
  const seen = gold.type === "PERSON" ? text : turn.text
  return {
    case: of,
    type: gold.type,
    form: formOf(gold.type, text),
    casing: seen === seen.toLowerCase() ? "lower" : "cased",
    cued: gold.cued,
    signs: signs.length,
    left: left.length,
    text
  }
}

export const judgeCase = (of: Case, prediction: Prediction): ReadonlyArray<Judged> =>
  of.turns.flatMap((turn, index) => turn.gold.map((gold) => judge(of, turn, gold, prediction[index] ?? [])))

export const isLeak = ({ left }: Judged) => left > 0

/** Neighbours of one type with nothing but fillers between them are one value, however many pieces it was said in. */
const joined = (text: string, spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
  const out: Array<Span> = []
  for (const next of [...spans].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last?.type === next.type && signsOf(text, last.end, next.start).length === 0) {
      out[out.length - 1] = { ...last, end: Math.max(last.end, next.end) }
    } else out.push(next)
  }
  return out
}

/** Of findings that overlap, the longest: engines differ in whether they settle that themselves. */
const settled = (spans: ReadonlyArray<Span>): ReadonlyArray<Span> => {
  const kept: Array<Span> = []
  for (const span of [...spans].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((each) => overlap(each, span) === 0)) kept.push(span)
  }
  return kept
}

/** Counts for F2. `typed` asks for the type too. */
export interface Counts {
  found: number
  missed: number
  wrong: number
}

export type Cell = `${EntityType} ${"fr" | "en"}`
export type CellCounts = Readonly<Record<"any" | "typed", ReadonlyMap<Cell, Counts>>>

export const cells: ReadonlyArray<Cell> = entityTypes.flatMap((type) => [`${type} fr`, `${type} en`] as const)

const isEntity = (type: string): type is EntityType => entityTypes.some((each) => each === type)

/**
 * Adds a case to `counts`: a label is found where a finding overlaps it by half of their union at least. A finding that
 * matches no label counts against the cell of its own type, unless it lies on text that may be replaced or not.
 */
export const countCase = (of: Case, prediction: Prediction, counts: CellCounts): void => {
  for (const [index, turn] of of.turns.entries()) {
    const found = joined(turn.text, settled(prediction[index] ?? []))
    const gold = joined(turn.text, turn.gold)
    for (const mode of ["any", "typed"] as const) {
      const free = new Set(found)
      const at = (type: string) => isEntity(type) ? counts[mode].get(`${type} ${of.language}`) : undefined
      for (const label of gold) {
        const cell = at(label.type)
        const match = [...free].find((each) => {
          const common = overlap(label, each)
          const union = label.end - label.start + each.end - each.start - common
          return common / union >= 0.5 && (mode === "any" || each.type === label.type)
        })
        if (match !== undefined) free.delete(match)
        if (cell !== undefined) cell[match === undefined ? "missed" : "found"]++
      }
      for (const each of free) {
        if (turn.neutral.some((span) => overlap(span, each) > 0)) continue
        const cell = at(each.type)
        if (cell !== undefined) cell.wrong++
      }
    }
  }
}

export const emptyCounts = (): CellCounts => {
  const make = () => new Map(cells.map((cell): [Cell, Counts] => [cell, { found: 0, missed: 0, wrong: 0 }]))
  return { any: make(), typed: make() }
}

export const sumCounts = (some: Iterable<Counts>): Counts => {
  const sum = { found: 0, missed: 0, wrong: 0 }
  for (const { found, missed, wrong } of some) {
    sum.found += found
    sum.missed += missed
    sum.wrong += wrong
  }
  return sum
}

export const precision = ({ found, wrong }: Counts) => found + wrong === 0 ? 1 : found / (found + wrong)
export const recall = ({ found, missed }: Counts) => found + missed === 0 ? 1 : found / (found + missed)

/** F with recall worth twice as much as precision: a leak costs more than a word too many. */
export const f2 = (counts: Counts) => {
  const [p, r] = [precision(counts), recall(counts)]
  return p + r === 0 ? 0 : 5 * p * r / (4 * p + r)
}

/** Wilson's 95 % interval of a share. */
export const wilson = (hits: number, of: number): readonly [low: number, high: number] => {
  if (of === 0) return [0, 1]
  const z = 1.96
  const share = hits / of
  const centre = share + z * z / (2 * of)
  const spread = z * Math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
  const scale = 1 + z * z / of
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

/** Letters and digits of the case's turns, and how many of them findings cover. */
export const coverage = (of: Case, prediction: Prediction) => {
  let signs = 0
  let covered = 0
  for (const [index, turn] of of.turns.entries()) {
    const found = prediction[index] ?? []
    const all = signsOf(turn.text, 0, turn.text.length).filter((at) =>
      !turn.neutral.some(({ end, start }) => start <= at && at < end)
    )
    signs += all.length
    covered += all.filter((at) => found.some(({ end, start }) => start <= at && at < end)).length
  }
  return { signs, covered }
}
