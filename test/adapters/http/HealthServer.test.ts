import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { serveHealth } from "../../../src/adapters/http/HealthServer.ts"
import type { Health } from "../../../src/services/Health.ts"
import { freePort } from "../../e2e/Processes.ts"

const well: Health = {
  alive: Effect.succeed(true),
  counts: Effect.succeed({ registered: 2, accepting: 1, calls: 3 }),
  metrics: Effect.succeed("# TYPE calls counter\ncalls 3\n")
}

const shown = Effect.fnUntraced(function*(health: Health) {
  const port = yield* freePort
  yield* serveHealth({ port, host: "127.0.0.1" })(health)
  return Effect.fnUntraced(function*(path: string) {
    // The next test may get the same port: no connection is kept for it.
    const { headers, status, text } = yield* HttpClient.get(`http://127.0.0.1:${port}${path}`, {
      headers: { connection: "close" }
    })
    return { status, text: yield* text, type: headers["content-type"] }
  }, Effect.provide(FetchHttpClient.layer))
})

it.effect("shows what is well", () =>
  Effect.gen(function*() {
    const get = yield* shown(well)
    assert.deepInclude(yield* get("/healthz"), { status: 200, text: "ok\n" })
    assert.deepInclude(yield* get("/readyz"), { status: 200, text: `{"registered":2,"accepting":1,"calls":3}` })
    assert.deepInclude(yield* get("/metrics"), {
      status: 200,
      text: "# TYPE calls counter\ncalls 3\n",
      type: "text/plain; version=0.0.4; charset=utf-8"
    })
    assert.strictEqual((yield* get("/elsewhere")).status, 404)
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("shows a worker that hangs, and that no call is taken, apart from each other", () =>
  Effect.gen(function*() {
    const hung = yield* shown({ ...well, alive: Effect.succeed(false) })
    assert.strictEqual((yield* hung("/healthz")).status, 503)
    assert.strictEqual((yield* hung("/readyz")).status, 200)
    const full = yield* shown({ ...well, counts: Effect.succeed({ registered: 2, accepting: 0, calls: 9 }) })
    assert.strictEqual((yield* full("/healthz")).status, 200)
    assert.strictEqual((yield* full("/readyz")).status, 503)
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("says that its port is taken", () =>
  Effect.gen(function*() {
    const port = yield* freePort
    yield* serveHealth({ port, host: "127.0.0.1" })(well)
    const { message } = yield* Effect.flip(Effect.scoped(serveHealth({ port, host: "127.0.0.1" })(well)))
    assert.include(message, `port ${port} cannot be opened`)
  }).pipe(Effect.provide(NodeServices.layer)))
