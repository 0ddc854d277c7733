import { assert, it } from "@effect/vitest"
import { initializeLogger, llm } from "@livekit/agents"
import { realtime } from "@livekit/agents-plugin-openai"
import { AudioFrame } from "@livekit/rtc-node"
import { Deferred, Effect } from "effect"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"

initializeLogger({ pretty: false, level: "silent" })

const script: ModelScript = {
  replyLatency: 0,
  transcriptionLatency: 0,
  speed: 1000,
  turns: [{
    heard: "Je voudrais parler à la réception.",
    replies: [
      { says: { FRENCH: "Un instant." }, calls: [{ name: "transfer_call", arguments: { department: "Réception" } }] },
      { says: { FRENCH: "Voilà." } }
    ]
  }]
}

const connect = Effect.gen(function*() {
  const endpoint = yield* RealtimeEndpoint.make(script)
  const model = new realtime.RealtimeModel({
    azureDeployment: "deployment",
    apiKey: "key",
    baseURL: `${endpoint.url.href}openai`,
    turnDetection: { type: "server_vad", create_response: false, interrupt_response: true }
  })
  const session = yield* Effect.acquireRelease(
    Effect.sync(() => model.session()),
    (session) =>
      Effect.promise(async () => {
        const closing = session.close()
        await session.clearAudio()
        await closing
      })
  )
  session.on("error", () => {})
  return { endpoint, session }
})

const read = <A>(stream: ReadableStream<A> | AsyncIterable<A>) =>
  Effect.promise(async () => {
    const all: Array<A> = []
    for await (const one of stream as AsyncIterable<A>) all.push(one)
    return all
  })

it.effect("is a realtime model to the SDK's own client", () =>
  Effect.gen(function*() {
    const { endpoint, session } = yield* connect
    const transcript = yield* Deferred.make<string>()
    session.on("input_audio_transcription_completed", (event: { transcript: string; isFinal: boolean }) => {
      if (event.isFinal) Deferred.doneUnsafe(transcript, Effect.succeed(event.transcript))
    })
    for (const frame of Pcm.frames(Pcm.concat([formants.render("Allô", "FRENCH", "caller"), Pcm.silence(500)]), 100)) {
      session.pushAudio(new AudioFrame(frame, Pcm.sampleRate, 1, frame.length))
    }
    assert.strictEqual(yield* Deferred.await(transcript), "Je voudrais parler à la réception.")

    const first = yield* Effect.promise(() => session.generateReply())
    assert.isTrue(first.userInitiated)
    const [message] = yield* read(first.messageStream)
    assert.strictEqual((yield* read(message!.textStream)).join(""), "Un instant.")
    const frames = yield* read(message!.audioStream)
    assert.isAbove(Pcm.loudness(Pcm.concat(frames.map(({ data }) => data))), Pcm.audible)
    const [call] = yield* read(first.functionStream)
    assert.deepInclude({ ...call }, { name: "transfer_call", args: "{\"department\":\"Réception\"}" })

    const context = session.chatCtx.copy()
    context.items.push(
      llm.FunctionCallOutput.create({ callId: call!.callId, name: call!.name, output: "occupé", isError: false })
    )
    yield* Effect.promise(() => session.updateChatCtx(context))
    const second = yield* Effect.promise(() => session.generateReply())
    const [after] = yield* read(second.messageStream)
    assert.strictEqual((yield* read(after!.textStream)).join(""), "Voilà.")

    yield* Effect.promise(() => session.truncate({ messageId: after!.messageId, audioEndMs: 10 }))
    yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "conversation.item.truncated"))
    const { connections, wire } = yield* endpoint.observed
    assert.strictEqual(connections[0]?.url, "/openai/v1/realtime?model=deployment")
    assert.strictEqual(connections[0]?.key, "key")
    assert.deepStrictEqual(wire.filter(({ type }) => type === "error"), [])
    assert.deepStrictEqual(
      session.chatCtx.items.map((item) => item.type === "message" ? item.role : item.type),
      ["user", "assistant", "function_call", "function_call_output", "assistant"]
    )
  }))
