import { Clock, Context, type Duration, Effect, Layer, Queue } from "effect"
import { FetchHttpClient, HttpClient, HttpClientError, type HttpClientRequest, HttpClientResponse } from "effect/http"

/** A request as it left the process. */
export interface Sent {
  /** Epoch milliseconds on the test's clock, which begins at 0. */
  readonly at: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** How redirects are dealt with: `manual` when they are not followed. */
  readonly redirect: RequestInit["redirect"] | undefined
}

/** What the other side does: answers, at once or late, never does, or drops the connection with an errno. */
export type Answer = Response | "hangs" | { readonly drops: string } | {
  readonly late: Duration.Input
  readonly answer: Response
}

export const json = (body: unknown, status = 200) => Response.json(body, { status })
export const status = (code: number, headers: Record<string, string> = {}) =>
  new Response("down", { status: code, headers })

const bodyOf = ({ body }: HttpClientRequest.HttpClientRequest) =>
  body._tag === "Uint8Array" ? new TextDecoder().decode(body.body) : ""

/**
 * The network replaced: `answers` in their order, the last one for ever. Every request is in `sent`, and waits in
 * `arrivals` for a test that has to meet it.
 */
export const scriptedHttp = Effect.fnUntraced(function*(...answers: ReadonlyArray<() => Answer>) {
  const sent: Array<Sent> = []
  const arrivals = yield* Queue.unbounded<Sent>()
  const client = HttpClient.make(Effect.fnUntraced(function*(request, url, _signal, fiber) {
    const next = answers[Math.min(sent.length, answers.length - 1)]
    const arrival: Sent = {
      at: yield* Clock.currentTimeMillis,
      method: request.method,
      url: url.href,
      headers: request.headers,
      body: bodyOf(request),
      redirect: Context.getOrUndefined(fiber.context, FetchHttpClient.RequestInit)?.redirect
    }
    sent.push(arrival)
    yield* Queue.offer(arrivals, arrival)
    const answer = next?.() ?? "hangs"
    if (answer === "hangs") return yield* Effect.never
    if (answer instanceof Response) return HttpClientResponse.fromWeb(request, answer)
    if ("late" in answer) {
      yield* Effect.sleep(answer.late)
      return HttpClientResponse.fromWeb(request, answer.answer)
    }
    const cause = new TypeError("fetch failed", { cause: { code: answer.drops } })
    return yield* new HttpClientError.HttpClientError({
      reason: new HttpClientError.TransportError({ request, cause })
    })
  }))
  return { sent, arrivals, layer: Layer.succeed(HttpClient.HttpClient, client) } as const
})
