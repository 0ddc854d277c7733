import { Effect, Queue, type Scope } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { serve } from "../../src/sandbox/LocalServer.ts"
import type { Fault } from "./BackendFaults.ts"

const agent = { id: "agent-1", name: "John", config: { defaultLanguage: "FRENCH" } }

export interface FaultyBackend {
  readonly url: URL
  /** The requests that it saw, in order. */
  readonly seen: ReadonlyArray<{ readonly path: string; readonly key: string | undefined }>
  /** Says each time that it keeps a request waiting. */
  readonly held: Queue.Queue<"held">
  /** What it has done: each key, or each path where there is none, once. */
  readonly done: ReadonlySet<string>
}

/** The backend of the contract on loopback, with one fault. */
export const faultyBackend = Effect.fnUntraced(function*(
  fault: Fault,
  elsewhere: URL
): Effect.fn.Return<FaultyBackend, never, Scope.Scope> {
  const held = yield* Queue.unbounded<"held">()
  const seen: Array<{ readonly path: string; readonly key: string | undefined }> = []
  const done = new Set<string>()
  const hold = Queue.offer(held, "held" as const)

  const answer = Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? ""
    const key = request.headers["idempotency-key"]?.toString()
    seen.push({ path, key })
    const first = seen.length === 1
    const body = JSON.stringify(path.includes("by-phone") ? { agent } : { id: "row-1" })
    const carryOut = () => done.add(key ?? `${request.method} ${path}`)
    const say = (status: number, body: string, headers: Record<string, string> = {}) =>
      void response.writeHead(status, { "content-type": "application/json", ...headers }).end(body)
    const reset = () => void request.socket.destroy()
    const succeed = () => {
      carryOut()
      say(200, body)
    }
    if (fault === "reset" || fault === "resetOnce" && first) return reset()
    yield* Effect.promise(() => text(request))
    switch (fault) {
      case "failedAfterSuccess":
        if (!first) return succeed()
        carryOut()
        return reset()
      case "slow":
        return first ? yield* hold : succeed()
      case "never":
        return yield* hold
      case "trickle":
        carryOut()
        response.writeHead(200).write("{")
        return yield* hold
      case "halfBody":
        carryOut()
        response.writeHead(200, { "content-length": String(body.length) })
        response.write(body.slice(0, body.length / 2), reset)
        return
      case "endless":
        carryOut()
        return say(200, " ".repeat(2_000_000))
      case "garbage":
        carryOut()
        return say(200, "<!doctype html><title>Welcome</title>")
      case "badRequest":
        return say(400, "{}")
      case "unauthorized":
        return say(401, "{}")
      case "forbidden":
        return say(403, "{}")
      case "absent":
        return say(404, "{\"error\":\"not found\"}")
      case "ingress":
        return say(404, "<h1>404 Not Found</h1>", { "content-type": "text/html" })
      case "tooMany":
        return say(429, "{}", { "retry-after": "3600" })
      case "unavailable":
        return say(503, "{}")
      case "redirect":
        return say(302, "", { location: new URL(path, elsewhere).href })
      case "refused":
      case "resetOnce":
        return succeed()
    }
  })

  const port = yield* serve({
    request: (request, response) => Effect.asVoid(answer(request, response)),
    upgrade: (_, socket) => Effect.sync(() => void socket.destroy())
  })
  return { url: new URL(`http://127.0.0.1:${port}`), seen, held, done }
})
