import type { llm, stream } from "@livekit/agents"
import type { realtime } from "@livekit/agents-plugin-openai"
import type { AudioFrame } from "@livekit/rtc-node"
import * as AudioChunks from "../AudioChunks.ts"
import type { Sdk } from "../Sdk.ts"
import type { ModelLink } from "./ModelLink.ts"

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
}

/** Items that we tell the model about ourselves, such as a line that a TTS has said. */
export const ownItem = "line_"

const modelOptions = (options: GuardedModelOptions): ModelOptions => ({
  baseURL: options.baseURL,
  apiKey: options.apiKey,
  azureDeployment: options.deployment,
  model: options.model,
  ...(options.voice !== undefined && { voice: options.voice }),
  inputAudioNoiseReduction: { type: "near_field" },
  inputAudioTranscription: { model: options.transcribeModel },
  // The program asks for each reply, so that it can decide on the language first.
  turnDetection: {
    type: "server_vad",
    threshold: 0.5,
    prefix_padding_ms: 300,
    silence_duration_ms: 400,
    create_response: false,
    interrupt_response: true
  },
  // The link bounds the tries. The SDK's own count must never end them: it would close the whole session.
  connOptions: { maxRetry: Number.MAX_SAFE_INTEGER, retryIntervalMs: 0, timeoutMs: 10_000 }
})

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
  class GuardedModel extends realtime.RealtimeModel {
    readonly link: ModelLink
    #session: GuardedSession | undefined

    constructor(options: GuardedModelOptions, link: ModelLink) {
      super(modelOptions(options))
      this.link = link
    }

    /** The one session there is: opened ahead of the `AgentSession`, and handed to it. */
    override session(): GuardedSession {
      return this.#session ??= new GuardedSession(this)
    }
  }

  class GuardedSession extends realtime.RealtimeSession {
    readonly #chunks = AudioChunks.make()

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
    override pushAudio({ data }: AudioFrame) {
      for (const audio of this.#chunks(data)) this.sendEvent({ type: "input_audio_buffer.append", audio })
    }

    /** Tells the model what was said in its name. */
    tell(id: string, text: string) {
      const content = [{ type: "output_text", text }] as unknown as [] // the plugin's types know no GA assistant item
      this.sendEvent({ type: "conversation.item.create", item: { id, type: "message", role: "assistant", content } })
    }

    override sendEvent(event: ClientEvent) {
      if (this.link.alive()) super.sendEvent(event)
    }

    // The agent's context lags behind the model's: it lacks what is not transcribed yet, and what a TTS has said.
    protected override async createChatCtxUpdateEvents(context: llm.ChatContext, addMockAudio?: boolean) {
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

    protected override handleResponseCreated(event: realtime.ResponseCreatedEvent) {
      super.handleResponseCreated(event)
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
