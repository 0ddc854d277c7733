import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber, Queue, Scope } from "effect"
import { TestClock } from "effect/testing"
import { makeLine } from "../../../src/adapters/livekit/telephony/Line.ts"
import { ApiFault } from "../../../src/adapters/livekit/telephony/LiveKitApi.ts"
import { clockSkew, LineNotReleased } from "../../../src/services/Rooms.ts"
import { measuredAlone, valuesOf } from "../../support/Measured.ts"

type Request = "remove" | "delete" | "release"

/** A line whose LiveKit is the test's: what it is asked for, and when, and whether it does it. */
const stage = Effect.fnUntraced(function*(refuses: ReadonlyArray<Request>, never: ReadonlyArray<Request> = []) {
  const refusing = new Set(refuses)
  const asked = yield* Queue.unbounded<readonly [what: string, second: number]>()
  const worker = yield* Scope.make()
  yield* TestClock.setTime(0)
  const answer = <E>(what: Request, refusal: E, said: string = what) =>
    Clock.currentTimeMillis.pipe(
      Effect.flatMap((now) => Queue.offer(asked, [said, Math.floor(now / 1000)])),
      Effect.andThen(Effect.suspend(() =>
        never.includes(what) ? Effect.never : refusing.has(what) ? Effect.fail(refusal) : Effect.void
      ))
    )
  const fault = new ApiFault({ code: "unavailable", status: 503 })
  const line = yield* makeLine("call-1", {
    removeParticipant: (_, identity) => answer("remove", fault, `remove ${identity}`),
    deleteRoom: () => answer("delete", fault),
    release: (_, before) => answer("release", new LineNotReleased({ reason: "unavailable" }), `release ${before}`)
  }, worker)
  const released = yield* Effect.forkChild(line.released, { startImmediately: true })
  return {
    line,
    asked: Effect.map(Queue.clear(asked), (all) => all.map(([what]) => what)),
    times: Effect.map(Queue.clear(asked), (all) => all.map(([, second]) => second)),
    returns: Effect.sync(() => refusing.clear()),
    isReleased: Effect.sync(() => released.pollUnsafe() !== undefined),
    stop: Scope.close(worker, Exit.void)
  }
})

describe("the line", () => {
  it.effect("is released once the leg is removed, and its room goes afterwards", () =>
    Effect.gen(function*() {
      const { asked, isReleased, line } = yield* stage([])
      yield* line.hangUp("sip_1")
      yield* Effect.yieldNow
      assert.isTrue(yield* isReleased)
      yield* line.close
      assert.deepStrictEqual(yield* asked, ["remove sip_1", "delete"])
      assert.deepStrictEqual(yield* valuesOf("late_releases_total"), {})
    }).pipe(measuredAlone))

  it.effect("is released once the room is deleted, where nobody has come", () =>
    Effect.gen(function*() {
      const { asked, isReleased, line } = yield* stage([])
      yield* line.close
      yield* Effect.yieldNow
      assert.isTrue(yield* isReleased)
      assert.deepStrictEqual(yield* asked, ["delete"])
    }))

  it.effect("is over by itself: nothing is asked for, and nothing is owed", () =>
    Effect.gen(function*() {
      const { asked, isReleased, line } = yield* stage([])
      yield* line.isOver
      yield* Effect.yieldNow
      assert.isTrue(yield* isReleased)
      assert.deepStrictEqual(yield* asked, [])
    }))

  it.effect("is tried again after a second, and then less and less often, but every 15 s, until LiveKit confirms it", () =>
    Effect.gen(function*() {
      const { asked, isReleased, line, returns, times } = yield* stage(["remove", "delete", "release"])
      yield* TestClock.setTime(60_000)
      yield* line.hangUp("sip_1")
      assert.deepStrictEqual(yield* asked, ["remove sip_1", "delete"])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* asked, [`release ${60_000 + clockSkew}`])
      yield* TestClock.adjust("1 hour")
      const tries = [61, ...yield* times]
      const pauses = tries.slice(1).map((second, index) => second - tries[index]!)
      assert.isAtLeast(pauses.length, 3600 / 15)
      assert.isAtMost(Math.max(...pauses), 15)
      assert.isAbove(Math.min(...pauses.slice(5)), 8)
      assert.isFalse(yield* isReleased)

      yield* returns
      yield* TestClock.adjust("15 seconds")
      assert.isTrue(yield* isReleased)
      assert.lengthOf(yield* asked, 1)
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* asked, [])
      assert.deepStrictEqual(yield* valuesOf("late_releases_total"), { "": 1 })
    }).pipe(measuredAlone))

  it.effect("is tried once at a time: who closes the room meanwhile waits for nothing", () =>
    Effect.gen(function*() {
      const { asked, line } = yield* stage(["remove", "delete", "release"])
      yield* line.hangUp("sip_1")
      yield* asked
      yield* line.close
      yield* line.hangUp("sip_1")
      assert.deepStrictEqual(yield* asked, ["remove sip_1", "delete"])
      yield* TestClock.adjust("1 second")
      assert.lengthOf(yield* asked, 1)
    }))

  it.effect("stays released where its room cannot be deleted: it is empty, and closes by itself", () =>
    Effect.gen(function*() {
      const { asked, line } = yield* stage(["delete"])
      yield* line.hangUp("sip_1")
      yield* line.close
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* asked, ["remove sip_1", "delete"])
    }))

  it.effect("gives the leg 2 s, and then deletes the room", () =>
    Effect.gen(function*() {
      const { asked, isReleased, line } = yield* stage([], ["remove"])
      yield* Effect.forkChild(line.hangUp("sip_1"), { startImmediately: true })
      yield* TestClock.adjust("1999 millis")
      assert.deepStrictEqual(yield* asked, ["remove sip_1"])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* asked, ["delete"])
      assert.isTrue(yield* isReleased)
    }))

  it.effect("keeps nobody waiting longer than 5 s", () =>
    Effect.gen(function*() {
      const { line } = yield* stage([], ["delete"])
      const closing = yield* line.close.pipe(Effect.forkChild)
      yield* TestClock.adjust("4999 millis")
      assert.isUndefined(closing.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(closing)
    }))

  it.effect("is not tried any more once the worker has ended: the journal has it", () =>
    Effect.gen(function*() {
      const { asked, line, stop } = yield* stage(["remove", "delete", "release"])
      yield* line.hangUp("sip_1")
      yield* stop
      yield* asked
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* asked, [])
    }))
})
