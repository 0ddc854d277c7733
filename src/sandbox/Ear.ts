import * as Pcm from "./Pcm.ts"

/** A stretch of sound that somebody heard; epoch milliseconds. While it is not over, `to` moves on. */
export interface Heard {
  readonly from: number
  readonly to: number
  readonly over: boolean
}

/** Silence that ends a stretch; pauses between words and sentences are shorter. */
const hangover = 500

/** What has been heard once `frame` has been, which ended at `at`. The same array where nothing changes. */
export const hear = (heard: ReadonlyArray<Heard>, frame: Pcm.Pcm, at: number): ReadonlyArray<Heard> => {
  const last = heard.at(-1)
  if (Pcm.loudness(frame) >= Pcm.audible) {
    return last === undefined || last.over
      ? [...heard, { from: at - Pcm.millis(frame), to: at, over: false }]
      : [...heard.slice(0, -1), { ...last, to: at }]
  }
  return last === undefined || last.over || at - last.to < hangover
    ? heard
    : [...heard.slice(0, -1), { ...last, over: true }]
}
