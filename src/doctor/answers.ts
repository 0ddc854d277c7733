import { Effect, Schema } from "effect"
import { HttpClient, type HttpClientRequest } from "effect/http"

/** An HTTP answer that was not hoped for, or none. */
export class NoGoodAnswer extends Schema.TaggedError<NoGoodAnswer>()("NoGoodAnswer", {
  what: Schema.String,
  advice: Schema.String
}) {
  override get message() {
    return `${this.what}: ${this.advice}`
  }
}

/** The status of a request; its URL stays out of the trace and of the error. */
export const statusOf = Effect.fnUntraced(function*(request: HttpClientRequest.HttpClientRequest, advice: string) {
  const { status } = yield* HttpClient.HttpClient.use((client) => client.execute(request)).pipe(
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
    Effect.timeout("10 seconds"),
    Effect.mapError((error) =>
      new NoGoodAnswer({ what: error._tag === "TimeoutError" ? "no answer" : "not reached", advice })
    )
  )
  return status
})
