import { assert, describe, it } from "@effect/vitest"
import {
  Cause,
  Clock,
  Context,
  type Duration,
  Effect,
  Exit,
  Fiber,
  Layer,
  Logger,
  Metric,
  Queue,
  Random,
  Redacted,
  Tracer
} from "effect"
import { TestClock } from "effect/testing"
import * as BackendConfigApi from "../../../src/adapters/backend/ConfigApi.ts"
import type { CallMessage } from "../../../src/domain/CallMessage.ts"
import type { CallEnd, CallStart } from "../../../src/domain/CallRecord.ts"
import { AgentId, CallId, MessageId, RowId } from "../../../src/domain/Ids.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { ConfigApi } from "../../../src/services/ConfigApi.ts"
import { type Answer, json, scriptedHttp, status } from "../../support/ScriptedHttp.ts"

const dialled = PhoneNumber.make("+14505550161")
const agent = { id: "agent-1", name: "John", twilioTrunkSid: "TK1", config: { defaultLanguage: "FRENCH" } }
const found = () => json({ agent })
const callId = CallId.make("call-1")
const rowId = RowId.make("row-1")
const start: CallStart = {
  agentId: AgentId.make("agent-1"),
  callerNumber: PhoneNumber.make("+15145550199"),
  dialedNumber: dialled,
  roomName: "call-_+15145550199_abc",
  startedAt: "2026-11-22T18:00:00.000Z"
}
const end: CallEnd = {
  endedAt: "2026-11-22T18:01:00.000Z",
  durationSeconds: 60,
  endReason: "agent_end",
  language: "FRENCH",
  metadata: { callId, endedBy: "agent", usage: [] }
}

const message: CallMessage = {
  id: MessageId.make("msg-1"),
  kind: "callback",
  agentId: AgentId.make("agent-1"),
  callerName: "Luc",
  callbackNumber: PhoneNumber.make("+15145550199"),
  text: "Rappeler au sujet de la facture",
  urgency: "normal",
  language: "FRENCH",
  takenAt: "2026-11-22T18:00:30.000Z",
  complete: true
}

const backend = Effect.fnUntraced(function*(
  answers: ReadonlyArray<() => Answer>,
  options: { readonly maxRetries?: number; readonly retryDelay?: Duration.Input; readonly baseUrl?: string } = {}
) {
  const http = yield* scriptedHttp(...answers)
  const layer = BackendConfigApi.layer({
    ...options,
    baseUrl: new URL(options.baseUrl ?? "http://backend.test:3001"),
    apiKey: Redacted.make("key-canary")
  })
  const context = yield* Layer.build(layer.pipe(Layer.provide(http.layer)))
  return { ...http, api: Context.get(context, ConfigApi) }
})

/** Lets a look-up run to its end on the test's clock; says when that was. */
const toItsEnd = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const timed = Effect.flip(effect).pipe(
      Effect.flatMap((error) => Effect.map(Clock.currentTimeMillis, (at) => ({ error, at })))
    )
    const fiber = yield* Effect.forkChild(timed, { startImmediately: true })
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

/** The waits that a seed gives: `base`, doubled each time, times 0.8 to 1.2, never over four seconds. */
const waits = (seed: string, base: number, count: number) =>
  Effect.forEach(
    Array.from({ length: count }, (_, index) => base * 2 ** index),
    (delay) => Effect.map(Random.next, (random) => Math.round(Math.min(delay * (0.8 + 0.4 * random), 4000)))
  ).pipe(Random.withSeed(seed))

const retried = Effect.map(
  Metric.snapshot,
  (metrics) => metrics.find(({ id }) => id === "receptionist_backend_retries_total")?.state
)

describe("the look-up of an agent", () => {
  it.effect("asks once, with our key and the number encoded, and follows no redirect", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([found], { baseUrl: "https://backend.test/base/?x=1" })
      const config = yield* api.agentByPhone(dialled)
      assert.strictEqual(config.name, "John")
      assert.strictEqual(config.provisioning.twilioTrunkSid, "TK1")
      assert.lengthOf(sent, 1)
      assert.strictEqual(sent[0]?.url, "https://backend.test/base/api/agents/by-phone/%2B14505550161")
      assert.strictEqual(sent[0]?.method, "GET")
      assert.strictEqual(sent[0]?.headers["authorization"], "Bearer key-canary")
      assert.strictEqual(sent[0]?.redirect, "manual")
      assert.match(sent[0]?.headers["traceparent"] ?? "", /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
    }))

  it.effect("tries again on a growing, jittered schedule, to the millisecond", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => status(503)])
      const { at, error } = yield* toItsEnd(api.agentByPhone(dialled)).pipe(Random.withSeed("a seed"))
      const [first = 0, second = 0, third = 0] = yield* waits("a seed", 1000, 3)
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, first, first + second, first + second + third])
      assert.notStrictEqual(first, 1000)
      assert.strictEqual(at, first + second + third)
      assert.strictEqual(error._tag, "BackendUnavailable")
      assert.include(error.message, "HTTP 503")
      assert.deepInclude(yield* retried, { count: 3 })
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map())))

  it.effect("takes its number of tries and its first wait from the options", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => status(500)], { maxRetries: 1, retryDelay: "100 millis" })
      yield* toItsEnd(api.agentByPhone(dialled)).pipe(Random.withSeed("b"))
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, ...yield* waits("b", 100, 1)])
      const never = yield* backend([() => status(500)], { maxRetries: 0 })
      yield* toItsEnd(never.api.agentByPhone(dialled))
      assert.lengthOf(never.sent, 1)
    }))

  it.effect.each([
    ["2", 2000],
    ["0", 100],
    ["3600", 4000],
    ["Thu, 01 Jan 1970 00:00:03 GMT", 3000],
    ["Thu, 01 Jan 1970 09:00:00 GMT", 4000],
    ["soon", 100]
  ])("honours Retry-After: %s, up to the cap", ([retryAfter, wait]) =>
    Effect.gen(function*() {
      const { api, sent, arrivals } = yield* backend(
        [() => status(429, { "retry-after": String(retryAfter) }), found],
        { retryDelay: "100 millis" }
      )
      const fiber = yield* Effect.forkChild(api.agentByPhone(dialled).pipe(Random.withSeed("c")))
      yield* Queue.take(arrivals)
      yield* TestClock.adjust("5 seconds")
      yield* Fiber.join(fiber)
      const [backoff] = yield* waits("c", 100, 1)
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, wait === 100 ? backoff : wait])
    }))

  it.effect("gives up at the deadline, after tries that each had their own", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => "hangs"], { retryDelay: "100 millis" })
      const { at, error } = yield* toItsEnd(api.agentByPhone(dialled)).pipe(Random.withSeed("d"))
      const [first = 0, second = 0] = yield* waits("d", 100, 2)
      assert.deepStrictEqual(sent.map(({ at }) => at), [0, 3000 + first, 6000 + first + second])
      assert.strictEqual(at, 8000)
      assert.deepInclude(error, { _tag: "BackendUnavailable", detail: "timeout" })
    }))

  it.effect("does not wait for a try that would begin after the deadline", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => status(503)], { maxRetries: 10 })
      const { at, error } = yield* toItsEnd(api.agentByPhone(dialled)).pipe(Random.withSeed("e"))
      assert.isBelow(at, 8000)
      assert.strictEqual(at, sent.at(-1)?.at)
      assert.deepInclude(error, { _tag: "BackendUnavailable", detail: "HTTP 503" })
    }))

  it.effect.each([408, 429, 500, 501, 502, 503, 504])("tries again after HTTP %s", (code) =>
    Effect.gen(function*() {
      const { api, arrivals } = yield* backend([() => status(code), found])
      const fiber = yield* Effect.forkChild(api.agentByPhone(dialled))
      yield* Queue.take(arrivals)
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual((yield* Fiber.join(fiber)).name, "John")
    }))

  it.effect("tries again after a connection that was dropped, and says how it was", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => ({ drops: "ECONNREFUSED" })])
      const { error } = yield* toItsEnd(api.agentByPhone(dialled))
      assert.lengthOf(sent, 4)
      assert.deepInclude(error, { _tag: "BackendUnavailable", detail: "transport: ECONNREFUSED" })
    }))

  const page = "<!doctype html><title>Welcome</title>"
  it.effect.each<[string, () => Response, object]>([
    ["404", () => json({ error: "Agent not found" }, 404), { _tag: "UnknownNumber", reason: "absent" }],
    ["404 with nobody", () => json({ agent: null }, 404), { _tag: "UnknownNumber", reason: "absent" }],
    ["no agent", () => json({ agent: null }), { _tag: "UnknownNumber", reason: "absent" }],
    ["archived", () => json({ agent: { ...agent, deletedAt: "2026-01-01" } }), {
      _tag: "UnknownNumber",
      reason: "archived"
    }],
    ["401", () => status(401), { _tag: "BackendUnauthorized", status: 401 }],
    ["403", () => status(403), { _tag: "BackendUnauthorized", status: 403 }],
    ["400", () => status(400), { _tag: "BackendUnavailable", detail: "HTTP 400" }],
    ["302", () => status(302, { location: "http://elsewhere.test" }), {
      _tag: "BackendUnavailable",
      detail: "HTTP 302, a redirect: not followed"
    }],
    ["HTML", () => new Response(page, { headers: { "content-type": "text/html" } }), {
      _tag: "BackendUnavailable",
      detail: "not JSON"
    }],
    ["half of it", () => new Response(`{"agent": {"id": "a`), { _tag: "BackendUnavailable", detail: "not JSON" }],
    ["nothing", () => new Response(null, { status: 204 }), { _tag: "BackendUnavailable", detail: "not JSON" }],
    ["wrong agent", () => json({ agent: { ...agent, name: 5, config: { transfers: 3 } } }), {
      _tag: "InvalidAgentConfig",
      problems: [
        "agent.config.transfers: expected array, found number",
        "agent.config.name: expected a string that is not empty, found nothing"
      ]
    }]
  ])("asks once and knows what it is: %s", ([_, answer, expected]) =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([answer])
      const error = yield* Effect.flip(api.agentByPhone(dialled))
      assert.deepInclude(error, expected)
      assert.lengthOf(sent, 1)
    }))

  it.effect("refuses an answer over 1 MB without reading it to its end", () =>
    Effect.gen(function*() {
      let pulled = 0
      const endless = () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              pulled += 1
              controller.enqueue(new Uint8Array(100_000).fill(32))
            }
          })
        )
      const { api, sent } = yield* backend([endless])
      const error = yield* Effect.flip(api.agentByPhone(dialled))
      assert.deepInclude(error, { _tag: "BackendUnavailable", detail: "answer over 1 MB" })
      assert.lengthOf(sent, 1)
      assert.isBelow(pulled, 20)
    }))

  it.effect("reads text that is cut within a character", () =>
    Effect.gen(function*() {
      const bytes = new TextEncoder().encode(JSON.stringify({ agent: { ...agent, name: "Zoé" } }))
      const cut = bytes.indexOf(0xc3) + 1
      const answer = () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(bytes.slice(0, cut))
              controller.enqueue(bytes.slice(cut))
              controller.close()
            }
          })
        )
      const { api } = yield* backend([answer])
      assert.strictEqual((yield* api.agentByPhone(dialled)).name, "Zoé")
    }))
})

describe("the call's row", () => {
  it.effect.each<[string, unknown, string]>([
    ["a string", { id: "row-9" }, "row-9"],
    ["a number", { id: 9 }, "9"],
    ["wrapped", { call: { id: "row-9" } }, "row-9"]
  ])("has the id of the answer: %s", ([_, answer, id]) =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => json(answer, 201)])
      assert.strictEqual(yield* api.createCall(callId, start), id)
      assert.deepStrictEqual(JSON.parse(sent[0]?.body ?? ""), start)
      assert.deepInclude(sent[0], { method: "POST", url: "http://backend.test:3001/api/calls" })
    }))

  it.effect("is asked for with one key, however often", () =>
    Effect.gen(function*() {
      const { api, arrivals, sent } = yield* backend([() => ({ drops: "ECONNRESET" }), () =>
        status(500), () =>
        json({ id: 1 })])
      const fiber = yield* Effect.forkChild(api.createCall(callId, start))
      yield* Queue.take(arrivals)
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(yield* Fiber.join(fiber), "1")
      assert.deepStrictEqual(
        sent.map(({ headers }) =>
          headers["idempotency-key"]
        ),
        [callId, callId, callId]
      )
    }))

  it.effect("may take thirty seconds", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => "hangs"])
      const { at, error } = yield* toItsEnd(api.createCall(callId, start))
      assert.strictEqual(at, 30_000)
      assert.isAbove(sent.length, 1)
      assert.deepInclude(error, { _tag: "BackendUnavailable", operation: "createCall", detail: "timeout" })
    }))

  it.effect.each([{ ok: true }, { id: "../agents" }, { id: ".." }, { id: "" }, { id: "r".repeat(129) }, { id: 1e21 }])(
    "needs an id in the answer that can stand in a path: %o",
    (answer) =>
      Effect.gen(function*() {
        const { api } = yield* backend([() => json(answer)])
        assert.deepInclude(yield* Effect.flip(api.createCall(callId, start)), { detail: "an answer without an id" })
      })
  )

  it.effect("is ended and linked where the contract says", () =>
    Effect.gen(function*() {
      const { api, sent } = yield* backend([() => new Response(null, { status: 204 }), () => new Response("thanks")])
      const transcript = { url: "u", language: "FRENCH", messageCount: 4, anonymization: "complete" } as const
      yield* api.endCall(rowId, end)
      yield* api.linkTranscript(rowId, transcript, "call-1:transcript")
      yield* api.linkRecording(rowId, { url: "u", format: "ogg", bytes: 7 }, "call-1:recording")
      yield* api.leaveMessage(rowId, message)
      assert.deepStrictEqual(sent.map(({ body, method, url }) => [method, new URL(url).pathname, JSON.parse(body)]), [
        ["PATCH", "/api/calls/row-1", end],
        ["POST", "/api/calls/row-1/transcription", transcript],
        ["POST", "/api/calls/row-1/recording", { url: "u", format: "ogg", bytes: 7 }],
        ["POST", "/api/calls/row-1/messages", message]
      ])
      // Under these keys a retry counts once, from whichever process it comes.
      assert.deepStrictEqual(sent.map(({ headers }) => headers["idempotency-key"]), [
        undefined,
        "call-1:transcript",
        "call-1:recording",
        "msg-1"
      ])
    }))

  it.effect("of a call that belongs to no agent goes where it is told to, or stays owed", () =>
    Effect.gen(function*() {
      const kept: Array<unknown> = []
      const { layer } = yield* scriptedHttp()
      const row = { roomName: "r", startedAt: start.startedAt, ...end }
      const options = { baseUrl: new URL("http://backend.test"), apiKey: Redacted.make("key") }
      const keeping = BackendConfigApi.layer({
        ...options,
        keepUnassigned: (id, call) => Effect.sync(() => void kept.push([id, call]))
      })
      yield* ConfigApi.use((api) => api.keepUnassigned(callId, row)).pipe(
        Effect.provide([keeping.pipe(Layer.provide(layer))])
      )
      assert.deepStrictEqual(kept, [[callId, row]])
      const error = yield* ConfigApi.use((api) => api.keepUnassigned(callId, row)).pipe(
        Effect.provide(BackendConfigApi.layer(options).pipe(Layer.provide(layer))),
        Effect.flip
      )
      assert.deepInclude(error, { _tag: "BackendUnavailable", detail: "no place for it" })
    }))

  it.effect("that is refused says so", () =>
    Effect.gen(function*() {
      const { api } = yield* backend([() => status(401), () => status(404)])
      assert.deepInclude(yield* Effect.flip(api.endCall(rowId, end)), { _tag: "BackendUnauthorized", status: 401 })
      assert.deepInclude(yield* Effect.flip(api.endCall(rowId, end)), { operation: "endCall", detail: "HTTP 404" })
    }))

  it.effect("that was erased is told of by the backend alone, and not by what stands before it", () =>
    Effect.gen(function*() {
      const erased = () => json({ _tag: "Erased", message: "this call was erased" }, 410)
      const { api } = yield* backend([erased, erased, () => json({ error: "Gone" }, 410), () => status(410)])
      assert.strictEqual((yield* Effect.flip(api.createCall(callId, start)))._tag, "CallErased")
      assert.strictEqual((yield* Effect.flip(api.endCall(rowId, end)))._tag, "CallErased")
      for (const _ of ["another's words", "no words"]) {
        assert.deepInclude(yield* Effect.flip(api.endCall(rowId, end)), {
          _tag: "BackendUnavailable",
          detail: "HTTP 410"
        })
      }
    }))
})

it.effect("no number, name, room or key is in a span, a log or an error", () =>
  Effect.gen(function*() {
    const spans: Array<Tracer.NativeSpan> = []
    const logged: Array<string> = []
    const tracer = Tracer.make({
      span(options) {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
    const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))
    const canary = {
      ...agent,
      name: "Canary Name",
      config: { transfers: [{ department: "Canary", phone_number: "canary" }] }
    }
    const { api } = yield* backend([
      () => json({ agent: canary }),
      () => ({ drops: "ECONNRESET" }),
      () => status(503),
      () => json({ agent: { ...canary, config: { defaultLanguage: "Canary" } } }),
      () => status(503)
    ])
    const errors = yield* Effect.gen(function*() {
      yield* api.agentByPhone(dialled)
      const invalid = yield* toItsEnd(api.agentByPhone(PhoneNumber.make("+14505550162")))
      const unwritten = yield* toItsEnd(api.createCall(callId, start))
      return [invalid.error, unwritten.error]
    }).pipe(Effect.provideService(Tracer.Tracer, tracer), Effect.provide(Logger.layer([logger])))
    const told = spans.map(({ attributes, events, name, status }) =>
      // Exporters send the cause of a failure; what an effect succeeded with goes nowhere.
      [
        name,
        ...attributes,
        ...events.map(([event, _at, fields]) => `${event} ${JSON.stringify(fields)}`),
        status._tag === "Ended" && Exit.isFailure(status.exit) ? Cause.pretty(status.exit.cause) : ""
      ]
        .map(String).join(" ")
    )
    assert.isAbove(logged.length, 2)
    const first = spans.find(({ name }) => name === "ConfigApi.request")
    assert.deepStrictEqual([...first?.attributes ?? []], [
      ["http.request.method", "GET"],
      ["http.route", "/api/agents/by-phone/:phone"],
      ["http.response.status_code", 200]
    ])
    assert.isTrue(told.some((span) => span.includes("ECONNRESET")))
    for (const text of [...logged, ...told, ...errors.map((error) => `${error.message} ${JSON.stringify(error)}`)]) {
      assert.notMatch(text, /canary|5550|%2B|\+1/i)
    }
  }))
