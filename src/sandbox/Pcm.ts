/** Mono 16-bit samples at 24 kHz: what the realtime protocol and the sandbox speak. */
export type Pcm = Int16Array

export const sampleRate = 24_000

export const samples = (millis: number): number => Math.round(millis * sampleRate / 1000)

export const millis = (pcm: Pcm | number): number => (typeof pcm === "number" ? pcm : pcm.length) * 1000 / sampleRate

export const silence = (durationMillis: number): Pcm => new Int16Array(samples(durationMillis))

/** Root mean square, 0 (silence) to 1 (full scale). */
export const loudness = (pcm: Pcm): number => {
  if (pcm.length === 0) return 0
  let sum = 0
  for (const sample of pcm) sum += sample * sample
  return Math.sqrt(sum / pcm.length) / 32_768
}

/** Loudness from which a frame counts as speech: well above line noise, well below a quiet voice. */
export const audible = 0.008

export const concat = (parts: ReadonlyArray<Pcm>): Pcm => {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Splits into frames of `durationMillis`; the last one is filled up with silence. */
export const frames = (pcm: Pcm, durationMillis: number): Array<Pcm> => {
  const size = samples(durationMillis)
  return Array.from({ length: Math.ceil(pcm.length / size) }, (_, index) => {
    const frame = new Int16Array(size)
    frame.set(pcm.subarray(index * size, (index + 1) * size))
    return frame
  })
}

export const toBase64 = (pcm: Pcm): string => Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString("base64")

/** Reads base64 of little-endian samples; an odd byte at the end is dropped. */
export const fromBase64 = (text: string): Pcm => {
  const bytes = Buffer.from(text, "base64")
  return new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1)
}

/** Reads a WAV file of 16-bit samples, of any rate and number of channels; `undefined` where it is none. */
export const fromWav = (file: Buffer): Pcm | undefined => {
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") return undefined
  let format: { readonly channels: number; readonly rate: number } | undefined
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString("latin1", at, at + 4)
    const start = at + 8
    // A file that is written while it is recorded says 0 or more than there is.
    const end = Math.min(file.length, start + (file.readUInt32LE(at + 4) || file.length))
    if (name === "fmt " && end - start >= 16) {
      if (file.readUInt16LE(start) !== 1 || file.readUInt16LE(start + 14) !== 16) return undefined
      format = { channels: file.readUInt16LE(start + 2), rate: file.readUInt32LE(start + 4) }
      if (format.channels === 0 || format.rate === 0) return undefined
    }
    if (name === "data") {
      if (format === undefined) return undefined
      const bytes = file.subarray(start, end)
      const all = new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1)
      return resample(all.filter((_, index) => index % format!.channels === 0), format.rate)
    }
    at = end + (end & 1)
  }
  return undefined
}

/** From another rate to this one, by linear interpolation. */
export const resample = (audio: Int16Array, rate: number): Pcm => {
  if (rate === sampleRate) return audio
  const ratio = rate / sampleRate
  const out = new Int16Array(Math.floor(audio.length / ratio))
  for (let index = 0; index < out.length; index++) {
    const at = index * ratio
    const left = Math.floor(at)
    const a = audio[left] ?? 0
    out[index] = a + ((audio[left + 1] ?? a) - a) * (at - left)
  }
  return out
}
