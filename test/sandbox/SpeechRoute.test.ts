import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import OpenAI from "openai"
import type { HttpOutcome } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"

const line = "Bonjour, ici la clinique."
const whole = formants.render(line, "FRENCH", "agent")

const stage = Effect.fnUntraced(function*(...tts: ReadonlyArray<HttpOutcome>) {
  const endpoint = yield* RealtimeEndpoint.make({ turns: [], ...(tts.length > 0 && { tts }) })
  const client = new OpenAI({ baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key", maxRetries: 0, timeout: 1_000 })
  /** Gives when each piece came, and the samples of all of them. */
  const speak = (format: "pcm" | "wav" | "mp3" = "pcm") =>
    Effect.tryPromise(async () => {
      const response = await client.audio.speech.create(
        { model: "tts", voice: "alloy", input: line, response_format: format, speed: 1 },
        { signal: AbortSignal.timeout(2_000) }
      )
      const pieces: Array<Uint8Array> = []
      const at: Array<number> = []
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
        pieces.push(piece)
        at.push(performance.now())
      }
      return { at, bytes: Buffer.concat(pieces), type: response.headers.get("content-type") }
    }).pipe(Effect.mapError(({ cause }) => String(cause)))
  return { endpoint, speak }
})

const samples = (bytes: Buffer) => Pcm.fromBase64(bytes.toString("base64"))

it.effect("speaks as raw samples and as a WAV file, and refuses what it cannot", () =>
  Effect.gen(function*() {
    const { endpoint, speak } = yield* stage()
    const pcm = yield* speak("pcm")
    assert.deepStrictEqual(samples(pcm.bytes), whole)
    assert.strictEqual(pcm.type, "audio/pcm")
    assert.deepStrictEqual(Pcm.fromWav((yield* speak("wav")).bytes), whole)
    assert.match(yield* Effect.flip(speak("mp3")), /^Error: 400 /)
    assert.deepInclude((yield* endpoint.observed).speeches[0], {
      key: "key",
      input: line,
      model: "tts",
      voice: "alloy",
      sent: { model: "tts", voice: "alloy", input: line, response_format: "pcm", speed: 1 }
    })
  }))

const failures: ReadonlyArray<readonly [HttpOutcome, RegExp]> = [
  [{ _tag: "Fail", status: 429, code: "rate_limit_exceeded" }, /^Error: 429 scripted/],
  [{ _tag: "Fail", status: 503 }, /^Error: 503/],
  [{ _tag: "Reset" }, /Connection error/],
  [{ _tag: "Never" }, /timed out/],
  [{ _tag: "Half" }, /terminated/],
  [{ _tag: "Half", left: "open" }, /abort/],
  [{ _tag: "Answer", delay: 1_200 }, /timed out/]
]

it.effect.each(failures)(
  "goes wrong as the script says, and then right: %j",
  ([outcome, error]) =>
    Effect.gen(function*() {
      const { speak } = yield* stage(outcome, { _tag: "Answer" })
      assert.match(yield* Effect.flip(speak()), error)
      assert.deepStrictEqual(samples((yield* speak()).bytes), whole)
    })
)

it.effect("says nothing, sends something else, and takes its time, as the script says", () =>
  Effect.gen(function*() {
    const { speak } = yield* stage({ _tag: "Empty" }, { _tag: "Garbage" }, { _tag: "Answer", over: 500 })
    assert.strictEqual((yield* speak()).bytes.length, 0)
    const mp3 = yield* speak()
    assert.deepStrictEqual([mp3.type, mp3.bytes.toString("latin1", 0, 3)], ["audio/mpeg", "ID3"])
    const slow = yield* speak()
    assert.deepStrictEqual(samples(slow.bytes), whole)
    assert.isAtLeast(slow.at.at(-1)! - slow.at[0]!, 400)
  }))
