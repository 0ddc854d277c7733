import type { VAD, VADEvent } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Duration } from "effect"
import type { Language } from "../../../domain/Language.ts"
import type { Host } from "../Brain.ts"
import * as Endpointing from "./Endpointing.ts"
import type { TurnDetector } from "./TurnDetector.ts"

export interface LocalTurnsOptions {
  /** The call's own. */
  readonly vad: VAD
  readonly detector: TurnDetector
  readonly language: () => Language
}

/** What happens to the caller's turns. */
export interface Turns {
  readonly began: () => void
  readonly ended: () => void
  /** So many more milliseconds of audio have been judged. */
  readonly judged: (millis: number) => void
  /** Nothing more comes of the detection. */
  readonly failed: () => void
}

/** How long the detector may take over a window before it is given up. */
const lagBound = 2_000
/** A line on which no audio comes any more is silent. */
const deadLine = Duration.millis(Endpointing.longest)
/** The value of `VADEventType.INFERENCE_DONE`. */
const windowDone = 1

/** The caller's turns by what is heard of them on this machine. */
export const make = (
  { detector, language, vad }: LocalTurnsOptions,
  { elapsed, later }: Pick<Host, "elapsed" | "later">,
  { began, ended, failed, judged }: Turns
) => {
  const endpointing = Endpointing.make()
  const recent = detector.listen()
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
    void recent.probability(language()).then((judgement) => {
      if (pause !== pauses) return
      endpointing.wait(
        judgement === undefined
          ? Endpointing.patience(undefined, 1)
          : Endpointing.patience(judgement.probability, judgement.threshold)
      )
    })
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
      case "ended":
        pauses++
        return ended()
    }
  }

  const close = () => {
    if (isClosed) return
    isClosed = true
    recent.close()
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
      heardAt = elapsed()
      given += frame.samplesPerChannel * 1000 / frame.sampleRate
      if (given - done > lagBound && elapsed() - doneAt > lagBound) return fail()
      recent.hear(frame)
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
