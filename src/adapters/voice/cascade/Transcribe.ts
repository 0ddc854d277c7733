import { Duration, Effect, Schema } from "effect"
import { type OpenAI, toFile } from "openai"
import { wavOf } from "../Wav.ts"

/** A turn could not be transcribed. */
export class NotTranscribed extends Schema.TaggedError<NotTranscribed>()("NotTranscribed", {}) {
  override get message() {
    return "a turn of the caller was not transcribed: check AZURE_OPENAI_STT_DEPLOYMENT and its quota"
  }
}

export interface TranscribeOptions {
  readonly client: OpenAI
  readonly deployment: string
  /** The only language there is; the model finds it out without one. */
  readonly language?: string
}

const bound = Duration.seconds(3)
/** What was said in this audio, 24 kHz mono; it may be nothing. */
export const transcribe = (
  { client, deployment, language }: TranscribeOptions,
  pieces: ReadonlyArray<Int16Array>
): Effect.Effect<string, NotTranscribed> =>
  Effect.tryPromise({
    try: async (signal) => {
      const file = await toFile(wavOf(pieces), "audio.wav", { type: "audio/wav" })
      const request = {
        file,
        model: deployment,
        response_format: "json",
        ...(language !== undefined && { language })
      } as const
      const { text }: { readonly text?: unknown } = await client.audio.transcriptions.create(request, { signal })
      if (typeof text !== "string") throw new NotTranscribed()
      return text.trim()
    },
    catch: () => new NotTranscribed()
  }).pipe(
    Effect.retry({ times: 1 }), // the caller would have to say it again
    Effect.timeoutOrElse({ duration: bound, orElse: () => Effect.fail(new NotTranscribed()) })
  )
