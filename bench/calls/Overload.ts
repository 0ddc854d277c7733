import { Console, Deferred, Effect } from "effect"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import type { CallFigures, Ongoing } from "./Call.ts"
import { usageOf } from "./Machine.ts"
import { quiet } from "./Measure.ts"
import { arrivals, clear, figuresOf } from "./Round.ts"
import { model, speech } from "./Script.ts"
import { present, worst } from "./Statistics.ts"
import * as Workers from "./Workers.ts"

/** An answer that takes longer is too late. */
const tooLate = 2000
/** Calls that are added at a time, and for how long all of them talk before the next. */
const stepCalls = 2
const stepSeconds = 10
/** For how long a call rings that no worker takes. */
export const refusalSeconds = 10
/** As many as the SIP gateway has ports for. */
const mostCalls = 90

/** So many calls at once. Times in ms. */
export interface Step {
  readonly calls: number
  /** The calls that came last: worst INVITE to 200. */
  readonly answered: number | undefined
  /** All calls, while they talked: worst from the caller's last word to the first sound of the answer. */
  readonly reply: number | undefined
  /** Calls that were not answered, or lost, in this step. */
  readonly failed: number
  /** CPU of the worker, in cores. */
  readonly cores: number
}

export interface Ramp {
  readonly worker: Workers.Name
  /** The last one was too much, twice. */
  readonly steps: ReadonlyArray<Step>
  /** Calls at once before the worst answer passed 2 s. */
  readonly capacity: number
}

const failures = (calls: ReadonlyArray<CallFigures>) =>
  calls.filter(({ fate }) => fate === "unanswered" || fate === "refused" || fate === "lost").length

const isTooMuch = ({ answered = 0, failed, reply = 0 }: Step) => failed > 0 || Math.max(answered, reply) > tooLate

/** More calls than anything carries. */
const anyNumber = 500

const started = Effect.fnUntraced(function*(
  name: Workers.Name,
  limits: Pick<Workers.WorkerOptions, "maxCalls" | "maxLoad" | "ringing">
) {
  const endpoint = yield* RealtimeEndpoint.make(model, speech, false)
  const { number, worker } = yield* Workers.start(name, { ...limits, model: endpoint.url, recording: false })
  yield* quiet(worker.pid)
  return { number, worker }
})

const settled = (calls: ReadonlyArray<Ongoing>) =>
  Effect.forEach(calls, ({ settled }) => settled, { concurrency: "unbounded", discard: true })

/** A call that its caller can be told to end. */
interface Held {
  readonly call: Ongoing
  readonly hangUp: Effect.Effect<void>
}

/**
 * Adds calls until answers come too late, or not at all. Nothing limits how many the worker takes. A step that was too
 * much is tried once more, with new calls in the place of its last ones and of those that failed: one late INVITE is
 * often the machine's.
 */
export const ramp = Effect.fnUntraced(
  function*(name: Workers.Name, rate: number) {
    const { number, worker } = yield* started(name, { maxCalls: anyNumber, maxLoad: 10_000 })
    let held: ReadonlyArray<Held> = []

    const dialMore = Effect.fnUntraced(function*(more: number) {
      const enough = yield* Deferred.make<void>()
      const calls = yield* arrivals({ calls: more, number, rate }, Deferred.await(enough))
      yield* settled(calls)
      held = [
        ...held,
        ...calls.map((call) => ({ call, hangUp: Effect.andThen(Deferred.succeed(enough, undefined), call.over) }))
      ]
    })

    const attempt = Effect.fnUntraced(function*(calls: number) {
      const more = calls - held.length
      yield* dialMore(more)
      const ongoing = held.map(({ call }) => call)
      const before = yield* figuresOf(ongoing)
      const cpuBefore = yield* usageOf(worker.pid)
      yield* Effect.sleep(`${stepSeconds} seconds`)
      const after = yield* figuresOf(ongoing)
      const cores = ((yield* usageOf(worker.pid)).cpuSeconds - cpuBefore.cpuSeconds) / stepSeconds
      const step: Step = {
        calls,
        answered: worst(present(after.slice(-more).map(({ answered }) => answered))),
        reply: worst(
          after.flatMap(({ awaiting, replies }, index) =>
            present([...replies.slice(before[index]?.replies.length), awaiting])
          )
        ),
        failed: failures(after),
        cores
      }
      yield* Console.log(`${name}: ${show(step)}`)
      return step
    })

    /** Makes room for the same step once more. */
    const withdraw = Effect.gen(function*() {
      const fates = yield* figuresOf(held.map(({ call }) => call))
      const last = held.slice(-stepCalls)
      yield* Effect.forEach(last, ({ hangUp }) => hangUp, { concurrency: "unbounded" })
      held = held.slice(0, -stepCalls).filter((_, index) => fates[index]?.fate === "ongoing")
    })

    const steps: Array<Step> = []
    for (let calls = stepCalls; calls <= mostCalls; calls += stepCalls) {
      const first = yield* attempt(calls)
      const step = isTooMuch(first) ? yield* Effect.andThen(withdraw, attempt(calls)) : first
      steps.push(step)
      if (isTooMuch(step)) break
    }
    const result: Ramp = { worker: name, steps, capacity: steps.findLast((step) => !isTooMuch(step))?.calls ?? 0 }
    return result
  },
  Effect.scoped,
  Effect.ensuring(clear)
)

const show = ({ answered, calls, cores, failed, reply }: Step) =>
  [
    `${calls} calls`,
    `answered within ${seconds(answered)}`,
    `spoke within ${seconds(reply)}`,
    `${cores.toFixed(2)} cores`,
    ...failed > 0 ? [`${failed} not answered or lost`] : []
  ].join(", ")

const seconds = (millis: number | undefined) => millis === undefined ? "-" : `${(millis / 1000).toFixed(2)} s`

/** What became of calls of which there were too many. Times in ms. */
export interface Overload {
  readonly offered: number
  readonly accepted: number
  /** How often the worker told LiveKit at once that it takes no more. */
  readonly declined: number
  readonly completed: number
  readonly answered: number | undefined
  readonly firstSound: number | undefined
  readonly reply: number | undefined
}

/**
 * Offers twice as many calls as the worker carries, to one that only its load can tell so. Those that it refuses ring for
 * a while, for there is no other worker that LiveKit could ask.
 */
export const offerTwice = Effect.fnUntraced(
  function*(capacity: number, rate: number) {
    const { number, worker } = yield* started("ours", { maxCalls: anyNumber, ringing: refusalSeconds })
    const enough = yield* Deferred.make<void>()
    const offered = 2 * capacity
    const calls = yield* arrivals({ calls: offered, number, rate }, Deferred.await(enough))
    yield* settled(calls)
    yield* Effect.sleep(`${stepSeconds} seconds`)
    const figures = yield* figuresOf(calls)
    yield* Deferred.succeed(enough, undefined)
    yield* Effect.forEach(calls, ({ over }) => over, { concurrency: "unbounded", discard: true })
    const accepted = figures.filter(({ answered }) => answered !== undefined)
    const result: Overload = {
      offered,
      accepted: accepted.length,
      declined: (yield* worker.lines.all).filter((line) => line.includes("declined a job")).length,
      completed: (yield* figuresOf(calls)).filter(({ fate }) => fate === "completed").length,
      answered: worst(present(accepted.map(({ answered }) => answered))),
      firstSound: worst(present(accepted.map(({ firstSound }) => firstSound))),
      reply: worst(accepted.flatMap(({ awaiting, replies }) => present([...replies, awaiting])))
    }
    return result
  },
  Effect.scoped,
  Effect.ensuring(clear)
)
