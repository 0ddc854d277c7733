import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { type ReadableStream, TransformStream } from "node:stream/web"
import type { Sdk } from "./Sdk.ts"

/** A piece of what the caller says, mono; `at`: when it had been said (epoch milliseconds). */
export interface CallerFrame {
  readonly frame: AudioFrame
  readonly at: number
}

/** What the caller says, for whoever listens beside the SDK; the last 10 s of it can be heard again. */
export interface CallerTap {
  /** Hears all from `since` on (epoch milliseconds), what has been said by now at once, until the given function is called. */
  readonly listen: (since: number, hear: (piece: CallerFrame) => void) => () => void
}

const keptMillis = 10_000

/** A session's input, and a tap in it. */
export const make = (
  { agents: { voice } }: Sdk,
  source: voice.AudioInput,
  now: () => number
): { readonly input: voice.AudioInput; readonly tap: CallerTap } => {
  const kept: Array<CallerFrame> = []
  const listeners = new Set<(piece: CallerFrame) => void>()

  const input = new class TappedAudio extends voice.AudioInput {
    #tapped: ReadableStream<AudioFrame> | undefined

    // The SDK looks at it more than once.
    override get stream() {
      return this.#tapped ??= source.stream.pipeThrough(
        new TransformStream<AudioFrame, AudioFrame>({
          transform: (frame, controller) => {
            const piece = { frame, at: now() }
            kept.push(piece)
            while (kept[0] !== undefined && kept[0].at < piece.at - keptMillis) kept.shift()
            for (const hear of listeners) hear(piece)
            controller.enqueue(frame)
          }
        })
      )
    }

    override async close() {
      await source.close()
      await super.close()
    }
  }()

  return {
    input,
    tap: {
      listen: (since, hear) => {
        for (const piece of kept) if (piece.at > since) hear(piece)
        listeners.add(hear)
        return () => void listeners.delete(hear)
      }
    }
  }
}
