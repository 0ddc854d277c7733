import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Deferred, Duration, Effect, Exit } from "effect"
import { ReadableStream } from "node:stream/web"
import { PhraseNotHeard } from "../../services/VoiceSession.ts"
import type { RenderedPhrase } from "./RenderedPhrases.ts"
import type { OpenSession } from "./Session.ts"

/** What the caller heard of a line; there is none of a line of which they heard no word. */
interface Heard {
  readonly text: string
  readonly startedAt: number
  readonly interrupted: boolean
}

export interface PlaybackOptions {
  readonly now: () => number
  readonly started: (at: number) => void
  readonly stopped: (at: number, interrupted: boolean) => void
  readonly said: (heard: Heard) => void
  /** Runs a call of the SDK outside of the context that it was made in, which may be that of one of its own tools. */
  readonly outside: <A>(call: () => A) => A
}

const queueBound = Duration.seconds(30)
const audibleBound = Duration.seconds(3)
const overrun = Duration.seconds(5)

/** The words of `line` that fit into its first `part`, from 0 to 1. */
export const firstWords = (line: string, part: number): string => {
  if (part >= 1) return line
  const words = line.match(/\s*\S+/g) ?? []
  return words.slice(0, Math.floor(words.length * Math.max(0, part))).join("").trim()
}

/** Follows what is played to the caller, and plays lines into it. */
export const make = ({ output, session }: OpenSession, options: PlaybackOptions) => {
  let playingSince: number | undefined
  let segments = 0
  let last:
    | { readonly segment: number; readonly startedAt: number; readonly seconds: number; readonly cut: boolean }
    | null = null
  const waiting = new Set<() => void>()

  output.on("playbackStarted", () => {
    segments++
    const at = options.now()
    playingSince = at
    options.started(at)
    for (const tell of waiting) tell()
  })
  output.on("playbackFinished", ({ interrupted, playbackPosition }: voice.PlaybackFinishedEvent) => {
    if (playingSince === undefined) return
    last = { segment: segments, startedAt: playingSince, seconds: playbackPosition, cut: interrupted }
    playingSince = undefined
    options.stopped(options.now(), interrupted)
  })

  /** Plays a rendered line in its turn; the bounds hold from the moment that its turn has come. */
  const play = Effect.fnUntraced(function*(line: string, { frames, seconds }: RenderedPhrase, interruptible: boolean) {
    const turn = yield* Deferred.make<void>()
    const audible = yield* Deferred.make<void>()
    const notHeard = (reason: PhraseNotHeard["reason"]) => Effect.fail(new PhraseNotHeard({ reason }))
    let before = Number.POSITIVE_INFINITY
    let next = 0
    const audio = new ReadableStream<AudioFrame>({
      pull: (controller) => {
        if (next === 0) {
          before = segments
          Deferred.doneUnsafe(turn, Exit.void)
        }
        const frame = frames[next++]
        if (frame === undefined) controller.close()
        else controller.enqueue(frame)
      }
    }, { highWaterMark: 0 })
    const tell = () => {
      if (segments > before) Deferred.doneUnsafe(audible, Exit.void)
    }
    // A speech handle is thenable, so it must not be the result of an effect that a promise may carry.
    const { handle } = yield* Effect.try({
      try: () => ({
        handle: options.outside(() =>
          session.say(line, { audio, allowInterruptions: interruptible, addToChatCtx: false })
        )
      }),
      catch: () => new PhraseNotHeard({ reason: "closed" })
    })
    const tooLate = Effect.gen(function*() {
      const orNot = (duration: Duration.Duration) =>
        Effect.timeoutOrElse({ duration, orElse: () => notHeard("noAudio") })
      yield* orNot(queueBound)(Deferred.await(turn))
      yield* orNot(audibleBound)(Deferred.await(audible))
      yield* Effect.sleep(Duration.sum(Duration.seconds(seconds), overrun))
      return yield* notHeard("noAudio")
    })
    const report = (heard: number, startedAt: number, interrupted: boolean) => {
      const text = firstWords(line, interrupted ? heard / seconds : 1)
      if (text !== "") options.said({ text, startedAt, interrupted })
    }
    waiting.add(tell)
    yield* Effect.promise(() => handle.waitForPlayout()).pipe(
      Effect.raceFirst(tooLate),
      Effect.onExit((exit) =>
        Effect.sync(() => {
          waiting.delete(tell)
          if (Exit.isSuccess(exit)) return
          handle.interrupt(true)
          if (playingSince === undefined || segments <= before) return
          report((options.now() - playingSince) / 1000, playingSince, true)
        })
      )
    )
    const heard = last !== null && last.segment > before ? last : undefined
    if (heard === undefined) {
      if (handle.interrupted && !session._closing) return { interrupted: true }
      return yield* notHeard(session._closing ? "closed" : "noAudio")
    }
    const interrupted = handle.interrupted || heard.cut
    report(heard.seconds, heard.startedAt, interrupted)
    return { interrupted }
  })

  return { play, playingSince: () => playingSince }
}
