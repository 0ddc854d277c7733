import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect, FileSystem, Path, Random, Stream } from "effect"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { generateKeyPairSync } from "node:crypto"
import { variables } from "../../src/settings/variables.ts"

const file = (path: string) => new URL(`../../${path}`, import.meta.url).pathname
const secretlint = file("node_modules/secretlint/bin/secretlint.js")

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
const drawn = (length: number) =>
  Random.nextIntBetween(0, letters.length).pipe(
    Effect.map((at) => letters[at]!),
    Effect.replicateEffect(length),
    Effect.map((all) => all.join(""))
  )

/** What stands in each file, made up here: none of it is anybody's, and none of it stands in the repository. */
const leaks = Effect.gen(function*() {
  const secret = yield* drawn(44)
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" }
  })
  /** Secrets that are no word of letters and digits. */
  const forms: Readonly<Record<string, string>> = {
    SMTP_URL: `smtp://desk:${secret}@mail.acme.io:587`,
    DATABASE_URL: `postgres://office:${secret}@db.acme.io:5432/office`,
    OTEL_EXPORTER_OTLP_HEADERS: `api-key=${secret}`,
    AZURE_STORAGE_ACCOUNT_KEY: `${yield* drawn(86)}==`
  }
  const ours = Object.entries(variables).flatMap(([name, variable]) => "secret" in variable ? [name] : [])
  return {
    ...Object.fromEntries(ours.map((name) => [`${name}.env`, `${name}=${forms[name] ?? secret}\n`])),
    "manifest.yaml": `stringData:\n  LIVEKIT_API_SECRET: "${secret}"\n`,
    "agent.yaml": `deliver: { webhook: { url: "https://acme.io/", secret: "whsec_${yield* drawn(32)}" } }\n`,
    "azure.ts": `export const key = "${yield* drawn(52)}JQQJ99${yield* drawn(26)}"\n`,
    "connection.ts": `export const to = "AccountName=acme;AccountKey=${yield* drawn(86)}=="\n`,
    "host.pem": privateKey,
    "clone.sh": `git clone https://desk:${secret}@git.acme.io/office\n`
  }
}).pipe(Random.withSeed("secrets"))

it.live("`npm run secrets` finds each of this program's secrets, and no placeholder", () =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const directory = yield* files.makeTempDirectoryScoped()
    const written: Readonly<Record<string, string>> = {
      ...yield* leaks,
      "placeholders.env":
        "LIVEKIT_API_SECRET=fill-in\nJOURNAL_KEY=\nAZURE_OPENAI_REALTIME_DEPLOYMENT=\n# BACKEND_API_KEY=\n"
    }
    for (const [name, text] of Object.entries(written)) yield* files.writeFileString(path.join(directory, name), text)
    const found = yield* Effect.scoped(Effect.gen(function*() {
      const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
      const scan = yield* spawner.spawn(ChildProcess.make(process.execPath, [
        secretlint,
        "--format",
        "json",
        "--secretlintrc",
        file(".secretlintrc.json"),
        "**/*"
      ], { cwd: directory }))
      const printed = yield* Stream.mkString(Stream.decodeText(scan.stdout))
      assert.strictEqual(yield* scan.exitCode, 1)
      return (JSON.parse(printed) as ReadonlyArray<{ filePath: string; messages: ReadonlyArray<unknown> }>).flatMap(
        ({ filePath, messages }) => messages.length > 0 ? [path.basename(filePath)] : []
      )
    }))
    assert.deepStrictEqual(
      found.sort(),
      Object.keys(written).filter((name) => name !== "placeholders.env").sort()
    )
  }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 60_000)
