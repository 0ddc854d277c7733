import { Cause, Effect, Queue, Schema } from "effect"
import { WebSocket } from "ws"

/** LiveKit answered the handshake with something else than a WebSocket. */
export class ConnectionRefused extends Schema.TaggedError<ConnectionRefused>()("ConnectionRefused", {
  status: Schema.Int
}) {
  override get message() {
    return `LiveKit answered HTTP ${this.status} instead of opening the agent connection`
  }
}

/** There is no connection, or none any more. */
export class ConnectionLost extends Schema.TaggedError<ConnectionLost>()("ConnectionLost", {
  /** A system or close code, or what was waited for: `ECONNREFUSED`, `close 1006`, `no pong`. */
  detail: Schema.String
}) {
  override get message() {
    return `there is no connection to LiveKit (${this.detail})`
  }
}

export interface AgentSocket {
  /** The next frame; a text frame comes as a string. */
  readonly receive: Effect.Effect<Uint8Array | string, ConnectionLost>
  /** Completes when the operating system has the frame. */
  readonly send: (frame: Uint8Array) => Effect.Effect<void, ConnectionLost>
  /** Completes when the other side's pong is here. */
  readonly ping: Effect.Effect<void, ConnectionLost>
}

const maxFrameBytes = 4 * 1024 * 1024

// The messages of `ws` and Node can hold the URL; their codes cannot.
const codeOf = (error: Error) => "code" in error && typeof error.code === "string" ? error.code : error.name

const open = (url: URL, token: string, frames: Queue.Queue<Uint8Array | string, ConnectionLost>) => {
  const socket = new WebSocket(url, {
    headers: { authorization: `Bearer ${token}` },
    maxPayload: maxFrameBytes,
    perMessageDeflate: false
  })
  let failure: string | undefined
  socket.on("error", (error) => {
    failure ??= codeOf(error)
  })
  socket.on("close", (code) => {
    Queue.failCauseUnsafe(frames, Cause.fail(new ConnectionLost({ detail: failure ?? `close ${code}` })))
  })
  socket.on("message", (data: Buffer, isBinary) => {
    Queue.offerUnsafe(frames, isBinary ? data : data.toString("utf8"))
  })
  return socket
}

const opened = (socket: WebSocket) =>
  Effect.callback<void, ConnectionRefused>((resume) => {
    socket.once("open", () => resume(Effect.void))
    // `ws` leaves the closing to whoever listens to this; the status says more than the error that follows.
    socket.once("unexpected-response", (_request, response) => {
      resume(Effect.fail(new ConnectionRefused({ status: response.statusCode ?? 0 })))
    })
  })

const closed = (socket: WebSocket) =>
  Effect.callback<void>((resume) => {
    if (socket.readyState === WebSocket.CLOSED) return resume(Effect.void)
    socket.once("close", () => resume(Effect.void))
    if (socket.readyState === WebSocket.OPEN) socket.close(1000)
    else socket.terminate()
  }).pipe(
    Effect.timeoutOption("1 second"),
    Effect.andThen(Effect.sync(() => socket.terminate()))
  )

/**
 * A WebSocket with a bearer token, for as long as the scope is open. Callbacks end here: everything that goes wrong
 * later fails `receive`.
 */
export const connect = Effect.fnUntraced(function*(url: URL, token: string) {
  const frames = yield* Queue.unbounded<Uint8Array | string, ConnectionLost>()
  const socket = yield* Effect.acquireRelease(Effect.sync(() => open(url, token, frames)), closed)
  const lost = Queue.peek(frames).pipe(Effect.andThen(Effect.never))
  yield* Effect.raceFirst(opened(socket), lost).pipe(
    Effect.timeoutOrElse({
      duration: "10 seconds",
      orElse: () => Effect.fail(new ConnectionLost({ detail: "no answer to the handshake" }))
    })
  )
  const sent = (write: (done: (error?: Error | null) => void) => void) =>
    Effect.callback<void, ConnectionLost>((resume) =>
      write((error) => resume(error ? Effect.fail(new ConnectionLost({ detail: codeOf(error) })) : Effect.void))
    )
  const pong = Effect.callback<void>((resume) => {
    const heard = () => resume(Effect.void)
    socket.once("pong", heard)
    return Effect.sync(() => socket.off("pong", heard))
  })
  const agentSocket: AgentSocket = {
    receive: Queue.take(frames),
    send: (frame) => sent((done) => socket.send(frame, done)),
    ping: Effect.all([pong, sent((done) => socket.ping(undefined, true, done))], {
      concurrency: "unbounded",
      discard: true
    })
  }
  return agentSocket
})
