import type { Case, Turn } from "./Markup.ts"
import { makeRandom } from "./Random.ts"
import {
  type Cell,
  type CellCounts,
  cells,
  countCase,
  type Counts,
  coverage,
  emptyCounts,
  f2,
  isLeak,
  judgeCase,
  type Judged,
  numberWord,
  type Prediction,
  sumCounts
} from "./Score.ts"

/** An engine's findings, by case id. */
export type Findings = ReadonlyMap<string, Prediction>

export interface Leaks {
  readonly spans: number
  readonly leaked: number
  readonly signs: number
  readonly left: number
}

export const leaksOf = (some: ReadonlyArray<Judged>): Leaks => ({
  spans: some.length,
  leaked: some.filter(isLeak).length,
  signs: some.reduce((sum, { signs }) => sum + signs, 0),
  left: some.reduce((sum, { left }) => sum + left, 0)
})

export const judgeAll = (cases: ReadonlyArray<Case>, findings: Findings): ReadonlyArray<Judged> =>
  cases.flatMap((of) => judgeCase(of, findings.get(of.id) ?? []))

/** Several counts in a table, grouped in the order in which the groups first appear. */
export const grouped = <A>(all: ReadonlyArray<A>, key: (one: A) => string): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const one of all) {
    const name = key(one)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  return groups
}

/** Of utterances that hold nothing private: how many were touched, and how much of their text. */
export const overRedaction = (negatives: ReadonlyArray<Case>, findings: Findings) => {
  const touched: Array<Case> = []
  let [signs, covered] = [0, 0]
  for (const of of negatives) {
    const found = coverage(of, findings.get(of.id) ?? [])
    signs += found.signs
    covered += found.covered
    if (found.covered > 0) touched.push(of)
  }
  return { of: negatives.length, hit: touched.length, touched, share: signs === 0 ? 0 : covered / signs }
}

/**
 * Whether something in a turn looks as if it were private: a figure, a number in words, or a capital in mid-sentence.
 */
const tempts = ({ text }: Turn) =>
  /\d/.test(text) || numberWord.test(text) || /[^\s.!?:…"«»]['’\s-]+\p{Lu}\p{L}/u.test(text)

/**
 * Of what is said in calls and holds nothing private: how many turns were touched, of those that tempt and of the others.
 * Turns with text that may be replaced or not count neither way.
 */
export const turnsTouched = (calls: ReadonlyArray<Case>, findings: Findings) => {
  const counts = { tempting: { of: 0, hit: 0 }, ordinary: { of: 0, hit: 0 } }
  const touched: Array<string> = []
  for (const call of calls) {
    const found = findings.get(call.id) ?? []
    for (const [index, turn] of call.turns.entries()) {
      const spoken = turn.kind === "user" || turn.kind === "assistant"
      if (!spoken || turn.gold.length + turn.neutral.length > 0) continue
      const count = counts[tempts(turn) ? "tempting" : "ordinary"]
      count.of++
      if ((found[index] ?? []).length === 0) continue
      count.hit++
      if (call.split === "dev") touched.push(`${call.id}: ${turn.text}`)
    }
  }
  return { ...counts, touched }
}

export const countAll = (cases: ReadonlyArray<Case>, findings: Findings): CellCounts => {
  const counts = emptyCounts()
  for (const of of cases) countCase(of, findings.get(of.id) ?? [], counts)
  return counts
}

/** Labels missing from a cell make its F2 meaningless. */
export const filledCells = (counts: CellCounts): ReadonlyArray<Cell> =>
  cells.filter((cell) => {
    const { found, missed } = counts.any.get(cell) ?? { found: 0, missed: 0 }
    return found + missed > 0
  })

export const totalF2 = (counts: CellCounts, mode: "any" | "typed" = "any") => f2(sumCounts(counts[mode].values()))

/**
 * How many points of F2 `ours` is ahead of `theirs`, with the 95 % interval of a paired bootstrap over cases: both are
 * drawn with the same cases, so that an easy draw is easy for both.
 */
export const ahead = (cases: ReadonlyArray<Case>, ours: Findings, theirs: Findings) => {
  const perCase = cases.map((of): readonly [Counts, Counts] => [
    sumCounts(countAll([of], ours).any.values()),
    sumCounts(countAll([of], theirs).any.values())
  ])
  const difference = (some: ReadonlyArray<readonly [Counts, Counts]>) =>
    100 * (f2(sumCounts(some.map(([mine]) => mine))) - f2(sumCounts(some.map(([, other]) => other))))
  const random = makeRandom(20_26)
  const draws = Array.from({ length: 500 }, () => difference(perCase.map(() => random.pick(perCase)))).sort((a, b) =>
    a - b
  )
  return { points: difference(perCase), low: draws[12] ?? 0, high: draws[487] ?? 0 }
}

export const percentile = (sorted: ReadonlyArray<number>, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
