import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, FileSystem, Layer, Queue } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock, TestConsole } from "effect/testing"
import { doctor } from "../../src/doctor/Doctor.ts"
import { type Answer, localServer, type ServerRequest } from "../support/LocalServer.ts"
import { mailServer } from "../support/MailServer.ts"

const secret = "canary-secret-1234"
const storageKey = btoa(secret)

const everything = (url: string, directory: string) => ({
  LIVEKIT_URL: url.replace("http", "ws"),
  LIVEKIT_API_KEY: "key",
  LIVEKIT_API_SECRET: secret,
  AZURE_OPENAI_ENDPOINT: url,
  AZURE_OPENAI_API_KEY: secret,
  AZURE_OPENAI_REALTIME_DEPLOYMENT: "voice",
  AZURE_OPENAI_TTS_DEPLOYMENT: "tts",
  BACKEND_URL: url,
  BACKEND_API_KEY: secret,
  AZURE_STORAGE_ACCOUNT_NAME: "acct",
  AZURE_STORAGE_ACCOUNT_KEY: storageKey,
  AZURE_STORAGE_ENDPOINT: `${url}/acct`,
  ANONYMIZER: "both",
  PRESIDIO_ANALYZER_URL: url,
  PRESIDIO_ANONYMIZER_URL: url,
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: `api-key=${secret}`,
  DATA_DIR: `${directory}/data`,
  AGENTS_DIR: `${directory}/agents`
})

/** What the doctor says of this environment, and whether it is content. */
const examine = Effect.fnUntraced(function*(env: Record<string, string>) {
  const content = yield* doctor.pipe(
    Effect.provide(Layer.mergeAll(
      NodeServices.layer,
      FetchHttpClient.layer,
      ConfigProvider.layer(ConfigProvider.fromEnv({ env }))
    ))
  )
  const lines = (yield* TestConsole.logLines).map(String)
  assert.notInclude(lines.join("\n"), secret)
  assert.notInclude(lines.join("\n"), storageKey)
  const marked = (mark: string) => lines.filter((line) => new RegExp(`^\\W*(?:\\d+m)?\\s+${mark} `).test(line))
  return { content, lines, ok: marked("ok"), problems: marked("problem"), skipped: marked("-") }
})

const temporary = Effect.flatMap(FileSystem.FileSystem, (fs) => fs.makeTempDirectoryScoped()).pipe(
  Effect.provide(NodeServices.layer)
)

const isAzure = ({ url }: ServerRequest) => url.startsWith("/openai/")

describe("doctor", () => {
  it.effect("is content where every service answers, having asked each with its key", () =>
    Effect.gen(function*() {
      const json = { "content-type": "application/json" }
      const server = yield* localServer(
        ({ url }): Answer =>
          url.startsWith("/twirp/")
            ? { status: 200, body: "{\"rooms\":[]}", headers: json }
            : url.startsWith("/api/agents/")
            ? { status: 404, body: `{"error":"no such number"}` }
            : url.startsWith("/acct/")
            ? { status: 201 }
            : { status: 200, body: "{}", headers: json },
        (request) => (client) => {
          if (isAzure(request)) client.send(JSON.stringify({ type: "session.created", event_id: "e", session: {} }))
        }
      )
      const { content, ok, problems } = yield* examine(everything(server.url, yield* temporary))
      assert.deepStrictEqual(problems, [])
      assert.isTrue(content)
      for (
        const said of [
          "0 rooms",
          "agent connection opens",
          "realtime deployment answers",
          "TTS deployment speaks",
          "a caller hears one voice: alloy",
          "takes the key",
          "container `calls`",
          "analyzer is healthy",
          "anonymizer is healthy",
          "collector takes traces",
          "can be written to"
        ]
      ) {
        assert.isTrue(ok.some((line) => line.includes(said)), said)
      }
      const requests = yield* Queue.takeAll(server.requests)
      const to = (path: string) => requests.find(({ url }) => url.startsWith(path))?.headers
      assert.match(String(to("/twirp/")?.authorization), /^Bearer ey/)
      assert.match(String(to("/agent")?.authorization), /^Bearer ey/)
      assert.strictEqual(to("/openai/v1/realtime?model=voice")?.["api-key"], secret)
      assert.strictEqual(to("/openai/v1/audio/speech")?.["api-key"], secret)
      assert.strictEqual(to("/api/agents/by-phone/%2B12025550100")?.authorization, `Bearer ${secret}`)
      assert.strictEqual(to("/v1/traces")?.["api-key"], secret)
    }))

  it.effect.each([
    {
      LiveKit: "leads calls to this worker",
      rules: [{ roomConfig: { agents: [{ agentName: "receptionist" }] } }],
      trunks: [{ name: "clinic", ringingTimeout: "30s", allowedAddresses: ["192.0.2.7"] }],
      said: [/ok .*rule asks for "receptionist"/, /ok .*are given up/]
    },
    {
      LiveKit: "leads them to another",
      rules: [{ roomConfig: { agents: [{ agentName: "parrot" }] } }, {}],
      trunks: [
        { name: "clinic", ringingTimeout: "30s", allowedAddresses: ["192.0.2.0/24"] },
        { name: "shop", authUsername: "carrier", authPassword: "x" },
        { name: "pub", ringingTimeout: "600s", allowedAddresses: ["192.0.2.7"] }
      ],
      said: [/- .*none of 2 dispatch rules asks for "receptionist"/, /- .*ring for minutes.* on .*shop.*, pub/]
    },
    { LiveKit: "has no telephony yet", rules: [], trunks: [], said: [/- .*none of 0/, /- .*no inbound trunk/] },
    { LiveKit: "has no SIP service", said: [/- .*dispatch rules could not be read/, /- .*trunks could not be read/] }
  ])("tells without blame where LiveKit $LiveKit", ({ rules, said, trunks }) =>
    Effect.gen(function*() {
      const answer = (value: unknown): Answer => ({
        status: value === undefined ? 501 : 200,
        body: JSON.stringify(value ?? { code: "unimplemented", msg: "no" }),
        headers: { "content-type": "application/json" }
      })
      const server = yield* localServer(({ url }) =>
        url.endsWith("/ListSIPDispatchRule")
          ? answer(rules && { items: rules })
          : url.endsWith("/ListSIPInboundTrunk")
          ? answer(trunks && { items: trunks })
          : answer({ rooms: [] }), () => () => {})
      const { lines, problems } = yield* examine({
        LIVEKIT_URL: server.url.replace("http", "ws"),
        LIVEKIT_API_KEY: "key",
        LIVEKIT_API_SECRET: secret,
        DATA_DIR: yield* temporary
      })
      for (const sentence of said) {
        assert.isTrue(lines.some((line) => sentence.test(line)), `${sentence} in\n${lines.join("\n")}`)
      }
      assert.isFalse(problems.some((line) => /rule|trunk|ring/.test(line)))
    }))

  it.effect("has a problem with each trunk that takes calls from anybody", () =>
    Effect.gen(function*() {
      const items = [
        { name: "clinic", allowedAddresses: ["192.0.2.7"] },
        { name: "shop" },
        { name: "pub", allowedAddresses: ["0.0.0.0/0"] }
      ]
      const server = yield* localServer(({ url }) => ({
        status: 200,
        body: JSON.stringify(url.endsWith("/ListSIPInboundTrunk") ? { items } : {}),
        headers: { "content-type": "application/json" }
      }), () => () => {})
      const { content, problems } = yield* examine({
        LIVEKIT_URL: server.url.replace("http", "ws"),
        LIVEKIT_API_KEY: "key",
        LIVEKIT_API_SECRET: secret,
        DATA_DIR: yield* temporary
      })
      assert.isFalse(content)
      assert.isTrue(problems.some((line) => /allowedAddresses .* on shop, pub$/.test(line)))
    }))

  it.effect("has a problem with what is unsafe, and tells what may be", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* temporary
      for (const name of ["data", "agents"]) {
        yield* fs.makeDirectory(`${directory}/${name}`)
        yield* fs.chmod(`${directory}/${name}`, 0o777)
      }
      yield* fs.copyFile("agents/clinic.yaml", `${directory}/agents/clinic.yaml`)
      const { content, problems, skipped } = yield* examine({
        LIVEKIT_URL: "ws://192.0.2.1.example.com",
        LIVEKIT_API_KEY: "key",
        LIVEKIT_API_SECRET: "short",
        BACKEND_API_KEY_FILE: `${directory}/nothing`,
        HEALTH_PORT: "8080",
        HEALTH_HOST: "0.0.0.0",
        DATA_DIR: `${directory}/data`,
        AGENTS_DIR: `${directory}/agents`
      })
      assert.isFalse(content)
      for (
        const wrong of [
          /LIVEKIT_URL is not encrypted/,
          /LIVEKIT_API_SECRET is shorter than 32/,
          /BACKEND_API_KEY_FILE names a file that cannot be read/,
          /DATA_DIR .* can be written to by everybody/,
          /AGENTS_DIR .* can be written to by everybody/
        ]
      ) {
        assert.isTrue(problems.some((line) => wrong.test(line)), `${wrong} in\n${problems.join("\n")}`)
      }
      for (const told of [/served at 0\.0\.0\.0/, /what calls note is not encrypted/]) {
        assert.isTrue(skipped.some((line) => told.test(line)), `${told}`)
      }
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("signs in to the mail server, and says what to check where that refuses us", () =>
    Effect.gen(function*() {
      const server = yield* mailServer({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: ({ password }, _, done) => done(password === secret ? null : new Error("no"), { user: "desk" })
      })
      const env = (password: string) => ({
        SMTP_URL: server.url.href.replace("//", `//desk:${password}@`),
        MAIL_FROM: "desk@example.com"
      })
      const { ok } = yield* examine(env(secret))
      assert.isTrue(ok.some((line) => line.includes("takes the sign-in")))
      const { problems } = yield* examine(env("wrong"))
      assert.isTrue(problems.some((line) => /mail server: .*SMTP_URL/.test(line)))
      assert.lengthOf(server.received, 0)
    }))

  it.effect("says of each service that refuses us what to check, and of two voices that they are two", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => ({ status: 401 }), () => ({ status: 401 }))
      const { content, problems, skipped } = yield* examine({
        ...everything(server.url, yield* temporary),
        AZURE_OPENAI_TTS_VOICE: "nova"
      })
      assert.isTrue(skipped.some((line) => /two voices: alloy .* nova .*AZURE_OPENAI_REALTIME_VOICE/.test(line)))
      assert.isFalse(content)
      for (
        const advice of [
          /the API: HTTP 401.*LIVEKIT_API_KEY/,
          /agent connection: .*401.*LIVEKIT_API_SECRET/,
          /realtime deployment: .*unauthorized.*AZURE_OPENAI_API_KEY/,
          /TTS deployment: HTTP 401.*AZURE_OPENAI_TTS_DEPLOYMENT/,
          /backend: .*401.*BACKEND_API_KEY/,
          /Azure storage: .*denied.*key/,
          /analyzer: HTTP 401.*PRESIDIO_ANALYZER_URL/,
          /anonymizer: HTTP 401.*PRESIDIO_ANONYMIZER_URL/,
          /collector: HTTP 401.*OTEL_EXPORTER_OTLP_HEADERS/
        ]
      ) {
        assert.isTrue(problems.some((line) => advice.test(line)), `${advice} in\n${problems.join("\n")}`)
      }
    }))

  it.effect("does not wait for ever on services that never answer", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => "never", () => "never")
      const fiber = yield* examine(everything(server.url, yield* temporary)).pipe(Effect.forkChild)
      yield* Queue.take(server.requests)
      yield* TestClock.adjust("1 second").pipe(
        Effect.andThen(Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))),
        Effect.repeat({ until: () => fiber.pollUnsafe() !== undefined })
      )
      const { content, problems } = yield* Fiber.join(fiber)
      assert.isFalse(content)
      // The disk's own time is not the test clock's: it may be one more that did not answer.
      for (
        const service of [
          /the API: no answer/,
          /agent connection: .*no answer/,
          /realtime deployment: .*timeout/,
          /TTS deployment: no answer/,
          /backend: .*timeout/,
          /Azure storage: no answer/,
          /analyzer: no answer/,
          /anonymizer: no answer/,
          /collector: no answer/
        ]
      ) {
        assert.isTrue(problems.some((line) => service.test(line)), `${service} in\n${problems.join("\n")}`)
      }
    }))

  it.effect("names what is missing, malformed and half set, and still tries what is whole", () =>
    Effect.gen(function*() {
      const directory = yield* temporary
      const server = yield* localServer(() => ({ status: 404, body: `{"error":"no such number"}` }))
      const { content, ok, problems } = yield* examine({
        BACKEND_URL: server.url,
        BACKEND_API_KEY: secret,
        AZURE_STORAGE_ACCOUNT_NAME: "acct",
        WORKER_MAX_CALLS: "none",
        OPENAI_API_VERSION: "2024-10-01-preview",
        DATA_DIR: directory
      })
      assert.isFalse(content)
      const named = ["LIVEKIT_URL", "AZURE_OPENAI_ENDPOINT", "AZURE_STORAGE_ACCOUNT_KEY", "WORKER_MAX_CALLS"]
      for (const variable of [...named, "OPENAI_API_VERSION"]) {
        assert.isTrue(problems.some((line) => line.includes(variable)), variable)
      }
      assert.isTrue(ok.some((line) => line.includes("takes the key")))
    }))

  it.effect("looks into the directories that stand in for what is not set", () =>
    Effect.gen(function*() {
      const directory = yield* temporary
      const fs = yield* FileSystem.FileSystem
      yield* fs.makeDirectory(`${directory}/agents`)
      const env = { AGENTS_DIR: `${directory}/agents`, DATA_DIR: `${directory}/data` }
      const empty = yield* examine(env)
      assert.isTrue(empty.problems.some((line) => line.includes("no *.yaml")))

      yield* fs.writeFileString(`${directory}/agents/good.yaml`, "phone: \"+15145550100\"\nname: John\n")
      yield* fs.writeFileString(`${directory}/agents/bad.yaml`, "phone: nobody\n")
      yield* fs.writeFileString(`${directory}/file`, "")
      const broken = yield* examine({ ...env, DATA_DIR: `${directory}/file/data` })
      assert.isTrue(broken.problems.some((line) => /1 of 2 agent files are wrong.*bad\.yaml/.test(line)))
      assert.isTrue(broken.problems.some((line) => line.includes("ENOTDIR") && line.includes("DATA_DIR")))
      assert.isTrue(broken.skipped.some((line) => line.includes("artifacts are kept on this machine")))
    }).pipe(Effect.provide(NodeServices.layer)))
})
