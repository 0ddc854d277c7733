import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
import { converse } from "../../support/VoiceStage.ts"

const words = formants.render("Oui, d'accord, au revoir", "FRENCH", "caller")
const heard = "Oui, d'accord, au revoir"

const seconds = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const before = yield* Clock.monotonicTimeNanos
    yield* effect
    return Number((yield* Clock.monotonicTimeNanos) - before) / 1e9
  })

describe.concurrent("the last words of a caller", () => {
  it.live("are waited for where they are being transcribed", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({
        turns: [{ heard, replies: [] }],
        transcriptionLatency: 1000
      })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      assert.closeTo(yield* seconds(conversation.transcribed), 1, 0.8)
      assert.strictEqual((yield* events.next("CallerSaid")).text, heard)
    }))

  it.live("are words although the caller has hung up in the middle of them", () =>
    Effect.gen(function*() {
      const { conversation, events, hangUp, phone } = yield* converse({ turns: [{ heard, replies: [] }] })
      yield* Effect.forkChild(phone.speak(words))
      yield* events.next("CallerStartedSpeaking")
      const { media } = phone
      if (media._tag === "Streams") yield* Effect.promise(() => media.input.close())
      assert.isBelow(yield* seconds(conversation.transcribed), 2)
      yield* hangUp
      yield* events.over
      assert.strictEqual((yield* events.next("CallerSaid")).text, heard)
    }))

  it.live("are not waited for once it is known that there are none", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({
        turns: [{ heard, transcription: "failed", replies: [] }],
        transcriptionLatency: 500
      })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      assert.isBelow(yield* seconds(conversation.transcribed), 2)
      yield* events.next("CallerNotTranscribed")
    }))

  it.live("are waited for 4 s, and no longer", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({
        turns: [{ heard, transcription: "never", replies: [] }]
      })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      assert.closeTo(yield* seconds(conversation.transcribed), 4, 0.8)
    }))

  it.live("are no more where the model is lost, and nothing is where nothing was said", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone } = yield* converse({
        turns: [{ heard, replies: [] }],
        connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 401 }]
      })
      assert.isBelow(yield* seconds(conversation.transcribed), 1)
      const speaking = yield* Effect.forkChild(phone.speak(Pcm.concat([words, words])))
      yield* events.next("CallerStartedSpeaking")
      const waiting = yield* Effect.forkChild(seconds(conversation.transcribed))
      yield* endpoint.drop
      assert.isBelow(yield* Fiber.join(waiting), 2)
      yield* events.next("ModelLost")
      yield* Fiber.interrupt(speaking)
    }))
})
