import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option, Redacted, Schema } from "effect"
import { existsSync } from "node:fs"
import { parse } from "yaml"
import { longestStop } from "../../src/programs/Stopping.ts"
import { Settings } from "../../src/Settings.ts"
import { duration } from "../../src/settings/readers.ts"
import { variables } from "../../src/settings/variables.ts"
import { deployFiles, documents, envLines, fileText } from "./files.ts"

const Service = Schema.Struct({
  image: Schema.optionalKey(Schema.String),
  build: Schema.optionalKey(Schema.Struct({ context: Schema.String })),
  command: Schema.optionalKey(Schema.Array(Schema.String)),
  restart: Schema.Literal("unless-stopped"),
  network_mode: Schema.optionalKey(Schema.Literal("host")),
  user: Schema.optionalKey(Schema.String),
  read_only: Schema.optionalKey(Schema.Literal(true)),
  tmpfs: Schema.optionalKey(Schema.Array(Schema.String)),
  cap_drop: Schema.optionalKey(Schema.Tuple([Schema.Literal("ALL")])),
  ulimits: Schema.optionalKey(Schema.Struct({ core: Schema.Literal(0) })),
  environment: Schema.optionalKey(Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Int]))),
  env_file: Schema.optionalKey(Schema.String),
  ports: Schema.optionalKey(Schema.Array(Schema.String)),
  volumes: Schema.optionalKey(Schema.Array(Schema.String)),
  depends_on: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Struct({ condition: Schema.Literals(["service_healthy", "service_started"]) }))
  ),
  healthcheck: Schema.optionalKey(
    Schema.Struct({
      test: Schema.NonEmptyArray(Schema.String),
      interval: Schema.String,
      timeout: Schema.String,
      start_period: Schema.optionalKey(Schema.String),
      retries: Schema.Int
    })
  ),
  profiles: Schema.optionalKey(Schema.Array(Schema.String)),
  cap_add: Schema.optionalKey(Schema.Array(Schema.String)),
  security_opt: Schema.optionalKey(Schema.Array(Schema.String)),
  init: Schema.optionalKey(Schema.Boolean),
  stop_grace_period: Schema.optionalKey(Schema.String)
})
const Compose = Schema.Struct({
  name: Schema.String,
  services: Schema.Record(Schema.String, Service),
  volumes: Schema.Record(Schema.String, Schema.Null)
})

const folder = "deploy/compose"
const written = fileText(`${folder}/compose.yaml`)
const compose = Schema.decodeUnknownSync(Compose, { onExcessProperty: "error" })(documents(`${folder}/compose.yaml`)[0])
const services = Object.entries(compose.services)
const worker = compose.services["worker"]!
const office = compose.services["office"]!
const example = envLines(fileText(`${folder}/.env.example`))

const inFolder = (path: string) => new URL(`../../${folder}/${path}`, import.meta.url)

describe("compose.yaml", () => {
  it("has the whole system, each part with an image of one version or a build", () => {
    assert.includeMembers(services.map(([name]) => name), [
      "redis",
      "livekit",
      "sip",
      "egress",
      "worker",
      "office",
      "postgres"
    ])
    for (const [name, { build, image }] of services) {
      if (build === undefined) assert.match(image ?? "", /^[\w./-]+:v?\d+\.\d+[\w.-]*(?:@sha256:[\da-f]{64})?$/, name)
      else assert.isTrue(existsSync(inFolder(`${build.context}/Dockerfile`)), name)
    }
  })

  it("names by digest what has one that is known", () => {
    assert.deepStrictEqual(
      services.filter(([, { image = "" }]) => image.includes("@sha256:")).map(([name]) => name).toSorted(),
      ["egress", "livekit", "postgres", "presidio-anonymizer", "redis"]
    )
    assert.match(fileText("deploy/compose/presidio/Dockerfile"), /^FROM \S+@sha256:[\da-f]{64}$/m)
    assert.match(fileText("Dockerfile"), /^ARG NODE_IMAGE=node:24-bookworm-slim@sha256:[\da-f]{64}$/m)
  })

  it("refers to nothing that is not there", () => {
    for (const [name, { depends_on = {}, volumes = [] }] of services) {
      for (const other of Object.keys(depends_on)) {
        assert.isDefined(compose.services[other], `${name} -> ${other}`)
        if (depends_on[other]?.condition === "service_healthy") {
          assert.isDefined(compose.services[other]?.healthcheck, `${name} -> ${other}`)
        }
      }
      for (const volume of volumes) {
        const [source = "", target = ""] = volume.split(":")
        assert.match(target, /^\//, volume)
        if (source.startsWith(".")) assert.isTrue(existsSync(inFolder(source)), volume)
        else assert.property(compose.volumes, source)
      }
    }
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0]))
    for (const volume of Object.keys(compose.volumes)) assert.include(used, volume)
  })

  it("asks .env for what .env.example has", () => {
    const asked = [...written.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name)
    assert.isNotEmpty(asked)
    assert.includeMembers(example.map(([name]) => name), asked)
  })

  it("gives no part more rights than it needs", () => {
    for (const [name, { cap_add = [], cap_drop, security_opt }] of services) {
      // Its browser's sandbox wants more: see ../README.md.
      if (name === "egress") continue
      assert.deepStrictEqual(cap_drop, ["ALL"], name)
      assert.deepStrictEqual(cap_add, [], name)
      assert.deepStrictEqual(security_opt, ["no-new-privileges:true"], name)
    }
    for (const name of ["redis", "livekit", "worker", "office", "postgres"]) {
      assert.isTrue(compose.services[name]?.read_only, name)
    }
    for (const { ulimits } of [worker, office]) assert.deepStrictEqual(ulimits, { core: 0 })
  })

  it("opens nothing to the network but the gateway", () => {
    for (const [name, { network_mode, ports = [] }] of services) {
      assert.strictEqual(network_mode === "host", name === "sip", name)
      for (const port of ports) assert.match(port, /^127\.0\.0\.1:/, `${name} ${port}`)
    }
  })

  /** As somebody fills it in. What is neither worker's nor office's of it is the others'. */
  const filled = example.filter(([name]) => !["REDIS_PASSWORD", "POSTGRES_PASSWORD"].includes(name))
    .map(([name, value]) => [name, value === "" ? btoa("k".repeat(32)) : value] as const)

  it.effect("gives the office an environment that it takes, a Postgres, and the worker's key", () =>
    Effect.gen(function*() {
      const fixed = Object.entries(office.environment ?? {}).map(([name, value]) =>
        [name, `${value}`.replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/, "secret")] as const
      )
      for (const [name] of fixed) assert.property(variables, name)
      const settings = yield* Settings.use(Effect.succeed).pipe(
        Effect.provide(
          Settings.layerEnv(
            Object.fromEntries([...filled, ["AZURE_STORAGE_ACCOUNT_NAME", "myaccount"], ...fixed]),
            "office"
          )
        )
      )
      const { POSTGRES_DB: name, POSTGRES_USER: user } = compose.services["postgres"]?.environment ?? {}
      assert.strictEqual(
        Option.getOrThrow(Option.map(settings.office.database, Redacted.value)),
        `postgres://${user}:secret@postgres:5432/${name}`
      )
      const { host, port } = settings.office
      assert.strictEqual(host, "0.0.0.0")
      assert.deepStrictEqual(office.ports, [`127.0.0.1:${port}:${port}`])
      assert.include(office.healthcheck?.test.join(" "), `http://127.0.0.1:${port}/api/session`)
      assert.strictEqual(worker.environment?.["BACKEND_URL"], `http://office:${port}`)
      // The office takes the worker's key as its own, and finds its recordings.
      assert.strictEqual(office.environment?.["BACKEND_URL"], worker.environment?.["BACKEND_URL"])
      assert.isTrue(Option.isSome(settings.backend))
      assert.strictEqual(settings.dataDir, worker.environment?.["DATA_DIR"])
      assert.include(office.volumes?.join(" "), "data:/data")
    }))

  it.effect("gives the worker an environment that it takes", () =>
    Effect.gen(function*() {
      const fixed = Object.entries(worker.environment ?? {}).map(([name, value]) => [name, `${value}`] as const)
      for (const [name] of [...filled, ...fixed]) assert.property(variables, name)
      const env = Object.fromEntries([...filled, ["AZURE_STORAGE_ACCOUNT_NAME", "myaccount"], ...fixed])
      const settings = yield* Settings.use(Effect.succeed).pipe(Effect.provide(Settings.layerEnv(env, "start")))
      assert.strictEqual(settings.recording, "egress")
      const port = Option.getOrThrow(settings.worker.healthPort)
      assert.deepStrictEqual(worker.ports, [`127.0.0.1:${port}:${port}`])
      assert.include(worker.healthcheck?.test.join(" "), `http://127.0.0.1:${port}/readyz`)
      assert.include(worker.volumes?.join(" "), "data:/data")
      assert.strictEqual(settings.dataDir, "/data")
      const grace = Option.getOrThrow(duration("0 seconds", "24 hours").read(worker.stop_grace_period ?? ""))
      assert.strictEqual(Duration.toSeconds(grace), Duration.toSeconds(longestStop(settings.worker.drainTimeout)))
    }))

  it("gives LiveKit and its gateway one Redis, and the worker's Presidio what it requires in both languages", () => {
    const Config = Schema.Struct({ redis: Schema.Struct({ address: Schema.String, password: Schema.String }) })
    const redisOf = (service: string, variable: string) => {
      const config = parse(`${compose.services[service]?.environment?.[variable]}`)
      const { address, password } = Schema.decodeUnknownSync(Config)(config).redis
      assert.match(password, /^\$\{REDIS_PASSWORD:\?/)
      return address
    }
    assert.strictEqual(redisOf("livekit", "LIVEKIT_CONFIG"), "redis:6379")
    assert.strictEqual(redisOf("egress", "EGRESS_CONFIG_BODY"), "redis:6379")
    assert.strictEqual(redisOf("sip", "SIP_CONFIG_BODY"), "127.0.0.1:6379")
    assert.include(compose.services["redis"]?.command?.join(" "), "--requirepass ${REDIS_PASSWORD:?")
    const Languages = Schema.Struct({ supported_languages: Schema.Array(Schema.String) })
    for (const name of ["analyzer", "recognizers"]) {
      const { supported_languages: languages } = Schema.decodeUnknownSync(Languages)(
        documents(`${folder}/presidio/${name}.yaml`)[0]
      )
      assert.deepStrictEqual(languages, ["en", "fr"])
    }
  })
})

it.each(deployFiles.filter((path) => path.endsWith(".yaml")))("%s is YAML", (path) => {
  assert.isNotEmpty(documents(path))
})
