import { Effect } from "effect"
import type { Transcription } from "openai/resources/audio/transcriptions"
import { type Answer, BadRequest, json } from "./HttpAnswer.ts"
import type { HttpOutcome, ModelScript, Playbook, Turn } from "./ModelScript.ts"
import * as Pcm from "./Pcm.ts"
import { recognise, sound } from "./Recognition.ts"
import type { Speech } from "./Speech.ts"

export interface Upload {
  readonly model: string
  readonly language: string | undefined
  readonly audio: Pcm.Pcm
  /** The form's fields, but for its file. */
  readonly sent: Readonly<Record<string, string>>
}

const bad = (reason: string) => Effect.fail(new BadRequest({ reason }))

/** Reads the form that a transcription is asked for with: a WAV file, a model, and no format but JSON. */
export const decode = Effect.fnUntraced(function*(body: Uint8Array<ArrayBuffer>, contentType: string) {
  const form = yield* Effect.tryPromise({
    try: () => new Response(body, { headers: { "content-type": contentType } }).formData(),
    catch: () => new BadRequest({ reason: "The body is no multipart/form-data." })
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
  const fields = [...form].flatMap(([name, value]) => typeof value === "string" ? [[name, value] as const] : [])
  const upload: Upload = {
    model,
    language: language === null ? undefined : String(language),
    audio,
    sent: Object.fromEntries(fields)
  }
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

interface Heard {
  readonly text: string
  readonly fault?: HttpOutcome
}

/**
 * Whoever writes down what callers say. A line is known by its sound, or the part of it that is to be heard; what is none
 * of the known ones is the next turn, and so is every turn of a script that does not tell what the caller says. The same
 * audio is the same turn, and silence is none.
 */
export const listener = (scripts: ReadonlyArray<ModelScript>, calls: () => ReadonlyArray<Playbook>, speech: Speech) => {
  const known: Array<{ readonly audio: Pcm.Pcm; readonly turn: Turn }> = []
  // Calls that go on at once may have the same script.
  const rendered = new Set<string>()
  const lines = scripts.flatMap(({ turns }) =>
    turns.flatMap(({ heard: text, said }, index) => {
      const key = JSON.stringify([index, text, said])
      if (said === undefined || rendered.has(key)) return []
      rendered.add(key)
      return [{ key, index, text, sound: sound(speech.render(said.text, said.language, "caller")) }]
    })
  )
  const sayIt = ({ index, key }: typeof lines[number]) =>
    calls().filter(({ turns }) => JSON.stringify([index, turns[index]?.heard, turns[index]?.said]) === key)
  const isDue = (line: typeof lines[number]) => sayIt(line).some((call) => call.finished() <= line.index)
  /** The turn is over in a call that is not beyond it. */
  const finish = (line: typeof lines[number]) => {
    const those = sayIt(line)
    return (those.find((call) => call.finished() <= line.index) ?? those[0])!.finish(line.index)
  }

  const written = (text: string, { transcription }: Turn): Heard => ({
    text,
    ...(transcription !== undefined && { fault: faults[transcription] })
  })

  const unknown = (audio: Pcm.Pcm): Heard => {
    let same = known.find((one) => Buffer.from(one.audio.buffer).equals(Buffer.from(audio.buffer)))
    if (same === undefined) known.push(same = { audio, turn: calls()[0]!.finish() })
    // A caller's line comes again soon, or not at all.
    if (known.length > 8) known.shift()
    return written(same.turn.heard, same.turn)
  }

  return {
    heard: (audio: Pcm.Pcm): Heard => {
      const heard = sound(audio)
      if (heard.every((frame) => frame === undefined)) return { text: "" }
      const recognised = recognise(heard, lines, (line) => isDue(lines[line]!))
      if (recognised.length === 0) return unknown(audio)
      const said = recognised.map(({ line }) => finish(lines[line]!))
      return written(recognised.map(({ text }) => text).join(" ").trim(), said.at(-1)!)
    }
  }
}
