import type { AudioFrame } from "@livekit/rtc-node"
import { Duration, Effect, type Redacted, Redacted as Secret, Stream } from "effect"
import { PhraseNotHeard } from "../../../services/VoiceSession.ts"
import { sampleRate } from "../Media.ts"
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

/** Frames of 100 ms. */
const frameSamples = sampleRate / 10

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

/** How long the endpoint may take to begin to speak, and to go on. */
const patience = Duration.seconds(15)

/** How many bytes it takes to know a file. */
const headBytes = 4

/** How files begin that are no raw samples: WAV, MP3 with and without a tag, Ogg, FLAC. */
const isFile = (bytes: Uint8Array) => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(headBytes, bytes.byteLength))
  return ["RIFF", "OggS", "fLaC"].includes(head.toString("latin1")) || head.toString("latin1", 0, 3) === "ID3" ||
    (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)
}

/** JSON, or a page: something on the way has answered in the TTS's place. */
const isText = (bytes: Uint8Array) =>
  /^(?:\{["\s]|<[!?a-z])/i.test(Buffer.from(bytes.subarray(0, 2)).toString("latin1"))

// Not by the plugin: it makes numbers of all the bytes of a phrase, 100 MB of them for the phrases of one agent.
const request = async (
  { apiKey, baseURL, deployment: model, speed, voice }: TtsOptions,
  input: string,
  signal: AbortSignal
): Promise<ReadableStream<Uint8Array>> => {
  const response = await fetch(`${baseURL}/audio/speech`, {
    method: "POST",
    headers: { authorization: `Bearer ${Secret.value(apiKey)}`, "content-type": "application/json" },
    body: JSON.stringify({ input, model, voice, response_format: "pcm", speed }),
    signal
  })
  if (!response.ok || response.body === null) {
    await response.body?.cancel() // else it holds its connection until it is garbage that somebody collects
    throw new PhraseNotHeard({ reason: "ttsFailed" })
  }
  return response.body
}

const failed = (error: unknown) => error instanceof PhraseNotHeard ? error : new PhraseNotHeard({ reason: "ttsFailed" })

/** Bytes as they come, as whole samples. Nothing of them until it is known that they are no file. */
const toSamples = () => {
  let kept = new Uint8Array(0)
  let isFirst = true
  return (bytes: Uint8Array): Effect.Effect<Int16Array, PhraseNotHeard> => {
    const all = new Uint8Array(kept.length + bytes.length) // aligned as samples must be
    all.set(kept)
    all.set(bytes, kept.length)
    if (isFirst && all.length < headBytes) {
      kept = all
      return Effect.succeed(new Int16Array(0))
    }
    if (isFirst && isFile(all)) return Effect.fail(new PhraseNotHeard({ reason: "notPcm" }))
    if (isFirst && isText(all)) return Effect.fail(new PhraseNotHeard({ reason: "ttsFailed" }))
    isFirst = false
    kept = all.slice(all.length - all.length % 2)
    return Effect.succeed(new Int16Array(all.buffer, 0, all.length >> 1))
  }
}

/** Asks the endpoint for a phrase, once; its samples as they come. */
export const speak = (
  options: TtsOptions,
  input: string,
  { within = patience }: { readonly within?: Duration.Duration } = {}
): Stream.Stream<Int16Array, PhraseNotHeard> => {
  const late = Effect.fail(new PhraseNotHeard({ reason: "noAudio" }))
  return Stream.unwrap(
    Effect.tryPromise({ try: (signal) => request(options, input, signal), catch: failed }).pipe(
      Effect.timeoutOrElse({ duration: within, orElse: () => late }),
      Effect.map((body) => Stream.fromReadableStream({ evaluate: () => body, onError: failed }))
    )
  ).pipe(
    Stream.timeoutOrElse({ duration: within, orElse: () => Stream.fromEffect(late) }),
    Stream.mapEffect(toSamples()),
    Stream.filter((samples) => samples.length > 0)
  )
}

/** The same, all of it. */
export const synthesize = (options: TtsOptions, input: string): Effect.Effect<Int16Array, PhraseNotHeard> =>
  speak(options, input).pipe(
    Stream.runCollect,
    Effect.filterOrFail((parts) => parts.length > 0, () => new PhraseNotHeard({ reason: "noAudio" })),
    Effect.map(joined)
  )

const joined = (parts: ReadonlyArray<Int16Array>): Int16Array => {
  const samples = new Int16Array(parts.reduce((length, part) => length + part.length, 0))
  let filled = 0
  for (const part of parts) {
    samples.set(part, filled)
    filled += part.length
  }
  return samples
}

export const samplesOf = ({ frames }: RenderedPhrase): Int16Array => joined(frames.map(({ data }) => data))

/** Samples as the output takes them. */
export const framesOf = ({ rtc: { AudioFrame } }: Sdk, samples: Int16Array): ReadonlyArray<AudioFrame> =>
  Array.from({ length: Math.ceil(samples.length / frameSamples) }, (_, index) => {
    const part = samples.slice(index * frameSamples, (index + 1) * frameSamples) // a frame is all of its buffer
    return new AudioFrame(part, sampleRate, 1, part.length)
  })

export const secondsOf = (samples: Int16Array): number => samples.length / sampleRate

export const phraseOf = (sdk: Sdk, samples: Int16Array): RenderedPhrase => ({
  frames: framesOf(sdk, samples),
  seconds: secondsOf(samples)
})
