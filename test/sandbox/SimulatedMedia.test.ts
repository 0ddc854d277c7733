import { assert, it } from "@effect/vitest"
import { AudioFrame } from "@livekit/rtc-node"
import { Deferred, Effect } from "effect"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as SimulatedMedia from "../../src/sandbox/SimulatedMedia.ts"
import { formants } from "../../src/sandbox/Speech.ts"

const speech = formants.render("Bonjour, ici Anne.", "FRENCH", "agent")

const line = Effect.gen(function*() {
  const simulated = yield* SimulatedMedia.make
  const { media } = simulated
  if (media._tag !== "Streams") return yield* Effect.die("the sandbox has streams")
  const finished = yield* Deferred.make<{ readonly playbackPosition: number; readonly interrupted: boolean }>()
  let started = 0
  media.output.on("playbackStarted", () => started++)
  media.output.on("playbackFinished", (event) => Deferred.doneUnsafe(finished, Effect.succeed(event)))
  const say = Effect.promise(async () => {
    for (const frame of Pcm.frames(speech, 50)) {
      await media.output.captureFrame(new AudioFrame(frame, Pcm.sampleRate, 1, frame.length))
    }
  })
  return { ...simulated, ...media, finished: Deferred.await(finished), say, starts: () => started }
})

const speaking = (heard: ReadonlyArray<{ readonly to: number }>) => heard.length > 0 ? heard.length : undefined

it.effect("plays what the agent says at the pace of speech, once, and lets the caller hear it", () =>
  Effect.gen(function*() {
    const { finished, output, say, starts, until } = yield* line
    yield* say
    output.flush()
    const { interrupted, playbackPosition } = yield* finished
    assert.isFalse(interrupted)
    assert.strictEqual(playbackPosition, Math.ceil(Pcm.millis(speech) / 50) * 0.05)
    assert.strictEqual(starts(), 1)
    assert.strictEqual((yield* Effect.promise(() => output.waitForPlayout())).playbackPosition, playbackPosition)
    const [heard] = yield* until((heard) => heard[0]?.over ? heard : undefined)
    const length = heard!.to - heard!.from
    assert.closeTo(length, Pcm.millis(speech), 60)
  }))

it.effect("stops at once when cleared, and says how much was heard", () =>
  Effect.gen(function*() {
    const { finished, output, say, until } = yield* line
    yield* say
    yield* until(speaking)
    output.clearBuffer()
    const { interrupted, playbackPosition } = yield* finished
    assert.isTrue(interrupted)
    assert.isAbove(playbackPosition, 0)
    assert.isBelow(playbackPosition, Pcm.millis(speech) / 1000)
  }))

it.effect("holds still while paused, and goes on where it was", () =>
  Effect.gen(function*() {
    const { finished, heard, output, say, until } = yield* line
    yield* say
    output.flush()
    yield* until(speaking)
    output.pause()
    yield* until((heard) => heard[0]?.over ? true : undefined)
    output.resume()
    const { interrupted, playbackPosition } = yield* finished
    assert.isFalse(interrupted)
    assert.strictEqual(playbackPosition, Math.ceil(Pcm.millis(speech) / 50) * 0.05)
    assert.isAbove((yield* heard).length, 1)
  }))

it.effect("carries the caller's speech to the session, and silence when nobody speaks", () =>
  Effect.gen(function*() {
    const { input, output, speak } = yield* line
    output.onAttached()
    const reader = input.stream.getReader()
    const next = Effect.map(Effect.promise(() => reader.read()), ({ value }) => Pcm.loudness(value!.data))
    assert.strictEqual(yield* next, 0)
    const spoken = yield* Effect.forkChild(speak(formants.render("Allô", "FRENCH", "caller")))
    while ((yield* next) < Pcm.audible);
    while ((yield* next) >= Pcm.audible);
    assert.isDefined(spoken.pollUnsafe())
  }))
