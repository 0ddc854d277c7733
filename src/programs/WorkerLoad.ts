import { Duration, Effect, Metric, Ref, Schedule } from "effect"
import { readFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { monitorEventLoopDelay, performance } from "node:perf_hooks"
import * as Metrics from "../telemetry/Metrics.ts"

/** How much a process may carry. Callers hear whatever is beyond it. */
export interface LoadLimits {
  /** How many calls are handled at once. */
  readonly maxCalls: number
  /** How much of what it carries well the process may carry by its other measures; 1 where it is not given. */
  readonly maxLoad?: number
  /** The delay of the event loop (90th percentile) that is carried well; 200 ms where it is not given. */
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

/** Over how long a process is measured. */
export const loadWindow = Duration.millis(2500)
/** Calls come faster than the window passes. */
const sampling = Duration.millis(500)
const samples = Duration.toMillis(loadWindow) / Duration.toMillis(sampling)

const defaultMaxDelay = Duration.millis(200)
/**
 * The part of the time that the event loop may wait for a core. It grows evenly with the calls, and answers are late from
 * 0.5 to 0.7 on (`npm run bench:calls -- --overload`); what is left is for the calls that come while it is measured.
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

/** What has been used so far, in ms, of the machine's own time, whatever the program's clock says. */
interface Reading {
  readonly at: number
  readonly busy: number
  readonly waited: number
}

/** Measures this process for as long as the scope is open. Gives its load with so many calls on it. */
export const watchLoad = Effect.fnUntraced(function*(limits: LoadLimits) {
  const { maxLoad = 1, schedulerStatistics = "/proc/thread-self/schedstat" } = limits
  const maxDelay = Duration.toMillis(limits.maxDelay ?? defaultMaxDelay)
  const ownCores = Math.max(1, limits.cores ?? availableParallelism())

  const resolution = 10
  const histogram = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const histogram = monitorEventLoopDelay({ resolution })
      histogram.enable()
      return histogram
    }),
    (histogram) => Effect.sync(() => histogram.disable())
  )
  const delay = yield* Ref.make(0)
  yield* Effect.suspend(() => {
    // Its values are the intervals between two ticks, so an idle loop shows the resolution itself.
    const late = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(90) / 1e6 - resolution)
    histogram.reset()
    return Effect.andThen(Metric.update(Metrics.eventLoopDelay, late), Ref.set(delay, late / maxDelay))
  }).pipe(Effect.repeat(Schedule.spaced(loadWindow)), Effect.delay(loadWindow), Effect.forkScoped)

  const read = (): Reading => {
    const { system, user } = process.cpuUsage()
    return { at: performance.now(), busy: (user + system) / 1000, waited: waitedIn(schedulerStatistics) }
  }
  let readings: ReadonlyArray<Reading> = [read()]
  const used = yield* Ref.make({ cpu: 0, wait: 0 })
  yield* Effect.suspend(() => {
    const now = read()
    const [first = now] = readings
    readings = [...readings, now].slice(-samples - 1)
    const millis = Math.max(1, now.at - first.at)
    const cpu = (now.busy - first.busy) / millis
    const wait = (now.waited - first.waited) / millis
    return Effect.all([
      Metric.update(Metrics.cpu, cpu),
      Metric.update(Metrics.cpuWait, wait),
      Ref.set(used, { cpu: cpu / ownCores / fullCore, wait: waitCarried(wait, cpu) })
    ], { discard: true })
  }).pipe(Effect.repeat(Schedule.spaced(sampling)), Effect.delay(sampling), Effect.forkScoped)

  return Effect.fnUntraced(function*(calls: number) {
    const { cpu, wait } = yield* Ref.get(used)
    return loadOf({
      calls: calls / limits.maxCalls,
      delay: (yield* Ref.get(delay)) / maxLoad,
      wait: wait / maxLoad,
      cpu: cpu / maxLoad
    })
  })
})
