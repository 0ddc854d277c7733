import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Exit, Fiber, FileSystem, Layer, Logger, Option, Queue, Scope } from "effect"
import { TestClock } from "effect/testing"
import { crc32 } from "node:zlib"
import * as DiskJournal from "../../../src/adapters/disk/Journal.ts"
import { CallId } from "../../../src/domain/Ids.ts"
import type { JournalRecord, Noted } from "../../../src/domain/JournalRecord.ts"
import { Journal, JournalError } from "../../../src/services/Journal.ts"
import { another, dead, entryWith, lines, living, ringing, signOf, startRecord } from "../../support/JournalFiles.ts"
import * as SlowFiles from "../../support/SlowFiles.ts"

const callId = CallId.make("call_1")
const noted = (...records: ReadonlyArray<JournalRecord>): ReadonlyArray<Noted> =>
  records.map((record, n) => ({ n, at: 1000 * (n + 1), record }))

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

/** A call that goes on in this process, for as long as the scope is open. */
const calling = (journal: Journal["Service"], records: ReadonlyArray<Noted> = noted(ringing)) =>
  Effect.tap(journal.open(callId), (file) => file.append(records, { flush: false }))

describe("Journal", () => {
  it.effect("gives back what a call has noted, in order, once nobody holds it, and forgets what was cleared", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* processIn(root)
        assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] })
        yield* Effect.scoped(Effect.gen(function*() {
          const file = yield* calling(journal)
          yield* file.append([{ n: 1, at: 2000, record: { _tag: "answered" } }], { flush: true })
          assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] }, "it is in hand")
        }))
        const { entries } = yield* journal.abandoned
        assert.deepStrictEqual(entries, [{
          callId,
          noted: Option.some(noted(ringing, { _tag: "answered" })),
          lastSign: 2000
        }])
        const file = yield* Effect.scoped(journal.open(callId))
        yield* file.clear
        yield* file.clear
        assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] })
      })
    ))

  it.effect("puts what is owed in place of all that was noted, and goes on behind it", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const journal = yield* processIn(root)
        const owed = { _tag: "owed", owed: { callId, messages: [] } } as const
        yield* Effect.scoped(Effect.gen(function*() {
          const said: JournalRecord = {
            _tag: "turn",
            item: {
              type: "message",
              id: "u1",
              role: "user",
              content: ["un secret"],
              interrupted: false,
              createdAt: 1
            }
          }
          const file = yield* calling(journal, noted(ringing, said))
          yield* file.replace([{ n: 2, at: 3000, record: owed }])
          yield* file.append([{ n: 3, at: 4000, record: { _tag: "delivered", part: "end" } }], { flush: false })
        }))
        const text = yield* fs.readFileString(`${root}/${journal.owner}/call_1/call.ndjson`)
        assert.notInclude(text, "secret", "raw words are gone as soon as it is known what is owed")
        const { entries } = yield* journal.abandoned
        assert.deepStrictEqual(
          Option.map(entries[0]!.noted, (all) => all.map(({ n, record }) => [n, record._tag])),
          Option.some([[2, "owed"], [3, "delivered"]])
        )
      })
    ))

  it.effect("drops a line that its writer died over, and goes on behind it", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const whole = lines(ringing, { _tag: "answered" })
        const journal = yield* processIn(root)
        const cut = whole.length - 7
        yield* entryWith(root, dead, callId, { "call.ndjson": whole.slice(0, cut) })
        const tags = Effect.map(journal.abandoned, ({ entries }) =>
          Option.map(entries[0]!.noted, (all) => all.map(({ record }) => record._tag)))
        assert.deepStrictEqual(yield* tags, Option.some(["ringing"]))
        yield* Effect.scoped(Effect.flatMap(journal.open(callId), (file) =>
          file.append([{ n: 1, at: 1, record: { _tag: "released" } }], { flush: true })))
        assert.deepStrictEqual(yield* tags, Option.some(["ringing", "released"]))
        // A byte that is wrong, in the middle.
        const file = `${root}/${journal.owner}/call_1/call.ndjson`
        yield* fs.writeFileString(file, (yield* fs.readFileString(file)).replace("ringing", "rinGing"))
        assert.deepStrictEqual(yield* tags, Option.some(["released"]))
      })
    ))

  it.effect("leaves what a later version has noted to that version", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* processIn(root)
        const json = JSON.stringify({ v: 1, n: 1, at: 2000, record: { _tag: "mindRead" } })
        const strange = `${crc32(json).toString(16).padStart(8, "0")} ${json}\n`
        yield* entryWith(root, dead, callId, { "call.ndjson": `${lines(ringing)}${strange}` })
        const { entries } = yield* journal.abandoned
        assert.deepStrictEqual(entries.map(({ noted }) => noted), [Option.none()])
      })
    ))

  it.effect("reads what earlier versions have kept, and puts its own in place of it", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const journal = yield* processIn(root)
        const { start } = startRecord
        const pending = {
          version: 1,
          callId,
          start,
          rowId: "row-1",
          recording: { path: "p", stored: false, link: { url: "u", format: "ogg" } }
        }
        yield* entryWith(root, dead, callId, {
          "pending.json": JSON.stringify(pending),
          "transcript.json": "{}",
          "recording.ogg": "OggS"
        })
        yield* entryWith(root, dead, "on-the-line", {
          "pending.json": JSON.stringify({ version: 1, callId: "on-the-line", start })
        })
        yield* entryWith(root, dead, "broken", { "pending.json": "{\"version\": 2" })
        yield* entryWith(root, dead, "anothers", { "pending.json": JSON.stringify(pending) })
        const entries = Effect.map(journal.abandoned, (all) =>
          all.entries.map((entry) =>
            [
              entry.callId,
              Option.getOrNull(entry.noted)?.map(({ record }) => record)
            ] as const
          ))
        const ring = { _tag: "ringing", roomName: start.roomName, startedAt: start.startedAt }
        assert.deepStrictEqual(yield* entries, [
          ["anothers" as CallId, undefined],
          ["broken" as CallId, undefined],
          [callId, [ring, {
            _tag: "owed",
            owed: { callId, start, rowId: "row-1", recording: pending.recording, messages: [] }
          }]],
          ["on-the-line" as CallId, [ring, { _tag: "start", start }]]
        ] as never)
        yield* Effect.scoped(Effect.flatMap(journal.open(callId), (file) =>
          file.replace([{ n: 2, at: 1, record: { _tag: "owed", owed: { callId, messages: [] } } }])))
        assert.deepStrictEqual((yield* fs.readDirectory(`${root}/${journal.owner}/call_1`)).sort(), [
          "call.ndjson",
          "recording.ogg"
        ])
      })
    ))

  it.effect("shows nobody else what was said, or who called", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const journal = yield* processIn(root)
        const file = yield* calling(journal)
        yield* file.replace(noted(ringing))
        const recording = yield* file.recordingFile
        const directory = `${root}/${journal.owner}/call_1`
        assert.strictEqual(yield* mode(root), 0o700)
        assert.strictEqual(yield* mode(directory), 0o700)
        assert.strictEqual(yield* mode(`${directory}/call.ndjson`), 0o600)
        assert.strictEqual(recording, `${directory}/recording.ogg`)
        assert.strictEqual(yield* mode(recording), 0o600)
        const fs = yield* FileSystem.FileSystem
        assert.deepStrictEqual((yield* fs.readDirectory(directory)).sort(), ["call.ndjson", "recording.ogg"])
        assert.deepStrictEqual(yield* file.recording, Option.none(), "there is nothing in it")
        yield* fs.writeFileString(recording, "OggS")
        assert.deepStrictEqual(Option.map(yield* file.recording, ({ bytes }) => bytes), Option.some(4))
        yield* file.dropRecording
        yield* file.dropRecording
        assert.deepStrictEqual(yield* file.recording, Option.none())
      })
    ))

  it.effect("has the recording's file without waiting for a disk that is slow to flush, and waits for it where that counts", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const flushes = yield* Queue.unbounded<void>()
        const slow: FileSystem.FileSystem = {
          ...fs,
          open: (path, options) =>
            Effect.map(fs.open(path, options), (file) =>
              new Proxy(file, {
                get: (target, key) =>
                  key === "sync"
                    ? Effect.andThen(Queue.offer(flushes, undefined), Effect.never)
                    : Reflect.get(target, key)
              }))
        }
        const journal = yield* Effect.provideService(processIn(root), FileSystem.FileSystem, slow)
        const file = yield* calling(journal)
        assert.include(yield* file.recordingFile, "recording.ogg")
        assert.strictEqual(yield* Queue.size(flushes), 0)
        yield* Effect.forkScoped(file.append([{ n: 1, at: 2000, record: { _tag: "answered" } }], { flush: true }))
        yield* Queue.take(flushes)
      })
    ))

  it.effect("writes to no file that is closed, however late the disk is when the call is over", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const files = SlowFiles.make(yield* FileSystem.FileSystem)
        const journal = yield* Effect.provideService(processIn(root), FileSystem.FileSystem, files.fs)
        const scope = yield* Scope.make()
        const file = yield* Scope.provide(calling(journal), scope)
        const before = yield* files.open
        yield* files.stall
        // The second waits for the first one.
        const late = yield* Effect.forEach([1, 2], (n) =>
          Effect.forkChild(
            file.append([{ n, at: 2000, record: { _tag: "answered" } }], { flush: false }),
            { startImmediately: true }
          ))
        yield* Effect.forEach(late, Fiber.interrupt, { concurrency: "unbounded" })
        yield* Scope.close(scope, Exit.void)
        yield* files.free
        const { entries } = yield* journal.abandoned.pipe(
          Effect.repeat({
            until: ({ entries: [entry] }) => Option.exists(entry?.noted ?? Option.none(), ({ length }) => length === 3)
          })
        )
        assert.lengthOf(entries, 1)
        assert.deepStrictEqual(files.misused, [])
        yield* Effect.repeat(files.open, { until: (open) => open === before - 1 })
      })
    ))

  it.effect("makes nothing of a call anew that is cleared, whatever comes after it", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const files = SlowFiles.make(yield* FileSystem.FileSystem)
        const journal = yield* Effect.provideService(processIn(root), FileSystem.FileSystem, files.fs)
        yield* Effect.scoped(Effect.gen(function*() {
          const file = yield* calling(journal)
          yield* file.clear
          const answered = file.append([{ n: 1, at: 2000, record: { _tag: "answered" } }], { flush: true })
          assert.strictEqual((yield* Effect.flip(answered)).reason, "missingFile")
          assert.strictEqual((yield* Effect.flip(file.recordingFile)).reason, "missingFile")
          yield* file.clear
        }))
        assert.deepStrictEqual(yield* found(journal), { alive: 0, calls: [] })
        assert.deepStrictEqual(files.misused, [])
        assert.notInclude(yield* (yield* FileSystem.FileSystem).readDirectory(`${root}/${journal.owner}`), callId)
      })
    ))

  it.effect("leaves the calls of a living process alone, however long it lives", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const [mine, theirs] = [yield* processIn(root), yield* processIn(root)]
        yield* calling(theirs)
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
        const left = yield* entryWith(root, dead, callId, { "call.ndjson": lines(ringing), "recording.ogg": "OggS" })
        yield* fs.utimes(`${left}/recording.ogg`, new Date(2000), new Date(2000))
        yield* signOf(root, dead, 1000)
        assert.isFalse(yield* mine.bereaved)
        for (const seconds of [3, 6, 9, 12]) {
          yield* TestClock.adjust("3 seconds")
          assert.isFalse(yield* mine.bereaved, `after ${seconds} s`)
        }
        assert.deepStrictEqual(yield* found(mine), { alive: 1, calls: [] })
        yield* TestClock.adjust("3 seconds")
        assert.isTrue(yield* mine.bereaved)
        const { entries } = yield* mine.abandoned
        assert.deepStrictEqual(entries, [{ callId, noted: Option.some(noted(ringing)), lastSign: 2000 }])
        assert.isFalse(yield* mine.bereaved, "nobody is mourned twice")
        assert.deepStrictEqual((yield* fs.readDirectory(root)).sort(), [mine.owner, `${mine.owner}.alive`].sort())
      })
    ))

  /** What a process leaves that gave its last sign of life at `at`, epoch ms; `beat` gives another one for it. */
  const neighbour = Effect.fnUntraced(function*(root: string, owner: string, at: number) {
    yield* entryWith(root, owner, `of-${owner}`, { "call.ndjson": lines(ringing) })
    return yield* signOf(root, owner, at)
  })
  const hour = 3_600_000

  it.effect("takes a process that gives signs for alive, whatever its clock says, or ours", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(hour)
        const mine = yield* processIn(root)
        const { beat } = yield* neighbour(root, living, hour)
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
        const { beat } = yield* neighbour(root, living, 0)
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
        yield* neighbour(root, dead, hour - 120_001)
        yield* neighbour(root, living, hour - 120_000)
        assert.isTrue(yield* mine.bereaved)
        const { alive, entries } = yield* mine.abandoned
        assert.strictEqual(alive, 1)
        const fs = yield* FileSystem.FileSystem
        assert.deepStrictEqual(yield* fs.readDirectory(`${root}/${mine.owner}`), [`of-${dead}`])
        assert.deepStrictEqual(entries.map(({ callId }) => callId), [CallId.make(`of-${dead}`)])
      })
    ))

  it.effect("notices a death although another one's sign of life cannot be read", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(hour)
        const fs = yield* FileSystem.FileSystem
        const mine = yield* processIn(root)
        yield* entryWith(root, another, "unreadable", { "call.ndjson": lines(ringing) })
        yield* fs.symlink(`${another}.alive`, `${root}/${another}.alive`)
        assert.isFalse(yield* mine.bereaved)
        yield* neighbour(root, dead, 0)
        assert.isTrue(yield* mine.bereaved)
        assert.deepStrictEqual(yield* found(mine), { alive: 0, calls: [CallId.make(`of-${dead}`)] })
        assert.isFalse(yield* mine.bereaved)
      })
    ))

  it.effect("does not wait for a process that is known to be dead, and gives each entry to one process only", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const [one, two] = [yield* processIn(root), yield* processIn(root)]
        yield* Effect.forEach(
          ["a", "b", "c", "d"],
          (id) => entryWith(root, dead, id, { "call.ndjson": lines(ringing) })
        )
        yield* signOf(root, dead, 0)
        assert.strictEqual((yield* found(one)).alive, 4)
        yield* one.retire("../dead")
        assert.strictEqual((yield* found(one)).alive, 4)
        yield* one.retire(dead)
        yield* one.retire(dead)
        const taken = yield* Effect.all([found(one), found(two)], { concurrency: "unbounded" })
        assert.deepStrictEqual(taken.flatMap(({ calls }) => calls).sort(), ["a", "b", "c", "d"])
        assert.deepStrictEqual(yield* found(one), { alive: taken[1].calls.length, calls: taken[0].calls })
      })
    ))

  it.effect("hands on at once what a process leaves when it ends, and leaves nothing of one that owes nothing", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        yield* Effect.scoped(Effect.flatMap(processIn(root), calling))
        yield* Effect.scoped(
          Effect.flatMap(processIn(root), (journal) => Effect.flatMap(calling(journal), (file) => file.clear))
        )
        assert.deepStrictEqual((yield* fs.readDirectory(root)).length, 2)
        const mine = yield* processIn(root)
        assert.deepStrictEqual(yield* found(mine), { alive: 0, calls: [callId] })
      })
    ))

  it.effect("says of processes that live, that may have died a moment ago, and that are dead, which they are", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const mine = yield* processIn(root)
        const { beat } = yield* neighbour(root, living, 0)
        yield* neighbour(root, dead, 0)
        const counts = Effect.map(mine.abandoned, ({ alive, doubtful, entries }) => [entries.length, alive, doubtful])
        assert.deepStrictEqual(yield* counts, [0, 2, 2])
        yield* TestClock.adjust("3 seconds")
        yield* beat(3000)
        assert.deepStrictEqual(yield* counts, [0, 2, 1])
        for (const at of [6, 9, 12]) {
          yield* TestClock.adjust("3 seconds")
          yield* beat(at * 1000)
          assert.deepStrictEqual(yield* counts, [0, 2, 1])
        }
        yield* TestClock.adjust("3 seconds")
        assert.deepStrictEqual(yield* counts, [1, 1, 0])
      })
    ))

  it.effect("says what is wrong when the directory cannot be made", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const dataDir = `${yield* fs.makeTempDirectoryScoped()}/data`
      const journal = yield* processIn(`${dataDir}/journal`)
      yield* fs.writeFileString(dataDir, "")
      const error = yield* Effect.flip(calling(journal))
      assert.instanceOf(error, JournalError)
      assert.strictEqual(error.operation, "note")
      assert.notInclude(error.message, "/tmp")
    }).pipe(Effect.provide(NodeServices.layer)))

  it("says of each failure what to do about that one", () => {
    const told = (["full", "denied", "missingFile", "notOurs", "slow", "other"] as const).map((reason) =>
      new JournalError({ operation: "record", reason, detail: "it" }).message.split("it): ")[1] ?? ""
    )
    assert.strictEqual(new Set(told).size, told.length)
    for (const remedy of told) assert.isAbove(remedy.length, 10)
    assert.deepStrictEqual(told.filter((remedy) => remedy.includes("free space")), [told[0]])
  })

  it.effect("takes two of the process's file threads at most where the disk hangs", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const hanging = yield* Queue.unbounded<string>()
        const stuck = Layer.succeed(FileSystem.FileSystem, {
          ...fs,
          open: (path, options) =>
            path.endsWith("call.ndjson")
              ? Effect.andThen(Queue.offer(hanging, path), Effect.never)
              : fs.open(path, options)
        })
        const journal = Context.get(
          yield* Layer.build(Layer.fresh(DiskJournal.layer({ root }).pipe(Layer.provide(stuck)))),
          Journal
        )
        const writing = yield* Effect.forEach([0, 1, 2, 3, 4, 5, 6, 7], (call) =>
          Effect.flatMap(journal.open(CallId.make(`call_${call}`)), (file) =>
            Effect.forkChild(file.append(noted(ringing), { flush: true }))))
        yield* Queue.takeN(hanging, 2)
        // Nobody waits for it: whoever has had enough goes.
        yield* Fiber.interruptAll(writing)
        yield* Effect.repeat(fs.stat("."), { times: 50 })
        assert.strictEqual(yield* Queue.size(hanging), 0)
      })
    ))
})

describe("Journal, where not everything in its directory is its own", () => {
  /** What was logged while `work` was done. */
  const logging = <A, E, R>(work: Effect.Effect<A, E, R>) => {
    const said: Array<string> = []
    const logger = Logger.make(({ message }) => void said.push(String(message)))
    return Effect.map(Effect.provide(work, Logger.layer([logger])), (result) => ({ result, said }))
  }

  it.effect("says once that it cannot give a sign of life, and again when it has meanwhile", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const logged: Array<string> = []
        const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))
        yield* Effect.gen(function*() {
          const journal = yield* processIn(root)
          yield* Effect.scoped(calling(journal))
          const sign = `${root}/${journal.owner}.alive`
          const beats = Effect.gen(function*() {
            for (let n = 0; n < 4; n++) {
              yield* TestClock.adjust("3 seconds")
              for (let turns = 0; turns < 20; turns++) yield* fs.exists(sign)
            }
          })
          for (const times of [1, 2]) {
            yield* fs.remove(sign)
            yield* fs.makeDirectory(sign)
            yield* beats
            assert.lengthOf(logged, times)
            yield* fs.remove(sign, { recursive: true })
            yield* beats
            assert.lengthOf(logged, times)
          }
        }).pipe(Effect.scoped, Effect.provide(Logger.layer([logger])))
      })
    ))

  it.effect("does not start on a directory that others can write to, that is another user's, or a link", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const refusal = Effect.flip(processIn(root))
        yield* fs.makeDirectory(root, { mode: 0o700 })
        for (const open of [0o777, 0o770, 0o702]) {
          yield* fs.chmod(root, open)
          const { message, reason } = yield* refusal
          assert.strictEqual(reason, "open")
          assert.match(message, /chmod 700.*nothing was started/s)
        }
        yield* fs.chmod(root, 0o700)
        yield* processIn(root)
        if (process.getuid?.() === 0) {
          yield* fs.chown(root, 12345, 12345)
          assert.strictEqual((yield* refusal).reason, "anothers")
        }
        yield* fs.remove(root, { recursive: true })
        yield* fs.makeDirectory(`${root}-elsewhere`)
        yield* fs.symlink(`${root}-elsewhere`, root)
        assert.strictEqual((yield* refusal).reason, "notADirectory")
        yield* fs.remove(root)
        yield* fs.writeFileString(root, "")
        assert.strictEqual((yield* refusal).reason, "notADirectory")
        assert.strictEqual((yield* Effect.flip(processIn(`${root}/journal`))).reason, "notADirectory")
      })
    ))

  it.effect("moves and removes nothing that is not its own, follows no link, and reports each once", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const outside = `${root}-outside`
        const foreign = "c0000000-0000-4000-8000-000000000000"
        yield* entryWith(outside, foreign, callId, { "call.ndjson": lines(ringing), "recording.ogg": "OggS" })
        // By name a process and a call, in fact links to somebody's directories.
        yield* entryWith(root, dead, "ours", { "call.ndjson": lines(ringing) })
        yield* fs.symlink(`${outside}/${foreign}`, `${root}/${foreign}`)
        yield* fs.symlink(`${outside}/${foreign}/${callId}`, `${root}/${dead}/linked`)
        // A folder that somebody has copied here, and one in a process's own with nothing of a call in it.
        yield* entryWith(root, "photos", "album", { "call.ndjson": lines(ringing), "one.jpg": "JPEG" })
        yield* entryWith(root, dead, "holiday", { "two.jpg": "JPEG" })
        yield* fs.writeFileString(`${root}/${dead}/..not-a-call`, "")
        yield* fs.writeFileString(`${root}/a-file`, "")
        // Notes and recordings that are links, or that others can write to.
        yield* entryWith(root, dead, "linked-notes", {})
        yield* fs.symlink(`${outside}/${foreign}/${callId}/call.ndjson`, `${root}/${dead}/linked-notes/call.ndjson`)
        const planted = yield* entryWith(root, dead, "planted", { "call.ndjson": lines(ringing) })
        yield* fs.chmod(`${planted}/call.ndjson`, 0o666)
        const tempting = yield* entryWith(root, dead, "tempting", { "call.ndjson": lines(ringing) })
        yield* fs.symlink(`${outside}/${foreign}/${callId}/recording.ogg`, `${tempting}/recording.ogg`)

        const tree = Effect.map(
          Effect.all([fs.readDirectory(root, { recursive: true }), fs.readDirectory(outside, { recursive: true })]),
          ([inside, out]) => [inside.filter((name) => !name.startsWith(mine.owner)).sort(), out.sort()]
        )
        const mine = yield* processIn(root)
        const { result: entries, said } = yield* logging(Effect.map(mine.abandoned, ({ entries }) => entries))
        assert.deepStrictEqual(entries.map((entry) => [entry.callId, Option.isSome(entry.noted)]), [
          ["ours" as CallId, true],
          ["tempting" as CallId, true]
        ])
        for (const { callId } of entries) {
          const file = yield* Effect.scoped(mine.open(callId))
          assert.deepStrictEqual(yield* file.recording, Option.none())
          yield* file.clear
        }
        const before = yield* tree
        assert.deepStrictEqual(before, [
          [
            "a-file",
            dead,
            `${dead}/..not-a-call`,
            `${dead}/holiday`,
            `${dead}/holiday/two.jpg`,
            `${dead}/linked`,
            `${dead}/linked/call.ndjson`,
            `${dead}/linked/recording.ogg`,
            `${dead}/linked-notes`,
            `${dead}/linked-notes/call.ndjson`,
            `${dead}/planted`,
            `${dead}/planted/call.ndjson`,
            foreign,
            `${foreign}/${callId}`,
            `${foreign}/${callId}/call.ndjson`,
            `${foreign}/${callId}/recording.ogg`,
            "photos",
            "photos/album",
            "photos/album/call.ndjson",
            "photos/album/one.jpg"
          ].sort(),
          [foreign, `${foreign}/${callId}`, `${foreign}/${callId}/call.ndjson`, `${foreign}/${callId}/recording.ogg`]
        ])
        assert.deepStrictEqual(
          yield* fs.readDirectory(`${root}/${mine.owner}/tempting`),
          ["recording.ogg"],
          "a link that was planted stays, too"
        )
        assert.strictEqual(said.filter((line) => line.includes("not its own")).length, 8)
        const again = yield* logging(mine.abandoned)
        assert.deepStrictEqual(again.said, [])
        assert.deepStrictEqual(yield* tree, before)
      })
    ))

  it.effect("writes into no file that it did not make", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const journal = yield* processIn(root)
        const victim = `${root}-victim`
        yield* fs.writeFileString(victim, "mine")
        const directory = yield* entryWith(root, journal.owner, callId, {})
        yield* fs.symlink(victim, `${directory}/call.ndjson`)
        yield* fs.symlink(victim, `${directory}/recording.ogg`)
        assert.strictEqual((yield* Effect.flip(calling(journal))).reason, "notOurs")
        const file = yield* journal.open(callId)
        assert.strictEqual((yield* Effect.flip(file.recordingFile)).reason, "notOurs")
        // Whatever is there, what is owed takes the place of a name, not of what a link points at.
        yield* file.replace(noted(ringing))
        assert.strictEqual(yield* fs.readFileString(victim), "mine")
      })
    ))
})
