import { Clock, Duration, Effect, Layer, Option, type Redacted, Redacted as Secret, Result, Schema } from "effect"
import { Headers } from "effect/http"
import { createHmac } from "node:crypto"
import { lookup as resolveHost, type LookupAddress } from "node:dns"
import { type IncomingMessage, request as httpRequest } from "node:http"
import { request as httpsRequest } from "node:https"
import type { LookupFunction } from "node:net"
import type { DeliveryProblem } from "../../domain/DeliveryProblem.ts"
import { privateHost } from "../../domain/Host.ts"
import { DeliveryFailure } from "../../services/DeliveryFailure.ts"
import { type WebhookEvent, Webhooks } from "../../services/Webhooks.ts"

export interface WebhookOptions {
  /** Lets messages go to this machine and to private networks, and without TLS. */
  readonly allowPrivate?: boolean
  /** How names become addresses; the system's way without it. */
  readonly resolve?: (host: string) => Promise<ReadonlyArray<LookupAddress>>
}

const patience = "20 seconds"
/** Nobody asks us to wait for longer between two tries. */
const longestWait = Duration.hours(1)

const failed = (
  reason: DeliveryProblem,
  problem: string,
  more: { readonly gone?: boolean; readonly retryAfter?: Duration.Duration } = {}
) => new DeliveryFailure({ reason, problem, permanent: more.gone === true, ...more })

const isPrivate = failed(
  { kind: "webhookPrivate" },
  "the webhook leads into a private network, where messages are not sent: check its URL"
)

const systems = (host: string) =>
  new Promise<ReadonlyArray<LookupAddress>>((resolve, reject) =>
    resolveHost(host, { all: true, verbatim: true }, (error, addresses) => error ? reject(error) : resolve(addresses))
  )

const privateAddress = () => Object.assign(new Error("a private address"), { code: "EPRIVATE" })

/** The connection goes to an address that was looked at: what the name leads to cannot change in between. */
const checkedLookup =
  (allowPrivate: boolean, resolve: NonNullable<WebhookOptions["resolve"]>): LookupFunction =>
  (host, options, callback) => {
    resolve(host).then((addresses) => {
      const [first] = addresses
      const inside = addresses.some(({ address }) => privateHost(address) !== undefined)
      if (first === undefined || (inside && !allowPrivate)) callback(privateAddress(), [])
      else if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    }, (error: NodeJS.ErrnoException) => callback(error, []))
  }

const codeOf = (error: unknown): string => {
  const code = Schema.decodeUnknownOption(Schema.Struct({ code: Schema.String }))(error)
  return Option.match(Option.filter(code, ({ code }) => /^\w{1,40}$/.test(code)), {
    onNone: () => "no connection",
    onSome: ({ code }) => code
  })
}

const transportFailure = (error: unknown) => {
  const code = codeOf(error)
  return code === "EPRIVATE" ? isPrivate : failed(
    { kind: "webhookUnreachable", detail: code },
    `the webhook was not reached (${code}): check its URL and its health`
  )
}

/** `v1,` and the base64 of the HMAC-SHA256 of id, time and body. */
const signatureOf = (secret: string, id: string, timestamp: string, body: string) =>
  `v1,${
    createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
      .update(`${id}.${timestamp}.${body}`).digest("base64")
  }`

const statusFailure = ({ headers, statusCode: status = 0 }: IncomingMessage, now: number) => {
  if (status === 410) {
    return failed(
      { kind: "webhookGone" },
      "the webhook has said that it is gone for good (HTTP 410): give the agent another",
      { gone: true }
    )
  }
  const asked = Headers.parseRetryAfter(headers["retry-after"] ?? "")
  const redirects = status >= 300 && status < 400
  return failed(
    { kind: redirects ? "webhookRedirects" : "webhookRefused", detail: `HTTP ${status}` },
    redirects
      ? `the webhook redirects (HTTP ${status}), which is not followed: give the agent the URL that it leads to`
      : `the webhook did not take the message (HTTP ${status}): see its log`,
    Result.isSuccess(asked)
      ? { retryAfter: Duration.min(Headers.retryAfterDelay(asked.success, now), longestWait) }
      : {}
  )
}

const makeWebhooks = ({ allowPrivate = false, resolve = systems }: WebhookOptions): Webhooks["Service"] => {
  const lookup = checkedLookup(allowPrivate, resolve)

  const send = (url: URL, headers: Readonly<Record<string, string>>, body: string) =>
    Effect.callback<IncomingMessage, DeliveryFailure>((resume) => {
      const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
        method: "POST",
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        lookup,
        // Nothing is kept for the next: it may lead elsewhere by then.
        agent: false
      })
      request.on("error", (error) => resume(Effect.fail(transportFailure(error))))
      request.on("response", (response) => {
        // Its status is the answer; nobody reads the rest.
        response.on("error", () => {})
        response.destroy()
        resume(Effect.succeed(response))
      })
      request.end(body)
      return Effect.sync(() => request.destroy())
    })

  return Webhooks.of({
    post: Effect.fn("Webhooks.post", { kind: "client" })(
      function*(hook: { readonly url: string; readonly secret: Redacted.Redacted }, { body, id }: WebhookEvent) {
        const url = new URL(hook.url)
        if (!allowPrivate && (url.protocol !== "https:" || privateHost(url.hostname) !== undefined)) {
          return yield* isPrivate
        }
        const now = yield* Clock.currentTimeMillis
        const timestamp = `${Math.floor(now / 1000)}`
        const response = yield* send(url, {
          "content-type": "application/json",
          "user-agent": "receptionist",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": signatureOf(Secret.value(hook.secret), id, timestamp, body)
        }, body)
        const { statusCode: status = 0 } = response
        yield* Effect.annotateCurrentSpan({ "http.request.method": "POST", "http.response.status_code": status })
        if (status < 200 || status > 299) return yield* statusFailure(response, now)
      },
      Effect.timeoutOrElse({
        duration: patience,
        orElse: () =>
          Effect.fail(failed({ kind: "webhookSlow" }, "the webhook gave no answer in time: check its health"))
      })
    )
  })
}

/** Webhooks over HTTPS, to public addresses alone: by spelling, and by what a name leads to when it is called. */
export const layer = (options: WebhookOptions = {}) => Layer.sync(Webhooks, () => makeWebhooks(options))
