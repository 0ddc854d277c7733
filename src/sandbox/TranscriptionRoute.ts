import { Effect, Schema } from "effect"
import type { Transcription } from "openai/resources/audio/transcriptions"
import { type Answer, json } from "./HttpAnswer.ts"
import type { HttpOutcome, Playbook, Turn } from "./ModelScript.ts"
import * as Pcm from "./Pcm.ts"

/** A request that the real service would refuse, too. */
export class BadUpload extends Schema.TaggedError<BadUpload>()("BadUpload", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}

export interface Upload {
  readonly model: string
  readonly language: string | undefined
  readonly audio: Pcm.Pcm
}

const bad = (reason: string) => Effect.fail(new BadUpload({ reason }))

/** Reads the form that a transcription is asked for with: a WAV file, a model, and no format but JSON. */
export const decode = Effect.fnUntraced(function*(body: Uint8Array<ArrayBuffer>, contentType: string) {
  const form = yield* Effect.tryPromise({
    try: () => new Response(body, { headers: { "content-type": contentType } }).formData(),
    catch: () => new BadUpload({ reason: "The body is no multipart/form-data." })
  })
  const file = form.get("file")
  const model = form.get("model")
  const language = form.get("language")
  const format = form.get("response_format") ?? "json"
  if (!(file instanceof File)) return yield* bad("file: required")
  if (typeof model !== "string" || model === "") return yield* bad("model: required")
  if (language !== null && !/^[a-z]{2}$/.test(String(language))) return yield* bad("language: not in ISO-639-1")
  if (format !== "json") return yield* bad("response_format: only json is spoken here")
  const audio = Pcm.fromWav(Buffer.from(yield* Effect.promise(() => file.arrayBuffer())))
  if (audio === undefined) return yield* bad("file: not a WAV file of 16-bit samples")
  if (Pcm.millis(audio) < 100) return yield* bad("Audio file is too short. Minimum audio length is 0.1 seconds.")
  const upload: Upload = { model, language: language === null ? undefined : String(language), audio }
  return upload
})

export const transcribed = (text: string, audio: Pcm.Pcm, latency: Answer["latency"]): Answer => {
  const body = (text: string) => {
    const input_tokens = Math.ceil(Pcm.millis(audio) / 100)
    const output_tokens = text.match(/\S+/g)?.length ?? 0
    const total_tokens = input_tokens + output_tokens
    return json({ text, usage: { type: "tokens", input_tokens, output_tokens, total_tokens } } satisfies Transcription)
  }
  return {
    latency,
    whole: body(text),
    empty: body(""),
    garbage: { contentType: "text/html", pieces: ["<html><body>Bad gateway</body></html>"] }
  }
}

const faults: Readonly<Record<"failed" | "never", HttpOutcome>> = {
  failed: { _tag: "Fail", status: 500 },
  never: { _tag: "Never" }
}

/** Whoever listens to a caller's turns, one after the other: the same audio is the same turn, and silence is none. */
export const listener = (playbook: Playbook) => {
  const known: Array<{ readonly audio: Pcm.Pcm; readonly turn: Turn }> = []
  return {
    heard: (audio: Pcm.Pcm): { readonly text: string; readonly fault?: HttpOutcome } => {
      if (Pcm.frames(audio, 20).every((frame) => Pcm.loudness(frame) < Pcm.audible)) return { text: "" }
      let same = known.find((one) => Buffer.from(one.audio.buffer).equals(Buffer.from(audio.buffer)))
      if (same === undefined) known.push(same = { audio, turn: playbook.nextTurn() })
      const { heard, transcription } = same.turn
      return { text: heard, ...(transcription !== undefined && { fault: faults[transcription] }) }
    }
  }
}
