import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Fiber, FileSystem, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import * as DiskMessages from "../../src/adapters/disk/Messages.ts"
import { messageBounds } from "../../src/domain/CallMessage.ts"
import { RowId } from "../../src/domain/Ids.ts"
import { begin } from "../../src/programs/call/CallLedger.ts"
import { makeMessageKeeping } from "../../src/programs/call/KeepMessage.ts"
import { deliverDue } from "../../src/programs/DeliverMessages.ts"
import { correctionOf } from "../../src/receptionist/messages/Correction.ts"
import { Messages, OutboxError } from "../../src/services/Messages.ts"
import { agentWith, messageAt, originOf, receivers } from "../support/Messages.ts"

const { agentId: _a, complete: _c, id: _i, takenAt: _t, ...draft } = messageAt("m", 0)

/** A call that has taken a message, a real outbox, and those who get what is in it. */
const taken = Effect.fnUntraced(
  function*(change: (real: typeof Messages.Service) => typeof Messages.Service = (it) => it) {
    const root = `${yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped())}/messages`
    const to = receivers()
    const context = yield* Layer.build(Layer.merge(DiskMessages.layer({ root }), to.layer))
    const messages = Context.get(context, Messages)
    const ledger = yield* begin
    yield* ledger.update(() => ({ row: { start: originOf().start, created: Effect.succeed(RowId.make("row-1")) } }))
    const { keep, withdraw } = yield* makeMessageKeeping({ agent: agentWith(), ledger, isHeard: Effect.succeed(true) })
      .pipe(
        Effect.provideService(Messages, change(messages))
      )
    assert.isTrue(yield* keep(draft, "t1"))
    const deliver = deliverDue().pipe(Effect.provide(context))
    const wished = Effect.map(messages.withdrawn, (all) => all.length > 0)
    return { ...to, callId: ledger.callId, deliver, messages, wished, withdraw }
  }
)

const scoped = <A, E, R>(test: Effect.Effect<A, E, R>) => Effect.scoped(test).pipe(Effect.provide(NodeServices.layer))

describe("a message that is taken back", () => {
  it.effect("is gone where nobody has it, for good", () =>
    scoped(Effect.gen(function*() {
      const it = yield* taken()
      assert.strictEqual(yield* it.withdraw("t1"), "withdrawn")
      assert.deepStrictEqual(yield* it.messages.all, [])
      yield* TestClock.adjust("1 hour")
      yield* it.deliver
      assert.deepStrictEqual(it.counts(), { email: 0, webhook: 0, backend: 0 })
      assert.strictEqual(yield* it.withdraw("t1"), "failed")
    })))

  it.effect("is followed by one that says so where somebody may have it", () =>
    scoped(Effect.gen(function*() {
      const it = yield* taken()
      // The backend and the webhook have it; the mail of the call waits.
      yield* it.deliver
      assert.deepStrictEqual(it.counts(), { email: 0, webhook: 1, backend: 1 })
      assert.strictEqual(yield* it.withdraw("t1"), "corrected")
      yield* TestClock.adjust("1 minute")
      yield* it.deliver
      assert.deepStrictEqual(it.counts(), { email: 1, webhook: 2, backend: 2 })
      assert.include(it.posts[1]?.body, "La personne retire le message")
      assert.include(it.mails[0]?.text, "La personne retire le message")
      assert.include(it.mails[0]?.text, draft.text)
    })))

  it.effect("is followed by one that says so where a try may have reached somebody", () =>
    scoped(Effect.gen(function*() {
      const it = yield* taken()
      it.behaviour.webhook = "takes, then fails"
      it.behaviour.backend = "fails"
      yield* it.deliver
      assert.strictEqual(yield* it.withdraw("t1"), "corrected")
    })))

  it.effect("and that somebody is delivering is waited for, and then followed by one that says so", () =>
    scoped(Effect.gen(function*() {
      const it = yield* taken()
      yield* it.deliver
      yield* Effect.scoped(Effect.gen(function*() {
        assert.isTrue(Option.isSome(yield* it.messages.claim(it.callId)))
        const withdrawn = yield* Effect.forkChild(it.withdraw("t1"), { startImmediately: true })
        while (withdrawn.pollUnsafe() === undefined) {
          yield* TestClock.adjust("250 millis")
          yield* it.messages.all
        }
        assert.strictEqual(yield* Fiber.join(withdrawn), "corrected")
        assert.lengthOf(yield* it.messages.all, 1)
      }))
      yield* it.deliver
      assert.lengthOf(yield* it.messages.all, 2)
    })))

  it.effect("and cannot be is still there, and said to be; one that cannot be removed is followed by one that says so", () =>
    scoped(Effect.gen(function*() {
      const denied = (operation: "remove" | "withdraw") =>
        Effect.fail(new OutboxError({ operation, reason: "denied", detail: "EACCES" }))
      const it = yield* taken((real) => Messages.of({ ...real, withdraw: () => denied("withdraw") }))
      assert.strictEqual(yield* it.withdraw("t1"), "failed")
      assert.lengthOf(yield* it.messages.all, 1)
      const stays = yield* taken((real) => Messages.of({ ...real, remove: () => denied("remove") }))
      assert.strictEqual(yield* stays.withdraw("t1"), "corrected")
      assert.lengthOf(yield* stays.messages.all, 2)
    })))

  it.effect("by a process that dies while somebody delivers it is taken back all the same, once", () =>
    scoped(Effect.gen(function*() {
      for (const sent of [false, true]) {
        const it = yield* taken()
        if (sent) yield* it.deliver
        yield* Effect.scoped(Effect.gen(function*() {
          assert.isTrue(Option.isSome(yield* it.messages.claim(it.callId)))
          const waiting = yield* Effect.forkChild(it.withdraw("t1"), { startImmediately: true })
          // The wish is on the disk.
          while (!(yield* it.wished)) {
            yield* TestClock.adjust("250 millis")
            yield* it.messages.all
          }
          yield* Fiber.interrupt(waiting)
        }))
        yield* TestClock.adjust("1 minute")
        yield* it.deliver
        yield* it.deliver
        yield* TestClock.adjust("1 hour")
        yield* it.deliver
        assert.deepStrictEqual(
          it.counts(),
          sent ? { email: 1, webhook: 2, backend: 2 } : { email: 0, webhook: 0, backend: 0 }
        )
        assert.lengthOf(yield* it.messages.all, sent ? 2 : 0)
        assert.deepStrictEqual(yield* it.messages.open, [])
      }
    })))
})

describe("what takes a message back", () => {
  it("goes to the same people, and keeps the bounds", () => {
    const longest = messageAt("m1", 0, {
      text: "x".repeat(messageBounds.text),
      department: "Facturation",
      urgency: "urgent"
    })
    for (const language of ["FRENCH", "ENGLISH"] as const) {
      const correction = correctionOf({ ...longest, language })
      assert.strictEqual(correction.text.length, messageBounds.text)
      assert.deepInclude(correction, { kind: "message", department: "Facturation", urgency: "urgent", language })
    }
  })
})
