import { assert, it } from "@effect/vitest"
import { initializeLogger, llm } from "@livekit/agents"
import * as openai from "@livekit/agents-plugin-openai"
import { AudioFrame } from "@livekit/rtc-node"
import { Effect } from "effect"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { modelScript } from "../../src/sandbox/scenarios/Scenario.ts"
import { cascadeFr } from "../../src/sandbox/scenarios/secondVoice.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { wireDeviations } from "../support/Conformance.ts"
import { agent } from "../support/VoiceStage.ts"

initializeLogger({ pretty: false, level: "silent" })

const script: ModelScript = {
  ...modelScript(cascadeFr, agent),
  replyLatency: 0,
  transcriptionLatency: 0,
  speed: 1000
}

/** The SDK's three clients, at the endpoint of a whole call. */
const clients = Effect.gen(function*() {
  const endpoint = yield* RealtimeEndpoint.make(script)
  const at = { baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key" }
  return {
    endpoint,
    stt: new openai.STT({ ...at, model: "stt", language: "fr", useRealtime: false }),
    chat: new openai.LLM({ ...at, model: "chat" }),
    tts: new openai.TTS({ ...at, model: "tts", voice: "alloy" })
  }
})

const takeMessage = llm.tool({
  name: "take_message",
  description: "Takes a message.",
  parameters: { type: "object", properties: {} },
  execute: async () => "kept"
})
const endCall = llm.tool({ name: "end_call", description: "Ends the call.", execute: async () => "ended" })

it.effect("is the three models of a cascade to the SDK's own clients, from a call's first word to its last", () =>
  Effect.gen(function*() {
    const { chat, endpoint, stt, tts } = yield* clients
    const context = llm.ChatContext.empty()
    context.addMessage({ role: "system", content: "Be brief." })
    const called: Array<string> = []
    for (const { heard, replies, said } of script.turns) {
      const audio = Pcm.concat([Pcm.silence(500), formants.render(said!.text, "FRENCH", "caller"), Pcm.silence(300)])
      const { alternatives } = yield* Effect.promise(() =>
        stt.recognize([new AudioFrame(audio, Pcm.sampleRate, 1, audio.length)])
      )
      const text = alternatives?.[0].text ?? ""
      assert.strictEqual(text, heard)
      context.addMessage({ role: "user", content: text })
      for (const { calls = [], says } of replies) {
        const { text, toolCalls } = yield* Effect.promise(() =>
          chat.chat({ chatCtx: context, toolCtx: new llm.ToolContext([takeMessage, endCall]) }).collect()
        )
        assert.strictEqual(text.trim(), says?.FRENCH ?? "")
        assert.deepStrictEqual(
          toolCalls.map(({ args, name }) => [name, JSON.parse(args) as unknown]),
          calls.map(({ arguments: args, name }) => [name, args])
        )
        if (text !== "") {
          context.addMessage({ role: "assistant", content: text })
          const { data } = yield* Effect.promise(() => tts.synthesize(text).collect())
          assert.isAbove(Pcm.loudness(data), Pcm.audible)
        }
        for (const call of toolCalls) {
          called.push(call.name)
          context.insert([
            call,
            llm.FunctionCallOutput.create({ callId: call.callId, name: call.name, output: "ok", isError: false })
          ])
        }
      }
    }
    assert.deepStrictEqual(called, ["take_message", "end_call"])
    const observed = yield* endpoint.observed
    assert.strictEqual(observed.transcriptions.length, script.turns.length)
    assert.deepStrictEqual(wireDeviations(observed), [])
  }))
