/**
 * Trains the readers of consent, of language requests and of promises: `node scripts/train-readers.ts` writes `weights.br` in
 * `src/receptionist/{consent,language,promises}`, and beside it in `trained.json` what they were learned from, by which a
 * test tells that they are stale.
 *
 * From `tuned.jsonl` of `bench/{consent,language,promises}`, `taught.*.txt` of the first two, and `bench/ordinary.*.txt`,
 * with fixed seeds: the same texts and features give the same bytes. `--folds 5` judges instead, by what the whole reader, its rules as well,
 * says of each fifth of `tuned.jsonl` where the model learned from the other four: texts of nearly the same words are in one fold.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { createHash } from "node:crypto"
import { writeFileSync } from "node:fs"
import { makeRandom, type Random } from "../bench/anonymizer/Random.ts"
import type { Labelled } from "../bench/language.ts"
import type { Labelled as Turn } from "../bench/promises.ts"
import { readConsent } from "../src/receptionist/consent/Consent.ts"
import { changeIn, sure } from "../src/receptionist/hours/beside/Learned.ts"
import { requestIn } from "../src/receptionist/language/Request.ts"
import { wordsOf } from "../src/receptionist/language/Words.ts"
import type { Weights } from "../src/receptionist/learned/Model.ts"
import { inOrder, promisesIn } from "../src/receptionist/promises/Promises.ts"
import { fold } from "../src/receptionist/Spoken.ts"
import * as Consent from "./readers/Consent.ts"
import * as Language from "./readers/Language.ts"
import { learn, type Lesson, packed } from "./readers/Learn.ts"
import * as Promises from "./readers/Promises.ts"
import * as Remarks from "./readers/Remarks.ts"

const seed = 20_26

interface Row {
  readonly text: string
}

const names = ["consent", "language", "promises", "hours/beside"] as const

/** A reader that learns: what of, and whether it reads a row right with given weights. */
interface Reader<R extends Row> {
  readonly name: typeof names[number]
  readonly rows: ReadonlyArray<R>
  readonly lessons: (rows: ReadonlyArray<R>, random: Random) => ReadonlyArray<Lesson>
  readonly kind: (row: R) => string
  readonly right: (row: R, weights: Weights) => boolean
}

const read = { no: "refused", yes: "given", none: "none" } as const

const consent = Effect.map(Consent.set, (rows): Reader<Consent.Said> => ({
  name: "consent",
  rows,
  lessons: (rows, random) => Consent.saidIn(rows, random).flatMap(Consent.lessonOf),
  kind: ({ says }) => says,
  right: (row, weights) => readConsent(row.text, row, weights) === read[row.says]
}))

const language = Effect.map(Language.set, (rows): Reader<Labelled> => ({
  name: "language",
  rows,
  lessons: (rows, random) => Language.saidIn(rows, random).flatMap(Language.lessonOf),
  kind: ({ kind }) => kind,
  right: (row, weights) => Language.saidOf(row).right.includes(requestIn(wordsOf(row.text), weights) ?? "none")
}))

const promises = Effect.map(Promises.set, (rows): Reader<Turn> => ({
  name: "promises",
  rows,
  lessons: (rows, random) => Promises.saidIn(rows, random).flatMap(Promises.lessonOf),
  kind: ({ promises }) => promises.length === 0 ? "none" : promises.length === 1 ? "one" : "several",
  right: ({ promises, text }, weights) => `${promisesIn(text, weights)}` === `${inOrder(promises)}`
}))

const remarks = Effect.succeed<Reader<Remarks.Remark>>({
  name: "hours/beside",
  rows: Remarks.set,
  lessons: (rows, random) => Remarks.saidIn(rows, random).map(Remarks.lessonOf),
  kind: ({ changes }) => changes ? "changing" : "beside",
  right: ({ changes, text }, weights) => changes === (changeIn(Remarks.bare(text), weights) > sure.unnamed)
})

/** The readers, as something that is done with each. */
const each = <A, E, R>(use: <T extends Row>(reader: Reader<T>) => Effect.Effect<A, E, R>) =>
  Effect.all([
    Effect.flatMap(consent, (one) => use(one)),
    Effect.flatMap(language, (one) => use(one)),
    Effect.flatMap(promises, (one) => use(one)),
    Effect.flatMap(remarks, (one) => use(one))
  ])

/** The mean of what was learned from other draws: one draw alone is right or wrong on one text in fifty by chance. */
const shippedDraws = 12

const trainedOf = <R extends Row>({ lessons, rows }: Reader<R>, draws: number) => {
  const learned = Array.from({ length: draws }, (_, draw) => {
    const random = makeRandom(seed + draw)
    return learn(lessons(rows, random), random)
  })
  return packed(Float32Array.from(learned[0] ?? [], (_, at) => {
    const sum = learned.reduce((sum, values) => sum + (values[at] ?? 0), 0)
    return sum / draws
  }))
}

const sampled = 40

/**
 * What the weights are learned from, in SHA-256: every text as the reader reads it, and what is learned of some, which
 * tells a change of how it is learned.
 */
const digestOf = <R extends Row>({ lessons, rows }: Reader<R>): string => {
  const hash = createHash("sha256")
  const random = makeRandom(seed)
  const all = lessons(rows, random)
  for (const { parts } of all) for (const places of parts) hash.update(places)
  const sample = all.filter((_, n) => n % sampled === 0)
  return hash.update(packed(learn(sample, random)).bytes).digest("hex")
}

const fileOf = (name: string, file: string) => new URL(`../src/receptionist/${name}/${file}`, import.meta.url).pathname

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

/** `learned` is the digest of what the weights that ship were learned from, `weights` their own. */
export const Trained = Schema.fromJsonString(Schema.Struct({ learned: Schema.String, weights: Schema.String }))

/** Of each reader: the digest of what its weights would be learned from now, and the files that ship. */
export const readers = each((reader) =>
  Effect.sync(() => ({
    name: reader.name,
    digest: digestOf(reader),
    weights: fileOf(reader.name, "weights.br"),
    trained: fileOf(reader.name, "trained.json")
  }))
)

/** Texts of nearly the same words: their longest ones. */
const familyOf = (text: string) => {
  const words = new Set(fold(text.toLowerCase()).match(/[a-z]{3,}/g) ?? [text])
  return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 3).sort().join(" ")
}

const judge = Effect.fnUntraced(function*<R extends Row>(reader: Reader<R>, folds: number, draws: number) {
  const counts = new Map<string, readonly [right: number, of: number]>()
  const foldOf = (row: R) => Number.parseInt(sha256(Buffer.from(familyOf(row.text))).slice(0, 8), 16) % folds
  for (let fold = 0; fold < folds; fold++) {
    const kept = reader.rows.filter((row) => foldOf(row) === fold)
    const weights = trainedOf({ ...reader, rows: reader.rows.filter((row) => foldOf(row) !== fold) }, draws)
    for (const row of kept) {
      const [right, of] = counts.get(reader.kind(row)) ?? [0, 0]
      counts.set(reader.kind(row), [right + (reader.right(row, weights) ? 1 : 0), of + 1])
    }
  }
  for (const [kind, [right, of]] of counts) {
    yield* Console.log(`${reader.name}, ${kind}: ${right} of ${of} (${(100 * right / of).toFixed(1)} %)`)
  }
})

const write = Effect.fnUntraced(function*<R extends Row>(reader: Reader<R>) {
  const { bytes } = trainedOf(reader, shippedDraws)
  writeFileSync(fileOf(reader.name, "weights.br"), bytes)
  const trained = yield* Schema.encodeEffect(Trained)({ learned: digestOf(reader), weights: sha256(bytes) })
  writeFileSync(fileOf(reader.name, "trained.json"), `${trained}\n`)
  yield* Console.log(`${reader.name}: ${reader.rows.length} rows, ${bytes.length} bytes`)
})

const trainer = Command.make(
  "train-readers",
  {
    folds: Flag.Int("folds").pipe(Flag.withDefault(0)),
    only: Flag.Literals("only", [...names, "all"]).pipe(Flag.withDefault("all" as const)),
    draws: Flag.Int("draws").pipe(Flag.withDefault(shippedDraws), Flag.withDescription("fewer are judged sooner"))
  },
  Effect.fn("train-readers")(function*({ draws, folds, only }) {
    yield* each((reader) =>
      only !== "all" && only !== reader.name ? Effect.void : folds > 0 ? judge(reader, folds, draws) : write(reader)
    )
  })
)

if (import.meta.main) {
  trainer.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
