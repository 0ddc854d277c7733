import type { llm, stream } from "@livekit/agents"
import type { realtime } from "@livekit/agents-plugin-openai"
import type { AudioFrame } from "@livekit/rtc-node"
import type { TurnDetection } from "../../../domain/AgentVoice.ts"
import type { ToolSpec } from "../../../domain/Tool.ts"
import * as AudioChunks from "../AudioChunks.ts"
import { ownItem } from "../Brain.ts"
import type { Speaker } from "../phrases/Synthesis.ts"
import type { Sdk } from "../Sdk.ts"
import type { CreateItem } from "./Items.ts"
import type { ModelLink } from "./ModelLink.ts"
import * as Unheard from "./Unheard.ts"
import type { WireEvent } from "./WireEvent.ts"

type ClientEvent = realtime.ClientEvent
type ModelOptions = NonNullable<ConstructorParameters<typeof realtime.RealtimeModel>[0]>

export interface GuardedModelOptions {
  /** `…/openai`, on `https:`, `http:`, `wss:` or `ws:`. */
  readonly baseURL: string
  readonly apiKey: string
  readonly deployment: string
  readonly model: string
  readonly voice?: string
  readonly transcribeModel: string
  /** Who tells that the caller has finished, until an agent has it otherwise. */
  readonly turnDetection: TurnDetection
}

/** Azure ends a session after half an hour; it is left before, at a moment that costs nobody a word. */
const sessionBound = 28 * 60_000

/** What the plugin does with the events of a response. */
const handlers = [
  "handleResponseCreated",
  "handleResponseOutputItemAdded",
  "handleResponseContentPartAdded",
  "handleResponseContentPartDone",
  "handleResponseTextDelta",
  "handleResponseTextDone",
  "handleResponseAudioTranscriptDelta",
  "handleResponseAudioTranscriptDone",
  "handleResponseAudioDelta",
  "handleResponseAudioDone",
  "handleResponseOutputItemDone",
  "handleResponseDone"
]

/** Longer than the silence that ends a turn. */
const silence = Buffer.alloc(48_000).toString("base64")

/** What the caller says, and where a turn of theirs ends. */
const isCallers = ({ type }: ClientEvent) =>
  type === "input_audio_buffer.append" || type === "input_audio_buffer.commit"

/** What the SDK has not sent yet. */
const unsentOf = (session: realtime.RealtimeSession) =>
  (Reflect.get(session, "messageChannel") as { readonly items: Array<ClientEvent> }).items

// The program asks for each reply, so that it can decide on the language first; and who may be interrupted is decided
// here: a line that must be heard is played to its end.
const asked = { create_response: false, interrupt_response: false }

/** How the server is told who ends the caller's turns; with `local` detection, nobody there does. */
const detections = {
  server: { type: "server_vad", threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 400, ...asked },
  semantic: { type: "semantic_vad", eagerness: "auto", ...asked },
  local: null
} satisfies Record<TurnDetection, ModelOptions["turnDetection"]>

const modelOptions = (options: GuardedModelOptions): ModelOptions => ({
  baseURL: options.baseURL,
  apiKey: options.apiKey,
  azureDeployment: options.deployment,
  model: options.model,
  ...(options.voice !== undefined && { voice: options.voice }),
  inputAudioNoiseReduction: { type: "near_field" },
  inputAudioTranscription: { model: options.transcribeModel },
  turnDetection: detections[options.turnDetection],
  maxSessionDuration: sessionBound,
  // The link bounds the tries. The SDK's own count must never end them: it would close the whole session.
  connOptions: { maxRetry: Number.MAX_SAFE_INTEGER, retryIntervalMs: 0, timeoutMs: 10_000 }
})

/** What the model calls is answered over the wire; to the SDK it is only declared. */
export const declare = (sdk: Sdk, { description, name, parameters }: ToolSpec): llm.FunctionTool =>
  sdk.agents.llm.tool<unknown, llm.FunctionTool["parameters"], unknown>({
    name,
    description,
    parameters: { ...parameters } as llm.FunctionTool["parameters"], // a JSON schema goes to the model as it is
    execute: () => Promise.reject(new Error("the program answers this call"))
  }) as llm.FunctionTool

type Channel = Pick<stream.StreamChannel<unknown>, "close" | "write">

/** The plugin awaits neither, and both reject (with nothing) once an interruption has cancelled the other end. */
const quieten = (channel: Channel) => {
  for (const method of ["close", "write"] as const) {
    const act = channel[method].bind(channel)
    channel[method] = (...chunk: [unknown?]) => {
      const done = act(...chunk)
      done.catch(() => {})
      return done
    }
  }
}

/**
 * The plugin's realtime model on a `ModelLink`: a connection that fails is a typed event instead of an uncaught
 * exception or an endless loop, the socket ends with the session, and nothing that the caller said is ever deleted from
 * the model's memory.
 */
export const define = ({ realtime }: Sdk) => {
  /** A handler of the plugin's, behind ours. */
  const taken = (name: string) => {
    const handle = Reflect.get(realtime.RealtimeSession.prototype, name) as (event: WireEvent) => void
    return {
      value(this: GuardedSession, event: WireEvent) {
        // Function calls are answered by the program, over the wire: the SDK would judge, run and answer them itself.
        if (event.type === "response.output_item.done" && event.item?.type === "function_call") return
        this.take(event, () => {
          handle.call(this, event)
          if (event.type === "response.created") this.quietenGeneration()
        })
      }
    }
  }

  class GuardedModel extends realtime.RealtimeModel {
    readonly link: ModelLink
    turnDetection: TurnDetection
    #session: GuardedSession | undefined

    constructor(options: GuardedModelOptions, link: ModelLink) {
      super(modelOptions(options))
      // Also with local detection turns are reported as the server reports them: the SDK is to look for none itself.
      Object.assign(this.capabilities, { turnDetection: true })
      this.link = link
      this.turnDetection = options.turnDetection
    }

    /** The one session there is: opened ahead of the `AgentSession`, and handed to it. */
    override session(): GuardedSession {
      return this.#session ??= new GuardedSession(this)
    }
  }

  class GuardedSession extends realtime.RealtimeSession {
    readonly #chunks = AudioChunks.make()
    /** What a session that begins anew is told; it does not know what was said before. */
    retold: () => ReadonlyArray<CreateItem> = () => []
    readonly unheard = Unheard.make()
    /** The caller's audio; gives what of it, and of what was heard before, the model is to hear. */
    hear: (frame: AudioFrame) => ReadonlyArray<Int16Array> = ({ data }) => [data]
    /** Whether it is this model that the caller talks with. */
    isListening = true
    #beginsAnew = false
    /** Messages of which the model was told how far they were heard. */
    readonly #settled = new Set<string>()

    constructor(model: GuardedModel) {
      super(model)
      this.on("openai_server_event_received", model.link.heard)
      // The SDK's loop keeps every event it has sent until the next reconnect: keep it without its audio.
      this.on("openai_client_event_queued", (event: ClientEvent) => {
        if (event.type === "input_audio_buffer.append") queueMicrotask(() => event.audio = "")
      })
    }

    // A getter, as the base constructor connects and sends before a field of this class could be set.
    get link(): ModelLink {
      return (this.realtimeModel as GuardedModel).link
    }

    // The SDK's own framing copies every byte ten times, through arrays of numbers: a third of the JavaScript of a call.
    override pushAudio(frame: AudioFrame) {
      if (!this.isListening) return
      for (const samples of this.hear(frame)) this.push(samples)
    }

    push(samples: Int16Array) {
      for (const audio of this.#chunks.add(samples)) this.sendEvent({ type: "input_audio_buffer.append", audio })
    }

    /** Sends nothing of what the caller has said so far, and was not sent yet. */
    forgetUnsent() {
      this.#chunks.rest()
      const queue = unsentOf(this)
      queue.splice(0, queue.length, ...queue.filter((event) => !isCallers(event)))
    }

    /** Who ends the caller's turns from now on. */
    detectTurns(by: TurnDetection) {
      const model = this.realtimeModel as GuardedModel
      if (by === model.turnDetection) return
      model.turnDetection = by
      Object.assign(Reflect.get(this, "_options") as object, { turnDetection: detections[by] })
      const session = {
        type: "realtime",
        audio: { input: { turn_detection: detections[by] } }
      } as realtime.SessionUpdateEvent["session"]
      this.sendEvent({ type: "session.update", session })
    }

    /** Somebody else than the server has noticed that the caller speaks; tells the SDK, as the server would. */
    callerBegan() {
      this.emit("input_speech_started", {})
    }

    /** Ends the caller's turn: what was pushed since the last is an item of the conversation. */
    commit(eventId: string) {
      for (const audio of this.#chunks.rest()) this.sendEvent({ type: "input_audio_buffer.append", audio })
      this.sendEvent({ type: "input_audio_buffer.commit", event_id: eventId })
      this.emit("input_speech_stopped", { userTranscriptionEnabled: true })
    }

    /** Before the model's first word: afterwards its voice stays. */
    speakAs({ speed, voice }: Partial<Speaker>) {
      Object.assign(
        Reflect.get(this, "_options") as object,
        voice !== undefined && { voice },
        speed !== undefined && { speed }
      )
      const session = {
        type: "realtime",
        audio: { output: { voice, speed } }
      } as realtime.SessionUpdateEvent["session"]
      this.sendEvent({ type: "session.update", session })
    }

    /** As if the caller had fallen silent: a server that hears nothing any more would wait for the end of their turn. */
    pushSilence() {
      this.sendEvent({ type: "input_audio_buffer.append", audio: silence })
    }

    override sendEvent(event: ClientEvent) {
      // Between two connections only what the caller says is kept: the next session is told all the rest by itself.
      if (!this.link.alive()) return
      if (event.type === "conversation.item.truncate" || event.type === "conversation.item.delete") {
        this.#settled.add(event.item_id)
      }
      if (this.link.isOpen() || isCallers(event)) super.sendEvent(event)
    }

    /** Asks for a reply. The SDK learns of it when there is something of it to hear. */
    ask(eventId: string, response: { readonly instructions?: string; readonly tool_choice?: "none" }) {
      const metadata = { client_event_id: eventId }
      this.sendEvent({ type: "response.create", event_id: eventId, response: { ...response, metadata } })
    }

    /** Takes the reply back that the model is making. */
    cancel(responseId?: string) {
      this.unheard.refuse(responseId)
      this.sendEvent({ type: "response.cancel", ...(responseId !== undefined && { response_id: responseId }) })
    }

    /** These items of the model's were never heard of: it does not remember them, unless it was told how far they were. */
    unsay(itemIds: ReadonlyArray<string>) {
      for (const id of itemIds) {
        if (!this.#settled.has(id)) this.sendEvent({ type: "conversation.item.delete", item_id: id })
      }
    }

    /** This response, which is over, was not wanted: nobody hears of it, and the model does not remember it. */
    forget(responseId: string | undefined, itemIds: ReadonlyArray<string>) {
      if (responseId !== undefined) this.unheard.refuse(responseId)
      this.unsay(itemIds)
    }

    /** The connection is gone: nothing more will come of the reply under way. */
    abandon() {
      this.unheard.forget()
      this.closeCurrentGeneration("lost")
    }

    // At once, whether or not the server hears of it: what waits for the reply would wait for its end.
    override async interrupt() {
      await super.interrupt()
      const generation = this.currentGeneration
      if (generation === undefined || "discarded" in generation) return
      this.closeCurrentGeneration("interrupted")
      this.currentGeneration = new realtime.DiscardedGeneration()
    }

    // Not waited for, as the SDK would, for 5 s, with everything that is to be said behind it.
    override async updateChatCtx(context: llm.ChatContext) {
      super.updateChatCtx(context).catch(() => {})
    }

    /** The SDK calls this between two connections, before it tells the new session what was said. */
    protected override resetInputTurnState() {
      super.resetInputTurnState()
      this.#beginsAnew = true
      const queue = unsentOf(this)
      queue.splice(0, queue.length, ...queue.filter(isCallers))
    }

    // The agent's context lags behind the model's: it lacks what is not transcribed yet, and what a TTS has said.
    protected override async createChatCtxUpdateEvents(context: llm.ChatContext, addMockAudio?: boolean) {
      if (this.#beginsAnew) {
        this.#beginsAnew = false
        return [...this.retold()]
      }
      const known = this.chatCtx
      const disposable = (id: string) => {
        const item = known.getById(id)
        return !item || (item.type === "message" && item.role === "assistant" && !id.startsWith(ownItem))
      }
      const events = await super.createChatCtxUpdateEvents(context, addMockAudio)
      return events.filter((event) =>
        disposable(event.type === "conversation.item.delete" ? event.item_id : event.item.id)
      )
    }

    /** An event of a response, on its way to the SDK. */
    take(event: WireEvent, pass: () => void) {
      const { status, status_details: details } = event.response ?? {}
      if (status === "failed" && realtime.isFatalError(details?.error)) this.link.refuse()
      this.unheard.take(event, pass)
    }

    /** What was written to it once it was cancelled rejects, with nobody to hear of it. */
    quietenGeneration() {
      const generation = this.currentGeneration
      if (generation === undefined || "discarded" in generation) return
      quieten(generation.messageChannel)
      quieten(generation.functionChannel)
      const { messages } = generation
      const set = messages.set.bind(messages)
      messages.set = (id, message) => {
        quieten(message.audioChannel)
        quieten(message.textChannel)
        return set(id, message)
      }
    }

    override async close() {
      await super.close()
      await this.clearAudio() // wakes the sending loop, which then sees that it is closed, and closes the socket
    }
  }

  // Private to the plugin, so that TypeScript knows no `override`.
  Object.defineProperties(GuardedSession.prototype, {
    ...Object.fromEntries(handlers.map((name) => [name, taken(name)])),
    createWsConn: {
      value(this: GuardedSession) {
        return this.link.connect()
      }
    },
    emitError: {
      value(this: GuardedSession, { error, recoverable }: { readonly error: Error; readonly recoverable: boolean }) {
        if (!recoverable) this.link.refuse()
        // Always recoverable: lines can still be said without the model, so the session must stay.
        this.emit("error", { type: "realtime_model_error", timestamp: 0, label: "", error, recoverable: true })
      }
    }
  })

  return GuardedModel
}

export type GuardedModel = InstanceType<ReturnType<typeof define>>
