import { Cause, Deferred, Effect, Metric, Predicate, Queue, Schedule, Schema } from "effect"
import { SpentReason } from "../../domain/WorkerProtocol.ts"
import { ThisProcess } from "../../services/ThisProcess.ts"
import * as Metrics from "../../telemetry/Metrics.ts"

const said: Readonly<Record<SpentReason, string>> = {
  uncaughtException: "it saw an uncaught exception",
  unhandledRejection: "it saw an unhandled rejection",
  memory: "it passed WORKER_MAX_RSS_MB"
}

/** The process has ended its calls and gives up: it is to be started anew. */
export class WorkerSpent extends Schema.TaggedError<WorkerSpent>()("WorkerSpent", { reason: SpentReason }) {
  override get message() {
    return `the worker gave up, because ${said[this.reason]}: start it again (see its log for the cause)`
  }
}

/** The SDK rejects promises that nobody awaits when it cancels a reply: nothing is broken by it. */
const isCancellation = (reason: unknown) =>
  reason === undefined || Predicate.hasProperty(reason, "name") && reason.name === "AbortError"

/**
 * As long as the scope is open, no exception ends the process. `spent` completes with the first reason
 * for which the process should be replaced: what follows is logged only.
 */
export const watchForWear = Effect.fnUntraced(function*(options: { readonly maxRssMb: number }) {
  const { residentMemory, uncaught } = yield* ThisProcess
  const spent = yield* Deferred.make<SpentReason>()
  const faults = yield* uncaught
  yield* Queue.take(faults).pipe(
    Effect.flatMap(({ error, kind }) =>
      kind === "unhandledRejection" && isCancellation(error) ? Effect.void : Effect.andThen(
        Effect.logError(`${said[kind]}: the process is to be replaced`, Cause.die(error)),
        Deferred.succeed(spent, kind)
      )
    ),
    Effect.forever,
    Effect.forkScoped
  )
  yield* residentMemory.pipe(
    Effect.tap((bytes) => Metric.update(Metrics.residentMemory, bytes)),
    Effect.tap((bytes) => bytes > options.maxRssMb * 2 ** 20 ? Deferred.succeed(spent, "memory") : Effect.void),
    Effect.repeat(Schedule.spaced("10 seconds")),
    Effect.forkScoped
  )
  return { spent: Deferred.await(spent) }
})
