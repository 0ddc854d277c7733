import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Duration, Effect, FileSystem, Layer, Logger } from "effect"
import { TestClock, TestConsole } from "effect/testing"
import * as DiskBlobStore from "../../src/adapters/disk/BlobStore.ts"
import * as DiskCallRows from "../../src/adapters/disk/CallRows.ts"
import * as DiskConfigApi from "../../src/adapters/disk/ConfigApi.ts"
import * as DiskJournal from "../../src/adapters/disk/Journal.ts"
import * as DiskLineUsage from "../../src/adapters/disk/LineUsage.ts"
import * as DiskMessages from "../../src/adapters/disk/Messages.ts"
import { recordingPath, transcriptPath } from "../../src/domain/BlobPath.ts"
import { AgentId, CallId, MessageId } from "../../src/domain/Ids.ts"
import type { Owed } from "../../src/domain/Owed.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { eraseCallerNow } from "../../src/programs/EraseCaller.ts"
import { recover } from "../../src/programs/Recover.ts"
import { keepSweeping, type Retention, sweepNow } from "../../src/programs/Sweep.ts"
import { Anonymizer } from "../../src/services/Anonymizer.ts"
import { BlobStore, BlobStoreError } from "../../src/services/BlobStore.ts"
import { BackendUnavailable, CallErased, ConfigApi, ErasureUnsupported } from "../../src/services/ConfigApi.ts"
import { Journal } from "../../src/services/Journal.ts"
import { LineUsage } from "../../src/services/LineUsage.ts"
import { Messages } from "../../src/services/Messages.ts"

const anne = PhoneNumber.make("+15145550142")
const bob = PhoneNumber.make("+15145550177")
const agentId = AgentId.make("clinic")
const days = (n: number) => Duration.toMillis(Duration.days(n))
/** Noon of a day, so that no test hangs on midnight. */
const today = Date.parse("2026-11-22T12:00:00Z")
const iso = (at: number) => new Date(at).toISOString()

const retention: Retention = {
  recordings: Duration.days(30),
  transcripts: Duration.days(90),
  rows: Duration.days(365),
  messages: Duration.days(30),
  journal: Duration.days(30)
}

/** All that a machine keeps, as the worker has it, in a folder of its own. */
const machine = (eraseCaller: ConfigApi["Service"]["eraseCaller"] = () => Effect.succeed(true)) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(today)
    const fs = yield* FileSystem.FileSystem
    const dataDir = `${yield* fs.makeTempDirectoryScoped()}/data`
    const configApi = Layer.effect(
      ConfigApi,
      Effect.map(ConfigApi, (disk) => ({ ...disk, eraseCaller }))
    ).pipe(Layer.provide(DiskConfigApi.layer({ agentsDir: `${dataDir}/agents`, dataDir })))
    const layer = Layer.mergeAll(
      configApi,
      DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
      DiskCallRows.layer({ directory: `${dataDir}/calls` }),
      DiskMessages.layer({ root: `${dataDir}/messages` }),
      DiskLineUsage.layer({ root: `${dataDir}/usage`, longest: Duration.minutes(35) }),
      DiskJournal.layer({ root: `${dataDir}/journal` })
    )
    const services = yield* Layer.build(Layer.fresh(layer))

    /** A call that is over and delivered, and all that it left. */
    const call = Effect.fnUntraced(function*(id: string, caller: PhoneNumber, at: number) {
      const callId = CallId.make(id)
      const start = {
        agentId,
        callerNumber: caller,
        dialedNumber: PhoneNumber.make("+15145550100"),
        roomName: `call-${caller}`,
        startedAt: iso(at)
      }
      yield* Context.get(services, ConfigApi).createCall(callId, start)
      const blobs = Context.get(services, BlobStore)
      yield* blobs.put(recordingPath(agentId, callId, new Date(at)), "ogg", "audio/ogg")
      yield* blobs.put(transcriptPath(agentId, callId, new Date(at)), "{}", "application/json")
      yield* Context.get(services, Messages).keep({
        id: MessageId.make(`m-${id}`),
        agentId,
        kind: "message",
        text: `of ${id}`,
        urgency: "normal",
        language: "FRENCH",
        takenAt: `${iso(at).slice(0, 19)}Z`,
        complete: true
      }, { callId, start })
      yield* Effect.scoped(Context.get(services, LineUsage).begin({ callId, agentId, caller }))
      return start
    })
    /** The files that there are, without what has no caller: the name of each, and what it holds. */
    const files = Effect.gen(function*() {
      const names = yield* fs.readDirectory(dataDir, { recursive: true })
      const found = yield* Effect.forEach(names, (name) =>
        fs.stat(`${dataDir}/${name}`).pipe(
          Effect.flatMap(({ type }) =>
            type === "File"
              ? Effect.map(fs.readFileString(`${dataDir}/${name}`), (text) => [`${name} ${text}`])
              : Effect.succeed([])
          )
        ))
      return found.flat()
    })
    const mentions = (what: string) => Effect.map(files, (all) => all.filter((file) => file.includes(what)))
    return { dataDir, services, call, mentions, fs }
  })

/** What happens on the real disk, happens in its own time. */
const until = Effect.fnUntraced(function*(isSo: () => boolean) {
  while (!isSo()) yield* Effect.promise(() => new Promise(setImmediate))
})

const onMachine = <A, E, R>(test: Effect.Effect<A, E, R>) => test.pipe(Effect.provide(NodeServices.layer))
const printed = Effect.map(TestConsole.logLines, (lines) => lines.map(String))

describe("the sweep", () => {
  it.effect("removes of each kind what is older than its retention, and says how much", () =>
    onMachine(Effect.gen(function*() {
      const { call, dataDir, fs, mentions, services } = yield* machine()
      yield* call("recent", anne, today - days(1))
      yield* call("month", anne, today - days(40))
      yield* call("season", bob, today - days(120))
      yield* call("years", bob, today - days(800))
      // Somebody else's, beside ours: it stays, wherever it leads.
      yield* fs.writeFileString(`${dataDir}/secret`, "of somebody else")
      const old = `${dataDir}/blobs/clinic/recordings/2020/01/01`
      yield* fs.makeDirectory(old, { recursive: true })
      yield* fs.symlink(`${dataDir}/secret`, `${old}/link.ogg`)
      yield* fs.makeDirectory(`${dataDir}/outside/recordings/2020/01/01`, { recursive: true })
      yield* fs.writeFileString(`${dataDir}/outside/recordings/2020/01/01/x.ogg`, "of somebody else")
      yield* fs.symlink(`${dataDir}/outside`, `${dataDir}/blobs/linked`)
      assert.isTrue(yield* Effect.provide(sweepNow(retention), services))
      assert.deepStrictEqual(yield* printed, [
        "recordings: 3 removed (kept 30d)",
        "transcripts: 2 removed (kept 90d)",
        "rows: 1 removed (kept 365d)",
        "messages: 3 removed (kept 30d)",
        "journal: 0 removed (kept 30d)"
      ])
      // What is counted of today's calls is not theirs.
      const kept = (id: string) =>
        Effect.map(
          mentions(id),
          (all) => all.map((name) => name.split("/")[0]).filter((name) => name !== "usage").sort()
        )
      assert.deepStrictEqual(yield* kept("recent"), ["blobs", "blobs", "calls", "messages", "messages"])
      assert.deepStrictEqual(yield* kept("month"), ["blobs", "calls"])
      assert.deepStrictEqual(yield* kept("season"), ["calls"])
      assert.deepStrictEqual(yield* kept("years"), [])
      for (const file of [`${old}/link.ogg`, `${dataDir}/outside/recordings/2020/01/01/x.ogg`]) {
        assert.strictEqual(yield* fs.readFileString(file), "of somebody else")
      }
    })))

  it.effect("goes by the time of writing where a row cannot be read, and keeps none that was never finished", () =>
    onMachine(Effect.gen(function*() {
      const { call, dataDir, fs, services } = yield* machine()
      yield* call("whole", anne, today)
      const leave = Effect.fnUntraced(function*(name: string, at: number) {
        yield* fs.writeFileString(`${dataDir}/calls/${name}`, `{"callerNumber":"${anne}"`, { mode: 0o600 })
        yield* fs.utimes(`${dataDir}/calls/${name}`, new Date(at), new Date(at))
      })
      for (const [age, days_] of [["old", 366], ["new", 364]] as const) {
        yield* leave(`${age}.json`, today - days(days_))
      }
      yield* leave("left-half.json.tmp", today - days(1))
      yield* leave("being-written.json.tmp", today)
      yield* leave("somebody-elses.txt", today - days(366))
      yield* fs.symlink("old.json", `${dataDir}/calls/link.json`)
      yield* Effect.provide(sweepNow(retention), services)
      assert.include(yield* printed, "rows: 1 removed (kept 365d)")
      assert.deepStrictEqual(
        (yield* fs.readDirectory(`${dataDir}/calls`)).sort(),
        ["being-written.json.tmp", "link.json", "new.json", "somebody-elses.txt", "whole.json"]
      )
    })))

  it.effect("keeps a whole day until all of it is old, and what is kept for ever", () =>
    onMachine(Effect.gen(function*() {
      const { call, mentions, services } = yield* machine()
      yield* call("a", anne, Date.parse("2026-10-22T23:59:00Z"))
      const blobs = Context.get(services, BlobStore)
      assert.strictEqual(yield* blobs.sweep("recordings", Date.parse("2026-10-22T23:59:59Z")), 0)
      const forever = { ...retention, recordings: Duration.infinity, messages: Duration.infinity }
      yield* Effect.provide(sweepNow(forever), services)
      assert.lengthOf(yield* mentions("recordings/2026/10/22/a.ogg"), 1)
      assert.lengthOf(yield* mentions("of a"), 1)
      assert.strictEqual(yield* blobs.sweep("recordings", Date.parse("2026-10-23T00:00:00Z")), 1)
    })))

  it.effect("gives up what was owed for too long, and nothing of calls that go on", () =>
    onMachine(
      Effect.gen(function*() {
        const { call, mentions, services } = yield* machine()
        const start = yield* call("owing", anne, today - days(40))
        const journal = Context.get(services, Journal)
        const note = (id: string, startedAt: string) =>
          Effect.flatMap(journal.open(CallId.make(id)), (file) =>
            file.append([{ n: 0, at: today, record: { _tag: "start", start: { ...start, startedAt } } }], {
              flush: true
            }))
        yield* Effect.scoped(note("given-up", iso(today - days(31))))
        yield* Effect.scoped(note("owed", iso(today - days(29))))
        yield* note("going-on", iso(today - days(31)))
        yield* Effect.provide(sweepNow(retention), services)
        assert.include(yield* printed, "journal: 1 removed (kept 30d)")
        assert.lengthOf(yield* mentions("given-up"), 0)
        assert.lengthOf(yield* mentions("owed/"), 1)
        assert.lengthOf(yield* mentions("going-on"), 1)
      }).pipe(Effect.scoped)
    ))

  it.effect("runs at once and every day; one kind that fails is told, and no trouble of the others", () =>
    onMachine(Effect.gen(function*() {
      const { call, fs, dataDir, services } = yield* machine()
      yield* call("old", anne, today - days(29))
      const told: Array<string> = []
      const log = Logger.layer([Logger.make(({ message }) => void told.push(String(message)))])
      const full = new BlobStoreError({ operation: "sweep", reason: "other", detail: "EIO" })
      let sweeps = 0
      const broken = Context.add(services, BlobStore, {
        ...Context.get(services, BlobStore),
        sweep: (kind, before) => {
          sweeps += 1
          return sweeps === 1
            ? Effect.die("a text that may be private")
            : kind === "transcripts"
            ? Effect.fail(full)
            : Context.get(services, BlobStore).sweep(kind, before)
        }
      })
      yield* Effect.forkChild(
        keepSweeping(retention).pipe(Effect.provide(Layer.mergeAll(Layer.succeedContext(broken), log)))
      )
      yield* until(() => told.length > 0)
      assert.deepStrictEqual(told, ["the sweep failed in a way that was not foreseen"])
      const recording = `${dataDir}/blobs/clinic/recordings/2026/10/24/old.ogg`
      yield* TestClock.adjust("1 day")
      yield* until(() => told.length > 1)
      assert.isTrue(yield* fs.exists(recording), "30 days are not over for all of its day")
      yield* TestClock.adjust("1 day")
      yield* until(() => told.length > 3)
      assert.isFalse(yield* fs.exists(recording))
      assert.strictEqual(told[1], `what is past its retention was not removed: ${full.message}`)
      assert.strictEqual(told.at(-1), "removed what is past its retention")
    })))
})

describe("what a machine keeps", () => {
  it.effect("is this user's alone, also where files are usually everybody's", () =>
    onMachine(Effect.gen(function*() {
      const usual = process.umask(0)
      yield* Effect.addFinalizer(() => Effect.sync(() => process.umask(usual)))
      const { call, dataDir, fs, services } = yield* machine()
      yield* call("one", anne, today)
      const file = yield* Context.get(services, Journal).open(CallId.make("one"))
      yield* file.append([{ n: 0, at: today, record: { _tag: "answered" } }], { flush: true })
      yield* file.recordingFile
      yield* file.replace([{ n: 0, at: today, record: { _tag: "answered" } }])
      const names = yield* fs.readDirectory(dataDir, { recursive: true })
      assert.isAtLeast(names.length, 20)
      for (const name of names) {
        const { mode, type } = yield* fs.stat(`${dataDir}/${name}`)
        assert.strictEqual((mode & 0o777).toString(8), type === "Directory" ? "700" : "600", name)
      }
      assert.strictEqual((yield* fs.stat(dataDir)).mode & 0o777, 0o700)
    })))
})

describe("the erasure of a caller", () => {
  it.effect("removes all that there is of them, nothing of others, and names nobody", () =>
    onMachine(Effect.gen(function*() {
      const { call, dataDir, fs, mentions, services } = yield* machine()
      yield* call("one", anne, today - days(1))
      yield* call("two", anne, today - days(200))
      yield* call("other", bob, today - days(1))
      const messages = Context.get(services, Messages)
      // Left by somebody else, for them to be called back.
      const [left] = yield* messages.all
      yield* messages.keep(
        { ...left!.message, id: MessageId.make("m-back"), text: "call her", callbackNumber: anne },
        { ...left!.origin, callId: CallId.make("other"), start: { ...left!.origin.start, callerNumber: bob } }
      )
      const journal = Context.get(services, Journal)
      const start = { agentId, callerNumber: anne, dialedNumber: bob, roomName: "r", startedAt: iso(today - days(2)) }
      yield* Effect.scoped(Effect.gen(function*() {
        const file = yield* journal.open(CallId.make("owing"))
        yield* file.append([{ n: 0, at: today - days(2), record: { _tag: "start", start } }], { flush: true })
        const recording = yield* file.recordingFile
        yield* fs.writeFileString(recording, "voice")
      }))
      assert.isTrue(yield* Effect.provide(eraseCallerNow(anne), services))
      const [receipt = "", ...more] = yield* printed
      assert.deepStrictEqual(more, [])
      assert.strictEqual(
        receipt,
        "2026-11-22T12:00:00Z erased: 2 rows, 2 recordings, 2 transcripts, 3 messages, 1 call in the journal"
      )
      assert.deepStrictEqual(yield* mentions(anne), [])
      assert.deepStrictEqual(yield* mentions("voice"), [])
      for (const id of ["one", "two", "owing", "m-back"]) {
        // What the agent has used of its day has no caller in it.
        assert.deepStrictEqual((yield* mentions(id)).filter((name) => !name.startsWith("usage/")), [], id)
      }
      assert.lengthOf((yield* mentions("other")).filter((name) => !name.startsWith("usage/")), 5)
      assert.strictEqual((yield* fs.readDirectory(`${dataDir}/usage/2026-11-22`)).length, 2)
    })))

  it.effect("removes what a process that died has left of what it was writing", () =>
    onMachine(Effect.gen(function*() {
      const { call, dataDir, fs, mentions, services } = yield* machine()
      const start = yield* call("half", anne, today - days(1))
      const path = recordingPath(agentId, CallId.make("half"), new Date(start.startedAt))
      yield* Context.get(services, BlobStore).remove(path)
      for (const file of [`blobs/${path}.tmp`, "calls/half.json.tmp", "messages/clinic/2026/11/m-half.json.tmp"]) {
        yield* fs.writeFileString(`${dataDir}/${file}`, `voice of ${anne}`, { mode: 0o600 })
      }
      // Its row was never whole.
      yield* fs.writeFileString(`${dataDir}/calls/unmade.json.tmp`, anne, { mode: 0o600 })
      yield* Effect.scoped(
        Effect.flatMap(Context.get(services, Journal).open(CallId.make("unmade")), (file) =>
          file.append([{ n: 0, at: today, record: { _tag: "start", start } }], { flush: true }))
      )
      assert.isTrue(yield* Effect.provide(eraseCallerNow(anne), services))
      assert.deepStrictEqual(yield* mentions(anne), [])
    })))

  it.effect("is one also where the backend has erased a call that this machine still owed it", () =>
    onMachine(Effect.gen(function*() {
      const { call, dataDir, fs, mentions, services } = yield* machine()
      const start = yield* call("away", anne, today - days(1))
      const kept = yield* call("kept", bob, today - days(1))
      // The rows are the backend's.
      yield* fs.remove(`${dataDir}/calls`, { recursive: true })
      const owe = Effect.fnUntraced(function*(id: string, start: typeof kept) {
        const callId = CallId.make(id)
        const path = recordingPath(agentId, callId, new Date(start.startedAt))
        const file = yield* Context.get(services, Journal).open(callId)
        const owed: Owed = {
          callId,
          start,
          recording: { path, stored: false, link: { url: "r", format: "ogg" } },
          messages: []
        }
        yield* file.append([{ n: 0, at: today, record: { _tag: "owed", owed } }], { flush: true })
        yield* fs.writeFileString(yield* file.recordingFile, "voice")
      }, Effect.scoped)
      yield* owe("away", start)
      yield* owe("kept", kept)
      const backend = Context.add(services, ConfigApi, {
        ...Context.get(services, ConfigApi),
        createCall: (callId, start) =>
          callId === "away"
            ? Effect.fail(new CallErased())
            : Context.get(services, ConfigApi).createCall(callId, start)
      })
      const recovered = yield* recover(() => Effect.void).pipe(
        Effect.provide(Layer.mergeAll(Layer.succeedContext(backend), Layer.mock(Anonymizer, {})))
      )
      assert.deepInclude(recovered, { finished: 2, left: [] })
      assert.deepStrictEqual((yield* mentions(anne)).filter((name) => !name.includes("transcripts/")), [])
      assert.deepStrictEqual((yield* mentions("away")).filter((name) => !/usage|transcripts/.test(name)), [])
      assert.lengthOf(yield* mentions("recordings/2026/11/21/kept.ogg voice"), 1)
    })))

  it.effect("says what is left, and finds it again the next time", () =>
    onMachine(Effect.gen(function*() {
      const { call, dataDir, fs, mentions, services } = yield* machine(() => Effect.fail(new ErasureUnsupported()))
      const start = yield* call("going-on", anne, today)
      yield* call("stuck", anne, today - days(3))
      const journal = yield* Effect.map(
        Layer.build(Layer.fresh(DiskJournal.layer({ root: `${dataDir}/journal` }))),
        Context.get(Journal)
      )
      const talking = yield* journal.open(CallId.make("going-on"))
      yield* talking.append([{ n: 0, at: today, record: { _tag: "start", start } }], { flush: true })
      yield* fs.writeFileString(`${dataDir}/calls/broken.json`, "{", { mode: 0o600 })
      const blobs = Context.get(services, BlobStore)
      const stuck = Context.add(services, BlobStore, {
        ...blobs,
        remove: (path) => path.includes("recordings") ? blobs.remove("not a path") : blobs.remove(path)
      })
      assert.isFalse(yield* Effect.provide(eraseCallerNow(anne), stuck))
      const [receipt = "", ...left] = yield* printed
      assert.match(receipt, /erased: 0 rows, 0 recordings, 1 transcript, 1 message, 0 calls in the journal$/)
      assert.lengthOf(left, 4)
      for (
        const why of [
          /1 calls? that a worker still has/,
          /1 rows .*cannot be read/,
          /storage refused/,
          /BACKEND_ERASURE_KEY/
        ]
      ) {
        assert.isTrue(left.some((line) => why.test(line)), `${why}`)
      }
      assert.notInclude(left.join("\n"), anne.slice(2))
      assert.lengthOf(yield* mentions("calls/stuck.json"), 1)
      assert.lengthOf(yield* mentions("calls/going-on.json"), 1)
      yield* talking.clear
      yield* fs.remove(`${dataDir}/calls/broken.json`)
      const erased = Context.add(services, ConfigApi, {
        ...Context.get(services, ConfigApi),
        eraseCaller: () => Effect.succeed(true)
      })
      assert.isTrue(yield* Effect.provide(eraseCallerNow(anne), erased))
      assert.deepStrictEqual(yield* mentions(anne), [])
    })))

  it.effect("waits for what egress may still store, and is not done while the backend is not", () =>
    onMachine(Effect.gen(function*() {
      const { call, services } = yield* machine(() =>
        Effect.fail(new BackendUnavailable({ operation: "eraseCaller", detail: "HTTP 503" }))
      )
      const start = yield* call("egress", anne, today)
      yield* Effect.scoped(
        Effect.flatMap(Context.get(services, Journal).open(CallId.make("egress")), (file) =>
          file.append([
            { n: 0, at: today, record: { _tag: "start", start } },
            { n: 1, at: today, record: { _tag: "recording", by: "egress", path: "p", egressId: "EG_1" } }
          ], { flush: true }))
      )
      assert.isFalse(yield* Effect.provide(eraseCallerNow(anne), services))
      const left = (yield* printed).slice(1)
      assert.isTrue(left.some((line) => line.includes("egress may still be storing")))
      assert.isTrue(left.some((line) => line.includes("HTTP 503")))
    })))
})
