import { Console, Effect, Layer, Option, Runtime, Schema } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder, HttpApiScalar } from "effect/http-api"
import { createServer } from "node:http"
import { Api } from "../api/Api.ts"
import { Agents } from "./agents/Agents.ts"
import { agentHandlers } from "./agents/http.ts"
import { Erasures } from "./audit/Erasures.ts"
import { auditHandlers } from "./audit/http.ts"
import { Trail } from "./audit/Trail.ts"
import { Bus } from "./Bus.ts"
import { Calls } from "./calls/Calls.ts"
import { callHandlers } from "./calls/http.ts"
import { Peaks } from "./calls/Peaks.ts"
import { Company } from "./company/Company.ts"
import { companyHandlers } from "./company/http.ts"
import { CompanyWebhooks } from "./deliveries/CompanyWebhooks.ts"
import { Deliveries } from "./deliveries/Deliveries.ts"
import { deliveryHandlers } from "./deliveries/http.ts"
import { eventHandlers } from "./events/http.ts"
import { guard } from "./Guard.ts"
import { housekeeping } from "./Housekeeping.ts"
import { insightHandlers } from "./insights/http.ts"
import { Insights } from "./insights/Insights.ts"
import { intake } from "./intake/Intake.ts"
import { messageHandlers } from "./messages/http.ts"
import { OfficeMessages } from "./messages/OfficeMessages.ts"
import { numberHandlers } from "./numbers/http.ts"
import { Numbers } from "./numbers/Numbers.ts"
import { OfficeOptions } from "./OfficeOptions.ts"
import { page } from "./Page.ts"
import { managersOnly, sessionHandlers, signedIn } from "./sessions/http.ts"
import { Passwords } from "./sessions/Passwords.ts"
import { Sessions } from "./sessions/Sessions.ts"
import { told } from "./Told.ts"
import { erasureHandlers, keys, workerHandlers } from "./worker/http.ts"

/** Somebody else listens there. */
export class PortTaken extends Schema.TaggedError<PortTaken>()("PortTaken", {
  host: Schema.String,
  port: Schema.Int
}) {
  override get message() {
    return `the office cannot listen on ${this.host}:${this.port}: another program does, or it is not ours to take; set OFFICE_PORT to another, or stop that one`
  }
  override readonly [Runtime.errorExitCode] = 78
}

/** What the office knows and does, over its database, its store and its webhooks. */
export const office = Layer.mergeAll(Agents.layer, Company.layer, Erasures.layer, Insights.layer, Numbers.layer).pipe(
  Layer.provideMerge(Sessions.layer),
  Layer.provideMerge(Passwords.layer),
  Layer.provideMerge(Layer.mergeAll(Calls.layer, OfficeMessages.layer, Peaks.layer)),
  Layer.provideMerge(Deliveries.layer),
  Layer.provideMerge(CompanyWebhooks.layer),
  Layer.provideMerge(Layer.mergeAll(Bus.layer, Trail.layer))
)

const handlers = Layer.mergeAll(
  sessionHandlers,
  callHandlers,
  messageHandlers,
  agentHandlers,
  deliveryHandlers,
  insightHandlers,
  eventHandlers,
  companyHandlers,
  numberHandlers,
  auditHandlers,
  workerHandlers,
  erasureHandlers
)

/** The API, with a page to read it. */
const api = Layer.mergeAll(
  HttpApiBuilder.layer(Api, { openapiPath: "/api/openapi.json" }).pipe(Layer.provide(handlers)),
  HttpApiScalar.layer(Api, { path: "/api/docs" })
).pipe(Layer.provide([signedIn, managersOnly, keys, told]))

/** All that is answered, behind the guard. */
export const routes = (webDir: string) => Layer.mergeAll(api, page(webDir)).pipe(Layer.provide(guard))

export interface ServeOptions {
  readonly host: string
  readonly port: number
  /** Where the built console is. */
  readonly webDir: string
}

/** A port of this machine, until the scope closes. */
export const listen = ({ host, port }: Pick<ServeOptions, "host" | "port">) =>
  Layer.unwrap(Effect.gen(function*() {
    // Nothing else of this program needs it.
    const NodeHttpServer = yield* Effect.promise(() => import("@effect/platform-node/NodeHttpServer"))
    return NodeHttpServer.layer(() => createServer(), { host, port }).pipe(
      Layer.catchTag("ServeError", () => Layer.effectContext(Effect.fail(new PortTaken({ host, port }))))
    )
  }))

/** The office on its port, until the scope closes. Needs its database, store and webhooks. */
export const serveOffice = ({ webDir, ...where }: ServeOptions) =>
  HttpRouter.serve(routes(webDir), { disableLogger: true, disableListenLog: true }).pipe(
    Layer.provide(listen(where))
  )

/** Another company in this office; says how its first manager gets in. */
export const addCompany = Effect.fnUntraced(function*(name: string) {
  const { url } = yield* OfficeOptions
  const { token } = yield* (yield* Sessions).makeLink("first", yield* (yield* Company).add(name))
  yield* Console.log(`Its first manager sets a password here (this link works once, for a day):
  ${new URL(`/welcome#${token}`, url).href}`)
})

/** Says where the office is, or how the first manager gets in, and what a worker needs to ask here. */
export const welcome = Layer.effectDiscard(Effect.gen(function*() {
  const { url, workerKey } = yield* OfficeOptions
  const company = yield* Company
  const sessions = yield* Sessions
  const first = yield* company.ensure
  const link = yield* sessions.firstLink
  // Whoever starts one for the first time opens what stands here first.
  yield* Console.log(
    Option.match(link, {
      onNone: () => `The office is open: ${url.href}`,
      onSome: (token) =>
        `The office is open. Set its first password here (this link works once, for a day):
  ${new URL(`/welcome#${token}`, url).href}
From then on it is at ${url.href}`
    })
  )
  if (workerKey === undefined && !(yield* company.anyKey)) {
    const { secret } = yield* company.makeKey(first, "worker")
    yield* Console.log(`For a worker that takes real calls with the agents of this office (shown this once):
  BACKEND_URL=${url.origin} BACKEND_API_KEY=${secret}`)
  }
}))

/** All that runs beside the routes. */
export const works = Layer.mergeAll(intake, housekeeping)
