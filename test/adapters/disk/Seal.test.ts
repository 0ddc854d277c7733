import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Logger, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { crc32 } from "node:zlib"
import * as DiskJournal from "../../../src/adapters/disk/Journal.ts"
import type { JournalKeys } from "../../../src/adapters/disk/Seal.ts"
import { CallId } from "../../../src/domain/Ids.ts"
import type { JournalRecord, Noted } from "../../../src/domain/JournalRecord.ts"
import { Journal } from "../../../src/services/Journal.ts"
import { dead, entryWith, lines, ringing, startRecord } from "../../support/JournalFiles.ts"

const keyOf = (byte: number) => Redacted.make<Uint8Array>(new Uint8Array(32).fill(byte))
const keys = (first: number, ...others: ReadonlyArray<number>): JournalKeys => ({
  keys: [keyOf(first), ...others.map(keyOf)],
  plain: false
})
const callId = CallId.make("call_1")
const noted: ReadonlyArray<Noted> = ([ringing, startRecord] as ReadonlyArray<JournalRecord>).map((record, n) => ({
  n,
  at: 1000 * (n + 1),
  record
}))

const inTemp = <A, E, R>(test: (root: string, fs: FileSystem.FileSystem) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    return yield* test(`${yield* fs.makeTempDirectoryScoped()}/journal`, fs)
  }).pipe(Effect.provide(NodeServices.layer))

/** The home in which the calls are now. */
const home = Effect.fnUntraced(function*(root: string) {
  const fs = yield* FileSystem.FileSystem
  return (yield* fs.readDirectory(root)).find((name) => !name.includes(".")) ?? ""
})

/** A process with these keys notes a call, and dies over it; gives the file. */
const noteAndDie = Effect.fnUntraced(function*(root: string, keys: JournalKeys | undefined) {
  yield* Effect.scoped(Effect.gen(function*() {
    const journal = yield* Effect.map(
      Layer.build(Layer.fresh(DiskJournal.layer({ root, keys }))),
      Context.get(Journal)
    )
    const file = yield* journal.open(callId)
    yield* file.append(noted.slice(0, 1), { flush: true })
    yield* file.replace(noted.slice(0, 1))
    yield* file.append(noted.slice(1), { flush: true })
  }))
  return `${root}/${yield* home(root)}/${callId}/call.ndjson`
})

/** What another process with these keys finds of it, and what its log says. */
const found = Effect.fnUntraced(function*(root: string, keys: JournalKeys | undefined) {
  const told: Array<string> = []
  const log = Logger.layer([Logger.make(({ message }) => void told.push(String(message)))])
  // All that beat before are long dead.
  yield* TestClock.setTime(Date.now() + 600_000)
  const entries = yield* Effect.scoped(Effect.gen(function*() {
    const journal = yield* Effect.map(
      Layer.build(Layer.fresh(DiskJournal.layer({ root, keys }))),
      Context.get(Journal)
    )
    return (yield* journal.abandoned).entries
  })).pipe(Effect.provide(log))
  return { noted: entries.map(({ noted }) => noted), told }
})

describe("the journal with a key", () => {
  it.effect("has nothing on the disk that can be read, and gives it back to whoever has the key", () =>
    inTemp((root, fs) =>
      Effect.gen(function*() {
        const file = yield* noteAndDie(root, keys(1))
        const text = yield* fs.readFileString(file)
        for (const private_ of ["1514", "clinic", "ringing", "call-"]) assert.notInclude(text, private_)
        assert.lengthOf(text.split("\n").filter((line) => line !== ""), 2)
        assert.deepStrictEqual(yield* found(root, keys(1)), { noted: [Option.some(noted)], told: [] })
      })
    ))

  it.effect("is read with a key that is not the first any more", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* noteAndDie(root, keys(1))
        assert.deepStrictEqual((yield* found(root, keys(2, 1))).noted, [Option.some(noted)])
      })
    ))

  it.effect.each<readonly [string, JournalKeys | undefined, JournalKeys | undefined]>([
    ["another key", keys(1), keys(2)],
    ["no key", keys(1), undefined],
    ["a key, where what there is was not encrypted", undefined, keys(1)]
  ])(
    "believes nothing with %s: it says so, and leaves it",
    ([, before, after]) =>
      inTemp((root, fs) =>
        Effect.gen(function*() {
          const file = yield* noteAndDie(root, before)
          const text = yield* fs.readFileString(file)
          const { noted: read, told } = yield* found(root, after)
          assert.deepStrictEqual(read, [Option.none()])
          assert.lengthOf(told, 1)
          assert.match(told[0] ?? "", /JOURNAL_KEY/)
          const again = yield* found(root, before)
          assert.deepStrictEqual(again.noted, [Option.some(noted)], text)
        })
      )
  )

  it.effect("takes what was not encrypted where `plain` says so, and encrypts what follows", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* noteAndDie(root, undefined)
        assert.deepStrictEqual((yield* found(root, { ...keys(1), plain: true })).noted, [Option.some(noted)])
      })
    ))

  it.effect("believes no line of another call's, and none in which a bit has changed", () =>
    inTemp((root, fs) =>
      Effect.gen(function*() {
        const file = yield* noteAndDie(root, keys(1))
        const [line = ""] = (yield* fs.readFileString(file)).split("\n")
        yield* entryWith(root, dead, "call_2", { "call.ndjson": `${line}\n` })
        // The last character may have bits that count for nothing; the first has none.
        const changed = line.slice(9).replace(/^e1\.(.)/, (_, first) => `e1.${first === "A" ? "B" : "A"}`)
        const sum = crc32(changed).toString(16).padStart(8, "0")
        yield* fs.remove(file)
        yield* fs.writeFileString(file, `${sum} ${changed}\n`, { mode: 0o600 })
        assert.deepStrictEqual((yield* found(root, keys(1))).noted, [Option.none(), Option.none()])
        yield* fs.writeFileString(`${root}/${(yield* home(root))}/call_1/call.ndjson`, `${line}\n`)
        assert.deepStrictEqual((yield* found(root, keys(1))).noted, [Option.some(noted.slice(0, 1)), Option.none()])
      })
    ))

  it.effect("does not take a forged call that somebody wrote without the key", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        yield* entryWith(root, dead, "forged", { "call.ndjson": lines(ringing, startRecord) })
        yield* entryWith(root, dead, "older", {
          "pending.json": JSON.stringify({ version: 1, callId: "older", start: startRecord.start })
        })
        assert.deepStrictEqual((yield* found(root, keys(1))).noted, [Option.none(), Option.none()])
        assert.deepStrictEqual((yield* found(root, { ...keys(1), plain: true })).noted.map(Option.isSome), [true, true])
      })
    ))
})
