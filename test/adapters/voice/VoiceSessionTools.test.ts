import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { converse } from "../../support/VoiceStage.ts"

const transfer = {
  name: "transfer_call",
  description: "Transfers the caller",
  parameters: { type: "object", properties: { department: { type: "string" } }, required: ["department"] }
}
const calls = [{ name: "transfer_call", arguments: { department: "Accueil" } }]
const busy = { says: { FRENCH: "Personne ne répond." } }
const turn = (says?: string) => ({
  heard: "L'accueil, s'il vous plaît",
  replies: [{ calls, ...(says !== undefined && { says: { FRENCH: says } }) }, busy]
})

const outputs = ({ wire }: Observed) =>
  wire.filter(({ event, type }) =>
    type === "conversation.item.create" && (event["item"] as { type: string }).type === "function_call_output"
  ).map(({ event }) => (event["item"] as { readonly output: string }).output)

const callTool = Effect.fnUntraced(function*(says?: string) {
  const stage = yield* converse({ turns: [turn(says)] }, { tools: [transfer] })
  yield* Effect.forkChild(stage.speak())
  yield* stage.events.next("CallerTurnEnded")
  yield* stage.conversation.reply()
  return { ...stage, call: (yield* stage.events.next("ToolCalled")).call }
})

describe.concurrent("VoiceSession's tools", () => {
  it.live("reach the program, and their answer the model, which goes on", () =>
    Effect.gen(function*() {
      const { call, endpoint, events } = yield* callTool()
      assert.deepInclude(call, { name: "transfer_call", args: "{\"department\":\"Accueil\"}", spokeFirst: false })
      yield* call.answer("no answer there")
      assert.strictEqual((yield* events.next("AgentSaid")).text, busy.says.FRENCH)
      assert.deepStrictEqual(outputs(yield* endpoint.observed), ["no answer there"])
      const { wire } = yield* endpoint.observed
      const declared = wire.find(({ event }) => (event["session"] as { tools?: Array<unknown> })?.tools?.length === 1)
      assert.deepInclude((declared!.event["session"] as { tools: Array<unknown> }).tools[0], transfer)
    }))

  it.live("end there when there is no answer to give", () =>
    Effect.gen(function*() {
      const { call, conversation, endpoint, events } = yield* callTool()
      yield* call.answer("", { reply: false })
      yield* call.answer("too late")
      yield* conversation.say("Au revoir.")
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Au revoir.")
      const { wire } = yield* endpoint.observed
      assert.strictEqual(wire.filter(({ type }) => type === "response.create").length, 1)
      assert.deepStrictEqual(outputs(yield* endpoint.observed), [""])
    }))

  it.live("leave the line free to be spoken on while they are under way", () =>
    Effect.gen(function*() {
      const { call, conversation, events } = yield* callTool()
      const announced = yield* conversation.say("Je vous transfère.", { interruptible: false })
      assert.deepStrictEqual(announced, { interrupted: false })
      yield* call.answer("failed", { isError: true })
      assert.strictEqual((yield* events.next("AgentSaid", 2)).text, busy.says.FRENCH)
      assert.strictEqual((yield* events.next("AgentSaid", 1)).text, "Je vous transfère.")
    }))

  it.live("can be called while the agent is still speaking, and are not taken back then", () =>
    Effect.gen(function*() {
      const { call, conversation, events } = yield* callTool("Un instant, je vous prie.")
      assert.isTrue(call.spokeFirst)
      assert.isFalse(yield* conversation.withdrawReply)
      yield* conversation.playedOut
      assert.deepInclude(yield* events.next("AgentSaid"), { text: "Un instant, je vous prie.", interrupted: false })
      yield* conversation.reply("Say something else.")
      assert.strictEqual((yield* events.next("AgentSaid", 2)).text, "Un instant, je vous prie.")
      yield* call.answer("done")
    }))

  it.live("do not keep the session from closing", () =>
    Effect.gen(function*() {
      const events = yield* Effect.scoped(Effect.map(callTool(), (stage) => stage.events))
      assert.isDefined((yield* events.seen).find(({ _tag }) => _tag === "ToolCalled"))
    }))
})
