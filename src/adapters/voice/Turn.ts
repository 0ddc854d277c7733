import type { voice } from "@livekit/agents"
import { Duration, Effect } from "effect"
import { PhraseNotHeard } from "../../services/VoiceSession.ts"
import type { Brain, Host } from "./Brain.ts"

/** How long a phrase waits while nothing is heard, before it takes the place of what stands in its way. */
const patience = Duration.toMillis("3 seconds")
/** How long it waits while the agent is heard. */
const queueBound = Duration.toMillis("30 seconds")
const look = Duration.millis(50)

/**
 * Waits until a phrase's turn to be said has come. What is heard is played out first; what is not heard, be it a reply
 * that never begins or one whose audio has stopped, makes way.
 */
export const make = (
  { elapsed, heardAt, speaker }: Pick<Host, "elapsed" | "heardAt" | "speaker">,
  { askedAt, takeBack }: Pick<Brain, "askedAt" | "takeBack">
) =>
  Effect.fnUntraced(function*(mine: voice.SpeechHandle, begun: () => boolean) {
    const queuedAt = elapsed()
    let madeWayAt = Number.NEGATIVE_INFINITY
    while (!begun()) {
      const other = speaker()
      const isInTheWay = other !== undefined && other !== mine && !other.interrupted
      const since = isInTheWay ? askedAt(other) ?? queuedAt : queuedAt
      const quietFor = elapsed() - Math.max(heardAt(), since, madeWayAt)
      if (elapsed() - queuedAt >= queueBound || (quietFor >= patience && !isInTheWay)) {
        return yield* new PhraseNotHeard({ reason: "noAudio" })
      }
      if (quietFor >= patience && isInTheWay) {
        madeWayAt = elapsed()
        takeBack(other)
      }
      yield* Effect.sleep(look)
    }
  })
