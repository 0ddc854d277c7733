import { Duration } from "effect"
import type { VoiceEvent } from "../../../services/VoiceSession.ts"
import type { WireEvent } from "./WireEvent.ts"

/** What the readers of the protocol need around them. They are called by the SDK, so they never throw. */
export interface Host {
  readonly emit: (event: VoiceEvent) => void
  readonly now: () => number
  readonly later: (wait: Duration.Duration, act: () => void) => void
}

/** For an endpoint that never says `committed`. */
const commitGrace = Duration.millis(20)
const transcriptBound = Duration.seconds(10)

/**
 * The caller's turns, read off the model's own events: in the order of speech, which the SDK does not keep (its user
 * messages carry the time at which the transcript came).
 */
export const make = ({ emit, later, now }: Host) => {
  const spokenAt = new Map<string, number>()
  const open = new Set<string>()
  const untranscribed = new Set<string>()

  const begin = (itemId: string) => {
    spokenAt.set(itemId, now())
    open.add(itemId)
  }
  const end = (itemId: string) => {
    if (!spokenAt.has(itemId)) begin(itemId)
    if (!open.delete(itemId)) return
    untranscribed.add(itemId)
    emit({ _tag: "CallerTurnEnded", itemId, at: now() })
    later(transcriptBound, () => heard(itemId, ""))
  }
  const heard = (itemId: string, transcript: string) => {
    end(itemId)
    if (!untranscribed.delete(itemId)) return
    const text = transcript.trim()
    const said = { itemId, spokenAt: spokenAt.get(itemId) ?? now() }
    emit(text === "" ? { _tag: "CallerNotTranscribed", ...said } : { _tag: "CallerSaid", text, ...said })
  }

  return ({ item_id: itemId, transcript, type }: WireEvent): void => {
    if (itemId === undefined) return
    switch (type) {
      case "input_audio_buffer.speech_started":
        begin(itemId)
        return emit({ _tag: "CallerStartedSpeaking", itemId, at: now() })
      case "input_audio_buffer.speech_stopped":
        return later(commitGrace, () => end(itemId))
      case "input_audio_buffer.committed":
        return end(itemId)
      case "conversation.item.input_audio_transcription.completed":
        return heard(itemId, transcript ?? "")
      case "conversation.item.input_audio_transcription.failed":
        return heard(itemId, "")
    }
  }
}
