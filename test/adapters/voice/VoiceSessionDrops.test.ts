import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import type { Connection, ModelScript } from "../../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
import { converse } from "../../support/VoiceStage.ts"

const answer = "Oui, tous les jours, de neuf heures à dix-huit heures."
const script: ModelScript = {
  turns: [
    { heard: "Êtes-vous ouverts ?", replies: [{ says: { FRENCH: answer } }] },
    { heard: "Êtes-vous là ?", replies: [{ says: { FRENCH: "Oui, je suis là." } }] }
  ]
}
const words = formants.render("Êtes-vous ouverts le samedi matin ?", "FRENCH", "caller")
const refuse: Connection = { _tag: "Refuse", status: 503 }

type Stage = Effect.Success<ReturnType<typeof converse>>

/** What was reported of turns and replies, in order. */
const told = ({ events }: Stage) =>
  Effect.map(events.seen, (seen) => seen.flatMap(({ _tag }) => /^(Caller|Reply|Model)/.test(_tag) ? [_tag] : []))

/** The next turn is taken and answered as if nothing had been. */
const goesOn = Effect.fnUntraced(function*({ conversation, events, speak }: Stage, nth: number) {
  const before = (yield* events.seen).filter(({ _tag }) => _tag === "CallerTurnEnded").length
  const speaking = yield* Effect.forkChild(speak())
  yield* events.next("CallerTurnEnded", before + 1)
  yield* conversation.reply()
  yield* events.next("AgentSaid", nth)
  yield* Fiber.join(speaking)
})

describe.concurrent("a model that is lost", () => {
  it.live.each(
    [
      ["while the caller speaks", words],
      ["within the silence that would have ended the turn", Pcm.concat([words, Pcm.silence(200)])]
    ] as const
  )("%s has lost that turn, once, and nobody answers it", ([, audio]) =>
    Effect.gen(function*() {
      const stage = yield* converse(script)
      const { endpoint, events, phone } = stage
      const speaking = yield* Effect.forkChild(phone.speak(audio))
      const { itemId } = yield* events.next("CallerStartedSpeaking")
      if (audio !== words) yield* Fiber.join(speaking)
      yield* endpoint.drop
      assert.strictEqual((yield* events.next("CallerTurnLost")).itemId, itemId)
      yield* events.next("ModelRestored")
      yield* phone.speak(Pcm.silence(600))
      yield* Fiber.join(speaking)
      const seen = yield* events.seen
      assert.strictEqual(seen.filter(({ _tag }) => _tag === "CallerTurnLost").length, 1)
      const ofThat = seen.filter((event) => "itemId" in event && event.itemId === itemId)
      assert.deepStrictEqual(ofThat.map(({ _tag }) => _tag), ["CallerStartedSpeaking", "CallerTurnLost"])
      assert.isUndefined(seen.find(({ _tag }) => _tag === "ReplyFailed"))
      const { wire } = yield* endpoint.observed
      assert.isUndefined(wire.find(({ type }) => type === "response.create"))
      yield* goesOn(stage, 1)
    }))

  it.live("between the end of a turn and its words has lost it, and the reply to it is asked for by nobody", () =>
    Effect.gen(function*() {
      const stage = yield* converse({ ...script, transcriptionLatency: 2000, replyLatency: 1000 })
      const { conversation, endpoint, events, speak } = stage
      yield* Effect.forkChild(speak())
      const ended = yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* events.next("ReplyCreated")
      yield* endpoint.drop
      assert.strictEqual((yield* events.next("CallerTurnLost")).itemId, ended.itemId)
      yield* events.next("ModelRestored")
      yield* goesOn(stage, 1)
      assert.deepStrictEqual((yield* told(stage)).slice(0, 9), [
        "CallerStartedSpeaking",
        "CallerTurnEnded",
        "ReplyCreated",
        "CallerTurnLost",
        "ModelReconnecting",
        "ModelRestored",
        "CallerStartedSpeaking",
        "CallerTurnEnded",
        "ReplyCreated"
      ])
      const { wire } = yield* endpoint.observed
      assert.strictEqual(wire.filter(({ type }) => type === "response.create").length, 2)
    }))

  it.live("in the middle of a reply owes it, and what was heard of it was interrupted", () =>
    Effect.gen(function*() {
      const stage = yield* converse({ ...script, transcriptionLatency: 0, speed: 2 })
      const { conversation, endpoint, events, phone, speak } = stage
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 500) || undefined)
      yield* endpoint.drop
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "dropped")
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted && answer.startsWith(said.text) && said.text.length < answer.length)
      assert.isUndefined((yield* events.seen).find(({ _tag }) => _tag === "CallerTurnLost"))
    }))

  it.live("is asked once it is there again for what it was asked for meanwhile", () =>
    Effect.gen(function*() {
      const stage = yield* converse({ ...script, connections: [{ _tag: "Accept" }, refuse, { _tag: "Accept" }] })
      const { conversation, endpoint, events } = stage
      yield* endpoint.drop
      yield* events.next("ModelReconnecting")
      yield* conversation.reply("Say that you are back.")
      yield* events.next("AgentSaid")
      assert.deepStrictEqual(yield* told(stage), [
        "ModelReconnecting",
        "ModelReconnecting",
        "ModelRestored",
        "ReplyCreated"
      ])
      const { wire } = yield* endpoint.observed
      const asked = wire.filter(({ type }) => type === "response.create")
      assert.deepInclude(asked[0]?.event["response"], { instructions: "Be brief.\nSay that you are back." })
      assert.strictEqual(asked.length, 1)
    }))

  it.live("can have it taken back meanwhile", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse(script)
      yield* endpoint.drop
      yield* events.next("ModelReconnecting")
      yield* conversation.reply()
      assert.isTrue(yield* conversation.withdrawReply)
      assert.isFalse(yield* conversation.withdrawReply)
      yield* events.next("ModelRestored")
      yield* conversation.say("Bonjour.")
      const { wire } = yield* endpoint.observed
      assert.isUndefined(wire.find(({ type }) => type === "response.create"))
    }))

  it.live("for good fails what it was asked for meanwhile", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({
        ...script,
        connections: [{ _tag: "Accept" }, refuse]
      })
      yield* endpoint.drop
      yield* events.next("ModelReconnecting")
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "modelLost")
    }))

  it.live("in the middle of a line that it says has interrupted it", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone } = yield* converse({ turns: [], speed: 2 }, { withoutTts: true })
      const saying = yield* Effect.forkChild(conversation.say(answer))
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 500) || undefined)
      yield* endpoint.drop
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: true })
      yield* events.next("ModelRestored")
      assert.deepStrictEqual(yield* conversation.say("Me revoici."), { interrupted: false })
      assert.isUndefined((yield* events.seen).find(({ _tag }) => _tag === "ReplyFailed"))
    }))

  it.live("says a line once it is there again", () =>
    Effect.gen(function*() {
      const connections: ReadonlyArray<Connection> = [{ _tag: "Accept" }, refuse, { _tag: "Accept" }]
      const { conversation, endpoint, events } = yield* converse({ turns: [], connections }, { withoutTts: true })
      yield* endpoint.drop
      yield* events.next("ModelReconnecting")
      assert.deepStrictEqual(yield* conversation.say("Me revoici."), { interrupted: false })
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Me revoici.")
    }))
})
