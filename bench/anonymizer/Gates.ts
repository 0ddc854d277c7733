import type { Case, EntityType } from "./Markup.ts"
import { ahead, countAll, filledCells, type Findings, leaksOf, overRedaction } from "./Measure.ts"
import { comparedCases, configurations, predictionOf, type Recorded } from "./presidio/Predictions.ts"
import { f2, isLeak, type Judged } from "./Score.ts"

/** What one run of an engine over the corpus gave: the same for the same code, whatever the machine. */
export interface Found {
  readonly cases: ReadonlyArray<Case>
  /** With a configuration that names none of the negatives' brands and places. */
  readonly findings: Findings
  /** The negatives again, with a configuration that names those of its own business. */
  readonly preserved: Findings
  readonly judged: ReadonlyArray<Judged>
  /** Cases that the engine withheld. They count as covered, so that this has to be zero. */
  readonly withheld: ReadonlyArray<string>
  /** Persons of transcripts: how many got one placeholder of their own throughout. */
  readonly persons: {
    readonly of: number
    readonly split: ReadonlyArray<string>
    readonly merged: ReadonlyArray<string>
  }
  readonly presidio: Recorded | undefined
}

export interface Measured extends Found {
  readonly speed: {
    /** Milliseconds: an utterance, 99 of 100, and a call of 200 turns. */
    readonly p50: number
    readonly p99: number
    readonly call: number
    /** Of a fresh process: milliseconds until the first transcript is done, and what its memory grew by. */
    readonly load: number
    readonly megabytes: number
  }
}

export interface Gate {
  readonly name: string
  readonly target: string
  readonly value: string
  readonly holds: boolean
  /** How many spans, calls or utterances are wrong, where that is what it counts. */
  readonly count?: number
}

const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)} %`

const share = (some: ReadonlyArray<Judged>) => some.length === 0 ? 0 : some.filter(isLeak).length / some.length

/** The share of spans that leak, of all of them and of those no rule was tuned on: the worse one has to hold. */
const leakGate = (name: string, some: ReadonlyArray<Judged>, below: number): Gate => {
  const heldout = some.filter((one) => one.case.split === "heldout")
  const { leaked, spans } = leaksOf(some)
  return {
    name: `${name}: spans that leak`,
    target: `< ${percent(below, 1)}`,
    value: `${percent(share(some))} (${leaked} of ${spans}), held out ${percent(share(heldout))}`,
    holds: Math.max(share(some), share(heldout)) < below,
    count: leaked
  }
}

const strict: ReadonlyArray<EntityType> = ["CARD", "CVV", "SIN", "HEALTH"]

const leakGates = (judged: ReadonlyArray<Judged>): ReadonlyArray<Gate> => {
  const of = (type: EntityType) => judged.filter((one) => one.type === type)
  const persons = (casing: Judged["casing"], cued: boolean) =>
    of("PERSON").filter((one) => one.casing === casing && one.cued === cued)
  const byHand = (type: EntityType) => of(type).filter((one) => one.case.source === "written" && isLeak(one)).length
  return [
    ...strict.flatMap((type) => [
      leakGate(type, of(type), 0.005),
      {
        name: `${type}: leaks in hand-written utterances`,
        target: "0",
        value: String(byHand(type)),
        holds: byHand(type) === 0,
        count: byHand(type)
      }
    ]),
    leakGate("PHONE", of("PHONE"), 0.01),
    leakGate("EMAIL", of("EMAIL"), 0.01),
    leakGate("POSTAL_CODE", of("POSTAL_CODE"), 0.02),
    leakGate("DOB", of("DOB"), 0.02),
    leakGate("ADDRESS", of("ADDRESS"), 0.05),
    leakGate("PERSON cased, announced", persons("cased", true), 0.01),
    leakGate("PERSON cased, not announced", persons("cased", false), 0.05),
    leakGate("PERSON lower-case, announced", persons("lower", true), 0.1),
    leakGate("PERSON lower-case, not announced", persons("lower", false), 0.2)
  ]
}

const transcriptGates = ({ cases, judged }: Found): ReadonlyArray<Gate> => {
  const transcripts = cases.filter(({ source }) => source === "transcript")
  const leaking = (some: ReadonlyArray<Judged>) =>
    new Set(some.filter((one) => one.case.source === "transcript" && isLeak(one)).map((one) => one.case.id))
  const any = leaking(judged)
  const worst = leaking(judged.filter(({ type }) => strict.includes(type)))
  return [
    {
      name: "Transcripts with a leak",
      target: "< 2.0 %",
      value: `${percent(any.size / transcripts.length)} (${any.size} of ${transcripts.length})`,
      holds: any.size / transcripts.length < 0.02,
      count: any.size
    },
    {
      name: "Transcripts that leak a card, a code, a SIN or a health number",
      target: "0",
      value: String(worst.size),
      holds: worst.size === 0,
      count: worst.size
    }
  ]
}

export const presidioFindings = (recorded: Recorded, configuration: "operator" | "tuned", cases: ReadonlyArray<Case>) =>
  new Map(cases.map((of) => [of.id, predictionOf(recorded, configuration, of)]))

/** Against the better of Presidio's configurations in each cell, and in all. */
const presidioGates = ({ cases, findings, presidio }: Found): ReadonlyArray<Gate> => {
  if (presidio === undefined) {
    return [{ name: "F2 against Presidio", target: "recorded", value: "no predictions of these data", holds: false }]
  }
  const compared = comparedCases(cases).filter(({ source }) => source !== "transcript")
  const ours = countAll(compared, findings)
  const theirs = configurations.map((configuration) =>
    countAll(compared, presidioFindings(presidio, configuration, compared))
  )
  const behind = filledCells(ours).flatMap((cell) => {
    const mine = f2(ours.any.get(cell) ?? { found: 0, missed: 0, wrong: 0 })
    const best = Math.max(...theirs.map((counts) => f2(counts.any.get(cell) ?? { found: 0, missed: 0, wrong: 0 })))
    return mine < best ? [`${cell} ${percent(mine, 1)} < ${percent(best, 1)}`] : []
  })
  const totals = configurations.map((configuration) => ({
    configuration,
    lead: ahead(compared, findings, presidioFindings(presidio, configuration, compared))
  }))
  return [
    {
      name: "F2 against Presidio, each entity and language",
      target: ">= the better configuration",
      value: behind.length === 0 ? "every cell" : behind.join(", "),
      holds: behind.length === 0
    },
    ...totals.map(({ configuration, lead: { high, low, points } }) => ({
      name: `F2 against Presidio (${configuration}), all together`,
      target: ">= +15 points",
      value: `+${points.toFixed(1)} (95 %: ${low.toFixed(1)} to ${high.toFixed(1)})`,
      holds: points >= 15
    }))
  ]
}

const negativeGates = ({ cases, findings, preserved }: Found): ReadonlyArray<Gate> => {
  const negatives = cases.filter(({ source }) => source === "negative")
  const gate = (name: string, found: Findings, below: number): Gate => {
    const { hit, of } = overRedaction(negatives, found)
    return {
      name,
      target: `< ${percent(below, 1)}`,
      value: `${percent(hit / of)} (${hit} of ${of})`,
      holds: hit / of < below,
      count: hit
    }
  }
  return [
    gate("Negatives touched, with the business's own words configured", preserved, 0.02),
    gate("Negatives touched, without", findings, 0.06)
  ]
}

const under = (name: string, value: number, limit: number, unit: string): Gate => ({
  name,
  target: `< ${limit} ${unit}`,
  value: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
  holds: value < limit
})

/** The gates that no machine decides. */
export const untimedGates = (found: Found): ReadonlyArray<Gate> => [
  ...leakGates(found.judged),
  ...transcriptGates(found),
  ...presidioGates(found),
  ...negativeGates(found),
  {
    name: "Transcripts and utterances withheld",
    target: "0",
    value: String(found.withheld.length),
    holds: found.withheld.length === 0,
    count: found.withheld.length
  }
]

/** The gates of the specification. */
export const gatesOf = (measured: Measured): ReadonlyArray<Gate> => [
  ...untimedGates(measured),
  under("An utterance, 99 of 100", measured.speed.p99, 5, "ms"),
  under("A call of 200 turns", measured.speed.call, 500, "ms"),
  under("Memory that it takes", measured.speed.megabytes, 60, "MB")
]
