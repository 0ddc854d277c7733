import { assert, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { ApiFault } from "../../../src/adapters/livekit/telephony/LiveKitApi.ts"
import { transferOutcome } from "../../../src/adapters/livekit/telephony/Transfer.ts"
import { fakeRoom, identity } from "../../support/FakeRoom.ts"

/** A REFER that is out: the test plays the far end and the room. */
const referring = Effect.gen(function*() {
  const room = yield* fakeRoom
  yield* room.arrives()
  const request = yield* Deferred.make<void, ApiFault>()
  const transfer = yield* transferOutcome(room.view, identity, Deferred.await(request)).pipe(Effect.forkChild)
  yield* TestClock.adjust("8 seconds")
  return {
    room,
    accepted: Deferred.succeed(request, undefined),
    refused: (code: string, sipStatus?: number) =>
      Deferred.fail(request, new ApiFault({ code, ...(sipStatus === undefined ? {} : { sipStatus }) })),
    outcome: Fiber.join(transfer),
    pending: Effect.sync(() => transfer.pollUnsafe() === undefined)
  }
})

const connected = { _tag: "Connected" } as const
const unknown = (callerPresent: boolean) => ({ _tag: "Unknown", callerPresent }) as const

it.effect("connects when the leg leaves after the positive answer", () =>
  Effect.gen(function*() {
    const { accepted, outcome, pending, room } = yield* referring
    yield* accepted
    yield* TestClock.adjust("1 second")
    assert.isTrue(yield* pending)
    yield* room.status("hangup")
    yield* room.leaves
    assert.deepStrictEqual(yield* outcome, connected)
  }))

it.effect("is unknown when the caller hung up, which LiveKit answers positively too", () =>
  Effect.gen(function*() {
    const { accepted, outcome, room } = yield* referring
    yield* room.status("hangup")
    yield* accepted
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("is unknown when the positive answer overtakes the news of the hangup", () =>
  Effect.gen(function*() {
    const { accepted, outcome, room } = yield* referring
    yield* accepted
    yield* TestClock.adjust("99 millis")
    yield* room.status("hangup")
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("is unknown, with the caller there, when the leg stays after the positive answer", () =>
  Effect.gen(function*() {
    const { accepted, outcome, pending } = yield* referring
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
    const { outcome, refused } = yield* referring
    yield* refused(code, sipStatus)
    assert.deepStrictEqual(yield* outcome, expected)
  }))

it.effect("is unknown when the leg was gone before LiveKit looked for it", () =>
  Effect.gen(function*() {
    const { outcome, refused, room } = yield* referring
    yield* room.leaves
    yield* refused("not_found")
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect.each(["deadline_exceeded", "canceled", "unavailable", "internal", "timeout", "transport", "http_502"])(
  "waits 15 seconds for the leg to leave after %s, and then says that the caller is there",
  (code) =>
    Effect.gen(function*() {
      const { outcome, pending, refused } = yield* referring
      yield* refused(code)
      yield* TestClock.adjust("14999 millis")
      assert.isTrue(yield* pending)
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* outcome, unknown(true))
    })
)

it.effect("is unknown, with nobody to speak to, when the leg leaves after a timeout", () =>
  Effect.gen(function*() {
    const { outcome, refused, room } = yield* referring
    yield* refused("deadline_exceeded")
    yield* TestClock.adjust("14 seconds")
    yield* room.leaves
    assert.deepStrictEqual(yield* outcome, unknown(false))
  }))

it.effect("gives a leg that left two seconds for the answer, which then may still be a refusal", () =>
  Effect.gen(function*() {
    const first = yield* referring
    yield* first.room.leaves
    yield* TestClock.adjust("1999 millis")
    assert.isTrue(yield* first.pending)
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* first.outcome, unknown(false))

    const second = yield* referring
    yield* second.room.leaves
    yield* second.refused("unavailable", 486)
    assert.deepStrictEqual(yield* second.outcome, { _tag: "Failed", sipStatus: 486 })
  }))

it.effect("ends even where nobody ever answers", () =>
  Effect.gen(function*() {
    const { outcome, pending } = yield* referring
    yield* TestClock.adjust("51999 millis")
    assert.isTrue(yield* pending)
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* outcome, unknown(true))
  }))
