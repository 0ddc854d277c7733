import { Clock, type Duration, Effect, FiberSet, Layer, Redacted } from "effect"
import { PhraseNotHeard, type PreparedModel, VoiceSession } from "../../services/VoiceSession.ts"
import { bounds, closing } from "./Closing.ts"
import * as Conversation from "./Conversation.ts"
import * as Playback from "./Playback.ts"
import { define, type GuardedModel } from "./realtime/GuardedRealtimeModel.ts"
import * as ModelLink from "./realtime/ModelLink.ts"
import * as RealtimeBrain from "./realtime/RealtimeBrain.ts"
import * as RenderedPhrases from "./RenderedPhrases.ts"
import * as Sdk from "./Sdk.ts"
import * as Session from "./Session.ts"
import * as Speaking from "./Speaking.ts"

/** Where the models are: Azure OpenAI's GA endpoint, or a local one that speaks it. */
export interface AzureVoiceOptions {
  /** `https:`, `http:`, `wss:` or `ws:`, without the `/openai` path. */
  readonly endpoint: URL
  readonly apiKey: Redacted.Redacted
  readonly realtimeDeployment: string
  /** The model behind that deployment, such as `gpt-realtime`. */
  readonly realtimeModel: string
  readonly voice?: string
  /** Without it, exact lines are spoken by the realtime model, told to say them word for word. */
  readonly ttsDeployment?: string
  readonly ttsVoice?: string
  readonly transcribeModel?: string
  /** On LiveKit Cloud its telephony noise cancellation is used, where the optional package is installed. */
  readonly livekitCloud: boolean
}

/** The GA endpoint's paths: `…/openai/v1/realtime` over WebSocket, `…/openai/v1/audio/speech` over HTTP. */
const locate = (endpoint: URL, deployment: string) => {
  const root = endpoint.href.replace(/\/+$/, "").replace(/^ws/, "http")
  const query = new URLSearchParams({ model: deployment })
  return {
    base: `${root}/openai`,
    http: `${root}/openai/v1`,
    socket: `${root.replace(/^http/, "ws")}/openai/v1/realtime?${query}`
  }
}

const make = Effect.fnUntraced(function*(options: AzureVoiceOptions) {
  const { apiKey, livekitCloud } = options
  const clock = yield* Clock.Clock
  const paths = locate(options.endpoint, options.realtimeDeployment)
  const loaded = yield* Effect.cached(Effect.map(Sdk.load, (sdk) => ({ sdk, Model: define(sdk) })))
  // Half a second of loading: not while the first caller listens to the ringing.
  yield* Effect.forkScoped(loaded)
  const sdk = Effect.map(loaded, (both) => both.sdk)
  const models = new WeakMap<PreparedModel, GuardedModel>()

  const tts = options.ttsDeployment === undefined
    ? undefined
    : { baseURL: paths.http, apiKey, deployment: options.ttsDeployment, voice: options.ttsVoice ?? "alloy" }
  const voiced = tts && { ...tts, phrases: yield* RenderedPhrases.make(sdk, tts) }

  const service: VoiceSession["Service"] = {
    prepare: Effect.gen(function*() {
      const { Model } = yield* loaded
      const link = yield* ModelLink.make({ url: paths.socket, headers: { "api-key": Redacted.value(apiKey) } })
      const model = new Model({
        baseURL: paths.base,
        apiKey: Redacted.value(apiKey),
        deployment: options.realtimeDeployment,
        model: options.realtimeModel,
        transcribeModel: options.transcribeModel ?? "whisper-1",
        ...(options.voice !== undefined && { voice: options.voice })
      }, link)
      yield* Effect.acquireRelease(
        Effect.sync(() => model.session()), // which begins to connect
        (session) => closing("the model's session", bounds.model, () => session.close())
      )
      const prepared: PreparedModel = { ready: link.ready }
      models.set(prepared, model)
      return prepared
    }).pipe(Effect.withSpan("VoiceSession.prepare")),

    warm: Effect.fn("VoiceSession.warm")(function*(lines) {
      if (voiced === undefined) return
      const ready = yield* Effect.forEach(lines, ({ text }) => Effect.isSuccess(voiced.phrases.get(text)), {
        concurrency: 4
      })
      const missing = ready.filter((it) => !it).length
      if (missing > 0) {
        yield* Effect.logWarning(
          `${missing} of ${lines.length} lines are not ready ahead: check AZURE_OPENAI_TTS_DEPLOYMENT`
        )
      }
    }),

    start: Effect.fn("VoiceSession.start")(function*(prepared, conversation) {
      const model = models.get(prepared)
      if (model === undefined) return yield* Effect.die(new Error("the model was prepared by another VoiceSession"))
      yield* prepared.ready
      const { instructions, tools } = conversation
      const loadedSdk = yield* sdk
      return yield* Conversation.start({
        sdk: loadedSdk,
        livekitCloud,
        brain: (host) =>
          RealtimeBrain.make({
            sdk: loadedSdk,
            model,
            instructions,
            tools,
            ...(tts !== undefined && {
              tts: RenderedPhrases.makeTts(loadedSdk, tts, () => host.emit({ _tag: "ReplyFailed", code: "tts" }))
            })
          }, host),
        ...(voiced !== undefined && { tts: voiced })
      }, conversation)
    }),

    announce: Effect.fn("VoiceSession.announce")(function*({ media, recordTo, text }) {
      if (voiced === undefined) return yield* new PhraseNotHeard({ reason: "ttsFailed" })
      const audio = yield* voiced.phrases.get(text) // before the call is answered
      const loadedSdk = yield* sdk
      const fork = yield* FiberSet.makeRuntime<never>()
      const host = {
        now: () => clock.currentTimeMillisUnsafe(),
        elapsed: () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6,
        emit: () => {},
        later: (wait: Duration.Duration, act: () => void) =>
          void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act)))
      }
      const { attached: play } = yield* Session.open(
        loadedSdk,
        {
          media,
          livekitCloud,
          agent: new loadedSdk.agents.voice.Agent({ instructions: "" }),
          ...(recordTo !== undefined && { recordTo })
        },
        ({ output, session }) =>
          Playback.make({
            elapsed: host.elapsed,
            outside: (call) => call(),
            session,
            speaking: Speaking.make(output, host, () => "phrase"),
            said: () => {},
            turn: () => Effect.void
          })
      )
      yield* play(text, audio, false)
    }, Effect.scoped)
  }
  return service
})

/** The conversation on Azure OpenAI's realtime model, and its TTS beside it. */
export const layer = (options: AzureVoiceOptions) => Layer.effect(VoiceSession, make(options))
