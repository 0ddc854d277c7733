/** G.711 A-law, by the byte: ITU-T G.711, section 3. Samples are 16-bit. */
export const silence = 0xd5

export const decode = (byte: number): number => {
  const code = byte ^ 0x55
  const segment = (code & 0x70) >> 4
  const low = (code & 0x0f) << 4
  const magnitude = segment === 0 ? low + 8 : (low + 0x108) << (segment - 1)
  return code & 0x80 ? magnitude : -magnitude
}

export const encode = (sample: number): number => {
  const sign = sample < 0 ? 0 : 0x80
  const magnitude = Math.min(32_635, sample < 0 ? -sample - 1 : sample)
  const segment = magnitude < 256 ? 0 : Math.floor(Math.log2(magnitude)) - 7
  const low = (segment === 0 ? magnitude >> 4 : magnitude >> (segment + 3)) & 0x0f
  return (sign | (segment << 4) | low) ^ 0x55
}
