import { Context, Schema, type Stream } from "effect"

/** What was given is no audio, or nothing here can decode it. */
export class AudioUndecodable extends Schema.TaggedError<AudioUndecodable>()("AudioUndecodable", {
  detail: Schema.String
}) {
  override get message() {
    return `a recording could not be decoded (${this.detail}): it may be damaged; it can be played and downloaded all the same`
  }
}

/** Decodes recordings. */
export class AudioDecoder extends Context.Service<AudioDecoder, {
  /** Two channels of 16 bits, little-endian, one sample of each after the other, 8000 a second. */
  readonly decode: <E>(audio: Stream.Stream<Uint8Array, E>) => Stream.Stream<Uint8Array, E | AudioUndecodable>
}>()("receptionist/services/AudioDecoder") {}
