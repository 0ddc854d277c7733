import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, FileSystem, Layer } from "effect"
import { HttpClient, HttpClientError } from "effect/http"
import { TestClock, TestConsole } from "effect/testing"
import { doctor } from "../../src/doctor/Doctor.ts"
import * as files from "../../src/doctor/files.ts"
import { loosened } from "../../src/doctor/loosened.ts"
import { defaultRules } from "../../src/domain/TransferPolicy.ts"
import { inspect } from "../../src/Settings.ts"
import { type VariableName, variables } from "../../src/settings/variables.ts"
import type { Variable } from "../../src/settings/variables/Variable.ts"

const canary = "canary-0123456789-0123456789-0123456789"
const livekit = { LIVEKIT_URL: "ws://127.0.0.1:9", LIVEKIT_API_KEY: "key", LIVEKIT_API_SECRET: canary }
const model = {
  AZURE_OPENAI_ENDPOINT: "http://127.0.0.1:9",
  AZURE_OPENAI_API_KEY: canary,
  AZURE_OPENAI_REALTIME_DEPLOYMENT: "voice"
}
const storage = { AZURE_STORAGE_ACCOUNT_NAME: "acct", AZURE_STORAGE_ACCOUNT_KEY: btoa(canary) }
const key = btoa("k".repeat(32))
const clear = /is not encrypted, and leads out of this machine/

/** What is unsafe of a setting: what makes it so, what is said of it, and whether it keeps the doctor from being content. */
type Row = readonly [as: "problem" | "told", env: Readonly<Record<string, string>>, said: RegExp]

const rows: Partial<Record<VariableName, ReadonlyArray<Row>>> = {
  LIVEKIT_URL: [["problem", { ...livekit, LIVEKIT_URL: "ws://livekit.example.com" }, clear]],
  LIVEKIT_API_SECRET: [
    ["problem", { ...livekit, LIVEKIT_URL: "wss://livekit.invalid", LIVEKIT_API_SECRET: "devkey" }, /can be guessed/],
    ["problem", { ...livekit, LIVEKIT_API_SECRET: "", LIVEKIT_API_SECRET_FILE: "/nowhere" }, /cannot be read/]
  ],
  DIALLED_NUMBER_HEADER: [["told", { ...livekit, DIALLED_NUMBER_HEADER: "X-Dialled" }, /chooses the agent/]],
  AZURE_OPENAI_ENDPOINT: [["problem", { ...model, AZURE_OPENAI_ENDPOINT: "http://r.example.com" }, clear]],
  AZURE_OPENAI_STANDBY_ENDPOINT: [["problem", {
    ...model,
    AZURE_OPENAI_STANDBY_ENDPOINT: "ws://r.example.com",
    AZURE_OPENAI_STANDBY_API_KEY: canary,
    AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT: "voice"
  }, clear]],
  BACKEND_URL: [["problem", { BACKEND_URL: "http://backend.example.com", BACKEND_API_KEY: canary }, clear]],
  AZURE_STORAGE_ENDPOINT: [["problem", { ...storage, AZURE_STORAGE_ENDPOINT: "http://blobs.example.com" }, clear]],
  AGENTS_DIR: [["problem", { AGENTS_DIR: "open" }, /AGENTS_DIR .* can be written to by everybody/]],
  DATA_DIR: [["problem", { DATA_DIR: "open" }, /DATA_DIR .* can be written to by everybody/]],
  RETENTION_RECORDING: [["told", { RETENTION_RECORDING: "forever" }, /nothing ever removes recordings/]],
  RETENTION_TRANSCRIPT: [["told", { RETENTION_TRANSCRIPT: "forever" }, /nothing ever removes transcripts/]],
  RETENTION_ROW: [["told", { RETENTION_ROW: "forever" }, /nothing ever removes rows/]],
  RETENTION_MESSAGE: [["told", { RETENTION_MESSAGE: "forever" }, /nothing ever removes messages/]],
  RETENTION_JOURNAL: [["told", { RETENTION_JOURNAL: "forever" }, /nothing ever removes journal/]],
  JOURNAL_KEY: [
    ["told", {}, /what calls note is not encrypted/],
    ["told", { JOURNAL_KEY: `${key},plain` }, /JOURNAL_KEY ends with `plain`/]
  ],
  OFFICE_HOST: [["told", { OFFICE_HOST: "0.0.0.0" }, /the office listens at 0\.0\.0\.0/]],
  OFFICE_URL: [["problem", { OFFICE_URL: "http://office.example.com" }, clear]],
  DATABASE_URL: [["problem", { DATABASE_URL: `postgres://o:${canary}@db.example.com/o` }, /asks for no TLS/]],
  CALL_MAX_DURATION: [["told", { CALL_MAX_DURATION: "24 hours" }, /may keep the line for 1d /]],
  CALLER_MAX_CALLS: [["told", { CALLER_MAX_CALLS: "1000" }, /CALLER_MAX_CALLS 1000 \(4\)/]],
  CALLER_MAX_MINUTES: [["told", { CALLER_MAX_MINUTES: "100000" }, /CALLER_MAX_MINUTES 100000 \(180\)/]],
  AGENT_MAX_CALLS: [["told", { AGENT_MAX_CALLS: "51" }, /AGENT_MAX_CALLS 51 \(50\)/]],
  AGENT_MAX_MINUTES: [["told", { AGENT_MAX_MINUTES: "3001" }, /AGENT_MAX_MINUTES 3001 \(3000\)/]],
  COMPANY_MAX_CALLS: [["told", { COMPANY_MAX_CALLS: "101" }, /COMPANY_MAX_CALLS 101 \(100\)/]],
  COMPANY_MAX_MINUTES: [["told", { COMPANY_MAX_MINUTES: "6001" }, /COMPANY_MAX_MINUTES 6001 \(6000\)/]],
  CALL_MAX_TRANSFERS: [["told", { CALL_MAX_TRANSFERS: "11" }, /CALL_MAX_TRANSFERS 11 \(10\)/]],
  CALLER_MAX_TRANSFERS: [["told", { CALLER_MAX_TRANSFERS: "21" }, /CALLER_MAX_TRANSFERS 21 \(20\)/]],
  CALLER_VERIFICATION_HEADER: [["told", livekit, /name the header in CALLER_VERIFICATION_HEADER/]],
  TRANSFER_ALLOW: [["told", { TRANSFER_ALLOW: "own, FR, +1900" }, /calls sent to FR, \+1900 \(TRANSFER_ALLOW\)/]],
  TRANSFER_SIP_HOSTS: [["told", { TRANSFER_SIP_HOSTS: "*" }, /SIP hosts: \* \(TRANSFER_SIP_HOSTS\)/]],
  HEALTH_HOST: [["told", { HEALTH_PORT: "8080", HEALTH_HOST: "0.0.0.0" }, /served at 0\.0\.0\.0/]],
  ALLOW_CLEARTEXT: [["told", { ALLOW_CLEARTEXT: "plain.example.com" }, /without TLS to plain\.example\.com/]],
  PRESIDIO_ANALYZER_URL: [
    ["problem", { PRESIDIO_ANALYZER_URL: "http://a.example.com", PRESIDIO_ANONYMIZER_URL: "https://b.invalid" }, clear]
  ],
  PRESIDIO_ANONYMIZER_URL: [
    ["problem", { PRESIDIO_ANALYZER_URL: "https://a.invalid", PRESIDIO_ANONYMIZER_URL: "http://b.example.com" }, clear]
  ],
  OTEL_EXPORTER_OTLP_ENDPOINT: [["problem", { OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel.example.com" }, clear]]
}

/** None of their values opens anything: names, voices, paces, ports of what is not open, and secrets of any length. */
const harmless: ReadonlyArray<VariableName> = [
  "LIVEKIT_API_KEY",
  "LIVEKIT_AGENT_NAME",
  "AZURE_OPENAI_API_KEY",
  "VOICE_PIPELINE",
  "AZURE_OPENAI_REALTIME_DEPLOYMENT",
  "AZURE_OPENAI_REALTIME_MODEL",
  "AZURE_OPENAI_REALTIME_VOICE",
  "AZURE_OPENAI_TTS_DEPLOYMENT",
  "AZURE_OPENAI_STT_DEPLOYMENT",
  "AZURE_OPENAI_CHAT_DEPLOYMENT",
  "AZURE_OPENAI_STANDBY_API_KEY",
  "AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT",
  "AZURE_OPENAI_TTS_VOICE",
  "AZURE_OPENAI_TRANSCRIBE_MODEL",
  "TURN_DETECTION",
  "VAD",
  "TURN_DETECTOR",
  "BACKEND_API_KEY",
  "BACKEND_ERASURE_KEY",
  "CONFIG_FETCH_MAX_RETRIES",
  "CONFIG_FETCH_RETRY_DELAY",
  "AZURE_STORAGE_ACCOUNT_NAME",
  "AZURE_STORAGE_ACCOUNT_KEY",
  "AZURE_STORAGE_CONTAINER",
  // Out of private networks the mailer goes on with TLS only, whichever scheme is named.
  "SMTP_URL",
  "MAIL_FROM",
  "OFFICE_PORT",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_TRUNK_SID",
  "CALL_SILENCE_TIMEOUT",
  "TIME_ZONE",
  "BLOCKED_CALLERS",
  "FALLBACK_TRANSFER",
  "WORKER_PROCESSES",
  "WORKER_MAX_CALLS",
  "WORKER_MAX_LOAD",
  "WORKER_MAX_RSS_MB",
  "DRAIN_TIMEOUT",
  "HEALTH_PORT",
  "ANONYMIZER",
  // Nothing private is logged at any level.
  "LOG_LEVEL",
  "LOG_FORMAT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_SERVICE_NAME"
]

/** What the doctor says; nothing is asked of anybody: what is unsafe must not be tried either. */
const examine = Effect.fnUntraced(function*(env: Readonly<Record<string, string>>) {
  const fs = yield* FileSystem.FileSystem
  const directory = yield* fs.makeTempDirectoryScoped()
  yield* fs.makeDirectory(`${directory}/open`)
  yield* fs.chmod(`${directory}/open`, 0o777)
  yield* fs.makeDirectory(`${directory}/agents`)
  yield* fs.copyFile("agents/clinic.yaml", `${directory}/agents/clinic.yaml`)
  yield* fs.copyFile("agents/clinic.yaml", `${directory}/open/clinic.yaml`)
  const asked: Array<string> = []
  const { AGENTS_DIR = "agents", DATA_DIR = "data" } = env
  yield* doctor.pipe(
    Effect.provide(Layer.mergeAll(
      Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make((request, { hostname }) => {
          asked.push(hostname)
          return Effect.fail(
            new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request }) })
          )
        })
      ),
      ConfigProvider.layer(
        ConfigProvider.fromEnv({
          env: { ...env, AGENTS_DIR: `${directory}/${AGENTS_DIR}`, DATA_DIR: `${directory}/${DATA_DIR}` }
        })
      )
    )),
    // LiveKit and the model are asked by their own clients, at a port where nobody is: at once, but for files.
    TestClock.withLive
  )
  const lines = (yield* TestConsole.logLines).map(String)
  const marked = (mark: string) => lines.filter((line) => new RegExp(`^\\W*(?:\\d+m)?\\s+${mark} `).test(line))
  return { asked, lines, said: { problem: marked("problem"), told: marked("-") } }
})

describe("What an operator may set and should not, or should know of", () => {
  it("is known of every variable", () => {
    const known = [...Object.keys(rows), ...harmless, "RECORDING"]
    assert.deepStrictEqual(known.toSorted(), Object.keys(variables).toSorted())
  })

  it.effect.each(
    Object.entries(rows).flatMap(([name, all]) => all.map((row) => [name as VariableName, ...row] as const))
  )("is found: %s, as what is %s", ([name, as, env, expected]) =>
    Effect.gen(function*() {
      const found = yield* examine(env)
      const { lines, said } = found
      const about = said[as].filter((line) => expected.test(line))
      assert.lengthOf(about, 1, `${expected} in\n${lines.join("\n")}`)
      if (expected === clear) assert.include(about[0], name)
      assert.isFalse(lines.some((line) => line.includes(canary) || line.includes(key)))
    }).pipe(Effect.provide(NodeServices.layer)))

  // Not by the whole of the doctor, which would ask Azure: egress knows no other address.
  it.effect("is found: RECORDING, as what is told", () =>
    Effect.gen(function*() {
      const told = (RECORDING: string) =>
        inspect("start").pipe(
          Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: { ...storage, RECORDING } }))),
          Effect.map(({ settings }) => (loosened(settings).call ?? []).map(({ text }) => text))
        )
      assert.match((yield* told("egress")).join("\n"), /egress is given the storage account's key/)
      assert.deepStrictEqual(yield* told("worker"), [])
    }))

  it.effect("is an example's numbers, at which nobody answers", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const agents = `${yield* fs.makeTempDirectoryScoped()}/agents`
      yield* fs.makeDirectory(agents)
      const look = files.agents(agents, defaultRules, [])
      const mine =
        "phone: \"+15145550100\"\nname: Mine\ntransfers:\n  - { department: Desk, phone_number: \"+15148612345\" }\n"
      yield* fs.writeFileString(`${agents}/mine.yaml`, mine)
      assert.strictEqual((yield* look).status, "ok")
      yield* fs.copyFile("agents/clinic.yaml", `${agents}/clinic.yaml`)
      const found = yield* look
      assert.strictEqual(found.status, "skip")
      assert.match(found.text, /2 agents, of which clinic\.yaml would send callers to numbers that nobody has/)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("is a file of secrets that others can read", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const file = `${yield* fs.makeTempDirectoryScoped()}/.env`
      assert.deepStrictEqual(yield* files.envFile(file), [])
      yield* fs.writeFileString(file, "")
      for (const [mode, status] of [[0o600, "ok"], [0o640, "skip"], [0o604, "skip"]] as const) {
        yield* fs.chmod(file, mode)
        assert.deepStrictEqual((yield* files.envFile(file)).map((found) => found.status), [status])
      }
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("is none of it by default, but for what nobody can choose for the operator", () =>
    Effect.gen(function*() {
      const { said } = yield* examine({ ...livekit, JOURNAL_KEY: key })
      const about = said.told.filter((line) =>
        Object.entries(rows).some(([, all]) => all.some(([, , expected]) => expected.test(line)))
      )
      assert.lengthOf(about, 1)
      assert.match(about[0] ?? "", /CALLER_VERIFICATION_HEADER/)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("is not tried: no secret goes in the clear to where it must not", () =>
    Effect.gen(function*() {
      const addresses = Object.entries(rows).flatMap(([, all]) => all.filter(([, , said]) => said === clear))
      for (const [, env] of addresses) {
        const hosts = Object.values(env).flatMap((value) => URL.parse(value) ?? [])
          .filter(({ protocol }) => /^(?:http|ws):$/.test(protocol)).map(({ hostname }) => hostname)
          .filter((hostname) => hostname.endsWith(".example.com"))
        assert.lengthOf(hosts, 1)
        const { asked } = yield* examine(env)
        assert.notInclude(asked, hosts[0])
      }
    }).pipe(Effect.provide(NodeServices.layer)))
})

// A secret that is a variable without the mark would be shown by whatever prints a setting.
it("Each secret is marked as one", () => {
  for (const [name, { secret }] of Object.entries<Variable>(variables)) {
    if (/(?:SECRET|PASSWORD|TOKEN|_KEY|HEADERS)$/.test(name) && name !== "LIVEKIT_API_KEY") {
      assert.isTrue(secret === true, name)
    }
  }
})
