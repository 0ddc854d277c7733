import { Duration, Effect, FiberHandle, FiberSet, Option, type Scope } from "effect"
import type { ConversationItem, RealtimeSessionCreateRequest } from "openai/resources/realtime/realtime"
import type { Carried } from "./Calls.ts"
import type { Loss, Turn } from "./ModelScript.ts"
import * as Pcm from "./Pcm.ts"
import { type ClientEvent, type ClientItem, errorEvent, type Of, type ServerEvent } from "./RealtimeProtocol.ts"
import * as Response from "./RealtimeResponse.ts"
import type { Speech } from "./Speech.ts"
import * as Vad from "./Vad.ts"

export interface ConversationOptions {
  readonly call: Carried
  /** Nothing is heard of what the caller says. */
  readonly deaf: boolean
  readonly speech: Speech
  readonly transcriptionLatency: Duration.Duration
  readonly replyLatency: Duration.Duration
  readonly speed: number
  readonly nextId: (prefix: string) => string
  readonly send: (event: ServerEvent) => Effect.Effect<void>
  readonly lose: (how: Loss["how"]) => Effect.Effect<void>
}

/** The server's side of one realtime connection: gives the handler of its client events, which come one at a time. */
export const converse = Effect.fnUntraced(function*(
  options: ConversationOptions
): Effect.fn.Return<(event: ClientEvent) => Effect.Effect<void>, never, Scope.Scope> {
  const { call, nextId, send } = options
  const { playbook } = call
  const active = yield* FiberHandle.make<void>()
  const background = yield* FiberSet.make<void>()
  const order: Array<string> = []
  const audioMillis = new Map<string, number>()
  /** Every function call of this session, answered or not. */
  const calls = new Set<string>()
  let cancelReason: "client_cancelled" | "turn_detected" = "client_cancelled"
  /** The response under way does not let itself be cancelled. */
  let stubborn = false
  let vad = Vad.initial
  let turnItem: string | undefined
  /** How much audio has come since the last turn. */
  let bufferedMillis = 0
  /** When the turn began that the caller is in. */
  let turnSince = 0
  let session = {
    instructions: "",
    transcribe: true,
    vad: { enabled: true, silenceMillis: 200, createResponse: true, interruptResponse: true }
  }

  const append = (itemId: string, spokenMillis: number, after?: string): string | null => {
    const found = after === undefined ? order.length - 1 : order.indexOf(after)
    const previous = order[found] ?? null
    order.splice(found + 1, 0, itemId)
    audioMillis.set(itemId, spokenMillis)
    call.added(itemId)
    return previous
  }

  const isActive = Effect.map(FiberHandle.get(active), Option.isSome)

  const cancel = (reason: typeof cancelReason) =>
    Effect.suspend(() => {
      cancelReason = reason
      return stubborn ? Effect.void : FiberHandle.clear(active)
    })

  const createResponse = Effect.fnUntraced(function*(event?: Of<"response.create">) {
    if (yield* isActive) {
      const message = "Conversation already has an active response in progress. Wait until the response is finished."
      return yield* send(errorEvent("conversation_already_has_active_response", message, event?.event_id))
    }
    const asked = event?.response
    const reply = playbook().reply(asked?.instructions ?? session.instructions)
    stubborn = reply.fault?._tag === "Stalled" && reply.fault.stubborn === true
    if (reply.fault?._tag === "Unanswered") return
    if (reply.fault?._tag === "Refused") return yield* send(errorEvent(reply.fault.code, "scripted", event?.event_id))
    const plan: Response.Plan = {
      reply,
      audio: reply.text === undefined ? new Int16Array(0) : options.speech.render(reply.text, reply.language, "agent"),
      metadata: asked?.metadata,
      latency: options.replyLatency,
      speed: options.speed,
      cancelReason: () => cancelReason
    }
    const around: Response.Surroundings = {
      ...options,
      append,
      awaitsAnswers: (callIds) => {
        playbook().called(callIds)
        for (const callId of callIds) calls.add(callId)
      }
    }
    yield* FiberHandle.run(active, Response.respond(around, plan))
  })

  const transcribe = Effect.fnUntraced(function*(itemId: string, turn: Turn) {
    const { heard, transcription: fault, transcriptionLatency } = turn
    if (!session.transcribe || fault === "never") return
    yield* Effect.sleep(
      transcriptionLatency === undefined
        ? options.transcriptionLatency
        : Duration.fromInputUnsafe(transcriptionLatency)
    )
    const at = { item_id: itemId, content_index: 0 }
    const type = "conversation.item.input_audio_transcription" as const
    if (fault === "failed") {
      const error = { type: "transcription_error", code: "audio_unintelligible", message: heard }
      return yield* send({ type: `${type}.failed`, ...at, error })
    }
    for (const delta of heard.match(/\S+\s*/g) ?? []) yield* send({ type: `${type}.delta`, ...at, delta })
    const usage = { type: "tokens" as const, total_tokens: 30, input_tokens: 20, output_tokens: 10 }
    yield* send({ type: `${type}.completed`, ...at, transcript: heard, usage })
  })

  const endTurn = Effect.fnUntraced(function*(itemId: string) {
    turnItem = undefined
    bufferedMillis = 0
    const turn = playbook().finish()
    const previous = append(itemId, 0)
    const item: ConversationItem = {
      id: itemId,
      object: "realtime.item",
      type: "message",
      role: "user",
      status: "completed",
      content: [{ type: "input_audio" }]
    }
    yield* send({ type: "input_audio_buffer.committed", previous_item_id: previous, item_id: itemId })
    yield* send({ type: "conversation.item.added", previous_item_id: previous, item })
    yield* send({ type: "conversation.item.done", previous_item_id: previous, item })
    yield* FiberSet.run(background, transcribe(itemId, turn))
  })

  const onVad = Effect.fnUntraced(function*(event: Vad.VadEvent) {
    if (event._tag === "SpeechStarted") {
      turnItem = nextId("item")
      const audio_start_ms = event.audioMillis
      yield* send({ type: "input_audio_buffer.speech_started", audio_start_ms, item_id: turnItem })
      if (session.vad.interruptResponse) yield* cancel("turn_detected")
      return
    }
    const itemId = turnItem ?? nextId("item")
    const audio_end_ms = event.audioMillis
    yield* send({ type: "input_audio_buffer.speech_stopped", audio_end_ms, item_id: itemId })
    yield* endTurn(itemId)
    if (session.vad.createResponse) yield* createResponse()
  })

  const loseInTurn = Effect.suspend(() => {
    const loss = vad.speaking ? playbook().lossAfter(vad.heardMillis - turnSince) : undefined
    return loss === undefined ? Effect.void : options.lose(loss.how)
  })

  const hear = (event: Of<"input_audio_buffer.append">) =>
    Effect.suspend(() => {
      const audio = Pcm.fromBase64(event.audio)
      bufferedMillis += Pcm.millis(audio)
      if (options.deaf) return Effect.void
      const heard = Vad.hear(vad, audio, session.vad.silenceMillis)
      vad = heard.state
      for (const event of heard.events) if (event._tag === "SpeechStarted") turnSince = event.audioMillis
      return Effect.andThen(
        Effect.forEach(session.vad.enabled ? heard.events : [], onVad, { discard: true }),
        loseInTurn
      )
    })

  const update = (event: Of<"session.update">) => {
    const { audio, instructions } = event.session
    const detection = audio?.input?.turn_detection
    const transcription = audio?.input?.transcription
    session = {
      ...session,
      ...(instructions !== undefined && { instructions }),
      ...(transcription !== undefined && { transcribe: transcription !== null }),
      ...(detection !== undefined && {
        vad: {
          enabled: detection !== null,
          silenceMillis: detection?.silence_duration_ms ?? 200,
          createResponse: detection?.create_response ?? true,
          interruptResponse: detection?.interrupt_response ?? true
        }
      })
    }
    // As the client has it, whose side of the description a test holds it to.
    return send({ type: "session.updated", session: event.session as RealtimeSessionCreateRequest })
  }

  const createItem = Effect.fnUntraced(function*(event: Of<"conversation.item.create">) {
    const item: ClientItem & { readonly id: string } = { ...event.item, id: event.item.id ?? nextId("item") }
    const after = event.previous_item_id
    if (audioMillis.has(item.id)) {
      return yield* send(errorEvent("item_create_duplicate", "An item with this id exists already.", event.event_id))
    }
    if (after !== undefined && after !== "root" && !order.includes(after)) {
      return yield* send(
        errorEvent("item_create_invalid_previous_item_id", "The previous item does not exist.", event.event_id)
      )
    }
    if (item.type === "function_call") calls.add(item.call_id)
    if (item.type === "function_call_output" && !calls.has(item.call_id)) {
      return yield* send(errorEvent("invalid_tool_call_id", "No such call in this conversation.", event.event_id))
    }
    call.told(item)
    const previous = append(item.id, 0, after)
    yield* send({ type: "conversation.item.added", previous_item_id: previous, item })
    yield* send({ type: "conversation.item.done", previous_item_id: previous, item })
  })

  const removeItem = (event: Of<"conversation.item.delete">) =>
    Effect.suspend(() => {
      const index = order.indexOf(event.item_id)
      if (index < 0) {
        return send(errorEvent("item_delete_invalid_item_id", "The item does not exist.", event.event_id))
      }
      order.splice(index, 1)
      return send({ type: "conversation.item.deleted", item_id: event.item_id })
    })

  const truncate = (event: Of<"conversation.item.truncate">) => {
    const spoken = audioMillis.get(event.item_id)
    const refused = spoken === undefined
      ? "The item does not exist."
      : spoken < event.audio_end_ms
      ? `Audio content of ${Math.round(spoken)}ms is already shorter than ${event.audio_end_ms}ms`
      : undefined
    if (refused !== undefined) return send(errorEvent("invalid_value", refused, event.event_id))
    const { event_id: _, ...truncated } = event
    return send({ ...truncated, type: "conversation.item.truncated" })
  }

  yield* send({ type: "session.created", session: { type: "realtime" } })
  yield* send({ type: "conversation.created", conversation: { id: nextId("conv"), object: "realtime.conversation" } })

  return Effect.fnUntraced(function*(event: ClientEvent) {
    switch (event.type) {
      case "session.update":
        return yield* update(event)
      case "input_audio_buffer.append":
        return yield* hear(event)
      case "input_audio_buffer.commit":
        if (bufferedMillis < 100) {
          const message = `The buffer holds ${bufferedMillis} ms of audio: 100 ms are the least that is a turn.`
          return yield* send(errorEvent("input_audio_buffer_commit_empty", message, event.event_id))
        }
        return yield* endTurn(turnItem ?? nextId("item"))
      case "input_audio_buffer.clear":
        turnItem = undefined
        bufferedMillis = 0
        vad = { ...vad, speaking: false, contraryMillis: 0 }
        return yield* send({ type: "input_audio_buffer.cleared" })
      case "conversation.item.create":
        return yield* createItem(event)
      case "conversation.item.delete":
        return yield* removeItem(event)
      case "conversation.item.truncate":
        return yield* truncate(event)
      case "response.create":
        return yield* createResponse(event)
      case "response.cancel":
        return (yield* isActive)
          ? yield* cancel("client_cancelled")
          : yield* send(
            errorEvent("response_cancel_not_active", "Cancellation failed: no active response found", event.event_id)
          )
    }
  })
})
