import { Context, Schema } from "effect"
import { HttpApiMiddleware, HttpApiSecurity } from "effect/http-api"
import type { CompanyId } from "../domain/Ids.ts"
import { BadRequest, Forbidden, TooLarge, Unauthorized, Unavailable } from "./Errors.ts"

/** What somebody may do: a viewer looks, without the callers' numbers; a manager also changes things. */
export const Role = Schema.Literals(["manager", "viewer"])
export type Role = typeof Role.Type

export const PersonId = Schema.String.pipe(Schema.brand("PersonId"))
export type PersonId = typeof PersonId.Type

/** Who is signed in. */
export class CurrentPerson extends Context.Service<CurrentPerson, {
  readonly id: PersonId
  readonly companyId: CompanyId
  readonly role: Role
  readonly name: string
}>()("receptionist/api/Authorization/CurrentPerson") {}

/** What a key opens: the worker's routes, or the erasure of callers. */
export const KeyPurpose = Schema.Literals(["calls", "erasure"])
export type KeyPurpose = typeof KeyPurpose.Type

/** Whose key was shown: one of a company, or one for all of them. */
export class CurrentWorker extends Context.Service<CurrentWorker, {
  readonly companyId: CompanyId | undefined
  /** What the key is called. */
  readonly name: string
}>()("receptionist/api/Authorization/CurrentWorker") {}

/** The names of the session's cookie: behind https, and on a machine's own loopback. */
export const sessionCookies = { https: "__Host-receptionist", http: "receptionist" } as const

/**
 * Somebody is signed in.
 *
 * @effect-expect-leaking HttpServerRequest | ParsedSearchParams | RouteContext
 */
export class SignedIn extends HttpApiMiddleware.Service<SignedIn, { provides: CurrentPerson }>()(
  "receptionist/api/Authorization/SignedIn",
  {
    security: {
      session: HttpApiSecurity.apiKey({ in: "cookie", key: sessionCookies.https }),
      sessionOnLoopback: HttpApiSecurity.apiKey({ in: "cookie", key: sessionCookies.http })
    },
    error: [Unauthorized, Unavailable]
  }
) {}

/** Who is signed in is a manager. Stands within `SignedIn`. */
export class ManagersOnly extends HttpApiMiddleware.Service<ManagersOnly, { requires: CurrentPerson }>()(
  "receptionist/api/Authorization/ManagersOnly",
  { error: Forbidden }
) {}

/**
 * The worker has shown its key.
 *
 * @effect-expect-leaking HttpServerRequest | ParsedSearchParams | RouteContext
 */
export class WorkerKey extends HttpApiMiddleware.Service<WorkerKey, { provides: CurrentWorker }>()(
  "receptionist/api/Authorization/WorkerKey",
  { security: { key: HttpApiSecurity.bearer }, error: [Unauthorized, Unavailable] }
) {}

/**
 * A key for erasures was shown. The worker's own opens nothing here: who steals it destroys nothing.
 *
 * @effect-expect-leaking HttpServerRequest | ParsedSearchParams | RouteContext
 */
export class ErasureKey extends HttpApiMiddleware.Service<ErasureKey, { provides: CurrentWorker }>()(
  "receptionist/api/Authorization/ErasureKey",
  { security: { key: HttpApiSecurity.bearer }, error: [Unauthorized, Unavailable] }
) {}

/** Says what of a request could not be read, and where, without its values; and that the database is away. */
export class Told extends HttpApiMiddleware.Service<Told>()("receptionist/api/Authorization/Told", {
  error: [BadRequest, TooLarge, Unavailable]
}) {}
