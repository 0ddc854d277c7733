import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as AudioChunks from "../../../src/adapters/voice/AudioChunks.ts"

const chunkBytes = 1920
const spoken = Int16Array.from({ length: 24_000 }, (_, index) => (index * 7919) % 65_536 - 32_768)
const bytesOf = (samples: Int16Array) => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
const decoded = (chunks: ReadonlyArray<string>) => Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, "base64")))

/** What comes out while `spoken` is heard in frames of these sizes, over and over, for as long as there is any. */
const sent = (sizes: ReadonlyArray<number>) => {
  const { add } = AudioChunks.make()
  const chunks: Array<string> = []
  for (let at = 0, frame = 0; at < spoken.length; frame++) {
    const size = sizes[frame % sizes.length] ?? spoken.length
    chunks.push(...add(spoken.subarray(at, at + size)))
    at += size
  }
  return chunks
}

describe("AudioChunks", () => {
  it.each([240, 480, 960, 961, 9600])("sends all that is heard in frames of %i samples, 40 ms at a time", (size) => {
    const chunks = sent([size])
    assert.isTrue(chunks.every((chunk) => decoded([chunk]).length === chunkBytes))
    assert.isTrue(decoded(chunks).equals(bytesOf(spoken)))
  })

  const frameSizes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 6000 })))
    .check(Schema.isMinLength(1))
  it.prop("sends the very bytes, in their order, whatever the frames", [frameSizes], ([sizes]) => {
    assert.isTrue(decoded(sent(sizes)).equals(bytesOf(spoken)))
  }, { arbitrary: { seed: 1 } })

  it("keeps what does not fill a chunk for the next one, and never sends it by itself", () => {
    const { add } = AudioChunks.make()
    assert.deepStrictEqual(add(spoken.subarray(0, 959)), [])
    assert.deepStrictEqual(add(new Int16Array(0)), [])
    assert.isTrue(decoded(add(spoken.subarray(959, 2000))).equals(bytesOf(spoken.subarray(0, 1920))))
  })

  it("gives what does not fill a chunk where a turn is over", () => {
    const { add, rest } = AudioChunks.make()
    const chunks = [...add(spoken.subarray(0, 3000)), ...rest()]
    assert.isTrue(decoded(chunks).equals(bytesOf(spoken.subarray(0, 3000))))
    assert.deepStrictEqual(rest(), [])
    assert.isTrue(decoded(add(spoken.subarray(0, 960))).equals(bytesOf(spoken.subarray(0, 960))))
  })

  it("keeps the audio of each caller to itself, and no hold on the frames", () => {
    const [one, other] = [AudioChunks.make(), AudioChunks.make()]
    const frame = spoken.slice(0, 480)
    assert.deepStrictEqual([...one.add(frame), ...other.add(spoken.subarray(0, 480))], [])
    frame.fill(0) // the native module may use its memory again
    assert.isTrue(decoded(one.add(spoken.subarray(480, 960))).equals(bytesOf(spoken.subarray(0, 960))))
  })
})
