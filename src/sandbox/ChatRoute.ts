import { Schema } from "effect"
import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions"
import { type Answer, type Body, json } from "./HttpAnswer.ts"
import type { Conversation, PlannedReply } from "./ModelScript.ts"

const Text = Schema.Union([
  Schema.String,
  Schema.Array(Schema.Struct({ type: Schema.Literal("text"), text: Schema.String }))
])

const ToolName = Schema.String.check(Schema.isPattern(/^[a-zA-Z0-9_-]{1,64}$/))

const ToolCall = Schema.Struct({
  id: Schema.NonEmptyString.check(Schema.isMaxLength(40)),
  type: Schema.Literal("function"),
  function: Schema.Struct({ name: ToolName, arguments: Schema.String })
})

const Message = Schema.Union([
  Schema.Struct({ role: Schema.Literals(["system", "developer", "user"]), content: Text }),
  Schema.Struct({
    role: Schema.Literal("assistant"),
    content: Schema.optionalKey(Schema.NullOr(Text)),
    tool_calls: Schema.optionalKey(Schema.NonEmptyArray(ToolCall))
  }),
  Schema.Struct({ role: Schema.Literal("tool"), tool_call_id: Schema.String, content: Text })
])
type Message = typeof Message.Type

const Tool = Schema.Struct({
  type: Schema.Literal("function"),
  function: Schema.Struct({
    name: ToolName,
    description: Schema.optionalKey(Schema.String),
    parameters: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
  })
})

// Only what the endpoint acts on is described; the rest is let through.
const Request = Schema.fromJsonString(Schema.Struct({
  model: Schema.NonEmptyString,
  messages: Schema.NonEmptyArray(Message),
  tools: Schema.optionalKey(Schema.NonEmptyArray(Tool)),
  tool_choice: Schema.optionalKey(Schema.Unknown),
  stream: Schema.optionalKey(Schema.NullOr(Schema.Boolean)),
  stream_options: Schema.optionalKey(Schema.NullOr(Schema.Struct({
    include_usage: Schema.optionalKey(Schema.Boolean)
  })))
}))

export const decode = Schema.decodeUnknownEffect(Request)
export type ChatRequest = typeof Request.Type

const textOf = (content: typeof Text.Type | null | undefined): string =>
  typeof content === "string" ? content : (content ?? []).map(({ text }) => text).join("\n")

/** Why the real service would refuse these messages: each call of a tool is answered, and right after it. */
export const refusal = ({ messages, stream, stream_options }: ChatRequest): string | undefined => {
  if (stream !== true && stream_options !== undefined && stream_options !== null) {
    return "The 'stream_options' parameter is only allowed when 'stream' is enabled."
  }
  const open = new Set<string>()
  for (const message of messages) {
    if (message.role === "tool") {
      if (!open.delete(message.tool_call_id)) {
        return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'."
      }
      continue
    }
    if (open.size > 0) break
    for (const { id } of callsOf(message)) open.add(id)
  }
  return open.size === 0
    ? undefined
    : "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
      `The following tool_call_ids did not have response messages: ${[...open].join(", ")}`
}

const callsOf = (message: Message) => message.role === "assistant" ? message.tool_calls ?? [] : []

/** Where the conversation stands that these messages are. */
export const conversationOf = ({ messages }: ChatRequest): Conversation => {
  const heard = messages.flatMap((message) => message.role === "user" ? [textOf(message.content)] : [])
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1)
  return { heard, toolsAnswered: since.filter(({ role }) => role === "tool").length }
}

/** Everything that the model is told to do, in order. */
export const instructionsOf = ({ messages }: ChatRequest): string =>
  messages
    .flatMap((message) => message.role === "system" || message.role === "developer" ? [textOf(message.content)] : [])
    .join("\n")

const wordsOf = (text: string) => text.match(/\S+/g)?.length ?? 0

interface Options {
  readonly nextId: (prefix: string) => string
  readonly latency: Answer["latency"]
  /** From one word to the next. */
  readonly wordMillis: number
}

export const complete = (
  request: ChatRequest,
  { calls, text = "" }: Pick<PlannedReply, "text" | "calls">,
  { latency, nextId, wordMillis }: Options
): Answer => {
  const offered = new Set(request.tool_choice === "none" ? [] : request.tools?.map((tool) => tool.function.name))
  const called = calls.filter(({ name }) => offered.has(name)).map((call) => ({
    id: nextId("call"),
    type: "function" as const,
    function: {
      name: call.name,
      arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments)
    }
  }))
  const id = nextId("chatcmpl")

  const body = (text: string, called: ReadonlyArray<typeof ToolCall.Type>): Body => {
    const prompt_tokens = request.messages.reduce((sum, message) => sum + wordsOf(textOf(message.content)), 0)
    const completion_tokens = wordsOf(text) + called.length * 20
    const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
    const finish_reason = called.length > 0 ? "tool_calls" : "stop"
    if (request.stream !== true) {
      const message = {
        role: "assistant" as const,
        content: text === "" ? null : text,
        refusal: null,
        ...(called.length > 0 && { tool_calls: [...called] })
      }
      return json(
        {
          id,
          object: "chat.completion",
          created: 0,
          model: request.model,
          choices: [{ index: 0, message, finish_reason, logprobs: null }],
          usage
        } satisfies ChatCompletion
      )
    }
    const chunk = (
      choices: ChatCompletionChunk["choices"],
      counted: ChatCompletionChunk["usage"] = null
    ): ChatCompletionChunk => ({
      id,
      object: "chat.completion.chunk",
      created: 0,
      model: request.model,
      choices,
      ...(request.stream_options?.include_usage === true && { usage: counted })
    })
    const delta = (
      delta: ChatCompletionChunk.Choice.Delta,
      finish: ChatCompletionChunk.Choice["finish_reason"] = null
    ) => chunk([{ index: 0, delta, finish_reason: finish, logprobs: null }])
    const chunks = [
      delta({ role: "assistant", content: text === "" ? null : "", refusal: null }),
      ...(text.match(/\S+\s*/g) ?? []).map((content) => delta({ content })),
      ...called.flatMap(({ function: { arguments: whole, name }, id, type }, index) => [
        delta({ tool_calls: [{ index, id, type, function: { name, arguments: "" } }] }),
        ...(whole.match(/.{1,12}/gs) ?? []).map((part) =>
          delta({ tool_calls: [{ index, function: { arguments: part } }] })
        )
      ]),
      delta({}, finish_reason),
      ...(request.stream_options?.include_usage === true ? [chunk([], usage)] : [])
    ]
    return {
      contentType: "text/event-stream",
      pieces: [...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), "data: [DONE]\n\n"],
      everyMillis: wordMillis
    }
  }
  return {
    latency,
    whole: body(text, called),
    empty: body("", []),
    garbage: request.stream === true
      ? { contentType: "text/event-stream", pieces: ["data: {\"object\": \"chat.comp\n\n", "data: [DONE]\n\n"] }
      : { contentType: "text/html", pieces: ["<html><body>Bad gateway</body></html>"] }
  }
}
