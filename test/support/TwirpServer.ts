import { Effect, Queue, Redacted } from "effect"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { LiveKitApiOptions } from "../../src/adapters/livekit/telephony/LiveKitApi.ts"

/** What LiveKit's API says to a request; `held` ones are answered by the test, or never. */
export type TwirpAnswer = "ok" | "held" | {
  readonly status: number
  readonly code?: string
  readonly meta?: Readonly<Record<string, string>>
  readonly json?: unknown
}

export interface TwirpCall {
  /** Such as `RoomService/DeleteRoom`. */
  readonly method: string
  readonly body: Readonly<Record<string, unknown>>
  /** The token's grants. */
  readonly video: Readonly<Record<string, unknown>>
  readonly sip: Readonly<Record<string, unknown>>
  readonly answer: (answer: Exclude<TwirpAnswer, "held">) => void
}

/** LiveKit's server API on loopback, for as long as the scope is open: says `ok` to all that `answers` does not name. */
export const twirpServer = Effect.fnUntraced(function*(answers: Readonly<Record<string, TwirpAnswer>> = {}) {
  const calls = yield* Queue.unbounded<TwirpCall>()
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const method = (request.url ?? "").replace("/twirp/livekit.", "")
      const payload = (request.headers.authorization ?? "").split(".")[1] ?? ""
      const { sip = {}, video = {} } = JSON.parse(Buffer.from(payload, "base64url").toString())
      const answer: TwirpCall["answer"] = (said) => {
        const { code, json = {}, meta, status } = said === "ok" ? { status: 200 } as const : said
        response.writeHead(status, {
          "content-type": code === undefined && status >= 400 ? "text/plain" : "application/json"
        })
        response.end(JSON.stringify(status === 200 ? json : { code, msg: "about +14505550123", meta }))
      }
      Queue.offerUnsafe(calls, { method, body: JSON.parse(Buffer.concat(chunks).toString()), video, sip, answer })
      const said = answers[method] ?? "ok"
      if (said !== "held") answer(said)
    })
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  )
  const { port } = server.address() as AddressInfo
  const options: LiveKitApiOptions = {
    url: `ws://127.0.0.1:${port}`,
    apiKey: "devkey",
    apiSecret: Redacted.make("a secret that is long enough for HS256"),
    egress: { accountName: "clinics", accountKey: Redacted.make("a2V5"), container: "calls" }
  }
  return {
    options,
    call: Queue.take(calls),
    seen: Queue.takeAll(calls),
    none: Effect.map(Queue.size(calls), (size) => size === 0)
  }
})
