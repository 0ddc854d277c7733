/**
 * What the agent promises, read from its own words, against labelled turns: `npm run bench:promises`. Prints precision
 * and recall of each half of the set, by kind and by language, every miss, and the time of a turn. With `-- --gates` it
 * fails when a half is below the gates, or a turn takes too long.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Console, Effect, FileSystem, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { PromiseKind } from "../src/domain/Promises.ts"
import { denialsIn, promisesIn } from "../src/receptionist/promises/Promises.ts"
import { begin, step } from "../src/receptionist/promises/SayAndDo.ts"

/** One turn of an agent. `denies`: it says that something was not done, or cannot be done. */
export const Labelled = Schema.Struct({
  text: Schema.String,
  lang: Schema.Literals(["fr", "en"]),
  promises: Schema.Array(PromiseKind),
  denies: Schema.optionalKey(Schema.Boolean)
})
export type Labelled = typeof Labelled.Type

/**
 * The rules were tuned on `tuned`, and the model learns from it. `heldout` was written last, by somebody who had seen no
 * rule: nothing was changed for it, and no line of it was read.
 */
const halves = ["tuned", "heldout"] as const

const gates = { precision: 0.97, recall: 0.92, p99Millis: 5 }

class Missed extends Schema.TaggedError<Missed>()("Missed", { gates: Schema.Array(Schema.String) }) {
  override get message() {
    return `promises: ${this.gates.join("; ")}`
  }
}

const decode = Schema.decodeUnknownEffect(Schema.Array(Schema.fromJsonString(Labelled)))

export const load = Effect.fn("bench.load")(function*(half: typeof halves[number]) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL(`promises/${half}.jsonl`, import.meta.url).pathname)
  return yield* decode(text.trimEnd().split("\n"))
})

interface Judged {
  readonly row: Labelled
  readonly found: ReadonlyArray<string>
  readonly expected: ReadonlyArray<string>
}

/** A denial is judged as one more kind. */
const judge = (row: Labelled): Judged => ({
  row,
  found: [...promisesIn(row.text), ...(denialsIn(row.text).length > 0 ? ["denial"] : [])],
  expected: [...row.promises, ...(row.denies === true ? ["denial"] : [])]
})

const share = (part: number, whole: number) => whole === 0 ? 1 : part / whole

const score = (judged: ReadonlyArray<Judged>, kinds: ReadonlyArray<string>) => {
  const count = (of: (one: Judged) => ReadonlyArray<string>, also?: (one: Judged) => ReadonlyArray<string>) =>
    judged.reduce(
      (sum, one) => sum + of(one).filter((kind) => kinds.includes(kind) && (also?.(one).includes(kind) ?? true)).length,
      0
    )
  const right = count(({ found }) => found, ({ expected }) => expected)
  const found = count((one) => one.found)
  const expected = count((one) => one.expected)
  return { right, found, expected, precision: share(right, found), recall: share(right, expected) }
}

const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`.padStart(9)

const report = (judged: ReadonlyArray<Judged>) => {
  const line = (name: string, some: ReadonlyArray<Judged>, kinds: ReadonlyArray<string>) => {
    const { expected, found, precision, recall, right } = score(some, kinds)
    return `${name.padEnd(12)}${String(expected).padStart(8)}${String(found).padStart(8)}${String(right).padStart(8)}${
      percent(precision)
    }${percent(recall)}`
  }
  const kinds: ReadonlyArray<string> = PromiseKind.literals
  const missed = judged.flatMap(({ expected, found, row }) => {
    const wrong = [
      ...expected.filter((kind) => !found.includes(kind)).map((kind) => `no ${kind}`),
      ...found.filter((kind) => !expected.includes(kind)).map((kind) => `${kind}?`)
    ]
    return wrong.length === 0 ? [] : [`  ${wrong.join(", ")}: ${row.text}`]
  })
  return [
    "            expected   found   right  precision  recall",
    ...kinds.map((kind) => line(kind, judged, [kind])),
    ...(["fr", "en"] as const).map((lang) => line(lang, judged.filter(({ row }) => row.lang === lang), kinds)),
    line("all", judged, kinds),
    line("denials", judged, ["denial"]),
    missed.length === 0 ? "no misses" : "misses:",
    ...missed
  ].join("\n")
}

const rounds = 5

/**
 * What a turn costs the call's machine, in milliseconds: the first one of a process, for which the patterns are
 * compiled, and 99 of 100. Each is read several times and the fastest counts, so that other programs do not.
 */
const timed = Effect.fnUntraced(function*(texts: ReadonlyArray<string>) {
  const state = begin(["transfer", "message", "callback", "hangup"])
  const turn = Effect.fnUntraced(function*(text: string) {
    const from = yield* Clock.currentTimeNanos
    step(state, { _tag: "Said", text }, 0)
    return Number((yield* Clock.currentTimeNanos) - from) / 1e6
  })
  const first = yield* turn(texts[0] ?? "")
  const fastest = texts.map(() => Infinity)
  for (let round = 0; round < rounds; round++) {
    for (const [n, text] of texts.entries()) fastest[n] = Math.min(fastest[n] ?? Infinity, yield* turn(text))
  }
  return { first, p99: fastest.sort((a, b) => a - b)[Math.floor(fastest.length * 0.99)] ?? 0 }
})

const bench = Command.make(
  "promises",
  { gates: Flag.Boolean("gates").pipe(Flag.withDefault(false), Flag.withDescription("Fail when a gate is missed.")) },
  Effect.fn("bench.promises")(function*(options) {
    const sets = yield* Effect.forEach(halves, (half) => Effect.map(load(half), (rows) => ({ half, rows })))
    const { first, p99 } = yield* timed(sets.flatMap(({ rows }) => rows.map(({ text }) => text)))
    const missed: Array<string> = []
    for (const { half, rows } of sets) {
      const judged = rows.map(judge)
      yield* Console.log(`\n${half}: ${rows.length} turns\n${report(judged)}`)
      const { precision, recall } = score(judged, PromiseKind.literals)
      if (precision < gates.precision) missed.push(`precision of ${half} is ${percent(precision).trim()}`)
      if (recall < gates.recall) missed.push(`recall of ${half} is ${percent(recall).trim()}`)
    }
    yield* Console.log(`\na turn: ${p99.toFixed(2)} ms (p99), the first of a process ${first.toFixed(0)} ms`)
    if (p99 >= gates.p99Millis) missed.push(`a turn takes ${p99.toFixed(2)} ms (p99)`)
    if (options.gates && missed.length > 0) return yield* new Missed({ gates: missed })
  })
)

if (import.meta.main) {
  bench.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
