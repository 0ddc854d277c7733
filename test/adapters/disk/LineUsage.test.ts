import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Duration, Effect, Exit, FileSystem, Layer, Scope } from "effect"
import { TestClock } from "effect/testing"
import * as DiskLineUsage from "../../../src/adapters/disk/LineUsage.ts"
import { AgentId, CallId, CompanyId } from "../../../src/domain/Ids.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { LineUsage, type LineUsageShape } from "../../../src/services/LineUsage.ts"

const anne = PhoneNumber.make("+15145550142")
const bob = PhoneNumber.make("+15145550177")
const agentId = AgentId.make("clinic")

const stage = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const root = `${yield* fs.makeTempDirectoryScoped()}/usage`
  yield* TestClock.setTime(Date.parse("2026-11-22T12:00:00Z"))
  /** A process that counts in the same folder as the others. */
  const process = Effect.map(
    Layer.build(Layer.fresh(DiskLineUsage.layer({ root, longest: Duration.minutes(35) }))),
    Context.get(LineUsage)
  )
  let calls = 0
  const begin = (usage: LineUsageShape, caller?: PhoneNumber) =>
    usage.begin({ callId: CallId.make(`call_${++calls}`), agentId, ...caller !== undefined && { caller } })
  return { fs, root, process, begin }
}).pipe(Effect.provide(NodeServices.layer))

describe("what is counted of the line", () => {
  it.effect("is shared by processes: calls that go on, and minutes of those that are over", () =>
    Effect.gen(function*() {
      const { begin, process } = yield* stage
      const [one, other] = [yield* process, yield* process]
      const line = yield* Scope.make()
      assert.deepStrictEqual(yield* Scope.provide(begin(one, anne), line), {
        agent: { calls: 0, minutes: 0 },
        caller: { calls: 0, minutes: 0 }
      })
      yield* TestClock.adjust("3 minutes")
      assert.deepStrictEqual(yield* Effect.scoped(begin(other, anne)), {
        agent: { calls: 1, minutes: 3 },
        caller: { calls: 1, minutes: 3 }
      })
      yield* Scope.close(line, Exit.void)
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(yield* Effect.scoped(begin(yield* process, bob)), {
        agent: { calls: 0, minutes: 3 },
        caller: { calls: 0, minutes: 0 }
      })
      assert.deepStrictEqual(yield* Effect.scoped(begin(other)), { agent: { calls: 0, minutes: 3 } })
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("is a company's whatever of its agents is called, and no other's", () =>
    Effect.gen(function*() {
      const { process } = yield* stage
      const usage = yield* process
      let calls = 0
      const begin = (agent: string, company: string) =>
        usage.begin({
          callId: CallId.make(`call_${++calls}`),
          agentId: AgentId.make(agent),
          companyId: CompanyId.make(company)
        })
      yield* begin("clinic", "../one")
      yield* TestClock.adjust("3 minutes")
      assert.deepStrictEqual(yield* begin("garage", "../one"), {
        agent: { calls: 0, minutes: 0 },
        company: { calls: 1, minutes: 3 }
      })
      assert.deepStrictEqual((yield* begin("bakery", "two")).company, { calls: 0, minutes: 0 })
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("begins anew each day, but for calls that go on; one whose process died ends when it must have", () =>
    Effect.gen(function*() {
      const { begin, process } = yield* stage
      const usage = yield* process
      yield* TestClock.setTime(Date.parse("2026-11-22T23:50:00Z"))
      const died = yield* Scope.make()
      yield* Scope.provide(begin(usage, anne), died)
      yield* TestClock.adjust("20 minutes")
      assert.deepStrictEqual((yield* Effect.scoped(begin(usage, anne))).caller, { calls: 1, minutes: 0 })
      yield* TestClock.adjust("16 minutes")
      assert.deepStrictEqual((yield* Effect.scoped(begin(usage, anne))).caller, { calls: 0, minutes: 0 })
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("tells each of the calls that come in one instant of those before it", () =>
    Effect.gen(function*() {
      const { begin, process } = yield* stage
      const usage = yield* process
      const before = yield* Effect.all(Array.from({ length: 12 }, () => begin(usage, anne)), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(before.map(({ caller }) => caller?.calls), Array.from({ length: 12 }, (_, n) => n))
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)))

  it.effect("gives back no minutes where the clock is set back", () =>
    Effect.gen(function*() {
      const { begin, process } = yield* stage
      const usage = yield* process
      yield* Effect.scoped(Effect.andThen(begin(usage, anne), TestClock.adjust("30 minutes")))
      yield* Effect.scoped(
        Effect.andThen(begin(usage, anne), TestClock.setTime(Date.parse("2026-11-22T11:00:00Z")))
      )
      assert.deepStrictEqual((yield* Effect.scoped(begin(usage, anne))).caller, { calls: 0, minutes: 30 })
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("counts transfers by caller and day, and forgets a caller, and old days", () =>
    Effect.gen(function*() {
      const { begin, fs, process, root } = yield* stage
      const usage = yield* process
      yield* Effect.scoped(begin(usage, anne))
      yield* usage.transferred(anne)
      yield* usage.transferred(anne)
      yield* usage.transferred(bob)
      assert.strictEqual(yield* usage.transfers(anne), 2)
      const names = yield* fs.readDirectory(root, { recursive: true })
      assert.isFalse(names.some((name) => name.includes("1514555")))
      assert.strictEqual(yield* usage.forget(anne), 3)
      assert.strictEqual(yield* usage.transfers(anne), 0)
      assert.strictEqual(yield* usage.transfers(bob), 1)
      yield* TestClock.adjust("1 day")
      assert.strictEqual(yield* usage.transfers(bob), 0)
      yield* usage.sweep
      assert.deepStrictEqual(yield* fs.readDirectory(root), ["2026-11-22"])
      yield* TestClock.adjust("1 day")
      yield* usage.sweep
      assert.deepStrictEqual(yield* fs.readDirectory(root), [])
    }).pipe(Effect.provide(NodeServices.layer)))
})
