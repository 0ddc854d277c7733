import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, FileSystem, Layer, Logger, Option, Path, PlatformError, Stream } from "effect"
import { TestClock } from "effect/testing"
import { execFileSync } from "node:child_process"
import { makeAgentFiles } from "../../../src/adapters/disk/AgentFiles.ts"
import type { Pipeline } from "../../../src/domain/AgentVoice.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { defaultRules } from "../../../src/domain/TransferPolicy.ts"

const services = Layer.merge(NodeFileSystem.layer, NodePath.layer)

const dialled = PhoneNumber.make("+15145550100")
const clinic = `phone: "+15145550100"\nname: Clinique\n`
const shop = PhoneNumber.make("+14165550123")

/** When the tests' clock begins to be later than every file. */
const later = Date.UTC(2100, 0)

/** A directory of agent files, on the real file system, but for what `change` makes of it; counts what is read of it. */
const directory = Effect.fnUntraced(function*(
  files: Readonly<Record<string, string | Uint8Array>>,
  change: (fs: FileSystem.FileSystem) => Partial<FileSystem.FileSystem> = () => ({}),
  pipelines?: ReadonlyArray<Pipeline>
) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const root = yield* fs.makeTempDirectoryScoped()
  const write = (name: string, content: string | Uint8Array) =>
    fs.writeFile(path.join(root, name), typeof content === "string" ? new TextEncoder().encode(content) : content)
  yield* Effect.forEach(Object.entries(files), ([name, content]) => write(name, content))
  const read: Array<string> = []
  const logged: Array<string> = []
  const changed = change(fs)
  const watched: FileSystem.FileSystem = {
    ...fs,
    ...changed,
    stream: (file, options) => {
      read.push(path.basename(file))
      return (changed.stream ?? fs.stream)(file, options)
    }
  }
  const { filesFor } = yield* makeAgentFiles(root, defaultRules, pipelines).pipe(
    Effect.provideService(FileSystem.FileSystem, watched)
  )
  const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))
  const find = (phone: PhoneNumber) =>
    filesFor(phone).pipe(
      Effect.map((found) =>
        found.map(({ agent, name }) => Option.match(agent, { onNone: () => name, onSome: (it) => it.name }))
      ),
      Effect.provide(Logger.layer([logger]))
    )
  return { find, fs, logged, path, read, root, write }
})

describe("agent files", () => {
  it.effect("that ask for a pipeline which nobody has set are told of, once", () =>
    Effect.gen(function*() {
      const { find, logged } = yield* directory(
        { "clinic.yaml": `${clinic}voice: { pipeline: cascade }\n` },
        undefined,
        ["realtime"]
      )
      assert.deepStrictEqual(yield* find(dialled), ["Clinique"])
      yield* find(dialled)
      assert.lengthOf(logged, 1)
      assert.include(logged[0], "`cascade`, whose deployments are not set")
      assert.include(logged[0], "clinic.yaml")
    }).pipe(Effect.provide(services)))

  it.effect("are read once, and again when they change", () =>
    Effect.gen(function*() {
      const { find, read, write } = yield* directory({
        "clinic.yaml": clinic,
        "shop.yaml": `phone: "${shop}"\nname: Shop\n`
      })
      yield* TestClock.setTime(later)
      assert.deepStrictEqual(yield* find(dialled), ["Clinique"])
      assert.deepStrictEqual(yield* find(shop), ["Shop"])
      assert.deepStrictEqual(read.toSorted(), ["clinic.yaml", "shop.yaml"])
      yield* write("clinic.yaml", clinic.replace("Clinique", "Cabinet médical"))
      assert.deepStrictEqual(yield* find(dialled), ["Cabinet médical"])
      yield* find(dialled)
      assert.deepStrictEqual(read.toSorted(), ["clinic.yaml", "clinic.yaml", "shop.yaml"])
    }).pipe(Effect.provide(services)))

  it.effect("are read again while they may still change within the tick of the file system's clock", () =>
    Effect.gen(function*() {
      const { find, fs, path, read, root, write } = yield* directory({ "clinic.yaml": clinic })
      const file = path.join(root, "clinic.yaml")
      const changed = new Date(later)
      yield* fs.utimes(file, changed, changed)
      yield* TestClock.setTime(later + 1_000)
      yield* find(dialled)
      // As long as it was, at the same time.
      yield* write("clinic.yaml", clinic.replace("Clinique", "Dentiste"))
      yield* fs.utimes(file, changed, changed)
      assert.deepStrictEqual(yield* find(dialled), ["Dentiste"])
      yield* TestClock.setTime(later + 3_000)
      yield* find(dialled)
      assert.lengthOf(read, 3)
      yield* find(dialled)
      assert.lengthOf(read, 3)
    }).pipe(Effect.provide(services)))

  it.effect("are forgotten with their file, and known by a new one of the same name", () =>
    Effect.gen(function*() {
      const { find, fs, path, root, write } = yield* directory({ "clinic.yaml": clinic })
      yield* TestClock.setTime(later)
      yield* find(dialled)
      yield* fs.remove(path.join(root, "clinic.yaml"))
      assert.deepStrictEqual(yield* find(dialled), [])
      yield* write("clinic.yaml", clinic.replace("Clinique", "Nouveau"))
      assert.deepStrictEqual(yield* find(dialled), ["Nouveau"])
    }).pipe(Effect.provide(services)))

  it.effect("may be links, as a ConfigMap's are", () =>
    Effect.gen(function*() {
      const { find, fs, path, root } = yield* directory({ "..data": clinic })
      yield* fs.symlink(path.join(root, "..data"), path.join(root, "clinic.yaml"))
      assert.deepStrictEqual(yield* find(dialled), ["Clinique"])
    }).pipe(Effect.provide(services)))

  it.effect("of others are no trouble, whatever they are", () =>
    Effect.gen(function*() {
      const { find, fs, logged, path, read, root } = yield* directory({
        "bomb.yaml": "? ".repeat(4_900),
        "clinic.yaml": clinic,
        "huge.yaml": clinic.padEnd(256 * 1024 + 1, "#"),
        "latin.yaml": Uint8Array.of(0x6E, 0x3A, 0x20, 0xE9),
        "wrong.yaml": `phone: "${shop}"\nname: 5\n`
      })
      execFileSync("/usr/bin/mkfifo", [path.join(root, "pipe.yaml")])
      yield* fs.makeDirectory(path.join(root, "folder.yaml"))
      yield* fs.symlink("/dev/zero", path.join(root, "zero.yaml"))
      yield* fs.symlink(path.join(root, "nowhere"), path.join(root, "dangling.yaml"))
      yield* TestClock.setTime(later)
      assert.deepStrictEqual(yield* find(dialled), ["Clinique"])
      assert.deepStrictEqual(read.toSorted(), ["bomb.yaml", "clinic.yaml", "latin.yaml", "wrong.yaml"])
      const said = logged.map((line) => JSON.parse(line)).map(({ annotations, message }) =>
        [annotations.file ?? annotations.problems[0].split(" ")[0], annotations.detail ?? message].join(": ")
      )
      assert.sameMembers(said, [
        "bomb.yaml:1:601: an agent file answers no number: run `receptionist check` on it",
        "folder.yaml: it is no regular file",
        "huge.yaml: it is larger than 256 kB: shorten its texts",
        "latin.yaml:1:1: an agent file answers no number: run `receptionist check` on it",
        "pipe.yaml: it is no regular file",
        "wrong.yaml:2:1: an agent file is wrong, so that its number is not answered: run `receptionist check` on it",
        "zero.yaml: it is no regular file"
      ])
      // Said once, and not with every call.
      yield* find(dialled)
      assert.lengthOf(logged, said.length)
      assert.deepStrictEqual(yield* find(shop), ["wrong.yaml"])
    }).pipe(Effect.provide(services)))

  it.effect("that grow while they are read are not read to their end", () =>
    Effect.gen(function*() {
      const { find, logged } = yield* directory({ "clinic.yaml": clinic }, () => ({
        stream: (_, options) => {
          let left = Number(options?.bytesToRead)
          return Stream.fromIterable({
            *[Symbol.iterator]() {
              for (; left > 0; left -= 65_536) yield new Uint8Array(Math.min(left, 65_536))
              assert.isAtMost(left, 0)
            }
          })
        }
      }))
      assert.deepStrictEqual(yield* find(dialled), [])
      assert.include(logged[0], "it is larger than 256 kB")
    }).pipe(Effect.provide(services)))

  it.effect("on a file system that hangs are given up after two seconds, and answer as they did", () =>
    Effect.gen(function*() {
      const looked = yield* Deferred.make<void>()
      let hangs = false
      const { find, logged } = yield* directory({ "clinic.yaml": clinic }, (fs) => ({
        stat: (file) => hangs ? Effect.andThen(Deferred.succeed(looked, undefined), Effect.never) : fs.stat(file)
      }))
      assert.deepStrictEqual(yield* find(dialled), ["Clinique"])
      hangs = true
      const fiber = yield* Effect.forkChild(find(dialled))
      yield* Deferred.await(looked)
      yield* TestClock.adjust("2 seconds")
      assert.deepStrictEqual(yield* Fiber.join(fiber), ["Clinique"])
      assert.include(logged[0], "its file system did not answer in time")
    }).pipe(Effect.provide(services)))

  it.effect("are all given up after eight seconds, while the caller listens to the ringing", () =>
    Effect.gen(function*() {
      let hangs = false
      const { find } = yield* directory({ "clinic.yaml": clinic }, (fs) => ({
        readDirectory: (path) => hangs ? Effect.never : fs.readDirectory(path)
      }))
      yield* find(dialled)
      hangs = true
      const known = yield* Effect.forkChild(find(dialled), { startImmediately: true })
      const unknown = yield* Effect.forkChild(Effect.flip(find(shop)), { startImmediately: true })
      yield* TestClock.adjust("8 seconds")
      assert.deepStrictEqual(yield* Fiber.join(known), ["Clinique"])
      assert.strictEqual((yield* Fiber.join(unknown)).reason._tag, "TimedOut")
    }).pipe(Effect.provide(services)))

  it.effect("that may not be read any more answer as they did, until they are gone", () =>
    Effect.gen(function*() {
      let reason: "PermissionDenied" | "NotFound" | undefined
      const { find, logged } = yield* directory({ "clinic.yaml": clinic }, (fs) => ({
        stat: (file) =>
          reason === undefined
            ? fs.stat(file)
            : Effect.fail(PlatformError.systemError({ _tag: reason, module: "FileSystem", method: "stat" }))
      }))
      yield* find(dialled)
      reason = "PermissionDenied"
      assert.deepStrictEqual(yield* find(dialled), ["Clinique"])
      assert.lengthOf(logged, 1)
      assert.notInclude(logged[0], "/")
      reason = "NotFound"
      assert.deepStrictEqual(yield* find(dialled), [])
    }).pipe(Effect.provide(services)))
})
