import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Option, Path } from "effect"
import { TestClock } from "effect/testing"
import * as PhraseFiles from "../../../../src/adapters/voice/phrases/PhraseFiles.ts"
import { logLines } from "../../../support/DispatchServer.ts"

const samples = (length: number) => Int16Array.from({ length }, (_, index) => (index * 7919) % 65_536 - 32_768)
const key = (text: string) => PhraseFiles.keyOf(["tts", "alloy", "1", text])

const folder = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const root = path.join(yield* fs.makeTempDirectoryScoped(), "data", "phrases")
  return {
    fs,
    root,
    at: (name: string) => path.join(root, name),
    list: Effect.map(fs.readDirectory(root), (all) => all.sort())
  }
})

const node = Effect.provide([NodeFileSystem.layer, NodePath.layer])

describe("the folder of phrases", () => {
  it.effect("gives back what was written, from one process to the next, readable by nobody else", () =>
    Effect.gen(function*() {
      const { at, fs, list, root } = yield* folder
      const { write } = yield* PhraseFiles.make(root, 1e6)
      yield* write(key("Bonjour"), samples(4801))
      const { read } = yield* PhraseFiles.make(root, 1e6)
      assert.deepStrictEqual(yield* read(key("Bonjour")), Option.some(samples(4801)))
      assert.deepStrictEqual(yield* read(key("Au revoir")), Option.none())
      assert.deepStrictEqual(yield* list, [`${key("Bonjour")}.pcm`])
      assert.strictEqual((yield* fs.stat(at(`${key("Bonjour")}.pcm`))).mode & 0o777, 0o600)
      assert.strictEqual((yield* fs.stat(root)).mode & 0o777, 0o700)
    }).pipe(node))

  it.effect("writes a part of a larger buffer, and not the rest of it", () =>
    Effect.gen(function*() {
      const { root } = yield* folder
      const { read, write } = yield* PhraseFiles.make(root, 1e6)
      yield* write(key("part"), samples(100).subarray(10, 20))
      assert.deepStrictEqual(yield* read(key("part")), Option.some(samples(100).slice(10, 20)))
    }).pipe(node))

  const damages: ReadonlyArray<readonly [string, (bytes: Uint8Array) => Uint8Array]> = [
    ["torn", (bytes) => bytes.subarray(0, bytes.length - 100)],
    ["changed", (bytes) => bytes.map((byte, index) => index === 500 ? byte ^ 1 : byte)],
    ["empty", () => new Uint8Array(0)],
    ["no more than its digest", (bytes) => bytes.subarray(0, 32)]
  ]
  it.effect.each(damages)(
    "takes a file that is %s for none, and has it written anew",
    ([, damage]) =>
      Effect.gen(function*() {
        const { at, fs, list, root } = yield* folder
        const { read, write } = yield* PhraseFiles.make(root, 1e6)
        const file = at(`${key("Bonjour")}.pcm`)
        yield* write(key("Bonjour"), samples(2400))
        yield* fs.writeFile(file, damage(yield* fs.readFile(file)))
        assert.deepStrictEqual(yield* read(key("Bonjour")), Option.none())
        assert.deepStrictEqual(yield* list, [])
        yield* write(key("Bonjour"), samples(2400))
        assert.deepStrictEqual(yield* read(key("Bonjour")), Option.some(samples(2400)))
      }).pipe(node)
  )

  it.effect("lets go of those that were not read for the longest time, and of nothing that is not its own", () =>
    Effect.gen(function*() {
      const { at, fs, list, root } = yield* folder
      const { read, write } = yield* PhraseFiles.make(root, 3 * 4832)
      const age = (name: string, seconds: number) => fs.utimes(at(name), seconds, seconds)
      for (const [index, text] of ["one", "two", "three"].entries()) {
        yield* write(key(text), samples(2400))
        yield* age(`${key(text)}.pcm`, 1000 + index)
      }
      const left = `${key("lost")}.pcm.1a2b.tmp`
      yield* fs.writeFileString(at(left), "half")
      yield* age(left, 1000)
      yield* fs.writeFileString(at("notes.txt"), "not ours")
      yield* read(key("one")) // at the time of the test's clock, 1970
      yield* age(`${key("one")}.pcm`, 2000)
      yield* write(key("four"), samples(2400))
      const names = ["one", "three", "four"].map((text) => `${key(text)}.pcm`)
      assert.deepStrictEqual(yield* list, [...names, "notes.txt", left].sort())
    }).pipe(node))

  it.effect("makes young what is read, and clears what a process that died was writing", () =>
    Effect.gen(function*() {
      const { at, fs, list, root } = yield* folder
      const { read, write } = yield* PhraseFiles.make(root, 1e6)
      yield* write(key("one"), samples(2400))
      const file = at(`${key("one")}.pcm`)
      yield* fs.utimes(file, 5000, 5000)
      yield* TestClock.setTime(1e7)
      yield* read(key("one"))
      assert.deepStrictEqual((yield* fs.stat(file)).mtime, Option.some(new Date(1e7)))
      const left = at(`${key("lost")}.pcm.1a2b.tmp`)
      yield* fs.writeFileString(left, "half")
      yield* fs.utimes(left, 5000, 5000)
      yield* write(key("two"), samples(2400))
      assert.strictEqual((yield* list).length, 2)
    }).pipe(node))

  it.effect("does without a disk that it may not write to, and says so without a path", () =>
    Effect.gen(function*() {
      const { fs, root } = yield* folder
      const path = yield* Path.Path
      yield* fs.writeFileString(path.dirname(path.dirname(root)) + "/data", "a file where the folder should be")
      const log = yield* logLines
      yield* Effect.gen(function*() {
        const { read, write } = yield* PhraseFiles.make(root, 1e6)
        yield* write(key("Bonjour"), samples(2400))
        assert.deepStrictEqual(yield* read(key("Bonjour")), Option.none())
      }).pipe(Effect.provide(log.layer))
      assert.match(log.all.join("\n"), /phrases cannot be kept on disk \(\w+\)/)
      assert.notInclude(log.all.join("\n"), root)
    }).pipe(node))
})
