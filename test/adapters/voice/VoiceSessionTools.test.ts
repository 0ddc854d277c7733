import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { FunctionCall } from "../../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
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

  it.live("tell the model what became of them, once, also where it is to say nothing about it", () =>
    Effect.gen(function*() {
      const { call, conversation, endpoint, events } = yield* callTool()
      yield* call.answer("The caller was transferred.", { reply: false })
      yield* call.answer("too late")
      yield* conversation.say("Au revoir.")
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Au revoir.")
      const { wire } = yield* endpoint.observed
      assert.strictEqual(wire.filter(({ type }) => type === "response.create").length, 1)
      assert.deepStrictEqual(outputs(yield* endpoint.observed), ["The caller was transferred."])
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

  const strange: ReadonlyArray<readonly [string, FunctionCall]> = [
    ["are not there", { name: "no_such_tool", arguments: { any: true } }],
    ["have arguments that are no JSON", { name: "transfer_call", arguments: "{\"department\": Accueil" }],
    ["have none", { name: "transfer_call", arguments: "" }],
    ["have too many", { name: "transfer_call", arguments: JSON.stringify({ department: "A".repeat(9000) }) }]
  ]
  it.live.each(strange)("reach the program as they are where they %s", ([, wrong]) =>
    Effect.gen(function*() {
      const stage = yield* converse({ turns: [{ heard: "Bonjour", replies: [{ calls: [wrong] }, busy] }] }, {
        tools: [transfer]
      })
      yield* Effect.forkChild(stage.speak())
      yield* stage.events.next("CallerTurnEnded")
      yield* stage.conversation.reply()
      const { call } = yield* stage.events.next("ToolCalled")
      const args = typeof wrong.arguments === "string" ? wrong.arguments : JSON.stringify(wrong.arguments)
      assert.deepInclude(call, { name: wrong.name, args })
      yield* call.answer("There is no such tool.", { isError: true })
      assert.strictEqual((yield* stage.events.next("AgentSaid")).text, busy.says.FRENCH)
      const observed = yield* stage.endpoint.observed
      assert.deepStrictEqual(outputs(observed), ["There is no such tool."])
      assert.strictEqual((yield* stage.events.seen).filter(({ _tag }) => _tag === "ToolCalled").length, 1)
    }))

  it.live("that are called together are spoken about together, once all are answered", () =>
    Effect.gen(function*() {
      const both = [...calls, { name: "transfer_call", arguments: { department: "Urgences" } }]
      const stage = yield* converse({ turns: [{ heard: "Bonjour", replies: [{ calls: both }, busy] }] }, {
        tools: [transfer]
      })
      yield* Effect.forkChild(stage.speak())
      yield* stage.events.next("CallerTurnEnded")
      yield* stage.conversation.reply()
      const [first, second] = [
        (yield* stage.events.next("ToolCalled")).call,
        (yield* stage.events.next("ToolCalled", 2)).call
      ]
      yield* second.answer("two")
      yield* stage.conversation.say("Un instant.")
      yield* first.answer("one", { reply: false })
      assert.strictEqual((yield* stage.events.next("AgentSaid", 2)).text, busy.says.FRENCH)
      const observed = yield* stage.endpoint.observed
      assert.deepStrictEqual(outputs(observed), ["two", "one"])
      assert.strictEqual(observed.wire.filter(({ type }) => type === "response.create").length, 2)
    }))

  it.live("that are answered while the caller speaks are not spoken about over them, but with what answers them", () =>
    Effect.gen(function*() {
      const { call, conversation, endpoint, events, phone } = yield* callTool()
      const asked = Effect.map(endpoint.observed, ({ wire }) => wire.filter(({ type }) => type === "response.create"))
      const more = formants.render("Attendez, j'aimerais encore savoir quelque chose", "FRENCH", "caller")
      yield* Effect.forkChild(phone.speak(Pcm.concat([more, Pcm.silence(800)])))
      yield* events.next("CallerStartedSpeaking", 2)
      yield* call.answer("no answer there")
      yield* events.next("CallerTurnEnded", 2)
      assert.strictEqual((yield* asked).length, 1)
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      assert.strictEqual((yield* asked).length, 2)
      assert.deepStrictEqual(outputs(yield* endpoint.observed), ["no answer there"])
    }))

  it.live("that nobody answers are waited for without a word of the adapter's, and answered when the call is over", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, hangUp } = yield* callTool()
      yield* conversation.say("Au revoir.")
      yield* hangUp
      yield* events.over
      const observed = yield* endpoint.observed
      assert.deepStrictEqual(outputs(observed), ["The call is over."])
      assert.strictEqual(observed.wire.filter(({ type }) => type === "response.create").length, 1)
      const tags = (yield* events.seen).map(({ _tag }) => _tag)
      assert.deepStrictEqual(tags.filter((tag) => tag === "ReplyFailed" || tag === "AgentSaid"), ["AgentSaid"])
    }))

  it.live("do not keep the session from closing", () =>
    Effect.gen(function*() {
      const events = yield* Effect.scoped(Effect.map(callTool(), (stage) => stage.events))
      assert.isDefined((yield* events.seen).find(({ _tag }) => _tag === "ToolCalled"))
    }))
})
