import type { AudioFrame } from "@livekit/rtc-node"
import type { Language } from "../../../domain/Language.ts"

/** How likely it is that a pause ends the turn, and from which probability on it is sure. */
export interface Judgement {
  readonly probability: number
  readonly threshold: number
}

/** What judges the pauses of one call. */
export interface Listener {
  readonly hear: (frame: AudioFrame) => void
  /** Nothing where it does not know. Bounded. */
  readonly probability: (language: Language) => Promise<Judgement | undefined>
  readonly close: () => void
}

export interface TurnDetector {
  readonly listen: () => Listener
}
