import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as LiveKitPhoneLines from "../../../src/adapters/livekit/PhoneLines.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { PhoneLines } from "../../../src/services/PhoneLines.ts"
import { sipServer } from "../../support/PhoneServers.ts"

const number = PhoneNumber.make("+15145550100")

const stage = Effect.gen(function*() {
  const server = yield* sipServer
  const lines = yield* PhoneLines.use(Effect.succeed).pipe(Effect.provide(LiveKitPhoneLines.layer(server.options)))
  return { lines, server }
})

describe("a number's line at LiveKit", () => {
  it.effect("is a trunk for it, and a rule that sends each call to a room of its own, with the worker in it", () =>
    Effect.gen(function*() {
      const { lines, server } = yield* stage
      const line = yield* lines.lay(number)
      assert.deepStrictEqual([...server.trunks.values()], [
        { sipTrunkId: line.trunkId, name: "receptionist", numbers: [number] }
      ])
      const [rule] = server.rules.values()
      assert.strictEqual(rule?.sipDispatchRuleId, line.ruleId)
      assert.deepStrictEqual(rule?.trunkIds, [line.trunkId])
      assert.deepStrictEqual(rule?.rule, { dispatchRuleIndividual: { roomPrefix: "call-" } })
      assert.deepStrictEqual(rule?.roomConfig, { agents: [{ agentName: "receptionist" }] })

      yield* lines.remove(line)
      assert.strictEqual(server.trunks.size + server.rules.size, 0)
      // What is gone already is no failure.
      yield* lines.remove(line)
    }))

  it.effect.each(["ListSIPInboundTrunk", "CreateSIPInboundTrunk", "ListSIPDispatchRule", "CreateSIPDispatchRule"])(
    "is not half made where %s fails",
    (step) =>
      Effect.gen(function*() {
        const { lines, server } = yield* stage
        server.failing.set(step, 500)
        const failure = yield* Effect.flip(lines.lay(number))
        assert.include(failure.message, "LiveKit did not")
        assert.notInclude(failure.message, "5550123")
        assert.strictEqual(server.trunks.size + server.rules.size, 0)
        server.failing.clear()
        yield* lines.lay(number)
        assert.strictEqual(server.trunks.size + server.rules.size, 2)
      })
  )

  it.effect("says what is left where it cannot be taken back, and goes on with it later", () =>
    Effect.gen(function*() {
      const { lines, server } = yield* stage
      server.failing.set("CreateSIPDispatchRule", 500).set("DeleteSIPTrunk", 503)
      const failure = yield* Effect.flip(lines.lay(number))
      const [trunkId = ""] = server.trunks.keys()
      assert.deepStrictEqual(failure.left, { trunkId })
      assert.include(failure.message, "is left there")
      server.failing.clear()
      assert.strictEqual((yield* lines.lay(number)).trunkId, trunkId)
      assert.strictEqual(server.trunks.size, 1)
    }))

  it.effect.each(["CreateSIPInboundTrunk", "CreateSIPDispatchRule"])(
    "is gone on with where the answer to %s was lost",
    (step) =>
      Effect.gen(function*() {
        const { lines, server } = yield* stage
        server.failing.set(step, "lost")
        assert.include((yield* Effect.flip(lines.lay(number))).message, "no connection")
        server.failing.clear()
        yield* lines.lay(number)
        assert.strictEqual(server.trunks.size, 1)
      })
  )

  it.effect("is not waited for without end", () =>
    Effect.gen(function*() {
      const { lines, server } = yield* stage
      server.failing.set("ListSIPInboundTrunk", "held")
      const asking = yield* Effect.forkChild(Effect.flip(lines.lay(number)), { startImmediately: true })
      yield* TestClock.adjust("10 seconds")
      assert.include((yield* Fiber.join(asking)).message, "timeout")
    }))

  it.effect("leaves a trunk that somebody made by hand as it is", () =>
    Effect.gen(function*() {
      const { lines, server } = yield* stage
      server.trunks.set("ST_theirs", { sipTrunkId: "ST_theirs", name: "pbx", numbers: [number, "+15145550101"] })
      const failure = yield* Effect.flip(lines.lay(number))
      assert.include(failure.message, "was not made here")
      assert.deepStrictEqual([...server.trunks.keys()], ["ST_theirs"])
    }))

  it.effect("is told to be out of reach where nobody answers, without the key", () =>
    Effect.gen(function*() {
      const { server } = yield* stage
      const failure = yield* PhoneLines.use((lines) => Effect.flip(lines.lay(number))).pipe(
        Effect.provide(LiveKitPhoneLines.layer({ ...server.options, url: "ws://127.0.0.1:1" }))
      )
      assert.include(failure.message, "no connection")
      assert.notInclude(failure.message, Redacted.value(server.options.apiSecret))
    }))
})
