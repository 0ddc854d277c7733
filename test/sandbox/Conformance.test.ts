import { assert, it } from "@effect/vitest"
import { initializeLogger } from "@livekit/agents"
import { realtime } from "@livekit/agents-plugin-openai"
import { AudioFrame } from "@livekit/rtc-node"
import { Effect, Queue } from "effect"
import type { AddressInfo } from "node:net"
import { WebSocketServer } from "ws"
import { wavOf } from "../../src/adapters/voice/Wav.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { deviations } from "../support/OpenAiTypes.ts"

initializeLogger({ pretty: false, level: "silent" })

const completions = "chat/completions/completions"

const event = (fields: object) => ({ event_id: "event_1", ...fields })
const part = { response_id: "r", item_id: "i", output_index: 0, content_index: 0 }
const message = { type: "message", role: "user", content: [{ type: "input_audio" }] }

/** What deviates, by where it does. */
const deviating: ReadonlyArray<readonly [where: string, event: object]> = [
  ["session.type: missing", { type: "session.created", session: {} }],
  ["session.id: not described", { type: "session.updated", session: { type: "realtime", id: "sess_1" } }],
  [
    "item.content[0].transcript: null is not as described",
    { type: "conversation.item.added", item: { ...message, content: [{ type: "input_audio", transcript: null }] } }
  ],
  ["response.status_details: not an object", { type: "response.created", response: { status_details: null } }],
  [
    "part.type: \"output_audio\" is not as described",
    { type: "response.content_part.added", ...part, part: { type: "output_audio" } }
  ],
  [
    "name: missing",
    {
      type: "response.function_call_arguments.done",
      response_id: "r",
      item_id: "i",
      output_index: 0,
      call_id: "c",
      arguments: "{}"
    }
  ],
  ["error: missing", { type: "error" }],
  ["response.status: \"done\" is not as described", { type: "response.done", response: { status: "done" } }],
  ["item.role: \"caller\" is not as described", {
    type: "conversation.item.done",
    item: { ...message, role: "caller" }
  }]
]

it.each(deviating)("sees what deviates from the description: %s", (where, fields) => {
  assert.deepStrictEqual(deviations(event(fields), "realtime/realtime", "RealtimeServerEvent"), [
    `RealtimeServerEvent.${where}`
  ])
})

it("has nothing against what conforms", () => {
  const conforming = [
    { type: "session.created", session: { type: "realtime" } },
    { type: "conversation.item.added", item: message },
    { type: "response.content_part.added", ...part, part: { type: "audio", transcript: "" } },
    { type: "error", error: { type: "server_error", message: "odd", code: null } }
  ]
  for (const fields of conforming) {
    assert.deepStrictEqual(deviations(event(fields), "realtime/realtime", "RealtimeServerEvent"), [])
  }
})

/** Each `data:` of a stream of events, but for the one that ends it. */
const dataOf = (body: string) => {
  const lines = body.split("\n\n").filter((line) => line !== "")
  assert.strictEqual(lines.at(-1), "data: [DONE]")
  return lines.slice(0, -1).map((line) => JSON.parse(line.slice("data: ".length)) as unknown)
}

const stage = RealtimeEndpoint.make({
  replyLatency: 0,
  transcriptionLatency: 0,
  speed: 1000,
  turns: [{
    heard: "Bonjour.",
    replies: [{
      says: { FRENCH: "Un instant, s'il vous plaît." },
      calls: [{ name: "end_call", arguments: { a: "é" } }]
    }]
  }]
})

const post = (url: URL, path: string, body: string | FormData) =>
  Effect.promise(async () =>
    (await fetch(new URL(`/openai/v1/${path}`, url), { method: "POST", headers: { "api-key": "key" }, body })).text()
  )

it.effect.each([true, false])("answers a chat as described, streamed: %s", (stream) =>
  Effect.gen(function*() {
    const { url } = yield* stage
    const asked = {
      model: "chat",
      messages: [{ role: "user", content: "Bonjour." }],
      tools: [{ type: "function", function: { name: "end_call", parameters: {} } }],
      stream,
      ...(stream && { stream_options: { include_usage: true } })
    }
    const body = yield* post(url, "chat/completions", JSON.stringify(asked))
    const [type, values] = stream
      ? ["ChatCompletionChunk", dataOf(body)] as const
      : ["ChatCompletion", [JSON.parse(body) as unknown]] as const
    assert.isAbove(values.length, stream ? 8 : 0)
    for (const value of values) assert.deepStrictEqual(deviations(value, completions, type), [])
  }))

it.effect("answers a transcription as described", () =>
  Effect.gen(function*() {
    const { url } = yield* stage
    const form = new FormData()
    const wav = wavOf([formants.render("Bonjour", "FRENCH", "caller")])
    form.set("file", new File([Uint8Array.from(wav)], "audio.wav"))
    form.set("model", "stt")
    const value: unknown = JSON.parse(yield* post(url, "audio/transcriptions", form))
    assert.deepStrictEqual(deviations(value, "audio/transcriptions", "Transcription"), [])
    assert.deepInclude(value, { text: "Bonjour." })
  }))

it.effect("is sent a caller's audio as described, which nothing else here shows", () =>
  Effect.gen(function*() {
    const sent = yield* Queue.unbounded<Readonly<Record<string, unknown>>>()
    const server = yield* Effect.acquireRelease(
      Effect.callback<WebSocketServer>((resume) => {
        const opening = new WebSocketServer({ host: "127.0.0.1", port: 0 })
        opening.on("listening", () => resume(Effect.succeed(opening)))
        opening.on("connection", (socket) =>
          socket.on("message", (data) =>
            void Queue.offerUnsafe(sent, JSON.parse(String(data)) as Readonly<Record<string, unknown>>)))
      }),
      (server) =>
        Effect.sync(() =>
          void server.close()
        )
    )
    const model = new realtime.RealtimeModel({
      azureDeployment: "deployment",
      apiKey: "key",
      baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openai`
    })
    const session = yield* Effect.acquireRelease(
      Effect.sync(() => model.session()),
      (session) => Effect.promise(() => session.close())
    )
    session.on("error", () => {})
    for (const frame of Pcm.frames(formants.render("Bonjour", "FRENCH", "caller"), 100)) {
      session.pushAudio(new AudioFrame(frame, Pcm.sampleRate, 1, frame.length))
    }
    yield* Effect.promise(() => session.commitAudio())
    const seen = []
    while (seen.at(-1)?.["type"] !== "input_audio_buffer.commit") seen.push(yield* Queue.take(sent))
    assert.include(seen.map(({ type }) => type), "input_audio_buffer.append")
    for (const one of seen) {
      assert.deepStrictEqual(deviations(one, "realtime/realtime", "RealtimeClientEvent"), [])
    }
  }))
