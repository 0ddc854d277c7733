import { assert } from "@effect/vitest"
import { Effect, Queue, type Scope } from "effect"
import { WebSocket } from "ws"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { deviations } from "./OpenAiTypes.ts"

export type Event = Readonly<Record<string, unknown>> & { readonly type: string }

export interface Client {
  readonly send: (event: Event) => Effect.Effect<void>
  /** The next event of this type; those before it are skipped. */
  readonly next: (type: string) => Effect.Effect<Event>
  /** All events up to and including the next one of this type. */
  readonly through: (type: string) => Effect.Effect<ReadonlyArray<Event>>
  /** Some words, and enough silence for the turn to be over. */
  readonly say: (text: string) => Effect.Effect<void>
  /** Whether a ping is answered. */
  readonly ping: Effect.Effect<void>
}

/** What stands at the end of a connection's events. */
const closed: Event = { type: "closed" }

/** A client of the realtime protocol that knows nothing of it but how OpenAI describes it: every event is held to that. */
export const dial = Effect.fnUntraced(function*(
  url: URL,
  deployment = "any"
): Effect.fn.Return<Client, never, Scope.Scope> {
  const inbox = yield* Queue.unbounded<Event>()
  const socket = yield* Effect.acquireRelease(
    Effect.callback<WebSocket>((resume) => {
      const opening = new WebSocket(`${url.href.replace("http", "ws")}openai/v1/realtime?model=${deployment}`, {
        headers: { "api-key": "key" }
      })
      opening.on("message", (data) => void Queue.offerUnsafe(inbox, JSON.parse(String(data)) as Event))
      opening.on("open", () => resume(Effect.succeed(opening)))
      opening.on("error", () => resume(Effect.succeed(opening)))
      opening.on("close", () => void Queue.offerUnsafe(inbox, closed))
    }),
    (socket) => Effect.sync(() => socket.terminate())
  )
  const send = (event: Event) => Effect.sync(() => socket.send(JSON.stringify(event)))
  const through = Effect.fnUntraced(function*(type: string) {
    const seen: Array<Event> = []
    while (seen.at(-1)?.type !== type) {
      const event = yield* Queue.take(inbox)
      if (event !== closed) {
        assert.deepStrictEqual(deviations(event, "realtime/realtime", "RealtimeServerEvent"), [], event.type)
      }
      seen.push(event)
    }
    return seen
  })
  return {
    send,
    ping: Effect.callback<void>((resume) => {
      socket.once("pong", () => resume(Effect.void))
      socket.ping()
    }),
    through,
    next: (type) => Effect.map(through(type), (seen) => seen.at(-1)!),
    say: (text) =>
      Effect.forEach(
        Pcm.frames(Pcm.concat([formants.render(text, "FRENCH", "caller"), Pcm.silence(500)]), 100),
        (frame) => send({ type: "input_audio_buffer.append", audio: Pcm.toBase64(frame) }),
        { discard: true }
      )
  }
})

/** The client says when it wants an answer. */
export const manualTurns: Event = {
  type: "session.update",
  session: {
    type: "realtime",
    instructions: "standing",
    audio: { input: { turn_detection: { type: "server_vad", create_response: false, interrupt_response: true } } }
  }
}

/** What was said. */
export const spoken = (events: ReadonlyArray<Event>) =>
  events.filter(({ type }) => type === "response.output_audio_transcript.delta").map(({ delta }) => delta).join("")

export const audio = (events: ReadonlyArray<Event>) =>
  Pcm.concat(
    events.filter(({ type }) => type === "response.output_audio.delta").map(({ delta }) =>
      Pcm.fromBase64(String(delta))
    )
  )
