import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { atEveryTouch, atRandomMoments, inRecovery, inWithdrawal, type Tried } from "../support/kill/Proof.ts"
import { killForReal } from "../support/kill/RealKills.ts"

/** A part of what `npm run kill-points` tries: all of it takes two minutes and more. */
const part = { every: 7, first: 3 }

const quietly = Layer.merge(NodeServices.layer, Logger.layer([]))

const faultsOf = (tried: ReadonlyArray<Tried>) => tried.filter(({ faults }) => faults.length > 0)

// Real files, on the test's clock within each call: what is waited for is always something that happens.
describe("a call whose process is killed", () => {
  const live = (name: string, test: Effect.Effect<void, unknown, never>) => it.live(name, () => test, 120_000)

  live(
    "loses nothing, whatever it touches when it dies",
    Effect.gen(function*() {
      const tried = yield* atEveryTouch(part)
      assert.isAbove(tried.length, 30)
      // What is written together is not the same each time: one may have ended before it came to its last touches.
      assert.isBelow(tried.filter(({ death }) => death === undefined).length, 4)
      assert.deepStrictEqual(faultsOf(tried), [])
    }).pipe(Effect.provide(quietly))
  )

  live(
    "loses nothing when the process that recovers it is killed, too",
    Effect.gen(function*() {
      const tried = yield* inRecovery({ every: 11, first: 5 })
      assert.isAbove(tried.length, 20)
      assert.deepStrictEqual(faultsOf(tried), [])
    }).pipe(Effect.provide(quietly))
  )

  live(
    "leaves nobody with a message that they do not know to be taken back",
    Effect.gen(function*() {
      const tried = yield* inWithdrawal({ every: 3, first: 0 })
      assert.isAbove(tried.length, 30)
      assert.deepStrictEqual(faultsOf(tried), [])
    }).pipe(Effect.provide(quietly))
  )

  live(
    "loses nothing, at whatever moment it dies",
    Effect.gen(function*() {
      assert.deepStrictEqual(faultsOf(yield* atRandomMoments(20, 20_261_129)), [])
    }).pipe(Effect.provide(quietly))
  )

  live(
    "loses nothing when the system kills it for real",
    Effect.gen(function*() {
      for (const afterMillis of [150, 900]) {
        assert.deepStrictEqual((yield* killForReal(afterMillis)).faults, [])
      }
    }).pipe(Effect.provide(quietly))
  )
})
