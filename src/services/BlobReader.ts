import { Context, type Effect, type Option, type Stream } from "effect"
import type { BlobStoreError } from "./BlobStore.ts"

/** Which bytes of a blob: `length` of them from `offset` on. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** Reads what a `BlobStore` has stored: for whoever shows it. */
export class BlobReader extends Context.Service<BlobReader, {
  /** All of it without a range. Fails with `missingFile` where there is nothing. */
  readonly read: (path: string, range?: ByteRange) => Stream.Stream<Uint8Array, BlobStoreError>
  /**
   * Where whoever has it reads the blob for an hour, as one of `contentType`; none where the store hands nothing to
   * anybody itself. It does not say whether the blob is there.
   */
  readonly address: (path: string, contentType: string) => Effect.Effect<Option.Option<URL>, BlobStoreError>
}>()("receptionist/services/BlobReader") {}
