import { Clock, Duration, Effect, Option, Queue, type Scope, Stream, SubscriptionRef } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { WebSocket } from "ws"
import * as Calls from "./Calls.ts"
import { type HttpObserved, keyOf, routes } from "./HttpRoutes.ts"
import { serve } from "./LocalServer.ts"
import type { Connection, Loss, ModelScript } from "./ModelScript.ts"
import { inRealTime } from "./RealTime.ts"
import { converse } from "./RealtimeConversation.ts"
import { decodeClientEvent, errorEvent, type ServerEvent } from "./RealtimeProtocol.ts"
import { formants, type Speech } from "./Speech.ts"

/** One event on the wire; audio is left out of it, and the client's audio is not listed at all. `at`: epoch ms. */
export interface WireEvent {
  readonly from: "client" | "server"
  readonly connection: number
  readonly at: number
  readonly type: string
  readonly event: Readonly<Record<string, unknown>>
}

/** A connection attempt, refused ones included. */
export interface ConnectionAttempt {
  readonly at: number
  /** Path and query, as `/openai/v1/realtime?model=…`. */
  readonly url: string
  /** The `api-key` header, or the bearer token. */
  readonly key: string | undefined
  /** What was done with it. */
  readonly outcome: Connection
  /** When the socket was closed, by whichever side. */
  readonly closedAt?: number
}

export interface Observed extends HttpObserved {
  readonly wire: ReadonlyArray<WireEvent>
  readonly connections: ReadonlyArray<ConnectionAttempt>
}

export interface RealtimeEndpoint {
  /** What AZURE_OPENAI_ENDPOINT is set to: `http://127.0.0.1:port`. */
  readonly url: URL
  readonly observed: Effect.Effect<Observed>
  /** What was observed so far, and again at each change. */
  readonly changes: Stream.Stream<Observed>
  /** Waits until something was observed, and gives it. Checked at each change. */
  readonly until: <A>(find: (observed: Observed) => A | undefined) => Effect.Effect<A>
  /** Loses every open connection, without a closing handshake. */
  readonly drop: Effect.Effect<void>
  /** Every open connection stays open, and answers pings: but nothing more is heard or said on it. */
  readonly stall: Effect.Effect<void>
  /** The same, but pings are not answered either. */
  readonly freeze: Effect.Effect<void>
  /** Nothing answers any more, on no route: connections are lost, and whoever comes is reset. Until it is `up` again. */
  readonly down: Effect.Effect<void>
  readonly up: Effect.Effect<void>
  /** Sends an event of one's own on every open connection. */
  readonly inject: (event: ServerEvent) => Effect.Effect<void>
}

const reset: Connection = { _tag: "Reset" }
const keyless: Connection = { _tag: "Refuse", status: 401 }

const realtimePath = "/openai/v1/realtime"

/**
 * A local Azure OpenAI endpoint that plays a script: the GA realtime protocol over WebSocket, and over HTTP a chat model
 * that goes on with the same conversation, transcription and TTS. It runs on real time, whatever the clock around it, as
 * the SDK that talks to it does. `speech`: `formants` without it. Where nobody has `watched` it, nothing is kept of what
 * goes over the wire or is asked over HTTP. `further`: the scripts of the second connection, the third, and so on, for
 * calls that go on at once and are not alike.
 */
export const make = Effect.fnUntraced(function*(
  script: ModelScript,
  speech: Speech = formants,
  watched = true,
  further: ReadonlyArray<ModelScript> = []
): Effect.fn.Return<RealtimeEndpoint, never, Scope.Scope> {
  const calls = Calls.make(script, further)
  const [book] = calls.books
  const log = yield* SubscriptionRef.make<Observed>({
    wire: [],
    connections: [],
    speeches: [],
    chats: [],
    transcriptions: [],
    refused: []
  })
  const open = new Map<number, WebSocket>()
  const silenced = new Set<number>()
  const frozen = new Set<number>()
  let isDown = false
  let ids = 0
  const nextId = (prefix: string) => `${prefix}_${String(++ids).padStart(4, "0")}`

  const note = (change: (observed: Observed, at: number) => Partial<Observed>) =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (at) => SubscriptionRef.update(log, (observed) => ({ ...observed, ...change(observed, at) }))
    )

  const noteWire = (from: WireEvent["from"], connection: number, event: Readonly<Record<string, unknown>>) =>
    watched
      ? note(({ wire }, at) => ({ wire: [...wire, { from, connection, at, type: String(event["type"]), event }] }))
      : Effect.void

  const send = (connection: number, event: ServerEvent) =>
    Effect.suspend(() => {
      const socket = open.get(connection)
      if (socket === undefined || silenced.has(connection)) return Effect.void
      const numbered = { event_id: nextId("event"), ...event }
      socket.send(JSON.stringify(numbered))
      if (numbered.type !== "response.output_audio.delta") return noteWire("server", connection, numbered)
      const { delta: _, ...silent } = numbered
      return noteWire("server", connection, silent)
    })

  const closed = (connection: number) =>
    Effect.suspend(() => {
      if (!open.delete(connection)) return Effect.void
      calls.leave(connection)
      return note(({ connections }, closedAt) => ({
        connections: connections.map((one, index) => index === connection ? { ...one, closedAt } : one)
      }))
    })

  const terminate = (connection: number) =>
    Effect.suspend(() => {
      open.get(connection)?.terminate()
      return closed(connection)
    })

  const all = (act: (connection: number) => Effect.Effect<void>) =>
    Effect.suspend(() => Effect.forEach([...open.keys()], act, { discard: true }))

  const down = Effect.suspend(() => {
    isDown = true
    return all(terminate)
  })

  const stalled = (connection: number) =>
    Effect.sync(() => {
      silenced.add(connection)
      calls.leave(connection)
    })

  const losses: Readonly<Record<Loss["how"], (connection: number) => Effect.Effect<void>>> = {
    dropped: terminate,
    stalled,
    frozen: (connection) => Effect.andThen(stalled(connection), Effect.sync(() => void frozen.add(connection))),
    outage: () => down
  }

  const listen = Effect.fnUntraced(function*(connection: number, socket: WebSocket, deaf: boolean) {
    const inbox = yield* Queue.unbounded<string>()
    socket.on("message", (data) => void Queue.offerUnsafe(inbox, String(data)))
    socket.on("error", () => socket.terminate())
    socket.on("ping", (data) => {
      if (!frozen.has(connection)) socket.pong(data)
    })
    const gone = Effect.callback<void>((resume) => void socket.once("close", () => resume(Effect.void)))
    open.set(connection, socket)
    socket.resume()
    const handle = yield* converse({
      call: calls.carry(connection),
      speech,
      deaf,
      nextId,
      transcriptionLatency: Duration.fromInputUnsafe(script.transcriptionLatency ?? 250),
      replyLatency: Duration.fromInputUnsafe(script.replyLatency ?? 300),
      speed: script.speed ?? 4,
      send: (event) => send(connection, event),
      lose: (how) => losses[how](connection)
    })
    const receive = Effect.fnUntraced(function*(message: string) {
      if (silenced.has(connection) || !open.has(connection)) return
      const event = yield* decodeClientEvent(message)
      if (event.type !== "input_audio_buffer.append") yield* noteWire("client", connection, { ...event })
      yield* handle(event)
    }, Effect.catchTag("SchemaError", (error) => send(connection, errorEvent("invalid_event", error.message))))
    yield* Stream.fromQueue(inbox).pipe(Stream.runForEach(receive), Effect.raceFirst(gone))
    yield* closed(connection)
  }, Effect.scoped)

  const upgrade = Effect.fnUntraced(function*(
    request: IncomingMessage,
    bare: { readonly end: (text: string) => unknown; readonly destroy: () => unknown },
    accept: Effect.Effect<WebSocket>
  ) {
    const connection = (yield* SubscriptionRef.get(log)).connections.length
    const url = request.url ?? ""
    const key = keyOf(request)
    const { pathname, searchParams } = new URL(url, "http://localhost")
    const outcome = isDown ? reset : key === undefined ? keyless : book.connect(searchParams.get("model") ?? "")
    yield* note(({ connections }, at) => ({ connections: [...connections, { at, url, key, outcome }] }))
    if (outcome._tag === "Reset") return void bare.destroy()
    const status = outcome._tag === "Refuse"
      ? outcome.status
      : pathname === realtimePath
      ? undefined
      : 404
    if (status !== undefined) {
      const body = outcome._tag === "Refuse" ? outcome.text ?? "" : ""
      const length = Buffer.byteLength(body)
      bare.end(`HTTP/1.1 ${status} Scripted\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`)
    } else if (outcome._tag !== "Ignore") {
      const socket = yield* accept
      if (outcome._tag === "Accept") return yield* listen(connection, socket, outcome.deaf === true)
      socket.resume()
      socket.close(1000)
    }
  })

  const http = routes({
    script,
    further,
    book,
    calls: calls.overHttp,
    speech,
    nextId,
    note: watched ? note : () => Effect.void
  })
  const request = (request: IncomingMessage, response: ServerResponse) =>
    Effect.suspend(() => isDown ? Effect.sync(() => void response.destroy()) : http(request, response))

  const port = yield* serve({ upgrade, request })

  const endpoint: RealtimeEndpoint = {
    url: new URL(`http://127.0.0.1:${port}`),
    observed: SubscriptionRef.get(log),
    changes: SubscriptionRef.changes(log),
    until: (find) =>
      SubscriptionRef.changes(log).pipe(
        Stream.map(find),
        Stream.filter((found) => found !== undefined),
        Stream.runHead,
        Effect.flatMap(Option.match({ onNone: () => Effect.never, onSome: Effect.succeed }))
      ),
    drop: all(terminate),
    stall: all(losses.stalled),
    freeze: all(losses.frozen),
    down,
    up: Effect.sync(() => {
      isDown = false
    }),
    inject: (event) => all((connection) => send(connection, event))
  }
  return endpoint
}, inRealTime)
