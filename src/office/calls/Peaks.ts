import { Context, Effect, Layer, type Stream } from "effect"
import type { ByteRange } from "../../services/BlobReader.ts"
import type { BlobStoreError } from "../../services/BlobStore.ts"

export interface Recorded {
  readonly path: string
  readonly read: (range?: ByteRange) => Stream.Stream<Uint8Array, BlobStoreError>
}

/** The peaks of recordings, for their pictures. */
export class Peaks extends Context.Service<Peaks, {
  readonly of: (recording: Recorded) => Effect.Effect<Uint8Array, BlobStoreError>
}>()("receptionist/office/calls/Peaks") {
  static readonly layer = Layer.succeed(Peaks, { of: () => Effect.succeed(new Uint8Array()) })
}
