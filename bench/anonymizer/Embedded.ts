import { Clock, Effect } from "effect"
import * as EmbeddedAnonymizer from "../../src/anonymizer/Anonymizer.ts"
import { findEntities } from "../../src/anonymizer/call/Engine.ts"
import { fieldsOf } from "../../src/anonymizer/call/Fields.ts"
import { ownTexts } from "../../src/anonymizer/call/Preserve.ts"
import type { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { Anonymizer } from "../../src/services/Anonymizer.ts"
import { align } from "./Align.ts"
import { loadLists } from "./Corpus.ts"
import type { Found } from "./Gates.ts"
import { labelOf } from "./Labels.ts"
import type { Case, Span, Turn } from "./Markup.ts"
import { type Findings, judgeAll, percentile } from "./Measure.ts"
import { comparedCases, loadRecorded } from "./presidio/Predictions.ts"
import type { Prediction } from "./Score.ts"
import { business, clinic, textsOf, transcriptOf } from "./Transcript.ts"

const year = 2026

/** Where the fields of a turn begin in its text: a message is one field, JSON has many, in their order. */
const placed = (turn: Turn) => {
  let from = 0
  return (text: string) => {
    const at = turn.text.indexOf(text, from)
    if (at >= 0) from = at + text.length
    return at
  }
}

/** The fields of a case's turns, and where each begins in the text of which turn; -1 where it stands there otherwise. */
export const fieldsIn = (of: Case) => {
  const perTurn = of.turns.map((turn) => fieldsOf(transcriptOf([turn], of.language).items)?.fields ?? [])
  const owners = perTurn.flatMap((some, turn) => {
    const place = placed(of.turns[turn] ?? { kind: "user", text: "", gold: [], neutral: [] })
    return some.map(({ text }) => ({ turn, start: place(text) }))
  })
  return { fields: perTurn.flat(), owners }
}

/** What the embedded engine finds in a case, turn by turn. */
export const findIn = (of: Case, agent: AgentConfig): Prediction => {
  const { fields, owners } = fieldsIn(of)
  const found: Array<Array<Span>> = of.turns.map(() => [])
  const context = {
    own: ownTexts(agent),
    year,
    ...(of.callerNumber === undefined ? {} : { callerNumber: of.callerNumber })
  }
  for (const { end, field, start, type } of findEntities(fields, context)) {
    const owner = owners[field]
    if (owner === undefined || owner.start < 0) continue
    found[owner.turn]?.push({ type: labelOf(type), start: owner.start + start, end: owner.start + end })
  }
  return found
}

export const findAll = (cases: ReadonlyArray<Case>, agent: AgentConfig): Findings =>
  new Map(cases.map((of) => [of.id, findIn(of, agent)]))

const contextOf = (of: Case, agent: AgentConfig) => ({
  agent,
  ...(of.callerNumber === undefined ? {} : { callerNumber: PhoneNumber.make(of.callerNumber) })
})

/**
 * Through the service, as a call goes: what was withheld, where its placeholders stand, what each person became, and how
 * long it took, in milliseconds for each case.
 */
export const through = Effect.fn("bench.through")(
  function*({ anonymize }: Anonymizer["Service"], cases: ReadonlyArray<Case>, agent: AgentConfig) {
    const found = new Map<string, Prediction>()
    const withheld: Array<string> = []
    const split: Array<string> = []
    const merged: Array<string> = []
    const times: Array<number> = []
    let persons = 0
    for (const of of cases) {
      const raw = transcriptOf(of.turns, of.language)
      const from = yield* Clock.currentTimeNanos
      const result = yield* Effect.result(anonymize(raw, contextOf(of, agent)))
      times.push(Number((yield* Clock.currentTimeNanos) - from) / 1e6)
      if (result._tag === "Failure" || !("items" in result.success)) {
        withheld.push(`${of.id} (${result._tag === "Failure" ? result.failure.reason : "stub"})`)
        continue
      }
      const out = textsOf(result.success.items)
      const placeholders = new Map<string, Set<string>>()
      const spans: Array<ReadonlyArray<Span>> = []
      for (const [index, turn] of of.turns.entries()) {
        const replaced = align(turn.text, out[index] ?? "")
        spans.push(replaced ?? [])
        if (replaced === undefined) withheld.push(`${of.id} (turn ${index + 1} came out as something else)`)
        for (const { end, start, who } of turn.gold) {
          if (who === undefined) continue
          const own = placeholders.get(who) ?? new Set()
          for (const each of replaced ?? []) {
            if (each.type === "PERSON" && each.start < end && start < each.end) own.add(`PERSON_${each.number}`)
          }
          placeholders.set(who, own)
        }
      }
      found.set(of.id, spans)
      persons += placeholders.size
      const seen = new Map<string, string>()
      for (const [who, own] of placeholders) {
        if (own.size > 1) split.push(`${of.id} #${who}`)
        for (const each of own) {
          if (seen.has(each)) merged.push(`${of.id} #${seen.get(each)} and #${who}`)
          seen.set(each, who)
        }
      }
    }
    return { withheld, found, persons: { of: persons, split, merged }, times }
  }
)

export const throughService = Effect.fnUntraced(
  function*(cases: ReadonlyArray<Case>, agent: AgentConfig) {
    return yield* through(yield* Anonymizer, cases, agent)
  },
  Effect.provide(EmbeddedAnonymizer.layer)
)

/** Everything but how long it takes. */
export const readAll = Effect.fn("bench.readAll")(function*(cases: ReadonlyArray<Case>) {
  const compared = comparedCases(cases)
  const findings = findAll(cases, clinic)
  const { persons, withheld } = yield* throughService(compared, clinic)
  const found: Found = {
    cases,
    findings,
    preserved: findAll(cases.filter(({ source }) => source === "negative"), business(yield* loadLists)),
    judged: judgeAll(cases, findings),
    withheld,
    persons,
    presidio: yield* loadRecorded(compared)
  }
  return found
})

/** The transcripts one after the other, up to 200 turns: a long call. */
const longCall = (cases: ReadonlyArray<Case>): Case => {
  const turns = cases.filter(({ source }) => source === "transcript").flatMap((of) => of.turns)
  return { id: "long", source: "transcript", split: "dev", language: "fr", turns: turns.slice(0, 200) }
}

const tries = 3

/** The best of a few tries for each: what else the machine does meanwhile is not ours to be judged by. */
const bestOf = (runs: ReadonlyArray<ReadonlyArray<number>>) =>
  (runs[0] ?? []).map((_, index) => Math.min(...runs.map((times) => times[index] ?? Number.POSITIVE_INFINITY)))

export const speedOf = Effect.fn("bench.speedOf")(function*(cases: ReadonlyArray<Case>, agent: AgentConfig) {
  const timed = (some: ReadonlyArray<Case>) =>
    Effect.map(
      Effect.replicateEffect(throughService(some, agent), tries),
      (runs) => bestOf(runs.map(({ times }) => times)).sort((a, b) => a - b)
    )
  const utterances = yield* timed(cases.filter(({ source }) => source === "written" || source === "negative"))
  const [call = 0] = yield* timed([longCall(cases)])
  return { p50: percentile(utterances, 0.5), p99: percentile(utterances, 0.99), call }
})
