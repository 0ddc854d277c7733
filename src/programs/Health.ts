import { Effect, Layer, Runtime, Schema, type Scope } from "effect"
import { HttpMiddleware, HttpRouter, HttpServerResponse } from "effect/http"

/** How the program is doing, in numbers: nothing of any call. */
export interface Health {
  /** Workers that LiveKit has, those of them that would take a call, and the calls of all of them. */
  readonly counts: Effect.Effect<{ readonly registered: number; readonly accepting: number; readonly calls: number }>
  /** In Prometheus' text format. */
  readonly metrics: Effect.Effect<string>
}

/** Shows it to the outside for as long as the scope is open: over HTTP, or not at all. */
export type ShowHealth = (health: Health) => Effect.Effect<void, HealthUnavailable, Scope.Scope>

/** The port is taken, or not ours to take. */
export class HealthUnavailable extends Schema.TaggedError<HealthUnavailable>()("HealthUnavailable", {
  port: Schema.Int
}) {
  override get message() {
    return `port ${this.port} cannot be opened for health and metrics: free it, or change HEALTH_PORT`
  }
  override readonly [Runtime.errorExitCode] = 78
}

const routes = ({ counts, metrics }: Health) =>
  Layer.mergeAll(
    HttpRouter.add("GET", "/healthz", HttpServerResponse.text("ok\n")),
    HttpRouter.add(
      "GET",
      "/readyz",
      Effect.flatMap(counts, (counts) => HttpServerResponse.json(counts, { status: counts.accepting > 0 ? 200 : 503 }))
    ),
    HttpRouter.add(
      "GET",
      "/metrics",
      Effect.map(metrics, (text) =>
        HttpServerResponse.text(text, { contentType: "text/plain; version=0.0.4; charset=utf-8" }))
    )
  )

/**
 * `/healthz`: the program runs. `/readyz`: a worker of it is registered and takes calls, else 503. `/metrics`: all
 * processes together, for Prometheus. On every interface; a `port` of 0 is one that the system chooses.
 */
export const serveHealth = (port: number): ShowHealth =>
  Effect.fnUntraced(function*(health: Health) {
    const [{ createServer }, NodeHttpServer] = yield* Effect.promise(() =>
      Promise.all([import("node:http"), import("@effect/platform-node/NodeHttpServer")])
    )
    const server = createServer()
    yield* HttpRouter.serve(routes(health), { disableLogger: true, disableListenLog: true }).pipe(
      Layer.provide([
        NodeHttpServer.layer(() => server, { port }),
        // Somebody asks every few seconds, for ever.
        Layer.succeed(HttpMiddleware.TracerDisabledWhen, () => true)
      ]),
      Layer.build,
      Effect.catchTag("ServeError", () => Effect.fail(new HealthUnavailable({ port })))
    )
    const address = server.address()
    yield* Effect.logInfo("health and metrics are served").pipe(
      Effect.annotateLogs({ port: typeof address === "object" ? address?.port : port })
    )
  })
