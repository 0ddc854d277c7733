/** Audio is judged by blocks of so many milliseconds, over so many of them: 5 s. */
const blockMillis = 100
const blocks = 50
/** Of these, so many must be well above the noise of the line, by this factor: half of them, 12 dB. */
const loudBlocks = 25
const aboveNoise = 4
/** A voice rises and falls by more than this (10 dB); an engine or a fan does not. */
const swing = 3
/** The noise that a line has at least, and how fast its estimate rises (root mean square of full scale; per block). */
const quietest = 0.001
const rise = 1.01
const samplesPerMilli = 24
/** One sample in so many is looked at. */
const stride = 4

/**
 * Notices a server that does not hear the caller, though they have been speaking for 5 s: one that answers pings is not
 * therefore listening. It is said once, until the server has heard something again: a line may carry what no server
 * would take for a voice.
 */
export const make = (deaf: () => void) => {
  let levels: Array<number> = []
  let noise = quietest
  let energy = 0
  let looked = 0
  let millis = 0
  let said = false

  const judge = () => {
    const loud = levels.filter((level) => level > aboveNoise * noise).length
    if (said || loud < loudBlocks || Math.max(...levels) < swing * Math.min(...levels)) return
    said = true
    levels = []
    deaf()
  }

  return {
    /** The caller's audio, at 24 kHz. */
    hear: (samples: Int16Array): void => {
      for (let index = 0; index < samples.length; index += stride) {
        const sample = (samples[index] ?? 0) / 32_768
        energy += sample * sample
        looked++
      }
      millis += samples.length / samplesPerMilli
      if (millis < blockMillis) return
      const level = Math.sqrt(energy / looked)
      energy = looked = millis = 0
      noise = Math.max(quietest, Math.min(noise * rise, level))
      levels.push(level)
      if (levels.length < blocks) return
      judge()
      levels.shift()
    },
    /** The server has heard the caller, or could not be expected to. `noticed`: it has proved that it listens. */
    reset: (noticed: boolean): void => {
      levels = []
      if (noticed) said = false
    }
  }
}
