import { Clock, Effect, Exit, Fiber, Random } from "effect"
import { HttpClient, HttpClientError, type HttpClientRequest, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"

type Answer = Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>

/** What is wrong with the far end: what becomes of the `n`-th request, whose right answer is at hand. */
interface HttpFault {
  readonly name: string
  readonly does: (request: HttpClientRequest.HttpClientRequest, answer: Answer, n: number) => Answer
}

const drops = (code: string): HttpFault["does"] => (request) =>
  Effect.fail(
    new HttpClientError.HttpClientError({
      reason: new HttpClientError.TransportError({ request, cause: new TypeError("fetch failed", { cause: { code } }) })
    })
  )
const says = (make: () => Response): HttpFault["does"] => (request) =>
  Effect.sync(() => HttpClientResponse.fromWeb(request, make()))
const status = (code: number, headers: Record<string, string> = {}) =>
  says(() => new Response("no", { status: code, headers }))

const halfABody = () =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(`{"`))
      },
      pull: (controller) => {
        controller.error(new TypeError("terminated"))
      }
    })
  )

export const httpFaults: ReadonlyArray<HttpFault> = [
  { name: "refuses the connection", does: drops("ECONNREFUSED") },
  { name: "resets the connection", does: drops("ECONNRESET") },
  { name: "answers after 2 s", does: (_, answer) => Effect.delay(answer, "2 seconds") },
  { name: "never answers", does: () => Effect.never },
  { name: "400", does: status(400) },
  { name: "401", does: status(401) },
  { name: "404 of something on the way", does: status(404) },
  { name: "429, and to wait a second", does: status(429, { "retry-after": "1" }) },
  { name: "429, and to wait an hour", does: status(429, { "retry-after": "3600" }) },
  { name: "500", does: status(500) },
  { name: "503, once", does: (request, answer, n) => n === 1 ? status(503)(request, answer, n) : answer },
  { name: "garbage", does: says(() => new Response("<html>")) },
  { name: "half a body", does: says(halfABody) },
  {
    name: "does it, and the answer is lost, once",
    does: (request, answer, n) => n === 1 ? Effect.andThen(answer, drops("ECONNRESET")(request, answer, n)) : answer
  }
]

/** A far end that answers as `right` does, until it is broken. */
export const faultyHttp = (right: HttpClient.HttpClient) => {
  let broken: { readonly fault: HttpFault; readonly path: RegExp } | undefined
  let requests = 0
  const keys = new Set<string | undefined>()
  const client = HttpClient.make((request, url) => {
    const answer: Answer = right.execute(request)
    if (broken?.path.test(url.pathname) !== true) return answer
    keys.add(request.headers["idempotency-key"])
    return broken.fault.does(request, answer, ++requests)
  })
  return {
    client,
    breaks: (fault: HttpFault, path = /^/) => {
      broken = { fault, path }
      requests = 0
      keys.clear()
    },
    requests: () => requests,
    /** Under how many keys the requests since then were sent. */
    keys: () => keys.size
  }
}

/** What whoever asked is told: that it is done, or the tag of a failure and its reason; a defect says nothing to anybody. */
export const toldBy = (exit: Exit.Exit<unknown, unknown>): string => {
  if (Exit.isSuccess(exit)) return "done"
  const [reason] = exit.cause.reasons
  if (reason?._tag !== "Fail") return "a defect"
  const { _tag, code, detail, reason: why, status } = reason.error as Record<string, unknown>
  return [_tag, why ?? code ?? status ?? detail].filter((part) => part !== undefined).join(": ")
}

/** The same, and after how many seconds of the test's clock. */
export const toldOf = Effect.fnUntraced(function*<A, E>(asked: Effect.Effect<A, E>) {
  const began = yield* Clock.currentTimeMillis
  const fiber = yield* asked.pipe(
    Effect.exit,
    Effect.flatMap((exit) => Effect.map(Clock.currentTimeMillis, (at) => ({ exit, seconds: (at - began) / 1_000 }))),
    Random.withSeed("faults"),
    Effect.forkChild({ startImmediately: true })
  )
  yield* TestClock.adjust("2 minutes")
  const { exit, seconds } = yield* Fiber.join(fiber)
  return { seconds: Number(seconds.toFixed(1)), told: toldBy(exit) }
})
