import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Clock, Context, Effect, Fiber, FileSystem, Layer, Queue, Ref } from "effect"
import { TestClock } from "effect/testing"
import * as DiskBlobStore from "../../src/adapters/disk/BlobStore.ts"
import * as DiskJournal from "../../src/adapters/disk/Journal.ts"
import type { CallEnd } from "../../src/domain/CallRecord.ts"
import { AgentId, CallId, RowId } from "../../src/domain/Ids.ts"
import { type Pending } from "../../src/domain/Kept.ts"
import { RawTranscript } from "../../src/domain/Transcript.ts"
import { keepRecovering, recover, type ReleaseRoom } from "../../src/programs/Recover.ts"
import { withheld } from "../../src/services/Anonymizer.ts"
import { BlobStore } from "../../src/services/BlobStore.ts"
import { BackendUnavailable, ConfigApi } from "../../src/services/ConfigApi.ts"
import { Journal } from "../../src/services/Journal.ts"
import { callerNumber, clinic, dialledNumber } from "../support/CallStage.ts"

const startedAt = "2026-11-22T10:00:00.000Z"
const path = "clinic/recordings/2026/11/22/call_1.ogg"
const callId = CallId.make("call_1")

const started = (id: CallId = callId): Pending => ({
  version: 1,
  callId: id,
  start: {
    agentId: AgentId.make("clinic"),
    callerNumber,
    dialedNumber: dialledNumber,
    roomName: `call-_${callerNumber}_x`,
    startedAt
  }
})

const end: CallEnd = {
  endedAt: "2026-11-22T10:01:00.000Z",
  durationSeconds: 60,
  endReason: "agent_end",
  language: "ENGLISH",
  metadata: { callId, endedBy: "agent", usage: [] }
}

const transcript = withheld(
  new RawTranscript({
    version: 1,
    callId,
    agentId: AgentId.make("clinic"),
    language: "ENGLISH",
    startedAt,
    durationSeconds: 60,
    items: []
  }),
  "timeout",
  "none"
)

const ended: Pending = {
  ...started(),
  end,
  transcript: {
    path: "clinic/transcripts/2026/11/22/call_1.json",
    stored: false,
    link: { url: "blob:transcript", language: "ENGLISH", messageCount: 0, anonymization: "withheld" }
  },
  recording: { path, stored: true, link: { url: "blob:recording", format: "ogg" } }
}

/** A journal that a dead process left, a directory for blobs, and a backend that does what the test says. */
const stage = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const dataDir = yield* fs.makeTempDirectoryScoped()
  const root = `${dataDir}/journal`
  const sent = yield* Ref.make<ReadonlyArray<readonly [request: string, body?: unknown]>>([])
  const refused = yield* Queue.unbounded<string>()
  const broken = yield* Ref.make<ReadonlySet<string>>(new Set())
  const send = Effect.fnUntraced(function*(operation: string, body: unknown) {
    if ((yield* Ref.get(broken)).has(operation)) {
      yield* Queue.offer(refused, operation)
      return yield* new BackendUnavailable({ operation, detail: "HTTP 503" })
    }
    yield* Ref.update(sent, (all) => [...all, [operation, body] as const])
  })
  const configApi = ConfigApi.of({
    agentByPhone: () => Effect.succeed(clinic),
    createCall: (id, start) => Effect.as(send(`create ${id}`, start), RowId.make(`row-of-${id}`)),
    endCall: (row, body) => send(`end ${row}`, body),
    linkTranscript: (row, body) => send(`transcript ${row}`, body),
    linkRecording: (row, body) => send(`recording ${row}`, body),
    leaveMessage: (row, body) => send(`message ${row}`, body)
  })
  const services = yield* Layer.build(Layer.mergeAll(
    Layer.succeed(ConfigApi, configApi),
    DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
    DiskJournal.layer({ root })
  ))
  const journal = Context.get(services, Journal)
  const released = yield* Queue.unbounded<{ readonly room: string; readonly before: number }>()
  const releaseRoom: ReleaseRoom = (room, before) => Queue.offer(released, { room, before })
  return {
    root,
    journal,
    services,
    releaseRoom,
    /** The next room whose callers are hung up. */
    released: Queue.take(released),
    releasedNobody: Effect.map(Queue.size(released), (size) => size === 0),
    recover: Effect.provide(recover(releaseRoom), services),
    sent: Ref.getAndSet(sent, []),
    breaks: (...operations: ReadonlyArray<string>) => Ref.set(broken, new Set(operations)),
    /** Writes files of a call of a process that is dead. */
    died: Effect.fnUntraced(function*(id: string, files: Readonly<Record<string, string>>) {
      yield* fs.makeDirectory(`${root}/dead/${id}`, { recursive: true })
      yield* Effect.forEach(
        Object.entries(files),
        ([name, content]) => fs.writeFileString(`${root}/dead/${id}/${name}`, content)
      )
    }),
    lastHeard: (id: string, at: string) => fs.utimes(`${root}/dead/${id}/recording.ogg`, new Date(at), new Date(at)),
    blob: (blobPath: string) => fs.readFileString(`${dataDir}/blobs/${blobPath}`),
    /** The next request that is refused because it `breaks`. */
    refused: Queue.take(refused),
    left: Effect.map(fs.readDirectory(`${root}/${journal.owner}`), (names) => names.length),
    otherProcess: Effect.map(Layer.build(Layer.fresh(DiskJournal.layer({ root }))), Context.get(Journal))
  }
})

const onStage = (
  name: string,
  test: (
    it: Effect.Success<typeof stage>
  ) => Effect.Effect<void, unknown, Effect.Services<typeof stage>>
) => it.effect(name, () => Effect.flatMap(stage, test).pipe(Effect.provide(NodeServices.layer)))

onStage(
  "closes the row of a call whose worker died, and saves its recording",
  ({ blob, died, lastHeard, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", { "pending.json": JSON.stringify(started()), "recording.ogg": "OggS" })
      yield* lastHeard("call_1", "2026-11-22T10:00:42.500Z")
      assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
      const error = {
        tag: "WorkerDied",
        message: "the worker died during the call; its row was closed afterwards, and what was said is lost",
        fields: {},
        callId,
        phase: "converse"
      }
      const url = Context.get(it.services, BlobStore).url(path)
      assert.deepStrictEqual(yield* it.sent, [
        ["create call_1", started().start],
        ["recording row-of-call_1", { url, format: "ogg" }],
        ["end row-of-call_1", {
          endedAt: "2026-11-22T10:00:42.500Z",
          durationSeconds: 42.5,
          endReason: "internal",
          language: "FRENCH",
          metadata: { callId, endedBy: "system", usage: [], error, errors: [error] }
        }]
      ])
      assert.strictEqual(yield* blob(path), "OggS")
      // Its callers hear nobody; a room that was made later is that of another call.
      assert.deepStrictEqual(yield* it.released, {
        room: started().start.roomName,
        before: Date.parse("2026-11-22T10:00:47.500Z")
      })
      assert.strictEqual(yield* it.left, 0)
      assert.deepStrictEqual(yield* it.recover, { finished: 0, alive: 0, left: [] })
    })
)

onStage(
  "delivers what a call that ended still owes, its end as it was",
  ({ blob, died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", { "pending.json": JSON.stringify(ended), "transcript.json": JSON.stringify(transcript) })
      assert.strictEqual((yield* it.recover).finished, 1)
      assert.deepStrictEqual(yield* it.sent, [
        ["create call_1", started().start],
        ["transcript row-of-call_1", ended.transcript?.link],
        ["recording row-of-call_1", ended.recording?.link],
        ["end row-of-call_1", end]
      ])
      assert.deepStrictEqual(JSON.parse(yield* blob("clinic/transcripts/2026/11/22/call_1.json")), { ...transcript })
      assert.isTrue(yield* it.releasedNobody)
    })
)

onStage(
  "keeps what still fails, says why, and does only that the next time",
  ({ breaks, died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", { "pending.json": JSON.stringify(ended), "transcript.json": JSON.stringify(transcript) })
      yield* died("other", { "pending.json": JSON.stringify(started(CallId.make("other"))) })
      yield* breaks("transcript row-of-call_1")
      const { finished, left } = yield* it.recover
      assert.strictEqual(finished, 1)
      assert.deepStrictEqual(left.map((call) => call.callId), [callId])
      assert.match(left[0]?.problems.join() ?? "", /HTTP 503/)
      yield* it.sent

      yield* breaks()
      assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
      assert.deepStrictEqual(yield* it.sent, [["transcript row-of-call_1", ended.transcript?.link]])
    })
)

onStage("loses nothing while the backend is away", ({ breaks, died, ...it }) =>
  Effect.gen(function*() {
    yield* died("call_1", { "pending.json": JSON.stringify(started()), "recording.ogg": "OggS" })
    yield* breaks("create call_1")
    assert.lengthOf((yield* it.recover).left, 1)
    assert.deepStrictEqual(yield* it.sent, [])
    // As it would be for a process that finds it after this one: closed once, not anew with each try.
    yield* TestClock.adjust("1 hour")
    yield* breaks()
    assert.strictEqual((yield* it.recover).finished, 1)
    const requests = (yield* it.sent).map(([request]) => request)
    assert.deepStrictEqual(requests, ["create call_1", "recording row-of-call_1", "end row-of-call_1"])
  }))

onStage(
  "leaves the calls of living processes alone, and counts them",
  ({ otherProcess, ...it }) =>
    Effect.gen(function*() {
      const other = yield* otherProcess
      yield* other.keep(started())
      assert.deepStrictEqual(yield* it.recover, { finished: 0, alive: 1, left: [] })
      yield* it.journal.retire(other.owner)
      assert.strictEqual((yield* it.recover).finished, 1)
    })
)

onStage("does not touch a call that goes on in this process", ({ journal, ...it }) =>
  Effect.gen(function*() {
    yield* journal.keep(started())
    assert.deepStrictEqual(yield* it.recover, { finished: 0, alive: 0, left: [] })
    assert.deepStrictEqual(yield* it.sent, [])
  }))

onStage("gives an artifact up that is gone, and finishes the rest", ({ died, ...it }) =>
  Effect.gen(function*() {
    yield* died("call_1", {
      "pending.json": JSON.stringify({ ...ended, recording: { ...ended.recording, stored: false } })
    })
    assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
    assert.deepStrictEqual((yield* it.sent).map(([request]) => request), ["create call_1", "end row-of-call_1"])
  }))

onStage(
  "points at a recording that nobody knows the call of, and drops what is empty",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* died("empty", {})
      yield* died("unknown", { "recording.ogg": "OggS" })
      const { finished, left } = yield* it.recover
      assert.strictEqual(finished, 1)
      assert.deepStrictEqual(left.map((call) => call.callId), ["unknown"])
      assert.match(left[0]?.problems.join() ?? "", /by hand/)
      assert.strictEqual(yield* it.left, 1)
    })
)

onStage(
  "never repeats what storage or the backend might have quoted",
  ({ died, releaseRoom, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", { "pending.json": JSON.stringify(started()) })
      const { left } = yield* recover(releaseRoom).pipe(
        Effect.updateService(ConfigApi, (configApi) => ({
          ...configApi,
          createCall: () => Effect.die(new Error(`no row for ${callerNumber}`))
        })),
        Effect.provide(it.services)
      )
      assert.lengthOf(left, 1)
      assert.notInclude(JSON.stringify(left), callerNumber)
    })
)

onStage(
  "lets a caller go whose worker died while it rang, and has nothing to say of the call",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      const ringing = { roomName: "the room", startedAt: "2026-11-22T10:00:00.000Z" }
      yield* died("call_1", { "pending.json": JSON.stringify({ version: 1, callId: "call_1", ringing }) })
      assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
      assert.strictEqual((yield* it.released).room, "the room")
      assert.deepStrictEqual(yield* it.sent, [])
      assert.strictEqual(yield* it.left, 0)
    })
)

onStage("tries again every minute, as long as the worker runs", ({ breaks, died, ...it }) =>
  Effect.gen(function*() {
    yield* died("call_1", { "pending.json": JSON.stringify(started()) })
    yield* breaks("create call_1")
    yield* Effect.forkScoped(Effect.provide(keepRecovering(it.releaseRoom), it.services))
    assert.strictEqual(yield* it.refused, "create call_1")
    yield* breaks()
    yield* Effect.repeat(Effect.andThen(TestClock.adjust("10 seconds"), it.left), { until: (left) => left === 0 })
    assert.deepStrictEqual((yield* it.sent).map(([request]) => request), ["create call_1", "end row-of-call_1"])
  }))

onStage(
  "finishes the call of a process that dies meanwhile within seconds",
  ({ died, otherProcess, ...it }) =>
    Effect.gen(function*() {
      yield* it.journal.keep(started(CallId.make("own")))
      const living = yield* otherProcess
      yield* living.keep(started(CallId.make("living")))
      const dead = yield* Ref.make(false)
      const asked = yield* Queue.unbounded<void>()
      yield* keepRecovering(it.releaseRoom).pipe(
        Effect.updateService(Journal, (journal) => ({
          ...journal,
          bereaved: Effect.andThen(Queue.offer(asked, undefined), Ref.get(dead))
        })),
        Effect.provide(it.services),
        Effect.forkScoped
      )
      yield* Queue.take(asked)
      yield* TestClock.adjust("3 seconds")
      yield* Queue.take(asked)
      yield* died("call_1", { "pending.json": JSON.stringify(started()) })
      yield* Ref.set(dead, true)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual((yield* it.released).room, started().start.roomName)
      yield* Effect.repeat(it.left, { until: (left) => left === 1 })
      assert.deepStrictEqual((yield* it.sent).map(([request]) => request), ["create call_1", "end row-of-call_1"])
    })
)

onStage(
  "lets the caller of a neighbour go within 20 s of its last sign of life",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      yield* died("call_1", { "pending.json": JSON.stringify(started()) })
      yield* fs.writeFileString(`${it.root}/dead.alive`, "")
      yield* fs.utimes(`${it.root}/dead.alive`, new Date(0), new Date(0))
      // The worst moment: just before the next sign, which does not come.
      yield* TestClock.adjust("2999 millis")
      const looked = yield* Queue.unbounded<boolean>()
      yield* keepRecovering(it.releaseRoom).pipe(
        Effect.updateService(Journal, (journal) => ({
          ...journal,
          bereaved: Effect.tap(journal.bereaved, (dead) => Queue.offer(looked, dead))
        })),
        Effect.provide(it.services),
        Effect.forkScoped
      )
      const looks: Array<boolean> = [yield* Queue.take(looked)]
      while (!looks.includes(true)) {
        yield* TestClock.adjust("3 seconds")
        looks.push(yield* Queue.take(looked))
      }
      assert.strictEqual((yield* it.released).room, started().start.roomName)
      assert.strictEqual(yield* Clock.currentTimeMillis, 17_999)
    })
)

onStage(
  "lets the callers of the dead go at once, however much is owed to a backend that does not answer",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      const owe = (n: number) => CallId.make(`a${n}`)
      for (let n = 0; n < 8; n++) {
        yield* died(owe(n), { "pending.json": JSON.stringify({ ...ended, callId: owe(n) }) })
      }
      yield* died("found", { "pending.json": JSON.stringify(started(CallId.make("found"))) })
      const asked = yield* Queue.unbounded<void>()
      const dead = yield* Ref.make(false)
      const stuck = yield* Queue.unbounded<string>()
      yield* keepRecovering(it.releaseRoom).pipe(
        Effect.updateService(ConfigApi, (configApi) => ({
          ...configApi,
          createCall: (id: CallId) => Effect.andThen(Queue.offer(stuck, id), Effect.never)
        })),
        Effect.updateService(Journal, (journal) => ({
          ...journal,
          bereaved: Effect.andThen(Queue.offer(asked, undefined), Ref.getAndSet(dead, false))
        })),
        Effect.provide(it.services),
        Effect.forkScoped
      )
      assert.strictEqual((yield* it.released).room, started().start.roomName)
      const first = yield* Queue.takeN(stuck, 4)
      yield* Queue.take(asked)

      // Another one dies, while all of that waits.
      yield* died("later", { "pending.json": JSON.stringify(started(CallId.make("later"))) })
      yield* Ref.set(dead, true)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual((yield* it.released).room, started().start.roomName)
      assert.strictEqual(yield* Queue.take(stuck), "later")
      assert.deepStrictEqual([...first].sort(), [0, 1, 2, 3].map(owe), "what is in hand is not taken up twice")
      assert.isTrue(yield* it.releasedNobody)
    })
)

onStage(
  "gives LiveKit five seconds to let the callers of the dead go, and then closes their rows",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* Effect.forEach(
        ["a", "b", "c", "d", "e", "f"],
        (id) => died(id, { "pending.json": JSON.stringify(started(CallId.make(id))) })
      )
      const tried = yield* Queue.unbounded<void>()
      const recovering = yield* recover(() => Effect.andThen(Queue.offer(tried, undefined), Effect.never)).pipe(
        Effect.provide(it.services),
        Effect.forkChild
      )
      for (const wait of [2000, 2000, 1000]) {
        yield* Queue.takeN(tried, 6)
        assert.deepStrictEqual(yield* it.sent, [])
        yield* TestClock.adjust(wait)
      }
      assert.strictEqual((yield* Fiber.join(recovering)).finished, 6)
    })
)
