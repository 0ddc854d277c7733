import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { KeyPurpose, ManagersOnly, PersonId, Role, SignedIn } from "./Authorization.ts"
import { BadRequest, Conflict, NotFound } from "./Errors.ts"
import { instant } from "./Paging.ts"

const filled = Schema.Trim.check(Schema.isNonEmpty(), Schema.isMaxLength(200))
const days = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3650 }))

/** How many days each kind is kept. What is older is removed, from the store too. */
export const Retention = Schema.Struct({ messages: days, recordings: days, transcripts: days, calls: days })
export type Retention = typeof Retention.Type
/** What is not named stays as it is. */
const RetentionChange = Schema.Struct({
  messages: Schema.optionalKey(days),
  recordings: Schema.optionalKey(days),
  transcripts: Schema.optionalKey(days),
  calls: Schema.optionalKey(days)
})

export const CompanySettings = Schema.Struct({
  name: filled,
  retention: Retention
})
export type CompanySettings = typeof CompanySettings.Type

export const Person = Schema.Struct({
  id: PersonId,
  email: Schema.String,
  name: Schema.String,
  role: Role,
  /** False until they have set a password. */
  joined: Schema.Boolean,
  /** False: they cannot sign in. */
  active: Schema.Boolean,
  lastSeenAt: Schema.optionalKey(instant)
})
export type Person = typeof Person.Type

/** Shown once, for a manager to hand on. */
const WithLink = Schema.Struct({ person: Person, link: Schema.String, until: instant })

/** A key with which workers show that they are ours. */
export const Key = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  purpose: KeyPurpose,
  /** How it begins: enough to tell it from another. */
  begins: Schema.String,
  createdAt: instant,
  lastUsedAt: Schema.optionalKey(instant)
})
export type Key = typeof Key.Type

const person = { id: PersonId }

export class CompanyGroup extends HttpApiGroup.make("company").add(
  HttpApiEndpoint.get("settings", "/company", { success: CompanySettings }),
  HttpApiEndpoint.patch("changeSettings", "/company", {
    payload: Schema.Struct({ name: Schema.optionalKey(filled), retention: Schema.optionalKey(RetentionChange) }),
    success: CompanySettings
  }).middleware(ManagersOnly),
  HttpApiEndpoint.get("people", "/people", { success: Schema.Array(Person) }),
  HttpApiEndpoint.post("invite", "/people", {
    payload: Schema.Struct({ email: filled, name: filled, role: Role }),
    success: WithLink.pipe(HttpApiSchema.status(201)),
    error: [Conflict, BadRequest]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.patch("changePerson", "/people/:id", {
    params: person,
    payload: Schema.Struct({
      name: Schema.optionalKey(filled),
      role: Schema.optionalKey(Role),
      active: Schema.optionalKey(Schema.Boolean)
    }),
    success: Person,
    // The last manager stays one.
    error: [NotFound, Conflict]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.post("newLink", "/people/:id/link", { params: person, success: WithLink, error: NotFound })
    .middleware(ManagersOnly),
  HttpApiEndpoint.get("keys", "/keys", { success: Schema.Array(Key) }).middleware(ManagersOnly),
  HttpApiEndpoint.post("makeKey", "/keys", {
    /** For calls, without `purpose`. */
    payload: Schema.Struct({ name: filled, purpose: Schema.optionalKey(KeyPurpose) }),
    /** `secret` is shown this once. */
    success: Schema.Struct({ key: Key, secret: Schema.String }).pipe(HttpApiSchema.status(201))
  }).middleware(ManagersOnly),
  HttpApiEndpoint.delete("removeKey", "/keys/:id", {
    params: { id: Schema.String },
    success: HttpApiSchema.NoContent,
    error: NotFound
  }).middleware(ManagersOnly)
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Company",
  description: "The company, its people and the keys of its workers"
})) {}
