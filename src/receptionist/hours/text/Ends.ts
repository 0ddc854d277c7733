import type { Clock } from "./Clock.ts"
import type { Span } from "./Items.ts"
import type { Statement } from "./Statement.ts"

const open = (it: Statement, from: Clock, to: Clock): Statement => ({
  ...it,
  says: { _tag: "Open", spans: [{ from, to }] }
})

const timeOf = ({ says }: Statement): Clock | undefined =>
  says._tag === "Since" ? says.start : says._tag === "Until" ? says.end : undefined

/** The one of all days and the several of some of them, where none is left over. */
const paired = (all: ReadonlyArray<Statement>, some: ReadonlyArray<Statement>): boolean => {
  const days = some.flatMap((it) => it.days)
  const whole = all[0]?.days ?? []
  return all.length === 1 && new Set(days).size === days.length &&
    (days.length === whole.length || whole.length === 7) &&
    days.every((day) => whole.includes(day))
}

/** The hours of the days of which it is said, where all are alike but for their end. */
const commonHours = (statements: ReadonlyArray<Statement>): ReadonlyArray<Span> | undefined => {
  const all = statements.flatMap(({ says }) => says._tag === "Open" ? [says.spans] : [])
  const [hours] = all
  const start = hours?.[0]?.from
  const timesOf = (spans: ReadonlyArray<Span>) =>
    spans.flatMap(({ from, to }) => [from.minute, to.minute]).slice(0, -1).join()
  // "1-5" begins at 13:00, which its first time alone does not say.
  return hours !== undefined && start !== undefined && all.every((spans) => timesOf(spans) === timesOf(hours)) &&
      (start.exact || start.minute >= 6 * 60)
    ? hours
    : undefined
}

/**
 * Beginnings and ends that are said apart, put together: « dès 6 h en semaine et dès 7 h le week-end, fermeture à 20 h
 * tous les jours ». `end`: of all days. An end in front of the days whose beginning it shares has it, too. Undefined
 * where one is left over.
 */
export const withEndsApart = (
  statements: ReadonlyArray<Statement>,
  end: Clock | undefined
): ReadonlyArray<Statement> | undefined => {
  const [since, until] = [
    statements.filter(({ says }) => says._tag === "Since"),
    statements.filter(({ says }) => says._tag === "Until")
  ]
  if (since.length === 0 || statements.some(({ says }) => says._tag === "Open")) {
    if (end !== undefined) return undefined
    return statements.map((it, index) => {
      if (it.says._tag !== "Until") return it
      const before = statements.slice(0, index)
      const isFirst = !before.some(({ says }) => says._tag === "Open")
      return { ...it, says: { ...it.says, like: commonHours(isFirst ? statements : before) } }
    })
  }
  if (end !== undefined) {
    return until.some(({ exception }) => !exception)
      ? undefined
      : statements.map((it) => it.says._tag === "Since" ? open(it, it.says.start, end) : it)
  }
  const [start, last] = [since[0] && timeOf(since[0]), until[0] && timeOf(until[0])]
  if (start === undefined || last === undefined) return undefined
  if (paired(until, since)) {
    return statements.flatMap((it) =>
      it.says._tag === "Since" ? [open(it, it.says.start, last)] : it.says._tag === "Until" ? [] : [it]
    )
  }
  return paired(since, until)
    ? statements.flatMap((it) =>
      it.says._tag === "Until" ? [open(it, start, it.says.end)] : it.says._tag === "Since" ? [] : [it]
    )
    : undefined
}
