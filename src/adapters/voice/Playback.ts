import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Deferred, Duration, Effect, Exit, Schedule } from "effect"
import { ReadableStream } from "node:stream/web"
import { PhraseNotHeard } from "../../services/VoiceSession.ts"
import type { Host } from "./Brain.ts"
import type { RenderedPhrase } from "./phrases/Synthesis.ts"
import type { Speaking } from "./Speaking.ts"

/** What the caller heard of a phrase; there is none of a phrase of which they heard no word. */
export interface Heard {
  readonly text: string
  readonly startedAt: number
  readonly interrupted: boolean
}

export interface PlaybackOptions extends Pick<Host, "elapsed" | "outside"> {
  readonly session: Pick<voice.AgentSession, "_closing" | "say">
  readonly speaking: Speaking
  readonly said: (heard: Heard) => void
  /** Waits until the phrase's turn has come. */
  readonly turn: (speech: voice.SpeechHandle, begun: () => boolean) => Effect.Effect<void, PhraseNotHeard>
}

/** From a phrase's turn to its first sound. */
const audibleBound = Duration.seconds(3)
/** How much longer than it is a phrase may take. */
const overrun = Duration.seconds(5)
/** How long the output may take to say how much of a phrase it has played that is cut off. */
const countBound = Duration.millis(300)
/** A phrase of which no more seconds than this are missing was heard to its end. */
const tolerance = 0.1

/** The words of `line` that fit into its first `part`, from 0 to 1. */
export const firstWords = (line: string, part: number): string => {
  if (part >= 1) return line
  const words = line.match(/\s*\S+/g) ?? []
  return words.slice(0, Math.floor(words.length * Math.max(0, part))).join("").trim()
}

/** Plays rendered phrases to the caller, each in its turn, and tells how much of them was heard. */
export const make = ({ elapsed, outside, said, session, speaking, turn }: PlaybackOptions) =>
  Effect.fnUntraced(function*(line: string, { frames, seconds }: RenderedPhrase, interruptible: boolean) {
    const audible = yield* Deferred.make<void>()
    const notHeard = (reason: PhraseNotHeard["reason"]) => Effect.fail(new PhraseNotHeard({ reason }))
    /** The stretches of speech before this one. */
    let before = Number.POSITIVE_INFINITY
    let next = 0
    const audio = new ReadableStream<AudioFrame>({
      pull: (controller) => {
        if (next === 0) before = speaking.count()
        const frame = frames[next++]
        if (frame === undefined) controller.close()
        else controller.enqueue(frame)
      }
    }, { highWaterMark: 0 })
    // A speech handle is thenable, so it must not be the result of an effect that a promise may carry.
    const { handle } = yield* Effect.try({
      try: () => ({
        handle: outside(() => session.say(line, { audio, allowInterruptions: interruptible, addToChatCtx: false }))
      }),
      catch: () => new PhraseNotHeard({ reason: "closed" })
    })
    const bounded = Effect.gen(function*() {
      yield* turn(handle, () => next > 0)
      yield* Effect.timeoutOrElse(Deferred.await(audible), {
        duration: audibleBound,
        orElse: () => notHeard("noAudio")
      })
      yield* Effect.sleep(Duration.sum(Duration.seconds(seconds), overrun))
      return yield* notHeard("noAudio")
    })
    /** Says how much of it was heard, as the output has counted it. */
    const report = (heard: number, startedAt: number) => {
      const interrupted = heard < seconds - tolerance
      const text = firstWords(line, interrupted ? heard / seconds : 1)
      if (text !== "") said({ text, startedAt, interrupted })
      return interrupted
    }
    /** Nobody waits for it any more: it is cut off, and noted as far as it was heard. */
    const giveUp = Effect.gen(function*() {
      const current = speaking.current()
      handle.interrupt(true)
      if (current === undefined || current.number <= before) return
      const counted = () => speaking.last()?.number === current.number ? speaking.last()?.seconds : undefined
      yield* Effect.sync(counted).pipe(
        Effect.repeat({ until: (it) => it !== undefined, schedule: Schedule.spaced("20 millis") }),
        Effect.timeout(countBound),
        Effect.ignore
      )
      report(counted() ?? (elapsed() - current.since) / 1000, current.startedAt)
    })
    const forget = speaking.onBegin(() => {
      if (speaking.count() > before) Deferred.doneUnsafe(audible, Exit.void)
    })
    yield* Effect.promise(() => handle.waitForPlayout()).pipe(
      Effect.raceFirst(bounded),
      Effect.onExit((exit) => {
        forget()
        return Exit.isSuccess(exit) ? Effect.void : giveUp
      })
    )
    const last = speaking.last()
    const heard = last !== undefined && last.number > before ? last : undefined
    if (heard === undefined) {
      if (handle.interrupted && !session._closing) return { interrupted: true }
      return yield* notHeard(session._closing ? "closed" : "noAudio")
    }
    return { interrupted: report(heard.seconds, heard.startedAt) }
  })
