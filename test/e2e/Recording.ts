import { Effect, Stream } from "effect"
import { fileURLToPath } from "node:url"
import * as Sdk from "../../src/adapters/voice/Sdk.ts"
import * as Ear from "../../src/sandbox/Ear.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"

/** What can be heard in a recording: milliseconds from its beginning. */
export interface Recording {
  readonly millis: number
  readonly caller: ReadonlyArray<Ear.Heard>
  readonly agent: ReadonlyArray<Ear.Heard>
  /** The two channels: the caller's, and the agent's. */
  readonly left: Pcm.Pcm
  readonly right: Pcm.Pcm
}

const sounds = (pcm: Pcm.Pcm) =>
  Pcm.frames(pcm, 20).reduce<ReadonlyArray<Ear.Heard>>(
    (heard, frame, index) => Ear.hear(heard, frame, (index + 1) * 20),
    []
  )

/** Listens to a stereo recording that the worker stored: the caller is on the left, the agent on the right. */
export const listen = Effect.fnUntraced(function*(url: unknown) {
  const { agents } = yield* Sdk.load
  const frames = agents.audioFramesFromFile(fileURLToPath(String(url)), { sampleRate: Pcm.sampleRate, numChannels: 2 })
  const parts = yield* Stream.runCollect(Stream.fromAsyncIterable(frames, () => "not audio" as const))
  const both = Pcm.concat(parts.map(({ data }) => data))
  const channel = (offset: number) =>
    Int16Array.from({ length: both.length / 2 }, (_, index) => both[index * 2 + offset]!)
  const [left, right] = [channel(0), channel(1)]
  const recording: Recording = { millis: Pcm.millis(left), caller: sounds(left), agent: sounds(right), left, right }
  return recording
})
