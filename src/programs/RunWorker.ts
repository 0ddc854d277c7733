import { Effect, Stream, SubscriptionRef } from "effect"
import { PrometheusMetrics } from "effect/observability"
import type { ShowHealth } from "../services/Health.ts"
import { Journal } from "../services/Journal.ts"
import { Rooms } from "../services/Rooms.ts"
import { SupervisorLink } from "../services/SupervisorLink.ts"
import { ThisProcess } from "../services/ThisProcess.ts"
import { showWorker } from "../telemetry/Metrics.ts"
import { keepRecovering } from "./Recover.ts"
import { makeWorkerState, serveCalls, type ServeCallsOptions } from "./ServeCalls.ts"
import { mergeMetrics } from "./supervise/MergeMetrics.ts"
import { watchForWear, WorkerSpent } from "./supervise/Spent.ts"
import { watchRooms } from "./WatchRooms.ts"

export interface RunWorkerOptions<R, B = never> extends Omit<ServeCallsOptions<R>, "hurry" | "state"> {
  /** MiB of resident memory past which the process is to be replaced. */
  readonly maxRssMb: number
  /** What it does beside its calls, for as long as it runs. */
  readonly beside?: Effect.Effect<unknown, never, B>
}

/** The only worker: once it is spent it drains, and fails, for whatever starts it anew. */
export const runWorkerAlone = Effect.fnUntraced(
  function*<R, B = never>(
    options: RunWorkerOptions<R, B>,
    show: ShowHealth
  ) {
    yield* showWorker
    const state = yield* makeWorkerState
    const { pid, secondSignal } = yield* ThisProcess
    const second = yield* secondSignal
    const { spent } = yield* watchForWear(options)
    yield* show({
      // Who hangs does not come to say so.
      alive: Effect.succeed(true),
      counts: Effect.map(SubscriptionRef.get(state), ({ accepting, registered, rooms }) => ({
        registered: Number(registered),
        accepting: Number(accepting),
        calls: rooms.length
      })),
      metrics: Effect.map(PrometheusMetrics.format(), (text) => mergeMetrics([{ pid, text }]))
    })
    yield* Effect.forkScoped(keepRecovering((yield* Rooms).release))
    const now = SubscriptionRef.get(state)
    yield* Effect.forkScoped(watchRooms({
      served: Effect.map(now, ({ rooms }) => rooms),
      hasRoom: Effect.map(now, ({ accepting }) => accepting)
    }))
    if (options.beside !== undefined) yield* Effect.forkScoped(options.beside)
    return yield* Effect.raceFirst(
      serveCalls({ ...options, state, hurry: second }),
      Effect.flatMap(spent, (reason) => Effect.fail(new WorkerSpent({ reason })))
    )
  },
  Effect.scoped,
  Effect.asVoid
)

/** One of several workers: its supervisor knows what it does, replaces it once it is spent, and tells it to drain. */
export const runWorkerSupervised = Effect.fnUntraced(
  function*<R, B = never>(options: RunWorkerOptions<R, B>) {
    yield* showWorker
    const state = yield* makeWorkerState
    const link = yield* SupervisorLink
    const second = yield* (yield* ThisProcess).secondSignal
    const { spent } = yield* watchForWear(options)
    const { owner } = yield* Journal

    yield* SubscriptionRef.changes(state).pipe(
      Stream.runForEach((now) => link.tell({ _tag: "State", ...now, journal: owner })),
      Effect.forkScoped
    )
    yield* spent.pipe(
      Effect.flatMap((reason) => link.tell({ _tag: "Spent", reason })),
      Effect.forkScoped
    )
    yield* link.measure.pipe(
      Effect.andThen(PrometheusMetrics.format()),
      Effect.flatMap((metrics) => link.tell({ _tag: "Measured", metrics })),
      Effect.forever,
      Effect.forkScoped
    )
    yield* Effect.forkScoped(keepRecovering((yield* Rooms).release))
    if (options.beside !== undefined) yield* Effect.forkScoped(options.beside)
    return yield* Effect.raceFirst(
      serveCalls({ ...options, state, hurry: Effect.raceFirst(second, link.hurry) }),
      Effect.tap(
        link.drain,
        (why) =>
          why === "orphaned" ? Effect.logError("the supervisor is gone: the worker drains, and ends") : Effect.void
      )
    )
  },
  Effect.scoped,
  Effect.asVoid,
  // They write to one log.
  (worker) => Effect.flatMap(ThisProcess, ({ pid }) => Effect.annotateLogs(worker, { pid }))
)
