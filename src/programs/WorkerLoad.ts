import { Duration, Effect, Metric, Ref, Schedule } from "effect"
import { readFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { monitorEventLoopDelay, performance } from "node:perf_hooks"
import * as Metrics from "../telemetry/Metrics.ts"

/** How much a process may carry. Callers hear whatever is beyond it. */
export interface LoadLimits {
  /** How many calls are handled at once. */
  readonly maxCalls: number
  /** The delay of the event loop (90th percentile) from which no further call is taken; 200 ms where it is not given. */
  readonly maxDelay?: Duration.Input
  /** Where the kernel counts how long the event loop's thread waits for a core: Linux does, in `/proc`. */
  readonly schedulerStatistics?: string
  /** The cores that the process has to itself; all of the machine's where it is not given. */
  readonly cores?: number
}

/** Each part of what a process carries, as a part of what it may carry. */
export interface Carried {
  readonly calls: number
  readonly delay: number
  readonly wait: number
  readonly cpu: number
}

/** How often a process is measured, and over how long. */
export const loadWindow = Duration.seconds(1)
const defaultMaxDelay = Duration.millis(200)
/**
 * The part of the time that the event loop may wait for a core. It grows evenly with the calls, and with twice the calls
 * offered that a machine carries, answers were late from 0.5 on (`npm run bench:calls -- --overload`).
 */
const maxWait = 0.4
/** Who uses less of a core than this does not keep itself waiting: with a call less it would wait as long. */
const noticeable = 0.4
/** Threads that share a core which is fuller than this wait for each other. */
const fullCore = 0.85

/**
 * How busy a worker is, 0 to 1: by that of which it carries most. At 1 it takes no further call; one without calls always
 * takes one, whatever else it does: it may be the only worker, and there is nobody who would hear it.
 */
export const loadOf = ({ calls, cpu, delay, wait }: Carried) =>
  calls === 0 ? 0 : Math.min(1, Math.max(calls, delay, wait, cpu))

/** Of what a process may carry, by the part of the time that its event loop waited, and by the cores that it used. */
export const waitCarried = (wait: number, cpu: number) => wait / maxWait * Math.min(1, cpu / noticeable)

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

const defaultStatistics = "/proc/thread-self/schedstat"

/** Measures this process for as long as the scope is open. Gives its load with so many calls on it. */
export const watchLoad = Effect.fnUntraced(function*(limits: LoadLimits) {
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

  // All of it in the machine's own time, as the delay is, whatever the program's clock says.
  const read = () => {
    const { system, user } = process.cpuUsage()
    return {
      at: performance.now(),
      busy: (user + system) / 1000,
      waited: waitedIn(limits.schedulerStatistics ?? defaultStatistics)
    }
  }
  let before = read()
  const cores = Effect.sync(() => {
    const now = read()
    const millis = Math.max(1, now.at - before.at)
    const since = { cpu: (now.busy - before.busy) / millis, wait: (now.waited - before.waited) / millis }
    before = now
    return since
  }).pipe(
    Effect.tap(({ cpu }) => Metric.update(Metrics.cpu, cpu)),
    Effect.tap(({ wait }) => Metric.update(Metrics.cpuWait, wait))
  )

  const ownCores = Math.max(1, limits.cores ?? availableParallelism())
  const maxDelay = Duration.toMillis(limits.maxDelay ?? defaultMaxDelay)
  const latest = yield* Ref.make({ delay: 0, wait: 0, cpu: 0 })
  yield* Effect.all([lateness, cores]).pipe(
    Effect.flatMap(([delay, { cpu, wait }]) =>
      Ref.set(latest, {
        delay: delay / maxDelay,
        wait: waitCarried(wait, cpu),
        cpu: cpu / ownCores / fullCore
      })
    ),
    Effect.repeat(Schedule.spaced(loadWindow)),
    Effect.delay(loadWindow),
    Effect.forkScoped
  )
  return (calls: number) =>
    Effect.map(Ref.get(latest), (carried) => loadOf({ ...carried, calls: calls / limits.maxCalls }))
})
