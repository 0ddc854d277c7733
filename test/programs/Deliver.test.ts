import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Ref } from "effect"
import { TestClock } from "effect/testing"
import type { CallMessage } from "../../src/domain/CallMessage.ts"
import { tell, untold } from "../../src/domain/CallStory.ts"
import { AgentId, CallId, MessageId, RowId } from "../../src/domain/Ids.ts"
import type { JournalRecord } from "../../src/domain/JournalRecord.ts"
import { type Owed, type OwedPart, partsOf } from "../../src/domain/Owed.ts"
import { RawTranscript } from "../../src/domain/Transcript.ts"
import { deliver, type Hand } from "../../src/programs/Deliver.ts"
import { withheld } from "../../src/services/Anonymizer.ts"
import { BlobStore, BlobStoreError } from "../../src/services/BlobStore.ts"
import { BackendUnavailable, ConfigApi } from "../../src/services/ConfigApi.ts"
import { JournalError } from "../../src/services/Journal.ts"
import { MessageNotKept, Messages } from "../../src/services/Messages.ts"
import { startRecord } from "../support/JournalFiles.ts"

const callId = CallId.make("call_1")
const { start } = startRecord
const message: CallMessage = {
  id: MessageId.make("msg-1"),
  kind: "message",
  agentId: AgentId.make("clinic"),
  text: "Rappeler",
  urgency: "normal",
  language: "FRENCH",
  takenAt: start.startedAt,
  complete: true
}
const everything: Owed = {
  callId,
  start,
  line: { roomName: "r", before: 7 },
  end: {
    endedAt: start.startedAt,
    durationSeconds: 0,
    endReason: "agent_end",
    language: "FRENCH",
    metadata: { callId, endedBy: "agent", usage: [] }
  },
  transcript: {
    path: "t.json",
    link: { url: "t", language: "FRENCH", messageCount: 0, anonymization: "withheld" },
    content: withheld(
      new RawTranscript({
        version: 1,
        callId,
        agentId: start.agentId,
        language: "FRENCH",
        startedAt: start.startedAt,
        durationSeconds: 0,
        items: []
      }),
      "timeout",
      "none"
    )
  },
  recording: { path: "r.ogg", link: { url: "r", format: "ogg" }, stored: false },
  messages: [message, { ...message, id: MessageId.make("msg-2") }]
}

type Step = "create" | "end" | "transcript" | "put" | "recording" | "putFile" | "msg-1" | "msg-2" | "release" | "drop"

/** A backend, a store and a line; `on` is what becomes of a step in place of success. */
const world = Effect.fnUntraced(function*(on: Partial<Record<Step, Effect.Effect<never, string>>> = {}) {
  const done = yield* Ref.make<ReadonlyArray<string>>([])
  const story = yield* Ref.make(untold)
  const step = (name: Step, told: string = name) => {
    const trouble = on[name]
    return trouble === undefined ? Ref.update(done, (all) => [...all, told]) : trouble
  }
  const toRow = (name: Step, told?: string) =>
    Effect.mapError(step(name, told), (detail) => new BackendUnavailable({ operation: name, detail }))
  const toStore = (name: "put" | "putFile") =>
    Effect.mapError(step(name), (detail) => new BlobStoreError({ operation: name, reason: "unreachable", detail }))
  const layer = Layer.mergeAll(
    Layer.mock(Messages, {
      keep: ({ id }, { rowId }) =>
        Effect.mapError(
          step(id === "msg-1" ? "msg-1" : "msg-2", `${id} ${rowId}`),
          (detail) => new MessageNotKept({ reason: "other", detail })
        )
    }),
    Layer.mock(ConfigApi, {
      createCall: (id) => Effect.as(toRow("create", `create ${id}`), RowId.make("row")),
      endCall: (row) => toRow("end", `end ${row}`),
      linkTranscript: (row, { url }, key) => toRow("transcript", `transcript ${row} ${url} ${key}`),
      linkRecording: (row, { bytes, url }, key) => toRow("recording", `recording ${row} ${url} ${bytes} ${key}`)
    }),
    Layer.mock(BlobStore, {
      put: (path, content) => Effect.as(toStore("put"), { url: `blob:${path}`, bytes: content.length }),
      putFile: (path) => Effect.as(toStore("putFile"), { url: `blob:${path}`, bytes: 4 }),
      look: () => Effect.succeedNone,
      url: (path) => `blob:${path}`
    })
  )
  const note = (record: JournalRecord) => Ref.update(story, (it) => tell(it, record, 0))
  const hand: Hand = {
    note,
    keep: note,
    recording: Effect.succeedSome({ file: "recording.ogg", bytes: 4 }),
    dropRecording: Effect.mapError(
      step("drop"),
      (detail) => new JournalError({ operation: "clear", reason: "other", detail })
    ),
    release: (room, before) => step("release", `release ${room} ${before}`)
  }
  return {
    hand,
    /** What was done, in any order. */
    done: Effect.map(Ref.get(done), (all) => [...all].sort()),
    /** Delivers, and gives what went wrong, and what is still owed by the journal's account. */
    deliver: Effect.fnUntraced(function*(owed: Owed, more: Partial<Hand> = {}) {
      yield* note({ _tag: "owed", owed })
      const problems = yield* deliver(owed, { ...hand, ...more }).pipe(Effect.provide(layer))
      const left = (yield* Ref.get(story)).owed
      return { problems: problems.map(({ step }) => step), left, parts: left === null ? [] : partsOf(left) }
    })
  }
})

const down = Effect.fail("HTTP 503")

describe("deliver", () => {
  it.effect("delivers all parts, each under its key, and drops the recording once the store has it", () =>
    Effect.gen(function*() {
      const it = yield* world()
      const { parts, problems } = yield* it.deliver(everything)
      assert.deepStrictEqual(problems, [])
      assert.deepStrictEqual(parts, [])
      assert.deepStrictEqual(yield* it.done, [
        "create call_1",
        "drop",
        "end row",
        "msg-1 undefined",
        "msg-2 undefined",
        "put",
        "putFile",
        "recording row blob:r.ogg 4 call_1:recording",
        "release r 7",
        "transcript row t call_1:transcript"
      ])
    }))

  const alone: ReadonlyArray<readonly [Step, ReadonlyArray<OwedPart>, ReadonlyArray<string>]> = [
    ["end", ["end"], ["end of the row"]],
    ["put", ["transcript"], ["transcript"]],
    ["transcript", ["transcript"], ["transcript link"]],
    ["putFile", ["recording"], ["recording"]],
    ["recording", ["recording"], ["recording link"]],
    ["msg-2", ["message:msg-2"], ["message"]],
    ["release", ["line"], ["line"]],
    ["create", ["end", "transcript", "recording"], ["row"]],
    ["drop", [], []]
  ]
  for (const trouble of ["fails", "hangs", "dies"] as const) {
    it.effect.each(alone)(
      `does the rest where %s ${trouble}, and only that the next time`,
      ([step, parts, problems]) =>
        Effect.gen(function*() {
          const it = yield* world({
            [step]: trouble === "fails"
              ? down
              : trouble === "hangs"
              ? Effect.never
              : Effect.die(new Error("+15145550142"))
          })
          const delivering = yield* Effect.forkChild(it.deliver(everything))
          for (let minute = 0; minute < 5; minute++) yield* TestClock.adjust("1 minute")
          const { left, ...rest } = yield* Fiber.join(delivering)
          assert.deepStrictEqual(rest, { parts, problems })

          const again = yield* world()
          assert.deepStrictEqual((yield* again.deliver(left!)).parts, [])
          const repeated = step === "recording" ? ["putFile", "drop"] : step === "transcript" ? [] : []
          for (const once of repeated) assert.notInclude(yield* again.done, once)
          if (step !== "create") assert.notInclude(yield* again.done, "create call_1", "the row is known")
          assert.isAtMost((yield* again.done).length, parts.length * 3 + 1)
        })
    )
  }

  it.effect("gives a recording the time that its size needs, and no more", () =>
    Effect.gen(function*() {
      const it = yield* world({ putFile: Effect.never })
      const { messages: _, ...owed } = everything
      const bytes = 64 * 1024 * 300
      const delivering = yield* Effect.forkChild(
        it.deliver({ ...owed, messages: [] }, { recording: Effect.succeedSome({ file: "recording.ogg", bytes }) })
      )
      yield* TestClock.adjust("299 seconds")
      assert.isTrue(delivering.pollUnsafe() === undefined)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual((yield* Fiber.join(delivering)).parts, ["recording"])
    }))

  it.effect("keeps the file of a recording for as long as the journal does not know that it is stored", () =>
    Effect.gen(function*() {
      const it = yield* world()
      const slow = new JournalError({ operation: "note", reason: "slow", detail: "2 s" })
      const { parts } = yield* it.deliver(everything, { keep: () => Effect.fail(slow) })
      assert.deepStrictEqual(parts, [])
      assert.notInclude(yield* it.done, "drop")
    }))

  it.effect("sends nothing to a row that it has no right to make, and leaves the line to whoever can release it", () =>
    Effect.gen(function*() {
      const it = yield* world()
      const { release: _, ...without } = it.hand
      const { parts } = yield* it.deliver({ callId, line: { roomName: "r", before: 7 }, messages: [] }, {
        ...without,
        release: undefined as never
      })
      assert.deepStrictEqual(parts, ["line"])
      assert.deepStrictEqual(yield* it.done, ["drop"], "no recording is wanted")
    }))

  it.effect("uses the row that is being made already, and makes it where that came to nothing", () =>
    Effect.gen(function*() {
      const { end } = everything
      const first = yield* world()
      yield* first.deliver({ callId, start, end: end!, messages: [] }, { row: Effect.succeed(RowId.make("made")) })
      assert.deepStrictEqual(yield* first.done, ["drop", "end made"])
      const second = yield* world()
      const failed = Effect.fail(new BackendUnavailable({ operation: "createCall", detail: "timeout" }))
      yield* second.deliver({ callId, start, end: end!, messages: [] }, { row: failed })
      assert.deepStrictEqual(yield* second.done, ["create call_1", "drop", "end row"])
    }))

  it.effect("gives a recording up that is nowhere, unless egress may still bring one", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.parse(start.startedAt))
      const { recording } = everything
      const nothing = { recording: Effect.succeedNone }
      const it = yield* world()
      const lost = yield* it.deliver({ callId, start, recording: recording!, messages: [] }, nothing)
      assert.deepStrictEqual(lost, { problems: [], parts: [], left: { callId, start, messages: [] } })
      const egress = { path: "e.ogg", id: "EG_1" }
      const awaited = yield* it.deliver({ callId, start, recording: { ...recording!, egress }, messages: [] }, nothing)
      assert.deepStrictEqual(awaited.parts, ["recording"])
      assert.deepStrictEqual(awaited.problems, ["recording"])
    }))
})
