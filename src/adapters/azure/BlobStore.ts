import {
  Duration,
  Effect,
  Exit,
  FileSystem,
  Layer,
  Option,
  type PlatformError,
  Predicate,
  Redacted,
  Schedule
} from "effect"
import { createHash } from "node:crypto"
import { fileFault } from "../../domain/FileFault.ts"
import { BlobStore, BlobStoreError } from "../../services/BlobStore.ts"
import { storageRetries } from "../../telemetry/Metrics.ts"
import { checkedPath } from "../checkedPath.ts"
import { expiredDays } from "../expiredDays.ts"
import { forEachPart, isNotOurs, openOwn } from "../ownFiles.ts"

export interface AzureOptions {
  readonly accountName: string
  readonly accountKey: Redacted.Redacted
  readonly container: string
  /** The account's blob endpoint, where it is not `https://{accountName}.blob.core.windows.net`. */
  readonly endpoint?: string | undefined
}

/** Where the account is. */
export const endpointOf = ({ accountName, endpoint }: Pick<AzureOptions, "accountName" | "endpoint">): string =>
  endpoint ?? `https://${accountName}.blob.core.windows.net`

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
        code === "ContainerBeingDeleted" || code === "Md5Mismatch" ?
    "unreachable"
    : "other"
  return new BlobStoreError({ operation, reason, detail })
}

/** A file goes up in blocks of this size: on a line of 9 kB/s one still takes less than its minute. */
const blockSize = 512 * 1024

/**
 * A block's id: where it belongs, and what it holds, so that one which the store has need not be sent again. As long as
 * the SDK's own ids, for Azure takes no blocks with ids of two lengths.
 */
const blockId = (index: number, md5: Buffer) =>
  Buffer.from(`${String(index).padStart(6, "0")}-${md5.toString("hex")}`.padEnd(48, "-")).toString("base64")

/** What is wrong with the file that is to be stored. */
const fileError = (error: PlatformError.PlatformError) =>
  Effect.fail(
    new BlobStoreError({
      operation: "putFile",
      ...fileFault(error),
      ...isNotOurs(error) && { reason: "missingFile" as const, detail: "not a file of our own" }
    })
  )

/** All of what the SDK lists. */
const collect = async <A>(listed: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const all: Array<A> = []
  for await (const one of listed) all.push(one)
  return all
}

/**
 * Azure Blob Storage, by account key. Files go up in blocks, and one that was broken off goes on with the block that it
 * came to. The container is made (private) on first use. A transient failure of a request is tried again, five attempts
 * in all; an attempt is given 30 s, or a minute for a block.
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
        endpointOf(options),
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

      /** One request, and again where it fails in passing. */
      const request = <A>(
        operation: Operation,
        attempt: Duration.Input,
        send: (abortSignal: AbortSignal) => Promise<A>
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

      const look = (operation: Operation, path: string) =>
        request(operation, "30 seconds", (abortSignal) => blob(path).getProperties({ abortSignal })).pipe(
          Effect.map(({ contentLength = 0, contentMD5 }) =>
            Option.some({ bytes: contentLength, md5: contentMD5 && Buffer.from(contentMD5).toString("hex") })
          ),
          Effect.catchIf(({ detail }) => detail.startsWith("HTTP 404"), () => Effect.succeedNone)
        )

      /** Sends the blocks that the store does not have yet; those that it has outlast whoever sent them, for a week. */
      const putBlocks = Effect.fnUntraced(
        function*(path: string, own: FileSystem.File, size: number, contentType: string) {
          const staged = yield* request(
            "putFile",
            "30 seconds",
            (abortSignal) => blob(path).getBlockList("uncommitted", { abortSignal })
          ).pipe(
            Effect.map(({ uncommittedBlocks = [] }) =>
              new Map(uncommittedBlocks.map(({ name, size }) => [name, size]))
            ),
            Effect.catchIf(({ detail }) => detail.startsWith("HTTP 404"), () => Effect.succeed(new Map()))
          )
          const hash = createHash("md5")
          const ids: Array<string> = []
          yield* forEachPart(
            own,
            blockSize,
            Effect.fnUntraced(function*(block) {
              hash.update(block)
              const md5 = createHash("md5").update(block).digest()
              const id = blockId(ids.length, md5)
              ids.push(id)
              if (staged.get(id) === block.byteLength) return
              yield* request(
                "putFile",
                "1 minute",
                (abortSignal) =>
                  blob(path).stageBlock(id, block, block.byteLength, { abortSignal, transactionalContentMD5: md5 })
              )
            })
          ).pipe(Effect.catchTag("PlatformError", fileError))
          const md5 = hash.digest()
          const whole = md5.toString("hex")
          yield* request("putFile", "30 seconds", (abortSignal) =>
            blob(path).commitBlockList(ids, {
              abortSignal,
              blobHTTPHeaders: { blobContentType: contentType, blobContentMD5: md5 }
            }))
          // Each block was checked as it arrived; that all of them are there is for the store to say.
          const stored = yield* look("putFile", path)
          if (Option.exists(stored, ({ bytes, md5: kept }) => bytes === size && (kept ?? whole) === whole)) {
            return { url: blob(path).url, bytes: size }
          }
          return yield* new BlobStoreError({ operation: "putFile", reason: "damaged", detail: "another size or MD5" })
        }
      )

      const foldersIn = (folder: string) =>
        request(
          "sweep",
          "1 minute",
          (abortSignal) => collect(container.listBlobsByHierarchy("/", { prefix: folder, abortSignal }))
        ).pipe(
          Effect.map((found) =>
            found.flatMap(({ kind, name }) => kind === "prefix" ? [name.slice(folder.length, -1)] : [])
          )
        )
      const clear = Effect.fnUntraced(function*(day: string) {
        const blobs = yield* request(
          "sweep",
          "1 minute",
          (abortSignal) => collect(container.listBlobsFlat({ prefix: day, abortSignal }))
        )
        yield* Effect.forEach(
          blobs,
          ({ name }) => request("sweep", "30 seconds", (abortSignal) => blob(name).deleteIfExists({ abortSignal })),
          {
            concurrency: 4,
            discard: true
          }
        )
        return blobs.length
      })

      return BlobStore.of({
        put: Effect.fn("BlobStore.put")(function*(path, content, contentType) {
          yield* checkedPath("put", path)
          const body = new TextEncoder().encode(content)
          yield* request("put", "30 seconds", (abortSignal) =>
            blob(path).upload(body, body.byteLength, {
              abortSignal,
              blobHTTPHeaders: {
                blobContentType: contentType,
                blobContentMD5: createHash("md5").update(body).digest()
              }
            }))
          return { url: blob(path).url, bytes: body.byteLength }
        }),
        putFile: Effect.fn("BlobStore.putFile")(function*(path, file, contentType) {
          yield* checkedPath("putFile", path)
          const own = yield* openOwn(fs, file, "r").pipe(Effect.catchTag("PlatformError", fileError))
          const size = Number((yield* own.stat.pipe(Effect.catchTag("PlatformError", fileError))).size)
          return yield* putBlocks(path, own, size, contentType)
        }, Effect.scoped),
        look: Effect.fn("BlobStore.look")(function*(path) {
          yield* checkedPath("look", path)
          return Option.map(yield* look("look", path), ({ bytes }) => ({ url: blob(path).url, bytes }))
        }),
        remove: Effect.fn("BlobStore.remove")(function*(path) {
          yield* checkedPath("remove", path)
          yield* request("remove", "30 seconds", (abortSignal) => blob(path).deleteIfExists({ abortSignal }))
        }),
        sweep: Effect.fn("BlobStore.sweep")(function*(kind, before) {
          const days = yield* expiredDays(foldersIn, kind, before)
          return (yield* Effect.forEach(days, clear)).reduce((sum, removed) => sum + removed, 0)
        }),
        url: (path) => blob(path).url
      })
    })
  )
