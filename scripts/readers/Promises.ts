import type { Random } from "../../bench/anonymizer/Random.ts"
import { type Labelled, load } from "../../bench/promises.ts"
import type { Scores } from "../../src/receptionist/learned/Model.ts"
import { featuresOf, groups } from "../../src/receptionist/promises/Features.ts"
import { likely } from "../../src/receptionist/promises/Learned.ts"
import type { Lesson } from "./Learn.ts"
import { bare } from "./Taught.ts"

export const set = load("tuned")

/** How the loss grows with each kind of each clause, where a turn promises what any clause of it does. */
const slopesOf = (promised: readonly [boolean, boolean, boolean]): Lesson["slopes"] => (scores) => {
  const chances = scores.map(([a, b, c]): Scores => [likely(a), likely(b), likely(c)])
  const shares = promised.map((is, kind) => {
    if (!is) return 1
    const none = chances.reduce((none, clause) => none * (1 - (clause[kind] ?? 0)), 1)
    return -none / Math.max(1 - none, 1e-9)
  })
  const [first = 1, second = 1, third = 1] = shares
  return chances.map(([a, b, c]): Scores => [first * a, second * b, third * c])
}

export const lessonOf = ({ promises, text }: Labelled): ReadonlyArray<Lesson> => {
  const parts = featuresOf(text)
  return groups.map(([a, b, c], group) => ({
    parts: parts[group] ?? [],
    slopes: slopesOf([promises.includes(a), promises.includes(b), promises.includes(c)])
  }))
}

/** What is learned from: the turns as they are, and half of them without capitals and stops. */
export const saidIn = (rows: ReadonlyArray<Labelled>, random: Random): ReadonlyArray<Labelled> => [
  ...rows,
  ...rows.filter(() => random.chance(0.5)).map((row) => ({ ...row, text: bare(row.text) }))
]
