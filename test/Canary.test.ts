import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it, layer } from "@effect/vitest"
import { JobStatus } from "@livekit/protocol"
import { Console, Context, Effect, Fiber, FileSystem, Layer, Option, Redacted } from "effect"
import * as Telemetry from "../src/Telemetry.ts"
import { canaries, type Canary, department, leaksIn } from "./support/Canaries.ts"
import { agentFile, playCanaryCalls } from "./support/CanaryCalls.ts"
import { collector, filesIn, run, type Span } from "./support/CanarySinks.ts"
import { dispatchServer, jobOf } from "./support/DispatchServer.ts"

const patience = 120_000

/** Leaks in `text`, but for what may be there. */
const leaks = (text: string, allowed: ReadonlyArray<Canary | "department name"> = []) =>
  leaksIn(text).filter((leak) => !allowed.some((one) => one === leak))

const numbers: ReadonlyArray<Canary> = ["caller", "dialled", "room", "identity"]

const worker = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const dataDir = yield* fs.makeTempDirectoryScoped()
  const { received, url } = yield* collector
  const lines: Array<string> = []
  const console = yield* Console.Console
  const { ended, requests } = yield* playCanaryCalls(dataDir).pipe(
    Effect.provide(Telemetry.layer({
      logLevel: "All",
      logFormat: Option.some("json"),
      serviceName: "receptionist",
      endpoint: Option.some(new URL(url)),
      headers: Option.some(Redacted.make(`x-key=${canaries.collectorKey}`)),
      version: "0.0.0"
    })),
    Effect.provideService(Console.Console, { ...console, log: (...parts) => void lines.push(parts.join(" ")) })
  )
  return { ...(yield* received), lines, ended, requests, files: yield* filesIn(dataDir) }
})

class Worker extends Context.Service<Worker, Effect.Success<typeof worker>>()("receptionist/test/Canary.test/Worker") {
  static readonly layer = Layer.effect(Worker, worker).pipe(Layer.provide(NodeServices.layer))
}

const jsonOf = (body: string): Readonly<Record<string, unknown>> => JSON.parse(body)

/** The parents of a span, its own parent first. */
const ancestors = (spans: ReadonlyArray<Span>, span: Span): ReadonlyArray<Span> => {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId)
  return parent === undefined ? [] : [parent, ...ancestors(spans, parent)]
}

describe("calls full of private values", () => {
  layer(Worker.layer, { excludeTestServices: true, timeout: patience })("in a worker", (it) => {
    it.effect("are played to their ends, with the private values in them", () =>
      Effect.gen(function*() {
        const { ended, requests } = yield* Worker
        assert.deepStrictEqual(Object.values(ended), Array(5).fill(JobStatus.JS_SUCCESS))
        const bodies = (method: string, url: RegExp) =>
          requests.filter((one) => one.method === method && url.test(one.url)).map(({ body }) => jsonOf(body))
        assert.lengthOf(bodies("POST", /^\/api\/calls$/), 3)
        for (const row of bodies("POST", /^\/api\/calls$/)) {
          assert.sameMembers(leaks(JSON.stringify(row)), ["caller", "dialled", "room", "identity"])
        }
        const ends = bodies("PATCH", /^\/api\/calls/).map(({ endReason }) => endReason)
        assert.sameMembers([...new Set(ends)], ["agent_end", "caller_hangup", "model_error"])
        assert.isAbove(Number(bodies("POST", /transcription$/)[0]?.["messageCount"]), 8)
      }))

    it.effect("leave nothing private in the log", () =>
      Effect.gen(function*() {
        const { lines } = yield* Worker
        assert.isAbove(lines.length, 50)
        for (const line of lines) assert.deepStrictEqual(leaks(line), [], line)
      }))

    it.effect("leave nothing private in traces and metrics", () =>
      Effect.gen(function*() {
        const { metrics, spans, text } = yield* Worker
        assert.isAbove(spans.length, 100)
        assert.isAbove(metrics.length, 10)
        assert.deepStrictEqual(leaks(text), [])
      }))

    it.effect("leave nothing private in the row, but who called whom and the room", () =>
      Effect.gen(function*() {
        const { requests } = yield* Worker
        for (const { body, method, url } of requests) {
          if (url.startsWith("/api/agents")) continue
          const { callerNumber: _, dialedNumber: __, roomName: ___, ...rest } = body === "" ? {} : jsonOf(body)
          assert.deepStrictEqual(leaks(url), [])
          assert.deepStrictEqual(leaks(JSON.stringify(rest), ["department name"]), [], `${method} ${url}`)
        }
        const { metadata } = jsonOf(requests.find(({ body }) => body.includes(department))?.body ?? "{}")
        assert.deepInclude({ ...Object(metadata) }, { transferDepartment: department })
      }))

    it.effect("leave nothing private in files, but the numbers and the room in the journal and in rows", () =>
      Effect.gen(function*() {
        const { files } = yield* Worker
        const kinds = files.map(({ name }) => name.split("/").at(-1)?.replace(/^[0-9a-f-]{36}/, "*"))
        for (const kind of ["*.ogg", "*.json", "call.ndjson", "recording.ogg"]) {
          assert.include(kinds, kind)
        }
        for (const { content, mode, name } of files) {
          const knowsWho = name.endsWith("call.ndjson") || name.startsWith("calls/")
          assert.deepStrictEqual(leaks(name), [])
          assert.deepStrictEqual(leaks(content, knowsWho ? [...numbers, "department name"] : []), [], name)
          if (content !== "") assert.strictEqual(mode, 0o600, name)
        }
      }))

    it.effect("are one trace each, from ring to finalize, with the SDK's spans in it", () =>
      Effect.gen(function*() {
        const { spans } = yield* Worker
        const roots = spans.filter(({ name }) => name === "HandleCall")
        assert.strictEqual(new Set(roots.map(({ traceId }) => traceId)).size, 5)
        assert.isTrue(roots.every(({ parentSpanId }) => parentSpanId === undefined))
        for (const root of roots) {
          const inside = spans.filter(({ traceId }) => traceId === root.traceId)
          for (const span of inside) assert.strictEqual(ancestors(inside, span).at(-1) ?? span, root, span.name)
          const names = inside.map(({ name }) => name)
          assert.includeMembers(names, ["HandleCall.line", "Telephony.join", "HandleCall.finalize"])
        }
        const talk = roots.find(({ attributes }) => attributes["call.end_reason"] === "agent_end")
        const inside = spans.filter(({ traceId }) => traceId === talk?.traceId)
        const sdks = inside.filter(({ scope }) => scope === "livekit-agents")
        assert.includeMembers(sdks.map(({ name }) => name), [
          "agent_session",
          "user_speaking",
          "agent_turn",
          "realtime_inference"
        ])
        for (const span of sdks) {
          assert.include(ancestors(inside, span).map(({ name }) => name), "HandleCall.line", span.name)
        }
        const ours = [
          "Telephony.transfer",
          "VoiceSession.say",
          "VoiceSession.answer",
          "ConfigApi.request",
          "BlobStore.putFile"
        ]
        assert.includeMembers(inside.map((span) => span.name), ours)
      }))

    it.effect("are measured", () =>
      Effect.gen(function*() {
        const { metrics } = yield* Worker
        const labels = (wanted: string) =>
          metrics.filter(({ name }) => name === `receptionist_${wanted}`).map(({ labels }) => labels)
        assert.sameDeepMembers(labels("calls_total"), [
          { reason: "agent_end" },
          { reason: "caller_hangup" },
          { reason: "model_error" },
          { reason: "config_unavailable" }
        ])
        assert.includeDeepMembers(labels("tool_calls_total"), [
          { tool: "transfer_call", outcome: "Answer" },
          { tool: "transfer_call", outcome: "failed" },
          { tool: "end_call", outcome: "EndCall" }
        ])
        assert.deepStrictEqual(labels("language_switches_total"), [{ language: "ENGLISH" }])
        for (
          const name of [
            "active_calls",
            "event_loop_delay_ms",
            "time_to_answer",
            "time_to_greeting",
            "turn_latency",
            "backend_retries_total",
            "storage_retries_total",
            "untranscribed_turns_total"
          ]
        ) assert.lengthOf(labels(name), 1, name)
      }))
  })

  it.live(
    "leave nothing private on a process's standard output and error, whoever writes to them",
    () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const { received, url } = yield* collector
        const { printed } = yield* run(["test/support/CanaryProcess.ts"], {
          DATA_DIR: yield* fs.makeTempDirectoryScoped(),
          LOG_LEVEL: "All",
          LOG_FORMAT: "pretty",
          OTEL_EXPORTER_OTLP_ENDPOINT: url,
          OTEL_EXPORTER_OTLP_HEADERS: `x-key=${canaries.collectorKey}`
        })
        const { exitCode, stderr, stdout } = yield* Fiber.join(printed)
        assert.strictEqual(exitCode, 0, stderr)
        assert.include(stdout, "call ended: agent_end")
        assert.deepStrictEqual(leaks(stdout), [], stdout)
        assert.strictEqual(stderr, "")
        assert.deepStrictEqual(leaks((yield* received).text), [])
      }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)),
    patience
  )

  it.live("leave nothing private where the worker cannot join their room", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const dataDir = yield* fs.makeTempDirectoryScoped()
      const { received, url } = yield* collector
      const server = yield* dispatchServer
      const { printed, stop } = yield* run(["src/Main.ts", "start"], {
        DATA_DIR: dataDir,
        AGENTS_DIR: dataDir,
        LIVEKIT_URL: String(server.options.url),
        LIVEKIT_API_KEY: server.options.apiKey,
        LIVEKIT_API_SECRET: canaries.liveKitKey,
        AZURE_OPENAI_ENDPOINT: "http://127.0.0.1:1",
        AZURE_OPENAI_API_KEY: canaries.modelKey,
        AZURE_OPENAI_REALTIME_DEPLOYMENT: "realtime",
        LOG_LEVEL: "All",
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_EXPORTER_OTLP_HEADERS: `x-key=${canaries.collectorKey}`
      })
      const connection = yield* server.connection
      yield* connection.register
      const job = jobOf("AJ_1")
      job.room!.name = canaries.room
      job.metadata = canaries.metadata
      job.attributes = { patient: canaries.attribute }
      yield* connection.offer(job)
      yield* connection.answer
      yield* connection.assign(job, canaries.roomToken)
      const { status } = yield* Effect.repeat(connection.status, {
        until: ({ status }) => status !== JobStatus.JS_RUNNING
      })
      assert.strictEqual(status, JobStatus.JS_FAILED)
      yield* stop
      const { exitCode, stderr, stdout } = yield* Fiber.join(printed)
      assert.strictEqual(exitCode, 0)
      assert.include(stdout, "RoomUnavailable")
      assert.deepStrictEqual(leaks(stdout), [], stdout)
      assert.strictEqual(stderr, "")
      assert.deepStrictEqual(leaks((yield* received).text), [])
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), patience)

  it.live("show what is said in the demo, and nothing else that is private", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      yield* fs.writeFileString(`${directory}/agent.yaml`, agentFile)
      const { printed } = yield* run(
        ["src/Main.ts", "demo", "--scenario", "caller-hangs-up", "--agent", `${directory}/agent.yaml`],
        {
          DATA_DIR: `${directory}/data`,
          LOG_LEVEL: "All",
          AZURE_OPENAI_API_KEY: canaries.modelKey,
          BACKEND_API_KEY: canaries.backendKey,
          AZURE_STORAGE_ACCOUNT_KEY: canaries.storageKey,
          LIVEKIT_API_SECRET: canaries.liveKitKey
        }
      )
      const { exitCode, stderr, stdout } = yield* Fiber.join(printed)
      assert.strictEqual(exitCode, 0)
      assert.include(stdout, canaries.agentName)
      assert.deepStrictEqual(leaks(stdout, ["agentName"]), [])
      assert.strictEqual(stderr, "")
      for (const { content, name } of yield* filesIn(`${directory}/data`)) {
        // The business's own name is no secret of the caller's.
        assert.deepStrictEqual(leaks(content, name.startsWith("calls/") ? ["dialled"] : ["agentName"]), [], name)
      }
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), patience)
})
