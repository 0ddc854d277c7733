import { Cache, Context, Effect, Layer, Stream } from "effect"
import { peaksPerSecond } from "../../api/Calls.ts"
import { AudioDecoder } from "../../services/AudioDecoder.ts"
import type { ByteRange } from "../../services/BlobReader.ts"
import type { BlobStoreError } from "../../services/BlobStore.ts"

export interface Recorded {
  readonly path: string
  readonly read: (range?: ByteRange) => Stream.Stream<Uint8Array, BlobStoreError>
}

const samplesPerSecond = 8000
const samplesAPeak = samplesPerSecond / peaksPerSecond
const bytesASample = 4

/** The loudest sample of each channel in each twenty-fifth of a second, as a byte. */
const makePeaks = () => {
  const peaks: Array<number> = []
  let rest = new Uint8Array()
  let [left, right, count] = [0, 0, 0]
  const close = () => {
    peaks.push(left >> 7, right >> 7)
    ;[left, right, count] = [0, 0, 0]
  }
  return {
    add: (chunk: Uint8Array) => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const whole = bytes.length - bytes.length % bytesASample
      for (let offset = 0; offset < whole; offset += bytesASample) {
        left = Math.max(left, Math.min(Math.abs(view.getInt16(offset, true)), 32_767))
        right = Math.max(right, Math.min(Math.abs(view.getInt16(offset + 2, true)), 32_767))
        if (++count === samplesAPeak) close()
      }
      rest = new Uint8Array(bytes.subarray(whole))
    },
    end: () => {
      if (count > 0) close()
      return Uint8Array.from(peaks)
    }
  }
}

/** The peaks of recordings, for their pictures. The last hundred are remembered: the pictures are of what was said. */
export class Peaks extends Context.Service<Peaks, {
  /** Empty where the recording cannot be decoded. */
  readonly of: (recording: Recorded) => Effect.Effect<Uint8Array, BlobStoreError>
}>()("receptionist/office/calls/Peaks") {
  static readonly layer = Layer.effect(
    Peaks,
    Effect.gen(function*() {
      const decoder = yield* AudioDecoder
      const reading = new Map<string, Recorded>()
      const cache = yield* Cache.make({
        capacity: 100,
        lookup: Effect.fnUntraced(function*(path: string): Effect.fn.Return<Uint8Array, BlobStoreError> {
          const recorded = reading.get(path)
          if (recorded === undefined) return new Uint8Array()
          const peaks = makePeaks()
          yield* decoder.decode(recorded.read()).pipe(
            Stream.runForEach((chunk) => Effect.sync(() => peaks.add(chunk))),
            Effect.catchTag("AudioUndecodable", (error) => Effect.logWarning(error.message))
          )
          return peaks.end()
        })
      })
      return Peaks.of({
        of: Effect.fn("Peaks.of")(function*(recorded) {
          reading.set(recorded.path, recorded)
          return yield* Cache.get(cache, recorded.path).pipe(
            Effect.ensuring(Effect.sync(() => void reading.delete(recorded.path))),
            // One that failed is asked for again.
            Effect.tapError(() => Cache.invalidate(cache, recorded.path))
          )
        })
      })
    })
  )
}
