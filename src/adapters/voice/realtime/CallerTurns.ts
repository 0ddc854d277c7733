import { Duration } from "effect"
import type { Host } from "../Brain.ts"
import type { WireEvent } from "./WireEvent.ts"

/** For an endpoint that never says `committed`. */
const commitGrace = Duration.millis(20)
const transcriptBound = Duration.seconds(10)

/**
 * The caller's turns, as the model's events tell them, or whoever ends them here: in the order of speech, which the SDK
 * does not keep (its user messages carry the time at which the transcript came).
 */
export const make = ({ emit, later, now }: Pick<Host, "emit" | "later" | "now">) => {
  /** When each turn began that is not over, or still waits for its words. */
  const open = new Map<string, number>()
  const untranscribed = new Map<string, number>()
  const known = new Set<string>()

  const begin = (itemId: string) => {
    const at = now()
    known.add(itemId)
    open.set(itemId, at)
    return at
  }
  const began = (itemId: string) => emit({ _tag: "CallerStartedSpeaking", itemId, at: begin(itemId) })
  /** Without `words` they are still to come; with them they are told first, so that they can be heeded in the answer. */
  const ended = (itemId: string, words?: string) => {
    const spokenAt = open.get(itemId)
    if (spokenAt === undefined) return
    open.delete(itemId)
    untranscribed.set(itemId, spokenAt)
    if (words === undefined) later(transcriptBound, () => heard(itemId, ""))
    else heard(itemId, words)
    emit({ _tag: "CallerTurnEnded", itemId, at: now() })
  }
  const heard = (itemId: string, transcript: string) => {
    const spokenAt = untranscribed.get(itemId)
    if (spokenAt === undefined) return
    untranscribed.delete(itemId)
    const text = transcript.trim()
    emit(
      text === ""
        ? { _tag: "CallerNotTranscribed", itemId, spokenAt }
        : { _tag: "CallerSaid", itemId, text, spokenAt }
    )
  }
  return {
    began,
    ended,
    /** The words of a turn that is over. */
    heard,
    /** It was no turn: nothing was said in it. */
    nothing: (itemId: string): void => {
      if (open.delete(itemId)) emit({ _tag: "CallerSaidNothing", itemId, at: now() })
    },
    received: ({ item_id: itemId, transcript, type }: WireEvent): void => {
      if (itemId === undefined) return
      switch (type) {
        case "input_audio_buffer.speech_started":
          return began(itemId)
        case "input_audio_buffer.speech_stopped":
          return later(commitGrace, () => ended(itemId))
        case "input_audio_buffer.committed":
          if (!known.has(itemId)) begin(itemId)
          return ended(itemId)
        case "conversation.item.input_audio_transcription.completed":
          ended(itemId)
          return heard(itemId, transcript ?? "")
        case "conversation.item.input_audio_transcription.failed":
          ended(itemId)
          return heard(itemId, "")
      }
    },
    /** The model is gone, and with it the words of every turn that it has not transcribed. Gives those turns. */
    dropped: (): ReadonlyArray<string> => {
      const lost = [...untranscribed.keys(), ...open.keys()]
      untranscribed.clear()
      open.clear()
      return lost
    },
    isOpen: () => open.size > 0,
    /** When the first turn began whose words are not known (epoch milliseconds); Infinity without one. */
    since: (): number => Math.min(...open.values(), ...untranscribed.values()),
    isListening: () => open.size + untranscribed.size > 0
  }
}
