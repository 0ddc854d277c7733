import { Effect, Schema } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { WebSocket } from "ws"

/** The process did not answer its inspector. */
export class InspectorUnavailable extends Schema.TaggedError<InspectorUnavailable>()("InspectorUnavailable", {
  port: Schema.Int
}) {
  override get message() {
    return `no inspector answered on port ${this.port}: its heap cannot be measured. Is the worker still there?`
  }
}

const Targets = Schema.Array(Schema.Struct({ webSocketDebuggerUrl: Schema.String }))
const Answer = Schema.fromJsonString(Schema.Struct({
  id: Schema.Int,
  result: Schema.Record(Schema.String, Schema.Unknown)
}))
const decodeAnswer = Schema.decodeSync(Answer)
const Heap = Schema.Struct({ usedSize: Schema.Finite })

// Its own connection must not be among the descriptors that are counted next: it is closed, on both sides.
const connected = (url: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new WebSocket(url)),
    (socket) =>
      Effect.callback<void>((resume) => {
        socket.on("close", () => resume(Effect.void))
        socket.close()
      }).pipe(Effect.timeoutOption("2 seconds"))
  )

const ask = Effect.fnUntraced(function*(url: string, methods: ReadonlyArray<string>) {
  const socket = yield* connected(url)
  return yield* Effect.callback<unknown, Schema.SchemaError | "lost">((resume) => {
    const send = (index: number) => socket.send(JSON.stringify({ id: index, method: methods[index] }))
    socket.on("open", () => send(0))
    socket.on("error", () => resume(Effect.fail("lost")))
    socket.on("message", (data) => {
      const { id, result } = decodeAnswer(String(data))
      if (id === methods.length - 1) resume(Effect.succeed(result))
      else send(id + 1)
    })
  })
}, Effect.scoped)

/**
 * V8's heap of a Node process in MB (10⁶ bytes), after a full garbage collection. The process was started with
 * `--inspect-port=PORT`, which opens nothing until it gets SIGUSR1, now.
 */
export const heapUsed = Effect.fnUntraced(
  function*(pid: number, port: number) {
    process.kill(pid, "SIGUSR1")
    const [target] = yield* HttpClient.get(`http://127.0.0.1:${port}/json/list`).pipe(
      Effect.flatMap(HttpClientResponse.schemaBodyJson(Targets)),
      Effect.delay("100 millis"),
      Effect.retry({ times: 20 })
    )
    // What finalizers free is there for the second collection.
    const collect = "HeapProfiler.collectGarbage"
    const heap = yield* ask(target?.webSocketDebuggerUrl ?? "", [collect, collect, "Runtime.getHeapUsage"])
    return (yield* Schema.decodeUnknownEffect(Heap)(heap)).usedSize / 1e6
  },
  Effect.timeout("30 seconds"),
  (effect, _pid, port) => Effect.mapError(effect, () => new InspectorUnavailable({ port }))
)
