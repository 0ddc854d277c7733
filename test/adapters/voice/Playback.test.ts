import { assert, describe, it } from "@effect/vitest"
import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import type { ReadableStream, ReadableStreamDefaultReader } from "node:stream/web"
import * as Playback from "../../../src/adapters/voice/Playback.ts"
import { frame, speakingStage, speech } from "../../support/SpeakingStage.ts"

const line = "Un deux trois quatre cinq six sept huit neuf dix."
const phrase = { frames: [frame(1000), frame(1000)], seconds: 2 }

/** A phrase that is being said, by hand. */
const saying = Effect.fnUntraced(function*(options: { readonly throws?: true } = {}) {
  const stage = yield* speakingStage
  const { finish, handle } = speech()
  const turn = yield* Deferred.make<void>()
  const said: Array<Playback.Heard> = []
  let reader: ReadableStreamDefaultReader<AudioFrame> | undefined
  const session = {
    _closing: false,
    say: (_: unknown, { audio }: { readonly audio?: ReadableStream<AudioFrame> } = {}) => {
      if (options.throws) throw new Error("closing")
      reader = audio?.getReader()
      return handle
    }
  }
  const play = Playback.make({
    elapsed: stage.elapsed,
    outside: (call) => call(),
    session: session as unknown as Playback.PlaybackOptions["session"],
    speaking: stage.speaking,
    said: (heard) => void said.push(heard),
    turn: () => Deferred.await(turn)
  })
  const fiber = yield* Effect.forkChild(Effect.result(play(line, phrase, true)))
  yield* TestClock.adjust(0)
  return {
    ...stage,
    fiber,
    finish,
    handle: handle as voice.SpeechHandle,
    said,
    session,
    comesToItsTurn: Effect.gen(function*() {
      yield* Effect.promise(async () => void (await reader?.read()))
      yield* Deferred.succeed(turn, undefined)
    }),
    result: Effect.map(
      Fiber.join(fiber),
      (result) => result._tag === "Success" ? result.success : result.failure.reason
    )
  }
})

describe("a phrase that is played", () => {
  it.effect("was heard to its end where no more than a tenth of a second is missing", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, ends, finish, result, said, starts } = yield* saying()
      yield* comesToItsTurn
      yield* starts
      yield* TestClock.adjust("2 seconds")
      yield* ends(1.9)
      yield* finish
      assert.deepStrictEqual(yield* result, { interrupted: false })
      assert.deepStrictEqual(said, [{ text: line, startedAt: 0, interrupted: false }])
    }))

  it.effect("was interrupted where more is, whoever says otherwise, and heard by its part", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, ends, finish, result, said, starts } = yield* saying()
      yield* comesToItsTurn
      yield* starts
      yield* ends(1)
      yield* finish
      assert.deepStrictEqual(yield* result, { interrupted: true })
      assert.deepStrictEqual(said, [{ text: "Un deux trois quatre cinq", startedAt: 0, interrupted: true }])
    }))

  it.effect("was heard to its end although it was interrupted then", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, ends, finish, handle, result, starts } = yield* saying()
      yield* comesToItsTurn
      yield* starts
      handle.interrupt()
      yield* ends(2, true)
      yield* finish
      assert.deepStrictEqual(yield* result, { interrupted: false })
    }))

  it.effect("is given up 3 s after its turn where nothing of it begins to play", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, fiber, handle, result, said } = yield* saying()
      yield* TestClock.adjust("20 seconds")
      yield* comesToItsTurn
      yield* TestClock.adjust("2999 millis")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* result, "noAudio")
      assert.isTrue(handle.interrupted)
      assert.deepStrictEqual(said, [])
    }))

  it.effect("is not taken for begun by what played before it", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, ends, result, starts } = yield* saying()
      yield* starts
      yield* ends(3)
      yield* comesToItsTurn
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(yield* result, "noAudio")
    }))

  it.effect("is given up 5 s after it should be over, and what was heard of it is noted", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, fiber, handle, result, said, starts } = yield* saying()
      yield* comesToItsTurn
      yield* starts
      yield* TestClock.adjust("6999 millis")
      assert.isFalse(handle.interrupted)
      yield* TestClock.adjust("1 millis")
      assert.isTrue(handle.interrupted)
      assert.isUndefined(fiber.pollUnsafe(), "the output may still say how much it has played")
      yield* TestClock.adjust("300 millis")
      assert.strictEqual(yield* result, "noAudio")
      assert.deepStrictEqual(said, [{ text: line, startedAt: 0, interrupted: false }])
    }))

  it.effect("is noted as far as it was heard where it is given up from outside", () =>
    Effect.gen(function*() {
      const { comesToItsTurn, ends, fiber, handle, said, starts } = yield* saying()
      yield* comesToItsTurn
      yield* starts
      yield* TestClock.adjust("1 second")
      const interrupting = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* TestClock.adjust(0)
      assert.isTrue(handle.interrupted)
      yield* ends(0.6, true)
      yield* TestClock.adjust("20 millis")
      yield* Fiber.join(interrupting)
      assert.deepStrictEqual(said, [{ text: "Un deux trois", startedAt: 0, interrupted: true }])
    }))

  it.effect("was interrupted, and is not noted, where the caller spoke before its first word", () =>
    Effect.gen(function*() {
      const { finish, handle, result, said } = yield* saying()
      handle.interrupt()
      yield* finish
      assert.deepStrictEqual(yield* result, { interrupted: true })
      assert.deepStrictEqual(said, [])
    }))

  it.effect("was not heard where the session closes, or is over without a sound", () =>
    Effect.gen(function*() {
      const closing = yield* saying()
      closing.session._closing = true
      closing.handle.interrupt()
      yield* closing.finish
      assert.strictEqual(yield* closing.result, "closed")
      const silent = yield* saying()
      yield* silent.finish
      assert.strictEqual(yield* silent.result, "noAudio")
      assert.strictEqual(yield* (yield* saying({ throws: true })).result, "closed")
    }))
})
