import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, type FileSystem, Layer, Option, Path } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { CallPolicy } from "./programs/CallPolicy.ts"
import { Anonymizer } from "./services/Anonymizer.ts"
import { BlobStore } from "./services/BlobStore.ts"
import { ConfigApi } from "./services/ConfigApi.ts"
import { Dispatch } from "./services/Dispatch.ts"
import { Journal } from "./services/Journal.ts"
import { Telephony } from "./services/Telephony.ts"
import { makeLiveKitApi } from "./services/telephony/LiveKitApi.ts"
import { VoiceSession } from "./services/VoiceSession.ts"
import { Settings, type SettingsShape } from "./Settings.ts"
import { version } from "./Version.ts"

/** A group that `Settings` has checked: its command does not start without it. */
const required = <A>(group: Option.Option<A>) => Effect.orDie(Effect.fromOption(group))

const fromSettings = <A, E, R>(layer: (settings: SettingsShape) => Layer.Layer<A, E, R>) =>
  Layer.unwrap(Settings.use((settings) => Effect.succeed(layer(settings))))

const configApi = fromSettings(({ agentsDir, backend, dataDir }) =>
  Option.match(backend, {
    onNone: (): Layer.Layer<ConfigApi, never, HttpClient.HttpClient | FileSystem.FileSystem | Path.Path> =>
      ConfigApi.layerEmbedded({ agentsDir, dataDir }),
    onSome: ({ url, ...options }) => ConfigApi.layerBackend({ ...options, baseUrl: url })
  })
)

const blobStore = fromSettings(({ dataDir, storage }) =>
  Option.match(storage, {
    onNone: () =>
      Layer.unwrap(
        Path.Path.use((path) => Effect.succeed(BlobStore.layerDirectory({ root: path.join(dataDir, "blobs") })))
      ),
    onSome: BlobStore.layerAzure
  })
)

const journal = fromSettings(({ dataDir }) =>
  Layer.unwrap(Path.Path.use((path) => Effect.succeed(Journal.layer({ root: path.join(dataDir, "journal") }))))
)

/** Settings have made sure that Presidio's addresses are there where it is asked for. */
export const anonymizer = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ anonymizer: { engine, presidio } }) {
  if (engine === "embedded") return Anonymizer.layerEmbedded
  const { analyzer: analyzerUrl, anonymizer: anonymizerUrl } = yield* required(presidio)
  const options = { analyzerUrl, anonymizerUrl }
  return engine === "presidio" ? Anonymizer.layerPresidio(options) : Anonymizer.layerBoth(options)
})))

/** LiveKit's server API, with the settings' key. */
export const liveKitApi = Settings.use(Effect.fnUntraced(function*({ livekit }) {
  const { apiKey, apiSecret, url } = yield* required(livekit)
  return yield* makeLiveKitApi({ url: url.href, apiKey, apiSecret })
}))

const liveKit = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ livekit, storage }) {
  const { agentName, apiKey, apiSecret, url } = yield* required(livekit)
  const access = { url: url.href, apiKey, apiSecret }
  return Layer.merge(
    Telephony.layerLiveKit({ ...access, ...Option.isSome(storage) && { egress: storage.value } }),
    Dispatch.layer({ ...access, agentName, version })
  )
})))

const voice = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ livekit, model }) {
  const azure = yield* required(model)
  return VoiceSession.layerAzure({
    endpoint: azure.endpoint,
    apiKey: azure.apiKey,
    realtimeDeployment: azure.realtimeDeployment,
    realtimeModel: azure.realtimeModel,
    livekitCloud: Option.exists(livekit, ({ cloud }) => cloud),
    ...Option.match(azure.ttsDeployment, {
      onNone: () => ({}),
      onSome: (ttsDeployment) => ({ ttsDeployment, ttsVoice: azure.ttsVoice })
    }),
    ...Option.match(azure.transcribeModel, { onNone: () => ({}), onSome: (transcribeModel) => ({ transcribeModel }) })
  })
})))

const policy = Layer.effect(
  CallPolicy,
  Effect.gen(function*() {
    const { call, recording } = yield* Settings
    return { ...(yield* CallPolicy), ...call, recording }
  })
)

/** Where calls are kept: their rows, their artifacts, and what of them is still owed. */
export const records = Layer.mergeAll(configApi, blobStore, journal).pipe(
  Layer.provide([FetchHttpClient.layer, NodeServices.layer])
)

/** The worker on real phones: LiveKit and Azure OpenAI, and what else the settings name; the rest is embedded. */
export const live = Layer.mergeAll(liveKit, voice, configApi, blobStore, journal, anonymizer, policy)
  .pipe(
    Layer.provide([FetchHttpClient.layer, NodeServices.layer])
  )
