import type { AudioFrame } from "@livekit/rtc-node"
import { Cache, Duration, Effect, Exit, Option, type Redacted, Redacted as Secret, Schedule } from "effect"
import { PhraseNotHeard } from "../../services/VoiceSession.ts"
import { ttsRenders } from "../../telemetry/Metrics.ts"
import type { Sdk } from "./Sdk.ts"

export interface TtsOptions {
  /** `…/openai/v1` */
  readonly baseURL: string
  readonly apiKey: Redacted.Redacted
  readonly deployment: string
  readonly voice: string
}

type Voice = NonNullable<NonNullable<ConstructorParameters<Sdk["TTS"]>[0]>["voice"]>

/** A line as it is played: 24 kHz mono. */
export interface RenderedPhrase {
  readonly frames: ReadonlyArray<AudioFrame>
  readonly seconds: number
}

/** All tries of a line together: after two answers that never came, it is what stands between a caller and 10 s of silence. */
const renderBound = Duration.seconds(2)
const linesKept = 128
/** What the endpoint speaks, in frames of 100 ms. */
const sampleRate = 24_000
const frameSamples = 2400

/**
 * The plugin's TTS, whose failures are reported instead of thrown: thrown, they surface as unhandled rejections, and as
 * an `error` event that closes the session.
 */
export const makeTts = (sdk: Sdk, { apiKey, baseURL, deployment, voice }: TtsOptions, onFailure: () => void) =>
  new class GuardedTts extends sdk.TTS {
    override synthesize(...args: Parameters<InstanceType<typeof sdk.TTS>["synthesize"]>) {
      const stream = super.synthesize(...args)
      const run = (stream as unknown as { run(): Promise<void> }).run.bind(stream)
      Object.defineProperty(stream, "run", { value: () => run().catch(onFailure) })
      return stream
    }
  }({ baseURL, apiKey: Secret.value(apiKey), model: deployment, voice: voice as Voice })

// Not by the plugin: it makes numbers of all the bytes of a line, 100 MB of them for the lines of one agent.
const frames = async (
  { rtc: { AudioFrame } }: Sdk,
  { apiKey, baseURL, deployment: model, voice }: TtsOptions,
  input: string,
  signal: AbortSignal
): Promise<RenderedPhrase> => {
  const response = await fetch(`${baseURL}/audio/speech`, {
    method: "POST",
    headers: { authorization: `Bearer ${Secret.value(apiKey)}`, "content-type": "application/json" },
    body: JSON.stringify({ input, model, voice, response_format: "pcm" }),
    signal
  })
  if (!response.ok) {
    await response.body?.cancel() // else it holds its connection until it is garbage that somebody collects
    throw new PhraseNotHeard({ reason: "ttsFailed" })
  }
  const bytes = await response.arrayBuffer()
  const samples = new Int16Array(bytes, 0, bytes.byteLength >> 1)
  if (samples.length === 0) throw new PhraseNotHeard({ reason: "noAudio" })
  return {
    frames: Array.from({ length: Math.ceil(samples.length / frameSamples) }, (_, index) => {
      const part = samples.slice(index * frameSamples, (index + 1) * frameSamples) // a frame is all of its buffer
      return new AudioFrame(part, sampleRate, 1, part.length)
    }),
    seconds: samples.length / sampleRate
  }
}

/** Exact lines as audio: each rendered once and kept, by its text; the voice and the model are the layer's. */
export const make = Effect.fnUntraced(function*(sdk: Effect.Effect<Sdk>, options: TtsOptions) {
  const render = Effect.fn("VoiceSession.render")(
    function*(line: string) {
      const loaded = yield* sdk
      return yield* Effect.tryPromise({
        try: (signal) => frames(loaded, options, line, signal),
        catch: (error) => error instanceof PhraseNotHeard ? error : new PhraseNotHeard({ reason: "ttsFailed" })
      })
    },
    Effect.retry(Schedule.recurs(1).pipe(Schedule.tap(() => ttsRenders({ outcome: "retried" })))),
    Effect.timeoutOrElse({
      duration: renderBound,
      orElse: () => Effect.fail(new PhraseNotHeard({ reason: "noAudio" }))
    }),
    Effect.tap(ttsRenders({ outcome: "rendered" })),
    Effect.tapError(() => ttsRenders({ outcome: "failed" }))
  )
  const cache = yield* Cache.makeWith(render, {
    capacity: linesKept,
    timeToLive: (exit) => Exit.isSuccess(exit) ? Duration.infinity : Duration.zero
  })
  return {
    get: (line: string) => Cache.get(cache, line),
    isKept: (line: string) => Effect.map(Cache.getOption(cache, line), Option.isSome)
  }
})

export type RenderedPhrases = Effect.Success<ReturnType<typeof make>>
