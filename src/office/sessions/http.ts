import { Effect, Layer, Option, Redacted } from "effect"
import { HttpServerRequest } from "effect/http"
import { HttpApiBuilder, HttpApiSecurity } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson, ManagersOnly, sessionCookies, SignedIn } from "../../api/Authorization.ts"
import { Forbidden, Unauthorized } from "../../api/Errors.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { Sessions, type Signed } from "./Sessions.ts"

const nobody = new Unauthorized({ message: "nobody is signed in: sign in first" })

/** Behind https, the cookie is one that no other host of the domain can set. */
const cookie = OfficeOptions.use(({ url }) =>
  Effect.succeed({
    secure: url.protocol === "https:",
    security: HttpApiSecurity.apiKey({
      in: "cookie",
      key: url.protocol === "https:" ? sessionCookies.https : sessionCookies.http
    })
  })
)

/** The session's token that a request shows. */
export const shown = Effect.map(cookie, ({ security }) =>
  Effect.map(
    HttpServerRequest.HttpServerRequest,
    ({ cookies }) => Redacted.make(cookies[security.key] ?? "")
  ))

export const signedIn = Layer.effect(
  SignedIn,
  Effect.gen(function*() {
    const sessions = yield* Sessions
    const { secure } = yield* cookie
    const allow: SignedIn["Service"]["session"] = Effect.fnUntraced(function*(handler, { credential }) {
      const person = Redacted.value(credential) === "" ? Option.none() : yield* sessions.find(credential)
      return yield* Option.match(person, {
        onNone: () => Effect.fail(nobody),
        onSome: (person) => Effect.provideService(handler, CurrentPerson, person)
      })
    })
    const refuse: SignedIn["Service"]["session"] = () => Effect.fail(nobody)
    return SignedIn.of(
      secure ? { session: allow, sessionOnLoopback: refuse } : { session: refuse, sessionOnLoopback: allow }
    )
  })
)

export const managersOnly = Layer.succeed(
  ManagersOnly,
  Effect.fnUntraced(function*(handler) {
    const { role } = yield* CurrentPerson
    if (role !== "manager") return yield* new Forbidden({ message: "this is for managers: ask one of yours" })
    return yield* handler
  })
)

export const sessionHandlers = HttpApiBuilder.group(
  Api,
  "session",
  Effect.fnUntraced(function*(handlers) {
    const sessions = yield* Sessions
    const { secure, security } = yield* cookie
    const token = yield* shown
    // Behind a proxy, whoever it says that it asks for: the last of the list is the proxy's own word.
    const from = Effect.map(HttpServerRequest.HttpServerRequest, ({ headers, remoteAddress }) => {
      const forwarded = secure ? headers["x-forwarded-for"]?.split(",").at(-1)?.trim() : undefined
      return forwarded ?? Option.getOrElse(remoteAddress, () => "unknown")
    })
    const setCookie = (value: Redacted.Redacted, maxAge: Signed["lasts"] | "0 seconds") =>
      HttpApiBuilder.securitySetCookie(security, value, { secure, httpOnly: true, sameSite: "lax", path: "/", maxAge })
    const begun = ({ lasts, me, token }: Signed) => Effect.as(setCookie(token, lasts), me)

    return handlers.handleAll({
      signIn: Effect.fnUntraced(function*({ payload: { email, password } }) {
        return yield* begun(yield* sessions.signIn(email, Redacted.make(password), yield* from))
      }),
      lookAtLink: Effect.fnUntraced(function*({ payload }) {
        return yield* sessions.lookAtLink(payload.token, yield* from)
      }),
      useLink: Effect.fnUntraced(function*({ payload: { password, token, ...given } }) {
        return yield* begun(
          yield* sessions.useLink(token, { ...given, password: Redacted.make(password) }, yield* from)
        )
      }),
      me: () => Effect.flatMap(CurrentPerson, ({ id }) => sessions.me(id)),
      changeMe: ({ payload }) => Effect.flatMap(CurrentPerson, ({ id }) => sessions.change(id, payload)),
      changePassword: Effect.fnUntraced(function*({ payload }) {
        const { id } = yield* CurrentPerson
        yield* sessions.changePassword(id, Redacted.make(payload.current), Redacted.make(payload.next), yield* token)
      }),
      signOut: Effect.fnUntraced(function*() {
        yield* sessions.end(yield* token)
        yield* setCookie(Redacted.make(""), "0 seconds")
      })
    })
  })
)
