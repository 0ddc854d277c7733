import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { ModelScript } from "../../../src/sandbox/ModelScript.ts"
import { converse as converseWith } from "../../support/VoiceStage.ts"

const tools = [{ name: "look_up", description: "Looks something up.", parameters: { type: "object", properties: {} } }]
const converse = (script: ModelScript) => converseWith(script, { pipeline: "cascade", tools })

const call = { name: "look_up", arguments: {} }
const found = "Au centre-ville, madame, à deux pas du métro."
const looksUp = (says?: string): ModelScript => ({
  turns: [{
    heard: "Où êtes-vous ?",
    replies: [{ ...(says !== undefined && { says: { FRENCH: says } }), calls: [call] }, { says: { FRENCH: found } }]
  }]
})

const asked = Effect.fnUntraced(function*(script: ModelScript) {
  const stage = yield* converse(script)
  yield* Effect.forkChild(stage.speak())
  yield* stage.events.next("CallerTurnEnded")
  yield* stage.conversation.reply()
  return stage
})

describe.concurrent("the cascade", () => {
  it.live("makes one reply, where a tool is answered while another is thought about", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* asked({ ...looksUp(), replyLatency: 600 })
      const { call } = yield* events.next("ToolCalled")
      yield* conversation.reply()
      yield* endpoint.until(({ chats }) => chats[1])
      yield* call.answer("12, rue du Parc")
      yield* events.next("AgentSaid")
      yield* Effect.sleep("1500 millis")
      assert.lengthOf((yield* events.seen).filter(({ _tag }) => _tag === "AgentStartedSpeaking"), 1)
    }))

  it.live("tells the model what it said before it called, in that order, heard already or not", () =>
    Effect.gen(function*() {
      const says = "Un instant, je regarde cela pour vous tout de suite."
      const { conversation, endpoint, events } = yield* asked(looksUp(says))
      const { call } = yield* events.next("ToolCalled")
      yield* call.answer("12, rue du Parc")
      yield* events.next("AgentSaid", 2)
      yield* conversation.reply()
      const { chats } = yield* endpoint.until(({ chats }) => chats.length === 3 ? { chats } : undefined)
      const told = (nth: number) =>
        chats[nth]?.request.messages.flatMap((message) =>
          message.role === "tool"
            ? ["answer"]
            : message.role === "assistant"
            ? ["tool_calls" in message ? "call" : message.content]
            : []
        )
      assert.deepStrictEqual(told(1), [says, "call", "answer"])
      assert.deepStrictEqual(told(2), [says, "call", "answer", found])
    }))

  it.live("tells the model nothing as said that its voice has failed to say", () =>
    Effect.gen(function*() {
      const says = "Un instant, je regarde cela pour vous tout de suite. Cela prend toujours un peu de temps, pardon."
      const { endpoint, events } = yield* asked({
        ...looksUp(says),
        tts: [{ _tag: "Answer" }, { _tag: "Fail", status: 500 }, { _tag: "Fail", status: 500 }, { _tag: "Answer" }]
      })
      const { call } = yield* events.next("ToolCalled")
      yield* call.answer("12, rue du Parc")
      const { request } = yield* endpoint.until(({ chats }) => chats[1])
      assert.include(JSON.stringify(request.messages), "tout de suite.")
      assert.notInclude(JSON.stringify(request.messages), "pardon")
    }))

  it.live("leaves a reply that is heard, where it begins anew", () =>
    Effect.gen(function*() {
      const says = "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine. ".repeat(4)
      const { conversation, events, phone } = yield* asked({
        turns: [{ heard: "Parlez-moi de vous", replies: [{ says: { FRENCH: says } }] }]
      })
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 1500) || undefined)
      yield* conversation.renew
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
      assert.isTrue((yield* events.next("AgentSaid")).interrupted)
    }))
})
