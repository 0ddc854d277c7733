import { DateTime, Option } from "effect"
import type { Pipeline } from "../domain/AgentVoice.ts"
import type { Values } from "./values.ts"

/** The portal shows the endpoint with the API's path behind it; what follows the resource is ours to add. */
const resourceOf = (endpoint: URL) =>
  new URL(endpoint.href.replace(/\/openai(?:\/v1)?(?:\/realtime)?\/?(?:\?.*)?$/, ""))

/** The machine's own, unless it is UTC: that is what a machine says that nobody has told where it stands. */
const machineTimeZone = () =>
  Option.filter(Option.some(DateTime.zoneMakeLocal().id), (id) => !/^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu)$/.test(id))

/** Egress is told an account and a container, and nothing else: it knows one address of an account. */
export const egressReaches = ({ AZURE_STORAGE_ACCOUNT_NAME: account, AZURE_STORAGE_ENDPOINT: endpoint }: Values) =>
  Option.match(account, {
    onNone: () => false,
    onSome: (name) => Option.isNone(endpoint) || endpoint.value.origin === `https://${name}.blob.core.windows.net`
  })

/** The variables by what they are for. */
export const assemble = (values: Values) => ({
  livekit: Option.all({
    url: values.LIVEKIT_URL,
    apiKey: values.LIVEKIT_API_KEY,
    apiSecret: values.LIVEKIT_API_SECRET
  }).pipe(Option.map((group) => ({
    ...group,
    agentName: values.LIVEKIT_AGENT_NAME,
    dialledNumberHeader: values.DIALLED_NUMBER_HEADER,
    verificationHeader: values.CALLER_VERIFICATION_HEADER,
    cloud: group.url.hostname.endsWith(".livekit.cloud")
  }))),
  model: Option.all({
    endpoint: values.AZURE_OPENAI_ENDPOINT,
    apiKey: values.AZURE_OPENAI_API_KEY
  }).pipe(
    Option.filter(() => values.VOICE_PIPELINE === "cascade" || Option.isSome(values.AZURE_OPENAI_REALTIME_DEPLOYMENT)),
    Option.map((group) => ({
      ...group,
      realtimeDeployment: values.AZURE_OPENAI_REALTIME_DEPLOYMENT,
      endpoint: resourceOf(group.endpoint),
      pipeline: values.VOICE_PIPELINE,
      sttDeployment: values.AZURE_OPENAI_STT_DEPLOYMENT,
      chatDeployment: values.AZURE_OPENAI_CHAT_DEPLOYMENT,
      standby: Option.map(
        Option.all({
          endpoint: values.AZURE_OPENAI_STANDBY_ENDPOINT,
          apiKey: values.AZURE_OPENAI_STANDBY_API_KEY,
          deployment: values.AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT
        }),
        (standby) => ({ ...standby, endpoint: resourceOf(standby.endpoint) })
      ),
      realtimeModel: values.AZURE_OPENAI_REALTIME_MODEL,
      realtimeVoice: values.AZURE_OPENAI_REALTIME_VOICE,
      ttsDeployment: values.AZURE_OPENAI_TTS_DEPLOYMENT,
      ttsVoice: values.AZURE_OPENAI_TTS_VOICE,
      transcribeModel: values.AZURE_OPENAI_TRANSCRIBE_MODEL
    }))
  ),
  turns: { detection: values.TURN_DETECTION, vad: values.VAD, detector: values.TURN_DETECTOR },
  backend: Option.all({ url: values.BACKEND_URL, apiKey: values.BACKEND_API_KEY }).pipe(Option.map((group) => ({
    ...group,
    maxRetries: values.CONFIG_FETCH_MAX_RETRIES,
    retryDelay: values.CONFIG_FETCH_RETRY_DELAY
  }))),
  erasureKey: values.BACKEND_ERASURE_KEY,
  storage: Option.all({
    accountName: values.AZURE_STORAGE_ACCOUNT_NAME,
    accountKey: values.AZURE_STORAGE_ACCOUNT_KEY
  }).pipe(Option.map((group) => ({
    ...group,
    container: values.AZURE_STORAGE_CONTAINER,
    endpoint: Option.getOrUndefined(values.AZURE_STORAGE_ENDPOINT)?.href
  }))),
  agentsDir: values.AGENTS_DIR,
  dataDir: values.DATA_DIR,
  recording: Option.getOrElse(values.RECORDING, () => egressReaches(values) ? "egress" : "worker"),
  timeZone: Option.orElse(values.TIME_ZONE, machineTimeZone),
  transfer: {
    rules: { allow: values.TRANSFER_ALLOW, sipHosts: Option.getOrElse(values.TRANSFER_SIP_HOSTS, () => []) },
    fallback: values.FALLBACK_TRANSFER
  },
  messages: {
    mail: Option.all({ url: values.SMTP_URL, from: values.MAIL_FROM })
  },
  retention: {
    recordings: values.RETENTION_RECORDING,
    transcripts: values.RETENTION_TRANSCRIPT,
    rows: values.RETENTION_ROW,
    messages: values.RETENTION_MESSAGE,
    journal: values.RETENTION_JOURNAL
  },
  journalKeys: values.JOURNAL_KEY,
  limits: {
    blocked: Option.getOrElse(values.BLOCKED_CALLERS, () => []),
    callerCalls: values.CALLER_MAX_CALLS,
    callerMinutes: values.CALLER_MAX_MINUTES,
    agentCalls: values.AGENT_MAX_CALLS,
    agentMinutes: values.AGENT_MAX_MINUTES,
    companyCalls: values.COMPANY_MAX_CALLS,
    companyMinutes: values.COMPANY_MAX_MINUTES,
    callTransfers: values.CALL_MAX_TRANSFERS,
    callerTransfers: values.CALLER_MAX_TRANSFERS
  },
  office: {
    host: values.OFFICE_HOST,
    port: values.OFFICE_PORT,
    url: values.OFFICE_URL,
    database: values.DATABASE_URL
  },
  twilio: Option.all({
    accountSid: values.TWILIO_ACCOUNT_SID,
    authToken: values.TWILIO_AUTH_TOKEN,
    trunkSid: values.TWILIO_TRUNK_SID
  }),
  call: { maxDuration: values.CALL_MAX_DURATION, silenceTimeout: values.CALL_SILENCE_TIMEOUT },
  worker: {
    processes: values.WORKER_PROCESSES,
    maxCalls: values.WORKER_MAX_CALLS,
    maxLoad: values.WORKER_MAX_LOAD / 100,
    maxRssMb: values.WORKER_MAX_RSS_MB,
    drainTimeout: values.DRAIN_TIMEOUT,
    healthPort: values.HEALTH_PORT,
    healthHost: values.HEALTH_HOST,
    cleartext: Option.getOrElse(values.ALLOW_CLEARTEXT, () => [])
  },
  anonymizer: {
    engine: values.ANONYMIZER,
    presidio: Option.all({ analyzer: values.PRESIDIO_ANALYZER_URL, anonymizer: values.PRESIDIO_ANONYMIZER_URL })
  },
  telemetry: {
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
    serviceName: values.OTEL_SERVICE_NAME,
    endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    headers: values.OTEL_EXPORTER_OTLP_HEADERS
  }
})

/** What the environment asks for. A group that is absent is none, and its embedded alternative is meant. */
export type SettingsShape = ReturnType<typeof assemble>

/** What is in one group, where it is set. */
export type GroupValues<K extends keyof SettingsShape> = SettingsShape[K] extends Option.Option<infer A> ? A
  : SettingsShape[K]

/** The pipelines whose deployments are all set. */
export const pipelinesOf = ({ model }: Pick<SettingsShape, "model">): ReadonlyArray<Pipeline> =>
  Option.match(model, {
    onNone: () => [],
    onSome: ({ chatDeployment, realtimeDeployment, sttDeployment, ttsDeployment }) => {
      const cascade = [sttDeployment, chatDeployment, ttsDeployment].every(Option.isSome)
      const realtime = Option.isSome(realtimeDeployment)
      return [
        ...realtime ? ["realtime" as const] : [],
        ...cascade ? ["cascade" as const] : [],
        ...realtime && cascade ? ["realtime+cascade" as const] : []
      ]
    }
  })
