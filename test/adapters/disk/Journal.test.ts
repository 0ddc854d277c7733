import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import * as DiskJournal from "../../../src/adapters/disk/Journal.ts"
import { AgentId, CallId } from "../../../src/domain/Ids.ts"
import { type Pending } from "../../../src/domain/Kept.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { RawTranscript } from "../../../src/domain/Transcript.ts"
import { withheld } from "../../../src/services/Anonymizer.ts"
import { Journal, JournalError } from "../../../src/services/Journal.ts"

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

/** A process with a journal of its own in `root`, for as long as the scope is open. */
const processIn = (root: string) =>
  Effect.map(Layer.build(Layer.fresh(DiskJournal.layer({ root }))), Context.get(Journal))

const inTemp = <A, E, R>(test: (root: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const root = `${yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped())}/journal`
    return yield* test(root)
  }).pipe(Effect.provide(NodeServices.layer))

/** The names of the calls that `journal` now has to finish, and how many are somebody else's. */
const found = (journal: Journal["Service"]) =>
  Effect.map(journal.abandoned, ({ alive, entries }) => ({ alive, calls: entries.map(({ callId }) => callId) }))

const mode = (file: string) =>
  FileSystem.FileSystem.use((fs) => fs.stat(file)).pipe(Effect.map((info) => info.mode & 0o777))

const started: Pending = { version: 1, callId, start: pending.start }

describe("Journal", () => {
  it.effect("gives back what an ended call still owes, the last of it, and forgets what was cleared", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* processIn(root)
        assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] })
        yield* journal.keep(started)
        assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] })
        yield* journal.keep(pending)
        const { entries } = yield* journal.abandoned
        assert.deepStrictEqual(entries.map((entry) => entry.kept), [Option.some(pending)])
        yield* journal.clear(callId)
        yield* journal.clear(callId)
        assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] })
      })
    ))

  it.effect("shows nobody else the caller's number", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* processIn(root)
        const directory = yield* journal.spool(callId)
        yield* journal.keep(pending)
        assert.strictEqual(yield* mode(root), 0o700)
        assert.strictEqual(yield* mode(directory), 0o700)
        assert.strictEqual(yield* mode(`${directory}/pending.json`), 0o600)
        const fs = yield* FileSystem.FileSystem
        assert.deepStrictEqual(yield* fs.readDirectory(directory), ["pending.json"])
      })
    ))

  it.effect("leaves the calls of a living process alone, however long it lives", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const [mine, theirs] = [yield* processIn(root), yield* processIn(root)]
        yield* theirs.keep(started)
        const fs = yield* FileSystem.FileSystem
        const lastBeat = fs.stat(`${root}/${theirs.owner}.alive`).pipe(
          Effect.map(({ mtime }) => Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() }))
        )
        let beaten = yield* lastBeat
        while (beaten < 120_000) {
          const before = beaten
          beaten = yield* TestClock.adjust("1 second").pipe(
            Effect.andThen(lastBeat),
            Effect.repeat({ until: (at) => at > before })
          )
          assert.isFalse(yield* mine.bereaved)
        }
        assert.deepStrictEqual(yield* found(mine), { alive: 1, calls: [] })
      })
    ))

  it.effect("takes over from a process that was killed", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const mine = yield* processIn(root)
        // What a kill leaves: a home, and a sign of life that nobody renews.
        yield* fs.makeDirectory(`${root}/dead/call_1`, { recursive: true })
        yield* fs.writeFileString(`${root}/dead/call_1/pending.json`, JSON.stringify(started))
        yield* fs.writeFileString(`${root}/dead/call_1/recording.ogg`, "OggS")
        yield* fs.utimes(`${root}/dead/call_1/recording.ogg`, new Date(2000), new Date(2000))
        yield* fs.writeFileString(`${root}/dead.alive`, "")
        yield* fs.utimes(`${root}/dead.alive`, new Date(1000), new Date(1000))
        assert.isFalse(yield* mine.bereaved)
        for (const seconds of [3, 6, 9, 12]) {
          yield* TestClock.adjust("3 seconds")
          assert.isFalse(yield* mine.bereaved, `after ${seconds} s`)
        }
        assert.deepStrictEqual(yield* found(mine), { alive: 1, calls: [] })
        yield* TestClock.adjust("3 seconds")
        assert.isTrue(yield* mine.bereaved)
        const { entries } = yield* mine.abandoned
        const directory = `${root}/${mine.owner}/call_1`
        assert.deepStrictEqual(entries, [{
          callId,
          directory,
          kept: Option.some(started),
          recording: Option.some(`${directory}/recording.ogg`),
          lastSign: 2000
        }])
        assert.isFalse(yield* mine.bereaved, "nobody is mourned twice")
        assert.deepStrictEqual((yield* fs.readDirectory(root)).sort(), [mine.owner, `${mine.owner}.alive`].sort())
      })
    ))

  /** What a process leaves that died after its sign of life at `at`, epoch ms; `beat` gives another one for it. */
  const neighbour = Effect.fnUntraced(function*(root: string, owner: string, at: number) {
    const fs = yield* FileSystem.FileSystem
    const beat = (at: number) => fs.utimes(`${root}/${owner}.alive`, new Date(at), new Date(at))
    yield* fs.makeDirectory(`${root}/${owner}/of-${owner}`, { recursive: true })
    yield* fs.writeFileString(`${root}/${owner}.alive`, "")
    yield* beat(at)
    return { beat }
  })
  const hour = 3_600_000

  it.effect("takes a process that gives signs for alive, whatever its clock says, or ours", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(hour)
        const mine = yield* processIn(root)
        const { beat } = yield* neighbour(root, "living", hour)
        assert.isFalse(yield* mine.bereaved)
        for (const step of [600_000, -600_000, 30_000, -30_000, 20_000, -20_000]) {
          yield* TestClock.adjust("3 seconds")
          yield* beat(hour + step)
          assert.isFalse(yield* mine.bereaved, `a step of ${step} ms`)
        }
        assert.deepStrictEqual(yield* found(mine), { alive: 1, calls: [] })
      })
    ))

  it.effect("looks afresh after a pause of its own before it takes anybody for dead", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const mine = yield* processIn(root)
        const { beat } = yield* neighbour(root, "paused", 0)
        assert.isFalse(yield* mine.bereaved)
        for (const at of [1, 2]) {
          yield* TestClock.adjust("1 hour")
          assert.isFalse(yield* mine.bereaved)
          assert.deepStrictEqual(yield* found(mine), { alive: 1, calls: [] })
          yield* beat(at)
          assert.isFalse(yield* mine.bereaved)
        }
        for (const dead of [false, false, true]) {
          yield* TestClock.adjust("1 hour")
          assert.strictEqual(yield* mine.bereaved, dead)
        }
      })
    ))

  it.effect("does not wait for who has been silent for more than two minutes when it first looks", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(hour)
        const mine = yield* processIn(root)
        yield* neighbour(root, "ancient", hour - 120_001)
        yield* neighbour(root, "recent", hour - 120_000)
        assert.isTrue(yield* mine.bereaved)
        const { alive, entries } = yield* mine.abandoned
        assert.strictEqual(alive, 1)
        const fs = yield* FileSystem.FileSystem
        assert.deepStrictEqual(yield* fs.readDirectory(`${root}/${mine.owner}`), ["of-ancient"])
        assert.deepStrictEqual(entries.map(({ callId }) => callId), [CallId.make("of-ancient")])
      })
    ))

  it.effect("notices a death although another one's sign of life cannot be read", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(hour)
        const fs = yield* FileSystem.FileSystem
        const mine = yield* processIn(root)
        yield* fs.makeDirectory(`${root}/unreadable`, { recursive: true })
        yield* fs.symlink("unreadable.alive", `${root}/unreadable.alive`)
        assert.isFalse(yield* mine.bereaved)
        yield* neighbour(root, "dead", 0)
        assert.isTrue(yield* mine.bereaved)
        assert.deepStrictEqual(yield* found(mine), { alive: 0, calls: [CallId.make("of-dead")] })
        assert.isFalse(yield* mine.bereaved)
      })
    ))

  it.effect("does not wait for a process that is known to be dead, and gives each entry to one process only", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const [one, two] = [yield* processIn(root), yield* processIn(root)]
        yield* Effect.forEach(["a", "b", "c", "d"], (id) => fs.makeDirectory(`${root}/dead/${id}`, { recursive: true }))
        yield* fs.writeFileString(`${root}/dead.alive`, "")
        yield* fs.utimes(`${root}/dead.alive`, new Date(0), new Date(0))
        assert.strictEqual((yield* found(one)).alive, 4)
        yield* one.retire("dead")
        yield* one.retire("dead")
        const taken = yield* Effect.all([found(one), found(two)], { concurrency: "unbounded" })
        assert.deepStrictEqual(taken.flatMap(({ calls }) => calls).sort(), ["a", "b", "c", "d"])
        // Without `pending.json` they were not closed; and they are not given twice.
        assert.deepStrictEqual(yield* found(one), { alive: taken[1].calls.length, calls: [] })
      })
    ))

  it.effect("hands on at once what a process leaves when it ends, and leaves nothing of one that owes nothing", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        yield* Effect.scoped(Effect.flatMap(processIn(root), (journal) => journal.keep(started)))
        yield* Effect.scoped(
          Effect.flatMap(processIn(root), (journal) => Effect.andThen(journal.keep(pending), journal.clear(callId)))
        )
        assert.deepStrictEqual((yield* fs.readDirectory(root)).length, 2)
        const mine = yield* processIn(root)
        assert.deepStrictEqual(yield* found(mine), { alive: 0, calls: [callId] })
      })
    ))

  it.effect("goes on where one entry is broken, or something else lies about", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        yield* fs.makeDirectory(`${root}/dead/broken`, { recursive: true })
        yield* fs.makeDirectory(`${root}/dead/call_1`)
        yield* fs.writeFileString(`${root}/dead/broken/pending.json`, "{\"version\": 2")
        yield* fs.writeFileString(`${root}/dead/call_1/pending.json`, JSON.stringify(pending))
        yield* fs.writeFileString(`${root}/dead/..not-a-call`, "")
        yield* fs.writeFileString(`${root}/a-file`, "")
        const { entries } = yield* (yield* processIn(root)).abandoned
        assert.deepStrictEqual(
          entries.map((entry) => [entry.callId, Option.isSome(entry.kept)]),
          [["broken", false], ["call_1", true]]
        )
      })
    ))

  it.effect("keeps an anonymized transcript as JSON, and reads it back", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* processIn(root)
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
        const missing = yield* Effect.flip(journal.transcript(callId))
        assert.strictEqual(missing.reason, "missingFile")
        const transcript = withheld(raw, "timeout", "none")
        const file = yield* journal.keepTranscript(transcript)
        const stored = yield* Schema.decodeEffect(Schema.fromJsonString(Schema.Unknown))(yield* fs.readFileString(file))
        assert.deepStrictEqual(stored, { ...transcript })
        assert.deepStrictEqual({ ...yield* journal.transcript(callId) }, { ...transcript })
        // Only what is marked as anonymized, or withheld, is a transcript at all.
        yield* fs.writeFileString(file, JSON.stringify({ ...raw, items: [] }))
        assert.strictEqual((yield* Effect.flip(journal.transcript(callId))).detail, "not a transcript")
      })
    ))

  it.effect("says what is wrong when the directory cannot be made", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const file = yield* fs.makeTempFileScoped()
      const error = yield* Effect.flip((yield* processIn(file)).keep(pending))
      assert.instanceOf(error, JournalError)
      assert.strictEqual(error.operation, "keep")
      assert.notInclude(error.message, file)
    }).pipe(Effect.provide(NodeServices.layer)))
})
