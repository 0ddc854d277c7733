import { Clock, Deferred, Duration, Effect, FiberSet, Option, Runtime, Schedule, Schema } from "effect"
import { PrometheusMetrics } from "effect/observability"
import type { Health, ShowHealth } from "../services/Health.ts"
import { Journal } from "../services/Journal.ts"
import { clockSkew, Rooms } from "../services/Rooms.ts"
import { ThisProcess } from "../services/ThisProcess.ts"
import type { SpawnWorker, WorkerProcess } from "../services/WorkerProcess.ts"
import { hungWorkers, showSupervisor, workerExits } from "../telemetry/Metrics.ts"
import { longestStop, stopping } from "./Stopping.ts"
import { mergeMetrics } from "./supervise/MergeMetrics.ts"
import { watchRooms } from "./WatchRooms.ts"

/** A worker says that it cannot run with this configuration: neither will the next one. */
export class WorkerMisconfigured extends Schema.TaggedError<WorkerMisconfigured>()("WorkerMisconfigured", {}) {
  override get message() {
    return "a worker refused its configuration; what it said is above. Run `receptionist doctor` to check"
  }
  override readonly [Runtime.errorExitCode] = configurationError
}

const configurationError = 78
/** A worker that did not last so long is not a proof that the next one will. */
const steadyAfter = Duration.minutes(1)
const firstDelay = Duration.millis(500)
const longestDelay = Duration.seconds(30)
/** How often a worker is asked for a sign of life. */
const askEvery = Duration.seconds(3)
/**
 * A worker that gives none for so long hangs. In two parts: where it is the supervisor that has stood still, the answer is
 * there, and the second part is time to find it.
 */
const [patience, lastPatience] = [Duration.seconds(12), Duration.seconds(3)]
/** One that starts has its modules to load first. */
const startPatience = Duration.minutes(1)
/** Who has not answered for so long is not counted as ready. */
const lately = Duration.seconds(10)
const releaseBackoff = Schedule.min([Schedule.exponential("500 millis"), Schedule.spaced("15 seconds")])
export interface SuperviseOptions {
  readonly processes: number
  readonly spawn: SpawnWorker
  /** How long calls may go on after SIGTERM; the workers see to it themselves. */
  readonly drainTimeout: Duration.Duration
  /** Completes when the drain can wait no longer. */
  readonly hurry: Effect.Effect<void>
  /** Shows how all workers are doing. */
  readonly show: ShowHealth
}

/**
 * Several workers on one machine. One that dies is replaced, after a delay that grows while they keep dying; nobody is
 * left in a room that it served, and what its calls owe is handed on. One that is spent goes on until its successor is
 * registered. Interruption drains all of them.
 */
export const supervise = Effect.fnUntraced(
  function*(options: SuperviseOptions) {
    const journal = yield* Journal
    const { release } = yield* Rooms
    const scope = yield* Effect.scope
    const workers = new Map<WorkerProcess, Signs>()
    yield* showSupervisor
    yield* options.show(healthOf(workers, (yield* ThisProcess).pid))

    /** What is to be done for a process that is no more. */
    const bury = Effect.fnUntraced(function*(worker: WorkerProcess) {
      workers.delete(worker)
      const { journal: owner, rooms } = yield* worker.report
      yield* workerExits({ calls: rooms.length > 0 ? "yes" : "no" })
      if (owner !== "") yield* Effect.ignore(journal.retire(owner))
      if (rooms.length === 0) return
      const before = (yield* Clock.currentTimeMillis) + clockSkew
      yield* Effect.logError("a worker died with calls on it: their callers are hung up").pipe(
        Effect.annotateLogs({ calls: rooms.length })
      )
      yield* Effect.forEach(new Set(rooms), (room) =>
        release(room, before).pipe(
          Effect.catch(() =>
            Effect.andThen(
              Effect.logError("a caller whose worker died is not hung up yet: it is tried until LiveKit confirms it"),
              Effect.forkIn(Effect.retry(release(room, before), releaseBackoff), scope)
            )
          )
        ), { concurrency: "unbounded", discard: true })
    })

    const processes = yield* FiberSet.make<unknown>()
    /** Starts a process, which goes on in the background to its end. */
    const start = Effect.gen(function*() {
      const started = yield* Deferred.make<WorkerProcess>()
      yield* FiberSet.run(
        processes,
        Effect.gen(function*() {
          const worker = yield* options.spawn
          const signs: Signs = { answered: undefined, hangs: false }
          workers.set(worker, signs)
          // Added after the process: its own release, which kills it, comes later.
          yield* Effect.addFinalizer(() => bury(worker))
          yield* Deferred.succeed(started, worker)
          const code = yield* Effect.raceFirst(worker.exited, watch(worker, signs))
          yield* Effect.logInfo("a worker process has ended").pipe(
            Effect.annotateLogs({ pid: worker.pid, code: Option.getOrElse(code, () => "signal") })
          )
        }).pipe(Effect.scoped)
      )
      return yield* Deferred.await(started)
    })

    /** One of the workers, for ever: whichever process that is. */
    const keep = Effect.gen(function*() {
      let outgoing: WorkerProcess | undefined
      let early = 0
      while (true) {
        const began = yield* Clock.currentTimeMillis
        const worker = yield* start
        const leave = outgoing
        const fate = yield* Effect.raceFirst(
          worker.exited,
          worker.registered.pipe(
            Effect.andThen(leave === undefined ? Effect.void : leave.tell({ _tag: "Drain" })),
            Effect.andThen(Effect.sync(() => {
              outgoing = undefined
            })),
            Effect.andThen(worker.spent)
          )
        )
        if (typeof fate === "string") {
          outgoing = worker
          yield* Effect.logWarning("a worker is being replaced").pipe(
            Effect.annotateLogs({ pid: worker.pid, reason: fate })
          )
        } else if (Option.contains(fate, configurationError) && !(yield* worker.report).registered) {
          return yield* new WorkerMisconfigured()
        }
        early = (yield* Clock.currentTimeMillis) - began < Duration.toMillis(steadyAfter) ? early + 1 : 0
        if (early > 0) yield* Effect.sleep(Duration.min(Duration.times(firstDelay, 2 ** (early - 1)), longestDelay))
      }
    })

    const reports = Effect.suspend(() => Effect.forEach([...workers.keys()], ({ report }) => report))
    yield* Effect.forkScoped(watchRooms({
      served: Effect.map(reports, (all) => all.flatMap(({ rooms }) => rooms)),
      hasRoom: Effect.map(reports, (all) => all.some(({ accepting }) => accepting))
    }))
    const tellAll = (_tag: "Drain" | "Hurry") => Effect.forEach([...workers.keys()], (worker) => worker.tell({ _tag }))
    yield* Effect.addFinalizer(() =>
      Effect.gen(function*() {
        yield* Effect.logInfo("draining all workers").pipe(Effect.annotateLogs({ workers: workers.size }))
        yield* tellAll("Drain")
        const gone = FiberSet.awaitEmpty(processes)
        yield* Effect.raceFirst(gone, options.hurry).pipe(
          Effect.timeoutOption(Duration.subtract(longestStop(options.drainTimeout), stopping.closing))
        )
        yield* tellAll("Hurry")
        yield* Effect.timeoutOption(gone, stopping.closing)
      })
    )
    return yield* Effect.all(Array.from({ length: options.processes }, () => keep), {
      concurrency: "unbounded",
      discard: true
    })
  },
  Effect.scoped
)

/** When a worker last answered, in ns of the machine's own time, and whether it does not any more. */
interface Signs {
  answered: bigint | undefined
  hangs: boolean
}

/** Asks a worker for signs of life for as long as it gives them; then kills it, and gives how it ended. */
const watch = Effect.fnUntraced(function*(worker: WorkerProcess, signs: Signs) {
  const answers = (within: Duration.Duration) =>
    worker.ping.pipe(
      Effect.as(true),
      Effect.timeoutOrElse({ duration: within, orElse: () => Effect.succeed(false) })
    )
  while ((yield* answers(signs.answered === undefined ? startPatience : patience)) || (yield* answers(lastPatience))) {
    signs.answered = yield* Clock.monotonicTimeNanos
    yield* Effect.sleep(askEvery)
  }
  signs.hangs = true
  yield* hungWorkers
  yield* Effect.logError("a worker does not answer: it is killed").pipe(Effect.annotateLogs({ pid: worker.pid }))
  yield* worker.kill
  return yield* worker.exited
})

const healthOf = (workers: ReadonlyMap<WorkerProcess, Signs>, pid: number): Health => ({
  alive: Effect.sync(() => [...workers.values()].every(({ hangs }) => !hangs)),
  counts: Effect.gen(function*() {
    const now = yield* Clock.monotonicTimeNanos
    const answering = [...workers].filter(([, { answered }]) =>
      answered !== undefined && Duration.isLessThanOrEqualTo(Duration.nanos(now - answered), lately)
    )
    const reports = yield* Effect.forEach(answering, ([{ report }]) => report)
    return {
      registered: reports.filter(({ registered }) => registered).length,
      accepting: reports.filter(({ accepting }) => accepting).length,
      calls: reports.reduce((calls, { rooms }) => calls + rooms.length, 0)
    }
  }),
  metrics: Effect.gen(function*() {
    const own = { pid, text: yield* PrometheusMetrics.format() }
    const theirs = yield* Effect.forEach(
      [...workers.keys()],
      ({ metrics, pid }) => Effect.map(metrics, Option.map((text) => ({ pid, text }))),
      { concurrency: "unbounded" }
    )
    return mergeMetrics([own, ...theirs.flatMap(Option.toArray)])
  })
})
