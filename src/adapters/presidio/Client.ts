import { Clock, Duration, Effect, Schedule, Schema } from "effect"
import { FetchHttpClient, HttpClient, type HttpClientError, HttpClientRequest, HttpClientResponse } from "effect/http"
import { presidioRetries } from "../../telemetry/Metrics.ts"
import type { AdHocRecognizer, PresidioLanguage } from "./Recognizers.ts"

export interface PresidioOptions {
  readonly analyzerUrl: URL
  readonly anonymizerUrl: URL
  /** How long one request may take. Default 5 seconds. */
  readonly attempt?: Duration.Input
  /** How long a request and all its retries may take. Default 8 seconds. */
  readonly deadline?: Duration.Input
}

const services = ["analyzer", "anonymizer"] as const
type Service = typeof services[number]

/** Presidio gave no usable answer. Holds nothing of what it was sent, nor of what it said: its errors quote the text. */
export class PresidioUnavailable extends Schema.TaggedError<PresidioUnavailable>()("PresidioUnavailable", {
  service: Schema.Literals(services),
  /** The path, such as `/analyze`. */
  operation: Schema.String,
  /** `HTTP 500`, `transport`, `timeout`, `unexpected answer`. */
  detail: Schema.String,
  retryable: Schema.Boolean
}) {
  override get message() {
    return `Presidio's ${this.service} gave no usable answer to ${this.operation} (${this.detail}): check `
      + `PRESIDIO_${this.service.toUpperCase()}_URL and the health of the service`
  }
}

/** A finding: offsets in code points, `end` exclusive; `score` from 0 to 1. */
export const Finding = Schema.Struct({
  entity_type: Schema.NonEmptyString,
  start: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  end: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  score: Schema.Finite
})
export type Finding = typeof Finding.Type

const Analyzed = Schema.Array(Schema.Array(Finding))
const Anonymized = Schema.Struct({ text: Schema.String, items: Schema.Array(Schema.Unknown) })
const Entities = Schema.Array(Schema.String)

export interface AnalyzeRequest {
  /** None of them empty: Presidio refuses some empty texts and drops others. */
  readonly texts: ReadonlyArray<string>
  readonly language: PresidioLanguage
  readonly entities: ReadonlyArray<string>
  readonly recognizers: ReadonlyArray<AdHocRecognizer>
}

/** Phones score 0.4 without a context word, and noise up to 0.3. */
const threshold = 0.35

const retryCap = Duration.seconds(2)

/** Presidio's two services over HTTP. No body and no URL of a request is in a log, a span or an error. */
export const makeClient = Effect.fnUntraced(function*(options: PresidioOptions) {
  const client = (yield* HttpClient.HttpClient).pipe(HttpClient.withScope)
  const attempt = options.attempt ?? "5 seconds"
  const deadline = Duration.toMillis(options.deadline ?? "8 seconds")
  const bases = {
    analyzer: options.analyzerUrl.href.replace(/\/+$/, ""),
    anonymizer: options.anonymizerUrl.href.replace(/\/+$/, "")
  }

  const send = <A, R>(
    service: Service,
    operation: string,
    request: HttpClientRequest.HttpClientRequest,
    read: (response: HttpClientResponse.HttpClientResponse) => Effect.Effect<
      A,
      HttpClientError.HttpClientError | Schema.SchemaError,
      R
    >
  ) => {
    const failure = (detail: string, retryable: boolean) =>
      new PresidioUnavailable({ service, operation, detail, retryable })
    const once = Effect.gen(function*() {
      const response = yield* client.execute(HttpClientRequest.prependUrl(request, bases[service]))
      yield* Effect.annotateCurrentSpan({ "http.response.status_code": response.status })
      const { status } = response
      if (status < 200 || status > 299) {
        return yield* failure(`HTTP ${status}`, status >= 500 || status === 408 || status === 429)
      }
      return yield* read(response)
    }).pipe(
      Effect.catchTags({
        // Of both, only the tag is read: their messages quote the request and the answer.
        HttpClientError: ({ reason }) =>
          Effect.fail(
            reason._tag === "TransportError" ? failure("transport", true) : failure("unexpected answer", false)
          ),
        SchemaError: () => Effect.fail(failure("unexpected answer", false))
      }),
      Effect.timeoutOrElse({ duration: attempt, orElse: () => Effect.fail(failure("timeout", true)) }),
      Effect.scoped,
      Effect.withSpan("Presidio.request", {
        kind: "client",
        attributes: { "http.request.method": request.method, "http.route": operation }
      }),
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
      Effect.provideService(HttpClient.TracerPropagationEnabled, false),
      Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" })
    )
    return Effect.gen(function*() {
      const end = (yield* Clock.currentTimeMillis) + deadline
      const schedule = Schedule.exponential("200 millis").pipe(
        Schedule.jittered,
        Schedule.setInputType<PresidioUnavailable>(),
        Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, retryCap))),
        Schedule.while(({ attempt, duration, input, now }) =>
          input.retryable && attempt <= 3 && now + Duration.toMillis(duration) < end
        ),
        Schedule.tap(() => presidioRetries)
      )
      return yield* Effect.retry(once, schedule)
    }).pipe(
      Effect.timeoutOrElse({ duration: deadline, orElse: () => Effect.fail(failure("timeout", true)) })
    )
  }

  return {
    health: (service: Service) => send(service, "/health", HttpClientRequest.get("/health"), () => Effect.void),

    supportedEntities: (language: PresidioLanguage) =>
      send(
        "analyzer",
        "/supportedentities",
        HttpClientRequest.get("/supportedentities", { urlParams: { language } }),
        HttpClientResponse.schemaBodyJson(Entities)
      ),

    /** The findings of each text, in the order of the texts. Never fewer of them. */
    analyze: Effect.fnUntraced(
      function*({ entities, language, recognizers, texts }: AnalyzeRequest) {
        const answer = yield* send(
          "analyzer",
          "/analyze",
          HttpClientRequest.bodyJsonUnsafe(HttpClientRequest.post("/analyze"), {
            text: texts,
            language,
            entities,
            score_threshold: threshold,
            ad_hoc_recognizers: recognizers
          }),
          HttpClientResponse.schemaBodyJson(Analyzed)
        )
        if (answer.length === texts.length) return answer
        return yield* new PresidioUnavailable({
          service: "analyzer",
          operation: "/analyze",
          detail: "unexpected answer",
          retryable: false
        })
      }
    ),

    /** `text` with every finding replaced by `<{its entity_type}>`. */
    anonymize: (text: string, findings: ReadonlyArray<Finding>) =>
      send(
        "anonymizer",
        "/anonymize",
        HttpClientRequest.bodyJsonUnsafe(HttpClientRequest.post("/anonymize"), {
          text,
          analyzer_results: findings,
          anonymizers: { DEFAULT: { type: "replace" } }
        }),
        HttpClientResponse.schemaBodyJson(Anonymized)
      ).pipe(Effect.map((answer) => answer.text))
  }
})
