import { Duration, Effect, Schema } from "effect"
import type { ServerResponse } from "node:http"
import type { HttpOutcome } from "./ModelScript.ts"

/** A request that the real service would refuse, too. */
export class BadRequest extends Schema.TaggedError<BadRequest>()("BadRequest", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}

/** A body as it is sent: piece by piece, each so many milliseconds after the one before. */
export interface Body {
  readonly contentType: string
  readonly pieces: ReadonlyArray<string | Uint8Array>
  readonly everyMillis?: number
}

export const json = (value: object): Body => ({ contentType: "application/json", pieces: [JSON.stringify(value)] })

/** What a route answers, and what stands for it where it answers nothing, or nonsense. */
export interface Answer {
  readonly whole: Body
  readonly empty: Body
  readonly garbage: Body
  /** From the request to the first byte. */
  readonly latency: Duration.Input
}

/** An error as OpenAI's API has it. */
export const fail = (
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null = null,
  retryAfterSeconds?: number
): void => {
  const type = status === 429 ? code ?? "requests" : status < 500 ? "invalid_request_error" : "server_error"
  response.writeHead(status, {
    "content-type": "application/json",
    ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) })
  }).end(JSON.stringify({ error: { message, type, param: null, code } }))
}

const gone = (response: ServerResponse) =>
  Effect.callback<void>((resume) => {
    if (response.closed) return resume(Effect.void)
    response.once("close", () => resume(Effect.void))
  })

const half = ({ pieces }: Body): ReadonlyArray<string | Uint8Array> => {
  if (pieces.length > 1) return pieces.slice(0, pieces.length >> 1)
  const bytes = Buffer.from(pieces[0] ?? "")
  // A whole number of samples, lest half an answer is half a sample as well.
  return [bytes.subarray(0, bytes.length >> 2 << 1)]
}

/** The same, in at least ten pieces, of which the last one comes so much later than the first. */
const slowly = ({ contentType, pieces }: Body, over: Duration.Input): Body => {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
  const size = Math.max(2, Math.ceil(bytes.length / 20) * 2)
  const parts = pieces.length >= 10
    ? pieces
    : Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, index) => bytes.subarray(index * size, (index + 1) * size)
    )
  return { contentType, pieces: parts, everyMillis: Duration.toMillis(over) / Math.max(1, parts.length - 1) }
}

const send = Effect.fnUntraced(function*(response: ServerResponse, body: Body, pieces = body.pieces) {
  response.writeHead(200, { "content-type": body.contentType })
  response.flushHeaders()
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && body.everyMillis !== undefined) yield* Effect.sleep(body.everyMillis)
    if (response.closed) return
    response.write(piece)
  }
})

/** Ends a request as the script says. */
export const answer = (response: ServerResponse, outcome: HttpOutcome, answer: Answer): Effect.Effect<void> => {
  const end = Effect.sync(() => void response.end())
  const lose = Effect.sync(() => void response.destroy())
  const whole = (body: Body) => Effect.andThen(send(response, body), end)
  const late = <A>(effect: Effect.Effect<A>) => Effect.delay(effect, answer.latency)
  const ending = () => {
    switch (outcome._tag) {
      case "Answer": {
        const body = outcome.over === undefined ? answer.whole : slowly(answer.whole, outcome.over)
        return Effect.delay(late(whole(body)), outcome.delay ?? 0)
      }
      case "Fail":
        return Effect.sync(() =>
          fail(response, outcome.status, outcome.text ?? "scripted", outcome.code, outcome.retryAfterSeconds)
        )
      case "Reset":
        return lose
      case "Never":
        return Effect.never
      case "Half":
        return late(
          Effect.andThen(
            send(response, answer.whole, half(answer.whole)),
            { open: Effect.never, whole: end, lost: lose }[outcome.left ?? "lost"]
          )
        )
      case "Garbage":
        return late(whole(answer.garbage))
      case "Empty":
        return late(whole(answer.empty))
    }
  }
  return Effect.raceFirst(ending(), gone(response))
}
