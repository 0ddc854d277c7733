import { Duration, Effect, Schema, Stream } from "effect"
import { APIError, type OpenAI } from "openai"
import type { ToolSpec } from "../../../domain/Tool.ts"
import type { FunctionCall } from "../Brain.ts"
import type { ChatMessage } from "./ChatMessages.ts"

/** A chat model's answer came to nothing. */
export class ChatFailed extends Schema.TaggedError<ChatFailed>()("ChatFailed", {
  /** As the API gives it. */
  code: Schema.String
}) {
  override get message() {
    return `the chat model did not answer (${this.code}): check AZURE_OPENAI_CHAT_DEPLOYMENT and its quota`
  }
}

export interface ChatOptions {
  readonly client: OpenAI
  readonly deployment: string
}

/** What comes of an answer, piece by piece. */
export interface Hearing {
  /** The model is at it. */
  readonly began: () => void
  readonly text: (piece: string) => void
}

export interface ChatAnswer {
  readonly calls: ReadonlyArray<Pick<FunctionCall, "name" | "args">>
}

export interface ChatTokens {
  input: number
  output: number
  cached: number
}

/** How long it may take to begin, and to go on. */
const patience = Duration.seconds(3)
/** How long an answer may take in all. */
const bound = Duration.seconds(30)

const codeOf = (error: unknown): string => {
  if (!(error instanceof APIError)) return "garbage"
  const status = error.status as number | undefined
  if (status === 401 || status === 403) return "invalid_api_key"
  if (status === 404) return "model_not_found"
  const code = [error.code, error.type].find((it) => typeof it === "string" && /^[A-Za-z][\w.-]{0,63}$/.test(it))
  return code ?? (status === undefined ? "unreachable" : `http_${status}`)
}
const failed = (error: unknown) => new ChatFailed({ code: codeOf(error) })
const late = Effect.fail(new ChatFailed({ code: "late" }))

const toolOf = ({ description, name, parameters }: ToolSpec): OpenAI.Chat.ChatCompletionTool => ({
  type: "function",
  function: { name, description, parameters: { ...parameters } }
})

/** Asks a chat model for an answer; what it says is heard as it comes, and what it calls is given at the end. */
export const ask = Effect.fnUntraced(function*(
  { client, deployment }: ChatOptions,
  { messages, tools }: { readonly messages: ReadonlyArray<ChatMessage>; readonly tools: ReadonlyArray<ToolSpec> },
  hearing: Hearing,
  tokens: ChatTokens
): Effect.fn.Return<ChatAnswer, ChatFailed> {
  const chunks = yield* Effect.tryPromise({
    try: (signal) =>
      client.chat.completions.create({
        model: deployment,
        messages: [...messages],
        ...(tools.length > 0 && { tools: tools.map(toolOf) }),
        stream: true,
        stream_options: { include_usage: true }
      }, { signal }),
    catch: failed
  }).pipe(Effect.timeoutOrElse({ duration: patience, orElse: () => late }))

  const calls = new Map<number, { name: string; args: string }>()
  let began = false
  let isFinished = false
  let isCutShort = false
  const take = ({ choices, usage }: OpenAI.Chat.ChatCompletionChunk) => {
    if (usage !== null && usage !== undefined) {
      tokens.input += usage.prompt_tokens
      tokens.output += usage.completion_tokens
      tokens.cached += usage.prompt_tokens_details?.cached_tokens ?? 0
    }
    const [choice] = choices
    if (choice === undefined) return
    // A content filter that does not hold the answer up remarks on it in choices that say nothing.
    const { delta, finish_reason: reason }: Partial<OpenAI.Chat.ChatCompletionChunk.Choice> = choice
    isFinished ||= typeof reason === "string"
    isCutShort ||= reason === "length" || reason === "content_filter"
    if (!began) hearing.began()
    began = true
    if (typeof delta?.content === "string" && delta.content !== "") hearing.text(delta.content)
    for (const { function: part, index } of delta?.tool_calls ?? []) {
      const call = calls.get(index) ?? { name: "", args: "" }
      calls.set(index, { name: call.name + (part?.name ?? ""), args: call.args + (part?.arguments ?? "") })
    }
  }
  yield* Stream.fromAsyncIterable(chunks, failed).pipe(
    Stream.timeoutOrElse({ duration: patience, orElse: () => Stream.fromEffect(late) }),
    Stream.runForEach((chunk) => Effect.try({ try: () => take(chunk), catch: failed })),
    Effect.timeoutOrElse({ duration: bound, orElse: () => late }),
    Effect.ensuring(Effect.sync(() => chunks.controller.abort()))
  )
  // What was cut off on its way may end like a whole answer, with half a call in it.
  if (began && !isFinished) return yield* new ChatFailed({ code: "unfinished" })
  // What was said is heard already, and asking again would come to the same; of what was called, half may be missing.
  if (isCutShort) return { calls: [] }
  return {
    calls: [...calls.values()].filter(({ name }) => name !== "").map((call) => ({ ...call, args: call.args || "{}" }))
  }
})
