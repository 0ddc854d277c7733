import type { AudioFrame } from "@livekit/rtc-node"
import { Clock, Deferred, Effect, Option, type Scope, Stream, SubscriptionRef } from "effect"
import { ReadableStream, type ReadableStreamDefaultController } from "node:stream/web"
import type { LineMedia } from "../adapters/voice/Media.ts"
import * as Sdk from "../adapters/voice/Sdk.ts"
import * as Ear from "./Ear.ts"
import * as Pcm from "./Pcm.ts"
import { inRealTime } from "./RealTime.ts"

/** The caller's end of a telephone line whose other end is the agent's session. Audio moves at its own pace. */
export interface SimulatedMedia {
  readonly media: LineMedia
  /** Completes when the agent's audio has been put on the line, which is what answers a call. */
  readonly picked: Effect.Effect<void>
  /** Speaks into the phone; completes when the last sample has been sent. Lines spoken together follow each other. */
  readonly speak: (pcm: Pcm.Pcm) => Effect.Effect<void>
  /** What the caller has heard so far. */
  readonly heard: Effect.Effect<ReadonlyArray<Ear.Heard>>
  /** What the caller has said so far. */
  readonly said: Effect.Effect<ReadonlyArray<Ear.Heard>>
  /** Waits until what the caller has heard is such, and gives what `find` finds. */
  readonly until: <A>(find: (heard: ReadonlyArray<Ear.Heard>) => A | undefined) => Effect.Effect<A>
}

const frameMillis = 20
/** How many late ticks are made up for at once: between them the session gives what it has to say. */
const latest = 5

/** Audio that the session has not read is lost after this, as on a telephone. */
const unreadFrames = 50

export const make: Effect.Effect<SimulatedMedia, never, Scope.Scope> = Effect.gen(function*() {
  const { agents } = yield* Sdk.load
  const { AudioFrame } = yield* Effect.promise(() => import("@livekit/rtc-node"))
  const heard = yield* SubscriptionRef.make<ReadonlyArray<Ear.Heard>>([])
  let said: ReadonlyArray<Ear.Heard> = []
  const picked = yield* Deferred.make<void>()
  const speaker = yield* Effect.acquireRelease(
    Effect.sync(() => new (loudspeaker(agents.voice, () => Deferred.doneUnsafe(picked, Effect.void)))()),
    (speaker) => Effect.sync(() => speaker.clearBuffer())
  )
  const microphone = yield* Effect.acquireRelease(
    Effect.sync(() => new (receiver(agents.voice))()),
    (microphone) => Effect.promise(() => microphone.hangUp())
  )
  const spoken: Array<{ readonly frames: Array<Pcm.Pcm>; readonly sent: Deferred.Deferred<void> }> = []

  const nextSpoken = () => {
    const line = spoken[0]
    const frame = line?.frames.shift() ?? Pcm.silence(frameMillis)
    if (line?.frames.length === 0) {
      spoken.shift()
      Deferred.doneUnsafe(line.sent, Effect.void)
    }
    return frame
  }

  const tick = (at: number, now: number) =>
    Effect.suspend(() => {
      const spoke = nextSpoken()
      said = Ear.hear(said, spoke, at)
      microphone.send(new AudioFrame(spoke, Pcm.sampleRate, 1, spoke.length))
      const frame = speaker.play(now)
      return SubscriptionRef.update(heard, (before) => Ear.hear(before, frame, at))
    })

  yield* Effect.gen(function*() {
    yield* Deferred.await(picked)
    const start = yield* Clock.currentTimeMillis
    // Ticks that come late are made up for, a few at a time: audio keeps pace with the clock, not with the event loop.
    for (let ticks = 0;;) {
      const next = start + (ticks + 1) * frameMillis
      yield* Effect.sleep(Math.max(0, next - (yield* Clock.currentTimeMillis)))
      const now = yield* Clock.currentTimeMillis
      for (let late = 0; late < latest; late++) {
        const due = start + (ticks + 1) * frameMillis
        if (due > now) break
        ticks++
        yield* tick(due, now)
      }
    }
  }).pipe(Effect.forkScoped)

  return {
    media: { _tag: "Streams" as const, input: microphone, output: speaker },
    picked: Deferred.await(picked),
    heard: SubscriptionRef.get(heard),
    said: Effect.sync(() => said),
    until: (find) =>
      SubscriptionRef.changes(heard).pipe(
        Stream.map(find),
        Stream.filter((found) => found !== undefined),
        Stream.runHead,
        Effect.flatMap(Option.match({ onNone: () => Effect.never, onSome: Effect.succeed }))
      ),
    speak: Effect.fnUntraced(function*(pcm: Pcm.Pcm) {
      const sent = yield* Deferred.make<void>()
      spoken.push({ frames: Pcm.frames(pcm, frameMillis), sent })
      yield* Deferred.await(sent)
    })
  } satisfies SimulatedMedia
}).pipe(inRealTime)

type Voice = Sdk.Sdk["agents"]["voice"]

const receiver = (voice: Voice) =>
  class extends voice.AudioInput {
    private controller: ReadableStreamDefaultController<AudioFrame> | undefined

    constructor() {
      super()
      this.multiStream.addInputStream(
        new ReadableStream<AudioFrame>(
          { start: (controller) => void (this.controller = controller) },
          { highWaterMark: unreadFrames }
        )
      )
    }

    send(frame: AudioFrame): void {
      if ((this.controller?.desiredSize ?? 0) > 0) this.controller?.enqueue(frame)
    }

    async hangUp(): Promise<void> {
      this.controller = undefined
      await this.close()
    }
  }

/** What the session says between two `flush`es. */
interface Segment {
  readonly frames: Array<Pcm.Pcm>
  playedMillis: number
  whole: boolean
  interrupted: boolean
}

const loudspeaker = (voice: Voice, onUse: () => void) =>
  class extends voice.AudioOutput {
    private readonly segments: Array<Segment> = []
    private rest: Pcm.Pcm = new Int16Array(0)
    private paused = false

    constructor() {
      super(Pcm.sampleRate, undefined, { pause: true })
    }

    override onAttached(): void {
      super.onAttached()
      onUse()
    }

    override async captureFrame(frame: AudioFrame): Promise<void> {
      const counted = super.captureFrame(frame)
      onUse()
      let open = this.segments.at(-1)
      if (open === undefined || open.whole) {
        open = { frames: [], playedMillis: 0, whole: false, interrupted: false }
        this.segments.push(open)
      }
      open.frames.push(frame.data.slice())
      await counted
    }

    override flush(): void {
      super.flush()
      const open = this.segments.at(-1)
      if (open !== undefined) open.whole = true
    }

    override clearBuffer(): void {
      this.flush()
      for (const segment of this.segments) segment.interrupted = true
    }

    override pause(): void {
      super.pause()
      this.paused = true
    }

    override resume(): void {
      super.resume()
      this.paused = false
    }

    /** The next frame that the caller hears, silence where there is none, and the events that go with it. */
    play(now: number): Pcm.Pcm {
      const frame = Pcm.silence(frameMillis)
      while (this.segments[0]?.interrupted === true) this.finish(this.segments[0])
      const segment = this.segments[0]
      if (segment === undefined || this.paused) return frame
      let filled = 0
      while (filled < frame.length) {
        if (this.rest.length === 0) this.rest = segment.frames.shift() ?? new Int16Array(0)
        if (this.rest.length === 0) break
        const part = this.rest.subarray(0, frame.length - filled)
        frame.set(part, filled)
        this.rest = this.rest.subarray(part.length)
        filled += part.length
      }
      if (filled > 0 && segment.playedMillis === 0) this.onPlaybackStarted(now)
      segment.playedMillis += Pcm.millis(filled)
      if (segment.whole && segment.frames.length === 0 && this.rest.length === 0) this.finish(segment)
      return frame
    }

    private finish({ interrupted, playedMillis }: Segment): void {
      this.segments.shift()
      this.rest = new Int16Array(0)
      this.onPlaybackFinished({ playbackPosition: playedMillis / 1000, interrupted })
    }
  }
