import { assert, it } from "@effect/vitest"
import { Effect, Queue } from "effect"
import { once } from "node:events"
import { connect } from "node:net"
import { localServer } from "./LocalServer.ts"

it.effect("goes on when a client dies whose upgrade it has not granted", () =>
  Effect.gen(function*() {
    const server = yield* localServer(() => ({ status: 204 }), () => "never")
    const client = connect(Number(new URL(server.url).port), "127.0.0.1")
    client.write("GET /agent HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    assert.strictEqual((yield* Queue.take(server.requests)).url, "/agent")
    const closed = once(client, "close")
    client.resetAndDestroy()
    yield* Effect.promise(() => closed)
    const { status } = yield* Effect.promise(() => fetch(server.url))
    assert.strictEqual(status, 204)
  }))
