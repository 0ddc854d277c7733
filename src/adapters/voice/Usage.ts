import type { voice } from "@livekit/agents"
import type { ModelUsage } from "../../domain/CallRecord.ts"

export interface UsageParts {
  readonly session: voice.AgentSessionUsage
  readonly provider: string
  readonly realtimeModel: string
  readonly audioSeconds: { readonly input: number; readonly output: number }
  /** The lines that were rendered for this call; those kept from an earlier one cost nothing. */
  readonly lines?: { readonly model: string; readonly characters: number; readonly seconds: number }
}

const rounded = (seconds: number) => Math.round(seconds * 10) / 10

/** The SDK's rows, with what it leaves out: who the realtime model is, the seconds of audio, and the rendered lines. */
export const usage = (parts: UsageParts): ReadonlyArray<ModelUsage> => {
  const { audioSeconds, lines, provider, realtimeModel } = parts
  const rows = parts.session.modelUsage
  const sum = (type: string, figure: (row: Record<string, unknown>) => unknown) =>
    rows.reduce((total, row) => total + (row.type === type ? Number(figure(row) ?? 0) : 0), 0)

  const spoken = {
    characters: sum("tts_usage", (row) => row["charactersCount"]) + (lines?.characters ?? 0),
    seconds: sum("tts_usage", (row) => row["audioDurationMs"]) / 1000 + (lines?.seconds ?? 0)
  }
  return [
    {
      provider,
      model: realtimeModel,
      inputTokens: sum("llm_usage", (row) => row["inputTokens"]),
      outputTokens: sum("llm_usage", (row) => row["outputTokens"]),
      cachedInputTokens: sum("llm_usage", (row) => row["inputCachedTokens"]),
      inputAudioSeconds: rounded(audioSeconds.input),
      outputAudioSeconds: rounded(audioSeconds.output)
    },
    ...(lines === undefined ? [] : [{
      provider,
      model: lines.model,
      inputTokens: 0,
      outputTokens: 0,
      characters: spoken.characters,
      outputAudioSeconds: rounded(spoken.seconds)
    }])
  ]
}
