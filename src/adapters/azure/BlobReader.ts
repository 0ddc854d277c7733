import { Clock, Duration, Effect, Layer, Option, Predicate, Redacted, Stream } from "effect"
import { BlobReader } from "../../services/BlobReader.ts"
import { BlobStoreError } from "../../services/BlobStore.ts"
import { checkedPath } from "../checkedPath.ts"
import { type AzureOptions, endpointOf } from "./BlobStore.ts"

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

/** Longer than a call, and whoever listens to it, may take. */
const addressHolds = Duration.hours(1)

/** Reads the container that `BlobStore` writes, by account key. */
export const layer = (options: AzureOptions) =>
  Layer.effect(
    BlobReader,
    Effect.gen(function*() {
      const { BlobSASPermissions, BlobServiceClient, generateBlobSASQueryParameters, StorageSharedKeyCredential } =
        yield* Effect.promise(() => import("@azure/storage-blob"))
      const credential = new StorageSharedKeyCredential(options.accountName, Redacted.value(options.accountKey))
      const container = new BlobServiceClient(endpointOf(options), credential).getContainerClient(options.container)
      return BlobReader.of({
        read: (path, range) =>
          Stream.unwrap(Effect.gen(function*() {
            yield* checkedPath("read", path)
            const { readableStreamBody } = yield* Effect.tryPromise({
              try: (abortSignal) =>
                container.getBlockBlobClient(path).download(range?.offset ?? 0, range?.length, { abortSignal }),
              catch: failed
            })
            // On Node it is a stream of bytes.
            return readableStreamBody === undefined
              ? Stream.empty
              : Stream.fromAsyncIterable(readableStreamBody as AsyncIterable<Uint8Array>, failed)
          })),
        address: Effect.fnUntraced(function*(path, contentType) {
          yield* checkedPath("read", path)
          const now = yield* Clock.currentTimeMillis
          const signature = generateBlobSASQueryParameters({
            containerName: options.container,
            blobName: path,
            permissions: BlobSASPermissions.parse("r"),
            // A clock may be some minutes off.
            startsOn: new Date(now - 300_000),
            expiresOn: new Date(now + Duration.toMillis(addressHolds)),
            contentType,
            cacheControl: "private, no-store"
          }, credential)
          return Option.some(new URL(`${container.getBlockBlobClient(path).url}?${signature}`))
        })
      })
    })
  )
