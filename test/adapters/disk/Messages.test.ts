import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Duration, Effect, Fiber, FileSystem, Layer, Logger, Option, Random, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as DiskMessages from "../../../src/adapters/disk/Messages.ts"
import type { JournalKeys } from "../../../src/adapters/disk/Seal.ts"
import { AgentId, CallId } from "../../../src/domain/Ids.ts"
import { Messages } from "../../../src/services/Messages.ts"
import { agentWith, messageAt, originOf } from "../../support/Messages.ts"

const inTemp = <A, E, R>(test: (root: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const temporary = yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped())
    return yield* test(`${temporary}/messages`)
  }).pipe(Effect.provide(NodeServices.layer))

const outbox = (root: string, keys?: JournalKeys) =>
  Effect.map(Layer.build(Layer.fresh(DiskMessages.layer({ root, keys }))), Context.get(Messages))

const key = (byte: number) => Redacted.make<Uint8Array>(new Uint8Array(32).fill(byte))

const files = (root: string) =>
  FileSystem.FileSystem.use((fs) => fs.readDirectory(root, { recursive: true })).pipe(
    Effect.map((names) => names.filter((name) => name.endsWith(".json")).sort())
  )
const at = Date.parse("2026-12-01T15:00:00Z")
const callId = CallId.make("call-1")

describe("the outbox", () => {
  it.effect("keeps a message as one private file, by agent, year and month, with what is still to be delivered", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("m1", at), originOf(), agentWith())
        assert.deepStrictEqual(yield* files(root), [".outbox/m1.json", "clinic/2026/12/m1.json"])
        const fs = yield* FileSystem.FileSystem
        for (const file of yield* files(root)) {
          assert.strictEqual((yield* fs.stat(`${root}/${file}`)).mode & 0o777, 0o600)
        }
        assert.strictEqual((yield* fs.stat(`${root}/clinic/2026/12`)).mode & 0o777, 0o700)
        const kept = JSON.parse(yield* fs.readFileString(`${root}/clinic/2026/12/m1.json`))
        assert.deepInclude(kept, { version: 1, message: JSON.parse(JSON.stringify(messageAt("m1", at))) })
        assert.deepStrictEqual(Object.keys(kept.deliveries), ["email:office@example.com", "webhook", "backend"])
      })
    ))

  it.effect("with a key, keeps what was said where nobody reads it who has none, and delivers it all the same", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const old = yield* outbox(root, { keys: [key(1)], plain: false })
        const message = messageAt("m1", at)
        yield* old.keep(message, originOf(), agentWith())
        const file = `${root}/clinic/2026/12/m1.json`
        const onDisk = yield* fs.readFileString(file)
        for (const said of [message.text, message.callbackNumber ?? "", "clinic"]) assert.notInclude(onDisk, said)

        // The key was changed: what was taken before is still read, and written anew with the new one.
        const rotated = yield* outbox(root, { keys: [key(2), key(1)], plain: false })
        const claim = Option.getOrThrow(yield* rotated.claim(callId))
        assert.deepStrictEqual(claim.open.map((kept) => kept.message), [message])
        yield* claim.save({ ...claim.open[0]!, done: "2026-12-01T16:00:00Z" })
        const renewed = yield* outbox(root, { keys: [key(2)], plain: false })
        assert.deepStrictEqual((yield* renewed.all).map(({ done }) => done), ["2026-12-01T16:00:00Z"])
        for (const keys of [undefined, { keys: [key(1)], plain: true }] as ReadonlyArray<JournalKeys | undefined>) {
          const stranger = yield* outbox(root, keys)
          assert.deepStrictEqual([yield* stranger.all, yield* stranger.unreadable], [[], 1])
        }

        // Nobody passes one message off as another, or as one of ours.
        yield* fs.copyFile(file, `${root}/clinic/2026/12/m2.json`)
        const plain = yield* outbox(`${root}/plain`)
        yield* plain.keep(messageAt("m3", at), originOf(), agentWith())
        yield* fs.copyFile(`${root}/plain/clinic/2026/12/m3.json`, `${root}/clinic/2026/12/m3.json`)
        assert.deepStrictEqual(yield* renewed.unreadable, 2)
      })
    ))

  it.effect("with `plain` behind the key, still reads what was taken before there was one", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* (yield* outbox(root)).keep(messageAt("m1", at), originOf(), agentWith())
        const strict = yield* outbox(root, { keys: [key(1)], plain: false })
        assert.deepStrictEqual([yield* strict.open, yield* strict.unreadable], [[], 1])
        const lenient = yield* outbox(root, { keys: [key(1)], plain: true })
        assert.deepStrictEqual((yield* lenient.open).map(({ message }) => message.id), ["m1"])
      }).pipe(Effect.provide(Logger.layer([])))
    ))

  it.effect("keeps a message once, however often it is asked to, and loses nothing of what became of it", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("m1", at), originOf(), agentWith())
        const claim = Option.getOrThrow(yield* messages.claim(callId))
        const [kept] = claim.open
        assert.isDefined(kept)
        if (kept !== undefined) yield* claim.save({ ...kept, done: "2026-12-01T16:00:00Z" })
        yield* messages.keep(messageAt("m1", at, { text: "Autre chose." }), originOf(), agentWith())
        const [again] = yield* messages.all
        assert.strictEqual(again?.done, "2026-12-01T16:00:00Z")
        assert.strictEqual(again?.message.text, kept?.message.text)
      })
    ))

  it.effect("has nothing to deliver of a message whose agent wants the file alone", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("m1", at), originOf(), agentWith({ email: [], backend: false, file: true }))
        assert.deepStrictEqual(yield* messages.open, [])
        assert.lengthOf(yield* messages.all, 1)
      })
    ))

  it.effect("says why a message could not be kept, without a path", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* FileSystem.FileSystem.use((fs) => fs.writeFileString(root, ""))
        const messages = yield* outbox(root)
        const error = yield* Effect.flip(messages.keep(messageAt("m1", at), originOf(), agentWith()))
        assert.deepInclude(error, { _tag: "MessageNotKept", detail: "ENOTDIR" })
        assert.notInclude(error.message, root)
        const big = yield* Effect.flip(messages.keep(messageAt("m1", at, { text: "x".repeat(100_000) }), originOf()))
        assert.deepInclude(big, { _tag: "MessageNotKept", detail: "not of a message's form" })
      })
    ))

  it.effect("gives a call's messages to one process at a time, and to another once that one is dead", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const [one, other] = [yield* outbox(root), yield* outbox(root)]
        yield* one.keep(messageAt("m1", at), originOf(), agentWith())
        yield* Effect.scoped(Effect.gen(function*() {
          assert.isTrue(Option.isSome(yield* one.claim(callId)))
          assert.isTrue(Option.isNone(yield* other.claim(callId)))
          assert.isTrue(Option.isSome(yield* other.claim(CallId.make("call-2"))))
        }))
        yield* Effect.scoped(Effect.gen(function*() {
          assert.isTrue(Option.isSome(yield* other.claim(callId)))
        }))
        // This one is never given back.
        const dead = Option.getOrThrow(yield* one.claim(callId))
        yield* TestClock.adjust("4 minutes")
        assert.isTrue(Option.isNone(yield* other.claim(callId)))
        yield* TestClock.adjust("2 minutes")
        const successor = Option.getOrThrow(yield* other.claim(callId))
        assert.isFalse(yield* dead.renew)
        const [kept] = dead.open
        if (kept !== undefined) {
          assert.deepInclude(yield* Effect.flip(dead.save(kept)), { detail: "the claim has run out" })
        }
        assert.isTrue(yield* successor.renew)
      })
    ))

  it.effect("reads for a call nothing of the others that wait, however many there are", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const read: Array<string> = []
        const messages = yield* Effect.provideService(
          outbox(root),
          FileSystem.FileSystem,
          FileSystem.FileSystem.of({
            ...fs,
            readFileString: (file, encoding) =>
              Effect.andThen(Effect.sync(() => read.push(file.slice(root.length))), fs.readFileString(file, encoding))
          })
        )
        for (let call = 0; call < 20; call++) {
          yield* messages.keep(messageAt(`m${call}`, at), originOf(`call-${call}`), agentWith())
        }
        assert.lengthOf(yield* messages.open, 20)
        read.length = 0
        const claim = Option.getOrThrow(yield* messages.claim(CallId.make("call-7")))
        assert.deepStrictEqual(claim.open.map(({ message }) => message.id), ["m7"])
        assert.deepStrictEqual(read.filter((file) => file.endsWith(".json")), ["/clinic/2026/12/m7.json"])
        // One that is gone is nobody's any more, and one that comes is found.
        yield* messages.remove(claim.open[0]!)
        yield* messages.keep(messageAt("m20", at), originOf("call-7"), agentWith())
        assert.deepStrictEqual(
          (yield* Effect.scoped(Effect.map(messages.open, (open) => open.map(({ message }) => message.id)))).filter((
            id
          ) => id === "m7" || id === "m20"),
          ["m20"]
        )
      })
    ))

  it.effect("gives what many want at the same moment to one of them", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const workers = yield* Effect.forEach(Array.from({ length: 6 }), () => outbox(root))
        let given = 0
        for (let round = 0; round < 20; round++) {
          const claims = yield* Effect.forkChild(
            Effect.scoped(Effect.forEach(workers, (worker) => worker.claim(callId), { concurrency: "unbounded" }))
          )
          // Those that met wait for a moment of their own.
          while (claims.pollUnsafe() === undefined) {
            yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
            yield* TestClock.adjust("10 millis")
          }
          const held = (yield* Fiber.join(claims)).filter(Option.isSome).length
          assert.isAtMost(held, 1)
          given += held
        }
        assert.isAbove(given, 10)
      }).pipe(Random.withSeed("leases"))
    ))

  it.effect("removes what is past its time, with its mark, and leaves the rest and what is not its own", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("old", at - 1), originOf(), agentWith())
        yield* messages.keep(messageAt("new", at), originOf(), agentWith())
        yield* messages.keep(messageAt("other", at - 1, { agentId: AgentId.make("shop") }), originOf(), agentWith())
        const fs = yield* FileSystem.FileSystem
        yield* fs.writeFileString(`${root}/notes.txt`, "")
        assert.strictEqual(yield* messages.sweep(at), 2)
        assert.deepStrictEqual(yield* files(root), [".outbox/new.json", "clinic/2026/12/new.json"])
        assert.isTrue(yield* fs.exists(`${root}/notes.txt`))
      })
    ))

  it.effect("counts no message twice that somebody died over who was writing it, and keeps nothing of one that is removed", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const messages = yield* outbox(root)
        yield* TestClock.setTime(Date.now())
        const written = Date.now() + Duration.toMillis("1 minute")
        for (const id of ["m1", "m2"]) {
          yield* messages.keep(messageAt(id, written), originOf(), agentWith())
          const file = `${root}/clinic/${new Date(written).toISOString().slice(0, 7).replace("-", "/")}/${id}.json`
          yield* fs.copyFile(file, `${file}.tmp`)
        }
        const all = yield* messages.all
        assert.lengthOf(all, 2)
        assert.strictEqual(yield* messages.unreadable, 0)
        const begun = Effect.map(
          fs.readDirectory(root, { recursive: true }),
          (names) => names.filter((name) => name.endsWith(".tmp")).length
        )
        yield* messages.remove(all[0]!)
        assert.strictEqual(yield* begun, 1)
        assert.strictEqual(yield* messages.sweep(0), 0)
        assert.strictEqual(yield* begun, 1, "somebody may be at it")
        yield* TestClock.adjust("2 hours")
        assert.strictEqual(yield* messages.sweep(0), 0)
        assert.strictEqual(yield* begun, 0)
        assert.lengthOf(yield* messages.all, 1)
      })
    ))

  it.effect("tells once of a message that it cannot read, and leaves it where it is", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("m1", at), originOf(), agentWith())
        const fs = yield* FileSystem.FileSystem
        yield* fs.writeFileString(`${root}/clinic/2026/12/m1.json`, "{")
        const logged: Array<string> = []
        const logger = Logger.layer([Logger.map(Logger.formatJson, (line) => void logged.push(line))])
        yield* Effect.repeat(messages.open, { times: 2 }).pipe(Effect.provide(logger))
        assert.lengthOf(logged, 1)
        assert.include(logged[0], "cannot be read")
        assert.isTrue(yield* fs.exists(`${root}/clinic/2026/12/m1.json`))
      })
    ))

  it.effect("forgets a mark whose message was never kept", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(at)
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("m1", at), originOf(), agentWith())
        yield* FileSystem.FileSystem.use((fs) => fs.remove(`${root}/clinic`, { recursive: true }))
        assert.deepStrictEqual(yield* messages.open, [])
        assert.deepStrictEqual(yield* files(root), [".outbox/m1.json"])
        yield* TestClock.adjust("61 minutes")
        yield* messages.open
        assert.deepStrictEqual(yield* files(root), [])
      })
    ))

  it.effect("keeps the mark of a message that is kept long after it was taken, whoever looks meanwhile", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* TestClock.setTime(at + Duration.toMillis("8 days"))
        const fs = yield* FileSystem.FileSystem
        const another = yield* outbox(root)
        const watched: FileSystem.FileSystem = {
          ...fs,
          rename: (from, to) =>
            Effect.andThen(to.includes("/clinic/") ? Effect.orDie(another.open) : Effect.void, fs.rename(from, to))
        }
        const messages = yield* Effect.provideService(outbox(root), FileSystem.FileSystem, watched)
        yield* messages.keep(messageAt("m1", at), originOf())
        assert.lengthOf(yield* another.open, 1)
      })
    ))

  it.effect("marks what is open and has lost its mark anew when it sweeps", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const messages = yield* outbox(root)
        yield* messages.keep(messageAt("m1", at), originOf(), agentWith())
        yield* FileSystem.FileSystem.use((fs) => fs.remove(`${root}/.outbox/m1.json`))
        assert.lengthOf(yield* messages.open, 0)
        assert.strictEqual(yield* messages.sweep(at), 0)
        assert.lengthOf(yield* messages.open, 1)
      })
    ))

  it.effect("remembers which webhooks are gone, across processes", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const [one, other] = [yield* outbox(root), yield* outbox(root)]
        assert.isFalse(yield* one.isGone("https://a.example/x"))
        yield* one.setGone("https://a.example/x", true)
        assert.isTrue(yield* other.isGone("https://a.example/x"))
        assert.isFalse(yield* other.isGone("https://a.example/y"))
        yield* other.setGone("https://a.example/x", false)
        assert.isFalse(yield* one.isGone("https://a.example/x"))
      })
    ))
})
