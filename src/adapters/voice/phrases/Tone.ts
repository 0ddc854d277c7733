import { sampleRate } from "../Media.ts"

/** Two soft notes, one above the other, in Hz: a question that waits, not a fault. */
const notes = [587, 784]
/** How long each is, and how long it takes to rise and to fall, in seconds. */
const length = 0.22
const ramp = 0.04
/** Of full scale: as loud as speech, not louder. */
const loudness = 0.12

const samplesOf = (hertz: number) =>
  Int16Array.from({ length: Math.round(length * sampleRate) }, (_, index) => {
    const at = index / sampleRate
    const envelope = Math.min(1, at / ramp, (length - at) / ramp)
    return Math.round(Math.sin(2 * Math.PI * hertz * at) * envelope * loudness * 0x7fff)
  })

/** What a caller hears who waits where nobody has words for them: 24 kHz, mono. */
export const tone = (): Int16Array => Int16Array.from(notes.flatMap((hertz) => [...samplesOf(hertz)]))
