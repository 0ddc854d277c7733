import { Effect, Exit, Fiber, FileSystem, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { recover } from "../../../src/programs/Recover.ts"
import { configApiOf, type Death, type Edges, fileSystemOf, makeEdges, type Plan } from "./Edges.ts"
import { judge, type Remains, remainsOf } from "./Verdict.ts"
import { type Account, type Ground, servicesOn, type Victim } from "./Victim.ts"
import { makeWorld, type World } from "./World.ts"

/** Who is killed, and where its recovery is, if that is killed, too. */
export interface Scenario {
  readonly victim: (ground: Ground) => Effect.Effect<Victim, never, FileSystem.FileSystem | Scope.Scope>
}

/** What one run came to, and what is wrong with what was left in the end. */
export interface Run {
  /** Where the process died, if it did: the one that recovered, where that was to die. */
  readonly death: Death | undefined
  /** How often it touched something until then. */
  readonly touched: number
  readonly faults: ReadonlyArray<string>
}

const turn = Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)))
/** Where a flush costs nothing: a process that is killed takes no power with it. */
const inMemory = "/dev/shm"
export const never: Plan = { at: 0, moment: "before" }

/** A folder for one run. */
export const temporary = FileSystem.FileSystem.use((fs) =>
  Effect.flatMap(
    fs.exists(inMemory),
    (fast) => fs.makeTempDirectoryScoped({ prefix: "kill-", ...fast && { directory: inMemory } })
  )
)

/** Lets everything happen that can without time passing; `each` is done at each turn of the event loop. */
export const pauseOn = (edges: Edges, each: () => void = () => {}) =>
  Effect.gen(function*() {
    for (let quiet = 0; quiet < 12;) {
      each()
      yield* turn
      quiet = edges.isQuiet() ? quiet + 1 : 0
    }
  })

/**
 * Waits for what a process does. Of one that is dead, what is left waits for time to pass, which it does then; a process
 * that lives needs none.
 */
export const toItsEnd = <A, E, R>(program: Effect.Effect<A, E, R>, edges: Edges, pause: Effect.Effect<void>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(program)
    while (fiber.pollUnsafe() === undefined && edges.death === undefined) yield* pause
    for (let minutes = 0; fiber.pollUnsafe() === undefined && minutes < 10; minutes++) {
      yield* pause
      yield* TestClock.adjust("1 minute")
    }
    yield* pause
    const exit = fiber.pollUnsafe()
    // Nothing of it reaches anything any more.
    yield* Effect.forkDetach(Fiber.interrupt(fiber))
    return exit ?? Exit.die("it never ended")
  })

/** A process that takes over, an hour later. Gives its edges, and what it says. */
const recovery = Effect.fnUntraced(function*(dataDir: string, world: World, plan: Plan) {
  const fs = yield* FileSystem.FileSystem
  const edges = makeEdges(plan)
  const released: Array<string> = []
  yield* TestClock.adjust("1 hour")
  const ground = { dataDir, fs: fileSystemOf(fs, edges), configApi: configApiOf(world.configApi, edges) }
  const recovering = recover((room) => edges.guarded(Effect.sync(() => void released.push(room)))).pipe(
    Effect.provide(servicesOn(ground))
  )
  const exit = yield* toItsEnd(recovering, edges, pauseOn(edges))
  return { edges, released, summary: Exit.isSuccess(exit) ? exit.value : undefined }
})

/**
 * Plays a victim until it is killed as planned, has what it left recovered, once by a process that is killed in turn if
 * there is a plan for that, and gives what is wrong with the result. `undisturbed`: what the same call leaves that nobody
 * kills.
 */
export const play = Effect.fnUntraced(
  function*(
    scenario: Scenario,
    undisturbed: Remains | undefined,
    plans: { readonly call?: Plan; readonly recovery?: Plan; readonly atTurn?: number }
  ) {
    const fs = yield* FileSystem.FileSystem
    const dataDir = yield* temporary
    const world = makeWorld()
    const edges = makeEdges(plans.call ?? never)
    const account: Account = { said: [], promised: [], released: false, isAlive: () => edges.death === undefined }
    let turns = 0
    const pause = pauseOn(edges, () => {
      if (++turns === plans.atTurn) edges.kill()
    })
    const victim = yield* scenario.victim({
      account,
      pause,
      beside: edges.guarded,
      dataDir,
      fs: fileSystemOf(fs, edges),
      configApi: configApiOf(world.configApi, edges)
    })
    yield* toItsEnd(victim.play, edges, pause)

    const first = plans.recovery === undefined ? undefined : yield* recovery(dataDir, world, plans.recovery)
    const last = yield* recovery(dataDir, world, never)
    const remains = yield* remainsOf(dataDir, world)
    const faults = judge({
      account,
      died: edges.death !== undefined,
      processes: plans.recovery === undefined ? 2 : 3,
      released: [...first?.released ?? [], ...last.released],
      left: last.summary?.left.flatMap(({ problems }) => problems) ?? ["the recovery itself died"],
      remains,
      undisturbed,
      world
    })
    const { death, touched } = first?.edges ?? edges
    const run: Run = { death, touched: touched.length, faults }
    return { run, remains, turns }
  },
  Effect.scoped,
  Effect.provide(TestClock.layer())
)
