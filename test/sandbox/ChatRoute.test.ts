import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import OpenAI, { BadRequestError } from "openai"
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions"
import { wavOf } from "../../src/adapters/voice/Wav.ts"
import { verbatimInstruction } from "../../src/domain/Verbatim.ts"
import { languageInstruction } from "../../src/receptionist/Instructions.ts"
import type { HttpOutcome, ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"

const script: ModelScript = {
  replyLatency: 0,
  transcriptionLatency: 0,
  speed: 1000,
  opening: { says: { FRENCH: "Clinique, bonjour." } },
  turns: [
    {
      heard: "Êtes-vous ouverts samedi ?",
      replies: [{ says: { FRENCH: "Non, pas samedi.", ENGLISH: "Not on Saturdays." } }]
    },
    {
      heard: "La réception, s'il vous plaît.",
      replies: [
        { says: { FRENCH: "Un instant." }, calls: [{ name: "transfer_call", arguments: { department: "Réception" } }] },
        { says: { FRENCH: "Ça ne répond pas." } }
      ]
    },
    { heard: "Tant pis.", replies: [{ says: { FRENCH: "Au revoir." }, calls: [{ name: "end_call", arguments: {} }] }] }
  ]
}

const tools = ["transfer_call", "end_call"].map((name) => ({
  type: "function" as const,
  function: { name, description: "Does it.", parameters: { type: "object", properties: {} } }
}))

const system: ChatCompletionMessageParam = { role: "system", content: "standing" }
const user = (content: string): ChatCompletionMessageParam => ({ role: "user", content })
const called: ChatCompletionMessageParam = {
  role: "assistant",
  content: "Un instant.",
  tool_calls: [{ id: "call_1", type: "function", function: { name: "transfer_call", arguments: "{}" } }]
}
const answered: ChatCompletionMessageParam = { role: "tool", tool_call_id: "call_1", content: "busy" }
const [saturday, reception, goodbye] = script.turns.map(({ heard }) => user(heard)) as [
  ChatCompletionMessageParam,
  ChatCompletionMessageParam,
  ChatCompletionMessageParam
]

const stage = Effect.fnUntraced(function*(changes: Partial<ModelScript> = {}) {
  const endpoint = yield* RealtimeEndpoint.make({ ...script, ...changes })
  const client = new OpenAI({ baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key", maxRetries: 0, timeout: 2_000 })
  const stream = (messages: ReadonlyArray<ChatCompletionMessageParam>) =>
    Effect.tryPromise(async () => {
      const chunks = await client.chat.completions.create({
        model: "chat",
        messages: [...messages],
        tools,
        parallel_tool_calls: true,
        stream: true,
        stream_options: { include_usage: true }
      })
      let text = ""
      const calls: Array<string> = []
      let finish = ""
      let tokens = 0
      for await (const { choices: [choice], usage } of chunks) {
        text += choice?.delta.content ?? ""
        for (const { function: part, index } of choice?.delta.tool_calls ?? []) {
          calls[index] = `${calls[index] ?? ""}${part?.name ?? ""}${part?.arguments ?? ""}`
        }
        finish = choice?.finish_reason ?? finish
        tokens = usage?.total_tokens ?? tokens
      }
      return { text, calls, finish, tokens }
    }).pipe(Effect.mapError(({ cause }) => cause))
  return { endpoint, client, stream }
})

it.effect("streams what the script says, and the tools that it calls", () =>
  Effect.gen(function*() {
    const { endpoint, stream } = yield* stage()
    const first = yield* stream([system, saturday])
    assert.deepInclude(first, { text: "Non, pas samedi.", calls: [], finish: "stop" })
    assert.isAbove(first.tokens, 0)
    const second = yield* stream([system, saturday, { role: "assistant", content: "Non." }, reception])
    assert.deepInclude(second, {
      text: "Un instant.",
      calls: ["transfer_call{\"department\":\"Réception\"}"],
      finish: "tool_calls"
    })
    const [asked] = (yield* endpoint.observed).chats
    assert.deepInclude(asked, { key: "key" })
    assert.strictEqual(asked?.request.model, "chat")
  }))

it.effect("answers without a stream, too", () =>
  Effect.gen(function*() {
    const { client } = yield* stage()
    const { choices: [choice], usage } = yield* Effect.promise(() =>
      client.chat.completions.create({ model: "chat", messages: [system, reception], tools })
    )
    assert.strictEqual(choice?.message.content, "Un instant.")
    assert.strictEqual(choice?.finish_reason, "tool_calls")
    const [call] = choice?.message.tool_calls ?? []
    assert.strictEqual(call?.type === "function" && call.function.name, "transfer_call")
    assert.isAbove(usage?.total_tokens ?? 0, 0)
  }))

it.effect("knows from the messages alone where the conversation stands", () =>
  Effect.gen(function*() {
    const { stream } = yield* stage()
    const said = (...messages: ReadonlyArray<ChatCompletionMessageParam>) =>
      Effect.map(stream([system, ...messages]), ({ text }) => text)
    assert.strictEqual(yield* said(saturday, reception, called, answered), "Ça ne répond pas.")
    assert.strictEqual(yield* said(saturday), "Non, pas samedi.")
    assert.strictEqual(yield* said(user("euh  TANT PIS. ")), "Au revoir.")
    assert.strictEqual(yield* said(saturday, user(`${script.turns[1]!.heard} Tant pis.`)), "Au revoir.")
  }))

it.effect("speaks before the caller has, in the language and the words that it is told to", () =>
  Effect.gen(function*() {
    const { stream } = yield* stage()
    assert.strictEqual((yield* stream([system])).text, "Clinique, bonjour.")
    const line = "Bonjour, ici \"Anne\"."
    const told = (instruction: string): ChatCompletionMessageParam => ({
      role: "system",
      content: `standing\n${instruction}`
    })
    assert.strictEqual((yield* stream([told(verbatimInstruction(line)), saturday])).text, line)
    assert.strictEqual((yield* stream([told(languageInstruction("ENGLISH")), saturday])).text, "Not on Saturdays.")
  }))

it.effect("calls no tool that it was not offered", () =>
  Effect.gen(function*() {
    const { client } = yield* stage()
    const { choices } = yield* Effect.promise(() =>
      client.chat.completions.create({ model: "chat", messages: [system, goodbye], tools, tool_choice: "none" })
    )
    assert.deepInclude(choices[0], { finish_reason: "stop" })
    assert.isUndefined(choices[0]?.message.tool_calls)
  }))

it.effect.each(
  [
    { messages: [], reason: /messages/ },
    { messages: [system, reception, called, goodbye], reason: /must be followed by tool messages.*call_1/ },
    { messages: [system, reception, answered], reason: /must be a response to a preceding message/ }
  ] as const
)("refuses messages as the real one does: $reason", ({ messages, reason }) =>
  Effect.gen(function*() {
    const { stream } = yield* stage()
    const error = yield* Effect.flip(stream(messages))
    assert.instanceOf(error, BadRequestError)
    assert.match((error as BadRequestError).message, reason)
  }))

const outcomes: ReadonlyArray<{ readonly outcome: HttpOutcome; readonly error: RegExp }> = [
  { outcome: { _tag: "Fail", status: 429, code: "insufficient_quota" }, error: /^RateLimitError: 429/ },
  { outcome: { _tag: "Fail", status: 503, text: "no capacity" }, error: /^InternalServerError: 503 no capacity/ },
  { outcome: { _tag: "Reset" }, error: /^APIConnectionError/ },
  { outcome: { _tag: "Never" }, error: /^APIConnectionTimeoutError/ },
  { outcome: { _tag: "Half" }, error: /terminated/ },
  { outcome: { _tag: "Garbage" }, error: /JSON/ }
]

it.effect.each(outcomes)(
  "goes wrong as the script says, and then right: $outcome",
  ({ error, outcome }) =>
    Effect.gen(function*() {
      const { endpoint, stream } = yield* stage({ chats: [outcome, { _tag: "Answer" }] })
      const failed = yield* Effect.flip(stream([system, saturday]))
      assert.instanceOf(failed, Error)
      assert.match(`${(failed as Error).constructor.name}: ${(failed as Error).message}`, error)
      assert.strictEqual((yield* stream([system, saturday])).text, "Non, pas samedi.")
      assert.deepStrictEqual((yield* endpoint.observed).chats.map(({ outcome }) => outcome), [outcome, {
        _tag: "Answer"
      }])
    })
)

it.effect("says nothing at all, and stops in the middle, as the script says", () =>
  Effect.gen(function*() {
    const { client, stream } = yield* stage({ chats: [{ _tag: "Empty" }, { _tag: "Half", left: "open" }] })
    assert.deepInclude(yield* stream([system, saturday]), { text: "", calls: [], finish: "stop" })
    const heard = yield* Effect.promise(async () => {
      const chunks = await client.chat.completions.create({ model: "chat", messages: [system, saturday], stream: true })
      for await (const { choices } of chunks) if (choices[0]?.delta.content === "Non, ") return "Non, "
      return ""
    })
    assert.strictEqual(heard, "Non, ")
  }))

it.effect("goes on where the realtime model has stopped", () =>
  Effect.gen(function*() {
    const { client, endpoint, stream } = yield* stage()
    const wav = new File([Uint8Array.from(wavOf([formants.render("Samedi", "FRENCH", "caller")]))], "audio.wav")
    const heard = yield* Effect.promise(() => client.audio.transcriptions.create({ model: "stt", file: wav }))
    assert.strictEqual(heard.text, script.turns[0]?.heard)
    // Nobody wrote down what the caller said: but they said it.
    assert.strictEqual((yield* stream([system])).text, "Non, pas samedi.")
    assert.lengthOf((yield* endpoint.observed).transcriptions, 1)
  }))

it.effect("tells the calls that go on at once apart by what their callers have said", () =>
  Effect.gen(function*() {
    const neighbour: ModelScript = {
      ...script,
      turns: [{ heard: "Je voudrais annuler.", replies: [{ says: { FRENCH: "C'est fait." } }] }]
    }
    const endpoint = yield* RealtimeEndpoint.make(script, formants, true, [neighbour, script])
    const client = new OpenAI({ baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key", maxRetries: 0 })
    const answers = yield* Effect.forEach(
      ["Je voudrais annuler.", script.turns[0]!.heard, script.turns[2]!.heard, "Je voudrais annuler."],
      (content) =>
        Effect.promise(() => client.chat.completions.create({ model: "chat", messages: [{ role: "user", content }] })),
      { concurrency: "unbounded" }
    )
    assert.deepStrictEqual(
      answers.map(({ choices }) => choices[0]?.message.content),
      ["C'est fait.", "Non, pas samedi.", "Au revoir.", "C'est fait."]
    )
  }))
