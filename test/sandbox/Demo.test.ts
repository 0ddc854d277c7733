import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Deferred, Effect, FileSystem, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { TestConsole } from "effect/testing"
import { stripVTControlCharacters } from "node:util"
import { runDemo } from "../../src/sandbox/Demo.ts"
import { show, verdict } from "../../src/sandbox/DemoDisplay.ts"
import { scenarioNames, scenarios } from "../../src/sandbox/scenarios/index.ts"

const printed = Effect.map(TestConsole.logLines, (lines) => stripVTControlCharacters(lines.join("\n")))

const options = { scenario: "appointment-fr", out: "unused", there: "", list: false }

it.effect("lists every scenario with what it is", () =>
  Effect.gen(function*() {
    assert.isTrue(yield* runDemo({ ...options, list: true }))
    const lines = (yield* printed).split("\n")
    assert.deepStrictEqual(
      lines.map((line) => line.trim().split(/\s{2,}/)),
      scenarioNames.map((name) => [name, scenarios[name].description])
    )
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("names the scenarios that there are when asked for one that is not", () =>
  Effect.gen(function*() {
    for (const scenario of ["apointment", "toString"]) {
      const error = yield* Effect.flip(runDemo({ ...options, scenario }))
      assert.strictEqual(error._tag, "UnknownScenario")
      assert.include(error.message, `"${scenario}"`)
      for (const name of scenarioNames) assert.include(error.message, name)
    }
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("says before the call that its files have nowhere to go", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const file = `${yield* fs.makeTempDirectoryScoped()}/file`
    yield* fs.writeFileString(file, "")
    const error = yield* Effect.flip(runDemo({ ...options, out: file }))
    assert.strictEqual(error._tag, "NowhereToWrite")
    assert.include(error.message, file)
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("says what is wrong with an agent's file, and where to look", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const directory = yield* fs.makeTempDirectoryScoped()
    const file = `${directory}/agent.yaml`
    const absent = yield* Effect.flip(runDemo({ ...options, agentFile: file }))
    assert.deepInclude({ ...absent }, { _tag: "AgentNotUsable", reason: "unreadable" })
    yield* fs.writeFileString(file, "name: 12\n")
    const broken = yield* Effect.flip(runDemo({ ...options, agentFile: file }))
    assert.deepInclude({ ...broken }, { _tag: "AgentNotUsable", reason: "invalid" })
    assert.include(broken.message, `check ${file}`)
  }).pipe(Effect.provide(NodeServices.layer)))

it.live("shows a call as it happens, and how it ended", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const out = yield* fs.makeTempDirectoryScoped()
    assert.isTrue(yield* runDemo({ ...options, scenario: "unknown-number", out, there: "DATA_DIR=there " }))
    const text = yield* printed
    // What is promised to a caller goes by this clock, whatever the row says.
    assert.match(text, /By the office's clock it is Tuesday, \w+ \d+.*10:00/)
    assert.include(text, "DATA_DIR=there npm run office")
    for (const shown of ["ring: who was dialled?", "UnknownNumber:", "the worker has hung up", "the call's row", "✔"]) {
      assert.include(text, shown)
    }
  }).pipe(Effect.scoped, Effect.provide([NodeServices.layer, TestConsole.layer])))

it("ends no row with a French sign that opens", () => {
  const text = "Cet appel est enregistré. Si vous ne le voulez pas, dites simplement : « N'enregistrez pas. »"
  const rows = stripVTControlCharacters(show({ _tag: "AgentSaid", text, interrupted: false, language: "FRENCH" }, 0))
  assert.isTrue(rows.endsWith("\n                       « N'enregistrez pas. »"), rows)
})

it("shows time, speaker and words in columns, and keeps a French sign with its word", () => {
  const text = "Bonjour, ici la clinique dentaire du Plateau, à Montréal. Comment puis-je vous aider aujourd'hui ?"
  const said = show({ _tag: "AgentSaid", text, interrupted: false, language: "FRENCH" }, 1234.5)
  const [first = "", ...rest] = stripVTControlCharacters(said).split("\n")
  assert.match(first, /^ {4}1235 ms {2}AGENT {5}Bonjour, /)
  assert.isAbove(rest.length, 0)
  for (const row of rest) assert.match(row, /^ {23}\S/)
  assert.strictEqual([first.slice(23), ...rest.map((row) => row.trim())].join(" "), text)
  assert.isTrue(rest.at(-1)?.endsWith("aujourd'hui ?"))
})

it("shows a language decision with its reason, and a reply that was taken back for it", () => {
  const decided = { _tag: "LanguageDecided", language: "ENGLISH", reason: "requested" } as const
  const shown = (switched: boolean) => stripVTControlCharacters(show({ ...decided, switched }, 0))
  assert.match(shown(true), /language {2}changes to English \(requested\)/)
  assert.include(shown(false), "stays English (requested)")
  assert.include(stripVTControlCharacters(show({ _tag: "ReplyTakenBack" }, 0)), "taken back")
})

it("tells an end that was expected from one that was not", () => {
  assert.include(verdict("silence", "silence"), "✔")
  assert.match(verdict("internal", "silence"), /✘.*internal.*silence/)
})

it.live("is broken off by Ctrl-C, and says so to the shell", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const demo = yield* ChildProcess.make(
      process.execPath,
      ["src/Main.ts", "demo", "--out", yield* fs.makeTempDirectoryScoped()],
      { extendEnv: true, stderr: "inherit" }
    )
    const shown = yield* Deferred.make<void>()
    // All of it is read: a full pipe would hold the demo up.
    yield* demo.stdout.pipe(Stream.runForEach(() => Deferred.succeed(shown, undefined)), Effect.forkScoped)
    yield* Deferred.await(shown)
    process.kill(demo.pid, "SIGINT")
    assert.strictEqual(Number(yield* demo.exitCode), 130)
  }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 60_000)
