import type { Language } from "../../src/domain/Language.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import type { Speaker, Speech } from "../../src/sandbox/Speech.ts"

/** Hz. No third harmonic, which the telephone's coding adds, is one of the others. */
const pitches = {
  agent: { FRENCH: 500, ENGLISH: 700 },
  caller: { FRENCH: 1_100, ENGLISH: 1_700 }
} as const satisfies Record<Speaker, Record<Language, number>>

/** Instead of speech, one tone for each speaker in each language: so that whoever is heard somewhere can be told. */
export const speech: Speech = {
  render: (text, language, speaker) => {
    const pitch = pitches[speaker][language]
    return Int16Array.from(
      { length: Pcm.samples(Math.max(800, text.length * 50)) },
      (_, index) => 6_000 * Math.sin(2 * Math.PI * pitch * index / Pcm.sampleRate)
    )
  }
}

/** How strong a tone is in a sound, in the units of its samples (Goertzel's algorithm). */
const strength = (pcm: Pcm.Pcm, pitch: number) => {
  const turn = 2 * Math.cos(2 * Math.PI * pitch / Pcm.sampleRate)
  let before = 0
  let last = 0
  for (const sample of pcm) [before, last] = [last, sample + turn * last - before]
  return Math.sqrt(Math.max(0, last * last + before * before - turn * last * before)) / pcm.length
}

/** Who is heard in a sound: everybody whose tone has a tenth of its full strength in some 100 ms of it. */
export const voices = (pcm: Pcm.Pcm): ReadonlyArray<string> =>
  Object.entries(pitches).flatMap(([speaker, languages]) =>
    Object.entries(languages).flatMap(([language, pitch]) =>
      Pcm.frames(pcm, 100).some((frame) => strength(frame, pitch) > 300) ? [`${speaker} ${language}`] : []
    )
  )
