import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Option, Path, Schema } from "effect"
import { AgentId, CallId } from "../../src/domain/Ids.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { RawTranscript } from "../../src/domain/Transcript.ts"
import { withheld } from "../../src/services/Anonymizer.ts"
import { Journal, JournalError, type Pending } from "../../src/services/Journal.ts"

const callId = CallId.make("call_1")

const pending: Pending = {
  version: 1,
  callId,
  start: {
    agentId: AgentId.make("clinic"),
    callerNumber: PhoneNumber.make("+15145550199"),
    dialedNumber: PhoneNumber.make("+15145550100"),
    roomName: "call-+15145550199",
    startedAt: "2026-11-22T10:00:00.000Z"
  },
  recording: {
    path: "clinic/recordings/2026/11/22/call_1.ogg",
    stored: false,
    link: { url: "https://example.test/call_1.ogg", format: "ogg" }
  }
}

const inTemp = <A, E, R>(test: (root: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const root = `${yield* fs.makeTempDirectoryScoped()}/journal`
    return yield* test(root).pipe(Effect.provide(Journal.layer({ root })))
  }).pipe(Effect.provide(NodeServices.layer))

const mode = (file: string) =>
  FileSystem.FileSystem.use((fs) => fs.stat(file)).pipe(Effect.map((info) => info.mode & 0o777))

describe("Journal", () => {
  it.effect("gives back what was kept, the last of it, and forgets what was cleared", () =>
    inTemp(() =>
      Effect.gen(function*() {
        const journal = yield* Journal
        assert.deepStrictEqual(yield* journal.list, [])
        yield* journal.keep({ version: 1, callId, start: pending.start })
        yield* journal.keep(pending)
        const entries = yield* journal.list
        assert.deepStrictEqual(entries.map((entry) => entry.callId), [callId])
        assert.deepStrictEqual(entries[0]?.pending, Option.some(pending))
        yield* journal.clear(callId)
        yield* journal.clear(callId)
        assert.deepStrictEqual(yield* journal.list, [])
      })
    ))

  it.effect("shows nobody else the caller's number", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* Journal
        yield* journal.keep(pending)
        assert.strictEqual(yield* mode(`${root}/call_1`), 0o700)
        assert.strictEqual(yield* mode(`${root}/call_1/pending.json`), 0o600)
        const fs = yield* FileSystem.FileSystem
        assert.deepStrictEqual(yield* fs.readDirectory(`${root}/call_1`), ["pending.json"])
      })
    ))

  it.effect("lists a call that died with nothing but a recording, and one whose file is broken", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* Journal
        const fs = yield* FileSystem.FileSystem
        const path = yield* Path.Path
        const recording = yield* journal.recordingFile(CallId.make("died"))
        yield* fs.writeFileString(recording, "OggS")
        yield* fs.writeFileString(`${yield* journal.spool(CallId.make("broken"))}/pending.json`, "{\"version\": 2")
        yield* fs.writeFileString(path.join(root, "..not-a-call"), "")
        yield* journal.keep(pending)
        const entries = yield* journal.list
        assert.deepStrictEqual(
          entries.map((entry) => [entry.callId, Option.isSome(entry.pending)]),
          [["broken", false], ["call_1", true], ["died", false]]
        )
        assert.strictEqual(entries[2]?.directory, path.dirname(recording))
      })
    ))

  it.effect("keeps an anonymized transcript as JSON", () =>
    inTemp(() =>
      Effect.gen(function*() {
        const journal = yield* Journal
        const fs = yield* FileSystem.FileSystem
        const raw = RawTranscript.make({
          version: 1,
          callId,
          agentId: AgentId.make("clinic"),
          language: "FRENCH",
          startedAt: "2026-11-22T10:00:00.000Z",
          durationSeconds: 12,
          items: []
        })
        const file = yield* journal.keepTranscript(withheld(raw, "not_available", "none"))
        const stored = yield* Schema.decodeEffect(Schema.fromJsonString(Schema.Unknown))(yield* fs.readFileString(file))
        assert.deepStrictEqual(stored, { ...withheld(raw, "not_available", "none") })
      })
    ))

  it.effect("says what is wrong when the directory cannot be made", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const file = yield* fs.makeTempFileScoped()
      const error = yield* Journal.use((journal) => journal.keep(pending)).pipe(
        Effect.provide(Journal.layer({ root: file }).pipe(Layer.provide(NodeServices.layer))),
        Effect.flip
      )
      assert.instanceOf(error, JournalError)
      assert.strictEqual(error.operation, "keep")
      assert.notInclude(error.message, file)
    }).pipe(Effect.provide(NodeServices.layer)))
})
