import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Clock, Effect, FiberSet } from "effect"
import { EventEmitter } from "node:events"
import * as Speaking from "../../src/adapters/voice/Speaking.ts"
import type { VoiceEvent } from "../../src/services/VoiceSession.ts"

class Output extends EventEmitter {
  readonly captured: Array<AudioFrame> = []
  async captureFrame(frame: AudioFrame) {
    this.captured.push(frame)
  }
}

/** So much audio at 24 kHz: of a voice, or of none. */
export const frame = (millis: number, level = 1000) =>
  ({ data: new Int16Array(millis * 24).fill(level), sampleRate: 24_000, samplesPerChannel: millis * 24 }) as AudioFrame

/** A speech of the SDK's. */
export const speech = () => {
  let finish: () => void = () => {}
  const over = new Promise<void>((resolve) => finish = resolve)
  const handle = {
    interrupted: false,
    interrupt: () => {
      handle.interrupted = true
      return handle
    },
    waitForPlayout: () => over
  }
  return { handle: handle as unknown as voice.SpeechHandle, finish: Effect.sync(finish) }
}

/** What is played, on time that a test moves. */
export const speakingStage = Effect.gen(function*() {
  const clock = yield* Clock.Clock
  const fork = yield* FiberSet.makeRuntime<never>()
  const events: Array<VoiceEvent> = []
  const output = new Output()
  const host = {
    now: () => clock.currentTimeMillisUnsafe(),
    elapsed: () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6,
    emit: (event: VoiceEvent) => void events.push(event),
    later: (wait: Parameters<Speaking.SpeakingHost["later"]>[0], act: () => void) =>
      void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act)))
  }
  const speaking = Speaking.make(output as unknown as voice.AudioOutput, host, () => "reply")
  return {
    ...host,
    output,
    speaking,
    events,
    tags: () => events.map(({ _tag }) => _tag.replace("Agent", "")),
    starts: Effect.sync(() => output.emit("playbackStarted")),
    ends: (seconds: number, interrupted = false) =>
      Effect.sync(() => output.emit("playbackFinished", { playbackPosition: seconds, interrupted })),
    plays: (...frames: ReadonlyArray<AudioFrame>) =>
      Effect.promise(async () => {
        for (const one of frames) await output.captureFrame(one)
      })
  }
})
