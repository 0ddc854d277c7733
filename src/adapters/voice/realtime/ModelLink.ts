import { Clock, Deferred, Duration, Effect, Exit, FiberSet, Random, Result, type Scope } from "effect"
import { WebSocket } from "ws"
import { ModelUnavailable } from "../../../services/VoiceSession.ts"
import { modelDials } from "../../../telemetry/Metrics.ts"

/** Where the model is, and how patient we are with it. */
export interface LinkOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export type LinkEvent =
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
  readonly ready: Effect.Effect<void, ModelUnavailable>
  readonly listen: (listener: (event: LinkEvent) => void) => void
}

const tries = 3
const handshakeBound = Duration.seconds(2)
/** Most servers greet at once; one that has kept the connection for so long without a word is taken for there. */
const greetingBound = Duration.millis(500)
const triesBound = Duration.seconds(5)
/** A connection that ends sooner than this counts as a failed try: else accept-then-close would be dialled for ever. */
const stableAfter = Duration.toMillis(Duration.seconds(5))

type Failure = Pick<ModelUnavailable, "reason"> & { readonly code?: number }

interface Opened {
  readonly socket: WebSocket
  readonly openedAt: number
  /** Whether it is taken for a model: a server event has come over it, or it has stayed open. */
  heard: boolean
  /** Why it ended, once it has. */
  end: Failure
}

const dial = ({ headers, url }: LinkOptions) =>
  Effect.callback<WebSocket, Failure>((resume) => {
    const socket = new WebSocket(url, { headers: { ...headers }, perMessageDeflate: false })
    // Stays on for the socket's life: an `error` that nobody hears ends the process.
    socket.on("error", () => resume(Effect.fail({ reason: "refused" })))
    socket.once("close", (code) => resume(Effect.fail({ reason: "dropped", code })))
    socket.once("unexpected-response", (request, { statusCode: code = 0 }) => {
      resume(Effect.fail({ reason: code === 401 || code === 403 ? "unauthorized" : "refused", code }))
      request.destroy()
    })
    socket.once("open", () => {
      socket.pause() // until the SDK listens
      resume(Effect.succeed(socket))
    })
    return Effect.sync(() => socket.terminate())
  }).pipe(Effect.timeoutOrElse({ duration: handshakeBound, orElse: () => Effect.fail<Failure>({ reason: "timeout" }) }))

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

const hangUp = (socket: WebSocket) =>
  Effect.callback<void>((resume) => {
    if (socket.readyState === WebSocket.CLOSED) return resume(Effect.void)
    socket.once("close", () => resume(Effect.void))
    socket.resume()
    socket.close()
  }).pipe(
    Effect.timeout("500 millis"),
    Effect.ignore,
    Effect.ensuring(Effect.sync(() => socket.terminate()))
  )

export const make = Effect.fnUntraced(function*(options: LinkOptions): Effect.fn.Return<ModelLink, never, Scope.Scope> {
  const clock = yield* Clock.Clock
  const ready = yield* Deferred.make<void, ModelUnavailable>()
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

  yield* Effect.addFinalizer(() => current === undefined ? Effect.void : hangUp(current.socket))
  const fibers = yield* FiberSet.make()
  const run = yield* FiberSet.runtimePromise(fibers)<never>()
  const fork = yield* FiberSet.runtime(fibers)<never>()

  const tryAgain = Effect.fnUntraced(function*(first: Failure | undefined) {
    let failure = first
    while (failure === undefined || (failures < tries && failure.reason !== "unauthorized")) {
      if (wasReady) tell({ _tag: "ModelReconnecting", attempt: failures + 1 })
      if (failures > 0) {
        yield* Effect.sleep(Duration.millis(200 * 3 ** (failures - 1) * (0.8 + 0.4 * (yield* Random.next))))
      }
      const dialled = yield* Effect.result(dial(options))
      yield* modelDials({ outcome: Result.isSuccess(dialled) ? "opened" : dialled.failure.reason })
      if (Result.isSuccess(dialled)) return dialled.success
      failure = dialled.failure
      failures++
    }
    return yield* Effect.fail(failure)
  })

  const there = (opened: Opened) => {
    if (opened !== current || opened.heard) return
    opened.heard = true
    if (wasReady) tell({ _tag: "ModelRestored" })
    wasReady = true
    Deferred.doneUnsafe(ready, Exit.void)
  }

  const connect = Effect.gen(function*() {
    if (lost !== undefined) return yield* lost
    const ended = current
    if (ended !== undefined) {
      failures = clock.currentTimeMillisUnsafe() - ended.openedAt >= stableAfter ? 0 : failures + 1
    }
    const socket = yield* tryAgain(failures > 0 ? ended?.end : undefined).pipe(
      Effect.timeoutOrElse({ duration: triesBound, orElse: () => Effect.fail<Failure>({ reason: "timeout" }) }),
      Effect.mapError(lose)
    )
    const opened: Opened = {
      socket,
      openedAt: clock.currentTimeMillisUnsafe(),
      heard: false,
      end: { reason: "dropped" }
    }
    current = opened
    socket.once("close", (code) => {
      if (opened.end.code === undefined) opened.end = { ...opened.end, code }
    })
    setImmediate(() => socket.resume())
    fork(Effect.andThen(
      Effect.sleep(greetingBound),
      Effect.sync(() => {
        if (socket.readyState === WebSocket.OPEN) there(opened)
      })
    ))
    return guarded(socket, () => {
      opened.end = { reason: "protocol", code: 0 }
    })
  })

  return {
    connect: () => run(connect),
    heard: () => current === undefined ? undefined : there(current),
    refuse: () => void lose({ reason: "refused" }),
    alive: () => lost === undefined,
    ready: Deferred.await(ready),
    listen: (listener) => {
      tell = listener
      if (lost !== undefined) tell({ _tag: "ModelLost", error: lost })
    }
  }
})
