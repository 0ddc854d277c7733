/** 40 ms of mono 16-bit audio at 24 kHz: what the realtime model is sent at a time. */
const chunkBytes = 1920

/**
 * Puts audio together to chunks; gives those that are full, in base64. The rest waits for what follows, or until it is
 * asked for, and is dropped with the call: less than 40 ms, when nobody is there any more who could be answered.
 */
export const make = () => {
  const chunk = Buffer.alloc(chunkBytes)
  let filled = 0
  return {
    add: (samples: Int16Array): ReadonlyArray<string> => {
      const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
      const full: Array<string> = []
      for (let taken = 0; taken < bytes.length;) {
        const copied = bytes.copy(chunk, filled, taken)
        taken += copied
        filled = (filled + copied) % chunkBytes
        if (filled === 0) full.push(chunk.toString("base64"))
      }
      return full
    },
    /** What does not fill a chunk, now. */
    rest: (): ReadonlyArray<string> => {
      const rest = chunk.toString("base64", 0, filled)
      filled = 0
      return rest === "" ? [] : [rest]
    }
  }
}
