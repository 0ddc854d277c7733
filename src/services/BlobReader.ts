import { Context, type Stream } from "effect"
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
}>()("receptionist/services/BlobReader") {}
