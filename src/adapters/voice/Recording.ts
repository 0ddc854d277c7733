import type { voice } from "@livekit/agents"
import { Duration, Effect, type Scope } from "effect"
import { rm } from "node:fs/promises"
import type { ConversationOptions } from "../../services/VoiceSession.ts"
import { bounds, closing } from "./Closing.ts"
import { sampleRate } from "./Media.ts"
import type { Sdk } from "./Sdk.ts"

/** What of the SDK's recorder is its own. */
interface Inner {
  started: boolean
  closing: boolean
  enqueue: (captured: unknown) => void
  readonly chan: { readonly close: () => Promise<void> }
  readonly closeFuture: { readonly await: Promise<void> }
}

/** Until there is a file, what is heard is kept in memory, some 200 kB a second. Where it takes longer, that much is lost. */
const heldFor = Duration.seconds(10)

/** The worker's own recording of a call: both sides, in one file. */
export interface Recording {
  readonly input: voice.AudioInput
  readonly output: voice.AudioOutput
  /** Records from now on; nobody waits for the file. Release: makes it whole. */
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
    readonly recordTo: NonNullable<ConversationOptions["recordTo"]>
    /** What the release has left for it beyond its own bound. */
    readonly timeLeft: () => Duration.Duration
  }
): Recording => {
  const recorder = new RecorderIO({ agentSession, sampleRate })
  const inner = recorder as unknown as Inner
  let isDestroyed = false
  let file: string | undefined
  let since = 0
  /** What was captured since then, and waits for a file. */
  let held: Array<unknown> | undefined

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

  // The SDK's own begins with its file, and what plays by then is not in it, nor what follows in its place.
  const { enqueue } = inner
  inner.enqueue = (captured) => held === undefined ? enqueue.call(recorder, captured) : held.push(captured)
  Object.defineProperty(recorder, "recording", { get: () => held !== undefined || inner.started })
  Object.defineProperty(recorder, "t0", { get: () => since, set: () => {} })

  const hold = Effect.sync(() => {
    since = Date.now()
    held = isDestroyed ? undefined : []
    return since
  })
  const fileFound = Effect.flatMap(hold, recordTo).pipe(Effect.timeout(heldFor), Effect.eventually)
  const writeTo = async (found: string) => {
    if (isDestroyed) return
    file = found
    await recorder.start(found)
    const captured = held ?? []
    held = undefined
    for (const it of captured) inner.enqueue(it)
  }

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
        fileFound.pipe(
          Effect.flatMap((found) => Effect.uninterruptible(Effect.tryPromise(() => writeTo(found)))),
          Effect.catch(() => Effect.logWarning("the call is not recorded: the recording's file cannot be written")),
          Effect.ensuring(Effect.sync(() => held = undefined)),
          Effect.forkScoped({ startImmediately: true })
        )
      ),
      Effect.asVoid
    ),
    // Not by `close`, which closes the caller's audio, and takes a reply that is being said for over.
    destroy: Effect.suspend(() => {
      if (isDestroyed) return Effect.void
      isDestroyed = true
      held = undefined
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
