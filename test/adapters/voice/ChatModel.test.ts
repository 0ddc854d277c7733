import { assert, describe, it } from "@effect/vitest"
import { Effect, FiberSet } from "effect"
import { OpenAI } from "openai"
import type { FunctionCall } from "../../../src/adapters/voice/Brain.ts"
import { chatMessages } from "../../../src/adapters/voice/cascade/ChatMessages.ts"
import { ask } from "../../../src/adapters/voice/cascade/ChatModel.ts"
import * as Reply from "../../../src/adapters/voice/cascade/Reply.ts"
import * as Sdk from "../../../src/adapters/voice/Sdk.ts"
import * as ChatRoute from "../../../src/sandbox/ChatRoute.ts"

/** A client whose every request is answered by these events. */
const answeredBy = (events: ReadonlyArray<unknown>) => {
  const body = [...events.map((event) => JSON.stringify(event)), "[DONE]"].map((data) => `data: ${data}\n\n`).join("")
  return new OpenAI({
    apiKey: "key",
    baseURL: "http://localhost:9/v1",
    maxRetries: 0,
    fetch: async () => new Response(body, { headers: { "content-type": "text/event-stream" } })
  })
}
const delta = (delta: unknown, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }]
})
const call = { index: 0, id: "c", type: "function", function: { name: "take_message", arguments: `{"about":"La fac` } }
const taken = (reason: string) => [delta({ content: "Je note" }), delta({ tool_calls: [call] }), delta({}, reason)]

const answer = Effect.fnUntraced(function*(events: ReadonlyArray<unknown>) {
  const heard: Array<string> = []
  const client = answeredBy(events)
  const { calls } = yield* ask(
    { client, deployment: "chat" },
    { messages: [{ role: "user", content: "Bonjour" }], tools: [] },
    { began: () => {}, text: (piece) => void heard.push(piece) },
    { input: 0, output: 0, cached: 0 }
  )
  return { calls: calls.length, heard }
})

describe("the chat model", () => {
  it.live.each(["length", "content_filter"])(
    "has nothing done that it called as it was cut short: %s",
    (reason) =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* answer(taken(reason)), { calls: 0, heard: ["Je note"] })
      })
  )

  it.live("has done what it called", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* answer(taken("tool_calls")), { calls: 1, heard: ["Je note"] })
    }))

  it.live("is heard between what a content filter that looks on beside it remarks", () =>
    Effect.gen(function*() {
      const remark = { choices: [{ index: 0, finish_reason: null, content_filter_offsets: { check_offset: 44 } }] }
      const [text, ...rest] = taken("tool_calls")
      assert.deepStrictEqual(
        yield* answer([{ choices: [], prompt_filter_results: [] }, text, remark, ...rest, remark]),
        { calls: 1, heard: ["Je note"] }
      )
    }))

  it.live("calls what it calls each time, whatever it calls the call", () =>
    Effect.gen(function*() {
      const fork = yield* FiberSet.makeRuntime<never>()
      const sdk = yield* Sdk.load
      const called = () =>
        Effect.callback<FunctionCall>((resume) => {
          Reply.begin({
            sdk,
            session: {} as Reply.ReplyOptions["session"],
            tts: {} as Reply.ReplyOptions["tts"],
            chat: { client: answeredBy([delta({ tool_calls: [call] }), delta({}, "tool_calls")]), deployment: "chat" },
            tools: [],
            messages: [{ role: "user", content: "Bonjour" }],
            tokens: { input: 0, output: 0, cached: 0 },
            spoken: { characters: 0, seconds: 0 },
            elapsed: () => 0,
            now: () => 0,
            emit: () => {},
            fork: (work) => {
              fork(Effect.ignore(work))
              return () => {}
            },
            outside: (call) => call(),
            stretches: () => ({ begun: 0, last: undefined }),
            begun: () => {},
            called: (call) => resume(Effect.succeed(call)),
            filtered: () => {},
            goOn: () => {}
          })
        })
      assert.notStrictEqual((yield* called()).id, (yield* called()).id)
    }))

  it.effect("is told of a call of what can be no tool in a way that it takes", () =>
    Effect.gen(function*() {
      const told = (name: string) =>
        ChatRoute.decode(JSON.stringify({
          model: "chat",
          messages: chatMessages([
            { _tag: "Called", at: 0, id: "c", call: { id: "c", name, args: "{}" } },
            { _tag: "Answered", at: 1, id: "a", callId: "c", output: "There is no such tool." }
          ])
        }))
      for (const name of ["take_message", "multi_tool_use.parallel", "prendre un message", "a".repeat(65)]) {
        const { messages } = yield* told(name)
        assert.include(JSON.stringify(messages), name === "take_message" ? name : "unknown")
      }
    }))
})
