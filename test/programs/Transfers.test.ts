import { assert, describe, it } from "@effect/vitest"
import { type Duration, Effect } from "effect"
import { TestClock } from "effect/testing"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { phrasesOf } from "../../src/receptionist/Phrases.ts"
import { clinic } from "../support/CallStage.ts"
import { conversing, settle, turn } from "../support/Conversing.ts"

const phrase = phrasesOf(clinic)
const announcement = phrase("transferAnnouncement", "FRENCH", { department: "Urgences" })
const dialled = "transfer tel:+15145550199"
const transfer = `{"department":"Urgences"}`
const left = JSON.stringify({ kind: "message", about: "Il a appelé pour sa facture.", callerName: "Marc Roy" })
const callback = (callbackNumber: string) =>
  JSON.stringify({ kind: "callback", about: "Sa facture", callerName: "Marc Roy", callbackNumber })

const passes = (time: Duration.Input) => Effect.andThen(settle, Effect.andThen(TestClock.adjust(time), settle))

/** The announcement takes its time. */
const announced = { say: () => Effect.as(Effect.sleep("3 seconds"), { interrupted: false }) }

const answers = (log: ReadonlyArray<string>) => log.filter((entry) => entry.startsWith("answer"))

describe("a transfer that is being announced", () => {
  it.effect("does not go out once the caller has called it off, and the model is told", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      const quick = yield* conversing(announced)
      for (const it of [stage, quick]) {
        yield* passes("3 seconds")
        yield* it.callTool("transfer_call", transfer)
        yield* it.emit({ _tag: "CallerStartedSpeaking", itemId: "u1", at: 0 })
        yield* settle
        yield* it.emit({ _tag: "CallerTurnEnded", itemId: "u1", at: 0 })
        // Their words are there when the announcement is over.
        yield* passes("2500 millis")
        yield* it.emit({ _tag: "CallerSaid", itemId: "u1", text: "Non, attendez, laissez faire.", spokenAt: 0 })
        yield* passes("3 seconds")
        const news = yield* it.news
        assert.notInclude(news, dialled)
        assert.lengthOf(answers(news), 1)
        assert.match(answers(news)[0] ?? "", /^answer error .*called the transfer off/)
        assert.isAbove(news.lastIndexOf("reply"), news.indexOf(answers(news)[0] ?? ""))
        yield* it.hangUp
        assert.strictEqual(yield* it.ending, "caller_hangup")
      }
    }))

  it.effect("goes out for a caller who says thank you, whose words do not come, or who goes on and on", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.callTool("transfer_call", transfer)
      yield* stage.emit(...turn("u1", "D'accord, merci."))
      yield* settle
      assert.include(yield* stage.news, dialled)
      const silent = yield* conversing()
      yield* silent.callTool("transfer_call", transfer)
      yield* silent.emit(...turn("u1"))
      yield* passes("2900 millis")
      assert.notInclude(yield* silent.news, dialled)
      yield* passes("200 millis")
      assert.include(yield* silent.news, dialled)
      const endless = yield* conversing()
      yield* endless.callTool("transfer_call", transfer)
      yield* endless.emit({ _tag: "CallerStartedSpeaking", itemId: "u1", at: 0 })
      yield* passes("11 seconds")
      assert.include(yield* endless.news, dialled)
    }))

  it.effect("is not called off by the words that asked for it", () =>
    Effect.gen(function*() {
      const stage = yield* conversing(announced)
      yield* passes("3 seconds")
      yield* stage.emit(...turn("u1"))
      yield* stage.callTool("transfer_call", transfer)
      yield* settle
      yield* stage.emit({ _tag: "CallerSaid", itemId: "u1", text: "Non, les urgences plutôt.", spokenAt: 0 })
      yield* passes("4 seconds")
      assert.include(yield* stage.news, dialled)
    }))
})

describe("a message and a transfer in one breath", () => {
  it.effect("are both done, in whichever order they are called for", () =>
    Effect.gen(function*() {
      const calls = [["take_message", left], ["transfer_call", transfer]] as const
      for (const order of [calls, calls.toReversed()]) {
        const stage = yield* conversing({ keepMessage: Effect.sleep("1 second") })
        yield* stage.emit(...turn("u1", "Dites-lui que j'ai appelé, et passez-moi les urgences."))
        yield* settle
        for (const [name, args] of order) yield* stage.callTool(name, args)
        yield* settle
        yield* passes("2 seconds")
        yield* settle
        assert.strictEqual(yield* stage.ending, "transferred")
        const news = yield* stage.news
        assert.lengthOf(yield* stage.messages, 1)
        assert.lengthOf(answers(news), 2)
        const told = news.findIndex((entry) => entry.startsWith("say C'est noté"))
        assert.isAbove(told, news.indexOf("keep message"))
        assert.isAbove(news.indexOf(dialled), told, "the caller hears that it was taken before they are put through")
      }
    }))

  it.effect("that has a number to be read back first: it is, and then they are put through", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192, et passez-moi les urgences."))
      yield* settle
      yield* stage.callTool("take_message", callback("514-555-0192"))
      yield* stage.callTool("transfer_call", transfer)
      yield* settle
      assert.lengthOf(answers(yield* stage.news), 2)
      assert.notInclude(yield* stage.news, `say ${announcement}`)
      yield* stage.agentSays("Cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien ça ?")
      yield* stage.emit(...turn("u2", "Oui."))
      yield* settle
      yield* stage.callTool("take_message", callback("514-555-0192"))
      yield* stage.callTool("transfer_call", transfer)
      assert.strictEqual(yield* stage.ending, "transferred")
      assert.deepStrictEqual((yield* stage.messages).map(({ complete }) => complete), [true])
    }))

  it.effect("that cannot be taken any more is kept as far as it had come", () =>
    Effect.gen(function*() {
      const stage = yield* conversing(announced)
      yield* passes("3 seconds")
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192, et passez-moi les urgences."))
      yield* settle
      yield* stage.callTool("transfer_call", transfer)
      yield* stage.callTool("take_message", callback("514-555-0192"))
      yield* passes("4 seconds")
      assert.strictEqual(yield* stage.ending, "transferred")
      const [message] = yield* stage.messages
      assert.deepInclude(message, { callbackNumber: PhoneNumber.make("+15145550192"), complete: false })
      assert.lengthOf(answers(yield* stage.news), 2)
    }))

  it.effect("whose disk hangs keeps nobody from being put through", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ keepMessage: Effect.never })
      yield* stage.callTool("take_message", left)
      yield* stage.callTool("transfer_call", transfer)
      yield* passes("6 seconds")
      const news = yield* stage.news
      assert.isAbove(news.indexOf(dialled), news.indexOf(`say ${phrase("messageNotTaken", "FRENCH")}`))
      assert.lengthOf(answers(news), 2)
      yield* passes("10 seconds")
      assert.strictEqual(yield* stage.ending, "transferred")
    }))
})
