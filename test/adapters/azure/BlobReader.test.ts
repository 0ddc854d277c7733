import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, layer } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Option, Redacted, Stream } from "effect"
import * as AzureBlobReader from "../../../src/adapters/azure/BlobReader.ts"
import * as AzureBlobStore from "../../../src/adapters/azure/BlobStore.ts"
import { BlobReader } from "../../../src/services/BlobReader.ts"
import { BlobStore } from "../../../src/services/BlobStore.ts"
import { azurite } from "../../support/Azurite.ts"

class Emulator extends Context.Service<Emulator, AzureBlobStore.AzureOptions>()(
  "receptionist/test/adapters/azure/BlobReader.test/Emulator"
) {
  static readonly layer = Layer.effect(Emulator, azurite("calls"))
}

const live = Layer.unwrap(
  Emulator.use((options) => Effect.succeed(Layer.merge(AzureBlobStore.layer(options), AzureBlobReader.layer(options))))
).pipe(Layer.provideMerge(Emulator.layer), Layer.provideMerge(NodeServices.layer))

const path = "clinic/recordings/2026/11/22/call.ogg"
const content = new Uint8Array(300_000).map((_, index) => (index * 31) % 251)

const store = Effect.fnUntraced(function*(contentType: string) {
  const fs = yield* FileSystem.FileSystem
  const file = yield* fs.makeTempFileScoped()
  yield* fs.writeFile(file, content)
  yield* (yield* BlobStore).putFile(path, file, contentType)
})

const bytesOf = <E>(stream: Stream.Stream<Uint8Array, E>) =>
  Effect.map(Stream.runCollect(stream), (chunks) => new Uint8Array(Buffer.concat(chunks)))

describe("BlobReader on Azure", () => {
  layer(live, { timeout: "60 seconds", excludeTestServices: true })((it) => {
    it.effect("reads all of a blob, and any stretch of it", () =>
      Effect.gen(function*() {
        const reader = yield* BlobReader
        yield* store("audio/ogg")
        assert.deepStrictEqual(yield* bytesOf(reader.read(path)), content)
        for (const [offset, length] of [[0, 1], [0, 300_000], [17, 4096], [299_990, 10]] as const) {
          assert.deepStrictEqual(
            yield* bytesOf(reader.read(path, { offset, length })),
            content.subarray(offset, offset + length)
          )
        }
      }))

    it.effect("says what is not there, whose key is wrong, and that nobody answers", () =>
      Effect.gen(function*() {
        const options = yield* Emulator
        const failureOf = (reader: BlobReader["Service"], at: string) => Effect.flip(bytesOf(reader.read(at)))
        const with_ = (changed: Partial<AzureBlobStore.AzureOptions>) =>
          BlobReader.use(Effect.succeed).pipe(Effect.provide(AzureBlobReader.layer({ ...options, ...changed })))
        assert.strictEqual((yield* failureOf(yield* BlobReader, path.replace("call", "other"))).reason, "missingFile")
        assert.strictEqual(
          (yield* failureOf(yield* with_({ accountKey: Redacted.make(btoa("another")) }), path)).reason,
          "denied"
        )
        assert.strictEqual((yield* failureOf(yield* BlobReader, "../secrets.json")).operation, "read")
      }))

    it.effect("gives an address that reads this blob alone, changes nothing, and is no other's", () =>
      Effect.gen(function*() {
        const reader = yield* BlobReader
        yield* store("application/octet-stream")
        const address = Option.getOrThrow(yield* reader.address(path, "audio/ogg"))
        const ask = (url: URL, init: RequestInit = {}) => Effect.promise(() => fetch(url, init))

        const part = yield* ask(address, { headers: { range: "bytes=100-199" } })
        assert.strictEqual(part.status, 206)
        assert.strictEqual(part.headers.get("content-range"), "bytes 100-199/300000")
        assert.strictEqual(part.headers.get("content-type"), "audio/ogg")
        assert.deepStrictEqual(
          new Uint8Array(yield* Effect.promise(() => part.arrayBuffer())),
          content.subarray(100, 200)
        )

        const other = new URL(address)
        other.pathname = other.pathname.replace("call.ogg", "other.ogg")
        assert.strictEqual((yield* ask(other)).status, 403)
        assert.strictEqual((yield* ask(new URL(address.pathname, address))).status, 403, "without the signature")
        assert.strictEqual((yield* ask(address, { method: "DELETE" })).status, 403)
        assert.isBelow(Date.parse(address.searchParams.get("se") ?? "") - Date.now(), 3_600_001)
      }))
  })
})
