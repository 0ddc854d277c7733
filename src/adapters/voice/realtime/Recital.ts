import type { voice } from "@livekit/agents"
import { Duration, Effect, Schedule } from "effect"
import { verbatimInstruction } from "../../../domain/Verbatim.ts"
import { PhraseNotHeard } from "../../../services/VoiceSession.ts"
import type { Brain, Host } from "../Brain.ts"
import type { Reply } from "./Reply.ts"

type Line = Reply<voice.SpeechHandle>

export interface RecitalOptions extends Pick<Host, "elapsed" | "heardAt" | "speaker"> {
  readonly isAlive: () => boolean
  /** Whether the model could be asked now: it is there, and makes no reply. */
  readonly isFree: () => boolean
  /** Whether what was taken back is over on the other side, too. */
  readonly isClear: () => boolean
  /** A line is to be said: what nobody wants yet makes way. */
  readonly begins: () => void
  /** Asks the model for the line. */
  readonly ask: (instructions: string, line: NonNullable<Line["line"]>) => Line
  /** Takes back whatever the model is making. */
  readonly stopMaking: () => void
  readonly takeBack: (line: Line) => void
  /** Whether the model said what it was asked for. */
  readonly proved: (isVocal: boolean) => void
}

/** What is not heard for so long will not be. */
const patience = Duration.toMillis("3 seconds")
/** How long a line may wait for a reply that is heard, and how long it may take. */
const waitBound = Duration.seconds(30)
const lineBound = Duration.seconds(60)
/** How long one that was taken back may take to end on the other side, before the line is asked for all the same. */
const endingBound = Duration.seconds(1)
const look = Schedule.spaced("20 millis")

const until = (holds: () => boolean) => Effect.repeat(Effect.sync(holds), { until: (it) => it, schedule: look })

/**
 * Has the model say a line word for word, and waits until it has, or was interrupted, or is not heard any more. It makes
 * one thing at a time: a reply that is heard comes first, and one that is not makes way.
 */
export const make = (
  { ask, begins, elapsed, heardAt, isAlive, isClear, isFree, proved, speaker, stopMaking, takeBack }: RecitalOptions
): Brain["recite"] => {
  const quietSince = (since: number) => elapsed() - Math.max(heardAt(), since) >= patience

  const itsTurn = Effect.suspend(() => {
    let since = elapsed()
    const hasCome = () => {
      if (isFree() || !isAlive()) return true
      if (quietSince(since)) {
        since = elapsed()
        stopMaking()
      }
      return false
    }
    return Effect.timeout(until(hasCome), waitBound).pipe(
      Effect.andThen(Effect.timeout(until(isClear), endingBound)),
      Effect.ignore
    )
  })

  return Effect.fnUntraced(function*(line, interruptible, turn) {
    begins()
    yield* itsTurn
    if (!isFree()) return yield* new PhraseNotHeard({ reason: isAlive() ? "noAudio" : "closed" })
    const reply = ask(verbatimInstruction(line), { interruptible })

    const heard = Effect.gen(function*() {
      yield* until(() => reply.speech !== undefined || reply.over || reply.cancelled || quietSince(reply.askedAt))
      const { speech } = reply
      if (speech === undefined) return "silent" as const
      const tooLate = turn(speech, () => speaker() === speech).pipe(
        Effect.andThen(Effect.timeout(until(() => quietSince(reply.askedAt)), lineBound)),
        Effect.as("silent" as const),
        Effect.orElseSucceed(() => "silent" as const)
      )
      const over = Effect.promise(() => speech.waitForPlayout()).pipe(
        Effect.map(() => speech.interrupted || reply.lost ? "interrupted" as const : "said" as const)
      )
      return yield* Effect.raceFirst(over, tooLate)
    })
    const outcome = yield* heard.pipe(Effect.onInterrupt(() => Effect.sync(() => takeBack(reply))))
    if (outcome === "interrupted" || (outcome === "silent" && reply.cancelled)) return { interrupted: true }
    if (outcome === "silent") takeBack(reply)
    if (!reply.lost) proved(outcome === "said")
    return outcome === "said" ? { interrupted: false } : yield* new PhraseNotHeard({ reason: "noAudio" })
  })
}
