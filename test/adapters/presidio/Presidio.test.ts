import { assert, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Logger, Tracer } from "effect"
import { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { makePresidio } from "../../../src/adapters/presidio/Presidio.ts"
import { type Fault, type PresidioStub, presidioStub } from "../../support/PresidioStub.ts"

const urls = { analyzerUrl: new URL("http://analyzer:3000/"), anonymizerUrl: new URL("http://anonymizer:3000") }

const started = Effect.fnUntraced(function*(options?: PresidioStub) {
  const stub = presidioStub(options)
  const presidio = yield* makePresidio(urls).pipe(Effect.provideService(HttpClient.HttpClient, stub.client))
  return { ...presidio, sent: stub.sent, analyses: () => stub.sent.filter(({ path }) => path === "/analyze") }
})

const fields = (...texts: ReadonlyArray<string>) => texts.map((text) => ({ text }))

const onAnalyze = (fault: (count: number) => Fault): PresidioStub => ({
  fault: (path, count) => path === "/analyze" ? fault(count) : undefined
})

/** What comes of `effect` once every wait of it is over. */
const outcome = Effect.fnUntraced(function*<A, E, R>(effect: Effect.Effect<A, E, R>) {
  const fiber = yield* effect.pipe(Effect.exit, Effect.forkChild({ startImmediately: true }))
  yield* TestClock.adjust("1 minute")
  return yield* Fiber.join(fiber)
})

const failureOf = <A, E>(exit: Exit.Exit<A, E>) => {
  const error = Exit.findErrorOption(exit)
  return error._tag === "Some" ? error.value : undefined
}

it.effect("finds in every field, in both languages once, at UTF-16 offsets", () =>
  Effect.gen(function*() {
    const { analyses, find } = yield* started()
    const texts = ["😀😀 Marie Tremblay, 514-555-0147", "", " … ", "𝒵 Bob, H2X 1Y4"]
    const spans = yield* find(fields(...texts), ["fr", "en"])
    assert.deepStrictEqual(
      spans.map(({ end, field, start, type }) => [field, type, texts[field]?.slice(start, end)]),
      [[0, "PERSON", "Marie Tremblay"], [0, "PHONE", "514-555-0147"], [3, "PERSON", "Bob"], [3, "POSTAL", "H2X 1Y4"]]
    )
    const bodies = analyses().map(({ body }) => JSON.parse(body))
    assert.deepStrictEqual(bodies.map(({ language }) => language), ["fr", "en"])
    for (const body of bodies) {
      assert.deepStrictEqual(body.text, [texts[0], texts[3]])
      assert.strictEqual(body.score_threshold, 0.35)
      assert.includeMembers(body.entities, ["CREDIT_CARD", "CA_SIN", "POSTAL_CODE", "CA_HEALTH_CARD"])
    }
  }))

it.effect("sends long transcripts in batches, and nothing where there is nothing to read", () =>
  Effect.gen(function*() {
    const { analyses, find } = yield* started()
    assert.deepStrictEqual(yield* find(fields("", "?!"), ["fr"]), [])
    assert.strictEqual(analyses().length, 0)
    const spans = yield* find(fields(...Array.from({ length: 250 }, () => "c'est Zoé")), ["fr"])
    assert.deepStrictEqual(spans.map(({ field }) => field), Array.from({ length: 250 }, (_, index) => index))
    assert.deepStrictEqual(analyses().map(({ body }) => JSON.parse(body).text.length), [100, 100, 50])
  }))

it.effect("makes one of findings that overlap, so that nothing of either is left", () =>
  Effect.gen(function*() {
    const text = "au 12 rue Ann, Zoé"
    const answer = [[
      { entity_type: "LOCATION", start: 3, end: 10, score: 0.6, analysis_explanation: null },
      { entity_type: "PERSON", start: 6, end: 13, score: 0.85, analysis_explanation: null },
      { entity_type: "PERSON", start: 15, end: 18, score: 0.85, analysis_explanation: null }
    ]]
    const { find } = yield* started(onAnalyze(() => Response.json(answer)))
    assert.deepStrictEqual(yield* find(fields(text), ["fr"]), [
      { field: 0, start: 3, end: 13, type: "PERSON" },
      { field: 0, start: 15, end: 18, type: "PERSON" }
    ])
  }))

it.effect("tries again after a failure that may pass", () =>
  Effect.gen(function*() {
    const faults: ReadonlyArray<Fault> = ["drops", new Response("{", { status: 503 })]
    const { analyses, find } = yield* started(onAnalyze((count) => faults[count - 1]))
    const exit = yield* outcome(find(fields("Bob"), ["fr"]))
    assert.deepStrictEqual(Exit.isSuccess(exit) ? exit.value : undefined, [{
      field: 0,
      start: 0,
      end: 3,
      type: "PERSON"
    }])
    assert.strictEqual(analyses().length, 3)
  }))

it.effect("gives up within its deadline", () =>
  Effect.gen(function*() {
    const { find } = yield* started(onAnalyze(() => "hangs"))
    const fiber = yield* find(fields("Bob"), ["fr"]).pipe(Effect.flip, Effect.forkChild({ startImmediately: true }))
    yield* TestClock.adjust("8 seconds")
    const error = yield* Fiber.join(fiber)
    assert.deepInclude(error, { _tag: "PresidioUnavailable", operation: "/analyze", detail: "timeout" })
  }))

it.effect.each<readonly [string, () => Response, string]>([
  ["an error", () => new Response("{\"error\":\"No text provided\"}", { status: 500 }), "HTTP 500"],
  ["a refusal", () => new Response("{\"error\":\"no\"}", { status: 400 }), "HTTP 400"],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "http://elsewhere" } }), "HTTP 302"],
  ["a page", () => new Response("<html>", { status: 200 }), "unexpected answer"],
  ["fewer lists than texts", () => Response.json([]), "unexpected answer"],
  ["a flat list", () => Response.json([{ entity_type: "PERSON", start: 0, end: 3, score: 1 }]), "unexpected answer"],
  [
    "a finding without a score",
    () => Response.json([[{ entity_type: "PERSON", start: 0, end: 3 }]]),
    "unexpected answer"
  ],
  [
    "an offset past the end",
    () => Response.json([[{ entity_type: "PERSON", start: 0, end: 4, score: 1 }]]),
    "unexpected answer"
  ],
  [
    "an empty finding",
    () => Response.json([[{ entity_type: "PERSON", start: 3, end: 3, score: 1 }]]),
    "unexpected answer"
  ],
  [
    "an entity that was not asked for",
    () => Response.json([[{ entity_type: "NRP", start: 0, end: 3, score: 1 }]]),
    "unexpected answer"
  ]
])("fails on %s, and never takes it for nothing found", ([, answer, detail]) =>
  Effect.gen(function*() {
    const { find } = yield* started(onAnalyze(answer))
    assert.deepInclude(failureOf(yield* outcome(find(fields("Bob"), ["fr"]))), { _tag: "PresidioUnavailable", detail })
  }))

it.effect("does not start where a language lacks what we require", () =>
  Effect.gen(function*() {
    const all = ["PERSON", "LOCATION", "PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "CA_SIN"]
    const supported = { en: all, fr: all.filter((entity) => !entity.startsWith("C")) }
    const error = yield* Effect.flip(started({ supported }))
    assert.deepInclude(error, { _tag: "PresidioIncomplete", language: "fr", missing: ["CREDIT_CARD", "CA_SIN"] })
    assert.include(error.message, "CREDIT_CARD, CA_SIN in fr")
  }))

it.effect.each(["/health", "/supportedentities"])("does not start without %s", (broken) =>
  Effect.gen(function*() {
    const exit = yield* outcome(
      started({ fault: (path) => path === broken ? new Response("", { status: 502 }) : undefined })
    )
    assert.deepInclude(failureOf(exit), { _tag: "PresidioUnavailable", operation: broken, detail: "HTTP 502" })
  }))

it.effect("replaces by numbered placeholders, the same name side by side once", () =>
  Effect.gen(function*() {
    const { replace } = yield* started()
    const text = "😀 Ann Bob, Ann Ann"
    const at = (value: string, by: string, from = 0) => {
      const start = text.indexOf(value, from)
      return { start, end: start + value.length, by }
    }
    assert.strictEqual(
      yield* replace(text, [
        at("Ann", "<PERSON_1>"),
        at("Bob", "<PERSON_2>"),
        at("Ann", "<PERSON_1>", 8),
        at("Ann", "<PERSON_1>", 15)
      ]),
      "😀 <PERSON_1> <PERSON_2>, <PERSON_1>"
    )
    assert.strictEqual(yield* replace("rien", []), "rien")
  }))

it.effect.each<readonly [string, unknown]>([
  ["the raw text", { text: "c'est Bob", items: [] }],
  ["half of it", { text: "c'est ", items: [] }],
  ["no items", { text: "c'est <PERSON_1>" }]
])("fails when the anonymizer gives %s back", ([, answer]) =>
  Effect.gen(function*() {
    const { replace } = yield* started({ fault: (path) => path === "/anonymize" ? Response.json(answer) : undefined })
    const exit = yield* outcome(replace("c'est Bob", [{ start: 6, end: 9, by: "<PERSON_1>" }]))
    assert.deepInclude(failureOf(exit), { _tag: "PresidioUnavailable", service: "anonymizer" })
  }))

it.effect("tells nobody what it was sent", () =>
  Effect.gen(function*() {
    const secret = "Marie Tremblay"
    const seen: Array<string> = []
    const logger = Logger.make(({ cause, message }) => void seen.push(String(message), Cause.pretty(cause)))
    const tracer = Tracer.make({
      span: (options) => {
        const span = new Tracer.NativeSpan(options)
        const end = span.end.bind(span)
        span.end = (time, exit) => {
          end(time, exit)
          seen.push(
            span.name,
            JSON.stringify([...span.attributes]),
            Exit.isFailure(exit) ? Cause.pretty(exit.cause) : ""
          )
        }
        return span
      }
    })
    const faults: ReadonlyArray<Fault> = [
      new Response(JSON.stringify({ error: `Did not find word '${secret}'` }), { status: 500 }),
      "drops",
      Response.json({ text: secret })
    ]
    const exit = yield* outcome(
      Effect.gen(function*() {
        const { find } = yield* started(onAnalyze((count) => faults[count - 1] ?? "drops"))
        return yield* find(fields(`c'est ${secret}`), ["fr"]).pipe(Effect.tapCause((cause) => Effect.logError(cause)))
      }).pipe(Effect.withTracer(tracer), Effect.provide(Logger.layer([logger])))
    )
    assert.isTrue(Exit.isFailure(exit))
    assert.isAbove(seen.length, 4)
    assert.notInclude(seen.join("\n") + JSON.stringify(exit), "Tremblay")
  }))
