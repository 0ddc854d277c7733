import type { voice } from "@livekit/agents"
import type { Room } from "@livekit/rtc-node"
import type { Media } from "../../services/Telephony.ts"

/** Samples a second of all that a call hears and says: what the models take and give, so that nothing is resampled. */
export const sampleRate = 24_000

/** The caller's audio: a LiveKit room that the session's RoomIO joins to, or two plain streams (the sandbox). */
export type LineMedia =
  | { readonly _tag: "LiveKitRoom"; readonly room: Room; readonly callerIdentity: string }
  | { readonly _tag: "Streams"; readonly input: voice.AudioInput; readonly output: voice.AudioOutput }

/** What is in the port's `Media`: every telephony adapter makes it of `LineMedia`. */
export const lineMedia = (media: Media): LineMedia => media as LineMedia
