import { assert, it } from "@effect/vitest"
import { Deferred, type Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { ApiFault } from "../../../src/adapters/livekit/telephony/LiveKitApi.ts"
import { ringingTime, transferOutcome } from "../../../src/adapters/livekit/telephony/Transfer.ts"
import { fakeRoom, identity } from "../../support/FakeRoom.ts"

/** A REFER that is out: the test plays the far end and the room. */
const referring = Effect.fnUntraced(function*(patience?: Duration.Input) {
  const room = yield* fakeRoom
  yield* room.arrives()
  const request = yield* Deferred.make<void, ApiFault>()
  const transfer = yield* transferOutcome(room.view, identity, Deferred.await(request), ringingTime(patience)).pipe(
    Effect.forkChild
  )
  yield* TestClock.adjust("8 seconds")
  return {
    room,
    accepted: Deferred.succeed(request, undefined),
    refused: (code: string, sipStatus?: number) =>
      Deferred.fail(request, new ApiFault({ code, ...(sipStatus === undefined ? {} : { sipStatus }) })),
    faulty: (fault: ApiFault) => Deferred.fail(request, fault),
    outcome: Fiber.join(transfer),
    pending: Effect.sync(() => transfer.pollUnsafe() === undefined)
  }
})

const connected = { _tag: "Connected" } as const
const unknown = (callerPresent: boolean) => ({ _tag: "Unknown", callerPresent }) as const

it.effect("connects when the leg leaves after the positive answer", () =>
  Effect.gen(function*() {
    const { accepted, outcome, pending, room } = yield* referring()
    yield* accepted
    yield* TestClock.adjust("1 second")
    assert.isTrue(yield* pending)
    yield* room.status("hangup")
    yield* room.leaves
    assert.deepStrictEqual(yield* outcome, connected)
  }))

it.effect("is unknown when the caller hung up, which LiveKit answers positively too", () =>
  Effect.gen(function*() {
    const { accepted, outcome, room } = yield* referring()
    yield* room.status("hangup")
    yield* accepted
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("is unknown when the positive answer overtakes the news of the hangup", () =>
  Effect.gen(function*() {
    const { accepted, outcome, room } = yield* referring()
    yield* accepted
    yield* TestClock.adjust("99 millis")
    yield* room.status("hangup")
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("is unknown, with the caller there, when the leg stays after the positive answer", () =>
  Effect.gen(function*() {
    const { accepted, outcome, pending } = yield* referring()
    yield* accepted
    yield* TestClock.adjust("5099 millis")
    assert.isTrue(yield* pending)
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* outcome, unknown(true))
  }))

it.effect.each(
  [
    ["a SIP status", "unavailable", 486, { _tag: "Failed", sipStatus: 486 }],
    ["a SIP status that is a timeout", "deadline_exceeded", 408, { _tag: "Failed", sipStatus: 408 }],
    ["another transfer of this leg", "invalid_argument", undefined, { _tag: "Failed" }],
    ["a key without the grant", "permission_denied", undefined, { _tag: "Failed" }],
    ["a call that is not established", "failed_precondition", undefined, { _tag: "Failed" }]
  ] as const
)("fails at once with %s", ([, code, sipStatus, expected]) =>
  Effect.gen(function*() {
    const { outcome, refused } = yield* referring()
    yield* refused(code, sipStatus)
    assert.deepStrictEqual(yield* outcome, expected)
  }))

it.effect.each([401, 403])(
  "fails at once where something before LiveKit refuses us with %s",
  (status) =>
    Effect.gen(function*() {
      const { faulty, outcome } = yield* referring()
      yield* faulty(new ApiFault({ code: `http_${status}`, status }))
      assert.deepStrictEqual(yield* outcome, { _tag: "Failed" })
    })
)

it.effect("is unknown when the leg was gone before LiveKit looked for it", () =>
  Effect.gen(function*() {
    const { outcome, refused, room } = yield* referring()
    yield* room.leaves
    yield* refused("not_found")
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect.each(["deadline_exceeded", "canceled", "unavailable", "internal", "timeout", "transport", "http_502"])(
  "waits 15 seconds for the leg to leave after %s, and then says that the caller is there",
  (code) =>
    Effect.gen(function*() {
      const { outcome, pending, refused } = yield* referring()
      yield* refused(code)
      yield* TestClock.adjust("14999 millis")
      assert.isTrue(yield* pending)
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* outcome, unknown(true))
    })
)

it.effect("is unknown, with nobody to speak to, when the leg leaves after a timeout", () =>
  Effect.gen(function*() {
    const { outcome, refused, room } = yield* referring()
    yield* refused("deadline_exceeded")
    yield* TestClock.adjust("14 seconds")
    yield* room.leaves
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("gives a leg that left two seconds for the answer, which then may still be a refusal", () =>
  Effect.gen(function*() {
    const first = yield* referring()
    yield* first.room.leaves
    yield* TestClock.adjust("1999 millis")
    assert.isTrue(yield* first.pending)
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* first.outcome, unknown(false))

    const second = yield* referring()
    yield* second.room.leaves
    yield* second.refused("unavailable", 486)
    assert.deepStrictEqual(yield* second.outcome, { _tag: "Failed", sipStatus: 486 })
  }))

it.effect("is connected only when the leg has left: one that is hanging up may be the caller's doing", () =>
  Effect.gen(function*() {
    const { accepted, outcome, pending, room } = yield* referring()
    yield* accepted
    yield* TestClock.adjust("101 millis")
    yield* room.status("hangup")
    yield* TestClock.adjust("4 seconds")
    assert.isTrue(yield* pending)
    yield* room.leaves
    assert.deepStrictEqual(yield* outcome, connected)
  }))

it.effect.each(
  [
    ["what is asked for", "20 seconds", 20],
    ["25 s where nothing is", undefined, 25],
    ["at least 5 s", "1 second", 5],
    ["at most 60 s", "10 minutes", 60],
    ["in whole seconds", "20.5 seconds", 21]
  ] as const
)(
  "lets the number ring for %s, and ends 15 s later even where nobody ever answers",
  ([, patience, seconds]) =>
    Effect.gen(function*() {
      const { outcome, pending } = yield* referring(patience)
      yield* TestClock.adjust((seconds + 15 - 8) * 1000 - 1)
      assert.isTrue(yield* pending)
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* outcome, unknown(true))
    })
)

it.effect("does not say that the caller is there at the end, where they are hanging up", () =>
  Effect.gen(function*() {
    const { outcome, room } = yield* referring("5 seconds")
    yield* TestClock.adjust("11 seconds")
    yield* room.status("hangup")
    yield* TestClock.adjust("1 second")
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("waits for a leg to leave no longer than until 15 s after the ringing", () =>
  Effect.gen(function*() {
    const { outcome, pending, refused } = yield* referring("10 seconds")
    yield* TestClock.adjust("4 seconds")
    // The client's own bound, two seconds after LiveKit's.
    yield* refused("timeout")
    yield* TestClock.adjust("12999 millis")
    assert.isTrue(yield* pending)
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* outcome, unknown(true))
  }))
