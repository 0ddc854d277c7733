import { Effect, FileSystem, Path, Queue, Schema, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { localServer } from "./LocalServer.ts"

const Attributes = Schema.Array(
  Schema.Struct({ key: Schema.String, value: Schema.Record(Schema.String, Schema.Unknown) })
)
const Points = Schema.optionalKey(Schema.Struct({
  dataPoints: Schema.Array(Schema.Struct({ attributes: Schema.optionalKey(Attributes) }))
}))
const Exported = Schema.fromJsonString(Schema.Struct({
  resourceSpans: Schema.optionalKey(Schema.Array(Schema.Struct({
    scopeSpans: Schema.Array(Schema.Struct({
      scope: Schema.Struct({ name: Schema.String }),
      spans: Schema.Array(Schema.Struct({
        name: Schema.String,
        traceId: Schema.String,
        spanId: Schema.String,
        parentSpanId: Schema.optionalKey(Schema.String),
        attributes: Attributes
      }))
    }))
  }))),
  resourceMetrics: Schema.optionalKey(Schema.Array(Schema.Struct({
    scopeMetrics: Schema.Array(Schema.Struct({
      metrics: Schema.Array(Schema.Struct({ name: Schema.String, sum: Points, gauge: Points, histogram: Points }))
    }))
  })))
}))
const decode = Schema.decodeUnknownEffect(Exported)

const attributesOf = (attributes: typeof Attributes.Type = []): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** An OTLP/HTTP collector: what it was sent, as it came and as spans and metrics. */
export const collector = Effect.gen(function*() {
  const answer = { status: 200, body: "{}", headers: { "content-type": "application/json" } }
  const { requests, url } = yield* localServer(() => answer)
  const received = Effect.gen(function*() {
    const bodies = (yield* Queue.takeAll(requests)).map(({ body }) => body)
    const exported = yield* Effect.forEach(bodies, (body) => decode(body))
    return {
      text: bodies.join("\n"),
      spans: exported.flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ scope, spans }) =>
            spans.map((span) => ({ ...span, scope: scope.name, attributes: attributesOf(span.attributes) }))
          )
        )
      ),
      // Each export has all of them: the last one counts.
      metrics: exported.filter((one) => one.resourceMetrics !== undefined).slice(-1).flatMap((
        { resourceMetrics = [] }
      ) =>
        resourceMetrics.flatMap(({ scopeMetrics }) =>
          scopeMetrics.flatMap(({ metrics }) =>
            metrics.flatMap(({ gauge, histogram, name, sum }) =>
              (sum ?? gauge ?? histogram)?.dataPoints.map((point) => ({
                name,
                labels: attributesOf(point.attributes)
              })) ?? []
            )
          )
        )
      )
    }
  })
  return { url, received }
})

export type Received = Effect.Success<Effect.Success<typeof collector>["received"]>
export type Span = Received["spans"][number]

/** Every file below `directory`: its path from there, who may read it, and what is in it, byte for byte. */
export const filesIn = Effect.fnUntraced(function*(directory: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const names = yield* fs.readDirectory(directory, { recursive: true })
  return yield* Effect.forEach(names.sort(), (name) =>
    Effect.gen(function*() {
      const file = path.join(directory, name)
      const { mode, type } = yield* fs.stat(file)
      const content = type === "File" ? Buffer.from(yield* fs.readFile(file)).toString("latin1") : ""
      return { name, content, mode: mode & 0o777 }
    }))
})

/** A process of this project, with nothing of our environment but the path; `printed` is all that it ever printed. */
export const run = Effect.fnUntraced(function*(args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) {
  const handle = yield* ChildProcess.make(process.execPath, [...args], {
    env: { PATH: process.env["PATH"], ...env },
    extendEnv: false
  })
  const text = (stream: typeof handle.stdout) => stream.pipe(Stream.decodeText(), Stream.mkString)
  const printed = yield* Effect.all([text(handle.stdout), text(handle.stderr), handle.exitCode], {
    concurrency: "unbounded"
  }).pipe(
    Effect.map(([stdout, stderr, exitCode]) => ({ stdout, stderr, exitCode })),
    Effect.forkScoped
  )
  return { printed, stop: handle.kill({ killSignal: "SIGTERM" }) }
})
