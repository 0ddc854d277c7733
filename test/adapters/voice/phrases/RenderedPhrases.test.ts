import { assert, describe, it } from "@effect/vitest"
import { Cause, Clock, Effect, Exit, Fiber, Option, Queue, Redacted, Tracer } from "effect"
import { TestClock } from "effect/testing"
import type { ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { inspect } from "node:util"
import { vi } from "vitest"
import type * as PhraseFiles from "../../../../src/adapters/voice/phrases/PhraseFiles.ts"
import * as RenderedPhrases from "../../../../src/adapters/voice/phrases/RenderedPhrases.ts"
import * as Sdk from "../../../../src/adapters/voice/Sdk.ts"
import { serve } from "../../../../src/sandbox/LocalServer.ts"
import { logLines } from "../../../support/DispatchServer.ts"
import { measuredAlone, valuesOf } from "../../../support/Measured.ts"

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
const lines = (...answers: ReadonlyArray<Answer>) => phrases(answers)

const phrases = Effect.fnUntraced(function*(answers: ReadonlyArray<Answer>, files?: PhraseFiles.PhraseFiles) {
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
  }, files)
  return {
    ...made,
    requests,
    asked: () => asked,
    /** Waits until so many requests have ended, by whoever's doing. */
    ended: (count: number) => Queue.takeN(ended, count)
  }
})

/** Takes in all that is logged and traced of what is done with something that is made there. */
const overheard = Effect.fnUntraced(function*<M, A, E, R, R2>(
  making: Effect.Effect<M, never, R2>,
  program: (made: M) => Effect.Effect<A, E, R>
) {
  const spans: Array<Tracer.NativeSpan> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const log = yield* logLines
  const watched = Effect.gen(function*() {
    const made = yield* making
    return { made, exit: yield* Effect.exit(program(made)) }
  })
  const { exit, made } = yield* watched.pipe(Effect.provide(log.layer), Effect.withTracer(tracer))
  return { exit, made, spans, told: [...log.all, inspect(spans, { depth: 12 })].join("\n") }
})

describe("a phrase", () => {
  it.effect("is asked for as the endpoint wants it, and comes back in frames of 100 ms, byte by byte", () =>
    Effect.gen(function*() {
      const spoken = audio(6000)
      const { get, requests } = yield* lines(speaks(spoken))
      const { phrase: { frames, seconds } } = yield* get(line)
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
      const { phrase: { frames, seconds } } = yield* get(line)
      assert.deepStrictEqual([frames.length, seconds], [1, 0.1])
    }))

  it.effect("is asked for once, by however many at once, and kept", () =>
    Effect.gen(function*() {
      const { asked, get } = yield* lines(speaks(audio(2400)))
      const [first, second] = yield* Effect.all([get(line), get(line)], { concurrency: 2 })
      assert.strictEqual(first.phrase, second.phrase)
      assert.isTrue(first.rendered)
      const kept = yield* get(line)
      assert.strictEqual(kept.phrase, first.phrase)
      assert.isFalse(kept.rendered)
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

  const starting = (...bytes: ReadonlyArray<string | number>) =>
    Buffer.concat([
      ...bytes.map((part) => typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.of(part)),
      Buffer.alloc(4800, 0x11)
    ])
  const files: ReadonlyArray<readonly [string, Buffer]> = [
    ["MP3", starting(0xff, 0xfb, 0x90, 0x64)],
    ["MP3 with a tag", starting("ID3", 4)],
    ["WAV", starting("RIFF")],
    ["Ogg", starting("OggS")],
    ["FLAC", starting("fLaC")]
  ]
  it.effect.each(files)("is not played where the TTS sends %s, whole or byte by byte, and says what was asked for", (
    [, file]
  ) =>
    Effect.gen(function*() {
      const whole: Answer = (response) => void response.end(file)
      const byteByByte: Answer = (response) => {
        const send = (at: number): void => {
          if (at === 4) return void response.end(file.subarray(4))
          response.write(file.subarray(at, at + 1), () => setImmediate(() => send(at + 1)))
        }
        send(0)
      }
      for (const answer of [whole, byteByByte]) {
        const { get } = yield* lines(answer)
        const error = yield* Effect.flip(get(line))
        assert.strictEqual(error.reason, "notPcm")
        assert.match(error.message, /MP3 or WAV where raw PCM was asked for.*AZURE_OPENAI_TTS_DEPLOYMENT/)
      }
    }))

  it.effect.each([["JSON", starting("{\"error\": {}}")], ["a page", starting("<!DOCTYPE html>")]] as const)(
    "is not played, but asked for once more, where %s has come in its place",
    ([, text]) =>
      Effect.gen(function*() {
        const { asked, get } = yield* lines((response) => void response.end(text), speaks(audio(2400)))
        assert.strictEqual((yield* get(line)).phrase.seconds, 0.1)
        assert.strictEqual(asked(), 2)
      })
  )

  it.effect("that two calls wait for at once has cost one of them", () =>
    Effect.gen(function*() {
      const { asked, get } = yield* lines(speaks(audio(2400)))
      const found = yield* Effect.all([get(line), get(line)], { concurrency: 2 })
      assert.strictEqual(asked(), 1)
      assert.deepStrictEqual(found.map(({ rendered }) => rendered).sort(), [false, true])
    }))

  it.effect.each(failures)("is tried once more after %s", ([, answer]) =>
    Effect.gen(function*() {
      const { asked, get } = yield* lines(answer, speaks(audio(2400)))
      assert.strictEqual((yield* get(line)).phrase.seconds, 0.1)
      assert.strictEqual(asked(), 2)
      assert.deepStrictEqual(yield* valuesOf("tts_renders_total"), { retried: 1, rendered: 1 })
    }).pipe(measuredAlone))

  it.effect.each(failures)("is given up after %s twice, says so without a private word, and is asked for anew", (
    [, answer, reason]
  ) =>
    Effect.gen(function*() {
      const { exit, made: { asked, get }, spans, told } = yield* overheard(
        lines(answer, answer, speaks(audio(2400))),
        ({ get }) => get(line)
      )
      const error = Option.flatMap(Exit.getCause(exit), Cause.findErrorOption)
      assert.deepInclude({ ...Option.getOrUndefined(error) }, { _tag: "PhraseNotHeard", reason })
      assert.isAbove(spans.length, 0)
      const everything = `${told}\n${inspect(exit, { depth: 12 })}\n${JSON.stringify(exit)}`
      for (const secret of [line, "Zorblatt", "Vexelbaum", "127.0.0.1"]) assert.notInclude(everything, secret)
      assert.strictEqual(asked(), 2)
      assert.deepStrictEqual(yield* valuesOf("tts_renders_total"), { retried: 1, failed: 1 })
      assert.isTrue((yield* get(line)).rendered)
      assert.strictEqual(asked(), 3)
    }).pipe(measuredAlone))

  it.effect.each(
    [
      ["from the start", [staysSilent]],
      ["in the middle", [stalls]],
      ["at the second try", [refuses(503), stalls]]
    ] as const
  )("that is needed now is waited for 2 s in all when the endpoint falls silent %s, and a try takes 15 s at most", (
    [, answers]
  ) =>
    Effect.gen(function*() {
      const { ended, get, requests } = yield* lines(...answers)
      const getting = yield* Effect.forkChild(Effect.flip(get(line)))
      yield* Queue.takeN(requests, answers.length)
      yield* TestClock.adjust("1999 millis")
      assert.isUndefined(getting.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* Fiber.join(getting)).reason, "noAudio")
      yield* TestClock.adjust("13 seconds")
      yield* ended(answers.length)
    }))

  it.effect("that is slow is kept for the next time, whoever has given it up", () =>
    Effect.gen(function*() {
      let answer: () => void = () => {}
      const slow: Answer = (response) => answer = () => void response.end(bytesOf(audio(2400)))
      const { asked, ended, get, prepare, requests } = yield* lines(slow)
      const getting = yield* Effect.forkChild(Effect.flip(get(line)))
      yield* Queue.take(requests)
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(getting)
      answer()
      yield* ended(1)
      yield* prepare(line)
      assert.isFalse((yield* get(line)).rendered)
      assert.strictEqual(asked(), 1)
    }))

  it.effect("that is needed now does not wait for the third try of one that is prepared", () =>
    Effect.gen(function*() {
      const { get, prepare, requests } = yield* lines(refuses(500), refuses(500), speaks(audio(2400)))
      const preparing = yield* Effect.forkChild(prepare(line))
      yield* Queue.takeN(requests, 2)
      assert.strictEqual((yield* Effect.flip(get(line))).reason, "ttsFailed")
      assert.isUndefined(preparing.pollUnsafe())
      yield* TestClock.adjust("1 seconds")
      yield* Fiber.join(preparing)
      assert.isFalse((yield* get(line)).rendered)
    }))

  it.effect("that is prepared is tried again and again, with growing pauses, for 30 s", () =>
    Effect.gen(function*() {
      const { asked, prepare } = yield* lines(refuses(500))
      const preparing = yield* Effect.forkChild(Effect.flip(prepare(line)))
      const at: Array<number> = []
      yield* Effect.gen(function*() {
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        while (at.length < asked()) at.push(yield* Clock.currentTimeMillis)
        yield* TestClock.adjust("20 millis")
      }).pipe(Effect.repeat({ until: () => preparing.pollUnsafe() !== undefined }))
      assert.strictEqual((yield* Fiber.join(preparing)).reason, "noAudio")
      assert.closeTo(yield* Clock.currentTimeMillis, 30_000, 1000)
      assert.isAtLeast(at.length, 7)
      const pauses = at.slice(1).map((time, index) => time - at[index]!)
      for (const [index, pause] of pauses.slice(2).entries()) assert.isAbove(pause, pauses[index + 1]!)
    }))

  it.effect("is another one in another voice, at another pace", () =>
    Effect.gen(function*() {
      const { get, requests } = yield* lines(speaks(audio(2400)))
      yield* get(line)
      yield* get(line, { voice: "sage" })
      yield* get(line, { voice: "sage", speed: 1.2 })
      assert.isFalse((yield* get(line, { voice: "sage" })).rendered)
      const bodies = (yield* Queue.takeAll(requests)).map(({ body }) => body)
      const all = { input: line, model: "tts", response_format: "pcm" }
      assert.deepStrictEqual<ReadonlyArray<unknown>>(bodies, [
        { ...all, voice: "alloy" },
        { ...all, voice: "sage" },
        { ...all, voice: "sage", speed: 1.2 }
      ])
    }))

  it.effect("is kept in memory with half an hour of others", () =>
    Effect.gen(function*() {
      const tenMinutes = audio(24_000 * 600)
      const { asked, get } = yield* lines(speaks(tenMinutes))
      yield* Effect.forEach(["1", "2", "3"], (text) => get(text))
      assert.isFalse((yield* get("1")).rendered)
      yield* get("4")
      assert.isFalse((yield* get("1")).rendered, "it was used last")
      assert.isTrue((yield* get("2")).rendered)
      assert.strictEqual(asked(), 5)
    }))

  it.effect("is found on disk by the next process, without a request", () =>
    Effect.gen(function*() {
      const kept = new Map<string, Int16Array>()
      const files: PhraseFiles.PhraseFiles = {
        read: (key) => Effect.succeed(Option.fromUndefinedOr(kept.get(key))),
        write: (key, samples) => Effect.sync(() => void kept.set(key, samples))
      }
      const first = yield* phrases([speaks(audio(2400))], files)
      yield* first.prepare(line)
      const second = yield* phrases([hangsUp], files)
      assert.strictEqual(kept.size, 1)
      const { phrase, rendered } = yield* second.get(line)
      assert.deepStrictEqual([phrase.seconds, rendered, second.asked()], [0.1, false, 0])
      assert.strictEqual((yield* Effect.flip(second.get(line, { voice: "sage" }))).reason, "ttsFailed")
    }))

  it.effect("that is said once is not written down; a fixed one is, also where it was needed before", () =>
    Effect.gen(function*() {
      const written: Array<Int16Array> = []
      const files: PhraseFiles.PhraseFiles = {
        read: () => Effect.succeedNone,
        write: (_, samples) => Effect.sync(() => void written.push(samples))
      }
      const { get, prepare } = yield* phrases([speaks(audio(6000))], files)
      yield* get(line)
      yield* TestClock.adjust(0)
      assert.deepStrictEqual(written, [])
      yield* prepare(line)
      yield* prepare(line)
      yield* TestClock.adjust(0)
      assert.deepStrictEqual(written, [audio(6000)])
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
