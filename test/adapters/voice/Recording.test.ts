import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Queue, Scope } from "effect"
import { TestClock } from "effect/testing"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { TransformStream } from "node:stream/web"
import { vi } from "vitest"
import * as Recording from "../../../src/adapters/voice/Recording.ts"
import * as Sdk from "../../../src/adapters/voice/Sdk.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"

const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "recording-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

/** A recorder of a call whose file comes from `files`. `hear`: 20 ms of the caller's, which whoever listens has then. */
const makeRecorder = Effect.gen(function*() {
  const sdk = yield* Sdk.load
  const { AudioFrame } = yield* Effect.promise(() => import("@livekit/rtc-node"))
  const { readable, writable } = new TransformStream<InstanceType<typeof AudioFrame>>()
  const asked = yield* Queue.unbounded<number>()
  const files = yield* Queue.unbounded<string>()
  const { input, start } = Recording.make(sdk, {
    agentSession: new sdk.agents.voice.AgentSession({}),
    input: new class extends sdk.agents.voice.AudioInput {
      constructor() {
        super()
        this.multiStream.addInputStream(readable)
      }
    }(),
    output: new class extends sdk.agents.voice.AudioOutput {
      override clearBuffer() {}
    }(Pcm.sampleRate),
    recordTo: (since) => Effect.andThen(Queue.offer(asked, since), Queue.take(files)),
    timeLeft: () => Duration.zero
  })
  const [writer, reader] = [writable.getWriter(), input.stream.getReader()]
  const hear = Effect.promise(async () => {
    const samples = Pcm.silence(20)
    await Promise.all([writer.write(new AudioFrame(samples, Pcm.sampleRate, 1, samples.length)), reader.read()])
  })
  return { asked, files, hear, start }
})

describe("a recording whose file does not come", () => {
  it.effect("is one of what is heard later: no more than 10 s are held in memory", () =>
    Effect.gen(function*() {
      const { RecorderIO } = yield* Sdk.load
      const written = vi.spyOn(RecorderIO.prototype, "enqueue" as never)
      yield* Effect.addFinalizer(() => Effect.sync(() => written.mockRestore()))
      const { asked, files, hear, start } = yield* makeRecorder
      const call = yield* Scope.make()
      yield* Scope.provide(start, call)
      const first = yield* Queue.take(asked)
      yield* Effect.repeat(hear, { times: 4 })
      yield* TestClock.adjust("10 seconds")
      assert.isAtLeast(yield* Queue.take(asked), first)
      yield* Effect.repeat(hear, { times: 1 })
      assert.lengthOf(written.mock.calls, 0)
      yield* Queue.offer(files, join(yield* folder, "recording.ogg"))
      yield* Effect.promise(() => vi.waitUntil(() => written.mock.calls.length > 0))
      assert.lengthOf(written.mock.calls, 2)
      yield* Scope.close(call, Exit.void)
    }))
})
