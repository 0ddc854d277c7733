import { Context, Duration, Effect, Exit, FileSystem, Layer, Path, Predicate, Redacted, Schedule, Schema } from "effect"
import { storageRetries } from "../telemetry/Metrics.ts"
import { fileProblem, writeDurably } from "./durableFile.ts"

const advice = {
  full: "free some space, or raise the quota; what could not be stored is kept in the journal",
  denied: "check the storage account's key, or the permissions of DATA_DIR",
  unreachable: "check the network and AZURE_STORAGE_ACCOUNT_NAME",
  badPath: "this is a defect: paths are made of checked ids",
  missingFile: "the file to store is gone",
  other: "see the code"
} as const

/** An artifact could not be stored. `detail` is a status or error code; never a path, a URL or a key. */
export class BlobStoreError extends Schema.TaggedError<BlobStoreError>()("BlobStoreError", {
  operation: Schema.Literals(["put", "putFile", "connect"]),
  reason: Schema.Literals(["full", "denied", "unreachable", "badPath", "missingFile", "other"]),
  detail: Schema.String
}) {
  override get message() {
    return `storage refused the artifact (${this.reason}: ${this.detail}): ${advice[this.reason]}`
  }
}

/** Where a blob is, and how large. */
export interface StoredBlob {
  readonly url: string
  readonly bytes: number
}

export interface AzureOptions {
  readonly accountName: string
  readonly accountKey: Redacted.Redacted
  readonly container: string
  /** The account's blob endpoint, where it is not `https://{accountName}.blob.core.windows.net`. */
  readonly endpoint?: string | undefined
}

type Operation = BlobStoreError["operation"]

// Segments are ids (domain/Ids.ts), the last one with an extension: nothing here can climb out of the root.
const safePath = /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,127}\/)+[A-Za-z0-9][A-Za-z0-9_-]{0,127}\.[a-z0-9]{1,8}$/

const checked = (operation: Operation, path: string) =>
  path.length <= 1024 && safePath.test(path)
    ? Effect.succeed(path)
    : Effect.fail(new BlobStoreError({ operation, reason: "badPath", detail: "not a path of ids" }))

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
 * Blob storage: Azure, or a directory. Paths are those of `domain/BlobPath.ts`; storing the same path again replaces
 * what was there.
 */
export class BlobStore extends Context.Service<BlobStore, {
  readonly put: (path: string, content: string, contentType: string) => Effect.Effect<StoredBlob, BlobStoreError>
  /** Streams a local file up; the file stays where it is. */
  readonly putFile: (path: string, file: string, contentType: string) => Effect.Effect<StoredBlob, BlobStoreError>
  /** The URL that `path` has or will have. */
  readonly url: (path: string) => string
}>()("receptionist/services/BlobStore") {
  /**
   * Azure Blob Storage, by account key. Files go up in blocks of 4 MiB. The container is made (private) on first use.
   * A transient failure is tried again, five attempts in all; an attempt is given 30 s, or 5 minutes for a file.
   */
  static readonly layerAzure = (options: AzureOptions) =>
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
            yield* checked("put", path)
            const body = new TextEncoder().encode(content)
            yield* upload("put", "30 seconds", (abortSignal) =>
              blob(path).uploadData(body, { abortSignal, blobHTTPHeaders: { blobContentType: contentType } }))
            return { url: blob(path).url, bytes: body.byteLength }
          }),
          putFile: Effect.fn("BlobStore.putFile")(function*(path, file, contentType) {
            yield* checked("putFile", path)
            const { size } = yield* fs.stat(file).pipe(
              Effect.mapError((error) =>
                new BlobStoreError({ operation: "putFile", ...fileProblem(error) })
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
          url: (path) =>
            blob(path).url
        })
      })
    )

  /**
   * A directory: `root` plus the path as it is. Written under a temporary name, flushed, renamed; readable by this
   * user alone. The content type is what the file's extension says.
   */
  static readonly layerDirectory = (options: { readonly root: string }) =>
    Layer.effect(
      BlobStore,
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const paths = yield* Path.Path
        const root = paths.resolve(options.root)
        // A root that cannot be a URL is a programming error: `resolve` made it absolute.
        const base = yield* paths.toFileUrl(`${root}/`).pipe(Effect.orDie)
        const url = (path: string) => new URL(path.split("/").map(encodeURIComponent).join("/"), base).href

        const store = (
          operation: Operation,
          path: string,
          write: (target: string) => ReturnType<typeof writeDurably>
        ) =>
          Effect.gen(function*() {
            const target = paths.join(root, yield* checked(operation, path))
            yield* fs.makeDirectory(paths.dirname(target), { recursive: true, mode: 0o700 })
            yield* write(target)
            return { url: url(path), bytes: Number((yield* fs.stat(target)).size) }
          }).pipe(
            Effect.catchTag("PlatformError", (error) => new BlobStoreError({ operation, ...fileProblem(error) }))
          )

        return BlobStore.of({
          put: Effect.fn("BlobStore.put")(function*(path, content, _contentType) {
            return yield* store(
              "put",
              path,
              (target) =>
                writeDurably(fs, target, (temporary) =>
                  fs.writeFileString(temporary, content, { flag: "wx", mode: 0o600 }))
            )
          }),
          putFile: Effect.fn("BlobStore.putFile")(function*(path, file, _contentType) {
            return yield* store(
              "putFile",
              path,
              (target) =>
                writeDurably(fs, target, (temporary) =>
                  fs.copyFile(file, temporary).pipe(Effect.andThen(fs.chmod(temporary, 0o600))))
            )
          }),
          url
        })
      })
    )
}
