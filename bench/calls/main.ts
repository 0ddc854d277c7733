import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, FileSystem, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { FetchHttpClient } from "effect/http"
import { ensure } from "../../test/e2e/Peers.ts"
import { Stack } from "../../test/e2e/Stack.ts"
import { measure, type MeasureOptions } from "./Measure.ts"
import { offerTwice, ramp } from "./Overload.ts"
import { pathTable, takenApart } from "./Path.ts"
import { publish } from "./Publish.ts"
import { rampTable, surroundings, table } from "./Table.ts"
import { type Name, names } from "./Workers.ts"

const workersIn = (written: string) => {
  const asked = written.split(",")
  const known = names.filter((name) => asked.includes(name))
  return known.length === asked.length ? Option.some<ReadonlyArray<Name>>(known) : Option.none()
}

const atLeast = (least: number) => (value: number) => value >= least ? Option.some(value) : Option.none()

const rounds = Effect.fnUntraced(function*(workers: ReadonlyArray<Name>, options: MeasureOptions) {
  const measured = yield* Effect.forEach(workers, (worker) => measure(worker, options))
  return { measured, shown: `${table(measured)}\n\n${surroundings(measured)}` }
}, Effect.provide(Stack.layer))

const untilTooMany = Effect.fnUntraced(function*(workers: ReadonlyArray<Name>, rate: number) {
  const ramps = yield* Effect.forEach(workers, (worker) => ramp(worker, rate))
  const ours = ramps.find(({ capacity, worker }) => worker === "ours" && capacity > 0)
  const twice = ours && (yield* offerTwice(ours.capacity, rate))
  return { measured: { ramps, twice }, shown: rampTable(ramps, twice) }
}, Effect.provide(Stack.layer))

const alongThePath = Effect.fnUntraced(function*(workers: ReadonlyArray<Name>, answers: number) {
  const measured = yield* Effect.forEach(workers, (worker) => takenApart(worker, answers))
  return { measured, shown: pathTable(measured) }
}, Effect.provide(Stack.layer))

const bench = Command.make(
  "bench:calls",
  {
    workers: Flag.String("worker").pipe(
      Flag.withDescription(`Whom to call, with commas between them: ${names.join(", ")}`),
      Flag.withDefault("ours"),
      Flag.filterMap(workersIn, () => `one or more of ${names.join(",")}`)
    ),
    calls: Flag.Int("calls").pipe(
      Flag.withDescription("Calls at once"),
      Flag.withDefault(8),
      Flag.filterMap(atLeast(1), () => "1 or more")
    ),
    rate: Flag.Finite("rate").pipe(
      Flag.withDescription("New calls a second"),
      Flag.withDefault(2),
      Flag.filterMap(atLeast(0.1), () => "0.1 or more")
    ),
    rounds: Flag.Int("rounds").pipe(
      Flag.withDescription("How often: three or more tell what a finished call leaves behind"),
      Flag.withDefault(1),
      Flag.filterMap(atLeast(1), () => "1 or more")
    ),
    talk: Flag.Int("talk").pipe(
      Flag.withDescription("Seconds for which all calls talk, and CPU is measured"),
      Flag.withDefault(15),
      Flag.filterMap(atLeast(1), () => "1 or more")
    ),
    overload: Flag.Boolean("overload").pipe(
      Flag.withDescription(
        "Instead: adds calls until an answer takes over 2 s; then offers ours twice as many as it carried"
      ),
      Flag.withDefault(false)
    ),
    path: Flag.Int("path").pipe(
      Flag.withDescription(
        "Instead: takes so many answers of one call apart, from the caller's last word to the first sound"
      ),
      Flag.withDefault(0)
    ),
    recording: Flag.Boolean("recording").pipe(
      Flag.withDescription("Ours records the calls, which the peers do not"),
      Flag.withDefault(false)
    ),
    json: Flag.String("json").pipe(Flag.withDescription("Writes everything measured to this file"), Flag.optional),
    write: Flag.Boolean("write").pipe(
      Flag.withDescription("Puts the table into bench/README.md"),
      Flag.withDefault(false)
    )
  },
  Effect.fnUntraced(function*({ json, overload, path, workers, write, ...options }) {
    yield* ensure
    const { measured, shown } = overload
      ? yield* untilTooMany(workers, options.rate)
      : path > 0
      ? yield* alongThePath(workers, path)
      : yield* rounds(workers, options)
    yield* Console.log(`\n${shown}`)
    if (Option.isSome(json)) {
      yield* (yield* FileSystem.FileSystem).writeFileString(json.value, `${JSON.stringify(measured, undefined, 2)}\n`)
    }
    if (write) yield* publish(shown, "bench:calls")
  })
)

bench.pipe(
  Command.run({ version: "1" }),
  Effect.provide([NodeServices.layer, FetchHttpClient.layer]),
  NodeRuntime.runMain
)
