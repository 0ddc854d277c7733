import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, expect, it } from "@effect/vitest"
import { Duration, Effect, FileSystem, Option, Redacted, Runtime } from "effect"
import { defaultLimits } from "../src/domain/Admission.ts"
import { TransferTarget } from "../src/domain/TransferTarget.ts"
import { InvalidSettings, Settings } from "../src/Settings.ts"
import { configurationPage, envExample } from "../src/settings/docs.ts"
import { pipelinesOf } from "../src/settings/groups.ts"
import { variables } from "../src/settings/variables.ts"
import type { Command, Variable } from "../src/settings/variables/Variable.ts"

const canary = "canary-secret-1234-long-enough-for-livekit"

const livekit = { LIVEKIT_URL: "wss://x.livekit.cloud", LIVEKIT_API_KEY: "key", LIVEKIT_API_SECRET: canary }
const model = {
  AZURE_OPENAI_ENDPOINT: "https://r.openai.azure.com",
  AZURE_OPENAI_API_KEY: canary,
  AZURE_OPENAI_REALTIME_DEPLOYMENT: "voice"
}
const storage = { AZURE_STORAGE_ACCOUNT_NAME: "acct", AZURE_STORAGE_ACCOUNT_KEY: btoa(canary) }

const read = (env: Record<string, string>, command?: Command) =>
  Settings.use(Effect.succeed).pipe(Effect.provide(Settings.layerEnv(env, command)))

const rejected = (env: Record<string, string>, command?: Command) =>
  Effect.map(Effect.flip(read(env, command)), (error) => {
    assert.instanceOf(error, InvalidSettings)
    assert.notInclude(`${error.message} ${JSON.stringify(error)}`, canary)
    return error.problems.map(({ variable, kind }) => `${variable} ${kind}`)
  })

/** UTC is what a machine says that does not know where it is. */
const machineTimeZone = Option.filter(
  Option.some(new Intl.DateTimeFormat().resolvedOptions().timeZone),
  (zone) => zone !== "UTC"
)

describe("Settings", () => {
  it.effect("defaults to the embedded alternatives, with nothing set", () =>
    Effect.gen(function*() {
      const settings = yield* read({})
      assert.deepStrictEqual(settings, {
        livekit: Option.none(),
        model: Option.none(),
        turns: { detection: "server", vad: "builtin", detector: "words" },
        backend: Option.none(),
        erasureKey: Option.none(),
        storage: Option.none(),
        agentsDir: "./agents",
        dataDir: "./data",
        recording: "worker",
        timeZone: machineTimeZone,
        transfer: { rules: { allow: ["own"], sipHosts: [] }, fallback: Option.none() },
        messages: { mail: Option.none() },
        retention: {
          recordings: Duration.days(30),
          transcripts: Duration.days(90),
          rows: Duration.days(365),
          messages: Duration.days(30),
          journal: Duration.days(30)
        },
        journalKeys: Option.none(),
        limits: defaultLimits,
        office: { host: "127.0.0.1", port: 3001, url: Option.none(), database: Option.none() },
        twilio: Option.none(),
        call: { maxDuration: Duration.minutes(30), silenceTimeout: Duration.seconds(45) },
        worker: {
          processes: 1,
          maxCalls: 16,
          maxLoad: 1,
          maxRssMb: 1500,
          drainTimeout: Duration.minutes(10),
          healthPort: Option.none(),
          healthHost: "127.0.0.1",
          cleartext: []
        },
        anonymizer: { engine: "embedded", presidio: Option.none() },
        telemetry: {
          logLevel: "Info",
          logFormat: Option.none(),
          serviceName: "receptionist",
          endpoint: Option.none(),
          headers: Option.none()
        }
      })
    }))

  it.effect("reads every variable", () =>
    Effect.gen(function*() {
      const env = {
        ...livekit,
        LIVEKIT_AGENT_NAME: "desk",
        DIALLED_NUMBER_HEADER: "X-Dialed-Number",
        ...model,
        AZURE_OPENAI_REALTIME_MODEL: "gpt-realtime-mini",
        AZURE_OPENAI_REALTIME_VOICE: "sage",
        VOICE_PIPELINE: "Realtime+Cascade",
        AZURE_OPENAI_STT_DEPLOYMENT: "stt",
        AZURE_OPENAI_CHAT_DEPLOYMENT: "chat",
        AZURE_OPENAI_STANDBY_ENDPOINT: "https://s.openai.azure.com/openai/v1",
        AZURE_OPENAI_STANDBY_API_KEY: canary,
        AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT: "voice-s",
        AZURE_OPENAI_TTS_DEPLOYMENT: "tts",
        AZURE_OPENAI_TTS_VOICE: "nova",
        AZURE_OPENAI_TRANSCRIBE_MODEL: "whisper-1",
        TURN_DETECTION: "local",
        VAD: "silero",
        TURN_DETECTOR: "Multilingual",
        BACKEND_URL: "http://localhost:3001",
        BACKEND_API_KEY: canary,
        BACKEND_ERASURE_KEY: canary,
        CONFIG_FETCH_MAX_RETRIES: "5",
        CONFIG_FETCH_RETRY_DELAY: "250 millis",
        ...storage,
        AZURE_STORAGE_CONTAINER: "archive",
        AZURE_STORAGE_ENDPOINT: "http://127.0.0.1:10000/acct",
        AGENTS_DIR: "/etc/agents",
        DATA_DIR: "/var/data",
        OFFICE_HOST: "0.0.0.0",
        OFFICE_PORT: "8080",
        OFFICE_URL: "https://office.example",
        DATABASE_URL: `postgres://desk:${canary}@db.example/office?sslmode=require`,
        TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
        TWILIO_AUTH_TOKEN: canary,
        TWILIO_TRUNK_SID: `TK${"0".repeat(32)}`,
        RECORDING: "off",
        CALL_MAX_DURATION: "1 hour",
        CALL_SILENCE_TIMEOUT: "20",
        TIME_ZONE: "America/Montreal",
        TRANSFER_ALLOW: "OWN, fr +4420,+1900",
        TRANSFER_SIP_HOSTS: "PBX.example.com *.clinic.example,[::1]",
        FALLBACK_TRANSFER: "514 555-0100",
        WORKER_PROCESSES: "4",
        WORKER_MAX_CALLS: "8",
        WORKER_MAX_LOAD: "70",
        WORKER_MAX_RSS_MB: "2000",
        HEALTH_PORT: "9090",
        DRAIN_TIMEOUT: "PT5M",
        ANONYMIZER: "both",
        PRESIDIO_ANALYZER_URL: "http://analyzer:3000",
        PRESIDIO_ANONYMIZER_URL: "http://anonymizer:3000",
        SMTP_URL: `smtp://desk:${canary}@mail.example:587`,
        MAIL_FROM: "The Desk <desk@Example.com>",
        RETENTION_RECORDING: "14 days",
        RETENTION_TRANSCRIPT: "forever",
        RETENTION_ROW: "400 days",
        RETENTION_MESSAGE: "7 days",
        RETENTION_JOURNAL: "3 days",
        JOURNAL_KEY: `${btoa("\u0001".repeat(32))},plain`,
        BLOCKED_CALLERS: "+15145550142, +1900*",
        CALLER_MAX_CALLS: "1",
        CALLER_MAX_MINUTES: "30",
        AGENT_MAX_CALLS: "5",
        AGENT_MAX_MINUTES: "100",
        COMPANY_MAX_CALLS: "7",
        COMPANY_MAX_MINUTES: "200",
        CALL_MAX_TRANSFERS: "2",
        CALLER_MAX_TRANSFERS: "3",
        CALLER_VERIFICATION_HEADER: "X-Twilio-VerStat",
        HEALTH_HOST: "0.0.0.0",
        ALLOW_CLEARTEXT: "plain.example.com",
        LOG_LEVEL: "debug",
        LOG_FORMAT: "json",
        OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318",
        OTEL_EXPORTER_OTLP_HEADERS: `api-key=${canary}`,
        OTEL_SERVICE_NAME: "desk"
      }
      assert.deepStrictEqual(Object.keys(env).sort(), Object.keys(variables).sort())
      const settings = yield* read(env, "start")
      assert.deepStrictEqual(settings, {
        livekit: Option.some({
          url: new URL("wss://x.livekit.cloud"),
          apiKey: "key",
          apiSecret: Redacted.make(canary),
          agentName: "desk",
          dialledNumberHeader: Option.some("X-Dialed-Number"),
          verificationHeader: Option.some("X-Twilio-VerStat"),
          cloud: true
        }),
        model: Option.some({
          endpoint: new URL("https://r.openai.azure.com"),
          apiKey: Redacted.make(canary),
          pipeline: "realtime+cascade" as const,
          realtimeDeployment: Option.some("voice"),
          standby: Option.some({
            endpoint: new URL("https://s.openai.azure.com"),
            apiKey: Redacted.make(canary),
            deployment: "voice-s"
          }),
          sttDeployment: Option.some("stt"),
          chatDeployment: Option.some("chat"),
          realtimeModel: "gpt-realtime-mini",
          realtimeVoice: "sage",
          ttsDeployment: Option.some("tts"),
          ttsVoice: "nova",
          transcribeModel: Option.some("whisper-1")
        }),
        turns: { detection: "local", vad: "silero", detector: "multilingual" },
        backend: Option.some({
          url: new URL("http://localhost:3001"),
          apiKey: Redacted.make(canary),
          maxRetries: 5,
          retryDelay: Duration.millis(250)
        }),
        erasureKey: Option.some(Redacted.make(canary)),
        storage: Option.some({
          accountName: "acct",
          accountKey: Redacted.make(btoa(canary)),
          container: "archive",
          endpoint: "http://127.0.0.1:10000/acct"
        }),
        agentsDir: "/etc/agents",
        dataDir: "/var/data",
        recording: "off",
        timeZone: Option.some("America/Montreal"),
        office: {
          host: "0.0.0.0",
          port: 8080,
          url: Option.some(new URL("https://office.example")),
          database: Option.some(Redacted.make(`postgres://desk:${canary}@db.example/office`))
        },
        twilio: Option.some({
          accountSid: `AC${"0".repeat(32)}`,
          authToken: Redacted.make(canary),
          trunkSid: `TK${"0".repeat(32)}`
        }),
        call: { maxDuration: Duration.hours(1), silenceTimeout: Duration.seconds(20) },
        messages: {
          mail: Option.some({
            url: Redacted.make(new URL(`smtp://desk:${canary}@mail.example:587`)),
            from: { name: "The Desk", address: "desk@example.com" }
          })
        },
        retention: {
          recordings: Duration.days(14),
          transcripts: Duration.infinity,
          rows: Duration.days(400),
          messages: Duration.days(7),
          journal: Duration.days(3)
        },
        journalKeys: Option.some({
          keys: [Redacted.make<Uint8Array>(new Uint8Array(32).fill(1))] as const,
          plain: true
        }),
        limits: {
          blocked: ["+15145550142", "+1900*"],
          callerCalls: 1,
          callerMinutes: 30,
          agentCalls: 5,
          agentMinutes: 100,
          companyCalls: 7,
          companyMinutes: 200,
          callTransfers: 2,
          callerTransfers: 3
        },
        transfer: {
          rules: {
            allow: ["own", "FR", "+4420", "+1900"],
            sipHosts: ["pbx.example.com", "*.clinic.example", "[::1]"]
          },
          fallback: Option.some(TransferTarget.make("tel:+15145550100"))
        },
        worker: {
          processes: 4,
          maxCalls: 8,
          maxLoad: 0.7,
          maxRssMb: 2000,
          drainTimeout: Duration.minutes(5),
          healthPort: Option.some(9090),
          healthHost: "0.0.0.0",
          cleartext: ["plain.example.com"]
        },
        anonymizer: {
          engine: "both",
          presidio: Option.some({
            analyzer: new URL("http://analyzer:3000"),
            anonymizer: new URL("http://anonymizer:3000")
          })
        },
        telemetry: {
          logLevel: "Debug",
          logFormat: Option.some("json" as const),
          serviceName: "desk",
          endpoint: Option.some(new URL("http://collector:4318")),
          headers: Option.some(Redacted.make(`api-key=${canary}`))
        }
      })
    }))

  it.effect.each(
    [
      ["1", 1_000],
      ["0.5", 500],
      ["90s", 90_000],
      ["2m", 120_000],
      ["1h", 3_600_000],
      ["45 seconds", 45_000],
      ["1 minute", 60_000],
      [" 30 minutes ", 1_800_000],
      ["PT1M30S", 90_000]
    ] as const
  )("reads the duration %j", ([written, millis]) =>
    Effect.gen(function*() {
      const { worker } = yield* read({ DRAIN_TIMEOUT: written })
      assert.strictEqual(Duration.toMillis(worker.drainTimeout), millis)
    }))

  it.effect.each(["", "/", "/openai", "/openai/v1/", "/openai/v1/realtime?model=voice"])(
    "takes the Azure endpoint with %j behind it",
    (path) =>
      Effect.gen(function*() {
        const settings = yield* read({ ...model, AZURE_OPENAI_ENDPOINT: `https://r.openai.azure.com${path}` })
        assert.strictEqual(Option.getOrThrow(settings.model).endpoint.href, "https://r.openai.azure.com/")
      })
  )

  it.effect("records by egress where Azure storage is, and takes an empty variable for one that is not set", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* read({ ...storage, RECORDING: "" })).recording, "egress")
      assert.strictEqual((yield* read({ ...storage, RECORDING: "Worker" })).recording, "worker")
      // Egress is told an account, and not where it is: what it recorded elsewhere, the row would link to nothing.
      const usual = { ...storage, AZURE_STORAGE_ENDPOINT: "https://acct.blob.core.windows.net/" }
      assert.strictEqual((yield* read(usual)).recording, "egress")
      assert.strictEqual((yield* read({ ...usual, RECORDING: "egress" })).recording, "egress")
      const elsewhere = { ...storage, AZURE_STORAGE_ENDPOINT: "https://acct.blob.core.chinacloudapi.cn" }
      assert.strictEqual((yield* read(elsewhere)).recording, "worker")
      assert.deepStrictEqual(yield* rejected({ ...elsewhere, RECORDING: "egress" }), ["RECORDING conflict"])
      assert.deepStrictEqual(yield* read({ BACKEND_URL: " ", BACKEND_API_KEY: "" }), yield* read({}))
    }))

  it.effect("asks for LiveKit and a model only where calls are taken", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* rejected({}, "start"), [
        "LIVEKIT_URL missing",
        "LIVEKIT_API_KEY missing",
        "LIVEKIT_API_SECRET missing",
        "AZURE_OPENAI_ENDPOINT missing",
        "AZURE_OPENAI_API_KEY missing",
        "AZURE_OPENAI_REALTIME_DEPLOYMENT missing"
      ])
      for (const command of ["demo", "check", "doctor", "anonymize", "recover"] as const) yield* read({}, command)
      yield* read({ ...livekit, ...model }, "start")
    }))

  it.effect.each<readonly [Record<string, string>, ReadonlyArray<string>]>([
    [{ LIVEKIT_URL: "wss://x" }, ["LIVEKIT_API_KEY half", "LIVEKIT_API_SECRET half"]],
    [{ BACKEND_URL: "http://x" }, ["BACKEND_API_KEY half"]],
    [{ BACKEND_API_KEY: canary }, ["BACKEND_URL half"]],
    [{ AZURE_STORAGE_ACCOUNT_NAME: "acct" }, ["AZURE_STORAGE_ACCOUNT_KEY half"]],
    [{ AZURE_STORAGE_CONTAINER: "calls" }, ["AZURE_STORAGE_ACCOUNT_NAME half", "AZURE_STORAGE_ACCOUNT_KEY half"]],
    [{ AZURE_OPENAI_ENDPOINT: "https://x" }, [
      "AZURE_OPENAI_API_KEY half",
      "AZURE_OPENAI_REALTIME_DEPLOYMENT half"
    ]],
    [{ ...model, AZURE_OPENAI_TTS_VOICE: "nova" }, ["AZURE_OPENAI_TTS_DEPLOYMENT half"]],
    [{ ...model, AZURE_OPENAI_STT_DEPLOYMENT: "stt" }, ["AZURE_OPENAI_CHAT_DEPLOYMENT half"]],
    [{ ...model, AZURE_OPENAI_STANDBY_API_KEY: canary }, [
      "AZURE_OPENAI_STANDBY_ENDPOINT half",
      "AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT half"
    ]],
    [{ PRESIDIO_ANALYZER_URL: "http://x" }, ["PRESIDIO_ANONYMIZER_URL half"]],
    [{ RECORDING: "egress" }, ["RECORDING conflict"]],
    [{ ANONYMIZER: "both" }, ["ANONYMIZER conflict"]],
    [{ OPENAI_API_VERSION: "2024-10-01-preview" }, ["OPENAI_API_VERSION forbidden"]]
  ])("rejects %j", ([env, problems]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* rejected(env), problems)
    }))

  it.effect("asks for what the pipeline needs, and for no realtime model where there is none", () =>
    Effect.gen(function*() {
      const { AZURE_OPENAI_REALTIME_DEPLOYMENT: _, ...resource } = model
      const speaks = { AZURE_OPENAI_TTS_DEPLOYMENT: "tts" }
      const cascade = { ...speaks, AZURE_OPENAI_STT_DEPLOYMENT: "stt", AZURE_OPENAI_CHAT_DEPLOYMENT: "chat" }
      const start = (env: Record<string, string>) => rejected({ ...livekit, ...env }, "start")
      for (const pipeline of ["cascade", "realtime+cascade"]) {
        assert.deepStrictEqual(yield* start({ ...model, VOICE_PIPELINE: pipeline }), [
          "AZURE_OPENAI_STT_DEPLOYMENT conflict",
          "AZURE_OPENAI_CHAT_DEPLOYMENT conflict",
          "AZURE_OPENAI_TTS_DEPLOYMENT conflict"
        ])
      }
      assert.deepStrictEqual(yield* start({ ...resource, ...cascade, VOICE_PIPELINE: "realtime+cascade" }), [
        "AZURE_OPENAI_REALTIME_DEPLOYMENT half"
      ])
      const only = yield* read({ ...livekit, ...resource, ...cascade, VOICE_PIPELINE: "cascade" }, "start")
      assert.deepStrictEqual(pipelinesOf(only), ["cascade"])
      const both = yield* read({ ...livekit, ...model, ...cascade }, "start")
      assert.deepStrictEqual(pipelinesOf(both), ["realtime", "cascade", "realtime+cascade"])
      assert.deepStrictEqual(pipelinesOf(yield* read({ ...livekit, ...model, ...speaks }, "start")), ["realtime"])
      const missing = yield* Effect.flip(read({ ...resource, ...cascade, VOICE_PIPELINE: "realtime+cascade" }))
      assert.include(String(missing), "AZURE_OPENAI_REALTIME_DEPLOYMENT")
    }))

  it.effect.each<readonly [string, string]>([
    ["VOICE_PIPELINE", "both"],
    ["AZURE_OPENAI_STANDBY_ENDPOINT", "r.openai.azure.com"],
    ["LIVEKIT_URL", "x.livekit.cloud"],
    ["LIVEKIT_URL", "ftp://x"],
    ["DIALLED_NUMBER_HEADER", "X-Dialed-Number: 1"],
    ["AZURE_OPENAI_ENDPOINT", "file:///etc"],
    ["BACKEND_URL", `https://user:${canary}@x`],
    ["BACKEND_URL", "ws://x"],
    ["CONFIG_FETCH_MAX_RETRIES", "-1"],
    ["CONFIG_FETCH_MAX_RETRIES", "1.5"],
    ["CONFIG_FETCH_RETRY_DELAY", "-1 seconds"],
    ["CONFIG_FETCH_RETRY_DELAY", "soon"],
    ["AZURE_STORAGE_ACCOUNT_NAME", "Upper"],
    ["AZURE_STORAGE_ACCOUNT_KEY", `${canary} `.repeat(2)],
    ["AZURE_STORAGE_CONTAINER", "a--b"],
    ["RECORDING", "yes"],
    ["CALL_MAX_DURATION", "0"],
    ["CALL_MAX_DURATION", "Infinity"],
    ["CALL_SILENCE_TIMEOUT", "-5"],
    ["TIME_ZONE", "EST"],
    ["TIME_ZONE", "-05:00"],
    ["TIME_ZONE", "America/Montréal"],
    ["TRANSFER_ALLOW", "Canada"],
    ["TRANSFER_ALLOW", "own, +999"],
    ["TRANSFER_ALLOW", "33"],
    ["TRANSFER_SIP_HOSTS", "sip:pbx.example.com"],
    ["TRANSFER_SIP_HOSTS", "*.*.example.com"],
    ["FALLBACK_TRANSFER", "514 555-011"],
    ["FALLBACK_TRANSFER", "sip:desk@h?Subject=x"],
    ["WORKER_PROCESSES", "0"],
    ["WORKER_MAX_CALLS", "0"],
    ["WORKER_MAX_LOAD", "0.7"],
    ["WORKER_MAX_CALLS", "many"],
    ["WORKER_MAX_CALLS", "NaN"],
    ["WORKER_MAX_RSS_MB", "-1"],
    ["HEALTH_PORT", "0"],
    ["DRAIN_TIMEOUT", "-1 minutes"],
    ["ANONYMIZER", "none"],
    ["RETENTION_RECORDING", "an hour"],
    ["RETENTION_ROW", "0 days"],
    ["RETENTION_TRANSCRIPT", "never"],
    ["JOURNAL_KEY", "hunter2"],
    ["JOURNAL_KEY", "plain"],
    ["JOURNAL_KEY", `${btoa("k".repeat(32))}, ${btoa("k".repeat(16))}`],
    ["BLOCKED_CALLERS", "*"],
    ["CALLER_MAX_CALLS", "0"],
    ["HEALTH_HOST", "http://0.0.0.0"],
    ["ALLOW_CLEARTEXT", "*"],
    ["ALLOW_CLEARTEXT", "http://x"],
    ["LOG_LEVEL", "loud"],
    ["LOG_FORMAT", "xml"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"],
    ["OTEL_EXPORTER_OTLP_HEADERS", canary]
  ])("says that %s cannot be %j", ([name, value]) =>
    Effect.gen(function*() {
      assert.include(yield* rejected({ [name]: value }), `${name} malformed`)
    }))

  it.effect("names everything that is wrong at once, and exits with 78", () =>
    Effect.gen(function*() {
      const env = { WORKER_MAX_CALLS: "0", LOG_LEVEL: canary, BACKEND_URL: "http://x", OPENAI_API_VERSION: "v" }
      const error = yield* Effect.flip(read(env))
      assert.deepStrictEqual(error.problems.map(({ variable }) => variable), [
        "WORKER_MAX_CALLS",
        "LOG_LEVEL",
        "OPENAI_API_VERSION",
        "BACKEND_API_KEY"
      ])
      assert.strictEqual(error[Runtime.errorExitCode], 78)
      for (const { message } of error.problems) assert.include(error.message, message)
      assert.include(error.message, "a whole number from 1 to 500")
      assert.notInclude(error.message, canary)
    }))

  it.effect("reads a secret, and the block list, from the file that a variable with _FILE names", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      const file = (name: string, text: string) =>
        Effect.as(fs.writeFileString(`${directory}/${name}`, text), `${directory}/${name}`)
      const secret = yield* file("secret", `${canary}\n`)
      const { LIVEKIT_API_SECRET: _, ...rest } = livekit
      const settings = yield* read({
        ...rest,
        LIVEKIT_API_SECRET_FILE: secret,
        BLOCKED_CALLERS_FILE: yield* file("blocked", "+15145550142\n+1900*\n")
      })
      assert.strictEqual(Redacted.value(Option.getOrThrow(settings.livekit).apiSecret), canary)
      assert.deepStrictEqual(settings.limits.blocked, ["+15145550142", "+1900*"])
      for (
        const wrong of [
          `${directory}/nothing`,
          directory,
          yield* file("empty", " \n"),
          yield* file("large", "x".repeat(300_000))
        ]
      ) {
        const error = yield* Effect.flip(read({ ...rest, LIVEKIT_API_SECRET_FILE: wrong }))
        assert.include(
          error.problems.map(({ kind, variable }) => `${variable} ${kind}`),
          "LIVEKIT_API_SECRET unreadable"
        )
        assert.notInclude(error.message, directory)
      }
      assert.deepStrictEqual(yield* rejected({ ...livekit, LIVEKIT_API_SECRET_FILE: secret }), [
        "LIVEKIT_API_SECRET unreadable"
      ])
      // No other variable is read from a file.
      assert.deepStrictEqual(yield* read({ LIVEKIT_URL_FILE: secret }), yield* read({}))
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("reads a variable by the name that it had before", () =>
    Effect.gen(function*() {
      const old = { MESSAGE_RETENTION: "7 days" }
      assert.deepStrictEqual((yield* read(old)).retention.messages, Duration.days(7))
      const both = { ...old, RETENTION_MESSAGE: "9 days" }
      assert.deepStrictEqual((yield* read(both)).retention.messages, Duration.days(9))
      assert.deepStrictEqual(yield* rejected({ MESSAGE_RETENTION: "soon" }), ["RETENTION_MESSAGE malformed"])
    }))

  it.effect.each<readonly [Record<string, string>, ReadonlyArray<string>]>([
    [{ ...livekit, LIVEKIT_URL: "ws://livekit.example.com" }, ["LIVEKIT_URL unsafe"]],
    [{ ...livekit, LIVEKIT_URL: "http://8.8.8.8" }, ["LIVEKIT_URL unsafe"]],
    [{ ...livekit, LIVEKIT_URL: "ws://livekit.example.com", ALLOW_CLEARTEXT: "LiveKit.Example.com" }, []],
    [{ ...livekit, LIVEKIT_URL: "ws://livekit.example.com", ALLOW_CLEARTEXT: "example.com" }, ["LIVEKIT_URL unsafe"]],
    [{ ...livekit, LIVEKIT_URL: "ws://livekit:7880" }, []],
    [{ ...livekit, LIVEKIT_URL: "ws://10.0.0.7:7880" }, []],
    [{ ...model, AZURE_OPENAI_ENDPOINT: "http://r.openai.azure.com" }, ["AZURE_OPENAI_ENDPOINT unsafe"]],
    [{ BACKEND_URL: "http://backend.example.com", BACKEND_API_KEY: canary }, ["BACKEND_URL unsafe"]],
    [{ ...storage, AZURE_STORAGE_ENDPOINT: "http://blobs.example.com" }, ["AZURE_STORAGE_ENDPOINT unsafe"]],
    [
      { PRESIDIO_ANALYZER_URL: "http://a.example.com", PRESIDIO_ANONYMIZER_URL: "https://b.example.com" },
      ["PRESIDIO_ANALYZER_URL unsafe"]
    ],
    [{ OFFICE_URL: "http://office.example.com" }, ["OFFICE_URL unsafe"]],
    [{ OFFICE_URL: "http://192.168.1.20:3001" }, []],
    [{ DATABASE_URL: `postgres://office:${canary}@db.example.com/office` }, ["DATABASE_URL unsafe"]],
    [{ DATABASE_URL: `postgres://office:${canary}@db.example.com/office?sslmode=prefer` }, ["DATABASE_URL unsafe"]],
    [{ DATABASE_URL: `postgres://office:${canary}@db.example.com/office?sslmode=require` }, []],
    [{ DATABASE_URL: "postgres://db.example.com/office", ALLOW_CLEARTEXT: "db.example.com" }, []],
    [{ DATABASE_URL: "postgres://localhost/office?host=db.example.com" }, ["DATABASE_URL unsafe"]],
    [{ DATABASE_URL: `postgres://office:${canary}@postgres:5432/office` }, []],
    [{ DATABASE_URL: "postgres:///office?host=/run/postgresql.d" }, []],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel.example.com:4318" }, ["OTEL_EXPORTER_OTLP_ENDPOINT unsafe"]],
    [{ ...livekit, LIVEKIT_API_SECRET: "s".repeat(31) }, ["LIVEKIT_API_SECRET unsafe"]],
    [{ ...livekit, LIVEKIT_URL: "ws://livekit:7880", LIVEKIT_API_SECRET: "devkey" }, ["LIVEKIT_API_SECRET unsafe"]],
    [{ ...livekit, LIVEKIT_URL: "ws://127.0.0.1:7880", LIVEKIT_API_SECRET: "devkey" }, []],
    [{ ...livekit, LIVEKIT_URL: "ws://[::1]:7880", LIVEKIT_API_SECRET: "devkey" }, []]
  ])("starts with nothing that is unsafe: %j", ([env, problems]) =>
    Effect.gen(function*() {
      if (problems.length === 0) yield* read(env)
      else assert.deepStrictEqual(yield* rejected(env), problems)
    }))

  it("reads each default as what it says it is", () => {
    for (const [name, variable] of Object.entries<Variable>(variables)) {
      if (variable.default !== undefined) assert.isTrue(Option.isSome(variable.read(variable.default)), name)
    }
  })
})

describe("The documentation of the settings", () => {
  // After a change of the variables: `vitest run test/Settings.test.ts -u`.
  it("is what .env.example says", () => expect(envExample()).toMatchFileSnapshot("../.env.example"))

  it("is what the page about the configuration says", () =>
    expect(configurationPage()).toMatchFileSnapshot("../docs/configuration.md"))

  it("says of each variable what it is without its neighbours, for a problem shows it alone", () => {
    const leaning = Object.entries(variables).filter(([, { meaning }]) =>
      /^(?:its|the same|one of its|sent|whom these)\b|\b(?:to it|of that|that deployment|deployment there)\b/i.test(
        meaning
      )
    )
    assert.deepStrictEqual(leaning.map(([name]) => name), [])
  })

  it("names every value that a choice takes", () => {
    const choices = Object.entries<Variable>(variables).flatMap(([name, { choices = [], meaning }]) =>
      choices.map((choice) => ({ name, choice, meaning }))
    )
    assert.isAbove(choices.length, 20)
    for (const { choice, meaning, name } of choices) {
      const row = configurationPage().split("\n").find((line) => line.startsWith(`| \`${name}\``)) ?? ""
      assert.include(row.slice(row.indexOf(meaning) + meaning.length), `\`${choice}\``, name)
      const [before = ""] = envExample().split(`\n# ${name}=`)
      assert.include(before.slice(before.lastIndexOf(meaning)), `\`${choice}\``, name)
    }
  })

  it("has a row for each variable, and no secret with a default", () => {
    for (const [name, variable] of Object.entries(variables)) {
      assert.include(configurationPage(), `| \`${name}\` |`)
      assert.isFalse("secret" in variable && "default" in variable, name)
    }
  })
})
