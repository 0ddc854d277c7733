import type { voice } from "@livekit/agents"
import type { ModelUsage } from "../../domain/CallRecord.ts"

type Rows = voice.AgentSessionUsage["modelUsage"]

const rounded = (seconds: number) => Math.round(seconds * 10) / 10

const sum = (rows: Rows, type: Rows[number]["type"], figure: string) =>
  rows.reduce(
    (total, row) => total + (row.type === type ? Number((row as Readonly<Record<string, unknown>>)[figure] ?? 0) : 0),
    0
  )

/** What a realtime model has cost: by its own count, of replies that were taken back, too. */
export const modelRow = (
  { audioSeconds, model, provider, tokens }: {
    readonly provider: string
    readonly model: string
    readonly tokens: { readonly input: number; readonly output: number; readonly cached: number }
    readonly audioSeconds: { readonly input: number; readonly output: number }
  }
): ModelUsage => ({
  provider,
  model,
  inputTokens: tokens.input,
  outputTokens: tokens.output,
  cachedInputTokens: tokens.cached,
  inputAudioSeconds: rounded(audioSeconds.input),
  outputAudioSeconds: rounded(audioSeconds.output)
})

/** What a TTS has cost: what the SDK has spoken by it, and the phrases that were rendered for this call. */
export const ttsRow = (
  { model, provider, rendered, rows }: {
    readonly rows: Rows
    readonly provider: string
    readonly model: string
    readonly rendered: { readonly characters: number; readonly seconds: number }
  }
): ModelUsage => ({
  provider,
  model,
  inputTokens: 0,
  outputTokens: 0,
  characters: sum(rows, "tts_usage", "charactersCount") + rendered.characters,
  outputAudioSeconds: rounded(sum(rows, "tts_usage", "audioDurationMs") / 1000 + rendered.seconds)
})

const figures = ["cachedInputTokens", "inputAudioSeconds", "outputAudioSeconds", "characters"] as const

/** One row for each model, whoever used it. */
export const byModel = (rows: ReadonlyArray<ModelUsage>): ReadonlyArray<ModelUsage> => {
  const all = new Map<string, ModelUsage>()
  for (const row of rows) {
    const key = `${row.provider} ${row.model}`
    const other = all.get(key)
    all.set(
      key,
      other === undefined ? row : {
        ...other,
        ...row,
        inputTokens: other.inputTokens + row.inputTokens,
        outputTokens: other.outputTokens + row.outputTokens,
        ...Object.fromEntries(figures.flatMap((figure) =>
          other[figure] === undefined && row[figure] === undefined
            ? []
            : [[figure, rounded((other[figure] ?? 0) + (row[figure] ?? 0))]]
        ))
      }
    )
  }
  return [...all.values()]
}
