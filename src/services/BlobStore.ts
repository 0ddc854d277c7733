import { Context, type Effect, Schema } from "effect"

/** An artifact could not be stored. */
export class BlobStoreError extends Schema.TaggedError<BlobStoreError>()("BlobStoreError", {
  operation: Schema.Literals(["put", "putFile", "connect"]),
  reason: Schema.Literals(["full", "denied", "unreachable", "badPath", "missingFile", "other"]),
  detail: Schema.String
}) {
  override get message() {
    return `storage refused the artifact (${this.reason}: ${this.detail})`
  }
}

/** Where a blob is, and how large. */
export interface StoredBlob {
  readonly url: string
  readonly bytes: number
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
}>()("receptionist/services/BlobStore") {}
