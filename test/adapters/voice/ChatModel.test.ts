import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { OpenAI } from "openai"
import { ask } from "../../../src/adapters/voice/cascade/ChatModel.ts"

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

const answer = Effect.fnUntraced(function*(reason: string) {
  const heard: Array<string> = []
  const client = answeredBy([
    delta({ content: "Je note" }),
    delta({ tool_calls: [call] }),
    delta({}, reason)
  ])
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
        assert.deepStrictEqual(yield* answer(reason), { calls: 0, heard: ["Je note"] })
      })
  )

  it.live("has done what it called", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* answer("tool_calls"), { calls: 1, heard: ["Je note"] })
    }))
})
