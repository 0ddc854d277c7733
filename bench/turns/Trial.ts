import { createRequire } from "node:module"
import { thresholds } from "../../src/adapters/voice/turns/AudioDetector.ts"
import * as Endpointing from "../../src/adapters/voice/turns/Endpointing.ts"
import { wordsThreshold } from "../../src/adapters/voice/turns/TextJudge.ts"
import type { Language } from "../../src/domain/Language.ts"
import { probabilityOfEnd } from "../../src/receptionist/turns/EndOfTurn.ts"

interface Native {
  readonly predict: (pcm: Int16Array) => Promise<number>
  readonly createVad: () => { readonly predict: (pcm: Int16Array) => Promise<number> }
}
const native: Native = createRequire(createRequire(import.meta.url).resolve("@livekit/agents"))(
  "@livekit/local-inference"
)

export const sampleRate = 16_000
const window = 512
const windowMillis = 32

/** One turn on the line, with its pauses in it. */
export interface Turn {
  readonly language: Language
  /** 16 kHz. */
  readonly audio: Int16Array
  /** What was said in each part, where it is known, and when it ends (milliseconds). */
  readonly parts: ReadonlyArray<{ readonly text: string | undefined; readonly from: number; readonly to: number }>
}

/** What judges a pause: how likely it is to end the turn, after how many milliseconds it says so. */
export interface Judge {
  readonly takes: number
  readonly of: (
    turn: Turn,
    at: number
  ) => Promise<{ readonly probability: number; readonly threshold: number } | undefined>
}

/** The silence of a server. */
export const silence: Judge = { takes: 0, of: async () => undefined }

/** LiveKit's model of how a turn sounds, as the worker asks it. */
export const sound: Judge = {
  takes: 50,
  of: async ({ audio, language }, at) => {
    const end = Math.round(at * sampleRate / 1000)
    const from = Math.max(0, end - 1.2 * sampleRate)
    return { probability: await native.predict(audio.slice(from, end)), threshold: thresholds[language] }
  }
}

/** By words that are there when they have been transcribed. */
export const words: Judge = {
  // They are asked for in the pause, and are there 250 ms later.
  takes: 290,
  of: async ({ language, parts }, at) => {
    const said = parts.filter(({ from }) => from < at - 100)
    const texts = said.map(({ text }) => text ?? "")
    return { probability: probabilityOfEnd(texts.join(" "), { language }), threshold: wordsThreshold }
  }
}

/** The probability of speech in each window. */
export const voiced = async ({ audio }: Turn): Promise<ReadonlyArray<number>> => {
  const vad = native.createVad()
  const found: Array<number> = []
  for (let at = 0; at + window <= audio.length; at += window) {
    found.push(await vad.predict(audio.slice(at, at + window)))
  }
  return found
}

/** What became of a turn on the line. */
export interface Followed {
  /** When turns ended in it (milliseconds). */
  readonly ends: ReadonlyArray<number>
  /** How many pauses ended none: the caller went on, whoever asked for an answer ahead has asked in vain. */
  readonly goneOn: number
}

export const follow = async (turn: Turn, speech: ReadonlyArray<number>, judge: Judge): Promise<Followed> => {
  const endpointing = Endpointing.make()
  const found: Array<number> = []
  let goneOn = 0
  let known: { readonly at: number; readonly patience: number } | undefined
  for (const [index, probability] of speech.entries()) {
    const at = (index + 1) * windowMillis
    if (known !== undefined && known.at <= at) {
      if (endpointing.wait(known.patience) === "ended") found.push(at)
      known = undefined
    }
    const change = endpointing.hear(probability, windowMillis)
    if (change === "ended") found.push(at)
    if (change === "resumed") {
      goneOn++
      known = undefined
    }
    if (change !== "paused") continue
    const judged = await judge.of(turn, at)
    known = { at: at + judge.takes, patience: Endpointing.patience(judged?.probability, judged?.threshold ?? 1) }
  }
  return { ends: found, goneOn }
}
