import {
  Config,
  ConfigProvider,
  Context,
  DateTime,
  Effect,
  Layer,
  Option,
  Record,
  Redacted,
  Runtime,
  Schema
} from "effect"
import type { Pipeline } from "./domain/AgentVoice.ts"
import { isThisMachine, privateHost } from "./domain/Host.ts"
import { type Command, type Variable, type VariableName, variables } from "./settings/variables.ts"
import { filled, written } from "./settings/written.ts"

/** What is wrong with one variable. `message` is the whole sentence, and never holds the variable's value. */
export const Problem = Schema.Struct({
  variable: Schema.String,
  kind: Schema.Literals(["missing", "malformed", "half", "forbidden", "conflict", "unreadable", "unsafe"]),
  message: Schema.String
})
export type Problem = typeof Problem.Type

/** The environment does not describe something that can run. All that is wrong with it, at once. */
export class InvalidSettings extends Schema.TaggedError<InvalidSettings>()("InvalidSettings", {
  problems: Schema.Array(Problem)
}) {
  override get message() {
    return [
      "the environment is not right; nothing was started:",
      ...this.problems.map(({ message }) => `  - ${message}`),
      "See .env.example for what each variable means, and run `npm run --silent receptionist -- doctor` to check."
    ].join("\n")
  }
  override readonly [Runtime.errorExitCode] = 78
}

type Read<V extends Variable> = V extends { readonly default: string } ? Option.Option.Value<ReturnType<V["read"]>>
  : ReturnType<V["read"]>
type Values = { readonly [K in VariableName]: Read<typeof variables[K]> }

// Selects a dead preview endpoint inside the OpenAI plugin, which reads it behind our back.
const forbidden = Config.option(Config.String("OPENAI_API_VERSION"))

type Half = readonly [required: ReadonlyArray<VariableName>, others: ReadonlyArray<VariableName>]

/** Members of which some are set are a problem for each required one that is not. */
const halves = (isSet: (name: VariableName) => boolean, { VOICE_PIPELINE: pipeline }: Values) =>
  ([
    [["LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"], []],
    [[
      "AZURE_OPENAI_ENDPOINT",
      "AZURE_OPENAI_API_KEY",
      ...pipeline === "cascade" ? [] : ["AZURE_OPENAI_REALTIME_DEPLOYMENT" as const]
    ], [
      "AZURE_OPENAI_STT_DEPLOYMENT",
      "AZURE_OPENAI_CHAT_DEPLOYMENT",
      "AZURE_OPENAI_REALTIME_MODEL",
      "AZURE_OPENAI_REALTIME_VOICE",
      "AZURE_OPENAI_TTS_DEPLOYMENT",
      "AZURE_OPENAI_TTS_VOICE",
      "AZURE_OPENAI_TRANSCRIBE_MODEL"
    ]],
    [["AZURE_OPENAI_TTS_DEPLOYMENT"], ["AZURE_OPENAI_TTS_VOICE"]],
    ...pipeline === "realtime"
      ? [[["AZURE_OPENAI_STT_DEPLOYMENT", "AZURE_OPENAI_CHAT_DEPLOYMENT"], []] satisfies Half]
      : [],
    [[
      "AZURE_OPENAI_STANDBY_ENDPOINT",
      "AZURE_OPENAI_STANDBY_API_KEY",
      "AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT"
    ], []],
    [["BACKEND_URL", "BACKEND_API_KEY"], []],
    [["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"], [
      "AZURE_STORAGE_CONTAINER",
      "AZURE_STORAGE_ENDPOINT"
    ]],
    [["SMTP_URL", "MAIL_FROM"], []],
    [["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_TRUNK_SID"], []],
    [["PRESIDIO_ANALYZER_URL", "PRESIDIO_ANONYMIZER_URL"], []]
  ] satisfies ReadonlyArray<Half>)
    .flatMap(([required, others]) => {
      const found = [...required, ...others].filter(isSet)
      return found.length === 0 ? [] : required.filter((name) => !isSet(name)).map((name): Problem => ({
        variable: name,
        kind: "half",
        message: `${name} is missing, though ${found.join(", ")} ${
          found.length === 1 ? "is" : "are"
        } set: set it too, or unset ${found.length === 1 ? "that" : "those"}`
      }))
    })

/** The portal shows the endpoint with the API's path behind it; what follows the resource is ours to add. */
const resourceOf = (endpoint: URL) =>
  new URL(endpoint.href.replace(/\/openai(?:\/v1)?(?:\/realtime)?\/?(?:\?.*)?$/, ""))

/** The machine's own, unless it is UTC: that is what a machine says that nobody has told where it stands. */
const machineTimeZone = () =>
  Option.filter(Option.some(DateTime.zoneMakeLocal().id), (id) => !/^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu)$/.test(id))

/** Egress is told an account and a container, and nothing else: it knows one address of an account. */
const egressReaches = ({ AZURE_STORAGE_ACCOUNT_NAME: account, AZURE_STORAGE_ENDPOINT: endpoint }: Values) =>
  Option.match(account, {
    onNone: () => false,
    onSome: (name) => Option.isNone(endpoint) || endpoint.value.origin === `https://${name}.blob.core.windows.net`
  })

const assemble = (values: Values) => ({
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

/** What a pipeline needs beside the realtime model. */
const cascadeNeeds = [
  "AZURE_OPENAI_STT_DEPLOYMENT",
  "AZURE_OPENAI_CHAT_DEPLOYMENT",
  "AZURE_OPENAI_TTS_DEPLOYMENT"
] as const

const conflicts = (values: Values, isSet: (name: VariableName) => boolean): ReadonlyArray<Problem> => {
  const conflict = (variable: VariableName, message: string) => [{ variable, kind: "conflict" as const, message }]
  return [
    ...values.VOICE_PIPELINE === "realtime"
      ? []
      : cascadeNeeds.filter((name) => !isSet(name)).flatMap((name) =>
        conflict(
          name,
          `${name} is missing, and VOICE_PIPELINE \`${values.VOICE_PIPELINE}\` needs it: ${variables[name].meaning}`
        )
      ),
    ...Option.contains(values.RECORDING, "egress") && !isSet("AZURE_STORAGE_ACCOUNT_NAME")
      ? conflict(
        "RECORDING",
        "RECORDING is `egress`, which writes to Azure: set AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, or let the worker record (`worker`)"
      )
      : [],
    ...Option.contains(values.RECORDING, "egress") && isSet("AZURE_STORAGE_ACCOUNT_NAME") && !egressReaches(values)
      ? conflict(
        "RECORDING",
        "RECORDING is `egress`, which can only write to `https://{account}.blob.core.windows.net`, and AZURE_STORAGE_ENDPOINT is another: unset it, or let the worker record (`worker`), which writes there"
      )
      : [],
    ...values.ANONYMIZER !== "embedded" && !isSet("PRESIDIO_ANALYZER_URL") && !isSet("PRESIDIO_ANONYMIZER_URL")
      ? conflict(
        "ANONYMIZER",
        `ANONYMIZER is \`${values.ANONYMIZER}\`, which needs Presidio: set PRESIDIO_ANALYZER_URL and PRESIDIO_ANONYMIZER_URL, or use \`embedded\``
      )
      : []
  ]
}

const spokenTo = [
  "LIVEKIT_URL",
  "AZURE_OPENAI_ENDPOINT",
  "AZURE_OPENAI_STANDBY_ENDPOINT",
  "BACKEND_URL",
  "OFFICE_URL",
  "AZURE_STORAGE_ENDPOINT",
  "PRESIDIO_ANALYZER_URL",
  "PRESIDIO_ANONYMIZER_URL",
  "OTEL_EXPORTER_OTLP_ENDPOINT"
] as const

/** A database's URL in which TLS is not required: that is as good as none. */
const isClear = (allowed: ReadonlyArray<string>) => (written: Redacted.Redacted) => {
  const url = URL.parse(Redacted.value(written))
  if (url === null) return false
  const host = url.searchParams.get("host") ?? url.hostname
  return !host.startsWith("/") && privateHost(host) === undefined && !allowed.includes(host) &&
    !/^(?:require|verify-ca|verify-full)$/.test(url.searchParams.get("sslmode") ?? "")
}

/** What an attacker needs to find out the key of a token that they have seen. */
const shortestSecret = 32

/** What would work, and must not be done: secrets and words of callers in the clear, a secret that can be guessed. */
const dangersOf = (values: Values): ReadonlyArray<Problem> => {
  const allowed: ReadonlyArray<string> = Option.getOrElse(values.ALLOW_CLEARTEXT, () => [])
  const clear = spokenTo.flatMap((variable): ReadonlyArray<Problem> =>
    Option.exists(
        values[variable],
        ({ hostname, protocol }) =>
          /^(?:http|ws):$/.test(protocol) && privateHost(hostname) === undefined && !allowed.includes(hostname)
      )
      ? [{
        variable,
        kind: "unsafe",
        message:
          `${variable} is not encrypted, and leads out of this machine and its private networks: use https: or wss:, or name its host in ALLOW_CLEARTEXT`
      }]
      : []
  )
  const guessable = Option.exists(
    Option.all({ url: values.LIVEKIT_URL, secret: values.LIVEKIT_API_SECRET }),
    ({ secret, url }) => Redacted.value(secret).length < shortestSecret && !isThisMachine(url.hostname)
  )
  return [
    ...clear,
    ...Option.exists(values.DATABASE_URL, isClear(allowed))
      ? [{
        variable: "DATABASE_URL",
        kind: "unsafe" as const,
        message:
          "DATABASE_URL leads out of this machine and its private networks, and asks for no TLS: put `?sslmode=require` behind it, or name its host in ALLOW_CLEARTEXT"
      }]
      : [],
    ...guessable
      ? [{
        variable: "LIVEKIT_API_SECRET",
        kind: "unsafe" as const,
        message:
          `LIVEKIT_API_SECRET is shorter than ${shortestSecret} characters, so that it can be guessed: give the key another one (\`openssl rand -base64 32\`)`
      }]
      : []
  ]
}

/**
 * Without the groups to which what is secret would go in the clear: whoever looks at an environment tries them, too. An
 * endpoint of Azure's storage has its account's as the one to fall back on.
 */
const withoutDangers = (values: Values, problems: ReadonlyArray<Problem>): Values => ({
  ...values,
  ...Record.fromEntries(
    problems.map(({ variable }) => [
      variable === "AZURE_STORAGE_ENDPOINT" ? "AZURE_STORAGE_ACCOUNT_KEY" : variable,
      Option.none()
    ])
  )
})

/**
 * The environment as it is: what can be made of it, and everything that is wrong with it for `command`. A group with a
 * problem is none, and a single wrong value its default.
 */
export const inspect = Effect.fnUntraced(
  function*(command: Command) {
    const found = yield* written
    const texts = Record.map(found, ({ text }) => text)
    const problems: Array<Problem> = Object.values(found).flatMap(({ problem }): ReadonlyArray<Problem> =>
      problem === undefined ? [] : [{ ...problem, kind: "unreadable" }]
    )
    /** One whose file cannot be read is meant to be there. */
    const isSet = (name: VariableName) => Option.isSome(texts[name]) || found[name].problem !== undefined

    const values = Record.map(variables as Record<VariableName, Variable>, (variable, name) => {
      const value = Option.flatMap(texts[name], variable.read)
      if (Option.isSome(texts[name]) && Option.isNone(value)) {
        problems.push({
          variable: name,
          kind: "malformed",
          message: `${name} is malformed: expected ${variable.expected}`
        })
      }
      return variable.default === undefined
        ? value
        : Option.getOrThrow(Option.orElse(value, () => variable.read(variable.default ?? "")))
      // Each value was made by its variable's own reader.
    }) as Values

    if (Option.isSome(filled(yield* forbidden))) {
      problems.push({
        variable: "OPENAI_API_VERSION",
        kind: "forbidden",
        message:
          "OPENAI_API_VERSION is set, which makes the OpenAI plugin call a preview endpoint that no longer exists: unset it"
      })
    }
    const dangers = dangersOf(values)
    problems.push(...halves(isSet, values), ...conflicts(values, isSet), ...dangers)
    for (const [name, { meaning, requiredBy = [] }] of Object.entries<Variable>(variables)) {
      if (
        requiredBy.includes(command) && !isSet(name as VariableName) && !problems.some((it) => it.variable === name) &&
        !(name === "AZURE_OPENAI_REALTIME_DEPLOYMENT" && values.VOICE_PIPELINE === "cascade")
      ) {
        problems.push({
          variable: name,
          kind: "missing",
          message: `${name} is missing, and \`${command}\` needs it: ${meaning}`
        })
      }
    }
    return { settings: assemble(withoutDangers(values, dangers)), problems, isSet }
  },
  // An environment can always be read; nothing else is put behind these names.
  Effect.orDie
)

/** The settings, read once. */
export class Settings extends Context.Service<Settings, SettingsShape>()("receptionist/Settings") {
  /** Reads the ambient `ConfigProvider`: the process's environment, where nothing else is provided. */
  static readonly layer = (command: Command): Layer.Layer<Settings, InvalidSettings> =>
    Layer.effect(
      Settings,
      Effect.flatMap(inspect(command), ({ problems, settings }) =>
        problems.length === 0 ? Effect.succeed(settings) : Effect.fail(new InvalidSettings({ problems })))
    )

  /** The same, from a record. */
  static readonly layerEnv = (env: Record<string, string>, command: Command = "demo") =>
    Settings.layer(command).pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
}
