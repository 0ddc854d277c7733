import type { Espeak, EspeakWorker } from "@echogarden/espeak-ng-emscripten"
import { Effect } from "effect"
import type { Language } from "../domain/Language.ts"
import * as Pcm from "./Pcm.ts"

/** Who speaks: the two sound different, so that a recording can be followed. */
export type Speaker = "agent" | "caller"

/** Text to audible speech. The same text always gives the same samples. */
export interface Speech {
  readonly render: (text: string, language: Language, speaker: Speaker) => Pcm.Pcm
}

const espeakVoices: Readonly<Record<Speaker, Readonly<Record<Language, string>> & { readonly pitch: number }>> = {
  agent: { FRENCH: "fr-fr", ENGLISH: "en-us", pitch: 62 },
  caller: { FRENCH: "fr-be", ENGLISH: "en-gb", pitch: 28 }
}

// A caller's line is one turn: no pause in it may be long enough for a turn detector (200 ms) to end it.
const longestPause = 120

const render = (worker: EspeakWorker) => (text: string, language: Language, speaker: Speaker): Pcm.Pcm => {
  const voice = espeakVoices[speaker]
  worker.set_voice(voice[language])
  worker.set_rate(165)
  worker.set_pitch(voice.pitch)
  const parts: Array<Int16Array> = []
  worker.synthesize(text, (audio) => {
    parts.push(audio)
    return false
  })
  const spoken = Pcm.resample(Pcm.concat(parts), worker.get_samplerate())
  return shortenPauses(spoken, speaker === "caller" ? longestPause : 350)
}

/** Cuts the silence at both ends, and what is longer than `limit` milliseconds in between. */
export const shortenPauses = (pcm: Pcm.Pcm, limit: number): Pcm.Pcm => {
  const kept: Array<Pcm.Pcm> = []
  let quiet: Array<Pcm.Pcm> = []
  for (const frame of Pcm.frames(pcm, 20)) {
    if (Pcm.loudness(frame) < Pcm.audible) {
      quiet.push(frame)
      continue
    }
    if (kept.length > 0) kept.push(...quiet.slice(0, limit / 20))
    quiet = []
    kept.push(frame)
  }
  return Pcm.concat([...kept, ...quiet.slice(0, 2)])
}

const vowels: ReadonlyArray<readonly [number, number, number]> = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [530, 1840, 2480],
  [570, 840, 2410],
  [300, 870, 2240]
]

/**
 * Speech without words: glottal pulses through three vowel resonators, one syllable of 160 ms for every three letters.
 * Cheap, audible, and speech to a voice detector.
 */
export const formants: Speech = {
  render: (text, _language, speaker) => {
    const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
    const syllables = Math.max(1, Math.ceil(letters.length / 3))
    const period = Math.round(Pcm.sampleRate / (speaker === "agent" ? 190 : 115))
    const syllable = Pcm.samples(160)
    const out = new Int16Array(syllables * syllable)
    const state = [0, 0, 0, 0, 0, 0]
    for (let n = 0; n < syllables; n++) {
      const vowel = vowels[(letters.codePointAt(n * 3) ?? 0) % vowels.length]!
      for (let index = 0; index < syllable; index++) {
        const pulse = (n * syllable + index) % period === 0 ? 1 : 0
        let sum = 0
        vowel.forEach((frequency, k) => {
          const radius = 1 - 90 * Math.PI / Pcm.sampleRate
          const y = pulse + 2 * radius * Math.cos(2 * Math.PI * frequency / Pcm.sampleRate) * state[2 * k]! -
            radius * radius * state[2 * k + 1]!
          state[2 * k + 1] = state[2 * k]!
          state[2 * k] = y
          sum += y / (k + 1)
        })
        // The envelope never falls to silence inside a line, so that a line is one turn.
        const envelope = 0.25 + 0.75 * Math.sin(Math.PI * index / syllable)
        out[n * syllable + index] = Math.max(-32_768, Math.min(32_767, sum * envelope * 1_800))
      }
    }
    return out
  }
}

const cached = (speech: Speech): Speech => {
  const rendered = new Map<string, Pcm.Pcm>()
  return {
    render: (text, language, speaker) => {
      const key = `${speaker} ${language} ${text}`
      const known = rendered.get(key)
      if (known !== undefined) return known
      const pcm = speech.render(text, language, speaker)
      rendered.set(key, pcm)
      return pcm
    }
  }
}

/** eSpeak NG, or `formants` where it cannot be imported. */
export const loadFrom = (espeak: () => Promise<{ readonly default: () => Promise<Espeak> }>): Effect.Effect<Speech> =>
  Effect.tryPromise(async () => {
    const { eSpeakNGWorker } = await (await espeak()).default()
    return cached({ render: render(new eSpeakNGWorker()) })
  }).pipe(Effect.orElseSucceed(() => cached(formants)))

/** Speech that one can understand, where the development dependencies are installed. */
export const load: Effect.Effect<Speech> = loadFrom(() => import("@echogarden/espeak-ng-emscripten"))

/** The language a line is most likely in: for a TTS request, which does not say. */
export const languageOf = (text: string): Language =>
  /[àâçéèêëîïôûùœ]|\b(bonjour|je|vous|nous|est|merci|une?|les?|la|du|des|pour|ici)\b/i.test(text) ? "FRENCH" : "ENGLISH"

/** The same, each line rendered once. */
export const renderedOnce = (speech: Speech): Speech => {
  const rendered = new Map<string, Pcm.Pcm>()
  return {
    render: (text, language, speaker) => {
      const key = `${speaker} ${language} ${text}`
      const pcm = rendered.get(key) ?? speech.render(text, language, speaker)
      rendered.set(key, pcm)
      return pcm
    }
  }
}
