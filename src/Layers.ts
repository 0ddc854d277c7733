import * as NodeServices from "@effect/platform-node/NodeServices"
import { Duration, Effect, type FileSystem, Layer, Option, Path } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import * as AzureBlobStore from "./adapters/azure/BlobStore.ts"
import * as BackendConfigApi from "./adapters/backend/ConfigApi.ts"
import * as DiskBlobStore from "./adapters/disk/BlobStore.ts"
import * as DiskCallRows from "./adapters/disk/CallRows.ts"
import * as DiskConfigApi from "./adapters/disk/ConfigApi.ts"
import * as DiskJournal from "./adapters/disk/Journal.ts"
import * as DiskLineUsage from "./adapters/disk/LineUsage.ts"
import * as DiskMessages from "./adapters/disk/Messages.ts"
import * as LiveKitDispatch from "./adapters/livekit/Dispatch.ts"
import * as LiveKitRooms from "./adapters/livekit/Rooms.ts"
import * as LiveKitTelephony from "./adapters/livekit/Telephony.ts"
import * as SmtpMailer from "./adapters/mail/Mailer.ts"
import * as PresidioAnonymizer from "./adapters/presidio/Anonymizer.ts"
import * as VoiceAdapter from "./adapters/voice/VoiceSession.ts"
import * as Webhooks from "./adapters/webhook/Webhooks.ts"
import * as EmbeddedAnonymizer from "./anonymizer/Anonymizer.ts"
import { CallPolicy } from "./programs/CallPolicy.ts"
import { probabilityOfEnd } from "./receptionist/turns/EndOfTurn.ts"
import type { ConfigApi } from "./services/ConfigApi.ts"
import { Settings } from "./Settings.ts"
import { pipelinesOf, type SettingsShape } from "./settings/groups.ts"
import { version } from "./Version.ts"

/** A group that `Settings` has checked: its command does not start without it. */
const required = <A>(group: Option.Option<A>) => Effect.orDie(Effect.fromOption(group))

const fromSettings = <A, E, R>(layer: (settings: SettingsShape) => Layer.Layer<A, E, R>) =>
  Layer.unwrap(Settings.use((settings) => Effect.succeed(layer(settings))))

const configApi = fromSettings(({ agentsDir, backend, dataDir, erasureKey, model, transfer: { rules } }) =>
  Option.match(backend, {
    onNone: (): Layer.Layer<ConfigApi, never, HttpClient.HttpClient | FileSystem.FileSystem | Path.Path> =>
      DiskConfigApi.layer({ agentsDir, dataDir, rules, pipelines: pipelinesOf({ model }) }),
    onSome: ({ url, ...options }) =>
      Layer.unwrap(
        Path.Path.use(Effect.fnUntraced(function*(path) {
          return BackendConfigApi.layerWithCopies({
            ...options,
            baseUrl: url,
            rules,
            ...Option.isSome(erasureKey) && { erasureKey: erasureKey.value },
            copiesDir: path.join(dataDir, "agents-cache"),
            keepUnassigned: yield* DiskConfigApi.keepUnassigned(dataDir)
          })
        }))
      )
  })
)

/** Where recordings and transcripts are stored. */
export const blobStore = fromSettings(({ dataDir, storage }) =>
  Option.match(storage, {
    onNone: () =>
      Layer.unwrap(
        Path.Path.use((path) => Effect.succeed(DiskBlobStore.layer({ root: path.join(dataDir, "blobs") })))
      ),
    onSome: AzureBlobStore.layer
  })
)

const journal = fromSettings(({ dataDir, journalKeys }) =>
  Layer.unwrap(
    Path.Path.use((path) =>
      Effect.succeed(
        DiskJournal.layer({ root: path.join(dataDir, "journal"), keys: Option.getOrUndefined(journalKeys) })
      )
    )
  )
)

const callRows = fromSettings(({ dataDir }) =>
  Layer.unwrap(Path.Path.use((path) => Effect.succeed(DiskCallRows.layer({ directory: path.join(dataDir, "calls") }))))
)

const lineUsage = fromSettings(({ call: { maxDuration }, dataDir }) =>
  Layer.unwrap(
    Path.Path.use((path) =>
      Effect.succeed(
        // What is said when it is over takes a moment.
        DiskLineUsage.layer({
          root: path.join(dataDir, "usage"),
          longest: Duration.sum(maxDuration, Duration.minutes(5))
        })
      )
    )
  )
)

/** What callers have left, in `DATA_DIR/messages`. */
export const outboxFiles = fromSettings(({ dataDir, journalKeys }) =>
  Layer.unwrap(
    Path.Path.use((path) =>
      Effect.succeed(
        DiskMessages.layer({ root: path.join(dataDir, "messages"), keys: Option.getOrUndefined(journalKeys) })
      )
    )
  )
)

const mailer = fromSettings(({ messages: { mail } }) =>
  Option.match(mail, { onNone: () => SmtpMailer.layerUnset, onSome: SmtpMailer.layer })
)

/** What callers have left, and the ways by which it is delivered. */
const messages = Layer.mergeAll(outboxFiles, mailer, Webhooks.layer())

/** Settings have made sure that Presidio's addresses are there where it is asked for. */
export const anonymizer = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ anonymizer: { engine, presidio } }) {
  if (engine === "embedded") return EmbeddedAnonymizer.layer
  const { analyzer: analyzerUrl, anonymizer: anonymizerUrl } = yield* required(presidio)
  const options = { analyzerUrl, anonymizerUrl }
  return engine === "presidio" ? PresidioAnonymizer.layer(options) : PresidioAnonymizer.layerBeside(options)
})))

/** LiveKit's rooms, by its server API. */
export const rooms = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ livekit }) {
  const { agentName, apiKey, apiSecret, url } = yield* required(livekit)
  return LiveKitRooms.layer({ url: url.href, apiKey, apiSecret, agentName })
})))

const liveKit = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ livekit, storage }) {
  const { agentName, apiKey, apiSecret, dialledNumberHeader, url, verificationHeader } = yield* required(livekit)
  const access = { url: url.href, apiKey, apiSecret }
  return Layer.merge(
    LiveKitTelephony.layer({
      ...access,
      ...Option.isSome(storage) && { egress: storage.value },
      ...Option.isSome(dialledNumberHeader) && { dialledNumberHeader: dialledNumberHeader.value },
      ...Option.isSome(verificationHeader) && { verificationHeader: verificationHeader.value }
    }),
    LiveKitDispatch.layer({ ...access, agentName, version })
  )
})))

const voice = Layer.unwrap(
  Settings.use(Effect.fnUntraced(function*({ dataDir, livekit, model, turns: { detection, detector, vad } }) {
    const path = yield* Path.Path
    const azure = yield* required(model)
    return VoiceAdapter.layer({
      endpoint: azure.endpoint,
      apiKey: azure.apiKey,
      pipeline: azure.pipeline,
      ...Option.match(azure.realtimeDeployment, {
        onNone: () => ({}),
        onSome: (realtimeDeployment) => ({ realtimeDeployment })
      }),
      ...Option.match(azure.standby, { onNone: () => ({}), onSome: (standby) => ({ standby }) }),
      ...Option.match(azure.sttDeployment, { onNone: () => ({}), onSome: (sttDeployment) => ({ sttDeployment }) }),
      ...Option.match(azure.chatDeployment, { onNone: () => ({}), onSome: (chatDeployment) => ({ chatDeployment }) }),
      realtimeModel: azure.realtimeModel,
      realtimeVoice: azure.realtimeVoice,
      phrasesDir: path.join(dataDir, "phrases"),
      turns: {
        detection,
        vad,
        detector,
        words: ({ text, ...context }) => probabilityOfEnd(text, context)
      },
      livekitCloud: Option.exists(livekit, ({ cloud }) => cloud),
      ...Option.match(azure.ttsDeployment, {
        onNone: () => ({}),
        onSome: (ttsDeployment) => ({ ttsDeployment, ttsVoice: azure.ttsVoice })
      }),
      ...Option.match(azure.transcribeModel, { onNone: () => ({}), onSome: (transcribeModel) => ({ transcribeModel }) })
    })
  }))
)

const policy = Layer.effect(
  CallPolicy,
  Effect.gen(function*() {
    const { call, limits, recording, timeZone, transfer } = yield* Settings
    const fallback = Option.toArray(transfer.fallback).map((target) => ({ target, patience: Duration.seconds(30) }))
    return { ...(yield* CallPolicy), ...call, limits, recording, fallback, transfers: transfer.rules, timeZone }
  })
)

/** Where calls are kept: their rows, their artifacts, and what of them is still owed. */
export const records = Layer.mergeAll(configApi, blobStore, journal, messages, callRows, lineUsage).pipe(
  Layer.provide([FetchHttpClient.layer, NodeServices.layer])
)

/** The messages that callers have left, for a command. */
export const outbox = Layer.merge(messages, configApi).pipe(Layer.provide([FetchHttpClient.layer, NodeServices.layer]))

/** The worker on real phones: LiveKit and Azure OpenAI, and what else the settings name; the rest is embedded. */
export const live = Layer.mergeAll(
  liveKit,
  voice,
  configApi,
  blobStore,
  journal,
  messages,
  callRows,
  lineUsage,
  anonymizer,
  policy
).pipe(Layer.provide([FetchHttpClient.layer, NodeServices.layer]))
