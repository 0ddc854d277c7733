import type { voice } from "@livekit/agents"
import type { Room } from "@livekit/rtc-node"

/**
 * The caller's audio, as the telephony service hands it to the voice session: a LiveKit room that the session's RoomIO
 * joins to, or two plain streams (the sandbox). No program looks inside.
 */
export type Media =
  | { readonly _tag: "LiveKitRoom"; readonly room: Room; readonly callerIdentity: string }
  | { readonly _tag: "Streams"; readonly input: voice.AudioInput; readonly output: voice.AudioOutput }
