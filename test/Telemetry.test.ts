import { assert, describe, it } from "@effect/vitest"
import { telemetry } from "@livekit/agents"
import { Console, Effect, Fiber, Metric, Option, Queue, Redacted, Schema, Tracer } from "effect"
import { TestClock } from "effect/testing"
import type { SettingsShape } from "../src/settings/groups.ts"
import * as Telemetry from "../src/Telemetry.ts"
import { localServer } from "./support/LocalServer.ts"

const number = "+15145550199"
const words = "je voudrais un rendez-vous pour Jean Tremblay"

type Options = SettingsShape["telemetry"] & { readonly version: string }

const options: Options = {
  logLevel: "Info",
  logFormat: Option.some("json"),
  serviceName: "receptionist",
  endpoint: Option.none(),
  headers: Option.none(),
  version: "0.1.0"
}

/** Runs the program with the telemetry around it, and gives back what was printed. */
const printed = <A, E>(program: Effect.Effect<A, E>, overrides: Partial<Options> = {}) =>
  Effect.gen(function*() {
    const lines: Array<string> = []
    const console = yield* Console.Console
    yield* program.pipe(
      Effect.exit,
      Effect.provide(Telemetry.layer({ ...options, ...overrides })),
      Effect.provideService(Console.Console, { ...console, log: (...parts) => void lines.push(parts.join(" ")) })
    )
    return lines
  })

const parse = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

class Tagged extends Schema.TaggedError<Tagged>()("Tagged", { secret: Schema.String }) {
  override get message() {
    return `the lookup of ${number} failed`
  }
}

describe("Logs", () => {
  it.effect("are a line of JSON each, with the annotations and the trace", () =>
    Effect.gen(function*() {
      const [line = "", ...rest] = yield* printed(
        Effect.logInfo("phase", { phase: "ring" }).pipe(
          Effect.annotateLogs({ callId: "call_1" }),
          Effect.withSpan("HandleCall")
        )
      )
      assert.deepStrictEqual(rest, [])
      const { spanId, time, traceId, ...fields } = yield* parse(line)
      assert.deepStrictEqual(fields, { level: "INFO", message: "phase", phase: "ring", callId: "call_1" })
      assert.strictEqual(time, "1970-01-01T00:00:00.000Z")
      assert.match(String(traceId), /^[0-9a-f]{32}$/)
      assert.match(String(spanId), /^[0-9a-f]{16}$/)
    }))

  it.effect("obey the level", () =>
    Effect.gen(function*() {
      const program = Effect.logDebug("fine").pipe(Effect.andThen(Effect.logWarning("coarse")))
      assert.strictEqual((yield* printed(program)).length, 1)
      assert.strictEqual((yield* printed(program, { logLevel: "Debug" })).length, 2)
      assert.strictEqual((yield* printed(program, { logLevel: "None" })).length, 0)
    }))

  it.effect("are readable when pretty", () =>
    Effect.gen(function*() {
      const [line = ""] = yield* printed(
        Effect.logWarning("Storage is slow").pipe(Effect.annotateLogs({ callId: "call_1" })),
        { logFormat: Option.some("pretty") }
      )
      assert.match(line, /^00:00:00\.000 .*WARN.* Storage is slow .*callId=call_1/)
    }))

  it.effect.each(["json", "pretty"] as const)(
    "are bounded, and one line each, whatever somebody else wrote (%s)",
    (format) =>
      Effect.gen(function*() {
        const hostile = "\u001b[2J\r\nERROR forged\u202e\u0000"
        const cut = `${"x".repeat(3_990)}${number}`
        const lines = yield* printed(
          Effect.logWarning(hostile, { problems: Array.from({ length: 500 }, () => hostile), [hostile]: cut }).pipe(
            Effect.andThen(Effect.logWarning(
              "a row",
              Object.fromEntries(
                Array.from({ length: 40 }, (_, n) => [`k${n}`, "y".repeat(20_000)])
              )
            )),
            Effect.andThen(Effect.logWarning("z".repeat(700_000)))
          ),
          { logFormat: Option.some(format) }
        )
        assert.lengthOf(lines, 3)
        for (const line of lines) {
          // Our own colours are not somebody else's.
          const plain = ["33", "39", "90"].reduce((text, color) => text.replaceAll(`\u001b[${color}m`, ""), line)
          assert.notMatch(plain, /[\p{Cc}\p{Cf}]/u)
          assert.isBelow(line.length, 33_000)
          assert.notInclude(line, "+1514")
        }
        assert.include(lines[0], "and 450 more")
        assert.include(lines[1], "a row")
      })
  )

  it.effect.each(["json", "pretty"] as const)(
    "hold no number and no private text, whatever is logged (%s)",
    (format) =>
      Effect.gen(function*() {
        const lines = yield* printed(
          Effect.gen(function*() {
            yield* Effect.logInfo(`from ${number}`, { nested: [{ to: `sip:jean@${number}` }] })
            yield* Effect.logError(new Tagged({ secret: words }))
            yield* Effect.logError(new Error(words))
            yield* Effect.logInfo("key", Redacted.make(words))
            yield* Effect.fail(new Tagged({ secret: words })).pipe(
              Effect.tapCause((cause) => Effect.logError("failed", cause)),
              Effect.ignore
            )
            yield* Effect.die(new TypeError(words)).pipe(
              Effect.tapCause((cause) => Effect.logError("died", cause)),
              Effect.exit
            )
          }).pipe(Effect.annotateLogs({ room: `call-${number}` })),
          { logFormat: Option.some(format) }
        )
        assert.strictEqual(lines.length, 6)
        const all = lines.join("\n")
        assert.notInclude(all, number)
        assert.notInclude(all, "Jean")
        assert.include(all, "Tagged: the lookup of <number> failed")
        assert.include(all, "TypeError")
        assert.include(all, "Telemetry.test.ts")
      })
  )
})

it("reads the collector's headers, whether or not their values are percent-encoded", () => {
  assert.deepStrictEqual(Telemetry.headersOf(Option.some(Redacted.make("a=b%20c, key = 50%off==,=x"))), {
    a: "b c",
    key: "50%off=="
  })
  assert.deepStrictEqual(Telemetry.headersOf(Option.none()), {})
})

const Otlp = Schema.fromJsonString(Schema.Struct({
  resourceSpans: Schema.Array(Schema.Struct({
    scopeSpans: Schema.Array(Schema.Struct({
      spans: Schema.Array(Schema.Struct({
        name: Schema.String,
        traceId: Schema.String,
        spanId: Schema.String,
        parentSpanId: Schema.optionalKey(Schema.String),
        attributes: Schema.Array(Schema.Struct({ key: Schema.String, value: Schema.Unknown }))
      }))
    }))
  }))
}))
const decodeSpans = Schema.decodeUnknownEffect(Otlp)

describe("Export over OTLP", () => {
  const exported = <A, E>(program: Effect.Effect<A, E>) =>
    Effect.gen(function*() {
      const server = yield* localServer(() => ({
        status: 200,
        body: "{}",
        headers: { "content-type": "application/json" }
      }))
      yield* printed(program, {
        endpoint: Option.some(new URL(server.url)),
        headers: Option.some(Redacted.make("api-key=abc, x=%20y"))
      })
      return yield* Queue.takeAll(server.requests)
    })

  it.effect("sends one trace with the SDK's spans in ours, and the metrics, before it is released", () =>
    Effect.gen(function*() {
      const requests = yield* exported(
        Effect.gen(function*() {
          yield* Metric.update(Metric.counter("receptionist_test_total", { incremental: true }), 1)
          yield* Effect.sync(() => telemetry.tracer.startSpan({ name: "agent_session" }).end()).pipe(
            Effect.withSpan("HandleCall.converse")
          )
        }).pipe(Effect.withSpan("HandleCall"))
      )
      assert.sameMembers(requests.map(({ url }) => url), ["/v1/traces", "/v1/metrics"])
      for (const { headers } of requests) assert.deepStrictEqual([headers["api-key"], headers["x"]], ["abc", "y"])
      assert.include(requests.find(({ url }) => url === "/v1/metrics")?.body, "receptionist_test_total")

      const { resourceSpans } = yield* decodeSpans(requests.find(({ url }) => url === "/v1/traces")?.body)
      const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
      const byName = (name: string) => spans.find((span) => span.name === name)
      assert.strictEqual(new Set(spans.map(({ traceId }) => traceId)).size, 1)
      assert.strictEqual(byName("agent_session")?.parentSpanId, byName("HandleCall.converse")?.spanId)
      assert.strictEqual(byName("HandleCall.converse")?.parentSpanId, byName("HandleCall")?.spanId)
    }))

  it.effect("sends no number, no words and no text of a defect", () =>
    Effect.gen(function*() {
      const requests = yield* exported(
        Effect.gen(function*() {
          yield* Effect.annotateCurrentSpan({ to: `tel:${number}`, "call.id": "call_1", said: [number] })
          yield* Effect.sync(() => {
            const span = telemetry.tracer.startSpan({
              name: `agent_turn ${number}`,
              attributes: {
                "lk.pii.user_input": words,
                "gen_ai.input.messages": words,
                "lk.model": "gpt-realtime",
                "lk.session_options": words
              }
            })
            span.recordException(new Error(words))
            span.setStatus({ code: 2, message: words })
            span.end()
          })
          yield* Effect.fail(new Tagged({ secret: words })).pipe(Effect.withSpan("Failing"), Effect.ignore)
          yield* Effect.die(new TypeError(words)).pipe(Effect.withSpan("Dying"), Effect.exit)
        }).pipe(Effect.withSpan("HandleCall"))
      )
      const body = requests.map(({ body }) => body).join("\n")
      assert.notInclude(body, number)
      assert.notInclude(body, "Jean")
      for (
        const kept of ["call_1", "gpt-realtime", "the lookup of <number> failed", "TypeError", "Telemetry.test.ts"]
      ) {
        assert.include(body, kept)
      }
    }))

  it.effect("does not hold the end up when the collector never answers", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => "never")
      const fiber = yield* printed(Effect.void.pipe(Effect.withSpan("HandleCall")), {
        endpoint: Option.some(new URL(server.url))
      }).pipe(Effect.forkChild)
      yield* Queue.take(server.requests)
      yield* TestClock.adjust("1 second").pipe(
        Effect.andThen(Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))),
        Effect.repeat({ until: () => fiber.pollUnsafe() !== undefined })
      )
      assert.include((yield* Fiber.join(fiber)).join(), "not sent")
    }))

  it.effect("loads nothing and changes no tracer without a collector", () =>
    Effect.gen(function*() {
      const before = yield* Tracer.Tracer
      const after = yield* Tracer.Tracer.pipe(Effect.provide(Telemetry.layer(options)))
      assert.strictEqual(after, before)
    }))
})
