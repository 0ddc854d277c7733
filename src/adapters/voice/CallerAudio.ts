import type { voice } from "@livekit/agents"
import type {
  AudioFrame,
  NoiseCancellationOptions,
  RemoteParticipant,
  RemoteTrack,
  RemoteTrackPublication,
  Room
} from "@livekit/rtc-node"
import type { ReadableStream } from "node:stream/web"
import { sampleRate } from "./Media.ts"
import type { Sdk } from "./Sdk.ts"

// The model is sent 40 ms at a time: the end of a turn waits for its frame to be full. In frames of 10 ms, the SDK's own,
// all of it would go through the native module, a dozen streams and the listeners of every call four times as often.
const frameSizeMs = 40

export interface CallerAudioOptions {
  readonly room: Room
  readonly callerIdentity: string
  readonly noiseCancellation: NoiseCancellationOptions | undefined
}

/** What the caller says, as a session's input: their microphone, whichever track it is on. */
export const make = (
  { agents: { voice }, rtc: { AudioStream, RoomEvent, TrackSource } }: Sdk,
  { callerIdentity, noiseCancellation, room }: CallerAudioOptions
): voice.AudioInput =>
  new class CallerAudio extends voice.AudioInput {
    #heard: { readonly id: string; readonly stream: ReadableStream<AudioFrame> } | undefined

    constructor() {
      super()
      room.on(RoomEvent.TrackSubscribed, this.#listen)
      const caller = room.remoteParticipants.get(callerIdentity)
      for (const publication of caller?.trackPublications.values() ?? []) {
        if (caller !== undefined && publication.track !== undefined) {
          this.#listen(publication.track, publication, caller)
        }
      }
    }

    #listen = (track: RemoteTrack, { source }: RemoteTrackPublication, { identity }: RemoteParticipant) => {
      if (identity !== callerIdentity || source !== TrackSource.SOURCE_MICROPHONE) return
      void this.#ignore()
      const stream: ReadableStream<AudioFrame> = new AudioStream(track, {
        sampleRate,
        numChannels: 1,
        frameSizeMs,
        ...(noiseCancellation !== undefined && { noiseCancellation })
      })
      this.#heard = { stream, id: this.multiStream.addInputStream(stream) }
    }

    async #ignore() {
      const heard = this.#heard
      this.#heard = undefined
      if (heard === undefined) return
      await this.multiStream.removeInputStream(heard.id)
      await heard.stream.cancel().catch(() => {}) // it rejects where the stream broke, which is then closed
    }

    override async close() {
      room.off(RoomEvent.TrackSubscribed, this.#listen)
      await this.#ignore()
      await super.close()
    }
  }()
