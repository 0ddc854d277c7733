import { type Duration, Effect } from "effect"
import type {
  ConversationItem,
  RealtimeConversationItemAssistantMessage,
  RealtimeResponse,
  RealtimeResponseStatus,
  ResponseContentPartDoneEvent
} from "openai/resources/realtime/realtime"
import type { Loss, PlannedReply } from "./ModelScript.ts"
import * as Pcm from "./Pcm.ts"
import type { ServerEvent } from "./RealtimeProtocol.ts"

/** What a response needs of the connection that it is given on. */
export interface Surroundings {
  readonly send: (event: ServerEvent) => Effect.Effect<void>
  readonly nextId: (prefix: string) => string
  /** Puts an item at the end of the conversation; gives the id of the one before it. */
  readonly append: (itemId: string, audioMillis: number) => string | null
  /** Loses the connection. */
  readonly lose: (how: Loss["how"]) => Effect.Effect<void>
  readonly awaitsAnswers: (callIds: ReadonlyArray<string>) => void
}

export interface Plan {
  readonly reply: PlannedReply
  readonly audio: Pcm.Pcm
  readonly metadata: Readonly<Record<string, string>> | undefined
  /** To the first audio. */
  readonly latency: Duration.Duration
  readonly speed: number
  /** Why the response was cancelled, asked when it was. */
  readonly cancelReason: () => "client_cancelled" | "turn_detected"
}

const chunkMillis = 100

/** One response as the model streams it: created, its items, done. Interruption is its cancellation. */
export const respond = (around: Surroundings, plan: Plan): Effect.Effect<void> =>
  Effect.suspend(() => {
    const { reply } = plan
    const responseId = around.nextId("resp")
    const output: Array<ConversationItem> = []
    let sentMillis = 0
    let openItem: ConversationItem | undefined

    const response = (
      status: NonNullable<RealtimeResponse["status"]>,
      details?: RealtimeResponseStatus
    ): RealtimeResponse => ({
      id: responseId,
      object: "realtime.response",
      status,
      output,
      metadata: plan.metadata ?? null,
      ...(details !== undefined && { status_details: details }),
      ...(status !== "in_progress" && { usage: usage(reply.text ?? "", sentMillis) })
    })
    const done = (status: NonNullable<RealtimeResponse["status"]>, details?: RealtimeResponseStatus) =>
      around.send({ type: "response.done", response: response(status, details) })

    const finishItem = (item: ConversationItem, index: number) =>
      Effect.suspend(() => {
        output.push(item)
        openItem = undefined
        return Effect.andThen(
          around.send({ type: "response.output_item.done", response_id: responseId, output_index: index, item }),
          around.send({ type: "conversation.item.done", previous_item_id: null, item })
        )
      })

    const speak = Effect.fnUntraced(function*(text: string) {
      const itemId = around.nextId("item")
      const item: RealtimeConversationItemAssistantMessage = {
        id: itemId,
        object: "realtime.item",
        type: "message",
        role: "assistant",
        content: []
      }
      const at = { response_id: responseId, item_id: itemId, output_index: 0, content_index: 0 }
      const textOnly = reply.fault?._tag === "TextOnly"
      openItem = { ...item, status: "incomplete" }
      yield* around.send({ type: "response.output_item.added", response_id: responseId, output_index: 0, item })
      const previous = around.append(itemId, textOnly ? 0 : Pcm.millis(plan.audio))
      yield* around.send({ type: "conversation.item.added", previous_item_id: previous, item })
      const part = (text: string): ResponseContentPartDoneEvent.Part =>
        textOnly ? { type: "text", text } : { type: "audio", transcript: text }
      yield* around.send({ type: "response.content_part.added", ...at, part: part("") })
      const words = text.match(/\S+\s*/g) ?? []
      const deltaType = textOnly ? "response.output_text.delta" : "response.output_audio_transcript.delta"
      const chunks = textOnly ? [] : Pcm.frames(plan.audio, chunkMillis)
      let spoken = 0
      for (const [index, chunk] of chunks.entries()) {
        const due = Math.ceil(words.length * (index + 1) / chunks.length)
        for (; spoken < due; spoken++) yield* around.send({ type: deltaType, ...at, delta: words[spoken]! })
        const delta = Pcm.toBase64(reply.fault?._tag === "Mute" ? new Int16Array(chunk.length) : chunk)
        yield* around.send({ type: "response.output_audio.delta", ...at, delta })
        sentMillis += chunkMillis
        if (reply.fault?._tag === "Stalled" && sentMillis === reply.fault.afterMillis) {
          yield* reply.fault.forMillis === undefined ? Effect.never : Effect.sleep(reply.fault.forMillis)
        }
        if (reply.fault?._tag === "Lost" && sentMillis >= reply.fault.afterMillis) {
          return yield* Effect.andThen(around.lose(reply.fault.how), Effect.never)
        }
        yield* Effect.sleep(chunkMillis / plan.speed)
      }
      for (; spoken < words.length; spoken++) yield* around.send({ type: deltaType, ...at, delta: words[spoken]! })
      if (textOnly) {
        yield* around.send({ type: "response.output_text.done", ...at, text })
      } else {
        yield* around.send({ type: "response.output_audio.done", ...at })
        yield* around.send({ type: "response.output_audio_transcript.done", ...at, transcript: text })
      }
      yield* around.send({ type: "response.content_part.done", ...at, part: part(text) })
      const content = textOnly
        ? { type: "output_text" as const, text }
        : { type: "output_audio" as const, transcript: text }
      yield* finishItem({ ...item, status: "completed", content: [content] }, 0)
    })

    const callTools = Effect.fnUntraced(function*(first: number) {
      const calls = reply.calls.map((call) => ({
        id: around.nextId("item"),
        object: "realtime.item" as const,
        type: "function_call" as const,
        call_id: around.nextId("call"),
        name: call.name,
        arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments)
      }))
      around.awaitsAnswers(calls.map((call) => call.call_id))
      for (const [offset, call] of calls.entries()) {
        const output_index = first + offset
        const at = { response_id: responseId, item_id: call.id, output_index, call_id: call.call_id }
        const item = { ...call, status: "in_progress" as const, arguments: "" }
        yield* around.send({ type: "response.output_item.added", response_id: responseId, output_index, item })
        yield* around.send({
          type: "conversation.item.added",
          previous_item_id: around.append(call.id, 0),
          item
        })
        yield* around.send({ type: "response.function_call_arguments.delta", ...at, delta: call.arguments })
        const { arguments: whole, name } = call
        yield* around.send({ type: "response.function_call_arguments.done", ...at, name, arguments: whole })
        yield* finishItem({ ...call, status: "completed" }, output_index)
      }
    })

    const streamed = Effect.gen(function*() {
      yield* around.send({ type: "response.created", response: response("in_progress") })
      yield* Effect.sleep(plan.latency)
      if (reply.fault?._tag === "Failed") {
        const { code, text } = reply.fault
        // The real one may quote what it was asked; the description knows nothing of it.
        const error = { type: code, code, ...(text !== undefined && { message: text }) }
        return yield* done("failed", { type: "failed", error })
      }
      if (reply.fault?._tag === "Silent") return yield* Effect.never
      if (reply.fault?._tag !== "Empty") {
        if (reply.text !== undefined) yield* speak(reply.text)
        yield* callTools(reply.text === undefined ? 0 : 1)
      }
      yield* done("completed")
    })

    return Effect.onInterrupt(streamed, () =>
      Effect.gen(function*() {
        if (openItem !== undefined) yield* finishItem(openItem, 0)
        yield* done("cancelled", { type: "cancelled", reason: plan.cancelReason() })
      }))
  })

// The real model's figures, roughly: 4 tokens for 3 words, and 20 a second for the audio it makes.
const usage = (text: string, audioMillis: number) => {
  const words = Math.ceil((text.match(/\S+/g)?.length ?? 0) * 4 / 3)
  const audio = Math.round(audioMillis / 50)
  const input = { text_tokens: 400, audio_tokens: 50, cached_tokens: 0 }
  return {
    total_tokens: 450 + words + audio,
    input_tokens: 450,
    output_tokens: words + audio,
    input_token_details: input,
    output_token_details: { text_tokens: words, audio_tokens: audio }
  }
}
