import * as Pcm from "./Pcm.ts"

/** What audio sounds like: for each frame of 20 ms its spectrum, as a vector of length 1; none where it is silent. */
export type Sound = ReadonlyArray<Float64Array | undefined>

/** A line that somebody may say, and what is written down when they do. */
export interface Line {
  readonly sound: Sound
  readonly text: string
}

/** A line that was heard, or those of its words that were. */
export interface Recognised {
  readonly line: number
  readonly text: string
}

const frameMillis = 20

// The telephone's band, in steps that the ear takes for equal.
const bands = Array.from({ length: 12 }, (_, index) => 250 * (3_300 / 250) ** (index / 11))
const turns = bands.map((frequency) => 2 * Math.cos(2 * Math.PI * frequency / Pcm.sampleRate))

/** How much of a frequency is in a frame, as Goertzel measures it. */
const energy = (frame: Pcm.Pcm, turn: number): number => {
  let a = 0
  let b = 0
  for (const sample of frame) {
    const next = sample + turn * a - b
    b = a
    a = next
  }
  return a * a + b * b - turn * a * b
}

export const sound = (audio: Pcm.Pcm): Sound =>
  Array.from({ length: Math.ceil(Pcm.millis(audio) / frameMillis) }, (_, index) => {
    // Frames overlap, so that it does not matter much where the first one begins.
    const frame = audio.subarray(Pcm.samples(index * frameMillis), Pcm.samples((index + 2) * frameMillis))
    if (Pcm.loudness(frame) < Pcm.audible) return undefined
    const energies = turns.map((turn) => energy(frame, turn))
    // What is far below the loudest is noise, and as good as nothing.
    const floor = Math.max(...energies) / 100
    const levels = Float64Array.from(energies, (energy) => Math.log(floor + energy))
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length
    const length = Math.hypot(...levels.map((level) => level - mean))
    return levels.map((level) => (level - mean) / length)
  })

/** A stretch of one sound that is like a stretch of another: frames of each, the last one excluded. */
interface Match {
  readonly score: number
  readonly heard: readonly [from: number, to: number]
  readonly known: readonly [from: number, to: number]
}

// A frame that is quite alike adds 0.3 to the score of a match; one that is not takes away as much, or more.
const alike = 0.7
const gap = -0.5

const likeness = (a: Sound[number], b: Sound[number]): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : -alike / 2
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
  return sum - alike
}

/** The best match there is: the local alignment of Smith and Waterman. */
const find = (heard: Sound, known: Sound): Match => {
  let best: Match = { score: 0, heard: [0, 0], known: [0, 0] }
  const width = known.length + 1
  // For each frame of `known`, the best match that ends with it: its score, and where it began, in one number.
  let above = new Float64Array(width)
  let aboveFrom = new Float64Array(width)
  for (const [h, frame] of heard.entries()) {
    const row = new Float64Array(width)
    const from = new Float64Array(width)
    for (let k = 0; k < known.length; k++) {
      const straight = above[k]! + likeness(frame, known[k])
      const score = Math.max(0, straight, above[k + 1]! + gap, row[k]! + gap)
      if (score === 0) continue
      row[k + 1] = score
      from[k + 1] = score !== straight
        ? (score === row[k]! + gap ? from[k]! : aboveFrom[k + 1]!)
        : above[k] === 0
        ? h * width + k
        : aboveFrom[k]!
      if (score <= best.score) continue
      const began = from[k + 1]!
      best = { score, heard: [Math.floor(began / width), h + 1], known: [began % width, k + 1] }
    }
    above = row
    aboveFrom = from
  }
  return best
}

/** The words of a text that are said between two parts of it, 0 its beginning and 1 its end. */
const wordsBetween = (text: string, from: number, to: number): string => {
  let at = 0
  return (text.match(/\S+(?:\s+[!?;:»]+)?\s*/g) ?? []).filter((word) => {
    const middle = (at + word.length / 2) / text.length
    at += word.length
    return middle >= from && middle <= to
  }).join("").trim()
}

const isAudible = (frame: Sound[number]) => frame !== undefined

/** Less than this beside a line is no word. */
const shortestFrames = 10

/**
 * The lines, or parts of lines, that are heard, in order; nothing where it is none of them. Of lines that sound alike it
 * is the first that is `due`.
 */
export const recognise = (
  heard: Sound,
  lines: ReadonlyArray<Line>,
  due: (line: number) => boolean
): ReadonlyArray<Recognised> => {
  const from = heard.findIndex(isAudible)
  const to = heard.findLastIndex(isAudible) + 1
  const audible = heard.filter(isAudible).length
  const matches = lines.map(({ sound }, line) => {
    const match = find(heard, sound)
    // A line that was heard to its end is more likely than the beginning of another.
    return { ...match, line, rank: match.score - (sound.length - match.known[1] + match.known[0]) / 100 }
  })
  const best = Math.max(...matches.map(({ rank }) => rank))
  const alikes = matches.filter(({ rank }) => rank > best - 0.1)
  const match = alikes.find(({ line }) => due(line)) ?? alikes.at(-1)
  if (match === undefined || match.score <= audible * (1 - alike) / 5) return []
  const { sound: { length }, text } = lines[match.line]!
  // Where the line would begin and end, were all of it heard.
  const begins = match.heard[0] - match.known[0]
  const ends = match.heard[1] + length - match.known[1]
  const rest = (frames: Sound) => frames.filter(isAudible).length < shortestFrames ? [] : recognise(frames, lines, due)
  return [
    ...rest(heard.slice(0, Math.max(0, begins))),
    { line: match.line, text: wordsBetween(text, (from - begins) / length, 1 - (ends - to) / length) },
    ...rest(heard.slice(ends))
  ]
}
