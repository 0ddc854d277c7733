import type { voice } from "@livekit/agents"
import { assert, it } from "vitest"
import { modelRow, ttsRow } from "../../../src/adapters/voice/Usage.ts"

const rows = [
  { type: "llm_usage", charactersCount: 1000, audioDurationMs: 1000 },
  { type: "tts_usage", charactersCount: 30, audioDurationMs: 2540, inputTokens: 7 },
  { type: "tts_usage", charactersCount: 5, audioDurationMs: 100 }
] as unknown as voice.AgentSessionUsage["modelUsage"]

it("says what a realtime model has cost", () => {
  const audioSeconds = { input: 12.345, output: 6.05 }
  const tokens = { input: 110, output: 22, cached: 40 }
  assert.deepStrictEqual(modelRow({ tokens, provider: "azure-openai", model: "gpt-realtime", audioSeconds }), {
    provider: "azure-openai",
    model: "gpt-realtime",
    inputTokens: 110,
    outputTokens: 22,
    cachedInputTokens: 40,
    inputAudioSeconds: 12.3,
    outputAudioSeconds: 6.1
  })
})

it("adds up what a TTS has spoken for the model, and the phrases that were rendered", () => {
  const rendered = { characters: 100, seconds: 8 }
  assert.deepStrictEqual(ttsRow({ rows, provider: "azure-openai", model: "tts", rendered }), {
    provider: "azure-openai",
    model: "tts",
    inputTokens: 0,
    outputTokens: 0,
    characters: 135,
    outputAudioSeconds: 10.6
  })
})
