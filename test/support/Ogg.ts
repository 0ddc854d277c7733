import { getFfmpegPath } from "@livekit/av"
import { execFileSync } from "node:child_process"

/** Ogg Opus of stereo samples (left and right in turn, 16 bit) at `rate` a second. */
export const oggOf = (samples: Int16Array, rate: number) => {
  const encoding = [
    "-v",
    "error",
    "-f",
    "s16le",
    "-ar",
    `${rate}`,
    "-ac",
    "2",
    "-i",
    "pipe:0",
    "-c:a",
    "libopus",
    "-f",
    "ogg",
    "pipe:1"
  ]
  return new Uint8Array(execFileSync(getFfmpegPath() ?? "ffmpeg", encoding, { input: Buffer.from(samples.buffer) }))
}
