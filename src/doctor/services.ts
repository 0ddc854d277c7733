import { Duration, Effect, Option, type Redacted, Redacted as Secret, Schema } from "effect"
import { HttpClientRequest } from "effect/http"
import * as AzureBlobStore from "../adapters/azure/BlobStore.ts"
import * as BackendConfigApi from "../adapters/backend/ConfigApi.ts"
import { connect } from "../adapters/livekit/dispatch/AgentSocket.ts"
import * as SmtpMailer from "../adapters/mail/Mailer.ts"
import type { MailerOptions } from "../adapters/mail/Mailer.ts"
import { PhoneNumber } from "../domain/PhoneNumber.ts"
import { BlobStore } from "../services/BlobStore.ts"
import { ConfigApi } from "../services/ConfigApi.ts"
import { Mailer } from "../services/Mailer.ts"
import type { GroupValues } from "../settings/groups.ts"
import { NoGoodAnswer, statusOf } from "./answers.ts"
import { attempt, type Finding, ok, problem } from "./Finding.ts"

/** LiveKit's API with our key, then the connection over which calls are dispatched, without registering. */
export const livekit = ({ apiKey, apiSecret, url }: GroupValues<"livekit">): ReadonlyArray<Effect.Effect<Finding>> => {
  const refused = "check LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET"
  const sdk = Effect.promise(() => import("livekit-server-sdk"))
  const rooms = Effect.gen(function*() {
    const { RoomServiceClient } = yield* sdk
    const client = new RoomServiceClient(url.href, apiKey, Secret.value(apiSecret))
    const found = yield* Effect.tryPromise({
      try: () => client.listRooms(),
      catch: (cause) => {
        const status = Option.getOrUndefined(Schema.decodeUnknownOption(Schema.Struct({ status: Schema.Int }))(cause))
        return new NoGoodAnswer({
          what: status === undefined ? "not reached" : `HTTP ${status.status}`,
          advice: refused
        })
      }
    })
    return ok(`the API takes the key; ${found.length} rooms are open`)
  })
  const dispatch = Effect.gen(function*() {
    const { AccessToken } = yield* sdk
    const token = new AccessToken(apiKey, Secret.value(apiSecret), { ttl: "5m" })
    token.addGrant({ agent: true })
    const base = new URL(url)
    base.protocol = base.protocol.replace("http", "ws")
    yield* connect(new URL("agent", base.href.replace(/\/?$/, "/")), yield* Effect.promise(() => token.toJwt()))
    return ok("the agent connection opens")
  }).pipe(
    Effect.scoped,
    Effect.mapError((error) => new NoGoodAnswer({ what: error.message, advice: refused }))
  )
  return [attempt("the API", rooms), attempt("the agent connection", dispatch)]
}

// Reserved for fiction: no agent answers it, so that 404 is the answer of a backend that works.
const nobodysNumber = PhoneNumber.make("+12025550100")

export const backend = ({ apiKey, url }: GroupValues<"backend">) => [
  attempt(
    "the backend",
    ConfigApi.use((api) => api.agentByPhone(nobodysNumber)).pipe(
      Effect.as(ok("it answers, and takes the key")),
      Effect.catchTag("UnknownNumber", () => Effect.succeed(ok("it answers, and takes the key"))),
      Effect.provide(BackendConfigApi.layer({ baseUrl: url, apiKey, maxRetries: 0, retryDelay: Duration.seconds(1) }))
    )
  )
]

export const storage = (options: GroupValues<"storage">) => [
  attempt(
    "Azure storage",
    BlobStore.use((store) => store.put("doctor/probe.txt", "Written by `receptionist doctor`.\n", "text/plain")).pipe(
      Effect.as(ok(`a small file was written to container \`${options.container}\` (doctor/probe.txt)`)),
      Effect.provide(AzureBlobStore.layer(options))
    )
  )
]

/** The mail server, up to the sign-in: nothing is sent. */
export const mail = (options: MailerOptions) => [
  attempt(
    "the mail server",
    Mailer.use(({ check }) => check).pipe(
      Effect.as(ok("it answers, and takes the sign-in")),
      Effect.provide(SmtpMailer.layer(options))
    )
  )
]

export const presidio = (urls: { readonly analyzer: URL; readonly anonymizer: URL }) =>
  (["analyzer", "anonymizer"] as const).map((name) => {
    const advice = `check PRESIDIO_${name.toUpperCase()}_URL`
    return attempt(
      `Presidio's ${name}`,
      statusOf(HttpClientRequest.get(`${urls[name].href.replace(/\/$/, "")}/health`), advice).pipe(
        Effect.map((status) =>
          status === 200
            ? ok(`Presidio's ${name} is healthy`)
            : problem(`Presidio's ${name}: HTTP ${status}; ${advice}`)
        )
      )
    )
  })

export const collector = (endpoint: URL, headers: Readonly<Record<string, Redacted.Redacted | string>>) => {
  const advice = "check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS"
  return [attempt(
    "the collector",
    Effect.gen(function*() {
      const request = yield* HttpClientRequest.post(`${endpoint.href.replace(/\/$/, "")}/v1/traces`).pipe(
        HttpClientRequest.setHeaders(
          Object.fromEntries(
            Object.entries(headers).map((
              [key, value]
            ) => [key, Secret.isRedacted(value) ? String(Secret.value(value)) : value])
          )
        ),
        HttpClientRequest.bodyJson({ resourceSpans: [] }),
        Effect.orDie
      )
      const status = yield* statusOf(request, advice)
      return status < 300 ? ok("the collector takes traces") : problem(`the collector: HTTP ${status}; ${advice}`)
    })
  )]
}
