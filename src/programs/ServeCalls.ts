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
import type { EndReason } from "../domain/EndReason.ts"
import { Dispatch, type Job } from "../services/Dispatch.ts"
import * as Metrics from "../telemetry/Metrics.ts"
import { type CallControl, outcomeOf } from "./HandleCall.ts"
import { stopping } from "./Stopping.ts"
import { type LoadLimits, loadWindow, watchLoad } from "./WorkerLoad.ts"

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

export interface ServeCallsOptions<R> extends LoadLimits {
  readonly handle: (job: Job, control: CallControl) => Effect.Effect<EndReason, never, R>
  /** How long calls may go on after SIGTERM, before they are told to say goodbye. */
  readonly drainTimeout: Duration.Duration
  /** Completes when the drain can wait no longer: calls are interrupted. */
  readonly hurry?: Effect.Effect<void>
  /** Kept up to date while the worker runs. */
  readonly state?: SubscriptionRef.SubscriptionRef<WorkerState>
}

const without = (rooms: ReadonlyArray<string>, room: string) => rooms.toSpliced(rooms.indexOf(room), 1)

/**
 * One call, from its job to the last of what it owes. With its line it gives up its room and its slot, whatever is still
 * to be delivered. Whatever becomes of it, its neighbours go on.
 */
const serve = Effect.fnUntraced(
  function*<R>(
    job: Job,
    handle: (job: Job) => Effect.Effect<EndReason, never, R>,
    note: (change: (rooms: ReadonlyArray<string>) => ReadonlyArray<string>) => Effect.Effect<void>,
    lines: Set<string>
  ) {
    lines.add(job.id)
    const free = yield* Effect.cached(
      Effect.sync(() => lines.delete(job.id)).pipe(
        Effect.andThen(Metric.modify(Metrics.activeCalls, -1)),
        Effect.andThen(note((rooms) => without(rooms, job.room)))
      )
    )
    const done: Job["done"] = (outcome) => Effect.andThen(job.done(outcome), free)
    return yield* Effect.acquireUseRelease(
      Effect.all([
        Metrics.callsStarted,
        Metric.modify(Metrics.activeCalls, 1),
        note((rooms) => [...rooms, job.room])
      ]),
      () =>
        handle({ ...job, done }).pipe(
          Effect.tapCause((cause) => Cause.hasDies(cause) ? Effect.logError("a call died", cause) : Effect.void)
        ),
      (_, exit) => done(Exit.isSuccess(exit) ? outcomeOf(exit.value) : "failed")
    )
  },
  (served, job) => Effect.annotateLogs(served, { jobId: job.id })
)

/**
 * The worker: registers with LiveKit, and gives each job to `handle`, in a fiber of its own. It ends when LiveKit
 * refuses it, or by interruption; then no call comes in any more, and those that run have `drainTimeout` to end, are told
 * to say goodbye, and are interrupted where they do not. What they owe is delivered meanwhile, and for some minutes more
 * (`Stopping.ts`). With a `hurry`, all of it is interrupted at once.
 */
export const serveCalls = <R>(options: ServeCallsOptions<R>) =>
  Effect.gen(function*() {
    const draining = yield* Ref.make(false)
    const drained = yield* Deferred.make<void>()
    const load = yield* watchLoad(options)

    const { idle, jobs, registered } = yield* (yield* Dispatch).register({
      load: (taken) => Effect.tap(load(taken), (load) => Metric.update(Metrics.load, load)),
      accepts: Effect.fnUntraced(function*(taken) {
        if (yield* Ref.get(draining)) return "draining"
        return (yield* load(taken)) < 1 ? "yes" : "full"
      })
    })

    const state = options.state ?? (yield* makeWorkerState)
    const change = Effect.fnUntraced(function*(part: (state: WorkerState) => Partial<WorkerState>) {
      const closing = yield* Ref.get(draining)
      const { accepting, registered } = yield* SubscriptionRef.updateAndGetEffect(
        state,
        Effect.fnUntraced(function*(before) {
          const after = { ...before, ...part(before) }
          const full = (yield* load(after.rooms.length)) >= 1
          return { ...after, accepting: after.registered && !closing && !full }
        })
      )
      yield* Metric.update(Metrics.registered, Number(registered))
      yield* Metric.update(Metrics.accepting, Number(accepting))
    })
    yield* registered.pipe(
      Stream.runForEach((registered) => change(() => ({ registered }))),
      Effect.forkScoped
    )
    // It may be full by its load alone.
    yield* Effect.forkScoped(Effect.repeat(change(() => ({})), Schedule.spaced(loadWindow)))

    const calls = yield* FiberMap.make<string, unknown, never>()
    /** The jobs whose callers are on the line. */
    const lines = new Set<string>()
    const arrivals = yield* jobs.pipe(
      Stream.runForEach((job) =>
        FiberMap.run(
          calls,
          job.id,
          serve(
            job,
            (job) => options.handle(job, { drained: Deferred.await(drained) }),
            (rooms) => change((state) => ({ rooms: rooms(state.rooms) })),
            lines
          )
        )
      ),
      Effect.forkScoped
    )

    const say = Effect.fnUntraced(function*(message: string, limit: Duration.Duration) {
      if (lines.size === 0) return
      yield* Effect.logInfo(message).pipe(Effect.annotateLogs({ calls: lines.size, limit: Duration.format(limit) }))
    })
    const interruptCalls = Effect.sync(() => {
      for (const [id, fiber] of calls) if (lines.has(id)) fiber.interruptUnsafe()
    })
    const releaseLines = Effect.gen(function*() {
      yield* say("draining: calls may go on", options.drainTimeout)
      if (Option.isSome(yield* Effect.timeoutOption(idle, options.drainTimeout))) return
      yield* say("draining: calls are told to say goodbye", stopping.goodbyes)
      yield* Deferred.succeed(drained, undefined)
      if (Option.isSome(yield* Effect.timeoutOption(idle, stopping.goodbyes))) return
      yield* Effect.logWarning("draining: calls that did not end are interrupted")
      yield* interruptCalls
    })
    const deliver = Effect.gen(function*() {
      if (Option.isSome(yield* Effect.timeoutOption(FiberMap.awaitEmpty(calls), stopping.deliveries))) return
      yield* Effect.logWarning("draining: what is not delivered by now stays in the journal").pipe(
        Effect.annotateLogs({ calls: yield* FiberMap.size(calls) })
      )
    })
    const drain = Ref.set(draining, true).pipe(
      Effect.andThen(change(() => ({}))),
      Effect.andThen(releaseLines),
      Effect.andThen(deliver),
      // A call that is interrupted asks whether the worker was drained, to say so in its row.
      Effect.raceFirst(Effect.andThen(options.hurry ?? Effect.never, Deferred.succeed(drained, undefined))),
      Effect.asVoid
    )
    // The last finalizer added runs first: registration and arrivals go on for what was promised before.
    yield* Effect.addFinalizer(() => drain)

    return yield* Fiber.join(arrivals)
  }).pipe(Effect.scoped)
