import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { CompanyId } from "../domain/Ids.ts"
import { Language } from "../domain/Language.ts"
import { PersonId, Role, SignedIn } from "./Authorization.ts"
import { BadRequest, Conflict, Gone, TooManyRequests, Unauthorized } from "./Errors.ts"

/** Who is signed in, and for whom. */
export const Me = Schema.Struct({
  id: PersonId,
  email: Schema.String,
  name: Schema.String,
  role: Role,
  /** The console's. */
  language: Language,
  company: Schema.Struct({ id: CompanyId, name: Schema.String })
})
export type Me = typeof Me.Type

export const longestPassword = 200
export const shortestPassword = 10

const filled = Schema.Trim.check(Schema.isNonEmpty(), Schema.isMaxLength(200))
const Password = Schema.String.check(Schema.isMinLength(shortestPassword), Schema.isMaxLength(longestPassword))

/** What a link is for: the first manager of a new office, somebody new, or a password that was forgotten. */
export const LinkKind = Schema.Literals(["first", "invitation", "password"])

/** `token` is what stands after the `#` of a link to `/welcome#…`. */
const token = Schema.String.check(Schema.isMaxLength(200))

export class SessionGroup extends HttpApiGroup.make("session").add(
  HttpApiEndpoint.post("signIn", "/session", {
    payload: Schema.Struct({
      email: filled,
      password: Schema.String.check(Schema.isMaxLength(longestPassword))
    }),
    success: Me,
    error: [Unauthorized, TooManyRequests]
  }),
  HttpApiEndpoint.post("lookAtLink", "/session/link/look", {
    payload: Schema.Struct({ token }),
    success: Schema.Struct({
      kind: LinkKind,
      /** Known already, unless it is the first. */
      email: Schema.optionalKey(Schema.String),
      name: Schema.optionalKey(Schema.String),
      company: Schema.String
    }),
    error: [Gone, TooManyRequests]
  }),
  /** Sets a password, and signs in. The first link also takes who it is, and the company's name. */
  HttpApiEndpoint.post("useLink", "/session/link", {
    payload: Schema.Struct({
      token,
      password: Password,
      email: Schema.optionalKey(filled),
      name: Schema.optionalKey(filled),
      company: Schema.optionalKey(filled),
      language: Schema.optionalKey(Language)
    }),
    success: Me,
    error: [Gone, TooManyRequests, BadRequest, Conflict]
  }),
  HttpApiEndpoint.get("me", "/session", { success: Me }).middleware(SignedIn),
  HttpApiEndpoint.patch("changeMe", "/session", {
    payload: Schema.Struct({ name: Schema.optionalKey(filled), language: Schema.optionalKey(Language) }),
    success: Me
  }).middleware(SignedIn),
  HttpApiEndpoint.post("changePassword", "/session/password", {
    payload: Schema.Struct({ current: Schema.String.check(Schema.isMaxLength(longestPassword)), next: Password }),
    success: HttpApiSchema.NoContent,
    error: [Unauthorized, TooManyRequests]
  }).middleware(SignedIn),
  HttpApiEndpoint.delete("signOut", "/session", { success: HttpApiSchema.NoContent }).middleware(SignedIn)
).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Session",
  description: "Signing in, by a cookie that no script can read"
})) {}
