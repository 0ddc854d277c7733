import { Clock, Context, Duration, Effect, Layer, Option, type Redacted, Redacted as Secret } from "effect"
import { SqlClient } from "effect/sql"
import { type CurrentPerson, PersonId, type Role } from "../../api/Authorization.ts"
import { BadRequest, Conflict, Gone, TooManyRequests, Unauthorized } from "../../api/Errors.ts"
import type { Me } from "../../api/Session.ts"
import { CompanyId } from "../../domain/Ids.ts"
import type { Language } from "../../domain/Language.ts"
import { Trail } from "../audit/Trail.ts"
import { hashOf, newId, newSecret } from "../Rows.ts"
import { makeAttempts } from "./Attempts.ts"
import { Passwords } from "./Passwords.ts"

const sessionLasts = Duration.days(14)
const linkLasts = { first: Duration.days(1), invitation: Duration.days(7), password: Duration.days(1) } as const
export type LinkKind = keyof typeof linkLasts

/** Kept for so many days, until somebody says otherwise: as long as a worker keeps its own files. */
export const usualRetention = { messages: 30, recordings: 30, transcripts: 90, calls: 365 }

interface PersonRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly language: Language
  readonly company_id: string
  readonly company: string
}

const meOf = ({ company, company_id, email, id, language, name, role }: PersonRow): Me => ({
  id: PersonId.make(id),
  email,
  name,
  role,
  language,
  company: { id: CompanyId.make(company_id), name: company }
})

export interface Signed {
  readonly me: Me
  readonly token: Redacted.Redacted
  readonly lasts: Duration.Duration
}

const wrong = new Unauthorized({ message: "this address and this password do not belong together: try again" })
/** One e-mail address signs in to one company. */
export const emailTaken = new Conflict({
  message: "somebody has this e-mail address already: ask them, or use another",
  code: "emailTaken"
})
const linkGone = new Gone({
  message:
    "this link has been used, or is too old: ask a manager for another, or start the office again for the first one"
})

/** Who is signed in, by a token that only their browser has. */
export class Sessions extends Context.Service<Sessions, {
  readonly signIn: (
    email: string,
    password: Redacted.Redacted,
    from: string
  ) => Effect.Effect<Signed, Unauthorized | TooManyRequests>
  readonly find: (token: Redacted.Redacted) => Effect.Effect<Option.Option<CurrentPerson["Service"]>>
  readonly me: (person: PersonId) => Effect.Effect<Me>
  readonly change: (
    person: PersonId,
    change: { readonly name?: string | undefined; readonly language?: Language | undefined }
  ) => Effect.Effect<Me>
  readonly changePassword: (
    person: PersonId,
    current: Redacted.Redacted,
    next: Redacted.Redacted,
    token: Redacted.Redacted
  ) => Effect.Effect<void, Unauthorized | TooManyRequests>
  readonly end: (token: Redacted.Redacted) => Effect.Effect<void>
  readonly makeLink: (kind: LinkKind, companyId: CompanyId, person?: PersonId) => Effect.Effect<{
    readonly token: string
    readonly until: Date
  }>
  readonly lookAtLink: (token: string, from: string) => Effect.Effect<
    { readonly kind: LinkKind; readonly company: string; readonly email?: string; readonly name?: string },
    Gone | TooManyRequests
  >
  readonly useLink: (token: string, given: {
    readonly password: Redacted.Redacted
    readonly email?: string | undefined
    readonly name?: string | undefined
    readonly company?: string | undefined
    readonly language?: Language | undefined
  }, from: string) => Effect.Effect<Signed, Gone | TooManyRequests | BadRequest | Conflict>
  /** A link for the first manager, where nobody can sign in yet. */
  readonly firstLink: Effect.Effect<Option.Option<string>>
}>()("receptionist/office/sessions/Sessions") {
  static readonly layer = Layer.effect(
    Sessions,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const passwords = yield* Passwords
      const trail = yield* Trail
      const byEmail = makeAttempts(10)
      const byAddress = makeAttempts(50)

      /** Begins a try, which counts as one that failed until it is taken back. */
      const begun = Effect.fnUntraced(function*(attempts: ReturnType<typeof makeAttempts>, key: string) {
        const wait = yield* attempts.begin(key)
        if (wait > 0) {
          return yield* new TooManyRequests({
            message: `too many tries: wait ${Math.ceil(wait / 60)} minutes`,
            retryAfterSeconds: wait
          })
        }
      })

      const personById = (id: string) =>
        sql<PersonRow>`SELECT p.id, p.email, p.name, p.role, p.language, p.company_id, c.name AS company
          FROM people p JOIN companies c ON c.id = p.company_id WHERE p.id = ${id}`.pipe(
          Effect.flatMap(([row]) => Effect.fromNullishOr(row)),
          Effect.map(meOf),
          Effect.orDie
        )

      const begin = Effect.fnUntraced(function*(personId: string) {
        const token = newSecret()
        const now = yield* Clock.currentTimeMillis
        yield* sql`DELETE FROM sessions WHERE expires_at < ${new Date(now)}`
        yield* sql`INSERT INTO sessions ${
          sql.insert({
            hash: hashOf(token),
            person_id: personId,
            expires_at: new Date(now + Duration.toMillis(sessionLasts))
          })
        }`
        const me = yield* personById(personId)
        yield* trail.note(me.company.id, { id: me.id, name: me.name }, { action: "session.begun" })
        return { me, token: Secret.make(token), lasts: sessionLasts }
      }, Effect.orDie)

      const makeLink = Effect.fnUntraced(function*(kind: LinkKind, companyId: CompanyId, person?: PersonId) {
        const token = newSecret()
        const until = new Date((yield* Clock.currentTimeMillis) + Duration.toMillis(linkLasts[kind]))
        yield* person === undefined
          ? sql`DELETE FROM links WHERE kind = ${kind} AND company_id = ${companyId}`
          : sql`DELETE FROM links WHERE person_id = ${person}`
        yield* sql`INSERT INTO links ${
          sql.insert({
            hash: hashOf(token),
            kind,
            company_id: companyId,
            person_id: person ?? null,
            expires_at: until
          })
        }`
        return { token, until }
      }, Effect.orDie)

      interface LinkRow {
        readonly kind: LinkKind
        readonly company_id: string
        readonly company: string
        readonly person_id: string | null
        readonly email: string | null
        readonly name: string | null
      }
      const findLink = Effect.fnUntraced(function*(token: string, from: string) {
        yield* begun(byAddress, from)
        const now = new Date(yield* Clock.currentTimeMillis)
        const [link] = yield* Effect.orDie(sql<LinkRow>`
          SELECT l.kind, l.company_id, c.name AS company, l.person_id, p.email, p.name
          FROM links l JOIN companies c ON c.id = l.company_id LEFT JOIN people p ON p.id = l.person_id
          WHERE l.hash = ${hashOf(token)} AND l.expires_at > ${now} AND (p.id IS NULL OR p.active)`)
        if (link === undefined) return yield* linkGone
        yield* byAddress.takeBack(from)
        return link
      })

      return Sessions.of({
        signIn: Effect.fn("Sessions.signIn")(function*(written, password, from) {
          const email = written.trim().toLowerCase()
          yield* begun(byAddress, from)
          yield* begun(byEmail, email).pipe(Effect.tapError(() => byAddress.takeBack(from)))
          const [person] = yield* Effect.orDie(sql<{ readonly id: string; readonly password: string | null }>`
            SELECT id, password FROM people WHERE lower(email) = ${email} AND active`)
          if (!(yield* passwords.matches(password, person?.password ?? null)) || person === undefined) {
            return yield* wrong
          }
          yield* byAddress.takeBack(from)
          yield* byEmail.forget(email)
          return yield* begin(person.id)
        }),
        find: Effect.fnUntraced(function*(token) {
          const now = new Date(yield* Clock.currentTimeMillis)
          const [row] = yield* sql<
            { readonly id: string; readonly company_id: string; readonly role: Role; readonly name: string }
          >`SELECT p.id, p.company_id, p.role, p.name FROM sessions s JOIN people p ON p.id = s.person_id
            WHERE s.hash = ${hashOf(Secret.value(token))} AND s.expires_at > ${now} AND p.active`
          if (row === undefined) return Option.none()
          yield* sql`UPDATE people SET last_seen_at = ${now} WHERE id = ${row.id}
            AND (last_seen_at IS NULL OR last_seen_at < ${new Date(now.getTime() - 300_000)})`
          return Option.some({
            id: PersonId.make(row.id),
            companyId: CompanyId.make(row.company_id),
            role: row.role,
            name: row.name
          })
        }, Effect.orDie),
        me: personById,
        change: Effect.fnUntraced(function*(person, { language, name }) {
          yield* sql`UPDATE people SET name = coalesce(${name ?? null}, name),
            language = coalesce(${language ?? null}, language) WHERE id = ${person}`
          return yield* personById(person)
        }, Effect.orDie),
        changePassword: Effect.fn("Sessions.changePassword")(function*(person, current, next, token) {
          yield* begun(byEmail, person)
          const [row] = yield* Effect.orDie(
            sql<{ readonly password: string | null }>`SELECT password FROM people WHERE id = ${person}`
          )
          if (!(yield* passwords.matches(current, row?.password ?? null))) {
            return yield* new Unauthorized({ message: "the current password is another one" })
          }
          yield* byEmail.forget(person)
          const hash = yield* passwords.hash(next)
          yield* Effect.orDie(sql`UPDATE people SET password = ${hash} WHERE id = ${person}`)
          yield* Effect.orDie(
            sql`DELETE FROM sessions WHERE person_id = ${person} AND hash <> ${hashOf(Secret.value(token))}`
          )
        }),
        end: (token) =>
          sql`DELETE FROM sessions WHERE hash = ${hashOf(Secret.value(token))}`.pipe(Effect.orDie, Effect.asVoid),
        makeLink,
        lookAtLink: Effect.fnUntraced(function*(token, from) {
          const { company, email, kind, name } = yield* findLink(token, from)
          return { kind, company, ...email !== null && { email }, ...name !== null && { name } }
        }),
        useLink: Effect.fn("Sessions.useLink")(function*(token, given, from) {
          const link = yield* findLink(token, from)
          const hash = yield* passwords.hash(given.password)
          const email = given.email?.trim().toLowerCase()
          if (link.person_id === null && (email === undefined || !/^[^@\s]+@[^@\s]+$/.test(email))) {
            return yield* new BadRequest({
              message: "the first manager needs an e-mail address to sign in with",
              problems: ["email"],
              code: "email"
            })
          }
          const personId = link.person_id ?? newId()
          const used = yield* sql.withTransaction(Effect.gen(function*() {
            // Once, whoever else has it open.
            const gone = yield* sql`DELETE FROM links WHERE hash = ${hashOf(token)} RETURNING hash`
            if (gone.length === 0) return false
            if (link.person_id === null) {
              yield* sql`INSERT INTO people ${
                sql.insert({
                  id: personId,
                  company_id: link.company_id,
                  email: email ?? "",
                  name: given.name ?? email ?? "",
                  role: "manager",
                  language: given.language ?? "FRENCH",
                  password: hash
                })
              }`
              if (given.company !== undefined) {
                yield* sql`UPDATE companies SET name = ${given.company} WHERE id = ${link.company_id}`
              }
            } else {
              yield* sql`UPDATE people SET password = ${hash}, name = coalesce(${given.name ?? null}, name),
                language = coalesce(${given.language ?? null}, language) WHERE id = ${personId}`
              yield* sql`DELETE FROM sessions WHERE person_id = ${personId}`
            }
            return true
          })).pipe(
            Effect.catchReason("SqlError", "UniqueViolation", () => Effect.fail(emailTaken)),
            Effect.catchTag("SqlError", Effect.die)
          )
          if (!used) return yield* linkGone
          return yield* begin(personId)
        }),
        firstLink: Effect.gen(function*() {
          const [anybody] = yield* sql`SELECT 1 FROM people WHERE password IS NOT NULL LIMIT 1`
          if (anybody !== undefined) return Option.none()
          const [company] = yield* sql<{ readonly id: string }>`SELECT id FROM companies ORDER BY created_at LIMIT 1`
          if (company === undefined) return Option.none()
          const { token } = yield* makeLink("first", CompanyId.make(company.id))
          return Option.some(token)
        }).pipe(Effect.orDie)
      })
    })
  )
}
