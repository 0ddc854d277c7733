import { Duration, Effect, Metric, Ref, Schedule } from "effect"
import { availableParallelism } from "node:os"
import { monitorEventLoopDelay, performance } from "node:perf_hooks"
import * as Metrics from "../telemetry/Metrics.ts"

/** How much a process may carry. Callers hear whatever is beyond it. */
export interface LoadLimits {
  /** How many calls are handled at once. */
  readonly maxCalls: number
  /** The delay of the event loop (90th percentile) from which no further call is taken; 200 ms where it is not given. */
  readonly maxDelay?: Duration.Input
  /** The cores that the process has to itself; all of the machine's where it is not given. */
  readonly cores?: number
}

/** Each part of what a process carries, as a part of what it may carry. */
export interface Carried {
  readonly calls: number
  readonly delay: number
  readonly cpu: number
}

/** How often a process is measured, and over how long. */
export const loadWindow = Duration.millis(2500)
const defaultMaxDelay = Duration.millis(200)
/** Threads that share a core which is fuller than this wait for each other. */
const fullCore = 0.85

/**
 * How busy a worker is, 0 to 1: by that of which it carries most. At 1 it takes no further call; one without calls always
 * takes one, whatever else it does: it may be the only worker, and there is nobody who would hear it.
 */
export const loadOf = ({ calls, cpu, delay }: Carried) => calls === 0 ? 0 : Math.min(1, Math.max(calls, delay, cpu))

/** Measures this process for as long as the scope is open. Gives its load with so many calls on it. */
export const watchLoad = Effect.fnUntraced(function*({ cores, maxCalls, maxDelay }: LoadLimits) {
  const resolution = 10
  const histogram = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const histogram = monitorEventLoopDelay({ resolution })
      histogram.enable()
      return histogram
    }),
    (histogram) => Effect.sync(() => histogram.disable())
  )
  // Its values are the intervals between two ticks, so an idle loop shows the resolution itself.
  const lateness = Effect.sync(() => {
    const late = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(90) / 1e6 - resolution)
    histogram.reset()
    return late
  }).pipe(Effect.tap((late) => Metric.update(Metrics.eventLoopDelay, late)))

  // Both of the machine's own time, as the delay is, whatever the program's clock says.
  let before = { at: performance.now(), usage: process.cpuUsage() }
  const coresBusy = Effect.sync(() => {
    const now = { at: performance.now(), usage: process.cpuUsage() }
    const micros = now.usage.user + now.usage.system - before.usage.user - before.usage.system
    const busy = micros / 1000 / Math.max(1, now.at - before.at)
    before = now
    return busy
  }).pipe(Effect.tap((busy) => Metric.update(Metrics.cpu, busy)))

  const full = {
    delay: Duration.toMillis(maxDelay ?? defaultMaxDelay),
    cpu: fullCore * Math.max(1, cores ?? availableParallelism())
  }
  const latest = yield* Ref.make({ delay: 0, cpu: 0 })
  yield* Effect.all({ delay: lateness, cpu: coresBusy }).pipe(
    Effect.flatMap(({ cpu, delay }) => Ref.set(latest, { delay: delay / full.delay, cpu: cpu / full.cpu })),
    Effect.repeat(Schedule.spaced(loadWindow)),
    Effect.delay(loadWindow),
    Effect.forkScoped
  )
  return (calls: number) => Effect.map(Ref.get(latest), (carried) => loadOf({ ...carried, calls: calls / maxCalls }))
})
