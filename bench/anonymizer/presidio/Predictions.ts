import { Effect, FileSystem, Schema } from "effect"
import { createHash } from "node:crypto"
import type { Case, Span } from "../Markup.ts"
import type { Prediction } from "../Score.ts"

/** As a competent operator sets it up, and the same with our ad-hoc recognizers: what `layerPresidio` sends. */
export const configurations = ["operator", "tuned"] as const
export type Configuration = typeof configurations[number]

const path = new URL("predictions.json", import.meta.url).pathname

/** Findings as `[turn, type, start, end]`; cases without one are left out. */
const Found = Schema.Record(
  Schema.String,
  Schema.Array(Schema.Tuple([Schema.Int, Schema.String, Schema.Int, Schema.Int]))
)

const Layer = Schema.Struct({
  cases: Schema.Int,
  withheld: Schema.Int,
  spans: Schema.Int,
  leaked: Schema.Int,
  millisecondsPerCase: Schema.Finite
})

const Recorded = Schema.Struct({
  /** What was compared: versions and models. */
  engine: Schema.String,
  /** Of the texts: predictions of other texts say nothing. */
  digest: Schema.String,
  rssMegabytes: Schema.Finite,
  milliseconds: Schema.Struct({ operator: Schema.Finite, tuned: Schema.Finite }),
  operator: Found,
  tuned: Found,
  /** The product's own layers over the real services, end to end: hand-written utterances and transcripts. */
  layers: Schema.Record(Schema.String, Layer)
})
export type Recorded = typeof Recorded.Type

/**
 * The cases that Presidio is run on: everything written by hand and every negative, and of the generated ones the first
 * of each cell, because it takes long.
 */
export const comparedCases = (cases: ReadonlyArray<Case>): ReadonlyArray<Case> =>
  cases.filter(({ id, source, split }) =>
    source !== "generated" || Number(id.slice(id.lastIndexOf("-") + 1)) < (split === "dev" ? 30 : 20)
  )

export const digestOf = (cases: ReadonlyArray<Case>) =>
  createHash("sha256").update(JSON.stringify(cases.map(({ id, turns }) => [id, turns.map(({ text }) => text)])))
    .digest("hex").slice(0, 16)

export const predictionOf = (recorded: Recorded, configuration: Configuration, of: Case): Prediction => {
  const turns: Array<Array<Span>> = of.turns.map(() => [])
  for (const [turn, type, start, end] of recorded[configuration][of.id] ?? []) turns[turn]?.push({ type, start, end })
  return turns
}

const codec = Schema.fromJsonString(Recorded)

/** What was recorded, if it is of these very cases. */
export const loadRecorded = Effect.fn("bench.loadRecorded")(function*(cases: ReadonlyArray<Case>) {
  const files = yield* FileSystem.FileSystem
  if (!(yield* files.exists(path))) return undefined
  const recorded = yield* Schema.decodeEffect(codec)(yield* files.readFileString(path))
  return recorded.digest === digestOf(cases) ? recorded : undefined
})

export const saveRecorded = Effect.fn("bench.saveRecorded")(function*(recorded: Recorded) {
  const files = yield* FileSystem.FileSystem
  yield* files.writeFileString(path, `${yield* Schema.encodeEffect(codec)(recorded)}\n`)
})
