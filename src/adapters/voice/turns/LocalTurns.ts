import type { VAD, VADEvent } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Duration } from "effect"
import type { Language } from "../../../domain/Language.ts"
import type { Host } from "../Brain.ts"
import * as Endpointing from "./Endpointing.ts"
import type { Judgement, TurnDetector } from "./TurnDetector.ts"

export interface LocalTurnsOptions {
  /** The call's own. */
  readonly vad: VAD
  /** Judges pauses by their sound; without it, whoever is told of them does. */
  readonly detector?: TurnDetector
  readonly language: () => Language
}

/** What happens to the caller's turns. */
export interface Turns {
  readonly began: () => void
  /** They pause. `decide`: how likely it is that this ends the turn, or that nobody knows; in time, or not at all. */
  readonly paused: (decide: (judgement: Judgement | undefined) => void) => void
  /** They go on. */
  readonly resumed: () => void
  readonly ended: () => void
  /** So many more milliseconds of audio have been judged. */
  readonly judged: (millis: number) => void
  /** Nothing more comes of the detection. */
  readonly failed: () => void
}

/** How long the detector may take over a window before it is given up. */
const lagBound = 2_000
/** Where no audio has come for longer than this, and less of it is not judged: the last window is not full. */
const residue = 250
/** A line on which no audio comes any more is silent. */
const deadLine = Duration.millis(Endpointing.longest)
/** The value of `VADEventType.INFERENCE_DONE`. */
const windowDone = 1

/** The caller's turns by what is heard of them on this machine. */
export const make = (
  { detector, language, vad }: LocalTurnsOptions,
  { elapsed, later }: Pick<Host, "elapsed" | "later">,
  { began, ended, failed, judged, paused, resumed }: Turns
) => {
  const endpointing = Endpointing.make()
  const recent = detector?.listen()
  const stream = vad.stream()
  let isClosed = false
  let heardAt = elapsed()
  /** Milliseconds of audio that were given to the detector, and that it has judged. */
  let given = 0
  let done = 0
  let doneAt = elapsed()
  let pauses = 0

  const end = () => {
    pauses++
    endpointing.close()
    ended()
  }
  const watch = (): void =>
    later(deadLine, () => {
      if (isClosed || !endpointing.isOpen()) return
      if (elapsed() - heardAt < Duration.toMillis(deadLine)) return watch()
      end()
    })

  const judge = () => {
    const pause = ++pauses
    const decide = (judgement: Judgement | undefined) => {
      if (pause !== pauses) return
      const patience = Endpointing.patience(judgement?.probability, judgement?.threshold ?? 1)
      if (endpointing.wait(patience) === "ended") end()
    }
    if (recent === undefined) return paused(decide)
    paused(() => {})
    recent.probability(language()).then(decide, () => decide(undefined))
  }

  const read = ({ frames: [frame], probability, type }: VADEvent) => {
    if (type !== windowDone || frame === undefined) return
    const millis = frame.samplesPerChannel * 1000 / frame.sampleRate
    done += millis
    doneAt = elapsed()
    judged(millis)
    switch (endpointing.hear(probability, millis)) {
      case "began":
        watch()
        return began()
      case "paused":
        return judge()
      case "resumed":
        pauses++
        return resumed()
      case "ended":
        pauses++
        return ended()
    }
  }

  const close = () => {
    if (isClosed) return
    isClosed = true
    recent?.close()
    stream.close()
  }
  const fail = () => {
    close()
    failed()
  }

  const follow = async () => {
    for await (const event of stream) if (!isClosed) read(event)
    if (!isClosed) fail()
  }
  follow().catch(() => {
    if (!isClosed) fail()
  })

  return {
    hear: (frame: AudioFrame): void => {
      if (isClosed) return
      // Who was given nothing has kept nobody waiting.
      if (elapsed() - heardAt > residue && given - done < residue) doneAt = elapsed()
      heardAt = elapsed()
      given += frame.samplesPerChannel * 1000 / frame.sampleRate
      if (given - done > lagBound && elapsed() - doneAt > lagBound) return fail()
      recent?.hear(frame)
      stream.pushFrame(frame)
    },
    isOpen: endpointing.isOpen,
    /** The turn under way, if any, is over. */
    end: () => {
      if (endpointing.isOpen()) end()
    },
    /** What was heard of the turn under way is lost: speech that goes on begins another. */
    restart: endpointing.close,
    close
  }
}

export type LocalTurns = ReturnType<typeof make>
