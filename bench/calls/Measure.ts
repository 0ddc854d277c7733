import { Console, Effect } from "effect"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import type { CallFigures } from "./Call.ts"
import { descriptorsOf, pssOf, usageOf } from "./Machine.ts"
import { round, type RoundOptions, type Talking } from "./Round.ts"
import { model, speech } from "./Script.ts"
import * as Workers from "./Workers.ts"

/** What a worker holds while nobody calls. Memory in MB. */
export interface Footprint {
  /** Calls that it has finished so far. */
  readonly finished: number
  readonly pss: number
  readonly descriptors: number
}

/** What is left after calls, once V8 has collected its garbage, where it can be told to. */
export interface Remains extends Footprint {
  readonly heap: number | undefined
}

export interface WorkerFigures {
  readonly worker: Workers.Name
  readonly calls: ReadonlyArray<CallFigures>
  readonly talking: ReadonlyArray<Talking>
  /** Before the first call. */
  readonly idle: Footprint
  /** After each round. */
  readonly remains: ReadonlyArray<Remains>
}

export interface MeasureOptions extends Omit<RoundOptions, "worker" | "number"> {
  readonly rounds: number
  readonly recording: boolean
}

/** Waits until a worker has nothing more to do by itself: its spare processes are up, its calls cleaned up after. */
export const quiet = Effect.fnUntraced(function*(pid: number) {
  const seconds = 2
  const busy = Effect.gen(function*() {
    const before = yield* usageOf(pid)
    yield* Effect.sleep(`${seconds} seconds`)
    return ((yield* usageOf(pid)).cpuSeconds - before.cpuSeconds) / seconds
  })
  yield* Effect.repeat(busy, { until: (cores) => cores < 0.05 }).pipe(Effect.timeoutOption("1 minute"))
})

const footprint = Effect.fnUntraced(function*(pid: number, finished: number) {
  const now: Footprint = { finished, pss: yield* pssOf(pid), descriptors: yield* descriptorsOf(pid) }
  return now
})

/** Calls one worker for so many rounds. */
export const measure = Effect.fnUntraced(function*(name: Workers.Name, options: MeasureOptions) {
  const endpoint = yield* RealtimeEndpoint.make(model, speech, false)
  yield* Console.log(`${name}: starting`)
  const { number, worker } = yield* Workers.start(name, {
    model: endpoint.url,
    recording: options.recording,
    maxCalls: Math.max(options.calls, 16)
  })
  const calls: Array<CallFigures> = []
  const talking: Array<Talking> = []
  yield* quiet(worker.pid)
  const idle = yield* footprint(worker.pid, 0)
  const remains: Array<Remains> = []
  for (let nth = 1; nth <= options.rounds; nth++) {
    const figures = yield* round({ ...options, worker, number })
    calls.push(...figures.calls)
    if (figures.talking !== undefined) talking.push(figures.talking)
    yield* quiet(worker.pid)
    const heap = yield* worker.heap
    remains.push({ heap, ...yield* footprint(worker.pid, calls.length) })
    const completed = figures.calls.filter(({ fate }) => fate === "completed").length
    yield* Console.log(`${name}: round ${nth} of ${options.rounds}, ${completed} of ${options.calls} calls completed`)
  }
  const result: WorkerFigures = { worker: name, calls, talking, idle, remains }
  return result
}, Effect.scoped)
