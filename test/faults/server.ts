import { Effect } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What a server that speaks Twirp does wrong. */
export interface ServerFault {
  readonly name: string
  readonly does: (request: IncomingMessage, response: ServerResponse) => void
}

const says = (status: number, body: string, type = "application/json"): ServerFault["does"] => (_, response) => {
  response.writeHead(status, { "content-type": type }).end(body)
}
const twirp = (status: number, code: string) => says(status, JSON.stringify({ code, msg: "no" }))

export const serverFaults: ReadonlyArray<ServerFault> = [
  { name: "refuses the connection", does: (request) => void request.socket.destroy() },
  {
    name: "resets the connection",
    does: (request) => {
      request.resume()
      request.on("end", () => void request.socket.resetAndDestroy())
    }
  },
  { name: "401", does: twirp(401, "unauthenticated") },
  { name: "404, and it is not there", does: twirp(404, "not_found") },
  { name: "429", does: twirp(429, "resource_exhausted") },
  { name: "500", does: twirp(500, "internal") },
  { name: "502 of something on the way", does: says(502, "<html>", "text/html") },
  { name: "503", does: twirp(503, "unavailable") },
  { name: "garbage", does: says(200, "<html>", "text/html") },
  {
    name: "half a body",
    does: (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" })
      response.write("{")
      setImmediate(() => void response.destroy())
    }
  }
]

/** A server on loopback, for as long as the scope is open, that does what it was last told to. */
export const brokenServer = Effect.gen(function*() {
  let fault: ServerFault | undefined
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    fault?.does(request, response)
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  )
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    breaks: (next: ServerFault) => {
      fault = next
      requests = 0
    },
    requests: () => requests
  }
})
