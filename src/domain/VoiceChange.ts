import { Schema } from "effect"

/** Who can hold a conversation: the realtime model, the one of another region, or transcription, chat model and speech. */
export const VoiceName = Schema.Literals(["realtime", "standby", "cascade"])
export type VoiceName = typeof VoiceName.Type

/**
 * Why a voice was left. `noSession`: there was none in time at the start; `avoided`: it has failed other calls of late,
 * and was not asked.
 */
export const VoiceFailure = Schema.Literals([
  "noSession",
  "avoided",
  "linkLost",
  "replyFailed",
  "stalled",
  "unheard",
  "notTranscribed",
  "quota"
])
export type VoiceFailure = typeof VoiceFailure.Type

/** Another voice has taken over. */
export const VoiceChange = Schema.Struct({
  from: VoiceName,
  to: VoiceName,
  reason: VoiceFailure,
  at: Schema.String
})
export type VoiceChange = typeof VoiceChange.Type
