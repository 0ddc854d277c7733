import { Clock, Deferred, Duration, Effect, Exit, FiberSet, Random, Result, type Scope } from "effect"
import { WebSocket } from "ws"
import { ModelUnavailable } from "../../../services/VoiceSession.ts"
import { modelDials } from "../../../telemetry/Metrics.ts"
import { dial, type Failure, hangUp, type LinkOptions } from "./Dial.ts"
import * as Heartbeat from "./Heartbeat.ts"

export type LinkEvent =
  /** The connection has ended. `renewed`: because we wished it. `lifeless`: because nothing came over it any more. */
  | { readonly _tag: "Dropped"; readonly renewed: boolean; readonly lifeless: boolean }
  | { readonly _tag: "ModelReconnecting"; readonly attempt: number }
  | { readonly _tag: "ModelRestored" }
  | { readonly _tag: "ModelLost"; readonly error: ModelUnavailable }

/** The connection to the realtime model: bounded in tries and in time, whatever the other side does. */
export interface ModelLink {
  /** The next socket, asked for by the SDK each time the last one has ended. Rejects when the model is lost. */
  readonly connect: () => Promise<WebSocket>
  /** A server event has arrived: the model is there. */
  readonly heard: () => void
  /** The server has said that trying again will not help. */
  readonly refuse: () => void
  readonly alive: () => boolean
  /** Whether what is sent now arrives: not between two connections. */
  readonly isOpen: () => boolean
  /** Leaves the connection for a new one. */
  readonly renew: () => void
  /** Takes the connection for dead. */
  readonly drop: () => void
  /** Leaves the connection, for none, until it is moved. */
  readonly park: () => void
  /** Connects there from now on. Completes when that model can be talked to; fails when the bounded tries are used up. */
  readonly move: (to: LinkOptions) => Effect.Effect<void, ModelUnavailable>
  readonly ready: Effect.Effect<void, ModelUnavailable>
  /** Connects without an SDK, only to see whether the model is there. */
  readonly probe: Effect.Effect<void, ModelUnavailable>
  readonly listen: (listener: (event: LinkEvent) => void) => void
  /** While this is so, a path that has gone dark is noticed within two seconds rather than five. */
  readonly hurryWhile: (isUrgent: () => boolean) => void
}

const tries = 3
/** Most servers greet at once; one that has kept the connection for so long without a word is taken for there. */
const greetingBound = Duration.millis(500)
const triesBound = Duration.seconds(5)
/** A connection that ends sooner than this counts as a failed try: else accept-then-close would be dialled for ever. */
const stableAfter = Duration.toMillis("5 seconds")

interface Opened {
  readonly socket: WebSocket
  /** Monotonic milliseconds. */
  readonly openedAt: number
  /** Whether it is taken for a model: a server event has come over it, or it has stayed open. */
  heard: boolean
  ended: boolean
  renewed: boolean
  lifeless: boolean
  /** Why it ended, once it has. */
  end: Failure
}

/** The SDK parses each frame where nobody catches: one that is no JSON comes from no model, and ends the connection. */
const guarded = (socket: WebSocket, misread: () => void) =>
  Object.defineProperty(socket, "onmessage", {
    set: (listener: (message: WebSocket.MessageEvent) => void) => {
      socket.addEventListener("message", (message) => {
        try {
          listener(message)
        } catch {
          misread()
          socket.terminate()
        }
      })
    }
  })

export const make = Effect.fnUntraced(function*(options: LinkOptions): Effect.fn.Return<ModelLink, never, Scope.Scope> {
  const clock = yield* Clock.Clock
  const elapsed = () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6
  let place = options
  let ready = yield* Deferred.make<void, ModelUnavailable>()
  /** Completes when it is to connect somewhere else. */
  let moved = yield* Deferred.make<void>()
  let isParked = false
  let isUrgent = () => false
  const heartbeat = Heartbeat.make(() => isUrgent())
  let current: Opened | undefined
  let failures = 0
  let wasReady = false
  let lost: ModelUnavailable | undefined
  let tell: (event: LinkEvent) => void = () => {}

  const lose = ({ code, reason }: Failure) => {
    if (lost !== undefined) return lost
    lost = new ModelUnavailable({
      reason,
      attempts: Math.max(1, failures),
      ...(code !== undefined && code > 0 && { code })
    })
    Deferred.doneUnsafe(ready, Exit.fail(lost))
    tell({ _tag: "ModelLost", error: lost })
    return lost
  }

  yield* Effect.addFinalizer(() => {
    tell = () => {}
    return current === undefined ? Effect.void : hangUp(current.socket)
  })
  const fibers = yield* FiberSet.make()
  const run = yield* FiberSet.runtimePromise(fibers)<never>()
  const fork = yield* FiberSet.runtime(fibers)<never>()

  const end = (opened: Opened) => {
    if (opened.ended) return
    opened.ended = true
    if (wasReady) tell({ _tag: "Dropped", renewed: opened.renewed, lifeless: opened.lifeless })
  }

  const tryAgain = Effect.fnUntraced(function*(first: Failure | undefined, quietly: boolean) {
    let failure = first
    let isQuiet = quietly
    while (failure === undefined || (failures < tries && failure.reason !== "unauthorized")) {
      if (wasReady && !isQuiet) tell({ _tag: "ModelReconnecting", attempt: failures + 1 })
      isQuiet = false
      if (failures > 0) {
        yield* Effect.sleep(Duration.millis(200 * 3 ** (failures - 1) * (0.8 + 0.4 * (yield* Random.next))))
      }
      const dialled = yield* Effect.result(dial(place))
      yield* modelDials({ outcome: Result.isSuccess(dialled) ? "opened" : dialled.failure.reason })
      if (Result.isSuccess(dialled)) return dialled.success
      failure = dialled.failure
      failures++
    }
    return yield* Effect.fail(failure)
  })

  const arrived = (opened: Opened) => {
    if (opened !== current || opened.heard) return
    opened.heard = true
    if (wasReady) tell({ _tag: "ModelRestored" })
    wasReady = true
    Deferred.doneUnsafe(ready, Exit.void)
  }

  /** The next socket, from wherever the link is moved to meanwhile; where it is parked or lost, it is waited for. */
  const nextSocket = Effect.fnUntraced(function*(last: Opened | undefined) {
    let first = failures > 0 ? last?.end : undefined
    let isQuiet = last?.renewed === true
    while (true) {
      if (!isParked && lost === undefined) {
        const tried = yield* tryAgain(first, isQuiet).pipe(
          Effect.timeoutOrElse({ duration: triesBound, orElse: () => Effect.fail<Failure>({ reason: "timeout" }) }),
          Effect.result,
          Effect.raceFirst(Effect.as(Deferred.await(moved), Result.succeed(undefined)))
        )
        if (Result.isFailure(tried)) lose(tried.failure)
        else if (tried.success !== undefined) {
          if (!Deferred.isDoneUnsafe(moved)) return tried.success
          tried.success.terminate()
        }
      }
      yield* Deferred.await(moved)
      moved = yield* Deferred.make<void>()
      first = undefined
      isQuiet = true
    }
  })

  const connect = Effect.gen(function*() {
    const last = current
    if (last !== undefined) {
      end(last)
      failures = last.renewed || elapsed() - last.openedAt >= stableAfter ? 0 : failures + 1
    }
    const socket = yield* nextSocket(last)
    const opened: Opened = {
      socket,
      openedAt: elapsed(),
      heard: false,
      ended: false,
      renewed: false,
      lifeless: false,
      end: { reason: "dropped" }
    }
    current = opened
    socket.once("close", (code) => {
      if (opened.end.code === undefined) opened.end = { ...opened.end, code }
      end(opened)
    })
    setImmediate(() => socket.resume())
    fork(Effect.andThen(
      Effect.sleep(greetingBound),
      Effect.sync(() => {
        if (socket.readyState === WebSocket.OPEN) arrived(opened)
      })
    ))
    fork(heartbeat(socket, () => giveUp(opened)))
    return guarded(socket, () => {
      opened.end = { reason: "protocol", code: 0 }
    })
  })

  const giveUp = (opened: Opened) => {
    opened.lifeless = true
    opened.socket.terminate()
  }

  const leave = () => {
    if (current === undefined || current.ended) return
    current.renewed = true
    current.socket.terminate()
  }

  const move = (to: LinkOptions | undefined) => {
    if (to !== undefined) place = to
    isParked = to === undefined
    lost = undefined
    failures = 0
    Deferred.doneUnsafe(moved, Exit.void)
    leave()
  }

  return {
    connect: () => run(connect),
    heard: () => current === undefined ? undefined : arrived(current),
    refuse: () => void lose({ reason: "refused" }),
    alive: () => lost === undefined && !isParked,
    // A new connection is none before the model has greeted: the SDK has told it everything by then.
    isOpen: () => current === undefined || (!current.ended && (current.heard || !wasReady)),
    renew: leave,
    drop: () => {
      if (current !== undefined && !current.ended) giveUp(current)
    },
    park: () => move(undefined),
    move: (to) =>
      Effect.suspend(() => {
        ready = Deferred.makeUnsafe()
        move(to)
        return Deferred.await(ready)
      }),
    ready: Effect.suspend(() => Deferred.await(ready)),
    probe: Effect.suspend(() => {
      fork(
        Effect.tap(connect, (socket) => Effect.sync(() => socket.once("message", () => current && arrived(current))))
      )
      return Deferred.await(ready)
    }),
    listen: (listener) => {
      tell = listener
      if (lost !== undefined) tell({ _tag: "ModelLost", error: lost })
    },
    hurryWhile: (urgent) => void (isUrgent = urgent)
  }
})
