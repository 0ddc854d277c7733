import { Duration, Effect, Metric, Ref, Schedule } from "effect"
import { ThisProcess, type Usage } from "../services/ThisProcess.ts"
import * as Metrics from "../telemetry/Metrics.ts"

/** How much a process may carry. Callers hear whatever is beyond it. */
export interface LoadLimits {
  /** How many calls are handled at once. */
  readonly maxCalls: number
  /** How much of what it carries well the process may carry by its other measures; 1 where it is not given. */
  readonly maxLoad?: number
  /** The delay of the event loop (90th percentile) that is carried well; 200 ms where it is not given. */
  readonly maxDelay?: Duration.Input
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

/** Measures this process for as long as the scope is open. Gives its load with so many calls on it. */
export const watchLoad = Effect.fnUntraced(function*(limits: LoadLimits) {
  const { maxLoad = 1 } = limits
  const { cores, loopDelay, usage } = yield* ThisProcess
  const maxDelay = Duration.toMillis(limits.maxDelay ?? defaultMaxDelay)
  const ownCores = Math.max(1, limits.cores ?? cores)

  const delay = yield* Ref.make(0)
  yield* (yield* loopDelay).pipe(
    Effect.flatMap((late) =>
      Effect.andThen(Metric.update(Metrics.eventLoopDelay, late), Ref.set(delay, late / maxDelay))
    ),
    Effect.repeat(Schedule.spaced(loadWindow)),
    Effect.delay(loadWindow),
    Effect.forkScoped
  )

  let readings: ReadonlyArray<Usage> = [yield* usage]
  const used = yield* Ref.make({ cpu: 0, wait: 0 })
  yield* Effect.flatMap(usage, (now) => {
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
