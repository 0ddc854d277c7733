import { type Cause, Effect, Exit, Layer, Queue, Stream } from "effect"
import { spawn } from "node:child_process"
import { AudioDecoder, AudioUndecodable } from "../../services/AudioDecoder.ts"

const decoding = ["-v", "quiet", "-i", "pipe:0", "-f", "s16le", "-ac", "2", "-ar", "8000", "pipe:1"]

/** An ffmpeg that waits for audio; `closed` tells what became of it, undefined where all went well. */
const start = (command: string) => {
  const decoder = spawn(command, decoding, { stdio: ["pipe", "pipe", "ignore"] })
  // One that has heard enough closes its ear.
  decoder.stdin.on("error", () => {})
  const closed = new Promise<string | undefined>((resolve) => {
    decoder.on("error", () => resolve("there is no ffmpeg"))
    decoder.on("close", (code) => resolve(code === 0 ? undefined : "not audio"))
  })
  return { decoder, closed }
}

/** By the ffmpeg that the recordings are written with: the one that comes with LiveKit's SDK, else the system's. */
export const layer = Layer.effect(
  AudioDecoder,
  Effect.gen(function*() {
    const path = yield* Effect.cached(Effect.promise(async () => {
      const { getFfmpegPath } = await import("@livekit/av")
      return getFfmpegPath() ?? "ffmpeg"
    }))
    return AudioDecoder.of({
      decode: <E>(audio: Stream.Stream<Uint8Array, E>) =>
        Stream.unwrap(Effect.gen(function*() {
          const command = yield* path
          const samples = yield* Queue.bounded<Uint8Array, E | AudioUndecodable | Cause.Done>(16)
          const { closed, decoder } = yield* Effect.acquireRelease(
            Effect.sync(() => start(command)),
            ({ decoder }) => Effect.sync(() => void decoder.kill("SIGKILL"))
          )
          const write = (chunk: Uint8Array) =>
            Effect.callback<void>((resume) => void decoder.stdin.write(chunk, () => resume(Effect.void)))
          yield* Stream.runForEach(audio, write).pipe(
            Effect.onExit((exit) =>
              Exit.isSuccess(exit)
                ? Effect.sync(() => void decoder.stdin.end())
                : Queue.failCause(samples, exit.cause)
            ),
            Effect.ignore,
            Effect.forkScoped
          )
          yield* Stream.fromAsyncIterable(
            decoder.stdout as AsyncIterable<Uint8Array>,
            () => new AudioUndecodable({ detail: "it broke off" })
          ).pipe(
            Stream.runForEach((chunk) => Queue.offer(samples, chunk)),
            Effect.ignore,
            Effect.andThen(Effect.promise(() => closed)),
            Effect.flatMap((detail) =>
              detail === undefined ? Queue.end(samples) : Queue.fail(samples, new AudioUndecodable({ detail }))
            ),
            Effect.forkScoped
          )
          return Stream.fromQueue(samples)
        }))
    })
  })
)
