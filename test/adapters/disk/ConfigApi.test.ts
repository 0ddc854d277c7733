import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Logger, Path, PlatformError } from "effect"
import * as DiskConfigApi from "../../../src/adapters/disk/ConfigApi.ts"
import type { CallEnd, CallStart } from "../../../src/domain/CallRecord.ts"
import { AgentId, CallId, RowId } from "../../../src/domain/Ids.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { ConfigApi } from "../../../src/services/ConfigApi.ts"

const dialled = PhoneNumber.make("+15145550100")
const callId = CallId.make("call-1")
const start: CallStart = {
  agentId: AgentId.make("clinic"),
  dialedNumber: dialled,
  roomName: "room",
  startedAt: "2026-11-22T18:00:00.000Z"
}
const end: CallEnd = {
  endedAt: "2026-11-22T18:01:00.000Z",
  durationSeconds: 60,
  endReason: "agent_end",
  language: "FRENCH",
  metadata: { callId, endedBy: "agent", usage: [] }
}

const services = Layer.merge(NodeFileSystem.layer, NodePath.layer)

/** A directory with these agent files in it, and the service over it. */
const embedded = Effect.fnUntraced(function*(
  files: Readonly<Record<string, string>>,
  change: (fs: FileSystem.FileSystem) => Partial<FileSystem.FileSystem> = () => ({})
) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const root = yield* fs.makeTempDirectoryScoped()
  const agentsDir = path.join(root, "agents")
  const dataDir = path.join(root, "data")
  const write = (name: string, text: string) => fs.writeFileString(path.join(agentsDir, name), text)
  yield* fs.makeDirectory(agentsDir)
  yield* Effect.forEach(Object.entries(files), ([name, text]) => write(name, text))
  const context = yield* Layer.build(DiskConfigApi.layer({ agentsDir, dataDir })).pipe(
    Effect.provideService(FileSystem.FileSystem, { ...fs, ...change(fs) })
  )
  const row = (id: string) => Effect.map(fs.readFileString(path.join(dataDir, "calls", `${id}.json`)), JSON.parse)
  return { api: Context.get(context, ConfigApi), agentsDir, dataDir, fs, path, row, write }
})

const clinic = `phone: "+15145550100"\nname: Clinique\ndefaultLanguage: fr\n`

describe("agents in a directory", () => {
  it.effect("are found by their phone, with the file's name for an id", () =>
    Effect.gen(function*() {
      const { api } = yield* embedded({
        "clinic.yaml": clinic,
        "shop.yml": "phone: 14165550123\nid: shop-7\nname: Shop\n",
        "notes.txt": clinic
      })
      const agent = yield* api.agentByPhone(dialled)
      assert.deepStrictEqual([agent.id, agent.name, agent.defaultLanguage], ["clinic", "Clinique", "FRENCH"])
      assert.strictEqual((yield* api.agentByPhone(PhoneNumber.make("+14165550123"))).id, "shop-7")
      const error = yield* Effect.flip(api.agentByPhone(PhoneNumber.make("+14165550199")))
      assert.deepInclude(error, { _tag: "UnknownNumber", reason: "absent" })
    }).pipe(Effect.provide(services)))

  it.effect("are read anew at each call", () =>
    Effect.gen(function*() {
      const { api, write } = yield* embedded({ "clinic.yaml": clinic })
      yield* api.agentByPhone(dialled)
      yield* write("clinic.yaml", clinic.replace("Clinique", "Autre"))
      assert.strictEqual((yield* api.agentByPhone(dialled)).name, "Autre")
    }).pipe(Effect.provide(services)))

  it.effect("that are wrong say every problem and its line, and leave the others alone", () =>
    Effect.gen(function*() {
      const { api } = yield* embedded({
        "bad.yaml": `phone: "+14165550123"\nname: 5\nfaqs:\n  - CANARY\n`,
        "twice.yaml": `phone: "+14165550124"\nname: A\nname: B\n`,
        "clinic.yaml": clinic
      })
      assert.deepInclude(yield* Effect.flip(api.agentByPhone(PhoneNumber.make("+14165550123"))), {
        _tag: "InvalidAgentConfig",
        problems: [
          "bad.yaml:2:1 name: expected string, found number",
          "bad.yaml:3:1 faqs: expected string, found array"
        ]
      })
      assert.deepInclude(yield* Effect.flip(api.agentByPhone(PhoneNumber.make("+14165550124"))), {
        problems: ["twice.yaml:3:1 not valid YAML (DUPLICATE_KEY)"]
      })
      assert.strictEqual((yield* api.agentByPhone(dialled)).id, "clinic")
    }).pipe(Effect.provide(services)))

  it.effect("that cannot be read are nobody's word that a number is nobody's: a person may take the call", () =>
    Effect.gen(function*() {
      let heals = false
      const { api } = yield* embedded(
        { "clinic.yaml": clinic, "shop.yaml": `phone: "+14165550123"\nname: Shop\n` },
        (fs) => ({
          stat: (file) =>
            file.endsWith("clinic.yaml") && !heals
              ? Effect.fail(
                PlatformError.systemError({ _tag: "PermissionDenied", module: "FileSystem", method: "stat" })
              )
              : fs.stat(file)
        })
      )
      const error = yield* Effect.flip(api.agentByPhone(dialled))
      assert.strictEqual(error._tag, "InvalidAgentConfig")
      assert.include(error.message, "clinic.yaml")
      assert.strictEqual((yield* api.agentByPhone(PhoneNumber.make("+14165550123"))).name, "Shop")
      heals = true
      assert.strictEqual((yield* api.agentByPhone(dialled)).name, "Clinique")
      const absent = yield* Effect.flip(api.agentByPhone(PhoneNumber.make("+14165550199")))
      assert.strictEqual(absent._tag, "UnknownNumber")
    }).pipe(Effect.provide(services)))

  it.effect("that answer no number are told of, by the places of their problems", () =>
    Effect.gen(function*() {
      const logged: Array<string> = []
      const { api } = yield* embedded({ "clinic.yaml": clinic, "broken.yaml": "a: [CANARY\n", "empty.yaml": "" })
      const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))
      yield* api.agentByPhone(dialled).pipe(Effect.provide(Logger.layer([logger])))
      assert.lengthOf(logged, 2)
      assert.include(logged.join(), "broken.yaml:2:1 not valid YAML (BAD_INDENT)")
      assert.include(logged.join(), "empty.yaml:1:1 (root): expected keys and values, found nothing")
      assert.notInclude(logged.join(), "CANARY")
    }).pipe(Effect.provide(services)))

  it.effect("are missed at the start, before a call is refused for it", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      for (const [agentsDir, said] of [[directory, "holds no *.yaml"], [`${directory}/absent`, "cannot be read"]]) {
        const logged: Array<string> = []
        const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))
        const layer = DiskConfigApi.layer({ agentsDir: agentsDir ?? "", dataDir: directory, pipelines: ["realtime"] })
        yield* Layer.build(Layer.fresh(layer)).pipe(Effect.provide(Logger.layer([logger])))
        while (logged.length === 0) yield* Effect.promise(() => new Promise((resume) => setImmediate(resume)))
        assert.include(logged.join(), `AGENTS_DIR ${said}`)
      }
    }).pipe(Effect.scoped, Effect.provide(services)))

  it.effect("may not share a number", () =>
    Effect.gen(function*() {
      const { api } = yield* embedded({ "a.yaml": clinic, "b.yaml": clinic })
      assert.deepInclude(yield* Effect.flip(api.agentByPhone(dialled)), {
        _tag: "InvalidAgentConfig",
        problems: ["phone: expected one file for each number, found it in a.yaml and b.yaml"]
      })
    }).pipe(Effect.provide(services)))

  it.effect("need the directory", () =>
    Effect.gen(function*() {
      const { agentsDir, api, fs } = yield* embedded({})
      assert.strictEqual((yield* Effect.flip(api.agentByPhone(dialled)))._tag, "UnknownNumber")
      yield* fs.remove(agentsDir, { recursive: true })
      const error = yield* Effect.flip(api.agentByPhone(dialled))
      assert.strictEqual(error._tag, "InvalidAgentConfig")
      assert.include(error.message, "AGENTS_DIR: expected a directory of *.yaml files, found nothing")
    }).pipe(Effect.provide(services)))

  it.effect("include the samples", () =>
    Effect.gen(function*() {
      const context = yield* Layer.build(DiskConfigApi.layer({ agentsDir: "agents", dataDir: "unused" }))
      const api = Context.get(context, ConfigApi)
      const agent = yield* api.agentByPhone(dialled)
      assert.deepStrictEqual([agent.id, agent.defaultLanguage], ["clinic", "FRENCH"])
      assert.lengthOf(agent.transfers, 3)
      assert.deepStrictEqual((yield* api.agentByPhone(PhoneNumber.make("+14165550123"))).supportedLanguages, [
        "ENGLISH"
      ])
    }).pipe(Effect.provide(services)))
})

describe("rows in a directory", () => {
  it.effect("are one file a call, that every step adds to", () =>
    Effect.gen(function*() {
      const { api, dataDir, fs, path, row } = yield* embedded({})
      const id = yield* api.createCall(callId, start)
      assert.strictEqual(id, "call-1")
      const transcription = { url: "t", language: "FRENCH", messageCount: 2, anonymization: "complete" } as const
      const recording = { url: "r", format: "ogg" } as const
      yield* Effect.all(
        [
          api.endCall(id, end),
          api.linkTranscript(id, transcription, "k:transcript"),
          api.linkRecording(id, recording, "k:recording")
        ],
        {
          concurrency: "unbounded"
        }
      )
      // Sent once more, as a retry would: nothing is lost, nothing is there twice.
      yield* api.createCall(callId, start)
      assert.deepStrictEqual(yield* row("call-1"), { id: "call-1", ...start, ...end, transcription, recording })
      assert.deepStrictEqual(yield* fs.readDirectory(path.join(dataDir, "calls")), ["call-1.json"])
      for (const [file, mode] of [["calls", 0o700], ["calls/call-1.json", 0o600]] as const) {
        assert.strictEqual((yield* fs.stat(path.join(dataDir, file))).mode & 0o777, mode)
      }
      const text = yield* fs.readFileString(path.join(dataDir, "calls", "call-1.json"))
      assert.match(text, /^\{\n {2}"id": "call-1",\n/)
      assert.isTrue(text.endsWith("}\n"))
    }).pipe(Effect.provide(services)))

  it.effect("have their metadata added to", () =>
    Effect.gen(function*() {
      const { api, row } = yield* embedded({})
      const id = yield* api.createCall(callId, start)
      yield* api.endCall(id, { ...end, metadata: { ...end.metadata, transferDepartment: "Sales" } })
      yield* api.endCall(id, end)
      assert.deepInclude((yield* row("call-1")).metadata, { transferDepartment: "Sales", endedBy: "agent" })
    }).pipe(Effect.provide(services)))

  it.effect("are made by their end, where their beginning could not be stored", () =>
    Effect.gen(function*() {
      const { api, row } = yield* embedded({})
      yield* api.endCall(RowId.make("call-2"), end)
      assert.deepStrictEqual(yield* row("call-2"), end)
    }).pipe(Effect.provide(services)))

  it.effect("are there for calls that belong to no agent, too", () =>
    Effect.gen(function*() {
      const { api, dataDir, row } = yield* embedded({})
      const unassigned = { dialedNumber: start.dialedNumber, roomName: "r", startedAt: start.startedAt, ...end }
      yield* api.keepUnassigned(callId, unassigned)
      assert.deepStrictEqual(yield* row("call-1"), { id: "call-1", ...unassigned })
      const keep = yield* DiskConfigApi.keepUnassigned(dataDir)
      yield* keep(CallId.make("call-2"), unassigned)
      assert.deepStrictEqual(yield* row("call-2"), { id: "call-2", ...unassigned })
    }).pipe(Effect.provide(services)))

  it.effect("have an id that is no way out of the directory", () =>
    Effect.gen(function*() {
      const { api, dataDir, fs } = yield* embedded({})
      const error = yield* Effect.flip(api.endCall(RowId.make("_elsewhere"), end))
      assert.deepInclude(error, { _tag: "BackendUnavailable", detail: "not a row of ours" })
      assert.isFalse(yield* fs.exists(dataDir))
    }).pipe(Effect.provide(services)))

  it.effect("that cannot be written say why, and where to look", () =>
    Effect.gen(function*() {
      const { api, dataDir, fs } = yield* embedded({})
      yield* fs.writeFileString(dataDir, "a file where the directory should be")
      const error = yield* Effect.flip(api.createCall(callId, start))
      assert.deepInclude(error, { _tag: "BackendUnavailable", operation: "createCall", detail: "ENOTDIR" })
      assert.include(error.message, "check DATA_DIR")
      assert.notInclude(error.message, dataDir)
    }).pipe(Effect.provide(services)))
})
