import { Duration, Effect } from "effect"
import { WebSocket } from "ws"
import type { ModelUnavailable } from "../../../services/VoiceSession.ts"
import { bounds } from "../Closing.ts"

/** Where the model is. */
export interface LinkOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Why there is no connection. `code`: HTTP status or WebSocket close code; 0 where there was none. */
export interface Failure {
  readonly reason: Exclude<ModelUnavailable["reason"], "detector">
  readonly code?: number
}

const handshakeBound = Duration.seconds(2)

/** One try. The socket is paused, until somebody listens. */
export const dial = ({ headers, url }: LinkOptions) =>
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

export const hangUp = (socket: WebSocket) =>
  Effect.callback<void>((resume) => {
    if (socket.readyState === WebSocket.CLOSED) return resume(Effect.void)
    socket.once("close", () => resume(Effect.void))
    socket.resume()
    socket.close()
  }).pipe(
    Effect.timeout(bounds.socket),
    Effect.ignore,
    Effect.ensuring(Effect.sync(() => socket.terminate()))
  )
