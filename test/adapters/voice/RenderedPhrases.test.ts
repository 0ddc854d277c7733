import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Option, Queue, Redacted, Tracer } from "effect"
import { TestClock } from "effect/testing"
import type { ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { inspect } from "node:util"
import { vi } from "vitest"
import * as RenderedPhrases from "../../../src/adapters/voice/RenderedPhrases.ts"
import * as Sdk from "../../../src/adapters/voice/Sdk.ts"
import { serve } from "../../../src/sandbox/LocalServer.ts"
import { logLines } from "../../support/DispatchServer.ts"
import { measuredAlone, valuesOf } from "../../support/Measured.ts"

const line = "Bonjour Zorblatt, ici la clinique."
const apiKey = "sk-Vexelbaum"

const audio = (samples: number) => Int16Array.from({ length: samples }, (_, index) => (index * 7919) % 65_536 - 32_768)
const bytesOf = (samples: Int16Array) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)

/** What the endpoint does with a request, whose text it may well repeat. */
type Answer = (response: ServerResponse) => void

const speaks = (samples: Int16Array): Answer => (response) => response.end(bytesOf(samples))
const refuses = (status: number): Answer => (response) => response.writeHead(status).end(`${line} ${apiKey}`)
const breaks: Answer = (response) => {
  response.writeHead(200, { "content-length": "96000" })
  response.write(bytesOf(audio(2400)), () => response.destroy())
}
const speaksBytes = (bytes: number): Answer => (response) => response.end(Buffer.alloc(bytes))
const hangsUp: Answer = (response) => response.destroy()
const staysSilent: Answer = () => {}
const stalls: Answer = (response) => {
  response.writeHead(200, { "content-length": "96000" })
  response.write(bytesOf(audio(2400)))
}
const refusesAtLength: Answer = (response) => {
  response.writeHead(500, { "content-length": "96000" })
  response.write(line)
}

/** Lines from an endpoint that gives these answers, one after the other, and the last of them ever after. */
const lines = Effect.fnUntraced(function*(...answers: ReadonlyArray<Answer>) {
  const requests = yield* Queue.unbounded<Record<string, unknown>>()
  const ended = yield* Queue.unbounded<void>()
  let asked = 0
  const port = yield* serve({
    request: (request, response) =>
      Effect.promise(() => text(request)).pipe(Effect.map((body) => {
        response.once("close", () => Queue.offerUnsafe(ended, undefined))
        answers[Math.min(asked++, answers.length - 1)]?.(response)
        const { headers: { authorization }, method, url } = request
        Queue.offerUnsafe(requests, { method, url, authorization, body: JSON.parse(body) })
      })),
    upgrade: (_request, socket) => Effect.sync(() => void socket.destroy())
  })
  const made = yield* RenderedPhrases.make(Sdk.load, {
    baseURL: `http://127.0.0.1:${port}/openai/v1`,
    apiKey: Redacted.make(apiKey),
    deployment: "tts",
    voice: "alloy"
  })
  return {
    ...made,
    requests,
    asked: () => asked,
    /** Waits until so many requests have ended, by whoever's doing. */
    ended: (count: number) => Queue.takeN(ended, count)
  }
})

/** Takes in all that a program logs and traces. */
const overheard = Effect.fnUntraced(function*<A, E, R>(program: Effect.Effect<A, E, R>) {
  const spans: Array<Tracer.NativeSpan> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const log = yield* logLines
  const exit = yield* Effect.exit(program).pipe(Effect.provide(log.layer), Effect.withTracer(tracer))
  return { exit, spans, told: [...log.all, inspect(spans, { depth: 12 })].join("\n") }
})

describe("a line", () => {
  it.effect("is asked for as the endpoint wants it, and comes back in frames of 100 ms, byte by byte", () =>
    Effect.gen(function*() {
      const spoken = audio(6000)
      const { get, requests } = yield* lines(speaks(spoken))
      const { frames, seconds } = yield* get(line)
      assert.deepStrictEqual(yield* Queue.take(requests), {
        method: "POST",
        url: "/openai/v1/audio/speech",
        authorization: `Bearer ${apiKey}`,
        body: { input: line, model: "tts", voice: "alloy", response_format: "pcm" }
      })
      assert.deepStrictEqual(Buffer.concat(frames.map(({ data }) => bytesOf(data))), Buffer.from(spoken.buffer))
      const shapes = frames.map(({ channels, sampleRate, samplesPerChannel }) => [
        samplesPerChannel,
        sampleRate,
        channels
      ])
      assert.deepStrictEqual(shapes, [[2400, 24_000, 1], [2400, 24_000, 1], [1200, 24_000, 1]])
      // The SDK plays all of a frame's buffer, whatever the view on it.
      assert.isTrue(frames.every(({ data, samplesPerChannel }) => data.buffer.byteLength === 2 * samplesPerChannel))
      assert.strictEqual(seconds, 0.25)
    }))

  it.effect("loses a last byte that is no sample", () =>
    Effect.gen(function*() {
      const { get } = yield* lines(speaksBytes(4801))
      const { frames, seconds } = yield* get(line)
      assert.deepStrictEqual([frames.length, seconds], [1, 0.1])
    }))

  it.effect("is asked for once, by however many at once, and kept", () =>
    Effect.gen(function*() {
      const { asked, get, isKept } = yield* lines(speaks(audio(2400)))
      assert.isFalse(yield* isKept(line))
      const [first, second] = yield* Effect.all([get(line), get(line)], { concurrency: 2 })
      assert.strictEqual(first, second)
      assert.strictEqual(yield* get(line), first)
      assert.isTrue(yield* isKept(line))
      assert.isFalse(yield* isKept("Au revoir."))
      assert.strictEqual(asked(), 1)
      assert.deepStrictEqual(yield* valuesOf("tts_renders_total"), { rendered: 1 })
    }).pipe(measuredAlone))

  const failures: ReadonlyArray<readonly [string, Answer, "ttsFailed" | "noAudio"]> = [
    ["an error of the server's", refuses(500), "ttsFailed"],
    ["a wrong key", refuses(401), "ttsFailed"],
    ["too many requests", refuses(429), "ttsFailed"],
    ["a connection that ends before the answer", hangsUp, "ttsFailed"],
    ["audio that breaks off in the middle", breaks, "ttsFailed"],
    ["no audio at all", speaks(audio(0)), "noAudio"],
    ["less than a sample", speaksBytes(1), "noAudio"]
  ]

  it.effect.each(failures)("is tried once more after %s", ([, answer]) =>
    Effect.gen(function*() {
      const { asked, get } = yield* lines(answer, speaks(audio(2400)))
      assert.strictEqual((yield* get(line)).seconds, 0.1)
      assert.strictEqual(asked(), 2)
      assert.deepStrictEqual(yield* valuesOf("tts_renders_total"), { retried: 1, rendered: 1 })
    }).pipe(measuredAlone))

  it.effect.each(failures)("is given up after %s twice, says so without a private word, and is asked for anew", (
    [, answer, reason]
  ) =>
    Effect.gen(function*() {
      const { asked, get, isKept } = yield* lines(answer, answer, speaks(audio(2400)))
      const { exit, spans, told } = yield* overheard(get(line))
      const error = Option.flatMap(Exit.getCause(exit), Cause.findErrorOption)
      assert.deepInclude({ ...Option.getOrUndefined(error) }, { _tag: "PhraseNotHeard", reason })
      assert.isAbove(spans.length, 0)
      const everything = `${told}\n${inspect(exit, { depth: 12 })}\n${JSON.stringify(exit)}`
      for (const secret of [line, "Zorblatt", "Vexelbaum", "127.0.0.1"]) assert.notInclude(everything, secret)
      assert.strictEqual(asked(), 2)
      assert.deepStrictEqual(yield* valuesOf("tts_renders_total"), { retried: 1, failed: 1 })
      assert.isFalse(yield* isKept(line))
      yield* get(line)
      assert.strictEqual(asked(), 3)
    }).pipe(measuredAlone))

  it.effect.each(
    [
      ["from the start", [staysSilent]],
      ["in the middle", [stalls]],
      ["at the second try", [refuses(503), stalls]]
    ] as const
  )("is given up after two seconds in all when the endpoint falls silent %s, and the connection with it", (
    [, answers]
  ) =>
    Effect.gen(function*() {
      const { asked, ended, get, requests } = yield* lines(...answers)
      const getting = yield* Effect.forkChild(Effect.flip(get(line)))
      yield* Queue.takeN(requests, answers.length)
      yield* TestClock.adjust("1999 millis")
      assert.isUndefined(getting.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* Fiber.join(getting)).reason, "noAudio")
      yield* ended(answers.length)
      assert.strictEqual(asked(), answers.length)
    }))

  it.effect("is not waited for by who is gone: its request ends, and the next one asks anew", () =>
    Effect.gen(function*() {
      const { ended, get, requests } = yield* lines(stalls, speaks(audio(2400)))
      const getting = yield* Effect.forkChild(get(line))
      yield* Queue.take(requests)
      yield* Fiber.interrupt(getting)
      yield* ended(1)
      assert.strictEqual((yield* get(line)).seconds, 0.1)
    }))

  it.effect("does not hold on to the connection of an error that nobody reads", () =>
    Effect.gen(function*() {
      const fetched = vi.spyOn(globalThis, "fetch")
      yield* Effect.addFinalizer(() => Effect.sync(() => fetched.mockRestore()))
      const { ended, get } = yield* lines(refusesAtLength)
      assert.strictEqual((yield* Effect.flip(get(line))).reason, "ttsFailed")
      // Kept here, they cannot be let go of by the garbage collector.
      const responses = yield* Effect.promise(() => Promise.all(fetched.mock.results.map(({ value }) => value)))
      assert.deepStrictEqual(responses.map(({ bodyUsed }) => bodyUsed), [true, true])
      yield* ended(2)
    }))
})
