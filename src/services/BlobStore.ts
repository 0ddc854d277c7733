import { Context, type Effect, Schema } from "effect"

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

/**
 * Blob storage. Paths are those of `domain/BlobPath.ts`; storing the same path again replaces what was there.
 */
export class BlobStore extends Context.Service<BlobStore, {
  readonly put: (path: string, content: string, contentType: string) => Effect.Effect<StoredBlob, BlobStoreError>
  /** Streams a local file up; the file stays where it is. */
  readonly putFile: (path: string, file: string, contentType: string) => Effect.Effect<StoredBlob, BlobStoreError>
  /** The URL that `path` has or will have. */
  readonly url: (path: string) => string
}>()("receptionist/services/BlobStore") {}
