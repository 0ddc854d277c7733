import { Context, type Effect, type Option, Schema } from "effect"

const advice = {
  full: "free some space, or raise the quota; what could not be stored is kept in the journal",
  denied: "check the storage account's key, or the permissions of DATA_DIR",
  unreachable: "check the network and AZURE_STORAGE_ACCOUNT_NAME",
  badPath: "this is a defect: paths are made of checked ids",
  missingFile: "the file to store is gone, or is not a plain file of our own",
  damaged: "what the store has is not what it was sent; it is sent again",
  other: "see the code"
} as const

/** An artifact could not be stored. `detail` is a status or error code; never a path, a URL or a key. */
export class BlobStoreError extends Schema.TaggedError<BlobStoreError>()("BlobStoreError", {
  operation: Schema.Literals(["put", "putFile", "look", "read", "remove", "sweep", "connect"]),
  reason: Schema.Literals(["full", "denied", "unreachable", "badPath", "missingFile", "damaged", "other"]),
  detail: Schema.String
}) {
  override get message() {
    return `storage refused the artifact (${this.reason}: ${this.detail}): ${advice[this.reason]}`
  }
}

/** What of a call is stored, as the second part of its path says. */
export type BlobKind = "recordings" | "transcripts"

/** Where a blob is, and how large. */
export interface StoredBlob {
  readonly url: string
  readonly bytes: number
}

/**
 * Blob storage. Paths are those of `domain/BlobPath.ts`; storing the same path again replaces what was there. What is
 * stored is there when the store has said so: its size is what was sent, and its MD5, where the store keeps one.
 */
export class BlobStore extends Context.Service<BlobStore, {
  readonly put: (path: string, content: string, contentType: string) => Effect.Effect<StoredBlob, BlobStoreError>
  /**
   * Streams a local file up; the file stays where it is, and a link to one is refused. Broken off and asked for again, it
   * goes on where it was, if the store can do that. Takes as long as it takes.
   */
  readonly putFile: (path: string, file: string, contentType: string) => Effect.Effect<StoredBlob, BlobStoreError>
  /** What is at `path`; none where there is nothing. */
  readonly look: (path: string) => Effect.Effect<Option.Option<StoredBlob>, BlobStoreError>
  /** Destroys what is at `path`; where there is nothing, that is no failure. */
  readonly remove: (path: string) => Effect.Effect<void, BlobStoreError>
  /** Destroys all of a kind that belongs to days that were over by `before` (epoch ms, UTC); gives how many. */
  readonly sweep: (kind: BlobKind, before: number) => Effect.Effect<number, BlobStoreError>
  /** The URL that `path` has or will have. */
  readonly url: (path: string) => string
}>()("receptionist/services/BlobStore") {}
