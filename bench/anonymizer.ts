/**
 * The anonymizer against labelled data: `node bench/anonymizer.ts`. Writes `bench/anonymizer/RESULTS.md`.
 *
 * `--gates` exits with 1 when a gate is missed, and writes nothing; `--presidio` runs the real Presidio over the same
 * data anew (`bench/anonymizer/presidio/install.sh` installs it) and records what it finds; `--cell N` generates N cases
 * for each entity, language and form instead of 600; `--seed N` draws other cases than those that are reported.
 * `--wave NAME` reads `corpus/waves/NAME` alone, and prints its row of the table in README.md; with `--presidio`, its too.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, FileSystem, Runtime, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { FetchHttpClient } from "effect/http"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { execPath } from "node:process"
import { loadCorpus } from "./anonymizer/Corpus.ts"
import { readAll, speedOf } from "./anonymizer/Embedded.ts"
import { gatesOf, type Measured } from "./anonymizer/Gates.ts"
import { comparedCases, saveRecorded } from "./anonymizer/presidio/Predictions.ts"
import { record } from "./anonymizer/presidio/Record.ts"
import { report } from "./anonymizer/Report.ts"
import { clinic } from "./anonymizer/Transcript.ts"
import { measureWave } from "./anonymizer/Wave.ts"

class GatesMissed extends Schema.TaggedError<GatesMissed>()("GatesMissed", { missed: Schema.Int }) {
  override get message() {
    return `${this.missed} gates are missed: see above, and bench/anonymizer/RESULTS.md of a full run`
  }
  override readonly [Runtime.errorReported] = false
}

const Footprint = Schema.fromJsonString(Schema.Struct({ load: Schema.Finite, megabytes: Schema.Finite }))

/** Of three fresh processes the best: when memory is given back is not in anybody's hand. */
const footprint = Effect.gen(function*() {
  const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
  const script = new URL("anonymizer/Footprint.ts", import.meta.url).pathname
  const one = spawner.string(ChildProcess.make(execPath, ["--expose-gc", script])).pipe(
    Effect.flatMap(Schema.decodeEffect(Footprint))
  )
  const all = yield* Effect.replicateEffect(one, 3)
  return {
    load: Math.min(...all.map(({ load }) => load)),
    megabytes: Math.min(...all.map(({ megabytes }) => megabytes))
  }
})

const measure = Effect.fn("bench.measure")(function*(perCell: number, presidio: boolean, seed: number) {
  const cases = yield* loadCorpus(perCell, seed)
  if (presidio) {
    const compared = comparedCases(cases)
    yield* Console.log(`Presidio reads ${compared.length} cases…`)
    yield* saveRecorded(yield* record(compared))
  }
  yield* Console.log(`The embedded anonymizer reads ${cases.length} cases…`)
  const measured: Measured = {
    ...yield* readAll(cases),
    speed: { ...yield* speedOf(cases, clinic), ...yield* footprint }
  }
  return measured
})

const bench = Command.make(
  "anonymizer",
  {
    gates: Flag.Boolean("gates").pipe(Flag.withDefault(false)),
    presidio: Flag.Boolean("presidio").pipe(Flag.withDefault(false)),
    cell: Flag.Int("cell").pipe(Flag.withDefault(600)),
    seed: Flag.Int("seed").pipe(Flag.withDefault(0)),
    wave: Flag.String("wave").pipe(Flag.withDefault(""))
  },
  Effect.fn("bench.anonymizer")(function*({ cell, gates: only, presidio, seed, wave }) {
    if (wave !== "") return yield* measureWave(wave, presidio)
    const measured = yield* measure(cell, presidio, seed)
    const gates = gatesOf(measured)
    for (const { holds, name, target, value } of gates) {
      yield* Console.log(`${holds ? "holds " : "MISSED"}  ${name}: ${value}, target ${target}`)
    }
    const missed = gates.filter(({ holds }) => !holds).length
    if (only) {
      if (missed > 0) return yield* new GatesMissed({ missed })
      return
    }
    const files = yield* FileSystem.FileSystem
    const path = new URL("anonymizer/RESULTS.md", import.meta.url).pathname
    yield* files.writeFileString(
      path,
      report(measured, gates, `node bench/anonymizer.ts${presidio ? " --presidio" : ""}`)
    )
    yield* Console.log(`\n${gates.length - missed} of ${gates.length} gates hold. Written: bench/anonymizer/RESULTS.md`)
  })
)

if (import.meta.main) {
  bench.pipe(
    Command.run({ version: "1" }),
    Effect.provide([NodeServices.layer, FetchHttpClient.layer]),
    NodeRuntime.runMain
  )
}
