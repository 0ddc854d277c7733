import {
  Cause,
  Deferred,
  Duration,
  Effect,
  Exit,
  Fiber,
  FiberMap,
  Metric,
  Option,
  Ref,
  Schedule,
  Stream,
  SubscriptionRef
} from "effect"
import { monitorEventLoopDelay } from "node:perf_hooks"
import type { EndReason } from "../domain/EndReason.ts"
import { Dispatch, type Job } from "../services/Dispatch.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { type CallControl, outcomeOf } from "./HandleCall.ts"

/** How long a call may take over its goodbye once it is told that the worker is drained. */
const goodbyeTimeout = Duration.seconds(30)

const defaultMaxDelay = Duration.millis(200)

/** What a worker is doing, for whoever watches over it. Private: a room's name holds the caller's number. */
export interface WorkerState {
  /** LiveKit has this worker. */
  readonly registered: boolean
  /** It would take one more call. */
  readonly accepting: boolean
  /** The room of each call that it handles. */
  readonly rooms: ReadonlyArray<string>
}

/** The state of a worker that is about to start. */
export const makeWorkerState = SubscriptionRef.make<WorkerState>({ registered: false, accepting: false, rooms: [] })

export interface ServeCallsOptions<R> {
  readonly handle: (job: Job, control: CallControl) => Effect.Effect<EndReason, never, R>
  /** How many calls are handled at once. */
  readonly maxCalls: number
  /**
   * The delay of the event loop (90th percentile) from which no further call is taken: callers would hear it. 200 ms
   * where it is not given.
   */
  readonly maxDelay?: Duration.Duration
  /** How long calls may go on after SIGTERM, before they are told to say goodbye. */
  readonly drainTimeout: Duration.Duration
  /** Completes when the drain can wait no longer: calls are interrupted. */
  readonly hurry?: Effect.Effect<void>
  /** Kept up to date while the worker runs. */
  readonly state?: SubscriptionRef.SubscriptionRef<WorkerState>
}

/**
 * How busy a worker is, 0 to 1, by its calls and by the delay of its event loop, each as a part of what it may be. At 1
 * it takes no further call; one without calls always takes one, however late: it may be the only worker, and it is late
 * with nobody.
 */
export const loadOf = (calls: number, delay: number) => calls === 0 ? 0 : Math.min(1, Math.max(calls, delay))

/** The delay of the event loop in ms (90th percentile, over the last 2.5 s), as long as the scope is open. */
const eventLoopDelay = Effect.gen(function*() {
  const resolution = 10
  const histogram = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const histogram = monitorEventLoopDelay({ resolution })
      histogram.enable()
      return histogram
    }),
    (histogram) => Effect.sync(() => histogram.disable())
  )
  const latest = yield* Ref.make(0)
  yield* Effect.sync(() => {
    // Its values are the intervals between two ticks, so an idle loop shows the resolution itself.
    const late = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(90) / 1e6 - resolution)
    histogram.reset()
    return late
  }).pipe(
    Effect.tap((late) => Metric.update(Metrics.eventLoopDelay, late)),
    Effect.flatMap((late) => Ref.set(latest, late)),
    Effect.repeat(Schedule.spaced("2.5 seconds")),
    Effect.forkScoped
  )
  return { latest: Ref.get(latest) }
})

const without = (rooms: ReadonlyArray<string>, room: string) => rooms.toSpliced(rooms.indexOf(room), 1)

/** One call, from its job to the word to LiveKit that it is over. Whatever becomes of it, its neighbours go on. */
const serve = <R>(
  job: Job,
  call: Effect.Effect<EndReason, never, R>,
  note: (change: (rooms: ReadonlyArray<string>) => ReadonlyArray<string>) => Effect.Effect<void>
) =>
  call.pipe(
    Effect.tapCause((cause) => Cause.hasDies(cause) ? Effect.logError("a call died", cause) : Effect.void),
    Effect.onExit((exit) => job.done(Exit.isSuccess(exit) ? outcomeOf(exit.value) : "failed")),
    (served) =>
      Effect.acquireUseRelease(
        Effect.all([
          Metrics.callsStarted,
          Metric.modify(Metrics.activeCalls, 1),
          note((rooms) => [...rooms, job.room])
        ]),
        () => served,
        () => Effect.andThen(Metric.modify(Metrics.activeCalls, -1), note((rooms) => without(rooms, job.room)))
      ),
    Effect.annotateLogs({ jobId: job.id })
  )

/**
 * The worker: registers with LiveKit, and gives each job to `handle`, in a fiber of its own. It ends when LiveKit
 * refuses it, or by interruption; then no call comes in any more, and those that run have `drainTimeout` to end,
 * are told to say goodbye, and are interrupted 30 s later, or as soon as there is a `hurry`.
 */
export const serveCalls = <R>(options: ServeCallsOptions<R>) =>
  Effect.gen(function*() {
    const draining = yield* Ref.make(false)
    const drained = yield* Deferred.make<void>()
    const delay = yield* eventLoopDelay
    const maxDelay = Duration.toMillis(options.maxDelay ?? defaultMaxDelay)
    const load = (taken: number) =>
      Effect.map(delay.latest, (late) => loadOf(taken / options.maxCalls, late / maxDelay)).pipe(
        Effect.tap((load) => Metric.update(Metrics.load, load))
      )

    const { idle, jobs, registered } = yield* (yield* Dispatch).register({
      load,
      accepts: Effect.fnUntraced(function*(taken) {
        if (yield* Ref.get(draining)) return "draining"
        return (yield* load(taken)) < 1 ? "yes" : "full"
      })
    })

    const state = options.state ?? (yield* makeWorkerState)
    const change = Effect.fnUntraced(function*(part: (state: WorkerState) => Partial<WorkerState>) {
      const closing = yield* Ref.get(draining)
      yield* SubscriptionRef.update(state, (before) => {
        const after = { ...before, ...part(before) }
        return { ...after, accepting: after.registered && !closing && after.rooms.length < options.maxCalls }
      })
      const { accepting, registered } = yield* SubscriptionRef.get(state)
      yield* Metric.update(Metrics.registered, Number(registered))
      yield* Metric.update(Metrics.accepting, Number(accepting))
    })
    yield* registered.pipe(
      Stream.runForEach((registered) => change(() => ({ registered }))),
      Effect.forkScoped
    )

    const calls = yield* FiberMap.make<string>()
    const arrivals = yield* jobs.pipe(
      Stream.runForEach((job) =>
        FiberMap.run(
          calls,
          job.id,
          serve(
            job,
            options.handle(job, { drained: Deferred.await(drained) }),
            (rooms) => change((state) => ({ rooms: rooms(state.rooms) }))
          )
        )
      ),
      Effect.forkScoped
    )

    const say = Effect.fnUntraced(function*(message: string, limit: Duration.Duration) {
      const running = yield* FiberMap.size(calls)
      if (running === 0) return
      yield* Effect.logInfo(message).pipe(Effect.annotateLogs({ calls: running, limit: Duration.format(limit) }))
    })
    const drain = Effect.gen(function*() {
      yield* Ref.set(draining, true)
      yield* change(() => ({}))
      yield* say("draining: calls may go on", options.drainTimeout)
      if (Option.isSome(yield* Effect.timeoutOption(idle, options.drainTimeout))) return
      yield* say("draining: calls are told to say goodbye", goodbyeTimeout)
      yield* Deferred.succeed(drained, undefined)
      if (Option.isSome(yield* Effect.timeoutOption(idle, goodbyeTimeout))) return
      yield* Effect.logWarning("draining: calls that did not end are interrupted")
    }).pipe(
      // A call that is interrupted asks whether the worker was drained, to say so in its row.
      Effect.raceFirst(Effect.andThen(options.hurry ?? Effect.never, Deferred.succeed(drained, undefined)))
    )
    // The last finalizer added runs first: registration and arrivals go on for what was promised before.
    yield* Effect.addFinalizer(() => drain)

    return yield* Fiber.join(arrivals)
  }).pipe(Effect.scoped)
