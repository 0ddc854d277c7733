import { sampleRate } from "./Media.ts"

/** A WAV file of this audio: mono 16-bit samples, in pieces. */
export const wavOf = (pieces: ReadonlyArray<Int16Array>): Buffer => {
  const bytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const header = Buffer.alloc(44)
  header.write("RIFF", 0, "latin1")
  header.writeUInt32LE(36 + bytes, 4)
  header.write("WAVEfmt ", 8, "latin1")
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write("data", 36, "latin1")
  header.writeUInt32LE(bytes, 40)
  return Buffer.concat([
    header,
    ...pieces.map(({ buffer, byteLength, byteOffset }) => Buffer.from(buffer, byteOffset, byteLength))
  ])
}
