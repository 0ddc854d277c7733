import type { voice } from "@livekit/agents"
import { Duration, Effect, Schedule } from "effect"
import { verbatimInstruction } from "../../../domain/Verbatim.ts"
import { PhraseNotHeard } from "../../../services/VoiceSession.ts"
import type { Brain, Host } from "../Brain.ts"
import type { ModelLink } from "./ModelLink.ts"
import type { Reply } from "./Replies.ts"

export interface RecitalOptions extends Pick<Host, "elapsed" | "heardAt"> {
  readonly link: Pick<ModelLink, "alive" | "isOpen">
  /** Asks the model for the line, as one of which somebody waits for the outcome. In a box: a speech is thenable. */
  readonly generate: (instructions: string) => { readonly speech: voice.SpeechHandle } | undefined
  readonly replyOf: (speech: voice.SpeechHandle) => Reply<voice.SpeechHandle> | undefined
  readonly takeBack: (speech: voice.SpeechHandle) => void
  /** Whether the model said what it was asked for. */
  readonly proved: (isVocal: boolean) => void
}

/** A line that is not heard for so long will not be. */
const patience = Duration.seconds(3)
const lineBound = Duration.seconds(60)
const look = Schedule.spaced("20 millis")

const until = (holds: () => boolean) => Effect.repeat(Effect.sync(holds), { until: (it) => it, schedule: look })

/** Has the model say a line word for word, and waits until it has, or was interrupted, or is not heard any more. */
export const make = (
  { elapsed, generate, heardAt, link, proved, replyOf, takeBack }: RecitalOptions
): Brain["recite"] =>
  Effect.fnUntraced(function*(line, interruptible, turn) {
    if (link.alive()) yield* Effect.ignore(Effect.timeout(until(link.isOpen), patience))
    const generated = link.alive() && link.isOpen() ? generate(verbatimInstruction(line)) : undefined
    if (generated === undefined) return yield* new PhraseNotHeard({ reason: "closed" })
    const { speech } = generated
    speech.allowInterruptions = interruptible
    const isQuiet = () => elapsed() - Math.max(heardAt(), replyOf(speech)?.askedAt ?? 0) >= Duration.toMillis(patience)
    const tooLate = turn(speech, () => replyOf(speech) !== undefined).pipe(
      Effect.andThen(Effect.timeout(until(isQuiet), lineBound))
    )
    const isOver = yield* Effect.promise(() => speech.waitForPlayout()).pipe(
      Effect.as(true),
      Effect.raceFirst(Effect.orElseSucceed(Effect.as(tooLate, false), () => false)),
      Effect.onInterrupt(() => Effect.sync(() => takeBack(speech)))
    )
    const reply = replyOf(speech)
    if (isOver && (speech.interrupted || (reply?.audio === true && reply.lost))) return { interrupted: true }
    if (!isOver) takeBack(speech)
    const isHeard = isOver && reply?.audio === true
    if (reply?.lost !== true) proved(isHeard)
    return isHeard ? { interrupted: false } : yield* new PhraseNotHeard({ reason: "noAudio" })
  })
