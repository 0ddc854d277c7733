import { Duration, Effect, Exit, FileSystem, Layer, Predicate, Redacted, Schedule } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import { BlobStore, BlobStoreError } from "../../services/BlobStore.ts"
import { storageRetries } from "../../telemetry/Metrics.ts"
import { checkedPath } from "../checkedPath.ts"

export interface AzureOptions {
  readonly accountName: string
  readonly accountKey: Redacted.Redacted
  readonly container: string
  /** The account's blob endpoint, where it is not `https://{accountName}.blob.core.windows.net`. */
  readonly endpoint?: string | undefined
}

type Operation = BlobStoreError["operation"]

/** Five attempts in all, about 0.5, 1, 2 and 4 s apart. */
const backoff = Schedule.exponential("500 millis").pipe(
  Schedule.jittered,
  Schedule.setInputType<BlobStoreError>(),
  Schedule.while(({ input }) => input.reason === "unreachable"),
  Schedule.upTo({ times: 4 }),
  Schedule.tap(({ input, attempt }) =>
    Effect.logWarning("Storage did not take an artifact; trying again", { attempt, detail: input.detail }).pipe(
      Effect.andThen(storageRetries)
    )
  )
)

/** What the SDK threw, as one of ours. Its message holds URLs and headers, so that only its codes are read. */
const azureError = (operation: Operation) => (cause: unknown) => {
  const status = Predicate.hasProperty(cause, "statusCode") && Predicate.isNumber(cause.statusCode)
    ? cause.statusCode
    : undefined
  const code = Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) && /^\w{1,60}$/.test(cause.code)
    ? cause.code
    : "unknown"
  const detail = status === undefined ? code : `HTTP ${status} ${code}`
  const reason = code === "ENOENT" ?
    "missingFile"
    : status === 401 || status === 403 ?
    "denied"
    : status === 413 || status === 507 ?
    "full"
    : status === undefined || status === 408 || status === 429 || status >= 500 || code === "ContainerNotFound" ||
        code === "ContainerBeingDeleted" ?
    "unreachable"
    : "other"
  return new BlobStoreError({ operation, reason, detail })
}

/**
 * Azure Blob Storage, by account key. Files go up in blocks of 4 MiB. The container is made (private) on first use.
 * A transient failure is tried again, five attempts in all; an attempt is given 30 s, or 5 minutes for a file.
 */
export const layer = (options: AzureOptions) =>
  Layer.effect(
    BlobStore,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const { BlobServiceClient, StorageSharedKeyCredential } = yield* Effect.promise(() =>
        import("@azure/storage-blob")
      )
      const container = new BlobServiceClient(
        options.endpoint ?? `https://${options.accountName}.blob.core.windows.net`,
        new StorageSharedKeyCredential(options.accountName, Redacted.value(options.accountKey)),
        // Retries are ours: they run on the Clock.
        { retryOptions: { maxTries: 1 } }
      ).getContainerClient(options.container)
      const blob = (path: string) => container.getBlockBlobClient(path)

      const [ensureContainer, forgetContainer] = yield* Effect.cachedInvalidateWithTTL(
        Effect.tryPromise({
          try: (abortSignal) => container.createIfNotExists({ abortSignal }),
          catch: azureError("connect")
        }),
        (exit) => Exit.isSuccess(exit) ? Duration.infinity : Duration.zero
      )

      const upload = (
        operation: Operation,
        attempt: Duration.Input,
        send: (abortSignal: AbortSignal) => Promise<unknown>
      ) =>
        ensureContainer.pipe(
          Effect.andThen(Effect.tryPromise({ try: (signal) => send(signal), catch: azureError(operation) })),
          Effect.timeoutOrElse({
            duration: attempt,
            orElse: () => Effect.fail(new BlobStoreError({ operation, reason: "unreachable", detail: "timeout" }))
          }),
          // The container may have been deleted meanwhile: the next attempt asks again.
          Effect.tapError(() => forgetContainer),
          Effect.retry(backoff)
        )

      return BlobStore.of({
        put: Effect.fn("BlobStore.put")(function*(path, content, contentType) {
          yield* checkedPath("put", path)
          const body = new TextEncoder().encode(content)
          yield* upload("put", "30 seconds", (abortSignal) =>
            blob(path).uploadData(body, { abortSignal, blobHTTPHeaders: { blobContentType: contentType } }))
          return { url: blob(path).url, bytes: body.byteLength }
        }),
        putFile: Effect.fn("BlobStore.putFile")(function*(path, file, contentType) {
          yield* checkedPath("putFile", path)
          const { size } = yield* fs.stat(file).pipe(
            Effect.mapError((error) =>
              new BlobStoreError({ operation: "putFile", ...fileFault(error) })
            )
          )
          yield* upload("putFile", "5 minutes", (abortSignal) =>
            blob(path).uploadFile(file, {
              abortSignal,
              blockSize: 4 * 1024 * 1024,
              maxSingleShotSize: 4 * 1024 * 1024,
              concurrency: 2,
              blobHTTPHeaders: { blobContentType: contentType }
            }))
          return { url: blob(path).url, bytes: Number(size) }
        }),
        url: (path) => blob(path).url
      })
    })
  )
