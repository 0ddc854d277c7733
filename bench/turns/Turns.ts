import type { Language } from "../../src/domain/Language.ts"
import type { Speech } from "../../src/sandbox/Speech.ts"
import { makeRandom } from "../anonymizer/Random.ts"
import { type Prompt, trimmed } from "./Prompts.ts"
import { script } from "./Script.ts"
import { sampleRate, type Turn } from "./Trial.ts"

/** What somebody says in one breath after the other. */
interface Said {
  readonly voice: "people" | "synthetic"
  readonly kind: "whole" | "begun" | "sentence" | "number"
  readonly language: Language
  /** 16 kHz. */
  readonly parts: ReadonlyArray<Int16Array>
  readonly texts?: ReadonlyArray<string>
}

export interface Case extends Pick<Said, "kind" | "voice"> {
  readonly pause: number
  /** Somebody else talks in the room. */
  readonly isBabble: boolean
  readonly turn: Turn
}

/** How long people are silent in the middle of a turn (milliseconds). */
const pauses = [300, 600, 1000, 1500]
const samples = (millis: number) => Math.round(millis * sampleRate / 1000)

const resampled = (from: Int16Array, rate: number) => {
  const step = rate / sampleRate
  return Int16Array.from({ length: Math.floor(from.length / step) }, (_, index) => {
    const at = index * step
    const left = from[Math.floor(at)] ?? 0
    return left + ((from[Math.floor(at) + 1] ?? left) - left) * (at - Math.floor(at))
  })
}

const ofPrompt = ({ kind, language, parts, texts }: Prompt): Said => ({
  voice: "people",
  kind,
  language,
  parts: parts.map((part) => resampled(part, 8000)),
  ...(texts !== undefined && { texts })
})

const synthetic = (speech: Speech): ReadonlyArray<Said> =>
  script.flatMap(({ kind, language, parts }) => {
    const spoken = parts.map((text) => trimmed(resampled(speech.render(text, language, "caller"), 24_000)))
    return [{ voice: "synthetic", kind, language, parts: spoken, texts: parts }, {
      voice: "synthetic",
      kind: "whole",
      language,
      parts: [trimmed(resampled(speech.render(parts.join(" "), language, "caller"), 24_000))],
      texts: [parts.join(" ")]
    }]
  })

/** A line is never quiet: comfort noise at -57 dBFS; and somebody behind, 20 dB below the caller. */
const onTheLine = (said: Said, pause: number, babble: Int16Array | undefined, seed: number): Turn => {
  const random = makeRandom(seed)
  const lead = samples(600)
  const length = said.parts.reduce((sum, part) => sum + part.length + samples(pause), lead + samples(2000))
  const audio = Int16Array.from({ length }, (_, index) => {
    const behind = babble === undefined ? 0 : (babble[index % babble.length] ?? 0) / 10
    return Math.round(random.int(160) - 80 + behind)
  })
  const millis = (at: number) => at * 1000 / sampleRate
  let at = lead
  const parts = said.parts.map((part, index) => {
    const from = at
    for (const [offset, sample] of part.entries()) {
      audio[from + offset] = Math.max(-32_768, Math.min(32_767, (audio[from + offset] ?? 0) + sample))
    }
    at += part.length + samples(pause)
    return { text: said.texts?.[index], from: millis(from), to: millis(from + part.length) }
  })
  return { language: said.language, audio, parts }
}

/** Every turn that is tried: with each pause on a quiet line, and with one of them before somebody else's voice. */
export const make = (prompts: ReadonlyArray<Prompt>, speech: Speech): ReadonlyArray<Case> => {
  const all = [...prompts.map(ofPrompt), ...synthetic(speech)]
  const behind = all.filter(({ kind }) => kind === "whole").slice(0, 12)
  const babble = Int16Array.from(behind.flatMap(({ parts }) => parts.flatMap((part) => [...part])))
  return all.flatMap((said, index) => {
    const { kind, voice } = said
    const heard = (pause: number, isBabble: boolean): Case => ({
      kind,
      voice,
      pause,
      isBabble,
      turn: onTheLine(said, pause, isBabble ? babble : undefined, index)
    })
    return said.parts.length === 1
      ? [heard(0, false)]
      : [...pauses.map((pause) => heard(pause, false)), heard(pauses[index % pauses.length] ?? 0, true)]
  })
}
