import { Effect, FiberSet, type Scope } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"

export interface Handlers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => Effect.Effect<void>
  /**
   * Decides on a WebSocket handshake: `accept` completes it, and gives the socket paused, so that no message is missed
   * before somebody listens. Anything else may be done with the bare socket.
   */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, accept: Effect.Effect<WebSocket>) => Effect.Effect<void>
}

/** An HTTP and WebSocket server on a loopback port of its own, for as long as the scope is open. Gives the port. */
export const serve = Effect.fnUntraced(function*(
  handlers: Handlers
): Effect.fn.Return<number, never, Scope.Scope> {
  const run = yield* FiberSet.makeRuntime<never>()
  const sockets = new Set<Duplex>()
  // Whether a ping is answered is for whoever listens to say.
  const upgrades = new WebSocketServer({ noServer: true, autoPong: false })
  const server = createServer((request, response) => void run(handlers.request(request, response)))
  server.on("connection", (socket: Duplex) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy())
    const accept = Effect.callback<WebSocket>((resume) =>
      upgrades.handleUpgrade(request, socket, head, (accepted) => {
        accepted.pause()
        resume(Effect.succeed(accepted))
      })
    )
    run(handlers.upgrade(request, socket, accept))
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        sockets.forEach((socket) => socket.destroy())
      })
  )
  return (server.address() as AddressInfo).port
})
