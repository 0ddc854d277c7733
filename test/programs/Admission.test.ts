import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import {
  defaultLimits,
  isBlocked,
  type LineLimits,
  readBlocked,
  readVerification,
  type Refusal
} from "../../src/domain/Admission.ts"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { TransferTarget } from "../../src/domain/TransferTarget.ts"
import { CallPolicy } from "../../src/programs/CallPolicy.ts"
import { BackendUnavailable } from "../../src/services/ConfigApi.ts"
import { type ArrivingCall, LineUsage, LineUsageError, type LineUsageShape } from "../../src/services/LineUsage.ts"
import { callerNumber, clinic, makeStage, type StageOptions } from "../support/CallStage.ts"
import { measuredAlone, valuesOf } from "../support/Measured.ts"

const settle = Effect.andThen(TestClock.adjust(0), Effect.yieldNow).pipe(Effect.repeat({ times: 50 }))

const policy = (limits: Partial<LineLimits>, people: ReadonlyArray<string> = []) =>
  Layer.effect(
    CallPolicy,
    Effect.map(CallPolicy, (usual) => ({
      ...usual,
      limits: { ...defaultLimits, ...limits },
      fallback: people.map((target) => ({ target: TransferTarget.make(target), patience: Duration.seconds(30) }))
    }))
  )

/** What is counted of the line: what the test says, and what was asked. */
const used = (part: Partial<LineUsageShape>) => {
  const begun: Array<ArrivingCall> = []
  let over = 0
  const shape: LineUsageShape = {
    begin: (call) =>
      Effect.acquireRelease(
        Effect.sync(() => {
          begun.push(call)
          return { agent: { calls: 0, minutes: 0 }, caller: { calls: 0, minutes: 0 } }
        }),
        () => Effect.sync(() => over++)
      ),
    transfers: () => Effect.succeed(0),
    transferred: () => Effect.void,
    forget: () => Effect.succeed(0),
    sweep: Effect.void,
    ...part
  }
  return { layer: Layer.succeed(LineUsage, shape), begun, over: () => over }
}

const use = (
  caller: readonly [calls: number, minutes: number],
  agent: readonly [calls: number, minutes: number] = [0, 0],
  company: readonly [calls: number, minutes: number] = [0, 0]
) => ({
  begin: () =>
    Effect.succeed({
      caller: { calls: caller[0], minutes: caller[1] },
      agent: { calls: agent[0], minutes: agent[1] },
      company: { calls: company[0], minutes: company[1] }
    })
})

const shy = new AgentConfig({ ...clinic, anonymousCallers: "refuse" })

describe("a call that is not to be answered", () => {
  it.effect.each<readonly [Refusal, StageOptions, Partial<LineLimits>, Partial<LineUsageShape>]>([
    ["blocked", {}, { blocked: [callerNumber] }, {}],
    ["blocked", {}, { blocked: ["+1900*", "+1514555*"] }, {}],
    ["anonymous", { anonymous: true, agent: shy }, {}, {}],
    ["unverified", { verification: "failed" }, {}, {}],
    ["caller_calls", {}, {}, use([4, 0])],
    ["caller_minutes", {}, {}, use([0, 180])],
    ["agent_calls", {}, {}, use([0, 0], [50, 0])],
    ["agent_minutes", {}, {}, use([0, 0], [0, 3000])],
    ["company_calls", {}, {}, use([0, 0], [0, 0], [100, 0])],
    ["company_minutes", {}, {}, use([0, 0], [0, 0], [0, 6000])]
  ])("rings and is let go: %s", ([why, options, limits, usage]) =>
    measuredAlone(Effect.gen(function*() {
      const stage = yield* makeStage(options)
      const call = yield* Effect.forkChild(
        stage.call.pipe(Effect.provide([policy(limits), used(usage).layer]))
      )
      yield* settle
      assert.strictEqual(yield* Fiber.join(call), "refused")
      const log = yield* stage.log
      assert.notInclude(log, "start", "nothing has answered it")
      assert.lengthOf(log.filter((entry) => entry === "hang up"), 1)
      const { end, recording, start, transcript } = yield* stage.row
      assert.strictEqual(start?.agentId, clinic.id)
      assert.deepInclude(end, { endReason: "refused" })
      assert.deepInclude(end?.metadata, { endedBy: "system", refused: why })
      assert.isUndefined(recording)
      assert.isUndefined(transcript)
      assert.deepStrictEqual(yield* valuesOf("refused_callers_total"), { [why]: 1 })
    })))

  it.effect.each<readonly [string, StageOptions, Partial<LineLimits>, Partial<LineUsageShape>]>([
    ["everything is as usual", {}, {}, use([3, 179], [49, 2999], [99, 5999])],
    ["another is blocked", {}, { blocked: ["+15145550143", "+1418*"] }, {}],
    ["it is anonymous, and the agent says nothing", { anonymous: true }, { blocked: ["+1514*"] }, {}],
    ["its number is vouched for by nobody", { verification: "none", agent: shy }, {}, {}],
    ["nothing can be counted", {}, {}, { begin: () => Effect.fail(new LineUsageError({ detail: "ENOSPC" })) }]
  ])("is answered where %s", ([, options, limits, usage]) =>
    Effect.gen(function*() {
      const stage = yield* makeStage(options)
      yield* Effect.forkChild(stage.call.pipe(Effect.provide([policy(limits), used(usage).layer])))
      yield* settle
      assert.include(yield* stage.log, "start")
    }))

  it.effect("is answered within a second where the disk that counts hangs", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage()
      yield* Effect.forkChild(
        stage.call.pipe(Effect.provide([policy({}), used({ begin: () => Effect.never }).layer]))
      )
      yield* settle
      assert.notInclude(yield* stage.log, "start")
      yield* TestClock.adjust("1 second")
      yield* settle
      assert.include(yield* stage.log, "start")
    }))

  it.effect("counts for as long as the caller is on the line", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage()
      const counted = used({})
      yield* Effect.forkChild(stage.call.pipe(Effect.provide(counted.layer)))
      yield* settle
      assert.deepStrictEqual(counted.begun.map(({ agentId, caller }) => [agentId, caller]), [[clinic.id, callerNumber]])
      assert.strictEqual(counted.over(), 0)
      yield* stage.hangUp
      yield* TestClock.adjust("1 second")
      yield* settle
      assert.strictEqual(counted.over(), 1)
    }))

  it.effect("is not handed to the operator's people either, in an outage", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage({
        agentByPhone: () => Effect.fail(new BackendUnavailable({ operation: "the look-up", detail: "HTTP 503" }))
      })
      const call = yield* Effect.forkChild(
        stage.call.pipe(Effect.provide(policy({ blocked: [callerNumber] }, ["tel:+15145550110"])))
      )
      yield* settle
      assert.strictEqual(yield* Fiber.join(call), "refused")
      assert.isFalse((yield* stage.log).some((entry) => /^(announce|transfer)/.test(entry)))
      assert.deepInclude((yield* stage.unassigned)[0]?.metadata, { refused: "blocked" })
    }))
})

describe("transfers", () => {
  it.effect("go to the operator's people by the number that was dialled, where nobody can say whose it is", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage({
        dialled: () => Effect.succeed(PhoneNumber.make("+33145550100")),
        agentByPhone: () => Effect.fail(new BackendUnavailable({ operation: "the look-up", detail: "HTTP 503" })),
        transfer: Effect.succeed({ _tag: "Failed", sipStatus: 486 })
      })
      const people = ["tel:+33145550110", "tel:+33899123456", "tel:+15145550110", "tel:+33145550100"]
      yield* Effect.forkChild(stage.call.pipe(Effect.provide(policy({}, people))))
      yield* settle
      yield* TestClock.adjust("1 minute")
      yield* settle
      assert.deepStrictEqual(
        (yield* stage.log).filter((entry) => entry.startsWith("transfer ")),
        ["transfer tel:+33145550110"]
      )
    }))

  const transferring = (limits: Partial<LineLimits>, usage: Partial<LineUsageShape>) =>
    Effect.gen(function*() {
      const stage = yield* makeStage({ transfer: Effect.succeed({ _tag: "Failed", sipStatus: 486 }) })
      yield* Effect.forkChild(stage.call.pipe(Effect.provide([policy(limits), used(usage).layer])))
      yield* settle
      for (let i = 0; i < 3; i++) {
        yield* stage.callTool("transfer_call", `{"department":"Urgences"}`)
        yield* settle
        yield* TestClock.adjust("1 second")
        yield* settle
      }
      yield* stage.hangUp
      yield* TestClock.adjust("10 seconds")
      yield* settle
      return {
        made: (yield* stage.log).filter((entry) => entry.startsWith("transfer ")).length,
        row: (yield* stage.row).end?.metadata.transferDestinations
      }
    })

  it.effect("are so many of one call; the row has where they went, without the number", () =>
    Effect.gen(function*() {
      const usual = yield* transferring({}, {})
      assert.isAtLeast(usual.made, 2)
      assert.deepStrictEqual(usual.row?.[0]?.target, "tel:+1514…99")
      assert.notInclude(JSON.stringify(usual.row), "5550199")
      assert.strictEqual((yield* transferring({ callTransfers: 1 }, {})).made, 1)
      assert.strictEqual((yield* transferring({ callTransfers: 0 }, {})).made, 0)
    }))

  it.effect("are so many of one caller in a day", () =>
    Effect.gen(function*() {
      let transfers = 19
      const counting = {
        transfers: () => Effect.succeed(transfers),
        transferred: () => Effect.sync(() => void transfers++)
      }
      assert.strictEqual((yield* transferring({}, counting)).made, 1)
      const broken = { transfers: () => Effect.fail(new LineUsageError({ detail: "EIO" })) }
      assert.isAtLeast((yield* transferring({}, broken)).made, 2)
    }))
})

describe("what is read of callers", () => {
  it("knows what is blocked", () => {
    for (const entry of ["+15145550142", "+1900*", "+1*"]) {
      assert.deepStrictEqual(readBlocked(entry), Option.some(entry))
    }
    for (const entry of ["*", "+", "+0*", "514*", "+1514*5", "+1514 555", "sip:x@y"]) {
      assert.deepStrictEqual(readBlocked(entry), Option.none(), entry)
    }
    assert.isFalse(isBlocked(PhoneNumber.make("+15145550142"), ["+1514555014", "+15145550143*"]))
  })

  it("knows the carrier's verdict", () => {
    const verdicts = {
      "TN-Validation-Passed-A": "A",
      "TN-Validation-Passed-B-Diverted": "B",
      "tn-validation-passed-c-Passthrough": "C",
      "TN-Validation-Failed-A": "failed",
      "Failed": "failed",
      "No-TN-Validation": "none",
      "A": "A",
      "": "none",
      "Absolutely": "none"
    }
    for (const [written, verdict] of Object.entries(verdicts)) {
      assert.strictEqual(readVerification(written), verdict, written)
    }
  })
})
