import { Effect, Queue } from "effect"
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { type WebSocket, WebSocketServer } from "ws"

export interface ServerRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the server does with a request: answers it, or keeps it waiting. */
export type Answer =
  | { readonly status: number; readonly body?: string | Uint8Array; readonly headers?: Record<string, string> }
  | "never"

/** What it does with a WebSocket: takes it, or answers like any other request. */
export type SocketAnswer = Answer | ((client: WebSocket) => void)

const requestOf = ({ method = "", url = "", headers }: IncomingMessage, body = ""): ServerRequest => ({
  method,
  url,
  headers,
  body
})

/** A small HTTP and WebSocket server on loopback, for as long as the scope is open; it notes every request. */
export const localServer = Effect.fnUntraced(function*(
  answer: (request: ServerRequest) => Answer,
  socket: (request: ServerRequest) => SocketAnswer = () => ({ status: 404 })
) {
  const requests = yield* Queue.unbounded<ServerRequest>()
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const whole = requestOf(request, Buffer.concat(chunks).toString())
      Queue.offerUnsafe(requests, whole)
      const reply = answer(whole)
      if (reply !== "never") response.writeHead(reply.status, reply.headers).end(reply.body)
    })
  })
  // The server itself forgets a connection that asked for an upgrade, and what goes wrong with it.
  const connections = new Set<Socket>()
  server.on("connection", (connection) => {
    connections.add(connection)
    connection.on("error", () => {}) // a client that dies resets it
    connection.on("close", () => connections.delete(connection))
  })
  server.on("upgrade", (request, connection, head) => {
    Queue.offerUnsafe(requests, requestOf(request))
    const reply = socket(requestOf(request))
    if (typeof reply === "function") sockets.handleUpgrade(request, connection, head, reply)
    else if (reply !== "never") {
      connection.end(`HTTP/1.1 ${reply.status} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`)
    }
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        for (const connection of connections) connection.destroy()
        server.close(() => resume(Effect.void))
      })
  )
  const { port } = server.address() as AddressInfo
  return { requests, url: `http://127.0.0.1:${port}` }
})
