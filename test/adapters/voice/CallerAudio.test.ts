import { assert, describe, it } from "@effect/vitest"
import type { AudioFrame, NoiseCancellationOptions, Room } from "@livekit/rtc-node"
import { Effect } from "effect"
import { EventEmitter } from "node:events"
import { ReadableStream, type ReadableStreamDefaultController } from "node:stream/web"
import * as CallerAudio from "../../../src/adapters/voice/CallerAudio.ts"
import * as Sdk from "../../../src/adapters/voice/Sdk.ts"

type Controller = ReadableStreamDefaultController<AudioFrame> | undefined

/** A track of the room, and what is read of it, as rtc-node's `AudioStream` does. */
class Track {
  readonly opened: Array<unknown> = []
  stream: ReadableStream<AudioFrame> | undefined
  closed = 0
  #controller: Controller

  attach(stream: ReadableStream<AudioFrame>, controller: Controller, options: unknown) {
    this.opened.push(options)
    this.stream = stream
    this.#controller = controller
  }
  says(...words: ReadonlyArray<number>) {
    for (const word of words) this.#controller?.enqueue({ data: Int16Array.of(word) } as AudioFrame)
  }
  /** What an unsubscribed track does with its streams. */
  ends() {
    this.closed += 1
    this.#controller?.close()
  }
  breaks() {
    this.closed += 1
    this.#controller?.error(new Error("the track broke"))
  }
  get isOpen() {
    return this.opened.length > this.closed
  }
}

class AudioStream extends ReadableStream<AudioFrame> {
  constructor(track: Track, options: unknown) {
    let controller: Controller
    super({
      start: (its) => void (controller = its),
      cancel: () => void (track.closed += 1)
    })
    track.attach(this, controller, options)
  }
}

const microphone = 2
const screenShare = 4
const callerIdentity = "sip_caller"

interface Publication {
  readonly source: number
  readonly track: Track | undefined
}

class FakeRoom extends EventEmitter {
  readonly remoteParticipants = new Map<
    string,
    { readonly identity: string; readonly trackPublications: Map<number, Publication> }
  >()
  /** `track`: undefined while it is published, and not subscribed to. */
  publishes(track: Track | undefined, identity = callerIdentity, source = microphone) {
    const participant = this.remoteParticipants.get(identity) ?? { identity, trackPublications: new Map() }
    this.remoteParticipants.set(identity, participant)
    const publication = { source, track }
    participant.trackPublications.set(participant.trackPublications.size, publication)
    if (track !== undefined) this.emit("trackSubscribed", track, publication, participant)
    return track
  }
}

/** The caller's audio in a room, and what has been heard of it. */
const listening = Effect.fnUntraced(function*(room: FakeRoom, noiseCancellation?: NoiseCancellationOptions) {
  const sdk = yield* Sdk.load
  const { RoomEvent, TrackSource } = sdk.rtc
  assert.strictEqual<string>(RoomEvent.TrackSubscribed, "trackSubscribed")
  assert.deepStrictEqual<Array<number>>(
    [TrackSource.SOURCE_MICROPHONE, TrackSource.SOURCE_SCREENSHARE_AUDIO],
    [microphone, screenShare]
  )
  const input = CallerAudio.make({ ...sdk, rtc: { ...sdk.rtc, AudioStream } } as unknown as Sdk.Sdk, {
    room: room as unknown as Room,
    callerIdentity,
    noiseCancellation
  })
  const reader = input.stream.getReader()
  const next = Effect.promise(() => reader.read())
  return {
    input,
    /** The next words, as they are heard. */
    hear: (count: number) => Effect.replicateEffect(Effect.map(next, ({ value }) => value?.data[0]), count),
    isOver: Effect.map(next, ({ done }) => done),
    close: Effect.promise(() => input.close())
  }
})

describe("the caller's audio", () => {
  it.effect("is that of the microphone which is there before the session, as the model expects it", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const track = new Track()
      room.publishes(track)
      const { hear } = yield* listening(room)
      track.says(1, 2, 3)
      assert.deepStrictEqual(yield* hear(3), [1, 2, 3])
      assert.deepStrictEqual(track.opened, [{ sampleRate: 24_000, numChannels: 1, frameSizeMs: 40 }])
    }))

  it.effect("is cleared of noise where there is a filter", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const track = new Track()
      const noiseCancellation = { moduleId: "krisp", options: {} }
      yield* listening(room, noiseCancellation)
      room.publishes(track)
      assert.deepInclude(track.opened[0], { noiseCancellation })
    }))

  it.effect("is that of a microphone which arrives later, also where it was published and not subscribed to", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const track = new Track()
      room.publishes(undefined)
      const { hear } = yield* listening(room)
      room.publishes(track)
      track.says(1, 2)
      assert.deepStrictEqual(yield* hear(2), [1, 2])
    }))

  it.effect("is nobody else's, and nothing else of theirs, before the session and during it", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const others = Array.from({ length: 4 }, () => new Track())
      const [early, late] = [others.slice(0, 2), others.slice(2)]
      const publish = ([theirs, screen]: Array<Track>) => {
        room.publishes(theirs, "sip_other")
        room.publishes(screen, callerIdentity, screenShare)
      }
      publish(early)
      const { hear } = yield* listening(room)
      const track = new Track()
      room.publishes(track)
      publish(late)
      track.says(1)
      assert.deepStrictEqual(yield* hear(1), [1])
      assert.isTrue(track.isOpen, "what the others do takes nothing away from the caller")
      assert.isTrue(others.every(({ opened }) => opened.length === 0))
    }))

  it.effect("is that of the last microphone alone when it is published again, however often", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const { hear, input } = yield* listening(room)
      const tracks = Array.from({ length: 5 }, () => new Track())
      for (const track of tracks) room.publishes(track)
      const [last, ...before] = tracks.toReversed()
      last!.says(1)
      assert.deepStrictEqual(yield* hear(1), [1])
      assert.deepStrictEqual(before.map(({ closed }) => closed), [1, 1, 1, 1])
      assert.isTrue(before.every(({ stream }) => stream?.locked === false))
      assert.isTrue(last!.isOpen)
      assert.strictEqual(room.listenerCount("trackSubscribed"), 1)
      const again = new Track()
      room.publishes(again)
      last!.says(2)
      again.says(3)
      assert.deepStrictEqual(yield* hear(1), [3], "of one that was followed by another nothing is heard any more")
      yield* Effect.promise(() => input.close())
    }))

  it.effect.each(["ends", "breaks"] as const)(
    "goes on with the next microphone after one that %s",
    (how) =>
      Effect.gen(function*() {
        const room = new FakeRoom()
        const [first, second] = [new Track(), new Track()]
        const { close, hear, isOver } = yield* listening(room)
        room.publishes(first)
        first.says(1)
        assert.deepStrictEqual(yield* hear(1), [1])
        first[how]()
        room.publishes(second)
        second.says(2)
        assert.deepStrictEqual(yield* hear(1), [2])
        assert.strictEqual(first.closed, 1, "it was closed already")
        second[how]()
        yield* close
        assert.isTrue(yield* isOver)
      })
  )
})

describe("closing the caller's audio", () => {
  it.effect("ends it, and leaves neither a listener nor a reader nor a stream", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const tracks = [new Track(), new Track()]
      const { close, isOver } = yield* listening(room)
      for (const track of tracks) room.publishes(track)
      yield* close
      assert.isTrue(yield* isOver)
      assert.deepStrictEqual(room.eventNames(), [])
      assert.isTrue(tracks.every(({ isOpen, stream }) => !isOpen && stream?.locked === false))
    }))

  it.effect("ends it where the caller was never heard", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const { close, isOver } = yield* listening(room)
      yield* close
      assert.isTrue(yield* isOver)
      assert.deepStrictEqual(room.eventNames(), [])
    }))

  it.effect("can be done twice at once, and opens nothing that comes after", () =>
    Effect.gen(function*() {
      const room = new FakeRoom()
      const [track, late] = [new Track(), new Track()]
      const { close } = yield* listening(room)
      room.publishes(track)
      yield* Effect.all([close, close], { concurrency: 2 })
      room.publishes(late)
      assert.strictEqual(track.closed, 1)
      assert.deepStrictEqual(late.opened, [])
    }))
})
