import { Clock, Duration, Effect, Fiber, Schedule, type Scope } from "effect"
import type { VoiceEvent } from "../../src/services/VoiceSession.ts"

/** A span of time, in milliseconds of the test's clock. */
interface Span {
  readonly from: number
  to: number
}

interface Playing {
  readonly fiber: Fiber.Fiber<unknown>
  readonly interruptible: boolean
  readonly of: "reply" | "phrase"
  readonly sound: Span
}

/** What is played: `stalls`, where it runs dry in the middle and is not over; `pays`, where it is what was owed. */
export interface Sound {
  readonly of: "reply" | "phrase"
  readonly millis: number
  readonly interruptible?: boolean
  readonly stalls?: boolean
  readonly pays?: boolean
}

/** What a caller hears on their line, one thing after the other, and what they are owed. */
export const makeHeardLine = (emit: (event: VoiceEvent) => Effect.Effect<unknown>, scope: Scope.Scope) => {
  const now = Clock.currentTimeMillis
  /** When there was agent audio. */
  const sounds: Array<Span> = []
  /** From when the caller was owed an answer, until they had it, spoke again, or were sent away. */
  const owed: Array<Span> = []
  let playing: Playing | null = null

  const served = Effect.map(now, (at) => {
    const last = owed.at(-1)
    if (last !== undefined && last.to === Number.POSITIVE_INFINITY) last.to = at
  })

  const free = Effect.sync(() => playing === null).pipe(
    Effect.repeat({ until: (isFree) => isFree, schedule: Schedule.spaced("40 millis") })
  )

  /** Plays once nothing else does; gives back whether it was interrupted. */
  const play = Effect.fnUntraced(
    function*({ interruptible = true, millis, of, pays = true, stalls = false }: Sound) {
      yield* free
      const from = yield* now
      const sound = { from, to: Number.POSITIVE_INFINITY }
      sounds.push(sound)
      let interrupted = true
      const fiber = yield* Effect.gen(function*() {
        yield* emit({ _tag: "AgentStartedSpeaking", at: from, of })
        for (let left = millis; left > 0; left -= 1_000) {
          yield* Effect.sleep(Duration.millis(Math.min(left, 1_000)))
          if (left > 1_000) yield* emit({ _tag: "AgentAudible", at: yield* now })
        }
        if (stalls) {
          sound.to = yield* now
          yield* Effect.sleep("1 second")
          yield* emit({ _tag: "AgentStalled", at: yield* now })
          return yield* Effect.never
        }
        interrupted = false
      }).pipe(
        Effect.onExit(() =>
          Effect.gen(function*() {
            const at = yield* now
            sound.to = Math.min(sound.to, at)
            playing = null
            if (!interrupted && pays) yield* served
            yield* emit({ _tag: "AgentStoppedSpeaking", at, interrupted })
          })
        ),
        Effect.forkIn(scope)
      )
      playing = { fiber, interruptible, of, sound }
      yield* Fiber.await(fiber)
      return interrupted
    }
  )

  return {
    sounds,
    owed,
    play,
    free,
    /** What was owed is being done. */
    served,
    /** From now on something is owed. */
    owes: Effect.map(now, (from) => void owed.push({ from, to: Number.POSITIVE_INFINITY })),
    playing: (): Playing | null => playing,
    stop: Effect.suspend(() => playing === null ? Effect.void : Fiber.interrupt(playing.fiber))
  }
}

/** The longest that there was no agent audio while it was owed, until the caller was let go at `end`. */
export const longestSilence = (
  { owed, sounds }: Pick<ReturnType<typeof makeHeardLine>, "owed" | "sounds">,
  end: number
): number =>
  owed.reduce((longest, { from, to }) => {
    const until = Math.min(to, end)
    let since = from
    let worst = 0
    for (const sound of sounds.filter((sound) => sound.to >= from && sound.from <= until)) {
      worst = Math.max(worst, sound.from - since)
      since = Math.max(since, sound.to)
    }
    return Math.max(longest, worst, until - since)
  }, 0)
