import { assert, it } from "@effect/vitest"
import { wavOf } from "../../src/adapters/voice/Wav.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"

const tone = Int16Array.from({ length: 4_800 }, (_, index) => Math.round(8_000 * Math.sin(index / 10)))

const field = (at: number, write: "writeUInt16LE" | "writeUInt32LE", value: number) => {
  const file = wavOf([tone])
  file[write](value, at)
  return Pcm.fromWav(file)
}

it("reads the WAV files that it writes, and those that were cut off or never finished", () => {
  assert.deepStrictEqual(Pcm.fromWav(wavOf([tone])), tone)
  for (const length of [0, 0xffff_ffff]) assert.deepStrictEqual(field(40, "writeUInt32LE", length), tone)
  assert.deepStrictEqual(Pcm.fromWav(wavOf([tone]).subarray(0, 1_045)), tone.subarray(0, 500))
})

it("reads what stands before the samples over, another rate, and the first of several channels", () => {
  const file = wavOf([tone])
  const list = Buffer.from("LIST\u0003\0\0\0abc\0", "latin1")
  assert.deepStrictEqual(Pcm.fromWav(Buffer.concat([file.subarray(0, 36), list, file.subarray(36)])), tone)
  assert.strictEqual(field(24, "writeUInt32LE", 8_000)?.length, tone.length * 3)
  assert.deepStrictEqual(field(22, "writeUInt16LE", 2), tone.filter((_, index) => index % 2 === 0))
})

it("reads nothing else", () => {
  assert.isUndefined(Pcm.fromWav(Buffer.from("ID3 and so on, which is no such file")))
  assert.isUndefined(Pcm.fromWav(wavOf([tone]).subarray(0, 36)))
  assert.isUndefined(field(20, "writeUInt16LE", 3))
  assert.isUndefined(field(34, "writeUInt16LE", 8))
  assert.isUndefined(field(22, "writeUInt16LE", 0))
  assert.isUndefined(field(24, "writeUInt32LE", 0))
})
