import { assert, describe, layer } from "@effect/vitest"
import { Effect, FileSystem, Layer, Logger, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { ChildProcess } from "effect/process"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"
import * as Backend from "../../src/adapters/backend/ConfigApi.ts"
import { Agents } from "../../src/office/agents/Agents.ts"
import { Company } from "../../src/office/company/Company.ts"
import { housekeeping } from "../../src/office/Housekeeping.ts"
import { intake } from "../../src/office/intake/Intake.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { playScenario, type Told } from "../../src/sandbox/PlayScenario.ts"
import { scenarios } from "../../src/sandbox/scenarios/index.ts"
import { brisk } from "../support/Brisk.ts"
import { ask, databases, keysOfAll, layerOffice, makeSomebody, officeUrl } from "../support/Office.ts"

const clinic = fileURLToPath(new URL("../../agents/clinic.yaml", import.meta.url))

/** The office with its first company, that has the sample clinic, and somebody who may change it. */
const opened = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const { agentsDir } = yield* OfficeOptions
  yield* fs.makeDirectory(agentsDir, { recursive: true })
  yield* fs.copyFile(clinic, `${agentsDir}/clinic.yaml`)
  yield* Layer.build(intake)
  const companyId = yield* Company.use((company) => company.ensure)
  return { companyId, manager: yield* makeSomebody(companyId, "manager") }
})

type Manager = Effect.Success<typeof opened>["manager"]

/** What the form and its button do. */
const publishGreeting = Effect.fnUntraced(function*(as: Manager, greeting: string) {
  const agent = (yield* ask("GET", "/api/agents/clinic", { as })).json as {
    readonly published: { readonly yaml: string }
  }
  const edited = yield* ask("POST", "/api/agents/edit", {
    as,
    body: {
      yaml: agent.published.yaml,
      changes: [{ path: ["phrases", "greeting", "FRENCH"], value: greeting }]
    }
  })
  const saved = yield* ask("PUT", "/api/agents/clinic/draft", { as, body: edited.json })
  assert.strictEqual(saved.status, 200, saved.text)
  const published = yield* ask("POST", "/api/agents/clinic/publish", { as, body: {} })
  assert.strictEqual(published.status, 200, published.text)
})

/** Every call of the company, with what was said in it. */
const callsOf = Effect.fnUntraced(function*(as: Manager) {
  const { calls } = (yield* ask("GET", "/api/calls", { as })).json as {
    readonly calls: ReadonlyArray<Readonly<Record<string, unknown>>>
  }
  return yield* Effect.forEach(
    calls,
    (call) =>
      Effect.map(ask("GET", `/api/calls/${call["id"]}/transcript`, { as }), ({ json }) => ({
        call,
        said: (json as { readonly items: ReadonlyArray<{ readonly content?: ReadonlyArray<string> }> }).items
          .flatMap(({ content = [] }) => content).join("\n")
      }))
  )
})

const embedded = databases.slice(0, 1)

for (const { layer: database } of embedded) {
  describe("A greeting that was changed in the office", () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect(
        "is heard in the next demo call on the same machine, and that call is in the office",
        () =>
          Effect.gen(function*() {
            const { manager } = yield* opened
            const { agentsDir, dataDir } = yield* OfficeOptions
            const demo = Effect.gen(function*() {
              const process = yield* ChildProcess.make(
                globalThis.process.execPath,
                ["src/Main.ts", "demo", "--scenario", "caller-hangs-up"],
                { extendEnv: true, env: { DATA_DIR: dataDir, AGENTS_DIR: agentsDir }, stderr: "inherit" }
              )
              const shown = yield* Stream.mkString(Stream.decodeText(process.stdout))
              return stripVTControlCharacters(shown).replace(/\s+/g, " ")
            })
            const changed = "Bonjour, vous êtes bien à la clinique du Plateau, je vous écoute."
            yield* publishGreeting(manager, changed)
            const shown = yield* demo
            assert.include(shown, "The clinic answers as it is published in the office.")
            assert.include(shown, `AGENT ${changed}`)

            yield* Layer.build(Layer.fresh(intake))
            const [read] = yield* callsOf(manager)
            assert.include(read?.said, changed)
          }),
        120_000
      )

      it.effect(
        "is what a worker that asks there says from the next call on, and its calls are told there",
        () =>
          Effect.gen(function*() {
            const { manager } = yield* opened
            const { dataDir } = yield* OfficeOptions
            const secret = keysOfAll.calls
            const baseUrl = new URL(yield* officeUrl)
            /** What the agent says in a call that is handled as in `start` with this BACKEND_URL. */
            const call = Effect.fnUntraced(
              function*(scenario: "caller-hangs-up" | "appointment-fr") {
                const told: Array<Told> = []
                yield* playScenario({
                  scenario: scenarios[scenario],
                  agentFile: clinic,
                  dataDir,
                  speech: brisk,
                  tell: (one) => Effect.sync(() => void told.push(one)),
                  configApi: Backend.layer({ baseUrl, apiKey: Redacted.make(secret) }).pipe(
                    Layer.provide(FetchHttpClient.layer)
                  )
                })
                return told.flatMap((one) => one._tag === "AgentSaid" ? [one.text.trim()] : [])
              },
              Effect.scoped,
              Effect.provide(Logger.layer([]))
            )
            const before = "Bonjour, la clinique à l'appareil."
            const after = "Bonjour, clinique dentaire, un instant et je suis à vous."
            yield* publishGreeting(manager, before)
            assert.include(yield* call("caller-hangs-up"), before)
            yield* publishGreeting(manager, after)
            const said = yield* call("appointment-fr")
            assert.include(said, after)
            assert.notInclude(said, before)

            const [last] = yield* callsOf(manager)
            assert.include(last?.said, after)
            assert.deepInclude(last?.call, {
              agentName: "Clinique dentaire du Plateau",
              callerNumber: "+15145550123",
              endReason: "agent_end",
              endedBy: "agent",
              transcript: "available",
              recording: "available",
              messages: 1,
              failed: false
            })
            const recording = yield* ask("GET", `/api/calls/${last?.call["id"]}/recording`, { as: manager })
            assert.strictEqual(recording.status, 200)
            assert.strictEqual(new TextDecoder().decode(recording.bytes.subarray(0, 4)), "OggS")
          }),
        120_000
      )

      it.effect("stands for the demo even when the office died before it had written it there", () =>
        Effect.gen(function*() {
          const { companyId } = yield* opened
          const { dataDir } = yield* OfficeOptions
          const fs = yield* FileSystem.FileSystem
          const file = `${dataDir}/office/published/clinic.yaml`
          const detail = yield* Agents.use((agents) => agents.one(companyId, "clinic"))
          yield* fs.writeFileString(file, "name: Old\n")
          yield* Layer.build(housekeeping)
          assert.strictEqual(yield* fs.readFileString(file), detail.published?.yaml)
        }).pipe(Effect.scoped))
    })
  })
}
