import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Duration, Effect, Layer, Redacted, Scope } from "effect"
import { PhraseNotHeard, type PreparedModel, type VoiceChoice, VoiceSession } from "../../services/VoiceSession.ts"
import * as Announcer from "./Announcer.ts"
import { bounds, closing } from "./Closing.ts"
import * as Conversation from "./Conversation.ts"
import * as PhraseFiles from "./phrases/PhraseFiles.ts"
import * as RenderedPhrases from "./phrases/RenderedPhrases.ts"
import { makeTts, type Speaker } from "./phrases/Synthesis.ts"
import { define, type GuardedModel } from "./realtime/GuardedRealtimeModel.ts"
import * as ModelLink from "./realtime/ModelLink.ts"
import * as RealtimeBrain from "./realtime/RealtimeBrain.ts"
import * as Sdk from "./Sdk.ts"
import * as Hearing from "./turns/Hearing.ts"

/** Where the models are: Azure OpenAI's GA endpoint, or a local one that speaks it. */
export interface AzureVoiceOptions {
  /** `https:`, `http:`, `wss:` or `ws:`, without the `/openai` path. */
  readonly endpoint: URL
  readonly apiKey: Redacted.Redacted
  readonly realtimeDeployment: string
  /** The model behind that deployment, such as `gpt-realtime`. */
  readonly realtimeModel: string
  readonly realtimeVoice?: string
  /** Without it, exact lines are spoken by the realtime model, told to say them word for word. */
  readonly ttsDeployment?: string
  readonly ttsVoice?: string
  /** Where rendered phrases are kept from one process to the next; in memory alone without it. */
  readonly phrasesDir?: string
  readonly transcribeModel?: string
  /** How long one session of the model's is used, where there is an idle moment to leave it in: 15 minutes. */
  readonly sessionAge?: Duration.Duration
  /** How the caller's turns are detected: `server` and the Silero that is built in. */
  readonly turns?: Hearing.TurnsOptions
  /** On LiveKit Cloud its telephony noise cancellation is used, where the optional package is installed. */
  readonly livekitCloud: boolean
}

/** Both voices have it: a caller hears one. */
const usualVoice = "alloy"
const usualAge = Duration.minutes(15)
const usualTurns: Hearing.TurnsOptions = { detection: "server", vad: "builtin" }
/** What the folder of phrases may hold: over an hour of speech. */
const phraseBytes = 200_000_000

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

const speakerOf = (voice: string | undefined, speed: number | undefined): Partial<Speaker> => ({
  ...(voice !== undefined && { voice }),
  ...(speed !== undefined && { speed })
})
const ttsSpeaker = ({ speed, ttsVoice }: VoiceChoice = {}) => speakerOf(ttsVoice, speed)
const realtimeSpeaker = ({ realtimeVoice, speed }: VoiceChoice = {}) => speakerOf(realtimeVoice, speed)

const make = Effect.fnUntraced(function*(
  options: AzureVoiceOptions
): Effect.fn.Return<VoiceSession["Service"], never, Scope.Scope> {
  const { apiKey, livekitCloud, phrasesDir, turns = usualTurns } = options
  const paths = locate(options.endpoint, options.realtimeDeployment)
  const loaded = yield* Effect.cached(Effect.map(Sdk.load, (sdk) => ({ sdk, Model: define(sdk) })))
  // Half a second of loading: not while the first caller listens to the ringing.
  yield* Effect.forkScoped(loaded)
  const sdk = Effect.map(loaded, (both) => both.sdk)
  const newHearing = yield* Hearing.make(turns)
  const models = new WeakMap<PreparedModel, GuardedModel>()

  const tts = options.ttsDeployment === undefined ? undefined : {
    baseURL: paths.http,
    apiKey,
    deployment: options.ttsDeployment,
    voice: options.ttsVoice ?? usualVoice
  }
  const files = phrasesDir === undefined ? undefined : yield* PhraseFiles.make(phrasesDir, phraseBytes).pipe(
    Effect.provide([NodeFileSystem.layer, NodePath.layer])
  )
  const phrases = tts && (yield* RenderedPhrases.make(sdk, tts, files))

  return {
    prepare: Effect.gen(function*() {
      const { Model } = yield* loaded
      const link = yield* ModelLink.make({ url: paths.socket, headers: { "api-key": Redacted.value(apiKey) } })
      const model = new Model({
        baseURL: paths.base,
        apiKey: Redacted.value(apiKey),
        deployment: options.realtimeDeployment,
        model: options.realtimeModel,
        transcribeModel: options.transcribeModel ?? "whisper-1",
        voice: options.realtimeVoice ?? usualVoice,
        turnDetection: turns.detection
      }, link)
      yield* Effect.acquireRelease(
        Effect.sync(() => model.session()), // which begins to connect
        (session) => closing("the model's session", bounds.model, () => session.close())
      )
      const prepared: PreparedModel = { ready: link.ready }
      models.set(prepared, model)
      return prepared
    }).pipe(Effect.withSpan("VoiceSession.prepare")),

    warm: Effect.fn("VoiceSession.warm")(function*(lines, voice) {
      if (phrases === undefined) return
      const speaker = ttsSpeaker(voice)
      const ready = yield* Effect.forEach(lines, ({ text }) => Effect.isSuccess(phrases.prepare(text, speaker)), {
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
      const { agent, instructions, tools, voice } = conversation
      const { sdk } = yield* loaded
      const turnDetection = agent.voice?.turnDetection ?? turns.detection
      const hearing = turnDetection === "local" ? yield* newHearing(sdk, () => agent.defaultLanguage) : undefined
      return yield* Conversation.start({
        sdk,
        livekitCloud,
        brain: (host) =>
          RealtimeBrain.make({
            sdk,
            model,
            instructions,
            tools,
            sessionAge: options.sessionAge ?? usualAge,
            turnDetection,
            ...(hearing !== undefined && { hearing }),
            ...(voice !== undefined && { speaker: realtimeSpeaker(voice) }),
            ...(tts !== undefined && {
              tts: makeTts(
                sdk,
                { ...tts, ...ttsSpeaker(voice) },
                () => host.emit({ _tag: "ReplyFailed", code: "tts" })
              )
            })
          }, host),
        ...(tts !== undefined && phrases !== undefined && {
          tts: { deployment: tts.deployment, phrases, speaker: ttsSpeaker(voice) }
        })
      }, conversation)
    }),

    announcer: Effect.fn("VoiceSession.announcer")(function*({ media, recordTo, voice }) {
      const scope = yield* Effect.scope
      const open = yield* Effect.cached(
        Effect.flatMap(sdk, (sdk) => Announcer.open(sdk, { media, livekitCloud, recordTo })).pipe(Scope.provide(scope))
      )
      return Effect.fnUntraced(function*(text) {
        if (phrases === undefined) return yield* new PhraseNotHeard({ reason: "ttsFailed" })
        const { phrase } = yield* phrases.get(text, ttsSpeaker(voice)) // before the call is answered
        yield* (yield* open)(text, phrase)
      })
    })
  }
})

/** The conversation on Azure OpenAI's realtime model, and its TTS beside it. */
export const layer = (options: AzureVoiceOptions) => Layer.effect(VoiceSession, make(options))
