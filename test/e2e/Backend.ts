import { Clock, Effect, Ref, type Scope } from "effect"
import { text } from "node:stream/consumers"
import { serve } from "../../src/sandbox/LocalServer.ts"
import * as Seen from "./Seen.ts"

/** A request as the backend got it. */
export interface BackendRequest {
  /** Epoch milliseconds. */
  readonly at: number
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: Readonly<Record<string, unknown>>
}

/** Everything that the backend was told about one call. */
export interface Row {
  readonly id: string
  /** Body of `POST /api/calls`. */
  readonly start: Readonly<Record<string, unknown>>
  /** Body of the PATCH. */
  readonly end: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
  readonly transcript: Readonly<Record<string, unknown>> | undefined
  readonly recording: Readonly<Record<string, unknown>> | undefined
}

export interface Backend {
  readonly url: string
  readonly requests: Seen.Seen<BackendRequest>
  /** From now on every request is answered with this status; as usual without one. */
  readonly fail: (status?: number) => Effect.Effect<void>
  /** The row of the `nth` call (0), once it has its end. Its links may come before or after that. */
  readonly ended: (nth?: number) => Effect.Effect<Row, Seen.NotSeen>
  /** The same, once it has these links as well: both without them. */
  readonly delivered: (nth?: number, links?: ReadonlyArray<"recording" | "transcript">) => Effect.Effect<
    Row,
    Seen.NotSeen
  >
}

const rowOf = (requests: ReadonlyArray<BackendRequest>, nth: number): Row | undefined => {
  const start = requests.filter(({ method, path }) => method === "POST" && path === "/api/calls")[nth]
  const id = `row-${nth}`
  const body = (path: string) => requests.find((request) => request.path === `/api/calls/${id}${path}`)?.body
  const end = body("")
  return start === undefined || end === undefined ? undefined : {
    id,
    start: start.body,
    end,
    metadata: end["metadata"] as Row["metadata"],
    transcript: body("/transcription"),
    recording: body("/recording")
  }
}

/** The backend of contract section 1, with these agents: answers by the number that is dialled. */
export const make = Effect.fnUntraced(function*(
  agents: Readonly<Record<string, object>>
): Effect.fn.Return<Backend, never, Scope.Scope> {
  const requests = yield* Seen.make<BackendRequest>(({ body, method, path }) =>
    `${method} ${path} ${JSON.stringify(body)}`
  )
  const failing = yield* Ref.make<number | undefined>(undefined)
  /** By idempotency key: a request for a row that is there makes no second one. */
  const rows = new Map<string, string>()

  const answer = (
    method: string,
    path: string,
    key = crypto.randomUUID() as string
  ): readonly [status: number, body: object] => {
    const number = /^\/api\/agents\/by-phone\/(.+)$/.exec(path)?.[1]
    if (number !== undefined) {
      const agent = agents[decodeURIComponent(number)]
      return agent === undefined ? [404, { error: "no such number" }] : [200, { agent }]
    }
    if (method !== "POST" || path !== "/api/calls") return [200, {}]
    const id = rows.get(key) ?? `row-${rows.size}`
    rows.set(key, id)
    return [201, { id }]
  }

  const port = yield* serve({
    request: Effect.fnUntraced(function*(request, response) {
      const { method = "", url: path = "" } = request
      const written = yield* Effect.promise(() => text(request))
      const status = yield* Ref.get(failing)
      const [usual, body] = status === undefined
        ? answer(method, path, request.headers["idempotency-key"]?.toString())
        : [status, {}]
      yield* requests.add({
        at: yield* Clock.currentTimeMillis,
        method,
        path,
        authorization: request.headers.authorization,
        body: status !== undefined || written === "" ? {} : JSON.parse(written)
      })
      response.writeHead(usual, { "content-type": "application/json" }).end(JSON.stringify(body))
    }),
    upgrade: (_, socket) => Effect.sync(() => void socket.destroy())
  })
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fail: (status) => Ref.set(failing, status),
    ended: (nth = 0) => requests.until(`the end of row ${nth}`, (all) => rowOf(all, nth), "30 seconds"),
    delivered: (nth = 0, links = ["recording", "transcript"]) =>
      requests.until(`the end of row ${nth}, and its ${links.join(" and its ")}`, (all) => {
        const row = rowOf(all, nth)
        return row !== undefined && links.every((link) => row[link] !== undefined) ? row : undefined
      }, "30 seconds")
  }
})
