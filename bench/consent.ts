/**
 * The reader of what callers say about being recorded, against a labelled set: `node bench/consent.ts`. Prints for each
 * half of the set, by language, what was read where what was said, and the time of a turn. With `--gates` it ends with 1
 * when a gate is missed; the misses of what is held out are listed with `--reveal` alone.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Console, Effect, FileSystem, Runtime, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { readConsent } from "../src/receptionist/consent/Consent.ts"
import type { Said } from "../src/receptionist/consent/Said.ts"

/** What a caller says, whether the question stands just before it, and what they mean by it. */
export const Labelled = Schema.Struct({
  text: Schema.String,
  lang: Schema.Literals(["en", "fr"]),
  asked: Schema.Boolean,
  says: Schema.Literals(["no", "yes", "none"])
})
export type Labelled = typeof Labelled.Type

/**
 * The reader learns from `tuned`. Of `earlier` it learns nothing, but what it missed there was read once. `heldout` was
 * written last, by people whom it is hard to read, and no line of it was read. When one is, it moves to `tuned`, and a new
 * one tells what is true then.
 */
export const halves = ["tuned", "earlier", "heldout"] as const

const decode = Schema.decodeUnknownEffect(Schema.Array(Schema.fromJsonString(Labelled)))

export const load = Effect.fn("bench.load")(function*(half: typeof halves[number]) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL(`consent/${half}.jsonl`, import.meta.url).pathname)
  return yield* decode(text.trimEnd().split("\n"))
})

const meant: Readonly<Record<Labelled["says"], Said>> = { no: "refused", yes: "given", none: "none" }
const readings = ["refused", "given", "none"] as const

export const judge = (rows: ReadonlyArray<Labelled>) =>
  rows.map((row) => ({ row, expected: meant[row.says], got: readConsent(row.text, row) }))
type Judged = ReturnType<typeof judge>

const share = (some: number, of: number) => of === 0 ? "-" : `${(100 * some / of).toFixed(1)} %`

/** Of those who said yes or no: who was obeyed. Of the others: for whom something was changed. */
export const shares = (judged: Judged) => {
  const answers = judged.filter(({ expected }) => expected !== "none")
  const others = judged.filter(({ expected }) => expected === "none")
  return {
    answers: answers.length,
    obeyed: answers.filter(({ expected, got }) => got === expected).length,
    others: others.length,
    turned: others.filter(({ got }) => got !== "none").length
  }
}

const table = (judged: Judged) =>
  ["en", "fr", "all"].flatMap((lang) => {
    const some = judged.filter(({ row }) => lang === "all" || row.lang === lang)
    const { answers, obeyed, others, turned } = shares(some)
    return [
      ...readings.map((expected) =>
        [
          `${lang} ${expected}`.padEnd(14),
          ...readings.map((read) =>
            String(some.filter(({ expected: was, got }) => was === expected && got === read).length).padStart(9)
          )
        ].join("")
      ),
      `${lang}: obeyed ${obeyed} of ${answers} (${share(obeyed, answers)}), turned ${turned} of ${others} (${
        share(turned, others)
      })`
    ]
  })

const misses = (judged: Judged) =>
  judged.filter(({ expected, got }) => expected !== got).map(({ expected, got, row }) =>
    `  ${row.lang}, ${row.asked ? "asked" : "not asked"}: ${JSON.stringify(row.text)} is ${expected}, read ${got}`
  )

class Missed extends Schema.TaggedError<Missed>()("Missed", { gates: Schema.Int }) {
  override get message() {
    return `${this.gates} gates of the reader of consent are missed: see above`
  }
  override readonly [Runtime.errorReported] = false
}

const target = { obeyed: 0.97, turned: 0.01 }

/** The target, and where it is missed what holds: no reader may do worse. */
const bounds = { tuned: target, earlier: target, heldout: { obeyed: 0.94, turned: 0.015 } }
const millisOfTurn = 5

const percent = (part: number) => `${Number((100 * part).toFixed(1))} %`

/** Milliseconds that 99 of 100 turns take when the reader is warm, each the best of three: other programs run too. */
const slowest = Effect.fnUntraced(function*(rows: ReadonlyArray<Labelled>) {
  for (const row of rows) readConsent(row.text, row)
  const times: Array<number> = []
  for (const row of rows) {
    let best = Infinity
    for (let round = 0; round < 3; round++) {
      const from = yield* Clock.currentTimeNanos
      readConsent(row.text, row)
      best = Math.min(best, Number((yield* Clock.currentTimeNanos) - from) / 1e6)
    }
    times.push(best)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
})

const bench = Command.make(
  "consent",
  {
    gates: Flag.Boolean("gates").pipe(
      Flag.withDefault(false),
      Flag.withDescription("end with 1 when a gate is missed")
    ),
    reveal: Flag.Boolean("reveal").pipe(
      Flag.withDefault(false),
      Flag.withDescription("list the misses of what is held out, which spends it")
    )
  },
  Effect.fn("bench.consent")(function*({ gates, reveal }) {
    let missed = 0
    const gate = Effect.fnUntraced(function*(name: string, value: string, holds: boolean) {
      if (!holds) missed += 1
      yield* Console.log(`${holds ? "holds " : "MISSED"}  ${name}: ${value}`)
    })
    const all: Array<Labelled> = []
    const found: Array<readonly [half: typeof halves[number], judged: Judged]> = []
    for (const half of halves) {
      const rows = yield* load(half)
      const judged = judge(rows)
      all.push(...rows)
      found.push([half, judged])
      const missed = half !== "heldout" || reveal ? misses(judged) : undefined
      yield* Console.log(
        [
          `\n${half}: ${rows.length} turns`,
          `${"said".padEnd(14)}${readings.map((read) => `${read}`.padStart(9)).join("")}`,
          ...table(judged),
          ...(missed === undefined ? [] : [missed.length === 0 ? "no misses" : "misses:", ...missed])
        ].join("\n")
      )
    }
    const millis = yield* slowest(all)
    yield* Console.log("")
    for (const [half, judged] of found) {
      const { answers, obeyed, others, turned } = shares(judged)
      const least = bounds[half]
      yield* gate(
        `${half}, obeyed >= ${percent(least.obeyed)}`,
        share(obeyed, answers),
        obeyed / answers >= least.obeyed
      )
      yield* gate(`${half}, turned <= ${percent(least.turned)}`, share(turned, others), turned / others <= least.turned)
    }
    yield* gate("99 of 100 turns < 5 ms", `${millis.toFixed(2)} ms`, millis < millisOfTurn)
    if (gates && missed > 0) return yield* new Missed({ gates: missed })
  })
)

if (import.meta.main) {
  bench.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
