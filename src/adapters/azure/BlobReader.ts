import { Effect, Layer, Predicate, Redacted, Stream } from "effect"
import { Readable } from "node:stream"
import { BlobReader } from "../../services/BlobReader.ts"
import { BlobStoreError } from "../../services/BlobStore.ts"
import { checkedPath } from "../checkedPath.ts"
import type { AzureOptions } from "./BlobStore.ts"

const failed = (cause: unknown) => {
  const status = Predicate.hasProperty(cause, "statusCode") && Predicate.isNumber(cause.statusCode)
    ? cause.statusCode
    : undefined
  return new BlobStoreError({
    operation: "read",
    reason: status === 404 ? "missingFile" : status === 401 || status === 403 ? "denied" : "unreachable",
    detail: status === undefined ? "no connection" : `HTTP ${status}`
  })
}

/** Reads the container that `BlobStore` writes, by account key. */
export const layer = (options: AzureOptions) =>
  Layer.effect(
    BlobReader,
    Effect.gen(function*() {
      const { BlobServiceClient, StorageSharedKeyCredential } = yield* Effect.promise(() =>
        import("@azure/storage-blob")
      )
      const container = new BlobServiceClient(
        options.endpoint ?? `https://${options.accountName}.blob.core.windows.net`,
        new StorageSharedKeyCredential(options.accountName, Redacted.value(options.accountKey))
      ).getContainerClient(options.container)
      return BlobReader.of({
        read: (path, range) =>
          Stream.unwrap(Effect.gen(function*() {
            yield* checkedPath("read", path)
            const { readableStreamBody } = yield* Effect.tryPromise({
              try: (abortSignal) =>
                container.getBlockBlobClient(path).download(range?.offset ?? 0, range?.length, { abortSignal }),
              catch: failed
            })
            return Stream.fromAsyncIterable(
              new Readable().wrap(readableStreamBody ?? Readable.from([])) as AsyncIterable<Uint8Array>,
              failed
            )
          }))
      })
    })
  )
