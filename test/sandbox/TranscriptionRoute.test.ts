import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import OpenAI from "openai"
import { wavOf } from "../../src/adapters/voice/Wav.ts"
import type { HttpOutcome, ModelScript, Turn } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { dial } from "../support/RealtimeClient.ts"

const turn = (text: string, more: Partial<Turn> = {}): Turn => ({
  heard: text,
  said: { text, language: "FRENCH" },
  replies: [{ says: { FRENCH: `À propos : ${text}` } }],
  ...more
})

const hours = "Êtes-vous ouverts le samedi matin ?"
const name = "Au nom de Camille Tremblay."

const spoken = (text: string) => formants.render(text, "FRENCH", "caller")

/** A WAV file of one channel and 16 kHz, as the SDK sends it. */
const wav = (audio: Pcm.Pcm, rate = 16_000) => {
  const samples = Int16Array.from(
    { length: Math.floor(audio.length * rate / Pcm.sampleRate) },
    (_, index) => audio[Math.round(index * Pcm.sampleRate / rate)] ?? 0
  )
  const file = wavOf([samples])
  file.writeUInt32LE(rate, 24)
  return new File([Uint8Array.from(file)], "audio.wav", { type: "audio/wav" })
}

const stage = Effect.fnUntraced(function*(changes: Partial<ModelScript> = {}) {
  const endpoint = yield* RealtimeEndpoint.make({
    replyLatency: 0,
    transcriptionLatency: 0,
    speed: 1000,
    turns: [turn(hours), turn(name)],
    ...changes
  })
  const client = new OpenAI({ baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key", maxRetries: 0, timeout: 1_000 })
  const transcribe = (audio: Pcm.Pcm | File, language = "fr") =>
    Effect.tryPromise(() =>
      client.audio.transcriptions.create({
        model: "stt",
        file: audio instanceof File ? audio : wav(Pcm.concat([Pcm.silence(500), audio, Pcm.silence(200)])),
        language,
        response_format: "json"
      }, { signal: AbortSignal.timeout(2_000) })
    ).pipe(Effect.mapBoth({ onFailure: ({ cause }) => cause, onSuccess: ({ text }) => text }))
  const reply = Effect.promise(() =>
    client.chat.completions.create({ model: "chat", messages: [{ role: "system", content: "Be brief." }] })
  ).pipe(Effect.map(({ choices }) => choices[0]?.message.content))
  return { endpoint, transcribe, reply, realtime: dial(endpoint.url) }
})

it.effect("writes down the line that was said, however often, and what is missing of it", () =>
  Effect.gen(function*() {
    const { endpoint, transcribe } = yield* stage()
    assert.strictEqual(yield* transcribe(spoken(hours)), hours)
    assert.strictEqual(yield* transcribe(spoken(hours)), hours)
    assert.strictEqual(yield* transcribe(spoken(name).subarray(0, spoken(name).length >> 1)), "Au nom de")
    assert.strictEqual(
      yield* transcribe(Pcm.concat([spoken(hours), Pcm.silence(900), spoken(name)])),
      `${hours} ${name}`
    )
    const [asked] = (yield* endpoint.observed).transcriptions
    assert.deepInclude(asked, { key: "key", model: "stt", language: "fr", outcome: { _tag: "Answer" } })
    assert.closeTo(asked?.audioMillis ?? 0, Pcm.millis(spoken(hours)) + 700, 1)
  }))

it.effect("knows a line that the realtime model had heard before it was lost, and the conversation goes on from there", () =>
  Effect.gen(function*() {
    const { realtime, reply, transcribe } = yield* stage()
    const client = yield* realtime
    yield* client.say(hours)
    yield* client.next("input_audio_buffer.committed")
    assert.strictEqual(yield* transcribe(spoken(hours)), hours)
    assert.strictEqual(yield* reply, `À propos : ${hours}`)
    assert.strictEqual(yield* transcribe(spoken(name)), name)
    assert.strictEqual(yield* reply, `À propos : ${name}`)
  }))

it.effect("takes lines in order where it does not know their sound, each once, and silence for none", () =>
  Effect.gen(function*() {
    const { transcribe } = yield* stage({ turns: [{ heard: "un", replies: [] }, { heard: "deux", replies: [] }] })
    assert.strictEqual(yield* transcribe(spoken("Allô")), "un")
    assert.strictEqual(yield* transcribe(spoken("Allô")), "un")
    assert.strictEqual(yield* transcribe(Pcm.silence(1_000)), "")
    assert.strictEqual(yield* transcribe(spoken("Allô !")), "un")
    assert.strictEqual(yield* transcribe(spoken("Bonjour à tous")), "deux")
    assert.strictEqual(yield* transcribe(spoken("Bien le bonjour")), "Allô ?")
  }))

it.effect("writes down nothing, or something else, or fails, as the turn says: and it was said all the same", () =>
  Effect.gen(function*() {
    const { reply, transcribe } = yield* stage({
      turns: [
        turn(hours, { heard: "" }),
        turn(name, { heard: "In the name of Camille." }),
        turn("Au revoir.", {
          transcription: "failed"
        })
      ]
    })
    assert.strictEqual(yield* transcribe(spoken(hours)), "")
    assert.strictEqual(yield* reply, `À propos : ${hours}`)
    assert.strictEqual(yield* transcribe(spoken(name)), "In the name of Camille.")
    assert.match(String(yield* Effect.flip(transcribe(spoken("Au revoir.")))), /500/)
    assert.strictEqual(yield* reply, "À propos : Au revoir.")
  }))

const outcomes: ReadonlyArray<{ readonly outcome: HttpOutcome; readonly error: RegExp }> = [
  { outcome: { _tag: "Fail", status: 429, code: "rate_limit_exceeded", retryAfterSeconds: 7 }, error: /^Error: 429/ },
  { outcome: { _tag: "Fail", status: 500 }, error: /^Error: 500 scripted/ },
  { outcome: { _tag: "Reset" }, error: /Connection error/ },
  { outcome: { _tag: "Never" }, error: /timed out/ },
  { outcome: { _tag: "Half" }, error: /terminated/ },
  { outcome: { _tag: "Half", left: "open" }, error: /abort/ }
]

it.effect.each(outcomes)(
  "goes wrong as the script says, and then right: $outcome",
  ({ error, outcome }) =>
    Effect.gen(function*() {
      const { transcribe } = yield* stage({ transcriptions: [outcome, { _tag: "Answer" }] })
      assert.match(String(yield* Effect.flip(transcribe(spoken(hours)))), error)
      assert.strictEqual(yield* transcribe(spoken(hours)), hours)
    })
)

it.effect("answers with nothing, with nonsense, and late, as the script says", () =>
  Effect.gen(function*() {
    const { transcribe } = yield* stage({
      transcriptions: [{ _tag: "Empty" }, { _tag: "Garbage" }, { _tag: "Answer", delay: 1_100 }]
    })
    assert.strictEqual(yield* transcribe(spoken(hours)), "")
    assert.isUndefined(yield* transcribe(spoken(hours)))
    assert.match(String(yield* Effect.flip(transcribe(spoken(hours)))), /timed out/)
  }))

it.effect("refuses what the real one does", () =>
  Effect.gen(function*() {
    const { endpoint, transcribe } = yield* stage()
    const refused = (file: File, language?: string) => Effect.map(Effect.flip(transcribe(file, language)), String)
    assert.match(yield* refused(new File(["not audio"], "audio.wav")), /400 .*WAV/)
    assert.match(yield* refused(wav(Pcm.silence(50))), /400 .*too short/)
    assert.match(yield* refused(wav(spoken(hours)), "français"), /400 .*language/)
    const bare = (headers: Readonly<Record<string, string>>, path = "audio/transcriptions") =>
      Effect.promise(async () => {
        const url = new URL(`/openai/v1/${path}`, endpoint.url)
        return (await fetch(url, { method: "POST", body: "{}", headers })).status
      })
    assert.strictEqual(yield* bare({ "api-key": "key" }), 400)
    assert.strictEqual(yield* bare({}), 401)
    assert.strictEqual(yield* bare({ authorization: "Bearer key" }, "audio/translations"), 404)
    const { refused: notes } = yield* endpoint.observed
    assert.deepStrictEqual(notes.map(({ status }) => status), [400, 400, 400, 400, 401, 404])
    assert.strictEqual(notes.at(-1)?.request, "POST /openai/v1/audio/translations")
  }))
