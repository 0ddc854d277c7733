import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it, layer } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Queue, Redacted, Schema, Stream } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { ChildProcess } from "effect/process"
import { freePort } from "../e2e/Processes.ts"
import { dispatchServer } from "../support/DispatchServer.ts"
import { documents, fileText } from "./files.ts"

/** `receptionist start --processes 2`, registered with a LiveKit that the test plays: what it shows over HTTP. */
class Running extends Context.Service<Running, {
  readonly get: (path: string) => Effect.Effect<{ readonly status: number; readonly text: string }>
}>()("receptionist/test/deploy/Metrics.test/Running") {
  static readonly layer = Layer.effect(
    Running,
    Effect.gen(function*() {
      const livekit = yield* dispatchServer
      const port = yield* freePort
      const directory = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
      const module = new URL("../../src/Main.ts", import.meta.url).pathname
      // Whatever the environment and the .env of whoever runs the tests hold is none of its business.
      const main = yield* ChildProcess.make(process.execPath, [module, "start", "--processes", "2"], {
        cwd: directory,
        extendEnv: false,
        stderr: "inherit",
        env: {
          AGENTS_DIR: new URL("../../agents", import.meta.url).pathname,
          DATA_DIR: directory,
          HEALTH_PORT: `${port}`,
          LIVEKIT_URL: `${livekit.options.url}`,
          LIVEKIT_API_KEY: livekit.options.apiKey,
          LIVEKIT_API_SECRET: Redacted.value(livekit.options.apiSecret),
          AZURE_OPENAI_ENDPOINT: "http://127.0.0.1:1",
          AZURE_OPENAI_API_KEY: "key",
          AZURE_OPENAI_REALTIME_DEPLOYMENT: "voice"
        }
      })
      const registered = yield* Queue.unbounded<string>()
      yield* main.stdout.pipe(
        Stream.decodeText(),
        Stream.splitLines,
        Stream.runForEach((line) =>
          line.includes("registered with LiveKit") ? Queue.offer(registered, line) : Effect.void
        ),
        Effect.forkScoped
      )
      for (let worker = 0; worker < 2; worker++) yield* (yield* livekit.connection).register
      yield* Effect.all([Queue.take(registered), Queue.take(registered)])
      const get = Effect.fnUntraced(function*(path: string) {
        const response = yield* HttpClient.get(`http://127.0.0.1:${port}${path}`)
        return { status: response.status, text: yield* response.text }
      }, Effect.orDie)
      const services = yield* Effect.context<HttpClient.HttpClient>()
      return Running.of({ get: (path) => Effect.provideContext(get(path), services) })
    })
  ).pipe(Layer.provide([NodeServices.layer, FetchHttpClient.layer]), Layer.orDie)
}

const Dashboard = Schema.fromJsonString(Schema.Struct({
  panels: Schema.Array(Schema.Struct({
    id: Schema.Int,
    title: Schema.String,
    gridPos: Schema.Struct({ x: Schema.Int, y: Schema.Int, w: Schema.Int, h: Schema.Int }),
    fieldConfig: Schema.optionalKey(Schema.Struct({ defaults: Schema.Struct({ unit: Schema.String }) })),
    targets: Schema.optionalKey(Schema.Array(Schema.Struct({ expr: Schema.String })))
  }))
}))
const Alerts = Schema.Struct({
  groups: Schema.Array(Schema.Struct({
    name: Schema.String,
    rules: Schema.Array(Schema.Struct({
      alert: Schema.String,
      expr: Schema.String,
      for: Schema.optionalKey(Schema.String),
      labels: Schema.Struct({ severity: Schema.Literals(["page", "warn"]) }),
      annotations: Schema.Struct({ summary: Schema.String })
    }))
  }))
})

const dashboard = Schema.decodeSync(Dashboard)(fileText("deploy/grafana/receptionist.json"))
const alerts = Schema.decodeUnknownSync(Alerts)(documents("deploy/prometheus/alerts.yaml")[0])
const expressions = [
  ...dashboard.panels.flatMap(({ targets = [], title }) => targets.map(({ expr }) => ({ expr, where: title }))),
  ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ expr, where: alert })))
]

/** Each sample's name, and its labels as they are written. */
const samplesOf = (text: string) =>
  [...text.matchAll(/^([\w:]+)\{(.*)\} \S+$/gm)].map(([, name = "", labels = ""]) => ({ name, labels }))

layer(Running.layer, { timeout: 60_000 })("what a worker shows", (it) => {
  it.effect("is all that the dashboard and the alerts ask for, down to the labels", () =>
    Effect.gen(function*() {
      const { get } = yield* Running
      const samples = samplesOf((yield* get("/metrics")).text)
      for (const { expr, where } of expressions) {
        const asked = [...expr.matchAll(/(receptionist_\w+)(?:\{([^}]*)\})?/g)]
        assert.isNotEmpty(asked, where)
        for (const [, name, selector = ""] of asked) {
          const found = samples.filter((sample) => sample.name === name)
          assert.isNotEmpty(found, `${where}: ${name}`)
          for (const [, key = "", operator, wanted = ""] of selector.matchAll(/(\w+)(=~|=)"([^"]*)"/g)) {
            for (const value of operator === "=" ? [wanted] : wanted.split("|")) {
              assert.isTrue(
                found.some(({ labels }) => labels.includes(`${key}="${value}"`)),
                `${where}: ${key}=${value}`
              )
            }
          }
        }
        for (const [, keys = ""] of expr.matchAll(/by \(([^)]*)\)/g)) {
          const [[, name] = []] = asked
          // Prometheus itself gives `instance`.
          for (const key of keys.split(", ").filter((key) => key !== "instance")) {
            const found = samples.filter((sample) => sample.name === name)
            assert.isTrue(found.some(({ labels }) => labels.includes(`${key}="`)), `${where}: ${name} by ${key}`)
          }
        }
      }
    }))

  it.effect("is on the dashboard, every metric of it", () =>
    Effect.gen(function*() {
      const { get } = yield* Running
      const names = [...(yield* get("/metrics")).text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = ""]) => name)
      const shown = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)).join("\n")
      for (const name of names) assert.match(shown, new RegExp(`${name}(?:_bucket)?\\b`), name)
    }))

  it.effect("is where the probes look for it", () =>
    Effect.gen(function*() {
      const { get } = yield* Running
      assert.strictEqual((yield* get("/healthz")).status, 200)
      const ready = yield* get("/readyz")
      assert.deepStrictEqual([ready.status, JSON.parse(ready.text)], [200, { registered: 2, accepting: 2, calls: 0 }])
      assert.strictEqual((yield* get("/health")).status, 404)
    }))

  it.effect("is told apart by process", () =>
    Effect.gen(function*() {
      const { get } = yield* Running
      const samples = samplesOf((yield* get("/metrics")).text)
      const processes = (wanted: string) =>
        new Set(samples.filter(({ name }) => name === wanted).map(({ labels }) => /process="(\d+)"/.exec(labels)?.[1]))
      assert.strictEqual(processes("receptionist_load").size, 2)
      assert.strictEqual(processes("receptionist_worker_exits_total").size, 1)
    }))
})

describe("the dashboard", () => {
  it("has panels of their own ids that do not overlap, each number with its unit", () => {
    assert.strictEqual(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length)
    const taken = new Set<string>()
    for (const { fieldConfig, gridPos: { h, w, x, y }, targets, title } of dashboard.panels) {
      assert.isAtMost(x + w, 24, title)
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          assert.isFalse(taken.has(`${column} ${line}`), title)
          taken.add(`${column} ${line}`)
        }
      }
      for (const { expr } of targets ?? []) {
        const unit = /_(?:bucket|ms)\b/.test(expr) ? "ms" : /_bytes\b/.test(expr) ? "bytes" : undefined
        if (unit !== undefined) assert.strictEqual(fieldConfig?.defaults.unit, unit, title)
      }
    }
  })
})
