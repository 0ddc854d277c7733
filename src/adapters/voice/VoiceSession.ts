import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Duration, Effect, Layer, Redacted, Result, Scope } from "effect"
import type { Pipeline } from "../../domain/AgentVoice.ts"
import type { VoiceFailure, VoiceName } from "../../domain/VoiceChange.ts"
import {
  ModelUnavailable,
  PhraseNotHeard,
  type PreparedModel,
  type VoiceChoice,
  VoiceSession
} from "../../services/VoiceSession.ts"
import * as Announcer from "./Announcer.ts"
import type { Host } from "./Brain.ts"
import * as Breaker from "./Breaker.ts"
import { bounds, closing } from "./Closing.ts"
import * as Conversation from "./Conversation.ts"
import * as PhraseFiles from "./phrases/PhraseFiles.ts"
import * as RenderedPhrases from "./phrases/RenderedPhrases.ts"
import { makeTts, type Speaker } from "./phrases/Synthesis.ts"
import type { LinkOptions } from "./realtime/Dial.ts"
import { define, type GuardedModel } from "./realtime/GuardedRealtimeModel.ts"
import * as ModelLink from "./realtime/ModelLink.ts"
import * as RealtimeBrain from "./realtime/RealtimeBrain.ts"
import * as Sdk from "./Sdk.ts"
import * as Endpointing from "./turns/Endpointing.ts"
import * as Hearing from "./turns/Hearing.ts"
import * as TextJudge from "./turns/TextJudge.ts"

/** Where the models are: Azure OpenAI's GA endpoint, or a local one that speaks it. */
export interface AzureVoiceOptions {
  /** `https:`, `http:`, `wss:` or `ws:`, without the `/openai` path. */
  readonly endpoint: URL
  readonly apiKey: Redacted.Redacted
  /** Who thinks where an agent says nothing else: the realtime model without it. */
  readonly pipeline?: Pipeline
  readonly realtimeDeployment?: string
  /** The same model somewhere else, for when that one fails. */
  readonly standby?: { readonly endpoint: URL; readonly apiKey: Redacted.Redacted; readonly deployment: string }
  /** The models of the cascade, beside the TTS. */
  readonly sttDeployment?: string
  readonly chatDeployment?: string
  /** The model behind the realtime deployments, such as `gpt-realtime`. */
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
/** How long a voice may keep a call that others could begin. */
const startBound = Duration.seconds(3)

/** The GA endpoint's paths: `…/openai/v1/realtime` over WebSocket, the others over HTTP. */
const locate = (endpoint: URL) => {
  const root = endpoint.href.replace(/\/+$/, "").replace(/^ws/, "http")
  return {
    base: `${root}/openai`,
    http: `${root}/openai/v1`,
    socket: (deployment: string) =>
      `${root.replace(/^http/, "ws")}/openai/v1/realtime?${new URLSearchParams({ model: deployment })}`
  }
}

const speakerOf = (voice: string | undefined, speed: number | undefined): Partial<Speaker> => ({
  ...(voice !== undefined && { voice }),
  ...(speed !== undefined && { speed })
})
const ttsSpeaker = ({ speed, ttsVoice }: VoiceChoice = {}) => speakerOf(ttsVoice, speed)
const realtimeSpeaker = ({ realtimeVoice, speed }: VoiceChoice = {}) => speakerOf(realtimeVoice, speed)

type Realtime = Exclude<VoiceName, "cascade">
const isRealtime = (name: VoiceName): name is Realtime => name !== "cascade"

/** A model that a call has opened, and where. */
interface Opened {
  readonly model: GuardedModel
  at: Realtime
}

const make = Effect.fnUntraced(function*(
  options: AzureVoiceOptions
): Effect.fn.Return<VoiceSession["Service"], never, Scope.Scope> {
  const {
    apiKey,
    chatDeployment,
    livekitCloud,
    phrasesDir,
    pipeline = "realtime",
    standby,
    sttDeployment,
    turns = usualTurns
  } = options
  const paths = locate(options.endpoint)
  const loaded = yield* Effect.cached(Effect.map(Sdk.load, (sdk) => ({ sdk, Model: define(sdk) })))
  // Half a second of loading: not while the first caller listens to the ringing.
  yield* Effect.forkScoped(loaded)
  const sdk = Effect.map(loaded, (both) => both.sdk)
  const newHearing = yield* Hearing.make(turns)
  const models = new WeakMap<PreparedModel, Opened>()

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

  const links = new Map<Realtime, LinkOptions>()
  const headers = (key: Redacted.Redacted) => ({ "api-key": Redacted.value(key) })
  if (options.realtimeDeployment !== undefined) {
    links.set("realtime", { url: paths.socket(options.realtimeDeployment), headers: headers(apiKey) })
  }
  if (standby !== undefined) {
    links.set("standby", { url: locate(standby.endpoint).socket(standby.deployment), headers: headers(standby.apiKey) })
  }
  const scope = yield* Effect.scope
  const judgeOf = yield* Effect.cached(
    turns.words === undefined
      ? Effect.succeed<TextJudge.TextJudge>(() => Effect.undefined)
      : Scope.provide(TextJudge.make(turns.detector === "multilingual" ? "multilingual" : "words", turns.words), scope)
  )
  const hasCascade = tts !== undefined && sttDeployment !== undefined && chatDeployment !== undefined
  const cascade = !hasCascade ? undefined : yield* Effect.cached(
    Effect.flatMap(
      Effect.promise(() => import("./cascade/Cascade.ts")),
      ({ load }) => load({ baseURL: paths.http, apiKey, sttDeployment, chatDeployment, vad: turns.vad, sdk })
    ).pipe(
      Effect.catchCause(() =>
        Effect.asVoid(
          Effect.logError(
            "the cascade's voice detector cannot be loaded on this machine: no call is held by the cascade"
          )
        )
      )
    )
  )
  if (cascade !== undefined && pipeline !== "realtime") yield* Effect.forkScoped(cascade)

  /** The voices of a pipeline, in the order in which they are tried. */
  const voicesOf = (wanted: Pipeline): ReadonlyArray<VoiceName> => [
    ...(wanted === "cascade" ? [] : links.keys()),
    ...(wanted === "realtime" || !hasCascade ? [] : ["cascade" as const])
  ]
  const isThere = (wanted: Pipeline) =>
    (wanted === "cascade" || links.has("realtime")) && (wanted === "realtime" || hasCascade)

  const breaker = yield* Breaker.make(
    new Map(
      voicesOf(pipeline).length < 2 ? [] : [...links].map(([name, link]) => [
        name,
        Effect.scoped(Effect.flatMap(ModelLink.make(link), ({ probe }) => probe))
      ])
    )
  )

  /** Begins to connect to a realtime model, which is somewhere else later, perhaps. */
  const open = Effect.fnUntraced(function*(at: Realtime) {
    const { Model } = yield* loaded
    const link = yield* ModelLink.make(links.get(at) as LinkOptions)
    const model = new Model({
      baseURL: paths.base,
      apiKey: Redacted.value(apiKey),
      deployment: options.realtimeDeployment ?? "",
      model: options.realtimeModel,
      transcribeModel: options.transcribeModel ?? "whisper-1",
      voice: options.realtimeVoice ?? usualVoice,
      turnDetection: turns.detection
    }, link)
    yield* Effect.acquireRelease(
      Effect.sync(() => model.session()), // which begins to connect
      (session) => closing("the model's session", bounds.model, () => session.close())
    )
    return { model, at } satisfies Opened
  })

  return {
    prepare: Effect.gen(function*() {
      const all = voicesOf(pipeline)
      const first = all.find(breaker.isAvailable) ?? all[0]
      if (first === undefined || !isRealtime(first)) return { ready: Effect.void }
      const opened = yield* open(first)
      const prepared: PreparedModel = { ready: opened.model.link.ready }
      models.set(prepared, opened)
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
      const { agent, instructions, tools, voice } = conversation
      const { sdk } = yield* loaded
      const asked = voice?.pipeline ?? pipeline
      const wanted = isThere(asked) ? asked : pipeline
      if (wanted !== asked) {
        yield* Effect.logWarning(
          `an agent's voice asks for the pipeline \`${asked}\`, whose deployments are not set: it has \`${wanted}\``
        )
      }
      const cascadeBrains = cascade !== undefined && voicesOf(wanted).includes("cascade") ? yield* cascade : undefined
      const all = voicesOf(wanted).filter((name) => isRealtime(name) || cascadeBrains !== undefined)
      const usable = all.some(breaker.isAvailable) ? all.filter(breaker.isAvailable) : all
      let opened = models.get(prepared)
      let outcome: Result.Result<VoiceName, ModelUnavailable> | undefined
      let reason: VoiceFailure = "avoided"
      const left = [...usable]
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        if (!isRealtime(next)) {
          outcome = Result.succeed(next)
          break
        }
        const isOpened = opened?.at === next
        opened ??= yield* open(next)
        const ready = isOpened || opened.at === next
          ? opened.model.link.ready
          : opened.model.link.move(links.get(next) as LinkOptions)
        opened.at = next
        const tried = yield* Effect.result(
          left.length === 0 ? ready : Effect.timeoutOrElse(ready, {
            duration: startBound,
            orElse: () => Effect.fail(new ModelUnavailable({ reason: "timeout", attempts: 1 }))
          })
        )
        outcome = Result.map(tried, () => next)
        if (Result.isSuccess(tried)) break
        reason = "noSession"
        yield* breaker.failed(next, reason)
      }
      if (outcome === undefined) return yield* new ModelUnavailable({ reason: "detector", attempts: 1 })
      const first = yield* Effect.fromResult(outcome)
      if (!isRealtime(first)) opened?.model.link.park()

      let spoken = agent.defaultLanguage
      const turnDetection = agent.voice?.turnDetection ?? turns.detection
      const hearing = turnDetection === "local" && isRealtime(first)
        ? yield* newHearing(sdk, () => spoken)
        : undefined
      const judge = yield* judgeOf
      const judged = (text: string, asked: string) => judge({ text, asked, language: spoken })
      const realtimeBrain = (host: Host) =>
        RealtimeBrain.make({
          sdk,
          judge: judged,
          model: (opened as Opened).model,
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
        }, host)
      const [language, ...others] = agent.supportedLanguages
      const cascadeBrain = cascadeBrains === undefined || tts === undefined
        ? realtimeBrain
        : cascadeBrains({
          sdk,
          instructions,
          tools,
          tts: { ...tts, ...ttsSpeaker(voice) },
          patience: (text, asked) =>
            Effect.map(
              judged(text, asked),
              (judgement) => Endpointing.patience(judgement?.probability, judgement?.threshold ?? 1)
            ),
          ...(others.length === 0 && { language: language === "FRENCH" ? "fr" : "en" })
        })
      const voiceOf = (name: VoiceName, ready: Effect.Effect<void, ModelUnavailable>): Conversation.Voice => ({
        name,
        ready,
        brain: isRealtime(name) ? realtimeBrain : cascadeBrain
      })
      // What a session has been told once it can be told again, somewhere else: there is none where none was opened.
      const further = [...left, ...(left.length > 0 ? [first] : [])].filter((name) =>
        !isRealtime(name) || isRealtime(first)
      )
      const started = yield* Conversation.start({
        sdk,
        livekitCloud,
        voices: [
          voiceOf(first, Effect.void),
          ...further.map((name) =>
            voiceOf(
              name,
              isRealtime(name)
                ? Effect.suspend(() => (opened as Opened).model.link.move(links.get(name) as LinkOptions))
                : Effect.void
            )
          )
        ],
        failed: breaker.failed,
        ...(all[0] !== undefined && all[0] !== first && { instead: { of: all[0], reason } }),
        ...(tts !== undefined && phrases !== undefined && {
          tts: { deployment: tts.deployment, phrases, speaker: ttsSpeaker(voice) }
        })
      }, conversation)
      return {
        ...started,
        updateInstructions: (words, language) =>
          Effect.suspend(() => {
            spoken = language
            return started.updateInstructions(words, language)
          })
      }
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
