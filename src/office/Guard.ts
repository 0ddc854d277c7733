import { ByteSize, Effect, Option } from "effect"
import { HttpIncomingMessage, HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { sessionCookies } from "../api/Authorization.ts"
import { OfficeOptions } from "./OfficeOptions.ts"

/** Scripts and styles of our own alone; nobody frames us; what was asked for is nobody else's to know. */
const headersFor = (store: URL | undefined) => ({
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `media-src 'self' blob:${store === undefined ? "" : ` ${store.origin}`}`,
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'"
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY"
})

/** The page of the contract has its scripts and styles in itself, and nothing that anybody has written but us. */
const documentation = {
  "content-security-policy":
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

/** More than the largest YAML, as JSON writes it. */
const largestBody = ByteSize.mebibytes(4)

const changes = new Set(["POST", "PUT", "PATCH", "DELETE"])
const loopback = new Set(["localhost", "127.0.0.1", "[::1]"])

const hostOf = (url: string | undefined) => {
  try {
    return url === undefined ? undefined : new URL(url).host
  } catch {
    return undefined
  }
}

const refused = (message: string) => HttpServerResponse.jsonUnsafe({ _tag: "Forbidden", message }, { status: 403 })

const tooLarge = HttpServerResponse.jsonUnsafe({
  _tag: "TooLarge",
  message: "what was sent is too large: an agent's YAML may have 1 MB"
}, { status: 413 })

/**
 * Stands before every route. Another site cannot ask in the name of whoever is signed in: what changes something comes
 * from our own pages, or carries no cookie. A name that somebody else points at this machine is not answered.
 */
export const guard = HttpRouter.middleware(
  Effect.gen(function*() {
    const { store, url } = yield* OfficeOptions
    const headers = headersFor(store)
    return (handler) =>
      Effect.gen(function*() {
        const request = yield* HttpServerRequest.HttpServerRequest
        const host = request.headers["host"]
        const name = hostOf(`http://${host ?? ""}`)?.replace(/:\d+$/, "")
        const { cookies } = request
        const hasCookie = sessionCookies.http in cookies || sessionCookies.https in cookies
        // Who shows a key comes by whatever name its network has for us: no page of another site knows one.
        const isOurs = name !== undefined && (name === url.hostname || loopback.has(name) ||
          (!hasCookie && request.headers["authorization"] !== undefined))
        const origin = request.headers["origin"]
        const foreign = origin === undefined
          ? hasCookie
          : hostOf(origin) !== host && origin !== url.origin
        const path = request.url.split("?", 1)[0] ?? ""
        const response = !isOurs
          ? refused("this office is reached by another name: set OFFICE_URL to the address that people use")
          : changes.has(request.method) && foreign
          ? refused("another site asks for this: open the office itself, and try again")
          : Number(request.headers["content-length"] ?? 0) > ByteSize.toNumberUnsafe(largestBody)
          ? tooLarge
          : yield* Effect.provideService(handler, HttpIncomingMessage.MaxBodySize, largestBody)
        const own = path === "/api/docs" ? { ...headers, ...documentation } : headers
        return HttpServerResponse.setHeaders(response, {
          ...own,
          ...url.protocol === "https:" && { "strict-transport-security": "max-age=31536000" },
          ...path.startsWith("/api/") && Option.isNone(Option.fromNullishOr(response.headers["cache-control"])) &&
            { "cache-control": "no-store" }
        })
      })
  }),
  { global: true }
)
