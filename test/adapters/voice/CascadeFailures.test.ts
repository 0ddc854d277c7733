import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { HttpOutcome, ModelScript } from "../../../src/sandbox/ModelScript.ts"
import { converse as converseWith } from "../../support/VoiceStage.ts"

const answer = "Oui, nous sommes ouverts jusqu'à dix-huit heures."
const open = { heard: "Êtes-vous ouverts ?", replies: [{ says: { FRENCH: answer } }] }
const tools = [{ name: "end_call", description: "Ends the call.", parameters: { type: "object", properties: {} } }]
const works: HttpOutcome = { _tag: "Answer" }

const converse = (script: Partial<ModelScript>) =>
  converseWith({ turns: [open], ...script }, { pipeline: "cascade", tools })

const asked = Effect.fnUntraced(function*(script: Partial<ModelScript>) {
  const stage = yield* converse(script)
  yield* Effect.forkChild(stage.speak())
  yield* stage.events.next("CallerTurnEnded")
  yield* stage.conversation.reply()
  return stage
})

/** What is known to have failed at once, and may be tried again. */
const failures: ReadonlyArray<HttpOutcome> = [
  { _tag: "Fail", status: 500 },
  { _tag: "Fail", status: 429 },
  { _tag: "Reset" },
  { _tag: "Half" },
  { _tag: "Garbage" }
]
const faults: ReadonlyArray<HttpOutcome> = [
  ...failures,
  { _tag: "Never" },
  { _tag: "Half", left: "open" },
  { _tag: "Empty" }
]

describe.concurrent("a transcription that goes wrong", () => {
  it.live.each(failures)("once is not noticed: %j", (failure) =>
    Effect.gen(function*() {
      const { events, speak } = yield* converse({ transcriptions: [failure, works] })
      yield* Effect.forkChild(speak())
      assert.strictEqual((yield* events.next("CallerSaid")).text, open.heard)
    }))

  it.live.each(faults)(
    "costs the caller one turn, and no more: %j",
    (fault) =>
      Effect.gen(function*() {
        const { conversation, events, speak } = yield* converse({
          turns: [{ heard: "Allô ?", replies: [] }, open],
          transcriptions: failures.includes(fault) ? [fault, fault, works] : [fault, works]
        })
        yield* Effect.forkChild(speak())
        const started = yield* events.next("CallerStartedSpeaking")
        const lost = yield* events.next("CallerNotTranscribed")
        assert.deepInclude(lost, { itemId: started.itemId, spokenAt: started.at, lost: true })
        yield* speak()
        assert.strictEqual((yield* events.next("CallerSaid")).text, open.heard)
        yield* conversation.reply()
        assert.strictEqual((yield* events.next("AgentSaid")).text, answer)
        assert.lengthOf((yield* events.seen).filter(({ _tag }) => _tag === "CallerTurnEnded"), 1)
      })
  )

  it.live.each<readonly [string, string]>([
    ["in a language of nobody's", "Czy jesteście otwarci w sobotę?"],
    ["twice", "Êtes-vous ouverts ? Êtes-vous ouverts ?"]
  ])(
    "that comes %s is one turn, answered once, and the model has what was heard",
    ([, said]) =>
      Effect.gen(function*() {
        const { conversation, endpoint, events, speak } = yield* converse({ turns: [{ ...open, heard: said }] })
        yield* Effect.forkChild(speak())
        yield* events.next("CallerTurnEnded")
        yield* conversation.reply()
        assert.strictEqual((yield* events.next("AgentSaid")).text, answer)
        const tags = (yield* events.seen).map(({ _tag }) => _tag)
        assert.lengthOf(tags.filter((tag) => tag === "CallerSaid"), 1)
        assert.lengthOf(tags.filter((tag) => tag === "CallerTurnEnded"), 1)
        const { chats, transcriptions } = yield* endpoint.observed
        assert.lengthOf(transcriptions, 1)
        assert.lengthOf(chats, 1)
        assert.include(JSON.stringify(chats[0]?.request.messages), said)
      })
  )

  it.live("that comes late is waited for, once", () =>
    Effect.gen(function*() {
      const { endpoint, events, speak } = yield* converse({ transcriptions: [{ _tag: "Answer", delay: 1500 }] })
      yield* Effect.forkChild(speak())
      assert.strictEqual((yield* events.next("CallerSaid")).text, open.heard)
      yield* Effect.sleep("500 millis")
      assert.lengthOf((yield* events.seen).filter(({ _tag }) => _tag === "CallerSaid"), 1)
      assert.lengthOf((yield* endpoint.observed).transcriptions, 1)
    }))
})

describe.concurrent("a chat model that goes wrong", () => {
  it.live.each<readonly [HttpOutcome, string]>([
    [{ _tag: "Fail", status: 500 }, "server_error"],
    [{ _tag: "Fail", status: 429, code: "insufficient_quota" }, "insufficient_quota"],
    [{ _tag: "Fail", status: 401 }, "invalid_api_key"],
    [{ _tag: "Fail", status: 404 }, "model_not_found"],
    [{ _tag: "Reset" }, "unreachable"],
    [{ _tag: "Never" }, "late"],
    [{ _tag: "Garbage" }, "garbage"],
    [{ _tag: "Empty" }, "empty"]
  ])("is reported, and can be asked again: %j", ([fault, code]) =>
    Effect.gen(function*() {
      const { conversation, events } = yield* asked({ chats: [fault, works] })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, code)
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, answer)
    }))

  it.live("is not asked again with words that its content filter refuses, nor is anything after them", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* asked({
        turns: [open, { heard: "Et le samedi ?", replies: [{ says: { FRENCH: answer } }] }],
        otherwise: { heard: "", replies: [{ says: { FRENCH: "Pardon ?" } }] },
        chats: [{ _tag: "Fail", status: 400, code: "content_filter" }, works]
      })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "content_filter")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded", 2)
      yield* conversation.reply()
      yield* events.next("AgentSaid", 2)
      const { chats } = yield* endpoint.observed
      const said = chats.map(({ request }) => JSON.stringify(request.messages))
      assert.deepStrictEqual(said.map((messages) => messages.includes(open.heard)), [true, false, false])
      assert.include(said[2], "Et le samedi ?")
    }))

  it.live.each<HttpOutcome>([{ _tag: "Half" }, { _tag: "Half", left: "open" }, { _tag: "Half", left: "whole" }])(
    "breaks off in the middle: %j",
    (fault) =>
      Effect.gen(function*() {
        const { conversation, events } = yield* asked({ chats: [fault, works] })
        yield* events.next("ReplyFailed")
        yield* conversation.interrupt
        yield* conversation.reply()
        yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.text === answer))
      })
  )

  it.live("breaks off in the middle of a call, which is none", () =>
    Effect.gen(function*() {
      const calls = [{ name: "end_call", arguments: { reason: "the caller has said goodbye, and meant it" } }]
      const { events } = yield* asked({
        turns: [{ ...open, replies: [{ calls }] }],
        chats: [{ _tag: "Half", left: "whole" }, works]
      })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "unfinished")
      assert.deepStrictEqual((yield* events.seen).filter(({ _tag }) => _tag === "ToolCalled"), [])
    }))

  it.live.each([
    "{\"name\": \"end_call\", \"arguments\": {}}",
    "<tool_call>end_call</tool_call>",
    "Je raccroche. end_call()",
    "```json\n{}\n```"
  ])("writes a call instead of making one, which nobody hears: %s", (says) =>
    Effect.gen(function*() {
      const { endpoint, events } = yield* asked({ turns: [{ ...open, replies: [{ says: { FRENCH: says } }] }] })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "writtenCall")
      assert.isFalse((yield* endpoint.observed).speeches.some(({ input }) => /end_call|[{}<]/.test(input)))
    }))
})

describe.concurrent("a TTS that goes wrong", () => {
  it.live.each(faults.filter(({ _tag }) => _tag !== "Half"))(
    "is asked once more, and then reported: %j",
    (fault) =>
      Effect.gen(function*() {
        const once = yield* asked({ tts: [fault, works] })
        if (fault._tag === "Garbage") assert.strictEqual((yield* once.events.next("ReplyFailed")).code, "tts")
        else assert.strictEqual((yield* once.events.next("AgentSaid")).text, answer)
        const twice = yield* asked({ tts: [fault, fault, works] })
        assert.strictEqual((yield* twice.events.next("ReplyFailed")).code, "tts")
        if (fault._tag === "Garbage") return
        yield* twice.conversation.reply()
        assert.strictEqual((yield* twice.events.next("AgentSaid")).text, answer)
      })
  )

  it.live("fails over a later sentence: what there is of the answer is heard out, then it is reported", () =>
    Effect.gen(function*() {
      const [first, second] = ["Nous recevons sur rendez-vous, et parfois sans.", "Le métro est à trois minutes."]
      const fault: HttpOutcome = { _tag: "Fail", status: 500 }
      const { events } = yield* asked({
        turns: [{ ...open, replies: [{ says: { FRENCH: `${first} ${second}` } }] }],
        tts: [works, fault, fault, works]
      })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "tts")
      const seen = yield* events.seen
      assert.deepStrictEqual(seen.slice(-3).map(({ _tag }) => _tag), [
        "AgentStoppedSpeaking",
        "AgentSaid",
        "ReplyFailed"
      ])
      assert.deepInclude(yield* events.next("AgentSaid"), { text: first, interrupted: true })
    }))

  it.live("breaks off in the middle of a sentence: what was heard is kept, and it is reported", () =>
    Effect.gen(function*() {
      const { events } = yield* asked({ tts: [{ _tag: "Half", left: "open" }, works] })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "tts")
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted)
      assert.isTrue(answer.startsWith(said.text) && said.text !== answer, said.text)
    }))
})
