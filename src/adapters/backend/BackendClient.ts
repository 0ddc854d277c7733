import { Clock, Duration, Effect, Predicate, type Redacted, Result, Schedule, Schema, Stream } from "effect"
import {
  FetchHttpClient,
  Headers,
  HttpClient,
  type HttpClientError,
  HttpClientRequest,
  type HttpClientResponse,
  HttpTraceContext
} from "effect/http"
import { backendRetries } from "../../telemetry/Metrics.ts"

export interface BackendOptions {
  readonly baseUrl: URL
  readonly apiKey: Redacted.Redacted
  /** Tries after the first one. Default 3. */
  readonly maxRetries?: number
  /** Before the first retry; doubles from there to `retryCap`. Default 1 second. */
  readonly retryDelay?: Duration.Input
}

/** How long one try and all of them together may take. */
export interface Patience {
  readonly attempt: Duration.Input
  readonly deadline: Duration.Input
}

export interface BackendCall {
  readonly request: HttpClientRequest.HttpClientRequest
  /** The path as a pattern: what a span may show of it. */
  readonly route: string
  readonly patience: Patience
  /** Another key than the worker's usual one. */
  readonly apiKey?: Redacted.Redacted
  readonly answer: "json" | "ignored"
  /**
   * Whether the body of a 404 says that there is nothing of this kind: then the failure is `absent`. Any other 404 of
   * such a call is an outage like another. Without it, a 404 is an answer that trying again does not change.
   */
  readonly isAbsence?: (body: unknown) => boolean
  /** Whether the body of a 410 says that what this is about was erased: then the failure is `erased`. */
  readonly isErasure?: (body: unknown) => boolean
  /** Told why a try came to nothing, before the next one. */
  readonly onRetry?: (failure: BackendFailure) => Effect.Effect<void>
}

/** One try, or all of them, came to nothing. Holds nothing of the request or the answer. */
export class BackendFailure extends Schema.TaggedError<BackendFailure>()("BackendFailure", {
  detail: Schema.String,
  status: Schema.optionalKey(Schema.Int),
  retryable: Schema.Boolean,
  /** The backend itself has said that there is none. */
  absent: Schema.optionalKey(Schema.Boolean),
  /** The backend itself has said that it was erased. */
  erased: Schema.optionalKey(Schema.Boolean),
  retryAfter: Schema.optionalKey(Schema.Duration)
}) {
  override get message() {
    return `the backend gave no usable answer (${this.detail})`
  }
}

/** No wait between two tries is longer, whatever the exponent or a `Retry-After` says: a caller is listening. */
const retryCap = Duration.seconds(4)

const maxAnswerBytes = 1_000_000
const tooLarge = new BackendFailure({ detail: "answer over 1 MB", retryable: false })
const notJson = new BackendFailure({ detail: "not JSON", retryable: false })
const timedOut = new BackendFailure({ detail: "timeout", retryable: true })

// The error's own message and cause hold the URL, and with it the number: of a cause, only its code is read.
const transportFailure = ({ reason }: HttpClientError.HttpClientError) => {
  const cause = Predicate.hasProperty(reason.cause, "cause") ? reason.cause.cause : reason.cause
  const code = Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) && /^\w{1,40}$/.test(cause.code)
  return new BackendFailure({
    detail: code ? `transport: ${(cause as { readonly code: string }).code}` : "transport",
    retryable: reason._tag !== "InvalidUrlError" && reason._tag !== "EncodeError"
  })
}

const statusFailure = Effect.fnUntraced(function*({ headers, status }: HttpClientResponse.HttpClientResponse) {
  const now = yield* Clock.currentTimeMillis
  const retryAfter = Headers.parseRetryAfter(headers["retry-after"] ?? "")
  return yield* new BackendFailure({
    detail: status >= 300 && status < 400 ? `HTTP ${status}, a redirect: not followed` : `HTTP ${status}`,
    status,
    retryable: status === 408 || status === 429 || status >= 500,
    ...Result.isSuccess(retryAfter) ? { retryAfter: Headers.retryAfterDelay(retryAfter.success, now) } : {}
  })
})

const readText = (response: HttpClientResponse.HttpClientResponse) => {
  const decoder = new TextDecoder()
  return response.stream.pipe(
    Stream.mapError((error) => error.reason._tag === "EmptyBodyError" ? notJson : transportFailure(error)),
    Stream.runFoldEffect(
      () => ({ bytes: 0, text: "" }),
      ({ bytes, text }, chunk) =>
        bytes + chunk.byteLength > maxAnswerBytes
          ? Effect.fail(tooLarge)
          : Effect.succeed({ bytes: bytes + chunk.byteLength, text: text + decoder.decode(chunk, { stream: true }) })
    ),
    Effect.map(({ text }) => text + decoder.decode())
  )
}

const decodeJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const readJson = Effect.fnUntraced(function*(response: HttpClientResponse.HttpClientResponse) {
  return yield* Effect.mapError(decodeJson(yield* readText(response)), () => notJson)
})

const says = (response: HttpClientResponse.HttpClientResponse, isSaid: (body: unknown) => boolean) =>
  Effect.match(readJson(response), { onFailure: () => false, onSuccess: isSaid })

const gone = Effect.fnUntraced(
  function*(response: HttpClientResponse.HttpClientResponse, isErasure: (body: unknown) => boolean) {
    const erased = yield* says(response, isErasure)
    return yield* new BackendFailure({ detail: "HTTP 410", status: 410, retryable: false, erased })
  }
)

const notFound = Effect.fnUntraced(
  function*(response: HttpClientResponse.HttpClientResponse, isAbsence: (body: unknown) => boolean) {
    const absent = yield* says(response, isAbsence)
    return yield* new BackendFailure({
      detail: absent ? "HTTP 404" : "HTTP 404 that is not the backend's own: something before it answers",
      status: 404,
      retryable: !absent,
      absent
    })
  }
)

/** The backend's requests: with our key, in a span of their own, retried, within their deadline. */
export const makeBackendClient = Effect.fnUntraced(function*(options: BackendOptions) {
  const base = options.baseUrl.origin + options.baseUrl.pathname.replace(/\/+$/, "")
  const client = (yield* HttpClient.HttpClient).pipe(
    HttpClient.mapRequest((request) =>
      request.pipe(
        HttpClientRequest.prependUrl(base),
        HttpClientRequest.acceptJson
      )
    ),
    // What is not read of an answer is given up with the try.
    HttpClient.withScope
  )

  const attempt = Effect.fn("ConfigApi.request", { kind: "client" })(
    function*({ answer, apiKey = options.apiKey, isAbsence, isErasure, request, route }: BackendCall) {
      yield* Effect.annotateCurrentSpan({ "http.request.method": request.method, "http.route": route })
      const span = yield* Effect.option(Effect.currentSpan)
      const ours = HttpClientRequest.bearerToken(request, apiKey)
      const traced = span._tag === "Some"
        ? HttpClientRequest.setHeaders(ours, HttpTraceContext.toHeaders(span.value))
        : ours
      const response = yield* Effect.mapError(client.execute(traced), transportFailure)
      yield* Effect.annotateCurrentSpan({ "http.response.status_code": response.status })
      if (response.status === 404 && isAbsence !== undefined) return yield* notFound(response, isAbsence)
      if (response.status === 410 && isErasure !== undefined) return yield* gone(response, isErasure)
      if (response.status < 200 || response.status > 299) return yield* statusFailure(response)
      // Read to its end all the same, so that the connection can be used again.
      if (answer === "ignored") return yield* Effect.ignore(readText(response))
      return yield* readJson(response)
    },
    Effect.scoped,
    (effect, { patience }) =>
      Effect.timeoutOrElse(effect, { duration: patience.attempt, orElse: () => Effect.fail(timedOut) }),
    // The client's own span has the URL, and with it the number, in its attributes.
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    // Our key goes to the host that it was given for.
    Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" })
  )

  /** The wait grows from `retryDelay`, jittered by a fifth; a try that would begin after `end` is not waited for. */
  const schedule = (end: number, { onRetry = () => Effect.void, route }: BackendCall) =>
    Schedule.exponential(options.retryDelay ?? "1 second").pipe(
      Schedule.jittered,
      Schedule.setInputType<BackendFailure>(),
      Schedule.modifyDelay(({ duration, input }) =>
        Effect.succeed(
          Duration.millis(Math.round(Duration.toMillis(
            Duration.min(Duration.max(duration, input.retryAfter ?? Duration.zero), retryCap)
          )))
        )
      ),
      Schedule.while(({ attempt, duration, input, now }) =>
        input.retryable && attempt <= (options.maxRetries ?? 3) && now + Duration.toMillis(duration) < end
      ),
      Schedule.tap(({ attempt, duration, input }) =>
        Effect.logWarning("the backend gave no usable answer; trying again").pipe(
          Effect.annotateLogs({ route, detail: input.detail, retry: attempt, delayMs: Duration.toMillis(duration) }),
          Effect.andThen(backendRetries),
          Effect.andThen(onRetry(input))
        )
      )
    )

  return Effect.fnUntraced(function*(call: BackendCall) {
    const now = yield* Clock.currentTimeMillis
    const deadline = Duration.toMillis(call.patience.deadline)
    return yield* attempt(call).pipe(
      Effect.retry(schedule(now + deadline, call)),
      Effect.timeoutOrElse({ duration: deadline, orElse: () => Effect.fail(timedOut) })
    )
  })
})
