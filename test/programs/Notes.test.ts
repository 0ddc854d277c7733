import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Ref } from "effect"
import { TestClock } from "effect/testing"
import { CallId } from "../../src/domain/Ids.ts"
import type { JournalRecord, Noted } from "../../src/domain/JournalRecord.ts"
import { makeNotes } from "../../src/programs/call/Notes.ts"
import { type CallJournal, JournalError } from "../../src/services/Journal.ts"

const ringing: JournalRecord = { _tag: "ringing", roomName: "r", startedAt: "2026-11-22T10:00:00.000Z" }
const answered: JournalRecord = { _tag: "answered" }
const end: JournalRecord = { _tag: "end", reason: "agent_end" }
const owed: JournalRecord = { _tag: "owed", owed: { callId: CallId.make("call_1"), messages: [] } }
const delivered: JournalRecord = { _tag: "delivered", part: "end" }
const full = new JournalError({ operation: "note", reason: "full", detail: "ENOSPC" })

const settle = Effect.repeat(Effect.andThen(TestClock.adjust(0), Effect.yieldNow), { times: 20 })

/** Notes, and a disk that does `first` before each write; `written` is each write: a list of tags, and how. */
const desk = Effect.fnUntraced(function*(first: Effect.Effect<void, JournalError> = Effect.void) {
  const written = yield* Ref.make<ReadonlyArray<string>>([])
  const failures = yield* Ref.make(0)
  const numbers: Array<number> = []
  const tags = (noted: ReadonlyArray<Noted>) => noted.map(({ record }) => record._tag).join(" ")
  const write = (how: string, noted: ReadonlyArray<Noted>) =>
    Effect.andThen(
      first,
      Ref.update(written, (all) => {
        numbers.push(...noted.map(({ n }) => n))
        return [...all, `${how} ${tags(noted)}`]
      })
    )
  const journal: CallJournal = {
    append: (noted, { flush }) => write(flush ? "flush" : "append", noted),
    replace: (noted) => write("replace", noted),
    recordingFile: Effect.succeed("recording.ogg"),
    recording: Effect.succeedNone,
    dropRecording: Effect.void,
    clear: Effect.void
  }
  const notes = yield* makeNotes(7)
  const writing = yield* Effect.forkChild(notes.writeTo(journal, () => Ref.update(failures, (n) => n + 1)))
  yield* settle
  return {
    ...notes,
    writing,
    numbers,
    written: Ref.get(written),
    allWritten: notes.written,
    failures: Ref.get(failures)
  }
})

describe("what a call notes", () => {
  it.effect("is written in order, many at once, and flushed where it must outlast the machine", () =>
    Effect.gen(function*() {
      const { add, numbers, written } = yield* desk()
      yield* add(ringing)
      yield* add(answered)
      yield* settle
      yield* add(answered)
      yield* add(end)
      yield* settle
      assert.deepStrictEqual(yield* written, ["append ringing answered", "flush answered end"])
      assert.deepStrictEqual(numbers, [7, 8, 9, 10])
    }))

  it.effect("is on the disk when whoever has promised it may say so", () =>
    Effect.gen(function*() {
      const gate = yield* Deferred.make<void>()
      const { keep, written } = yield* desk(Deferred.await(gate))
      const keeping = yield* Effect.forkChild(keep(answered, Duration.seconds(2)))
      yield* TestClock.adjust("1 second")
      assert.isTrue(keeping.pollUnsafe() === undefined)
      yield* Deferred.succeed(gate, undefined)
      yield* Fiber.join(keeping)
      assert.deepStrictEqual(yield* written, ["flush answered"])
    }))

  it.effect("is said not to be kept where the disk takes too long, or refuses", () =>
    Effect.gen(function*() {
      const hanging = yield* desk(Effect.never)
      const keeping = yield* Effect.forkChild(Effect.flip(hanging.keep(answered, Duration.seconds(2))))
      yield* TestClock.adjust("2 seconds")
      assert.deepInclude(yield* Fiber.join(keeping), { reason: "slow", detail: "2s" })
      const refusing = yield* desk(Effect.fail(full))
      assert.strictEqual((yield* Effect.flip(refusing.keep(answered, Duration.seconds(2)))).reason, "full")
    }))

  it.effect("waits for a disk that fails, loses nothing, and is complained of once", () =>
    Effect.gen(function*() {
      let broken = true
      const { add, allWritten, failures, numbers, written } = yield* desk(
        Effect.suspend(() => broken ? Effect.fail(full) : Effect.void)
      )
      yield* add(ringing)
      yield* settle
      yield* add(answered)
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* failures, 1)
      // Nobody waits for a disk that has failed.
      yield* allWritten
      broken = false
      yield* TestClock.adjust("5 seconds")
      yield* settle
      assert.deepStrictEqual(yield* written, ["append ringing answered"])
      assert.deepStrictEqual(numbers, [7, 8])
      broken = true
      yield* add(answered)
      yield* settle
      assert.strictEqual(yield* failures, 2, "the next time is another one")
    }))

  it.effect("gives way to what is owed: raw words before and after it are not kept", () =>
    Effect.gen(function*() {
      const gate = yield* Deferred.make<void>()
      const { add, keep, written } = yield* desk(Deferred.await(gate))
      yield* add(ringing)
      yield* settle
      yield* add(answered)
      yield* add(end)
      yield* add(owed)
      yield* add(answered)
      yield* add(delivered)
      yield* Deferred.succeed(gate, undefined)
      yield* settle
      assert.deepStrictEqual(yield* written, ["append ringing", "replace owed", "append delivered"])
      assert.deepInclude(yield* Effect.flip(keep(answered, Duration.seconds(2))), { detail: "the call has ended" })
    }))
})
