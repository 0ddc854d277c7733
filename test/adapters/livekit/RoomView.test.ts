import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { left, type RoomView, until } from "../../../src/adapters/livekit/telephony/RoomView.ts"
import { fakeRoom, identity } from "../../support/FakeRoom.ts"

/** A view that counts how often somebody begins to look. */
const counted = (view: RoomView) => {
  let looks = 0
  const watched: RoomView = {
    ...view,
    get states() {
      looks += 1
      return view.states
    }
  }
  return { watched, looks: () => looks }
}

it.effect("waits for a caller to leave without looking again and again", () =>
  Effect.gen(function*() {
    const room = yield* fakeRoom
    yield* room.arrives()
    const { looks, watched } = counted(room.view)
    const leaving = yield* left(watched, identity).pipe(Effect.forkChild)
    for (let turn = 0; turn < 1000; turn += 1) yield* Effect.yieldNow
    yield* TestClock.adjust("1 hour")
    assert.strictEqual(looks(), 1)

    // A moment out of sight is one look at what becomes of it, and then the waiting begins anew.
    yield* room.vanishes
    yield* TestClock.adjust("100 millis")
    yield* room.arrives()
    for (let turn = 0; turn < 1000; turn += 1) yield* Effect.yieldNow
    yield* TestClock.adjust("1 hour")
    assert.isAtMost(looks(), 5)
    assert.isUndefined(leaving.pollUnsafe())
    yield* room.leaves
    yield* until(room.view, ({ departed }) => departed.has(identity))
    yield* TestClock.adjust("0 millis")
    assert.isDefined(leaving.pollUnsafe())
  }))
