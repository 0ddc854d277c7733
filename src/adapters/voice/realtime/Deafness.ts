/** Audio is judged by blocks of so many milliseconds, over so many of them: 5 s. */
const blockMillis = 100
const blocks = 50
/** Of these, so many must be well above the noise of the line, by this factor: half of them, 12 dB. */
const loudBlocks = 25
const aboveNoise = 4
/** A voice rises and falls by more than this (10 dB); an engine or a fan does not. */
const swing = 3
/** So many loud blocks are a word: 0.4 s. */
const wordBlocks = 4
/** What rises and falls by less than this (6 dB) for so many milliseconds is no voice any more, however noisy the line. */
const hum = 2
export const usualMillis = 3_000
/** Where another server can take the place of one that is taken for deaf too soon. */
export const quickMillis = 1_400
/** A server that goes by what was said waits up to 4 s for more. */
export const thoughtfulMillis = 7_000
/** Who has not been loud for so many blocks has fallen silent. */
const silentBlocks = 5
/** The noise that a line has at least, and how fast its estimate rises (root mean square of full scale; per block). */
const quietest = 0.001
const rise = 1.01
const samplesPerMilli = 24
/** One sample in so many is looked at. */
const stride = 4

/**
 * Notices a server that does not follow the caller, though it answers pings: one that has not noticed them, though they
 * have been speaking for 5 s, and one that waits for the end of their turn, though they have said nothing for
 * `humMillis` (asked anew each time). Each is said once, until the server has proved otherwise: a line may carry what no server would take for a voice, or none
 * for silence.
 */
export const make = (deaf: () => void, humMillis = () => usualMillis) => {
  let levels: Array<number> = []
  let noise = quietest
  let energy = 0
  let looked = 0
  let millis = 0
  let quietFor = silentBlocks
  /** The server says that the caller speaks. */
  let inTurn = false
  const said = { beginning: false, end: false }

  const isLoud = (level: number) => level > aboveNoise * noise
  /** The level of a block, once there is one. */
  const levelOf = (samples: Int16Array) => {
    for (let index = 0; index < samples.length; index += stride) {
      const sample = (samples[index] ?? 0) / 32_768
      energy += sample * sample
      looked++
    }
    millis += samples.length / samplesPerMilli
    if (millis < blockMillis) return undefined
    const level = Math.sqrt(energy / looked)
    energy = looked = millis = 0
    noise = Math.max(quietest, Math.min(noise * rise, level))
    quietFor = isLoud(level) ? 0 : quietFor + 1
    return level
  }
  const isWithin = (factor: number) => Math.max(...levels) < factor * Math.max(quietest, Math.min(...levels))
  /** Keeps the last so many levels; whether there are that many. */
  const keep = (level: number, most: number) => {
    levels.push(level)
    if (levels.length > most) levels.shift()
    return levels.length === most
  }

  return {
    /** The caller's audio, at 24 kHz, while the server says that nobody speaks. */
    hear: (samples: Int16Array): void => {
      if (inTurn) {
        said.end = inTurn = false
        levels = []
      }
      const level = levelOf(samples)
      if (level === undefined || !keep(level, blocks) || said.beginning) return
      if (levels.filter(isLoud).length < loudBlocks || isWithin(swing)) return
      said.beginning = true
      deaf()
    },
    /** The server says that they have begun to speak, of which less than a block may have been looked at. */
    begin: (): void => {
      quietFor = 0
    },
    /** The same as `hear`, while it says that they do. */
    follow: (samples: Int16Array): void => {
      if (!inTurn) {
        inTurn = true
        said.beginning = false
        levels = []
      }
      const level = levelOf(samples)
      if (level === undefined || !keep(level, humMillis() / blockMillis) || said.end || !isWithin(hum)) return
      said.end = true
      deaf()
    },
    /** What comes now is nothing that a server should hear. */
    ignore: (): void => {
      levels = []
    },
    /** Whether something is heard that may be the caller, or was half a second ago. */
    isVoiced: (): boolean => quietFor < silentBlocks,
    /** The server is gone. Gives whether the caller has said something that it had not noticed. */
    dropped: (): boolean => {
      const unnoticed = !inTurn && levels.filter(isLoud).length >= wordBlocks
      levels = []
      inTurn = false
      return unnoticed
    }
  }
}
