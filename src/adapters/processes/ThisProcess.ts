import { Deferred, Effect, Layer, Queue } from "effect"
import { readFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { monitorEventLoopDelay, performance } from "node:perf_hooks"
import { ThisProcess, type Uncaught, type Usage } from "../../services/ThisProcess.ts"

/** Listens for as long as the scope is open. */
const listen = (events: Readonly<Record<string, (value: unknown) => void>>) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      for (const [event, hear] of Object.entries(events)) process.on(event, hear)
    }),
    () =>
      Effect.sync(() => {
        for (const [event, hear] of Object.entries(events)) process.off(event, hear)
      })
  )

const uncaught = Effect.gen(function*() {
  const faults = yield* Queue.unbounded<Uncaught>()
  const hear = (kind: Uncaught["kind"]) => (error: unknown) => void Queue.offerUnsafe(faults, { kind, error })
  yield* listen({
    uncaughtException: hear("uncaughtException"),
    unhandledRejection: hear("unhandledRejection")
  })
  return faults
})

const secondSignal = Deferred.make<void>().pipe(
  Effect.tap((second) => {
    let heard = 0
    const hear = () => {
      if (++heard === 2) Deferred.doneUnsafe(second, Effect.void)
    }
    return listen({ SIGTERM: hear, SIGINT: hear })
  }),
  Effect.map(Deferred.await)
)

const resolution = 10

const loopDelay = Effect.acquireRelease(
  Effect.sync(() => {
    const histogram = monitorEventLoopDelay({ resolution })
    histogram.enable()
    return histogram
  }),
  (histogram) => Effect.sync(() => histogram.disable())
).pipe(Effect.map((histogram) =>
  Effect.sync(() => {
    // Its values are the intervals between two ticks, so an idle loop shows the resolution itself.
    const late = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(90) / 1e6 - resolution)
    histogram.reset()
    return late
  })
))

/**
 * For how long a thread has been ready to run while no core was free, in ms, from the second number of its `schedstat`
 * (ns; Linux, Documentation/scheduler/sched-stats). 0 where nothing counts it.
 */
const waitedIn = (file: string) => {
  try {
    return Number(readFileSync(file, "utf8").split(" ")[1] ?? 0) / 1e6
  } catch {
    return 0
  }
}

/** Node's own process. `schedulerStatistics`: where the kernel counts how long the event loop's thread waits for a core. */
export const layer = ({ schedulerStatistics = "/proc/thread-self/schedstat" } = {}) =>
  Layer.succeed(ThisProcess, {
    pid: process.pid,
    cores: availableParallelism(),
    residentMemory: Effect.sync(() => process.memoryUsage.rss()),
    usage: Effect.sync((): Usage => {
      const { system, user } = process.cpuUsage()
      return { at: performance.now(), busy: (user + system) / 1000, waited: waitedIn(schedulerStatistics) }
    }),
    loopDelay,
    uncaught,
    secondSignal
  })
