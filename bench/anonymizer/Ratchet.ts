/**
 * Whether the anonymizer misses or takes more than it did: `npm run gates:anonymizer`. Writes nothing.
 *
 * Every count of the benchmark that no machine decides, on the same data always, beside the most that `bounds.json`
 * allows. What has no bound has to be zero, and a gate that counts nothing has to hold.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, FileSystem, Runtime, Schema } from "effect"
import { Command } from "effect/cli"
import { loadCorpus } from "./Corpus.ts"
import { readAll } from "./Embedded.ts"
import { type Found, untimedGates } from "./Gates.ts"
import { leaksOf, turnsTouched } from "./Measure.ts"

class Worse extends Schema.TaggedError<Worse>()("Worse", { gates: Schema.Int }) {
  override get message() {
    return `${this.gates} counts of the anonymizer are worse than bench/anonymizer/bounds.json allows: see above`
  }
  override readonly [Runtime.errorReported] = false
}

/** Generated cases for each entity, language and form: as many as Presidio has read. */
const perCell = 60

const Bounds = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Int))

const loadBounds = Effect.gen(function*() {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL("bounds.json", import.meta.url).pathname)
  return new Map(Object.entries(yield* Schema.decodeEffect(Bounds)(text)))
})

/** What is counted, by name: of the gates, and what has none. */
const countsOf = (found: Found): ReadonlyMap<string, number> => {
  const calls = found.cases.filter(({ source }) => source === "transcript")
  const { ordinary, tempting } = turnsTouched(calls, found.findings)
  return new Map([
    ...untimedGates(found).flatMap(({ count, name }) => count === undefined ? [] : [[name, count] as const]),
    ["ID_NUMBER: spans that leak", leaksOf(found.judged.filter(({ type }) => type === "ID_NUMBER")).leaked],
    ["Turns of calls without anything private that tempt, touched", tempting.hit],
    ["Turns of calls without anything private that do not, touched", ordinary.hit],
    ["Persons with more than one placeholder", found.persons.split.length],
    ["Persons that share a placeholder", found.persons.merged.length]
  ])
}

const ratchet = Command.make(
  "ratchet",
  {},
  Effect.fn("bench.ratchet")(function*() {
    const bounds = yield* loadBounds
    const found = yield* readAll(yield* loadCorpus(perCell))
    const counts = countsOf(found)
    let worse = 0
    for (const [name, count] of counts) {
      const bound = bounds.get(name) ?? 0
      if (count > bound) {
        worse++
        yield* Console.log(`WORSE   ${name}: ${count}, ${count - bound} more than the bound of ${bound}`)
      } else if (count < bound) yield* Console.log(`better  ${name}: ${count}, so lower its bound from ${bound}`)
    }
    for (const name of bounds.keys()) {
      if (counts.has(name)) continue
      worse++
      yield* Console.log(`WORSE   ${name}: has a bound, and is not counted any more`)
    }
    for (const { count, holds, name, target, value } of untimedGates(found)) {
      if (count !== undefined || holds) continue
      // Whoever adds data need not have Presidio at hand.
      if (found.presidio !== undefined) worse++
      yield* Console.log(`${found.presidio === undefined ? "unknown" : "WORSE  "} ${name}: ${value}, target ${target}`)
    }
    yield* Console.log(`${counts.size} counts of ${found.cases.length} cases, ${worse} of them worse`)
    if (worse > 0) return yield* new Worse({ gates: worse })
  })
)

if (import.meta.main) {
  ratchet.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
