import { Deferred, Effect, Ref, Schedule, Scope } from "effect"
import { RoomServiceClient } from "livekit-server-sdk"
import { Stack } from "../../test/e2e/Stack.ts"
import { type CallFigures, dial, type Ongoing } from "./Call.ts"
import { machineCpuSeconds, pssOf, usageOf } from "./Machine.ts"
import type { MeasuredWorker } from "./Workers.ts"

/** Calls that come, talk all at once for a while, and hang up. */
export interface RoundOptions {
  readonly worker: MeasuredWorker
  readonly number: string
  readonly calls: number
  /** New calls a second. */
  readonly rate: number
  /** For how long all of them talk, in seconds. */
  readonly talk: number
}

/** What the worker used while all calls that were answered talked. */
export interface Talking {
  readonly calls: number
  /** CPU of one core for each call, 0 to 1. */
  readonly cpuPerCall: number
  /** What LiveKit, its gateway, the model and the callers used together, in cores. */
  readonly peersCpu: number
  /** What anything else on this machine used, in cores: much of it spoils the measurement. */
  readonly foreignCpu: number
  /** MB of the whole worker. */
  readonly pss: number
  /** ms, sampled. */
  readonly loopDelays: ReadonlyArray<number>
}

export interface RoundFigures {
  readonly calls: ReadonlyArray<CallFigures>
  /** `undefined`: no call was answered. */
  readonly talking: Talking | undefined
}

const cpuNow = (worker: number) =>
  Effect.all({ machine: machineCpuSeconds, bench: usageOf(process.pid), worker: usageOf(worker) })

const talking = Effect.fnUntraced(function*({ talk, worker }: RoundOptions, calls: number) {
  const before = yield* cpuNow(worker.pid)
  const delays = yield* Ref.make<ReadonlyArray<number>>([])
  yield* worker.loopDelay.pipe(
    Effect.tap((delay) => delay === undefined ? Effect.void : Ref.update(delays, (all) => [...all, delay])),
    Effect.repeat(Schedule.spaced("2.5 seconds")),
    Effect.timeoutOption(`${talk} seconds`)
  )
  const after = yield* cpuNow(worker.pid)
  const used = (of: "bench" | "worker") => (after[of].cpuSeconds - before[of].cpuSeconds) / talk
  const result: Talking = {
    calls,
    cpuPerCall: used("worker") / calls,
    peersCpu: used("bench") - used("worker"),
    foreignCpu: (after.machine - before.machine) / talk - used("bench"),
    pss: yield* pssOf(worker.pid),
    loopDelays: yield* Ref.get(delays)
  }
  return result
})

/** Callers that dial one after the other: each is there when it has dialled, and gone when the scope closes. */
export const arrivals = Effect.fnUntraced(function*(
  { calls, number, rate }: Pick<RoundOptions, "calls" | "number" | "rate">,
  enough: Effect.Effect<void>
) {
  const { sipPort } = yield* Stack
  const scope = yield* Effect.scope
  return yield* Effect.forEach(
    Array.from({ length: calls }, (_, index) => index),
    (index) =>
      Effect.delay(dial({ sipPort, dialled: number, from: newCaller(), enough }), `${index * 1000 / rate} millis`),
    { concurrency: "unbounded" }
  ).pipe(Scope.provide(scope))
})

let callers = 0
const newCaller = () => `+1418${5_000_000 + ++callers}`

/** Waits until no room is left; those that calls without an answer leave ringing are deleted. */
export const clear = Effect.gen(function*() {
  const { apiKey, apiSecret, rooms, url } = yield* Stack
  const service = new RoomServiceClient(url, apiKey, apiSecret)
  const gone = Effect.repeat(rooms, { until: (all) => all.length === 0, schedule: Schedule.spaced("200 millis") })
  yield* Effect.timeoutOption(gone, "5 seconds")
  yield* Effect.forEach(yield* rooms, ({ name }) => Effect.ignore(Effect.tryPromise(() => service.deleteRoom(name))))
  yield* Effect.timeoutOption(gone, "10 seconds")
})

/** One round. When it is over, no call is left. */
export const round = Effect.fnUntraced(
  function*(options: RoundOptions) {
    const enough = yield* Deferred.make<void>()
    const calls = yield* arrivals(options, Deferred.await(enough))
    yield* Effect.forEach(calls, ({ settled }) => settled, { concurrency: "unbounded", discard: true })
    const answered = (yield* figuresOf(calls)).filter(({ firstSound }) => firstSound !== undefined).length
    const talked = answered === 0 ? undefined : yield* talking(options, answered)
    const last = yield* figuresOf(calls)
    yield* Deferred.succeed(enough, undefined)
    yield* Effect.forEach(calls, ({ over }) => over, { concurrency: "unbounded", discard: true })
    const fates = yield* figuresOf(calls)
    const figures: RoundFigures = {
      calls: last.map((call, index) => ({ ...call, fate: fates[index]?.fate ?? call.fate })),
      talking: talked
    }
    return figures
  },
  Effect.scoped,
  Effect.ensuring(clear)
)

/** What there is to be said of each by now. */
export const figuresOf = (calls: ReadonlyArray<Ongoing>) => Effect.forEach(calls, ({ figures }) => figures)
