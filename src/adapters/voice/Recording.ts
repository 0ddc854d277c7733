import type { voice } from "@livekit/agents"
import { Duration, Effect, Fiber, type Scope } from "effect"
import { rm } from "node:fs/promises"
import { bounds, closing } from "./Closing.ts"
import type { Sdk } from "./Sdk.ts"

/** What of the SDK's recorder is its own. */
interface Inner {
  started: boolean
  closing: boolean
  readonly chan: { readonly close: () => Promise<void> }
  readonly closeFuture: { readonly await: Promise<void> }
}

/** How long a call waits for it to begin: no disk is worth more of a caller's time. */
const startBound = Duration.millis(300)

/** The worker's own recording of a call: both sides, in one file. */
export interface Recording {
  readonly input: voice.AudioInput
  readonly output: voice.AudioOutput
  /** Records once there is a file, which is waited for a moment. Release: makes it whole. */
  readonly start: Effect.Effect<void, never, Scope.Scope>
  /** Nothing more is recorded, and nothing is kept of what was. */
  readonly destroy: Effect.Effect<void>
}

/** Records what goes through `input` and `output`, once it has started. */
export const make = (
  { RecorderIO }: Sdk,
  { agentSession, input, output, recordTo, timeLeft }: {
    readonly agentSession: voice.AgentSession
    readonly input: voice.AudioInput
    readonly output: voice.AudioOutput
    readonly recordTo: Effect.Effect<string>
    /** What the release has left for it beyond its own bound. */
    readonly timeLeft: () => Duration.Duration
  }
): Recording => {
  const recorder = new RecorderIO({ agentSession })
  const inner = recorder as unknown as Inner
  let isDestroyed = false
  let file: string | undefined

  const remove = async () => {
    if (file !== undefined) await rm(file, { force: true })
  }
  // Nobody waits for the encoder before the end of the call: one that fails earlier would end the process.
  let encoded: Promise<void> | undefined
  Object.defineProperty(recorder, "ffmpegPromise", {
    get: () => encoded,
    set: (promise: Promise<void>) => {
      encoded = promise
      promise.catch(() => {})
    }
  })

  /** Takes in nothing more, and lets go of what there is. */
  const halt = async () => {
    if (!inner.started) return
    inner.closing = true
    inner.started = false
    await inner.chan.close()
  }

  return {
    output: recorder.recordOutput(output),
    input: recorder.recordInput(input),
    start: Effect.addFinalizer(() =>
      Effect.suspend(() =>
        closing(
          "the recording",
          Duration.sum(bounds.recording, timeLeft()),
          isDestroyed ? remove : () => recorder.close()
        ).pipe(Effect.ensuring(Effect.ignore(Effect.tryPromise(halt))))
      )
    ).pipe(
      Effect.andThen(
        recordTo.pipe(
          Effect.flatMap((found) =>
            Effect.uninterruptible(Effect.tryPromise(async () => {
              if (isDestroyed) return
              file = found
              await recorder.start(found)
            }))
          ),
          Effect.catch(() => Effect.logWarning("the call is not recorded: the recording's file cannot be written")),
          Effect.forkScoped({ startImmediately: true })
        )
      ),
      // What is said before, the recorder has none of: a greeting that is rendered already goes out as a whole, at once.
      Effect.flatMap((recording) => Effect.timeoutOption(Fiber.await(recording), startBound)),
      Effect.asVoid
    ),
    // Not by `close`, which closes the caller's audio, and takes a reply that is being said for over.
    destroy: Effect.suspend(() => {
      if (isDestroyed) return Effect.void
      isDestroyed = true
      return closing("the recording", "2 seconds", async () => {
        await remove()
        if (!inner.started) return
        await halt()
        await inner.closeFuture.await
        await remove()
      })
    })
  }
}
