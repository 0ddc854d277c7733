import { Console, Effect } from "effect"
import { loadWave } from "./Corpus.ts"
import { findAll } from "./Embedded.ts"
import { presidioFindings } from "./Gates.ts"
import type { Case } from "./Markup.ts"
import { type Findings, judgeAll, overRedaction, turnsTouched } from "./Measure.ts"
import { record } from "./presidio/Record.ts"
import { isLeak } from "./Score.ts"
import { clinic } from "./Transcript.ts"

const strict = new Set(["CARD", "CVV", "SIN", "HEALTH"])

const share = (hits: number, of: number) => `${(100 * hits / Math.max(of, 1)).toFixed(1)} % (${hits} of ${of})`

const rowOf = (name: string, cases: ReadonlyArray<Case>, findings: Findings): string => {
  const judged = judgeAll(cases, findings)
  const leaks = judged.filter(isLeak)
  const calls = cases.filter(({ source }) => source === "transcript")
  const leaking = new Set(leaks.filter((one) => one.case.source === "transcript").map((one) => one.case.id))
  const { hit, of } = overRedaction(cases.filter(({ source }) => source === "negative"), findings)
  const { ordinary, tempting } = turnsTouched(calls, findings)
  return `| ${
    [
      name,
      share(leaks.length, judged.length),
      share(leaking.size, calls.length),
      String(leaks.filter(({ type }) => strict.has(type)).length),
      share(hit, of),
      share(tempting.hit, tempting.of),
      share(ordinary.hit, ordinary.of)
    ].join(" | ")
  } |`
}

/** Prints what leaks of a wave, and what of it is touched that holds nothing private. */
export const measureWave = Effect.fn("bench.measureWave")(function*(name: string, presidio: boolean) {
  const cases = yield* loadWave(name)
  yield* Console.log(
    "| | values leaked | calls with a leak | cards, codes, SINs and health numbers leaked | negatives touched | tempting turns of calls touched | other turns touched |\n| --- | --- | --- | --- | --- | --- | --- |"
  )
  yield* Console.log(rowOf(name, cases, findAll(cases, clinic)))
  if (!presidio) return
  const recorded = yield* record(cases)
  for (const configuration of ["operator", "tuned"] as const) {
    yield* Console.log(
      rowOf(`${name}, Presidio ${configuration}`, cases, presidioFindings(recorded, configuration, cases))
    )
  }
})
