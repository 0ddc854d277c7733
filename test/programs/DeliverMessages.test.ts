import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import {
  Clock,
  Context,
  Duration,
  Effect,
  Fiber,
  FileSystem,
  Layer,
  Logger,
  Metric,
  Option,
  Redacted,
  Tracer
} from "effect"
import { TestClock, TestConsole } from "effect/testing"
import * as DiskMessages from "../../src/adapters/disk/Messages.ts"
import * as SmtpMailer from "../../src/adapters/mail/Mailer.ts"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { deliverDue, deliverMessages } from "../../src/programs/DeliverMessages.ts"
import { listMessages, markDone, NoSuchMessage, sendMessage, showMessage } from "../../src/programs/ManageMessages.ts"
import { nextTry } from "../../src/programs/messages/Deliver.ts"
import { Messages } from "../../src/services/Messages.ts"
import { dyingFiles } from "../support/DyingFiles.ts"
import { mailServer } from "../support/MailServer.ts"
import { agentWith, hook, messageAt, originOf, receivers } from "../support/Messages.ts"

/** The machine has no zone. */
const nowhere = { zone: Option.none<string>() }

const inTemp = <A, E, R>(test: (root: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const temporary = yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped())
    return yield* test(`${temporary}/messages`)
  }).pipe(Effect.provide(NodeServices.layer))

const outbox = (root: string) => Layer.fresh(DiskMessages.layer({ root }))

/** A worker's outbox and channels. */
const stage = Effect.fnUntraced(function*(root: string) {
  const to = receivers()
  const context = yield* Layer.build(Layer.merge(outbox(root), to.layer))
  const messages = Context.get(context, Messages)
  /** Rounds whenever something is due, until nothing is, or for so long. */
  const deliver = (duration: Duration.Input = "26 hours") =>
    Effect.gen(function*() {
      const end = (yield* Clock.currentTimeMillis) + Duration.toMillis(Duration.fromInputUnsafe(duration))
      while (true) {
        yield* deliverDue()
        const next = Math.min(...(yield* messages.open).map(nextTry))
        if (next > end) return
        yield* TestClock.setTime(Math.max(next, yield* Clock.currentTimeMillis))
      }
    }).pipe(Effect.provide(context))
  const states = Effect.map(
    messages.all,
    (all) =>
      all.map(({ deliveries }) => Object.fromEntries(Object.entries(deliveries).map(([way, { _tag }]) => [way, _tag])))
  )
  return { ...to, context, messages, deliver, states }
})

const mailOnly = { email: ["office@example.com"], backend: false, file: true }
const all = { "email:office@example.com": "delivered", webhook: "delivered", backend: "delivered" } as const

describe("a message that was kept", () => {
  it.effect("goes by every way that its agent names, each once", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.deliver()
        assert.deepStrictEqual(yield* it.states, [all])
        assert.lengthOf(it.mails, 1)
        assert.deepInclude(it.mails[0], { to: "office@example.com", language: "fr-CA" })
        assert.include(it.mails[0]?.subject, "Rappel demandé : Zoé Canari - Clinique")
        assert.include(it.mails[0]?.text, "+15145550199")
        assert.deepInclude(it.posts[0], { id: "m1", url: hook.url })
        assert.deepStrictEqual(JSON.parse(it.posts[0]?.body ?? ""), {
          type: "message.taken",
          timestamp: "1970-01-01T00:00:00Z",
          data: JSON.parse(JSON.stringify(messageAt("m1", 0)))
        })
        assert.deepStrictEqual(it.rows, [{ row: "row-1" as never, message: messageAt("m1", 0) }])
      })
    ))

  it.effect("goes with its call where the backend has erased that, and no further", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        it.erased.add("call-1")
        yield* it.messages.keep(messageAt("m0", 0), originOf(), agentWith({ ...mailOnly, email: [] }))
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.messages.keep(messageAt("other", 0), originOf("call-2"), agentWith())
        yield* it.deliver()
        assert.deepStrictEqual((yield* it.messages.all).map(({ message }) => message.id), ["other"])
        assert.deepStrictEqual(it.counts(), { email: 1, webhook: 1, backend: 1 })
      })
    ))

  it.effect("goes at once, but for the mail, which waits 20 s for the call's other messages, and is one for all of them", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.deliver("1 second")
        assert.deepStrictEqual(it.counts(), { email: 0, webhook: 1, backend: 1 })
        yield* TestClock.setTime(15_000)
        yield* it.messages.keep(messageAt("m2", 15_000, { text: "Encore une chose." }), originOf(), agentWith())
        yield* it.messages.keep(messageAt("other", 15_000), originOf("call-2"), agentWith())
        yield* TestClock.setTime(20_000)
        yield* it.deliver("1 second")
        assert.lengthOf(it.mails, 1)
        assert.include(it.mails[0]?.subject, "et 1 autre")
        assert.match(it.mails[0]?.text ?? "", /facture canari[^]*Encore une chose/)
        yield* it.deliver()
        assert.lengthOf(it.mails, 2)
      })
    ))

  it.effect("goes to each mailbox by itself, and to the department's ways where it is for one", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        const agent = agentWith({ email: ["a@example.com", "b@example.com"], backend: false, file: true })
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agent)
        yield* it.deliver()
        assert.deepStrictEqual(it.mails.map(({ to }) => to), ["a@example.com", "b@example.com"])
        assert.strictEqual(it.counts().email, 2)
      })
    ))

  it.effect.each(["email", "webhook", "backend"] as const)(
    "is tried again over a day where the %s fails, under one id, and is then given up, visibly",
    (channel) =>
      inTemp((root) =>
        Effect.gen(function*() {
          const it = yield* stage(root)
          it.behaviour[channel] = "takes, then fails"
          yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
          yield* it.deliver()
          assert.deepStrictEqual(it.counts(), { email: 1, webhook: 1, backend: 1 })
          const tries = { email: it.mails, webhook: it.posts, backend: it.rows }[channel].length
          assert.isAtLeast(tries, 12)
          assert.isAtMost(tries, 30)
          const [kept] = yield* it.messages.all
          const way = channel === "email" ? "email:office@example.com" : channel
          assert.deepInclude(kept?.deliveries[way], { _tag: "failed", tries })
          yield* Effect.provide(listMessages({ all: false, ...nowhere }), it.context)
          assert.match((yield* TestConsole.logLines).join("\n"), /m1.*NOT DELIVERED/)
        })
      )
  )

  it.effect.each(["email", "webhook", "backend"] as const)(
    "arrives by the %s once that works again",
    (channel) =>
      inTemp((root) =>
        Effect.gen(function*() {
          const it = yield* stage(root)
          it.behaviour[channel] = "fails"
          yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
          yield* it.deliver("3 hours")
          it.behaviour[channel] = "takes"
          yield* it.deliver()
          assert.deepStrictEqual(yield* it.states, [all])
          assert.deepStrictEqual(it.counts(), { email: 1, webhook: 1, backend: 1 })
        })
      )
  )

  it.effect("is given up at once where the mailbox is refused, or the webhook is gone, which is then asked no more", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        it.behaviour.email = "refuses"
        it.behaviour.webhook = "gone"
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.deliver()
        assert.deepStrictEqual(yield* it.states, [{
          "email:office@example.com": "failed",
          webhook: "failed",
          backend: "delivered"
        }])
        it.behaviour.webhook = "takes"
        yield* it.messages.keep(messageAt("m2", 60_000), originOf("call-2"), agentWith())
        yield* it.deliver()
        assert.lengthOf(it.posts, 0)
      })
    ))

  it.effect("finds out from its agent which ways it goes, where nobody has said", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        it.behaviour.lookup = "fails"
        yield* it.messages.keep(messageAt("m1", 0), originOf())
        yield* it.deliver("2 minutes")
        assert.deepStrictEqual(yield* it.states, [{ lookup: "open" }])
        it.behaviour.lookup = "takes"
        yield* it.deliver()
        assert.deepStrictEqual(yield* it.states, [all])
      })
    ))

  it.effect("is taken by several workers on one directory once", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const to = receivers()
        const workers = yield* Effect.forEach(
          Array.from({ length: 4 }),
          () => Layer.build(Layer.merge(outbox(root), to.layer))
        )
        const [first] = workers
        if (first === undefined) return
        const keep = (id: string) =>
          Context.get(first, Messages).keep(messageAt(id, 0), originOf(`call-${id}`), agentWith())
        yield* Effect.forEach(["a", "b", "c", "d", "e"], keep)
        yield* TestClock.adjust("30 seconds")
        const round = Effect.forEach(workers, (worker) => Effect.provide(deliverDue(), worker), {
          concurrency: "unbounded",
          discard: true
        })
        const rounds = yield* Effect.forkChild(Effect.repeat(round, { times: 9 }))
        while (rounds.pollUnsafe() === undefined) {
          yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
          yield* TestClock.adjust("10 millis")
        }
        assert.deepStrictEqual([to.mails.length, to.posts.length, to.rows.length], [5, 5, 5])
        assert.deepStrictEqual(yield* Context.get(first, Messages).open, [])
      })
    ))

  it.effect("reaches a mail server, with the message on top", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const server = yield* mailServer()
        const from = { name: "La réception", address: "desk@example.com" }
        const context = yield* Layer.build(Layer.mergeAll(
          outbox(root),
          receivers().layer,
          SmtpMailer.layer({ url: Redacted.make(server.url), from })
        ))
        const messages = Context.get(context, Messages)
        yield* messages.keep(messageAt("m1", 0), originOf(), agentWith(mailOnly))
        yield* TestClock.adjust("20 seconds")
        yield* Effect.provide(deliverDue(), context)
        assert.deepStrictEqual(yield* messages.open, [])
        const [got] = server.received
        assert.deepInclude(got, { to: ["office@example.com"] })
        assert.match(got?.content ?? "", /^Message-ID: <m1\.\w+@example\.com>/m)
        assert.match(got?.content ?? "", /Rappeler au : \+15145550199/)
      })
    ))

  it.effect("is delivered by the worker's own fiber as soon as it is kept", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        const fiber = yield* Effect.forkChild(Effect.provide(deliverMessages, it.context))
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        while (it.posts.length === 0 || it.rows.length === 0) yield* Effect.promise(() => new Promise(setImmediate))
        assert.deepStrictEqual(it.counts(), { email: 0, webhook: 1, backend: 1 })
        assert.isUndefined(fiber.pollUnsafe())
      })
    ))
})

describe("an outbox in which thousands wait", () => {
  it.effect("takes a tenth of a worker's time at most to look at, whatever comes meanwhile", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        let looks = 0
        const slow = Messages.of({
          ...it.messages,
          open: Effect.andThen(Effect.sync(() => looks++), Effect.as(Effect.sleep("2 seconds"), [])),
          withdrawn: Effect.succeed([]),
          // Somebody leaves something all the time.
          arrival: Effect.void
        })
        yield* Effect.forkChild(Effect.provide(deliverMessages, Context.add(it.context, Messages, slow)))
        yield* TestClock.adjust("99 seconds")
        assert.strictEqual(looks, 5)
      })
    ))
})

describe("a worker that is killed at any touch of the disk", () => {
  /** One message, kept and delivered by a worker that dies at its `n`-th touch; then another worker finishes it. */
  const killedAt = (n: number, when: "before" | "after") =>
    inTemp((root) =>
      Effect.gen(function*() {
        const to = receivers()
        const { died, files, touches } = yield* dyingFiles(n, when)
        const doomed = yield* Layer.build(
          Layer.merge(Layer.provide(outbox(root), Layer.succeed(FileSystem.FileSystem, files)), to.layer)
        )
        let kept = false
        const life = Effect.gen(function*() {
          yield* Context.get(doomed, Messages).keep(messageAt("m1", 0), originOf(), agentWith())
          kept = true
          yield* TestClock.adjust("30 seconds")
          yield* deliverDue()
        }).pipe(Effect.provide(doomed))
        // What is dead is not interrupted: it does nothing any more.
        const fiber = yield* Effect.forkDetach(life)
        const alive = yield* Effect.raceFirst(Effect.as(Fiber.await(fiber), true), Effect.as(died, false))
        yield* TestClock.adjust("10 minutes")
        const it = yield* stage(root)
        const context = Context.merge(it.context, yield* Layer.build(to.layer))
        // Whoever keeps it has it in the call's journal, and does so again.
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* Effect.provide(deliverDue(), context)
        yield* TestClock.adjust("1 hour")
        yield* Effect.provide(deliverDue(), context)
        assert.deepStrictEqual(to.counts(), { email: 1, webhook: 1, backend: 1 }, `touch ${n}, ${when}, kept ${kept}`)
        assert.deepStrictEqual(yield* it.states, [all])
        assert.deepStrictEqual(yield* it.messages.open, [])
        // Given again under the same id, and only where it died between the receiver's yes and writing that down.
        const again = to.mails.length + to.posts.length + to.rows.length - 3
        assert.isAtMost(again, 1)
        return { alive, again, touches: touches() }
      })
    )

  it.effect("loses nothing, and delivers nothing twice", () =>
    Effect.gen(function*() {
      const undisturbed = yield* killedAt(Number.POSITIVE_INFINITY, "before")
      assert.isTrue(undisturbed.alive)
      assert.strictEqual(undisturbed.again, 0)
      let again = 0
      for (let n = 1; n <= undisturbed.touches; n++) {
        for (const when of ["before", "after"] as const) {
          const life = yield* killedAt(n, when)
          assert.isFalse(life.alive, `touch ${n}`)
          again += life.again
        }
      }
      assert.isAbove(undisturbed.touches, 40)
      assert.isAbove(again, 0)
    }), 240_000)
})

describe("receptionist messages", () => {
  it.effect("lists what is open, the first that is due first, and marks it done", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        yield* it.messages.keep(messageAt("later", 7_200_000), originOf("call-1"), agentWith())
        yield* it.messages.keep(messageAt("sooner", 0, { urgency: "urgent" }), originOf("call-2"), agentWith())
        const { due: _, ...undue } = messageAt("undue", 0)
        yield* it.messages.keep(undue, originOf("call-3"), agentWith())
        yield* Effect.provide(listMessages({ all: false, ...nowhere }), it.context)
        const lines = (yield* TestConsole.logLines).map(String)
        assert.deepStrictEqual(lines.map((line) => line.split(" ")[0]), ["sooner", "later", "undue"])
        assert.match(lines[0] ?? "", /due 1969-12-31 20:00 America\/Toronto {2}callback, URGENT {2}Zoé Canari/)
        yield* Effect.provide(markDone("soon"), it.context)
        yield* Effect.provide(listMessages({ all: false, ...nowhere }), it.context)
        assert.notMatch((yield* TestConsole.logLines).slice(4).join(), /sooner/)
        yield* Effect.provide(listMessages({ all: true, ...nowhere }), it.context)
        assert.match(
          (yield* TestConsole.logLines).slice(6).join("\n"),
          /sooner {2}done 19\d\d-\d\d-\d\d \d\d:\d\d America\/Toronto/
        )
      })
    ))

  it.effect("tells the machine's time of an agent whose zone nobody knows, and UTC where the machine has none", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        const { timeZone: _, ...agent } = agentWith()
        yield* it.messages.keep(messageAt("m1", 0), originOf(), new AgentConfig(agent))
        yield* Effect.provide(listMessages({ all: false, zone: Option.some("Europe/Paris") }), it.context)
        yield* Effect.provide(listMessages({ all: false, ...nowhere }), it.context)
        const lines = (yield* TestConsole.logLines).map(String)
        assert.match(lines[0] ?? "", /due 1970-01-01 02:00 Europe\/Paris/)
        assert.match(lines[1] ?? "", /due 1970-01-01T01:00:00Z/)
      })
    ))

  it.effect("shows a message whole, with what became of it", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        it.behaviour.webhook = "fails"
        yield* it.messages.keep(messageAt("m1-long", 0), originOf(), agentWith())
        yield* it.deliver("1 minute")
        yield* Effect.provide(showMessage("m1-long", nowhere), it.context)
        const shown = (yield* TestConsole.logLines).join("\n")
        assert.match(shown, /takenAt: 1969-12-31 19:00 America\/Toronto/)
        assert.match(shown, /callbackNumber: \+15145550199/)
        assert.match(shown, /Une question sur sa facture canari\./)
        assert.match(shown, /webhook: not yet, \d tries, the next at .*: the webhook did not take it/)
        assert.match(shown, /backend: delivered/)
        assert.notInclude(shown, "whsec_")
        const error = yield* Effect.flip(Effect.provide(showMessage("nothing", nowhere), it.context))
        assert.instanceOf(error, NoSuchMessage)
      })
    ))

  it.effect("sends again what failed, by the ways that the agent names now", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        it.behaviour.email = "refuses"
        it.behaviour.webhook = "gone"
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.deliver()
        it.behaviour.email = "takes"
        it.behaviour.webhook = "takes"
        it.agentIs(agentWith({ email: ["right@example.com"], webhook: hook, backend: true, file: true }))
        assert.isTrue(yield* Effect.provide(sendMessage("m1", nowhere), it.context))
        assert.deepStrictEqual(it.mails.map(({ to }) => to), ["right@example.com"])
        assert.lengthOf(it.posts, 1)
        assert.lengthOf(it.rows, 1)
        assert.deepStrictEqual(yield* it.states, [{
          "email:right@example.com": "delivered",
          webhook: "delivered",
          backend: "delivered"
        }])
      })
    ))

  it.effect("sends all of it again where nothing failed: as another mail, and under the ids that it had", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const it = yield* stage(root)
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.deliver()
        assert.isTrue(yield* Effect.provide(sendMessage("m1", nowhere), it.context))
        assert.deepStrictEqual(it.counts(), { email: 2, webhook: 1, backend: 1 })
        assert.lengthOf(it.posts, 2)
      })
    ))
})

it.effect("no message, number or name is in a log, a span or a metric", () =>
  inTemp((root) =>
    Effect.gen(function*() {
      const [logged, spans]: [Array<string>, Array<string>] = [[], []]
      const tracer = Tracer.make({
        span(options) {
          const span = new Tracer.NativeSpan(options)
          spans.push(span.name)
          return new Proxy(span, {
            get: (target, key) => {
              if (key === "attribute") return (name: string, value: unknown) => spans.push(`${name} ${String(value)}`)
              return Reflect.get(target, key) as unknown
            }
          })
        }
      })
      const it = yield* stage(root)
      yield* Effect.gen(function*() {
        it.behaviour.email = "fails"
        it.behaviour.webhook = "gone"
        it.behaviour.backend = "fails"
        yield* it.messages.keep(messageAt("m1", 0), originOf(), agentWith())
        yield* it.deliver()
      }).pipe(
        Effect.provide(Logger.layer([Logger.map(Logger.formatJson, (line) => void logged.push(line))])),
        Effect.provideService(Tracer.Tracer, tracer)
      )
      assert.isAbove(logged.length, 10)
      assert.isAbove(spans.length, 10)
      const metrics = JSON.stringify(
        yield* Metric.snapshot,
        (_, value: unknown) => typeof value === "bigint" ? String(value) : value
      )
      for (const text of [...logged, ...spans, metrics]) {
        assert.notMatch(text, /canari|zoé|5550199|5550177|5550161|office@|hooks\.example|whsec/i)
      }
    })
  ))
