import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, layer } from "@effect/vitest"
import { Context, Effect, Fiber, FileSystem, Layer, Option, Redacted } from "effect"
import { type AzureOptions } from "../../../src/adapters/azure/BlobStore.ts"
import * as AzureBlobStore from "../../../src/adapters/azure/BlobStore.ts"
import { BlobStore } from "../../../src/services/BlobStore.ts"
import { azureGateway, azurite } from "../../support/Azurite.ts"

class Emulator extends Context.Service<Emulator, AzureOptions & { readonly endpoint: string }>()(
  "receptionist/test/adapters/azure/BlobStore.test/Emulator"
) {
  static readonly layer = Layer.effect(Emulator, azurite("calls"))
}

const live = Layer.unwrap(Emulator.use((options) => Effect.succeed(AzureBlobStore.layer(options)))).pipe(
  Layer.provideMerge(Emulator.layer),
  Layer.provideMerge(NodeServices.layer)
)

const path = (name: string) => `clinic/transcripts/2026/11/22/${name}.json`

/** What the service itself holds, read by a client of its own. */
const stored = Effect.fnUntraced(function*(name: string) {
  const options = yield* Emulator
  const blob = new BlobServiceClient(
    options.endpoint,
    new StorageSharedKeyCredential(options.accountName, Redacted.value(options.accountKey))
  ).getContainerClient(options.container).getBlobClient(name)
  const bytes = yield* Effect.promise(() => blob.downloadToBuffer())
  const properties = yield* Effect.promise(() => blob.getProperties())
  return { bytes, contentType: properties.contentType, blocks: properties.blobType }
})

describe("BlobStore on Azure", () => {
  layer(live, { timeout: "30 seconds", excludeTestServices: true })((it) => {
    it.effect("makes the container on first use, however many come first, and sets the content type", () =>
      Effect.gen(function*() {
        const store = yield* BlobStore
        const names = ["a", "b", "c"].map(path)
        yield* Effect.forEach(names, (name) => store.put(name, "{\"é\":1}", "application/json"), { concurrency: 3 })
        for (const name of names) {
          const blob = yield* stored(name)
          assert.strictEqual(blob.bytes.toString(), "{\"é\":1}")
          assert.strictEqual(blob.contentType, "application/json")
        }
      }))

    it.effect("replaces what was stored under the same path, and says where and how large it is", () =>
      Effect.gen(function*() {
        const store = yield* BlobStore
        const { endpoint } = yield* Emulator
        yield* store.put(path("again"), "first, and longer", "text/plain")
        const second = yield* store.put(path("again"), "é", "text/plain")
        assert.deepStrictEqual(second, { url: `${endpoint}/calls/${path("again")}`, bytes: 2 })
        assert.strictEqual(second.url, store.url(path("again")))
        assert.strictEqual((yield* stored(path("again"))).bytes.toString(), "é")
      }))

    it.effect("streams a file of several blocks and leaves it where it is", () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const store = yield* BlobStore
        const file = yield* fs.makeTempFileScoped()
        const content = new Uint8Array(9 * 1024 * 1024).map((_, index) => (index * 31) % 251)
        yield* fs.writeFile(file, content)
        const { bytes } = yield* store.putFile("clinic/recordings/2026/11/22/big.ogg", file, "audio/ogg")
        assert.strictEqual(bytes, content.byteLength)
        const blob = yield* stored("clinic/recordings/2026/11/22/big.ogg")
        assert.strictEqual(blob.contentType, "audio/ogg")
        assert.isTrue(blob.bytes.equals(content))
        assert.isTrue(yield* fs.exists(file))
      }))

    it.effect("goes on with the block at which it was broken off, by whichever process", () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const options = yield* Emulator
        const file = yield* fs.makeTempFileScoped()
        const content = new Uint8Array(3 * 1024 * 1024 + 17).map((_, index) => (index * 31) % 251)
        yield* fs.writeFile(file, content)
        const gateway = yield* azureGateway(options.endpoint)
        const name = "clinic/recordings/2026/11/22/resumed.ogg"
        const upload = BlobStore.use((store) => store.putFile(name, file, "audio/ogg")).pipe(
          Effect.provide(Layer.fresh(AzureBlobStore.layer({ ...options, endpoint: gateway.endpoint })))
        )
        const first = yield* Effect.forkChild(upload)
        yield* gateway.blocks(3)
        yield* Fiber.interrupt(first)
        const before = gateway.staged.length
        assert.isBelow(before, 7)

        assert.strictEqual((yield* upload).bytes, content.byteLength)
        assert.isAtMost(gateway.staged.length, 7 + 1, "one may have been on its way")
        assert.strictEqual(new Set(gateway.staged).size, 7)
        assert.isTrue((yield* stored(name)).bytes.equals(content))

        // Sent once more as it is, and then another one in its place.
        yield* fs.writeFile(file, content.fill(7, 0, 10))
        assert.strictEqual((yield* upload).bytes, content.byteLength)
        assert.isTrue((yield* stored(name)).bytes.equals(content))
      }))

    it.effect("is not content with less than it sent", () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const options = yield* Emulator
        const file = yield* fs.makeTempFileScoped()
        yield* fs.writeFile(file, new Uint8Array(1024).fill(1))
        const gateway = yield* azureGateway(options.endpoint)
        gateway.lie()
        const error = yield* BlobStore.use((store) =>
          store.putFile("clinic/recordings/2026/11/22/less.ogg", file, "audio/ogg")
        ).pipe(
          Effect.provide(Layer.fresh(AzureBlobStore.layer({ ...options, endpoint: gateway.endpoint }))),
          Effect.flip
        )
        assert.strictEqual(error.reason, "damaged")
      }))

    it.effect("says what is there, and how large it is", () =>
      Effect.gen(function*() {
        const store = yield* BlobStore
        assert.deepStrictEqual(yield* store.look(path("nothing")), Option.none())
        yield* store.put(path("something"), "{}", "application/json")
        assert.deepStrictEqual(
          yield* store.look(path("something")),
          Option.some({ url: store.url(path("something")), bytes: 2 })
        )
      }))

    it.effect("sweeps the days of one kind that are over, of every agent", () =>
      Effect.gen(function*() {
        const options = yield* Emulator
        const swept = { ...options, container: "swept" }
        yield* Effect.gen(function*() {
          const store = yield* BlobStore
          const paths = [
            "clinic/recordings/2025/12/31/a.ogg",
            "shop/recordings/2026/01/02/b.ogg",
            "shop/recordings/2026/01/03/c.ogg",
            "clinic/transcripts/2025/12/31/a.json",
            "doctor/probe.txt"
          ]
          for (const path of paths) yield* store.put(path, "x", "text/plain")
          const before = Date.parse("2026-01-03T12:00:00Z")
          assert.strictEqual(yield* store.sweep("recordings", before), 2)
          assert.strictEqual(yield* store.sweep("recordings", before), 0)
          const left = yield* Effect.filter(paths, (path) => Effect.map(store.look(path), Option.isSome))
          assert.deepStrictEqual(left, paths.slice(2))
        }).pipe(Effect.provide(Layer.fresh(AzureBlobStore.layer(swept))))
      }))

    it.effect("uploads no link, whatever it points at", () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const store = yield* BlobStore
        const directory = yield* fs.makeTempDirectoryScoped()
        yield* fs.writeFileString(`${directory}/secret`, "secret", { mode: 0o600 })
        yield* fs.symlink(`${directory}/secret`, `${directory}/recording.ogg`)
        const error = yield* Effect.flip(
          store.putFile("clinic/recordings/1/link.ogg", `${directory}/recording.ogg`, "audio/ogg")
        )
        assert.deepInclude(error, { reason: "missingFile", detail: "not a file of our own" })
        assert.deepStrictEqual(yield* store.look("clinic/recordings/1/link.ogg"), Option.none())
      }))

    it.effect("says so when the file is not there", () =>
      Effect.gen(function*() {
        const store = yield* BlobStore
        const error = yield* Effect.flip(
          store.putFile("clinic/recordings/1/none.ogg", "/nowhere/none.ogg", "audio/ogg")
        )
        assert.strictEqual(error.reason, "missingFile")
        assert.notInclude(error.message, "nowhere")
      }))

    it.effect("is refused with a wrong key, without a retry, and keeps the key to itself", () =>
      Effect.gen(function*() {
        const options = yield* Emulator
        const wrong = btoa("another key, as long as it likes")
        const error = yield* BlobStore.use((store) => store.put(path("denied"), "{}", "application/json")).pipe(
          Effect.provide(AzureBlobStore.layer({ ...options, accountKey: Redacted.make(wrong) })),
          Effect.flip
        )
        assert.strictEqual(error.reason, "denied")
        assert.notInclude(`${error.message} ${JSON.stringify(error)} ${error.stack}`, wrong)
      }))
  })
})
