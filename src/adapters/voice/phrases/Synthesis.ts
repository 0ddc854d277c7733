import type { AudioFrame } from "@livekit/rtc-node"
import { Effect, type Redacted, Redacted as Secret } from "effect"
import { PhraseNotHeard } from "../../../services/VoiceSession.ts"
import type { Sdk } from "../Sdk.ts"

/** Who speaks, and how fast: 1 is the voice's own pace. */
export interface Speaker {
  readonly voice: string
  readonly speed?: number | undefined
}

export interface TtsOptions extends Speaker {
  /** `…/openai/v1` */
  readonly baseURL: string
  readonly apiKey: Redacted.Redacted
  readonly deployment: string
}

type Voice = NonNullable<NonNullable<ConstructorParameters<Sdk["TTS"]>[0]>["voice"]>

/** A phrase as it is played: 24 kHz mono. */
export interface RenderedPhrase {
  readonly frames: ReadonlyArray<AudioFrame>
  readonly seconds: number
}

/** What the endpoint speaks, in frames of 100 ms. */
const sampleRate = 24_000
const frameSamples = 2400

/**
 * The plugin's TTS, whose failures are reported instead of thrown: thrown, they surface as unhandled rejections, and as
 * an `error` event that closes the session.
 */
export const makeTts = (
  sdk: Sdk,
  { apiKey, baseURL, deployment, speed, voice }: TtsOptions,
  onFailure: () => void
) =>
  new class GuardedTts extends sdk.TTS {
    override synthesize(...args: Parameters<InstanceType<typeof sdk.TTS>["synthesize"]>) {
      const stream = super.synthesize(...args)
      const run = (stream as unknown as { run(): Promise<void> }).run.bind(stream)
      Object.defineProperty(stream, "run", { value: () => run().catch(onFailure) })
      return stream
    }
  }({
    baseURL,
    apiKey: Secret.value(apiKey),
    model: deployment,
    voice: voice as Voice,
    ...(speed !== undefined && { speed })
  })

// Not by the plugin: it makes numbers of all the bytes of a phrase, 100 MB of them for the phrases of one agent.
const request = async (
  { apiKey, baseURL, deployment: model, speed, voice }: TtsOptions,
  input: string,
  signal: AbortSignal
): Promise<Int16Array> => {
  const response = await fetch(`${baseURL}/audio/speech`, {
    method: "POST",
    headers: { authorization: `Bearer ${Secret.value(apiKey)}`, "content-type": "application/json" },
    body: JSON.stringify({ input, model, voice, response_format: "pcm", speed }),
    signal
  })
  if (!response.ok) {
    await response.body?.cancel() // else it holds its connection until it is garbage that somebody collects
    throw new PhraseNotHeard({ reason: "ttsFailed" })
  }
  const bytes = await response.arrayBuffer()
  const samples = new Int16Array(bytes, 0, bytes.byteLength >> 1)
  if (samples.length === 0) throw new PhraseNotHeard({ reason: "noAudio" })
  return samples
}

/** Asks the endpoint for a phrase, once. */
export const synthesize = (options: TtsOptions, input: string): Effect.Effect<Int16Array, PhraseNotHeard> =>
  Effect.tryPromise({
    try: (signal) => request(options, input, signal),
    catch: (error) => error instanceof PhraseNotHeard ? error : new PhraseNotHeard({ reason: "ttsFailed" })
  })

export const samplesOf = ({ frames }: RenderedPhrase): Int16Array => {
  const samples = new Int16Array(frames.reduce((length, { data }) => length + data.length, 0))
  let filled = 0
  for (const { data } of frames) {
    samples.set(data, filled)
    filled += data.length
  }
  return samples
}

export const phraseOf = ({ rtc: { AudioFrame } }: Sdk, samples: Int16Array): RenderedPhrase => ({
  frames: Array.from({ length: Math.ceil(samples.length / frameSamples) }, (_, index) => {
    const part = samples.slice(index * frameSamples, (index + 1) * frameSamples) // a frame is all of its buffer
    return new AudioFrame(part, sampleRate, 1, part.length)
  }),
  seconds: samples.length / sampleRate
})
