import { Clock, Effect, type Scope } from "effect"
import { type IncomingMessage, request as forward } from "node:http"
import { connect } from "node:net"
import { text } from "node:stream/consumers"
import { serve } from "../../src/sandbox/LocalServer.ts"
import * as Seen from "./Seen.ts"

/** A request to LiveKit's server API. */
export interface ApiRequest {
  /** Epoch milliseconds. */
  readonly at: number
  /** Such as `RoomService/DeleteRoom`. */
  readonly method: string
  readonly body: Readonly<Record<string, unknown>>
}

/** How an egress ends once it was told to stop: `record` puts what it recorded where it was told to, or nothing. */
export interface EgressOptions {
  readonly ends: "EGRESS_COMPLETE" | "EGRESS_FAILED"
  readonly record: (path: string) => Effect.Effect<void>
}

export interface EgressServer {
  readonly url: string
  /** What the worker asked of the API, egress or not, but for what it only looks up. */
  readonly requests: Seen.Seen<ApiRequest>
}

const api = "/twirp/livekit."

/** LiveKit, with an egress service of the test's own before it: everything else goes through to the real one. */
export const make = Effect.fnUntraced(function*(
  livekit: URL,
  { ends, record }: EgressOptions
): Effect.fn.Return<EgressServer, never, Scope.Scope> {
  let path = ""
  let status: string = "EGRESS_ACTIVE"
  const answerTo = Effect.fnUntraced(function*(method: string, body: ApiRequest["body"]) {
    if (method.endsWith("/StartRoomCompositeEgress")) {
      path = (body["fileOutputs"] as ReadonlyArray<{ readonly filepath: string }>)[0]!.filepath
    }
    if (method.endsWith("/StopEgress")) {
      yield* record(path)
      status = ends
    }
    const egress = { egressId: "EG_e2e", status }
    return method.endsWith("/ListEgress") ? { items: [egress] } : egress
  })
  const requests = yield* Seen.make<ApiRequest>(({ body, method }) => `${method} ${JSON.stringify(body)}`)

  const passOn = ({ headers, method, url }: IncomingMessage, body: string) =>
    Effect.callback<IncomingMessage, Error>((resume) => {
      const { hostname, port } = livekit
      forward({ hostname, port, method, path: url, headers }, (answer) => resume(Effect.succeed(answer)))
        .once("error", (error) => resume(Effect.fail(error)))
        .end(body)
    })

  const port = yield* serve({
    request: Effect.fnUntraced(function*(request, response) {
      const { url = "" } = request
      const body = yield* Effect.promise(() => text(request))
      if (url.startsWith(api)) {
        const at = yield* Clock.currentTimeMillis
        const request = { at, method: url.slice(api.length), body: JSON.parse(body) }
        if (!request.method.includes("/List")) yield* requests.add(request)
        if (request.method.startsWith("Egress/")) {
          const answer = yield* answerTo(request.method, request.body)
          response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer))
          return
        }
      }
      const answer = yield* passOn(request, body)
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    }, Effect.orDie),
    upgrade: ({ method, rawHeaders, url }, near) =>
      Effect.sync(() => {
        const far = connect(Number(livekit.port), livekit.hostname)
        const headers = rawHeaders.map((part, index) => index % 2 === 0 ? `${part}: ` : `${part}\r\n`)
        far.write(`${method} ${url} HTTP/1.1\r\n${headers.join("")}\r\n`)
        near.pipe(far)
        far.pipe(near)
        far.on("error", () => near.destroy()).on("close", () => near.destroy())
        near.on("close", () => far.destroy())
      })
  })
  return { url: `ws://127.0.0.1:${port}`, requests }
})
