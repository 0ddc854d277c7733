import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Duration } from "effect"
import type { Host, Spoken } from "./Brain.ts"

/** A stretch of speech, from its first frame until the output is done with it. */
interface Stretch {
  readonly number: number
  /** Epoch milliseconds, for the transcript. */
  readonly startedAt: number
  /** `elapsed`, for what is measured. */
  readonly since: number
  readonly of: "reply" | "phrase"
  stalled: boolean
}

export type SpeakingHost = Pick<Host, "elapsed" | "emit" | "later" | "now">

const second = 1000
/** Samples no louder than this are silence (-54 dBFS): no frame of a voice is without one that is. */
const silence = 64

const millisOf = ({ sampleRate, samplesPerChannel }: AudioFrame) => samplesPerChannel * 1000 / sampleRate
const isHeard = ({ data }: AudioFrame) => data.some((sample) => sample > silence || sample < -silence)

/**
 * Follows by its frames what the caller hears of the agent. The SDK says when a stretch of speech begins and when it is
 * over, and nothing in between: one whose audio has stopped coming is never over.
 */
export const make = (
  output: voice.AudioOutput,
  { elapsed, emit, later, now }: SpeakingHost,
  of: () => Stretch["of"]
) => {
  let current: Stretch | undefined
  let spoken: Spoken | undefined
  let started = 0
  /** Until when there is something to play, and until when something to hear in it. */
  let filledUntil = Number.NEGATIVE_INFINITY
  let heardUntil = Number.NEGATIVE_INFINITY
  const waiting = new Set<() => void>()

  const begin = (stretch: Stretch) => {
    emit({ _tag: "AgentStartedSpeaking", at: now(), of: stretch.of })
    watch(stretch, elapsed())
  }

  /** `told`: when it was said last that the agent is heard. */
  const watch = (stretch: Stretch, told: number): void => {
    const stalls = () => Math.max(heardUntil, stretch.since) + second
    later(Duration.millis(Math.max(0, Math.min(stalls(), told + second) - elapsed())), () => {
      if (stretch !== current || stretch.stalled) return
      const at = elapsed()
      if (at >= stalls()) {
        stretch.stalled = true
        return emit({ _tag: "AgentStalled", at: now() })
      }
      if (at < told + second) return watch(stretch, told)
      emit({ _tag: "AgentAudible", at: now() })
      watch(stretch, at)
    })
  }

  const end = (interrupted: boolean) => {
    current = undefined
    filledUntil = heardUntil = Math.min(heardUntil, elapsed())
    emit({ _tag: "AgentStoppedSpeaking", at: now(), interrupted })
  }

  output.on("playbackStarted", () => {
    current = { number: ++started, startedAt: now(), since: elapsed(), of: of(), stalled: false }
    begin(current)
    for (const tell of waiting) tell()
  })
  output.on("playbackFinished", ({ interrupted, playbackPosition }: voice.PlaybackFinishedEvent) => {
    if (current === undefined) return
    const { number, startedAt } = current
    spoken = { number, startedAt, seconds: playbackPosition, cut: interrupted }
    end(interrupted)
  })

  const capture = output.captureFrame.bind(output)
  output.captureFrame = (frame) => {
    filledUntil = Math.max(filledUntil, elapsed()) + millisOf(frame)
    if (isHeard(frame)) {
      heardUntil = filledUntil
      if (current?.stalled === true) {
        current.stalled = false
        begin(current)
      }
    }
    return capture(frame)
  }

  return {
    /** How many stretches have begun. */
    count: () => started,
    current: (): Readonly<Stretch> | undefined => current,
    last: () => spoken,
    /** When the caller heard the agent last (`elapsed`): now, while they do. */
    heardAt: () => Math.min(heardUntil, elapsed()),
    /** Calls `tell` whenever a stretch begins, until the given function is called. */
    onBegin: (tell: () => void) => {
      waiting.add(tell)
      return () => void waiting.delete(tell)
    },
    /** Nothing more is heard: the line is closed. */
    close: () => {
      if (current !== undefined) end(true)
    }
  }
}

export type Speaking = ReturnType<typeof make>
