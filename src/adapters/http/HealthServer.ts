import { Effect, Layer } from "effect"
import { HttpMiddleware, HttpRouter, HttpServerResponse } from "effect/http"
import { createServer } from "node:http"
import { type Health, HealthUnavailable, type ShowHealth } from "../../services/Health.ts"

const routes = ({ alive, counts, metrics }: Health) =>
  Layer.mergeAll(
    HttpRouter.add(
      "GET",
      "/healthz",
      Effect.map(alive, (alive) =>
        alive
          ? HttpServerResponse.text("ok\n")
          : HttpServerResponse.text("a worker does not answer\n", { status: 503 }))
    ),
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
 * `/healthz`: what runs answers, else 503; a process whose own event loop hangs answers nothing here, which is a failing
 * probe as well. `/readyz`: a worker that answers is registered and takes calls, else 503. `/metrics`: all processes
 * together, for Prometheus. At one address of this machine; a `port` of 0 is one that the system chooses.
 */
export const serveHealth = ({ host, port }: { readonly port: number; readonly host: string }): ShowHealth =>
  Effect.fnUntraced(function*(health: Health) {
    // Loaded where it is asked for: most processes of a machine serve nothing.
    const NodeHttpServer = yield* Effect.promise(() => import("@effect/platform-node/NodeHttpServer"))
    const server = createServer()
    yield* HttpRouter.serve(routes(health), { disableLogger: true, disableListenLog: true }).pipe(
      Layer.provide([
        NodeHttpServer.layer(() => server, { port, host }),
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
