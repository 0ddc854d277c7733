import { assert, it } from "@effect/vitest"
import * as AudioChunks from "../../src/voice/AudioChunks.ts"

const spoken = Int16Array.from({ length: 24_000 }, (_, index) => (index * 7919) % 65_536 - 32_768)
const decoded = (chunks: ReadonlyArray<string>) => Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, "base64")))

it.each([240, 480, 2400, 2401, 9600])("sends all that is heard in frames of %i samples, 100 ms at a time", (size) => {
  const add = AudioChunks.make()
  const chunks: Array<string> = []
  for (let at = 0; at < spoken.length; at += size) chunks.push(...add(spoken.subarray(at, at + size)))
  assert.strictEqual(chunks.length, 10)
  assert.isTrue(chunks.every((chunk) => decoded([chunk]).length === 4800))
  assert.deepStrictEqual(decoded(chunks), Buffer.from(spoken.buffer))
})

it("keeps what does not fill a chunk for the next one", () => {
  const add = AudioChunks.make()
  assert.deepStrictEqual(add(spoken.subarray(0, 2399)), [])
  assert.deepStrictEqual(decoded(add(spoken.subarray(2399, 2400))), Buffer.from(spoken.buffer, 0, 4800))
})
