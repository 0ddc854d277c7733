import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, FileSystem, Layer, Logger, Path, PlatformError, Queue } from "effect"
import { TestClock } from "effect/testing"
import * as AzureBlobStore from "../../../src/adapters/azure/BlobStore.ts"
import * as DiskBlobStore from "../../../src/adapters/disk/BlobStore.ts"
import { BlobStore } from "../../../src/services/BlobStore.ts"
import { account } from "../../support/Azurite.ts"
import { localServer } from "../../support/LocalServer.ts"

const path = "clinic/transcripts/2026/11/22/call_1.json"

const inTemp = <A, E, R>(test: (root: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const root = `${yield* fs.makeTempDirectoryScoped()}/with space/blobs`
    return yield* test(root).pipe(Effect.provide(DiskBlobStore.layer({ root })))
  }).pipe(Effect.provide(NodeServices.layer))

/** The real file system, but for `broken`, which fails with this errno. */
const withFault = (broken: "rename" | "makeDirectory" | "writeFileString", code: string) =>
  Layer.effect(
    FileSystem.FileSystem,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const fail = () =>
        Effect.fail(PlatformError.systemError({
          _tag: "Unknown",
          module: "FileSystem",
          method: broken,
          pathOrDescriptor: "/secret/path",
          cause: { code }
        }))
      return FileSystem.FileSystem.of({ ...fs, [broken]: fail })
    })
  ).pipe(Layer.provideMerge(NodeServices.layer))

describe("BlobStore in a directory", () => {
  it.effect("stores under the path as it is, replaces, and leaves nothing else behind", () =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const store = yield* BlobStore
        yield* store.put(path, "first, and longer", "application/json")
        const blob = yield* store.put(path, "é", "application/json")
        assert.strictEqual(blob.bytes, 2)
        assert.strictEqual(blob.url, store.url(path))
        const file = yield* Path.Path.use((paths) => paths.fromFileUrl(new URL(blob.url)))
        assert.strictEqual(file, `${root}/${path}`)
        assert.strictEqual(yield* fs.readFileString(file), "é")
        assert.deepStrictEqual(yield* fs.readDirectory(`${root}/clinic/transcripts/2026/11/22`), ["call_1.json"])
        assert.strictEqual((yield* fs.stat(file)).mode & 0o777, 0o600)
      })
    ))

  it.effect("copies a file and leaves it where it is", () =>
    inTemp(() =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const store = yield* BlobStore
        const file = yield* fs.makeTempFileScoped()
        yield* fs.writeFileString(file, "OggS")
        yield* fs.chmod(file, 0o400)
        const { bytes, url } = yield* store.putFile("clinic/recordings/2026/11/22/call_1.ogg", file, "audio/ogg")
        assert.strictEqual(bytes, 4)
        const copy = yield* Path.Path.use((paths) => paths.fromFileUrl(new URL(url)))
        assert.strictEqual(yield* fs.readFileString(copy), "OggS")
        assert.isTrue(yield* fs.exists(file))
        const missing = yield* Effect.flip(store.putFile(path, `${file}.gone`, "audio/ogg"))
        assert.strictEqual(missing.reason, "missingFile")
      })
    ))

  it.effect.each([
    "../escape.json",
    "clinic/../../escape.json",
    "/etc/passwd.json",
    "clinic//call.json",
    "clinic/.hidden.json",
    "clinic\\call.json",
    "clinic/a b.json",
    "clinic/call",
    "call.json",
    "clinic/call.json/",
    "clinic/%2e%2e/call.json",
    "clinic/call.json\n",
    `clinic/${"a".repeat(129)}.json`,
    ""
  ])("refuses the path %j", (bad) =>
    inTemp((root) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const store = yield* BlobStore
        const error = yield* Effect.flip(store.put(bad, "x", "text/plain"))
        assert.strictEqual(error.reason, "badPath")
        assert.strictEqual((yield* Effect.flip(store.putFile(bad, "/dev/null", "text/plain"))).reason, "badPath")
        assert.isFalse(yield* fs.exists(root))
      })
    ))

  it.effect.each(
    [
      ["rename", "ENOSPC", "full"],
      ["writeFileString", "ENOSPC", "full"],
      ["writeFileString", "EDQUOT", "full"],
      ["makeDirectory", "EROFS", "denied"],
      ["makeDirectory", "EACCES", "denied"],
      ["rename", "EIO", "other"]
    ] as const
  )("when %s fails with %s it is %s, and no temporary file stays", ([broken, code, reason]) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const root = yield* fs.makeTempDirectoryScoped()
      const error = yield* BlobStore.use((store) => store.put(path, "x", "text/plain")).pipe(
        Effect.provide(DiskBlobStore.layer({ root }).pipe(Layer.provide(withFault(broken, code)))),
        Effect.flip
      )
      assert.strictEqual(error.reason, reason)
      assert.strictEqual(error.detail, code)
      assert.notInclude(error.message, "/secret")
      const left = yield* fs.readDirectory(root, { recursive: true })
      assert.deepStrictEqual(left.filter((name) => name.endsWith(".tmp")), [])
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("BlobStore on Azure, out of reach", () => {
  /** A put that goes nowhere, and a signal for each wait that it begins. */
  const startPut = Effect.fnUntraced(function*(endpoint: string) {
    const waits = yield* Queue.unbounded<string>()
    const logger = Logger.make(({ message }) => void Queue.offerUnsafe(waits, String(message)))
    const fiber = yield* BlobStore.use((store) => store.put(path, "{}", "application/json")).pipe(
      Effect.provide(Layer.merge(
        AzureBlobStore.layer({ ...account, container: "calls", endpoint }),
        Logger.layer([logger])
      )),
      Effect.flip,
      Effect.forkChild
    )
    return { fiber, waits }
  })

  it.effect("tries five times on the clock, and then says that it is out of reach", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => ({ status: 503 }))
      const { fiber, waits } = yield* startPut(`${server.url}/devstoreaccount1`)
      for (const wait of ["600 millis", "1200 millis", "2400 millis", "4800 millis"] as const) {
        assert.include(yield* Queue.take(waits), "trying again")
        yield* TestClock.adjust(wait)
      }
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error.reason, "unreachable")
      assert.match(error.detail, /^HTTP 503/)
      assert.strictEqual(yield* Queue.size(server.requests), 5)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("does not wait for ever on a server that never answers", () =>
    Effect.gen(function*() {
      const server = yield* localServer(() => "never")
      const { fiber, waits } = yield* startPut(`${server.url}/devstoreaccount1`)
      for (let attempt = 1; attempt <= 5; attempt++) {
        yield* Queue.take(server.requests)
        yield* TestClock.adjust("30 seconds")
        if (attempt < 5) {
          assert.include(yield* Queue.take(waits), "trying again")
          yield* TestClock.adjust("5 seconds")
        }
      }
      const error = yield* Fiber.join(fiber)
      assert.deepStrictEqual([error.reason, error.detail], ["unreachable", "timeout"])
    }).pipe(Effect.provide(NodeServices.layer)))
})
