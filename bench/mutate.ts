/**
 * `npm run mutate`: small random changes to the source, and whether a test fails over each. `--folder receptionist
 * --count 40` tries a part; `bench/mutation/RESULTS.md` has what came out.
 *
 * What is known of a mutant is kept in `.cache/mutation.json` for as long as its file is the same: an interrupted run goes
 * on where it was. `--again` tries those once more that survived, after tests were added.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, FileSystem, Option, Path, Pool, Schema, Semaphore } from "effect"
import { Command, Flag } from "effect/cli"
import { setPriority } from "node:os"
import { results, type Tried, verdictsIn } from "./mutation/Results.ts"
import { folders, sample, type Sampled } from "./mutation/Sample.ts"
import { makeTrial, Outcome, root } from "./mutation/Trial.ts"

const Known = Schema.fromJsonString(
  Schema.Record(Schema.String, Schema.Struct({ content: Schema.String, ...Outcome.fields }))
)

const load = Effect.fnUntraced(function*(file: string) {
  const fs = yield* FileSystem.FileSystem
  if (!(yield* fs.exists(file))) return new Map<string, Outcome & { readonly content: string }>()
  return new Map(Object.entries(yield* Schema.decodeEffect(Known)(yield* fs.readFileString(file))))
})

const mutate = Command.make(
  "mutate",
  {
    folder: Flag.Literals("folder", folders).pipe(Flag.withDescription("This folder of src alone"), Flag.optional),
    count: Flag.Int("count").pipe(Flag.withDescription("Mutants in all"), Flag.withDefault(200)),
    seed: Flag.Int("seed").pipe(Flag.withDefault(1)),
    workers: Flag.Int("workers").pipe(Flag.withDescription("Tried at once"), Flag.withDefault(1)),
    bound: Flag.Int("bound").pipe(
      Flag.withDescription("Seconds after which the tests of a mutant hang"),
      Flag.withDefault(900)
    ),
    schedules: Flag.Int("schedules").pipe(
      Flag.withDescription("Schedules that the property tests play"),
      Flag.withDefault(1_000)
    ),
    again: Flag.Boolean("again").pipe(
      Flag.withDescription("Tries those again that were not killed"),
      Flag.withDefault(false)
    )
  },
  Effect.fnUntraced(function*({ again, bound, count, folder, schedules, seed, workers }) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    yield* Effect.sync(() => setPriority(10))
    const state = path.join(root, ".cache/mutation.json")
    yield* fs.makeDirectory(path.dirname(state), { recursive: true })
    const known = yield* load(state)
    const chosen = Option.match(folder, { onNone: () => folders, onSome: (one) => [one] })
    const sampled = yield* sample(chosen, Math.ceil(count / chosen.length), seed)
    const isKnown = ({ content, id }: Sampled) => {
      const outcome = known.get(id)
      return outcome?.content === content && !(again && outcome.outcome !== "killed")
    }
    const left = sampled.filter((one) => !isKnown(one))
    yield* Console.log(`${sampled.length} mutants, ${left.length} to try`)

    const pool = yield* Pool.make({ acquire: makeTrial({ schedules }), size: workers })
    const writing = yield* Semaphore.make(1)
    let done = 0
    yield* Effect.forEach(
      left,
      (one) =>
        Effect.gen(function*() {
          const outcome = yield* (yield* Pool.get(pool)).try(one.mutant, bound * 1_000)
          known.set(one.id, { content: one.content, ...outcome })
          yield* Console.log(
            `${++done}/${left.length} ${outcome.outcome} ${one.mutant.file}:${one.line} ${one.change} ${
              outcome.by ?? ""
            }`
          )
          yield* writing.withPermits(1)(
            Effect.flatMap(
              Schema.encodeEffect(Known)(Object.fromEntries(known)),
              (text) => fs.writeFileString(state, text)
            )
          )
        }).pipe(Effect.scoped),
      { concurrency: workers, discard: true }
    )

    // Everything that is known of the sample of this seed, whichever part was tried now.
    const everything = yield* sample(folders, Math.ceil(count / chosen.length), seed)
    const tried = everything.flatMap((one): ReadonlyArray<Tried> => {
      const outcome = known.get(one.id)
      return outcome?.content === one.content ? [{ sampled: one, outcome }] : []
    })
    const file = path.join(root, "bench/mutation/RESULTS.md")
    const before = yield* Effect.orElseSucceed(fs.readFileString(file), () => "")
    const command = `npm run mutate -- --seed ${seed} --count ${Math.ceil(count / chosen.length) * folders.length}`
    const written = results(command, tried, verdictsIn(before))
    yield* fs.writeFileString(file, written)
    yield* Console.log(written.split("## Survivors")[0])
  }, Effect.scoped)
)

mutate.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
