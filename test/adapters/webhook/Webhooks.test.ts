import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Queue, Redacted } from "effect"
import { TestClock } from "effect/testing"
import type { LookupAddress } from "node:dns"
import { Webhook } from "standardwebhooks"
import { vi } from "vitest"
import * as WebhookAdapter from "../../../src/adapters/webhook/Webhooks.ts"
import { Webhooks } from "../../../src/services/Webhooks.ts"
import { type Answer, localServer } from "../../support/LocalServer.ts"
import { socketServer } from "../../support/MailServer.ts"

const secret = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`
const event = { id: "msg-1", body: JSON.stringify({ type: "message.taken", data: { callerName: "Zoé Canari" } }) }

const post = (url: string, options: WebhookAdapter.WebhookOptions = { allowPrivate: true }) =>
  Webhooks.use((webhooks) => webhooks.post({ url, secret: Redacted.make(secret) }, event)).pipe(
    Effect.provide(WebhookAdapter.layer(options))
  )

describe("a webhook", () => {
  it.effect("is posted to as Standard Webhooks has it: its own library verifies it", () =>
    Effect.gen(function*() {
      // The library goes by the machine's clock.
      const now = 1_800_000_000_000
      yield* Effect.acquireRelease(
        Effect.sync(() => vi.useFakeTimers({ toFake: ["Date"], now })),
        () => Effect.sync(() => vi.useRealTimers())
      )
      yield* TestClock.setTime(now)
      const server = yield* localServer(() => ({ status: 204 }))
      yield* post(`${server.url}/messages?tenant=1`)
      const request = yield* Queue.take(server.requests)
      assert.deepInclude(request, { method: "POST", url: "/messages?tenant=1", body: event.body })
      const headers = Object.fromEntries(
        ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, String(request.headers[name])])
      )
      assert.strictEqual(headers["webhook-id"], "msg-1")
      assert.deepStrictEqual(new Webhook(secret).verify(request.body, headers), JSON.parse(event.body))
      assert.throws(() => new Webhook(secret).verify(`${request.body} `, headers))
      // Another try has the same id, and its own time.
      yield* TestClock.adjust("1 minute")
      yield* post(server.url)
      const again = yield* Queue.take(server.requests)
      assert.strictEqual(again.headers["webhook-id"], "msg-1")
      assert.notStrictEqual(again.headers["webhook-timestamp"], headers["webhook-timestamp"])
    }))

  it.effect.each<[Answer, object, RegExp]>([
    [{ status: 410 }, { permanent: true, gone: true }, /gone for good \(HTTP 410\)/],
    [{ status: 404 }, { permanent: false }, /did not take the message \(HTTP 404\)/],
    [{ status: 500 }, { permanent: false }, /HTTP 500/],
    [{ status: 429, headers: { "retry-after": "120" } }, { retryAfter: Duration.minutes(2) }, /HTTP 429/],
    [{ status: 503, headers: { "retry-after": "999999" } }, { retryAfter: Duration.hours(1) }, /HTTP 503/],
    [{ status: 302, headers: { location: "http://127.0.0.1:1/" } }, { permanent: false }, /redirects \(HTTP 302\)/]
  ])("answers %o", ([answer, expected, words]) =>
    Effect.gen(function*() {
      const server = yield* localServer(() => answer)
      const error = yield* Effect.flip(post(server.url))
      assert.deepInclude(error, expected)
      assert.match(error.message, words)
      assert.notMatch(error.message, /127\.0\.0\.1|Zoé|whsec/)
    }))

  it.effect("takes any answer of 2xx, however long it goes on", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => ({ status: 200, body: " ".repeat(5_000_000) }))
      yield* post(server.url)
    }))

  it.effect("that is not there, or resets the line, is tried again", () =>
    Effect.gen(function*() {
      const gone = yield* Effect.scoped(Effect.map(localServer(() => "never"), ({ url }) => url))
      const resets = (yield* socketServer((socket) => socket.destroy())).url.href.replace("smtp:", "http:")
      for (const url of [gone, resets]) {
        const error = yield* Effect.flip(post(url))
        assert.isFalse(error.permanent)
        assert.match(error.message, /not reached \((?:ECONNREFUSED|ECONNRESET)\)/)
      }
    }))

  it.effect("that never answers is given up after 20 s", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => "never")
      const posting = yield* Effect.forkChild(Effect.flip(post(server.url)))
      yield* Queue.take(server.requests)
      yield* TestClock.adjust("20 seconds")
      assert.match((yield* Fiber.join(posting)).message, /no answer in time/)
    }))
})

describe("a webhook into a private network", () => {
  const leadsTo = (...addresses: ReadonlyArray<string>) => ({
    resolve: (): Promise<ReadonlyArray<LookupAddress>> =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })))
  })

  it.effect.each([
    "http://hooks.example.com/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://10.0.0.8/",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/",
    "https://backend.internal/"
  ])("is refused by its spelling: %s", (url) =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(post(url, leadsTo("203.0.113.9")))
      assert.match(error.message, /private network/)
    }))

  it.effect.each([
    ["127.0.0.1"],
    ["10.1.2.3"],
    ["192.168.0.1"],
    ["100.64.0.1"],
    ["169.254.169.254"],
    ["::1"],
    ["fd00::1"],
    ["::ffff:127.0.0.1"],
    ["203.0.113.9", "127.0.0.1"]
  ])("is refused by what its name leads to: %s", (addresses) =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(post("https://hooks.example.com/", leadsTo(...addresses)))
      assert.match(error.message, /private network/)
      assert.notMatch(error.message, /hooks|\d\.\d/)
    }))

  it.effect("goes to the very address that was looked at", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => ({ status: 204 }))
      const { port } = new URL(server.url)
      yield* post(`http://hooks.example.com:${port}/`, { ...leadsTo("127.0.0.1"), allowPrivate: true })
      assert.strictEqual((yield* Queue.take(server.requests)).headers.host, `hooks.example.com:${port}`)
    }))

  it.effect("that cannot be resolved is tried again", () =>
    Effect.gen(function*() {
      const failing = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }))
      const error = yield* Effect.flip(post("https://hooks.example.com/", { resolve: failing }))
      assert.deepInclude(error, { permanent: false })
      assert.include(error.message, "ENOTFOUND")
    }))
})
