import * as Pcm from "./Pcm.ts"

/** What the detector heard. Times are milliseconds of audio since the connection began. */
export type VadEvent =
  | { readonly _tag: "SpeechStarted"; readonly audioMillis: number }
  | { readonly _tag: "SpeechStopped"; readonly audioMillis: number }

export interface VadState {
  readonly speaking: boolean
  /** How long the opposite of `speaking` has been heard without a break. */
  readonly contraryMillis: number
  readonly heardMillis: number
}

export const initial: VadState = { speaking: false, contraryMillis: 0, heardMillis: 0 }

const frameMillis = 20

// A click on the line is shorter than this; a syllable is longer.
const onsetMillis = 60

/**
 * Energy detection over 20 ms frames: speech begins after 60 ms above the threshold, and ends after `silenceMillis`
 * below it. `audio` is a whole number of frames (the client sends 40 ms at a time).
 */
export const hear = (
  state: VadState,
  audio: Pcm.Pcm,
  silenceMillis: number
): { readonly state: VadState; readonly events: ReadonlyArray<VadEvent> } => {
  const events: Array<VadEvent> = []
  let { contraryMillis, heardMillis, speaking } = state
  for (const frame of Pcm.frames(audio, frameMillis)) {
    heardMillis += frameMillis
    contraryMillis = Pcm.loudness(frame) >= Pcm.audible === speaking ? 0 : contraryMillis + frameMillis
    if (contraryMillis < (speaking ? silenceMillis : onsetMillis)) continue
    events.push({
      _tag: speaking ? "SpeechStopped" : "SpeechStarted",
      audioMillis: speaking ? heardMillis : heardMillis - contraryMillis
    })
    speaking = !speaking
    contraryMillis = 0
  }
  return { state: { speaking, contraryMillis, heardMillis }, events }
}
