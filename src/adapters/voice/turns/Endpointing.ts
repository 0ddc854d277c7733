/** Windows of a voice detector at or above `onset` begin speech; one at or below `offset` is silence. */
const onset = 0.5
const offset = 0.35
/** So much speech is a voice: a click on the line is shorter, a syllable longer. */
const shortestSpeech = 90
/** A pause is judged after so much silence. */
const judgedAfter = 150
/** The pause that ends a turn which is surely over, one of which nothing is known, one that may be, and any (milliseconds). */
export const sure = 200
const unknown = 400
const likely = 500
export const longest = 1100

/** How long a pause must be to end the turn, by the probability that it does: likely from `threshold` on. */
export const patience = (probability: number | undefined, threshold: number): number => {
  if (probability === undefined) return unknown
  if (probability >= (1 + threshold) / 2) return sure
  const doubt = Math.max(0, Math.min(1, 8 * (threshold - probability) / threshold))
  return likely + doubt * (longest - likely)
}

/** What a window of audio brought about: the caller has begun, pauses (which is to be judged), goes on, or is done. */
export type Change = "began" | "paused" | "resumed" | "ended"

/** Follows the windows of a voice detector through the caller's turns. Pauses are as long as their audio is. */
export const make = () => {
  let isOpen = false
  let speech = 0
  let silence = 0
  /** How long the pause must become. */
  let patient = longest
  let judged = false

  const close = () => {
    isOpen = judged = false
    speech = silence = 0
  }

  return {
    /** The probability of speech in the next `millis` of audio. */
    hear: (probability: number, millis: number): Change | undefined => {
      if (!isOpen) {
        speech = probability >= onset ? speech + millis : 0
        if (speech < shortestSpeech) return undefined
        isOpen = true
        silence = 0
        return "began"
      }
      if (probability > offset) {
        speech += millis
        if (judged && speech < shortestSpeech) return undefined
        silence = 0
        if (!judged) return undefined
        judged = false
        return "resumed"
      }
      speech = 0
      silence += millis
      if (!judged && silence >= judgedAfter) {
        judged = true
        patient = longest
        return "paused"
      }
      if (!judged || silence < patient) return undefined
      close()
      return "ended"
    },
    /** The pause that is going on ends the turn when it is so long: now, where it is. */
    wait: (millis: number): "ended" | undefined => {
      if (!judged) return undefined
      patient = millis
      // In a voice that may be going on, the next window tells.
      if (speech > 0 || silence < patient) return undefined
      close()
      return "ended"
    },
    /** Whether the caller is in a turn. */
    isOpen: () => isOpen,
    /** The turn is over, whatever is heard: speech that goes on begins another. */
    close
  }
}
