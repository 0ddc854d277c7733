import { Schema } from "effect"
import { wavOf } from "../adapters/voice/Wav.ts"
import type { Answer, Body } from "./HttpAnswer.ts"
import type * as Pcm from "./Pcm.ts"
import { languageOf, type Speech } from "./Speech.ts"

const Request = Schema.fromJsonString(Schema.Struct({
  input: Schema.NonEmptyString.check(Schema.isMaxLength(4096)),
  model: Schema.String,
  voice: Schema.String,
  response_format: Schema.optionalKey(Schema.Literals(["mp3", "opus", "aac", "flac", "wav", "pcm"])),
  speed: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0.25, maximum: 4 }))),
  instructions: Schema.optionalKey(Schema.String)
}))

export const decode = Schema.decodeUnknownEffect(Request)
export type SpeechRequest = typeof Request.Type

const bytes = (pcm: Pcm.Pcm) => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)

// What an MP3 begins with: noise, to whoever takes it for samples.
const mp3: Body = {
  contentType: "audio/mpeg",
  pieces: [Buffer.concat([Buffer.from("ID3\u0004\0\0\0\0\0\0", "latin1"), Buffer.alloc(2_400, 0xfb)])]
}

/** The formats that it can speak in. */
export const isSpoken = ({ response_format: format = "mp3" }: SpeechRequest): boolean =>
  format === "pcm" || format === "wav"

export const speak = (speech: Speech, { input, response_format: format }: SpeechRequest): Answer => {
  const body = (pcm: Pcm.Pcm): Body => ({
    contentType: `audio/${format}`,
    pieces: [format === "wav" ? wavOf([pcm]) : bytes(pcm)]
  })
  return {
    latency: 0,
    whole: body(speech.render(input, languageOf(input), "agent")),
    empty: body(new Int16Array(0)),
    garbage: mp3
  }
}
