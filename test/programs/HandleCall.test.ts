import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { phrasesOf } from "../../src/receptionist/Phrases.ts"
import { clinic, makeStage } from "../support/CallStage.ts"

const phrase = phrasesOf(clinic)
const greeting = phrase("greeting", "FRENCH")

/** Lets everything run that can run without time passing. */
const settle = TestClock.adjust(0)

describe("HandleCall", () => {
  it.effect("answers, greets, and releases the line in order when the caller hangs up", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage()
      const call = yield* Effect.forkChild(stage.call)
      yield* settle
      yield* stage.hangUp
      assert.strictEqual(yield* Fiber.join(call), "caller_hangup")
      assert.deepStrictEqual(yield* stage.log, [
        "join",
        "prepare",
        "caller",
        "start",
        `say ${greeting}`,
        "close session",
        "hang up",
        "store transcripts",
        "store recordings",
        "delete room"
      ])
    }))

  it.effect("asks again after 4 s without an answer, apologises after 8 s, and ends", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage()
      const call = yield* Effect.forkChild(stage.call)
      yield* settle
      yield* stage.emit(
        { _tag: "CallerStartedSpeaking", itemId: "u1", at: 1 },
        { _tag: "CallerTurnEnded", itemId: "u1", at: 2 }
      )
      yield* settle
      assert.strictEqual((yield* stage.log).at(-1), "reply")
      yield* TestClock.adjust("3999 millis")
      assert.strictEqual((yield* stage.log).at(-1), "reply")
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual((yield* stage.log).slice(-2), ["withdraw", "reply"])
      yield* TestClock.adjust(Duration.seconds(4))
      assert.strictEqual(yield* Fiber.join(call), "model_error")
      assert.include(yield* stage.log, `say ${phrase("apology", "FRENCH")}`)
    }))
})
