import { Duration, Effect, FileSystem, Option, Path, type Redacted, Redacted as Secret, Schema } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import * as AzureBlobStore from "../adapters/azure/BlobStore.ts"
import * as BackendConfigApi from "../adapters/backend/ConfigApi.ts"
import { connect } from "../adapters/livekit/dispatch/AgentSocket.ts"
import * as SmtpMailer from "../adapters/mail/Mailer.ts"
import type { MailerOptions } from "../adapters/mail/Mailer.ts"
import * as VoiceAdapter from "../adapters/voice/VoiceSession.ts"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { readAgentFile } from "../domain/AgentFile.ts"
import { fileId } from "../domain/AgentFile.ts"
import type { AgentVoice, Pipeline } from "../domain/AgentVoice.ts"
import { fileFault } from "../domain/FileFault.ts"
import { PhoneNumber } from "../domain/PhoneNumber.ts"
import type { TransferRules } from "../domain/TransferPolicy.ts"
import { agentBytes } from "../services/AgentBytes.ts"
import { BlobStore } from "../services/BlobStore.ts"
import { ConfigApi } from "../services/ConfigApi.ts"
import { Mailer } from "../services/Mailer.ts"
import { VoiceSession } from "../services/VoiceSession.ts"
import type { SettingsShape } from "../settings/groups.ts"
import { attempt, type Finding, ok, problem, skip } from "./Finding.ts"

type Group<K extends keyof SettingsShape> = SettingsShape[K] extends Option.Option<infer A> ? A : SettingsShape[K]

/** An HTTP answer that was not hoped for, or none. */
class NoGoodAnswer extends Schema.TaggedError<NoGoodAnswer>()("NoGoodAnswer", {
  what: Schema.String,
  advice: Schema.String
}) {
  override get message() {
    return `${this.what}: ${this.advice}`
  }
}

/** The status of a request; its URL stays out of the trace and of the error. */
const statusOf = Effect.fnUntraced(function*(request: HttpClientRequest.HttpClientRequest, advice: string) {
  const { status } = yield* HttpClient.HttpClient.use((client) => client.execute(request)).pipe(
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.timeout("10 seconds"),
    Effect.mapError((error) =>
      new NoGoodAnswer({ what: error._tag === "TimeoutError" ? "no answer" : "not reached", advice })
    )
  )
  return status
})

/** LiveKit's API with our key, then the connection over which calls are dispatched, without registering. */
export const livekit = ({ apiKey, apiSecret, url }: Group<"livekit">): ReadonlyArray<Effect.Effect<Finding>> => {
  const refused = "check LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET"
  const sdk = Effect.promise(() => import("livekit-server-sdk"))
  const rooms = Effect.gen(function*() {
    const { RoomServiceClient } = yield* sdk
    const client = new RoomServiceClient(url.href, apiKey, Secret.value(apiSecret))
    const found = yield* Effect.tryPromise({
      try: () => client.listRooms(),
      catch: (cause) => {
        const status = Option.getOrUndefined(Schema.decodeUnknownOption(Schema.Struct({ status: Schema.Int }))(cause))
        return new NoGoodAnswer({
          what: status === undefined ? "not reached" : `HTTP ${status.status}`,
          advice: refused
        })
      }
    })
    return ok(`the API takes the key; ${found.length} rooms are open`)
  })
  const dispatch = Effect.gen(function*() {
    const { AccessToken } = yield* sdk
    const token = new AccessToken(apiKey, Secret.value(apiSecret), { ttl: "5m" })
    token.addGrant({ agent: true })
    const base = new URL(url)
    base.protocol = base.protocol.replace("http", "ws")
    yield* connect(new URL("agent", base.href.replace(/\/?$/, "/")), yield* Effect.promise(() => token.toJwt()))
    return ok("the agent connection opens")
  }).pipe(
    Effect.scoped,
    Effect.mapError((error) => new NoGoodAnswer({ what: error.message, advice: refused }))
  )
  return [attempt("the API", rooms), attempt("the agent connection", dispatch)]
}

/** A tenth of a second of silence, as a WAV file: the shortest that is transcribed. */
const silence = () => {
  const bytes = Buffer.alloc(44 + 3200)
  bytes.write("RIFF", 0, "latin1")
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write("WAVEfmt ", 8, "latin1")
  for (
    const [at, size, value] of [[16, 4, 16], [20, 2, 1], [22, 2, 1], [24, 4, 16_000], [28, 4, 32_000], [
      32,
      2,
      2
    ]] as const
  ) {
    bytes.writeUIntLE(value, at, size)
  }
  bytes.writeUInt16LE(16, 34)
  bytes.write("data", 36, "latin1")
  bytes.writeUInt32LE(3200, 40)
  return new Blob([bytes], { type: "audio/wav" })
}

/** The realtime models, as a call would open them; one word of the TTS; then what the cascade asks for. */
export const model = (options: Group<"model">) => {
  const { apiKey, endpoint, realtimeModel, realtimeVoice, ttsVoice } = options
  const realtime = (name: string, at: { endpoint: URL; apiKey: Redacted.Redacted; deployment: string }) =>
    attempt(
      `the ${name} deployment`,
      VoiceSession.use(({ prepare }) => Effect.flatMap(prepare, ({ ready }) => ready)).pipe(
        Effect.scoped,
        Effect.as(ok(`the ${name} deployment answers`)),
        Effect.provide(
          VoiceAdapter.layer({
            endpoint: at.endpoint,
            apiKey: at.apiKey,
            realtimeDeployment: at.deployment,
            realtimeModel,
            realtimeVoice,
            livekitCloud: false
          })
        )
      )
    )
  const root = endpoint.href.replace(/\/+$/, "").replace(/^ws/, "http")
  const post = Effect.fnUntraced(function*(
    path: string,
    variables: string,
    what: string,
    does: string,
    body: (request: HttpClientRequest.HttpClientRequest) => Effect.Effect<HttpClientRequest.HttpClientRequest, unknown>
  ) {
    const advice = `check ${variables} and AZURE_OPENAI_API_KEY`
    const request = yield* HttpClientRequest.post(`${root}/openai/v1/${path}`).pipe(
      HttpClientRequest.setHeader("api-key", Secret.value(apiKey)),
      body,
      Effect.orDie
    )
    const status = yield* statusOf(request, advice)
    return status === 200 ? ok(`${what} ${does}`) : problem(`${what}: HTTP ${status}; ${advice}`)
  })
  const speech = (deployment: string) =>
    post(
      "audio/speech",
      "AZURE_OPENAI_TTS_DEPLOYMENT, AZURE_OPENAI_TTS_VOICE",
      "the TTS deployment",
      "speaks",
      HttpClientRequest.bodyJson({ model: deployment, voice: ttsVoice, input: "Oui", response_format: "pcm" })
    )
  const transcription = (deployment: string) =>
    post(
      "audio/transcriptions",
      "AZURE_OPENAI_STT_DEPLOYMENT",
      "the transcription deployment",
      "listens",
      (request) => {
        const form = new FormData()
        form.set("file", silence(), "audio.wav")
        form.set("model", deployment)
        form.set("response_format", "json")
        return Effect.succeed(HttpClientRequest.bodyFormData(request, form))
      }
    )
  const chat = (deployment: string) =>
    post(
      "chat/completions",
      "AZURE_OPENAI_CHAT_DEPLOYMENT",
      "the chat deployment",
      "answers",
      HttpClientRequest.bodyJson({ model: deployment, messages: [{ role: "user", content: "Say yes." }] })
    )
  const each = <A>(
    set: Option.Option<A>,
    found: (value: A) => ReadonlyArray<Effect.Effect<Finding, never, HttpClient.HttpClient>>
  ) => Option.match(set, { onNone: () => [], onSome: found })
  return [
    ...each(options.realtimeDeployment, (deployment) => [realtime("realtime", { endpoint, apiKey, deployment })]),
    ...each(options.standby, (standby) => [realtime("standby", standby)]),
    ...each(options.ttsDeployment, (deployment) => [
      attempt("the TTS deployment", speech(deployment)),
      Effect.succeed(
        realtimeVoice === ttsVoice
          ? ok(`a caller hears one voice: ${ttsVoice}`)
          : skip(
            `a caller hears two voices: ${realtimeVoice} talks with them, and ${ttsVoice} says fixed phrases; to hear one, set AZURE_OPENAI_REALTIME_VOICE and AZURE_OPENAI_TTS_VOICE to the same`
          )
      )
    ]),
    ...each(
      options.sttDeployment,
      (deployment) => [attempt("the transcription deployment", transcription(deployment))]
    ),
    ...each(options.chatDeployment, (deployment) => [attempt("the chat deployment", chat(deployment))])
  ]
}

// Reserved for fiction: no agent answers it, so that 404 is the answer of a backend that works.
const nobodysNumber = PhoneNumber.make("+12025550100")

export const backend = ({ apiKey, url }: Group<"backend">) => [
  attempt(
    "the backend",
    ConfigApi.use((api) => api.agentByPhone(nobodysNumber)).pipe(
      Effect.as(ok("it answers, and takes the key")),
      Effect.catchTag("UnknownNumber", () => Effect.succeed(ok("it answers, and takes the key"))),
      Effect.provide(BackendConfigApi.layer({ baseUrl: url, apiKey, maxRetries: 0, retryDelay: Duration.seconds(1) }))
    )
  )
]

export const storage = (options: Group<"storage">) => [
  attempt(
    "Azure storage",
    BlobStore.use((store) => store.put("doctor/probe.txt", "Written by `receptionist doctor`.\n", "text/plain")).pipe(
      Effect.as(ok(`a small file was written to container \`${options.container}\` (doctor/probe.txt)`)),
      Effect.provide(AzureBlobStore.layer(options))
    )
  )
]

/** The mail server, up to the sign-in: nothing is sent. */
export const mail = (options: MailerOptions) => [
  attempt(
    "the mail server",
    Mailer.use(({ check }) => check).pipe(
      Effect.as(ok("it answers, and takes the sign-in")),
      Effect.provide(SmtpMailer.layer(options))
    )
  )
]

export const presidio = (urls: { readonly analyzer: URL; readonly anonymizer: URL }) =>
  (["analyzer", "anonymizer"] as const).map((name) => {
    const advice = `check PRESIDIO_${name.toUpperCase()}_URL`
    return attempt(
      `Presidio's ${name}`,
      statusOf(HttpClientRequest.get(`${urls[name].href.replace(/\/$/, "")}/health`), advice).pipe(
        Effect.map((status) =>
          status === 200
            ? ok(`Presidio's ${name} is healthy`)
            : problem(`Presidio's ${name}: HTTP ${status}; ${advice}`)
        )
      )
    )
  })

export const collector = (endpoint: URL, headers: Readonly<Record<string, Redacted.Redacted | string>>) => {
  const advice = "check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS"
  return [attempt(
    "the collector",
    Effect.gen(function*() {
      const request = yield* HttpClientRequest.post(`${endpoint.href.replace(/\/$/, "")}/v1/traces`).pipe(
        HttpClientRequest.setHeaders(
          Object.fromEntries(
            Object.entries(headers).map((
              [key, value]
            ) => [key, Secret.isRedacted(value) ? String(Secret.value(value)) : value])
          )
        ),
        HttpClientRequest.bodyJson({ resourceSpans: [] }),
        Effect.orDie
      )
      const status = yield* statusOf(request, advice)
      return status < 300 ? ok("the collector takes traces") : problem(`the collector: HTTP ${status}; ${advice}`)
    })
  )]
}

/** Whether anybody on the machine can write to it. */
const isOpen = (directory: string) =>
  FileSystem.FileSystem.use((fs) => Effect.map(fs.stat(directory), ({ mode }) => (mode & 0o002) !== 0))

/** A directory that is written to: made where it is missing, and a file made in it and removed. */
export const writable = (variable: string, directory: string) =>
  attempt(
    variable,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
      yield* fs.makeTempFileScoped({ directory })
      return (yield* isOpen(directory))
        ? problem(
          `${variable} (${directory}) can be written to by everybody, who could plant calls in it: chmod o-w it`
        )
        : ok(`${variable} (${directory}) can be written to`)
    }).pipe(
      Effect.scoped,
      Effect.mapError((error) =>
        new NoGoodAnswer({
          what: `${directory} cannot be written to (${fileFault(error).detail})`,
          advice: "make it, or change its owner or the variable"
        })
      )
    )
  )

/** The file that the environment is read from, as others on the machine find it; none where there is no file. */
export const envFile = (file: string) =>
  FileSystem.FileSystem.use((fs) => fs.stat(file)).pipe(
    Effect.map(({ mode }) =>
      (mode & 0o044) === 0
        ? ok(`${file} can be read by its owner alone`)
        : skip(`${file} holds secrets, and others on this machine can read it: chmod 600 ${file}`)
    ),
    Effect.option,
    Effect.map(Option.toArray)
  )

/** North America keeps these for fiction, and so the examples have them. */
const isNobodys = (target: string) => /^tel:\+1\d{3}55501\d\d$/.test(target)

/** Whether callers of this agent are sent to numbers that nobody has, as an example's are. */
const leadsNowhere = ({ fallback, transfers }: AgentConfig) =>
  [
    ...transfers.flatMap(({ numbers }) => numbers.map(({ target }) => target)),
    ...fallback === undefined ? [] : [fallback]
  ]
    .some(isNobodys)

/** The agent files of the embedded configuration: how many answer a number, and which do not decode. */
export const agents = (directory: string, rules: TransferRules, pipelines: ReadonlyArray<Pipeline>) =>
  attempt(
    "AGENTS_DIR",
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const names = (yield* fs.readDirectory(directory)).filter((name) => /\.ya?ml$/i.test(name)).sort()
      const files = yield* Effect.forEach(names, (name) =>
        agentBytes(path.join(directory, name)).pipe(
          Effect.map((bytes) => ({ name, ...readAgentFile(bytes, fileId(name), rules) })),
          Effect.catchTag("AgentFileUnreadable", () => Effect.succeed({ name, agent: Option.none() }))
        ))
      const isWrong = ({ pipeline }: AgentVoice = {}) => pipeline !== undefined && !pipelines.includes(pipeline)
      const broken = files.filter(({ agent }) =>
        Option.match(agent, { onNone: () => true, onSome: ({ voice }) => isWrong(voice) })
      ).map(({ name }) => path.join(directory, name))
      const nowhere = files.filter(({ agent }) => Option.exists(agent, leadsNowhere)).map(({ name }) => name)
      return names.length === 0
        ? problem(`AGENTS_DIR (${directory}) holds no *.yaml: every call would be refused; put an agent file there`)
        : (yield* isOpen(directory))
        ? problem(
          `AGENTS_DIR (${directory}) can be written to by everybody, who could tell your agents what to do: chmod o-w it`
        )
        : broken.length > 0
        ? problem(
          `${broken.length} of ${names.length} agent files are wrong; see \`receptionist check ${broken.join(" ")}\``
        )
        : nowhere.length > 0
        ? skip(
          `AGENTS_DIR (${directory}): ${names.length} agents, of which ${
            nowhere.join(", ")
          } would send callers to numbers that nobody has (555-01…): put yours there, or take the example out`
        )
        : ok(`AGENTS_DIR (${directory}): ${names.length} agents`)
    }).pipe(Effect.mapError((error) =>
      new NoGoodAnswer({
        what: `${directory} cannot be read (${fileFault(error).detail})`,
        advice: "make it and put an agent file there, or set AGENTS_DIR"
      })
    ))
  )
