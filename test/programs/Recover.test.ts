import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Clock, Context, Effect, Fiber, FileSystem, Layer, Queue, Ref } from "effect"
import { TestClock } from "effect/testing"
import * as DiskBlobStore from "../../src/adapters/disk/BlobStore.ts"
import * as DiskJournal from "../../src/adapters/disk/Journal.ts"
import type { CallEnd } from "../../src/domain/CallRecord.ts"
import { AgentId, CallId, MessageId, RowId } from "../../src/domain/Ids.ts"
import type { JournalRecord } from "../../src/domain/JournalRecord.ts"
import type { Owed } from "../../src/domain/Owed.ts"
import { type Message, RawTranscript } from "../../src/domain/Transcript.ts"
import { keepRecovering, recover as recoverFrom, type ReleaseRoom } from "../../src/programs/Recover.ts"
import { AnonymizationError, Anonymizer, withheld } from "../../src/services/Anonymizer.ts"
import { BlobStore } from "../../src/services/BlobStore.ts"
import { BackendUnavailable, ConfigApi } from "../../src/services/ConfigApi.ts"
import { Journal, JournalError } from "../../src/services/Journal.ts"
import { Messages } from "../../src/services/Messages.ts"
import { asItIs, callerNumber, clinic } from "../support/CallStage.ts"
import { dead, entryWith, lines, ringing, signOf, startRecord } from "../support/JournalFiles.ts"

const { start } = startRecord
const { startedAt } = start
const path = "clinic/recordings/2026/11/22/call_1.ogg"
const transcriptPath = "clinic/transcripts/2026/11/22/call_1.json"
const callId = CallId.make("call_1")

const started = [ringing, { ...startRecord, agent: clinic }] as const
const answered = [...started, { _tag: "answered" }] as const
const notes = (...records: ReadonlyArray<JournalRecord>) => ({ "call.ndjson": lines(...records) })

const said = (
  id: string,
  role: "user" | "assistant",
  text: string,
  createdAt: number
): typeof Message.Type => ({ type: "message", id, role, content: [text], interrupted: false, createdAt })

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

const owed: Owed = {
  callId,
  start,
  end,
  transcript: {
    path: transcriptPath,
    link: { url: "blob:transcript", language: "ENGLISH", messageCount: 0, anonymization: "withheld" },
    content: transcript
  },
  recording: { path, stored: true, link: { url: "blob:recording", format: "ogg" } },
  messages: []
}
const ended = notes({ _tag: "owed", owed })

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
    linkTranscript: (row, body, key) => send(`transcript ${row} ${key}`, body),
    linkRecording: (row, body, key) => send(`recording ${row} ${key}`, body),
    leaveMessage: () => Effect.void,
    eraseCaller: () => Effect.succeed(true),
    keepUnassigned: (id, body) => send(`unassigned ${id}`, body)
  })
  const services = yield* Layer.build(Layer.mergeAll(
    Layer.succeed(ConfigApi, configApi),
    DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
    DiskJournal.layer({ root }),
    Layer.mock(Messages, {
      keep: ({ id }, origin) => Effect.orDie(send(`message ${id}`, origin))
    }),
    Layer.succeed(Anonymizer, { anonymize: (raw) => Effect.succeed(asItIs(raw)) })
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
    recover: Effect.provide(recoverFrom(releaseRoom), services),
    sent: Ref.getAndSet(sent, []),
    breaks: (...operations: ReadonlyArray<string>) => Ref.set(broken, new Set(operations)),
    /** Writes files of a call of a process that is dead. */
    died: (id: string, files: Readonly<Record<string, string>>) => entryWith(root, dead, id, files),
    lastHeard: (id: string, at: string) => fs.utimes(`${root}/${dead}/${id}/recording.ogg`, new Date(at), new Date(at)),
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

const begun = {
  kind: "callback",
  callerName: "Anne Roy",
  text: "Sa facture",
  urgency: "normal",
  language: "FRENCH"
} as const

onStage(
  "leaves the office what a caller had begun to leave when the worker died",
  ({ died, recover, sent }) =>
    Effect.gen(function*() {
      yield* died("call_1", notes(...answered, { _tag: "begun", draft: null }, { _tag: "begun", draft: begun }))
      yield* died("call_2", notes(...answered, { _tag: "begun", draft: begun }, { _tag: "begun", draft: null }))
      yield* died(
        "call_3",
        notes(...answered, { _tag: "begun", draft: begun }, { _tag: "end", reason: "caller_hangup" })
      )
      const turn = (role: "assistant" | "user", text: string, createdAt: number) => ({
        _tag: "turn",
        item: { type: "message", id: text, role, content: [text], interrupted: false, createdAt }
      } as const)
      const given = turn("user", "Mon numéro est le 514-555-0192.", 1)
      const read = turn("assistant", "Cinq un quatre, cinq cinq cinq, zéro un neuf deux ?", 2)
      yield* died("call_4", notes(...answered, given, read))
      yield* died("call_5", notes(...answered, given, read, { _tag: "end", reason: "agent_end" }))
      yield* recover
      // Under the id that the call itself would have kept it under.
      assert.deepStrictEqual(
        (yield* sent).flatMap(([request]) => request.startsWith("message ") ? [request] : []).sort(),
        ["message call_1", "message call_3", "message call_4"]
      )
    })
)

onStage(
  "gives up no recording that the disk does not tell of",
  ({ blob, died, recover, releaseRoom, sent, services }) =>
    Effect.gen(function*() {
      yield* died("call_1", { ...notes(...answered), "recording.ogg": "OggS" })
      const silent = Effect.fail(new JournalError({ operation: "read", reason: "other", detail: "EIO" }))
      const { left } = yield* recoverFrom(releaseRoom).pipe(
        Effect.updateService(Journal, (journal) => ({
          ...journal,
          open: (id: CallId) => Effect.map(journal.open(id), (open) => ({ ...open, recording: silent }))
        })),
        Effect.provide(services)
      )
      assert.lengthOf(left, 1)
      assert.include(requestsOf(yield* sent), "transcript row-of-call_1 call_1:transcript")
      yield* recover
      assert.strictEqual(yield* blob(path), "OggS")
    })
)

/** A recovery, and hands to lead it from one look at the journal to the next, 3 s later. */
const watched = Effect.fnUntraced(function*(
  it: Effect.Success<typeof stage>,
  waiting?: (calls: number) => Effect.Effect<void>
) {
  const looked = yield* Queue.unbounded<void>()
  const recovering = yield* recoverFrom(it.releaseRoom, waiting).pipe(
    Effect.updateService(Journal, (journal) => ({
      ...journal,
      abandoned: Effect.tap(journal.abandoned, Queue.offer(looked, undefined))
    })),
    Effect.provide(it.services),
    Effect.forkChild
  )
  yield* Queue.take(looked)
  return {
    recovering,
    look: Effect.andThen(TestClock.adjust("3 seconds"), Queue.take(looked))
  }
})

/** What went to the backend, in any order but for the row itself. */
const requestsOf = (sent: ReadonlyArray<readonly [request: string, body?: unknown]>) =>
  sent.map(([request]) => request).sort()

onStage(
  "keeps what was said by then, anonymized, when a worker dies in mid-call, with its recording and all that is known",
  ({ blob, died, lastHeard, ...it }) =>
    Effect.gen(function*() {
      const usage = [{ provider: "azure", model: "gpt-realtime", inputTokens: 1, outputTokens: 2 }]
      const promise = { kind: "callback", at: "2026-11-22T10:00:30.000Z", outcome: "corrected" } as const
      const attempt = { department: "Urgences", startedAt: "2026-11-22T10:00:20.000Z", outcome: "failed" } as const
      yield* died("call_1", {
        ...notes(
          ...answered,
          { _tag: "row", rowId: RowId.make("row-1") },
          { _tag: "phase", phase: "converse" },
          { _tag: "turn", item: said("a1", "assistant", "Bonjour.", 1000) },
          { _tag: "heard", id: "u1", endedAt: 2000 },
          { _tag: "turn", item: said("u1", "user", "Hello, are you open?", 1500) },
          { _tag: "language", language: "ENGLISH" },
          { _tag: "heard", id: "u2", endedAt: 3000 },
          { _tag: "transfer", attempt },
          { _tag: "promise", promise },
          { _tag: "silence", millis: 4310 },
          { _tag: "usage", usage }
        ),
        "recording.ogg": "OggS"
      })
      yield* lastHeard("call_1", "2026-11-22T10:00:42.500Z")
      assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
      const error = {
        tag: "WorkerDied",
        message:
          "the worker died during the call; what the call had noted until then is kept, and its row was closed afterwards",
        fields: {},
        callId,
        phase: "converse"
      }
      const { url } = Context.get(it.services, BlobStore)
      const link = { url: url(transcriptPath), language: "ENGLISH", messageCount: 3, anonymization: "complete" }
      assert.sameDeepMembers([...yield* it.sent], [
        ["end row-1", {
          endedAt: "2026-11-22T10:00:42.500Z",
          durationSeconds: 42.5,
          endReason: "internal",
          language: "ENGLISH",
          metadata: {
            callId,
            endedBy: "system",
            usage,
            timeToAnswerSeconds: 0,
            longestSilenceSeconds: 4.3,
            brokenPromises: [promise],
            transferDepartment: "Urgences",
            transferTimestamp: attempt.startedAt,
            transferDestinations: [attempt],
            error,
            errors: [error]
          }
        }],
        ["transcript row-1 call_1:transcript", link],
        ["recording row-1 call_1:recording", { url: url(path), format: "ogg", bytes: 4 }]
      ])
      assert.strictEqual(yield* blob(path), "OggS")
      const stored = JSON.parse(yield* blob(transcriptPath))
      assert.strictEqual(stored.anonymization.status, "complete")
      assert.deepStrictEqual(
        stored.items.map(({ content: [text] }: { readonly content: ReadonlyArray<string> }) => text),
        ["Bonjour.", "Hello, are you open?", "[not transcribed]"]
      )
      // Its callers hear nobody; a room that was made later is that of another call.
      assert.deepStrictEqual(yield* it.released, {
        room: start.roomName,
        before: Date.parse("2026-11-22T10:00:47.500Z")
      })
      assert.strictEqual(yield* it.left, 0)
      assert.deepStrictEqual(yield* it.recover, { finished: 0, alive: 0, left: [] })
    })
)

onStage(
  "closes a call that had ended as it had ended, and lets nobody go who is gone",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", notes(...answered, { _tag: "released" }, { _tag: "end", reason: "agent_end" }))
      yield* died(
        "call_2",
        notes(...answered, {
          _tag: "transfer",
          attempt: { department: "Urgences", startedAt, outcome: "connected" }
        })
      )
      assert.strictEqual((yield* it.recover).finished, 2)
      const ends = new Map(
        (yield* it.sent).filter(([request]) => request.startsWith("end ")) as Array<[string, CallEnd]>
      )
      const first = ends.get("end row-of-call_1")
      assert.strictEqual(first?.endReason, "agent_end")
      assert.strictEqual(first?.endedAt, "1970-01-01T00:00:05.000Z", "when it noted it")
      assert.isUndefined(first?.metadata.error)
      assert.strictEqual(ends.get("end row-of-call_2")?.endReason, "transferred")
      assert.strictEqual((yield* it.released).room, start.roomName)
      assert.isTrue(yield* it.releasedNobody)
    })
)

onStage(
  "withholds what was said where it cannot be anonymized, and says so",
  ({ blob, died, releaseRoom, ...it }) =>
    Effect.gen(function*() {
      yield* died(
        "call_1",
        notes(...answered, { _tag: "turn", item: said("u1", "user", "Je suis Canari Untel", 1000) })
      )
      const { finished } = yield* recoverFrom(releaseRoom).pipe(
        Effect.provideService(Anonymizer, {
          anonymize: () => Effect.fail(new AnonymizationError({ reason: "residue" }))
        }),
        Effect.provide(it.services)
      )
      assert.strictEqual(finished, 1)
      assert.include(yield* blob(transcriptPath), "residue")
      assert.notInclude(yield* blob(transcriptPath), "Canari")
    })
)

onStage(
  "delivers what a call that ended still owes, its end as it was",
  ({ blob, died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", ended)
      assert.strictEqual((yield* it.recover).finished, 1)
      const sent = yield* it.sent
      assert.deepStrictEqual(sent[0], ["create call_1", start])
      assert.sameDeepMembers(sent.slice(1), [
        ["transcript row-of-call_1 call_1:transcript", owed.transcript?.link],
        ["recording row-of-call_1 call_1:recording", owed.recording?.link],
        ["end row-of-call_1", end]
      ])
      assert.deepStrictEqual(JSON.parse(yield* blob(transcriptPath)), { ...transcript })
      assert.isTrue(yield* it.releasedNobody)
    })
)

onStage(
  "keeps what still fails, says why, and does only that the next time",
  ({ breaks, died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", ended)
      yield* died("other", notes(ringing, startRecord))
      yield* breaks("transcript row-of-call_1 call_1:transcript")
      const { finished, left } = yield* it.recover
      assert.strictEqual(finished, 1)
      assert.deepStrictEqual(left.map((call) => call.callId), [callId])
      assert.match(left[0]?.problems.join() ?? "", /HTTP 503/)
      yield* it.sent

      yield* breaks()
      assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
      assert.deepStrictEqual(yield* it.sent, [
        ["transcript row-of-call_1 call_1:transcript", owed.transcript?.link]
      ], "the row is known, the rest delivered")
    })
)

onStage(
  "loses nothing while the backend is away, and closes a call once",
  ({ breaks, died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", { ...notes(...answered), "recording.ogg": "OggS" })
      yield* breaks("create call_1")
      const [left] = (yield* it.recover).left
      assert.lengthOf(left?.problems ?? [], 1, "no row: that is one problem, not four")
      assert.deepStrictEqual(yield* it.sent, [])
      yield* TestClock.adjust("1 hour")
      yield* breaks()
      assert.strictEqual((yield* it.recover).finished, 1)
      const sent = yield* it.sent
      assert.deepStrictEqual(requestsOf(sent), [
        "create call_1",
        "end row-of-call_1",
        "recording row-of-call_1 call_1:recording",
        "transcript row-of-call_1 call_1:transcript"
      ])
      assert.notInclude(JSON.stringify(sent), "1970-01-01T01", "closed once, not anew with each try")
    })
)

onStage("takes up a line that LiveKit has not confirmed, until it has", ({ died, ...it }) =>
  Effect.gen(function*() {
    yield* died("call_1", notes({ _tag: "owed", owed: { callId, line: { roomName: "r", before: 7 }, messages: [] } }))
    const down = yield* recoverFrom(() => Effect.fail("LiveKit is down")).pipe(Effect.provide(it.services))
    assert.match(down.left[0]?.problems.join() ?? "", /off the line/)
    assert.strictEqual((yield* it.recover).finished, 1)
    assert.deepStrictEqual(yield* it.released, { room: "r", before: 7 })
    assert.strictEqual(yield* it.left, 0)
  }))

onStage("hands on a message that the call did not live to hand on", ({ died, ...it }) =>
  Effect.gen(function*() {
    const message = {
      id: MessageId.make("msg-1"),
      kind: "callback",
      agentId: AgentId.make("clinic"),
      callbackNumber: callerNumber,
      text: "Rappeler",
      urgency: "normal",
      language: "FRENCH",
      takenAt: "2026-11-22T10:00:00Z",
      complete: true
    } as const
    yield* died("call_1", notes(...answered, { _tag: "message", message }))
    assert.strictEqual((yield* it.recover).finished, 1)
    assert.deepInclude(yield* it.sent, ["message msg-1", { callId, start }])
  }))

onStage(
  "leaves the calls of living processes alone, and counts them",
  (it) =>
    Effect.gen(function*() {
      const { otherProcess } = it
      const other = yield* otherProcess
      const file = yield* other.open(callId)
      yield* file.append([{ n: 0, at: 0, record: ringing }], { flush: false })
      const { look, recovering } = yield* watched(it)
      // It gives a sign of life: that settles it.
      yield* look
      yield* Effect.raceFirst(Fiber.await(recovering), Effect.forever(look))
      assert.deepStrictEqual(yield* Fiber.join(recovering), { finished: 0, alive: 1, left: [] })
      assert.isAtMost(yield* Clock.currentTimeMillis, 9_000)
      yield* it.journal.retire(other.owner)
      assert.strictEqual((yield* it.recover).finished, 1)
    })
)

onStage(
  "looks on for as long as it takes to know of a process that was just killed, and says so",
  (it) =>
    Effect.gen(function*() {
      yield* it.died("call_1", notes(...answered))
      yield* signOf(it.root, dead, 0)
      const said = yield* Queue.unbounded<number>()
      const { look, recovering } = yield* watched(it, (calls) => Queue.offer(said, calls))
      assert.strictEqual(yield* Queue.take(said), 1)
      for (const seconds of [3, 6, 9, 12]) {
        yield* look
        assert.isTrue(recovering.pollUnsafe() === undefined, `after ${seconds} s`)
      }
      yield* look
      assert.deepStrictEqual(yield* Fiber.join(recovering), { finished: 1, alive: 0, left: [] })
      assert.strictEqual(yield* Clock.currentTimeMillis, 15_000)
    })
)

onStage("does not touch a call that goes on in this process", ({ journal, ...it }) =>
  Effect.gen(function*() {
    const file = yield* journal.open(callId)
    yield* file.append([{ n: 0, at: 0, record: ringing }], { flush: false })
    assert.deepStrictEqual(yield* it.recover, { finished: 0, alive: 0, left: [] })
    assert.deepStrictEqual(yield* it.sent, [])
  }))

onStage("gives an artifact up that is gone, and finishes the rest", ({ died, ...it }) =>
  Effect.gen(function*() {
    yield* died(
      "call_1",
      notes({
        _tag: "owed",
        owed: { ...owed, recording: { path, link: { url: "u", format: "ogg" }, stored: false } }
      })
    )
    assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
    assert.deepStrictEqual(requestsOf(yield* it.sent), [
      "create call_1",
      "end row-of-call_1",
      "transcript row-of-call_1 call_1:transcript"
    ])
  }))

onStage(
  "links a recording that was stored by whoever died over it, though its file is gone",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const source = yield* fs.makeTempFileScoped()
      yield* fs.writeFileString(source, "OggS")
      yield* Context.get(it.services, BlobStore).putFile(path, source, "audio/ogg")
      yield* died(
        "call_1",
        notes({
          _tag: "owed",
          owed: { callId, start, recording: { path, link: { url: "u", format: "ogg" }, stored: false }, messages: [] }
        })
      )
      assert.strictEqual((yield* it.recover).finished, 1)
      assert.deepStrictEqual((yield* it.sent).at(-1), [
        "recording row-of-call_1 call_1:recording",
        { url: Context.get(it.services, BlobStore).url(path), format: "ogg", bytes: 4 }
      ])
    })
)

const byEgress = (egress: { readonly path: string; readonly id: string }): JournalRecord => ({
  _tag: "owed",
  owed: {
    callId,
    start,
    recording: { path: path.replace(".ogg", "-worker.ogg"), egress, link: { url: "u", format: "ogg" }, stored: false },
    messages: []
  }
})

onStage(
  "takes egress's recording where the store has it, else the worker's own to a path of its own",
  ({ blob, died, ...it }) =>
    Effect.gen(function*() {
      const blobs = Context.get(it.services, BlobStore)
      yield* died("call_1", { ...notes(byEgress({ path, id: "EG_1" })), "recording.ogg": "own" })
      assert.strictEqual((yield* it.recover).finished, 1)
      const ownPath = path.replace(".ogg", "-worker.ogg")
      assert.deepInclude((yield* it.sent).at(-1)?.[1], { url: blobs.url(ownPath), bytes: 3 })
      assert.strictEqual(yield* blob(ownPath), "own")

      yield* blobs.put(path, "egress", "audio/ogg")
      yield* died("call_1", { ...notes(byEgress({ path, id: "EG_1" })), "recording.ogg": "own" })
      assert.strictEqual((yield* it.recover).finished, 1)
      assert.deepInclude((yield* it.sent).at(-1)?.[1], { url: blobs.url(path), bytes: 6 })
    })
)

onStage(
  "waits a day for egress where nobody else has a recording, and then gives it up",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.parse(startedAt))
      yield* died("call_1", notes(byEgress({ path, id: "EG_1" })))
      assert.match((yield* it.recover).left[0]?.problems.join() ?? "", /egress has not stored/)
      yield* TestClock.adjust("24 hours")
      assert.strictEqual((yield* it.recover).finished, 1)
      assert.notInclude(requestsOf(yield* it.sent), "recording row-of-call_1 call_1:recording")
    })
)

onStage(
  "points at a recording that nobody knows the call of, and drops what is empty",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* died("empty", { "call.ndjson": "" })
      yield* died("unknown", { "call.ndjson": lines(ringing).slice(0, 40), "recording.ogg": "OggS" })
      const { finished, left } = yield* it.recover
      assert.strictEqual(finished, 1)
      assert.deepStrictEqual(left.map((call) => call.callId), ["unknown"])
      assert.match(left[0]?.problems.join() ?? "", /by hand/)
      assert.strictEqual(yield* it.left, 1)
    })
)

onStage("stores nothing under another call's or another agent's name", ({ died, ...it }) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const { transcript: kept } = owed
    const forged: ReadonlyArray<Owed> = [
      { ...owed, callId: CallId.make("call_2") },
      { ...owed, transcript: { ...kept!, content: { ...transcript, agentId: AgentId.make("rival") } as never } },
      { ...owed, transcript: { ...kept!, content: { ...transcript, callId: CallId.make("call_2") } as never } },
      { ...owed, transcript: { ...kept!, path: "rival/transcripts/2026/11/22/call_1.json" } },
      { ...owed, recording: { ...owed.recording!, path: "rival/recordings/2026/11/22/call_1.ogg", stored: false } },
      {
        ...owed,
        recording: { ...owed.recording!, egress: { id: "EG_1", path: "rival/recordings/2026/11/22/call_1.ogg" } }
      },
      { callId, transcript: kept!, messages: [] }
    ]
    for (const owed of forged) {
      yield* died("call_1", { ...notes({ _tag: "owed", owed }), "recording.ogg": "OggS" })
      const { finished, left } = yield* it.recover
      assert.strictEqual(finished, 0)
      assert.match(left[0]?.problems.join() ?? "", /another call or another agent/)
      assert.deepStrictEqual(yield* it.sent, [])
      yield* fs.remove(`${it.root}/${it.journal.owner}/call_1`, { recursive: true })
    }
  }))

onStage(
  "never repeats what storage or the backend might have quoted",
  ({ died, releaseRoom, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", notes(...started))
      const { left } = yield* recoverFrom(releaseRoom).pipe(
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
  "lets a caller go whose worker died while it rang, and keeps the row of a call that is nobody's",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", notes(ringing, { _tag: "caller", callerNumber, dialedNumber: start.dialedNumber }))
      assert.deepStrictEqual(yield* it.recover, { finished: 1, alive: 0, left: [] })
      assert.strictEqual((yield* it.released).room, start.roomName)
      const [[request, row] = []] = yield* it.sent
      assert.strictEqual(request, "unassigned call_1")
      assert.deepInclude(row, {
        callerNumber,
        dialedNumber: start.dialedNumber,
        roomName: start.roomName,
        startedAt,
        endReason: "internal"
      })
      assert.strictEqual(yield* it.left, 0)
    })
)

onStage("finishes what an earlier version has left", ({ blob, died, ...it }) =>
  Effect.gen(function*() {
    const pending = { version: 1, callId, start }
    const { content: _, ...kept } = owed.transcript!
    yield* died("call_1", {
      "pending.json": JSON.stringify({
        ...pending,
        end,
        transcript: { ...kept, stored: false },
        recording: owed.recording
      }),
      "transcript.json": JSON.stringify(transcript)
    })
    yield* died("call_2", {
      "pending.json": JSON.stringify({ ...pending, callId: "call_2" }),
      "recording.ogg": "OggS"
    })
    const ring = { roomName: start.roomName, startedAt }
    yield* died("call_3", { "pending.json": JSON.stringify({ version: 1, callId: "call_3", ringing: ring }) })
    assert.deepStrictEqual(yield* it.recover, { finished: 3, alive: 0, left: [] })
    assert.deepStrictEqual(requestsOf(yield* it.sent), [
      "create call_1",
      "create call_2",
      "end row-of-call_1",
      "end row-of-call_2",
      "recording row-of-call_1 call_1:recording",
      "recording row-of-call_2 call_2:recording",
      "transcript row-of-call_1 call_1:transcript",
      "unassigned call_3"
    ])
    assert.deepStrictEqual(JSON.parse(yield* blob(transcriptPath)), { ...transcript })
    assert.strictEqual(yield* it.left, 0)
  }))

onStage("tries again every minute, as long as the worker runs", ({ breaks, died, ...it }) =>
  Effect.gen(function*() {
    yield* died("call_1", notes(...started))
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
      const own = yield* it.journal.open(CallId.make("own"))
      yield* own.append([{ n: 0, at: 0, record: ringing }], { flush: false })
      const living = yield* (yield* otherProcess).open(CallId.make("living"))
      yield* living.append([{ n: 0, at: 0, record: ringing }], { flush: false })
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
      yield* died("call_1", notes(...started))
      yield* Ref.set(dead, true)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual((yield* it.released).room, start.roomName)
      yield* Effect.repeat(it.left, { until: (left) => left === 1 })
      assert.deepStrictEqual((yield* it.sent).map(([request]) => request), ["create call_1", "end row-of-call_1"])
    })
)

onStage(
  "lets the caller of a neighbour go within 20 s of its last sign of life",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      yield* died("call_1", notes(...started))
      yield* signOf(it.root, dead, 0)
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
      assert.strictEqual((yield* it.released).room, start.roomName)
      assert.strictEqual(yield* Clock.currentTimeMillis, 17_999)
    })
)

onStage(
  "lets the callers of the dead go at once, however much is owed to a backend that does not answer",
  ({ died, ...it }) =>
    Effect.gen(function*() {
      const owe = (n: number) => CallId.make(`a${n}`)
      for (let n = 0; n < 8; n++) {
        yield* died(owe(n), notes({ _tag: "owed", owed: { callId: owe(n), start, end, messages: [] } }))
      }
      yield* died("found", notes(...started))
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
      assert.strictEqual((yield* it.released).room, start.roomName)
      const first = yield* Queue.takeN(stuck, 4)
      yield* Queue.take(asked)

      // Another one dies, while all of that waits.
      yield* died("later", notes(...started))
      yield* Ref.set(dead, true)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual((yield* it.released).room, start.roomName)
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
        (id) => died(id, notes(...started))
      )
      const tried = yield* Queue.unbounded<void>()
      const recovering = yield* recoverFrom(() => Effect.andThen(Queue.offer(tried, undefined), Effect.never)).pipe(
        Effect.provide(it.services),
        Effect.forkChild
      )
      for (const wait of [2000, 2000, 1000]) {
        yield* Queue.takeN(tried, 6)
        assert.deepStrictEqual(yield* it.sent, [])
        yield* TestClock.adjust(wait)
      }
      const { left } = yield* Fiber.join(recovering)
      assert.strictEqual(left.filter(({ problems }) => problems.join().includes("off the line")).length, 6)
      assert.strictEqual((yield* it.sent).filter(([request]) => request.startsWith("end")).length, 6)
    })
)
