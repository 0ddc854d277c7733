import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Option, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import * as Twilio from "../../../src/adapters/twilio/Carrier.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { Carrier } from "../../../src/services/Carrier.ts"
import { twilioServer } from "../../support/PhoneServers.ts"

const number = PhoneNumber.make("+15145550100")

const carrierWith = (options: Twilio.TwilioOptions) =>
  Carrier.use(Effect.succeed).pipe(
    Effect.provide(Twilio.layer(options).pipe(Layer.provide(FetchHttpClient.layer)))
  )

const stage = Effect.gen(function*() {
  const server = yield* twilioServer(["+15145550999", number])
  return { server, carrier: yield* carrierWith(server.options) }
})

describe("a number at Twilio", () => {
  it.effect("is attached to the trunk, once, and taken off it again", () =>
    Effect.gen(function*() {
      const { carrier, server } = yield* stage
      const { trunkSid } = server.options
      const carried = Option.getOrThrow(yield* carrier.attach(number))
      assert.deepStrictEqual(carried, { numberId: "PN1", trunkId: trunkSid })
      assert.deepStrictEqual(server.owned.get("PN1"), { number, trunk: trunkSid })
      assert.strictEqual(server.owned.get("PN0")?.trunk, "")
      yield* carrier.attach(number)
      assert.deepStrictEqual(server.asked, ["find", "attach", "find"])
      yield* carrier.detach(carried)
      assert.strictEqual(server.owned.get("PN1")?.trunk, "")
      yield* carrier.detach(carried)
    }))

  it.effect("is not taken from another trunk, nor from another account", () =>
    Effect.gen(function*() {
      const { carrier, server } = yield* stage
      server.owned.set("PN1", { number, trunk: "TKother" })
      assert.include((yield* Effect.flip(carrier.attach(number))).message, "another SIP trunk")
      assert.strictEqual(server.owned.get("PN1")?.trunk, "TKother")
      assert.include(
        (yield* Effect.flip(carrier.attach(PhoneNumber.make("+15145550777")))).message,
        "none of the Twilio account's"
      )
    }))

  it.effect.each(["find", "attach"] as const)(
    "is not attached where Twilio fails to %s it",
    (step) =>
      Effect.gen(function*() {
        const { carrier, server } = yield* stage
        for (const fails of [500, "lost"] as const) {
          server.failing.set(step, fails)
          const failure = yield* Effect.flip(carrier.attach(number))
          assert.include(failure.message, fails === 500 ? "error 20500" : "no connection")
          assert.notInclude(failure.message, "5550")
          assert.strictEqual(server.owned.get("PN1")?.trunk, "")
        }
      })
  )

  it.effect("is not waited for without end, and no token is told", () =>
    Effect.gen(function*() {
      const { carrier, server } = yield* stage
      server.failing.set("find", "held")
      const asking = yield* Effect.forkChild(Effect.flip(carrier.attach(number)), { startImmediately: true })
      yield* TestClock.adjust("10 seconds")
      assert.include((yield* Fiber.join(asking)).message, "timeout")

      server.failing.clear()
      const wrong = yield* carrierWith({ ...server.options, authToken: Redacted.make("not the token") })
      const refused = yield* Effect.flip(wrong.attach(number))
      assert.include(refused.message, "error 20003")
      assert.include(refused.message, "TWILIO_AUTH_TOKEN")
      assert.notInclude(refused.message, "not the token")
    }))
})
