import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Context, Effect, Layer, Option, type Redacted, Redacted as Secret } from "effect"
import { SqlClient } from "effect/sql"
import { type KeyPurpose, PersonId, type Role } from "../../api/Authorization.ts"
import type { CompanySettings, Key, Person, Retention } from "../../api/Company.ts"
import { BadRequest, Conflict, NotFound } from "../../api/Errors.ts"
import { CompanyId } from "../../domain/Ids.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { filled, hashOf, iso, isoOrNull, newId, newSecret } from "../Rows.ts"
import { emailTaken, usualRetention } from "../sessions/Sessions.ts"

interface PersonRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly joined: boolean
  readonly active: boolean
  readonly last_seen_at: Date | null
}

const personOf = ({ active, email, id, joined, last_seen_at, name, role }: PersonRow): Person => ({
  id: PersonId.make(id),
  email,
  name,
  role,
  joined,
  active,
  ...filled({ lastSeenAt: isoOrNull(last_seen_at) })
})

interface KeyRow {
  readonly id: string
  readonly company_id: string
  readonly name: string
  readonly purpose: KeyPurpose
  readonly begins: string
  readonly created_at: Date
  readonly last_used_at: Date | null
}

const keyOf = ({ begins, created_at, id, last_used_at, name, purpose }: KeyRow): Key => ({
  id,
  name,
  purpose,
  begins,
  createdAt: iso(created_at),
  ...filled({ lastUsedAt: isoOrNull(last_used_at) })
})

const nobody = new NotFound({ message: "there is no such person" })

/** Which worker a key belongs to; `companyId` undefined: it answers for all companies. */
export interface WorkerOf {
  readonly companyId: CompanyId | undefined
  /** What the key is called. */
  readonly name: string
}

/** The company: its name, how long things are kept, its people, and its workers' keys. */
export class Company extends Context.Service<Company, {
  readonly settings: (companyId: CompanyId) => Effect.Effect<CompanySettings>
  readonly change: (companyId: CompanyId, change: {
    readonly name?: string
    readonly retention?: Partial<Retention>
  }) => Effect.Effect<CompanySettings>
  readonly people: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<Person>>
  readonly invite: (companyId: CompanyId, somebody: {
    readonly email: string
    readonly name: string
    readonly role: Role
  }) => Effect.Effect<Person, Conflict | BadRequest>
  readonly person: (companyId: CompanyId, id: string) => Effect.Effect<Person, NotFound>
  readonly changePerson: (companyId: CompanyId, id: string, change: {
    readonly name?: string
    readonly role?: Role
    readonly active?: boolean
  }) => Effect.Effect<Person, NotFound | Conflict>
  readonly keys: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<Key>>
  /** A key for calls, unless `purpose` says otherwise. */
  readonly makeKey: (
    companyId: CompanyId,
    name: string,
    purpose?: KeyPurpose
  ) => Effect.Effect<{ readonly key: Key; readonly secret: string }>
  readonly anyKey: Effect.Effect<boolean>
  readonly removeKey: (companyId: CompanyId, id: string) => Effect.Effect<void, NotFound>
  readonly workerOf: (secret: Redacted.Redacted, purpose: KeyPurpose) => Effect.Effect<Option.Option<WorkerOf>>
  /** Another company in the same office: it sees nothing of the others, nor they of it. */
  readonly add: (name: string) => Effect.Effect<CompanyId>
  /** The first company, where there is none yet. */
  readonly ensure: Effect.Effect<CompanyId>
}>()("receptionist/office/company/Company") {
  static readonly layer = Layer.effect(
    Company,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient
      const { erasureKey, workerKey } = yield* OfficeOptions
      const columns = sql.literal("id, email, name, role, password IS NOT NULL AS joined, active, last_seen_at")

      const settings = (companyId: CompanyId) =>
        sql<CompanySettings>`SELECT name, retention FROM companies WHERE id = ${companyId}`.pipe(
          Effect.flatMap(([row]) => Effect.fromNullishOr(row)),
          Effect.orDie
        )
      const person = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const [row] = yield* Effect.orDie(
          sql<PersonRow>`SELECT ${columns} FROM people WHERE company_id = ${companyId} AND id = ${id}`
        )
        return row === undefined ? yield* nobody : personOf(row)
      })

      /** The environment's keys are in no table: one that was changed there is none any more. */
      const keyOfAll = (secret: Redacted.Redacted, purpose: KeyPurpose): Option.Option<WorkerOf> => {
        const [key, name] = purpose === "calls"
          ? [workerKey, "BACKEND_API_KEY"]
          : [erasureKey, "BACKEND_ERASURE_KEY"]
        return key !== undefined && hashOf(Secret.value(key)) === hashOf(Secret.value(secret))
          ? Option.some({ companyId: undefined, name })
          : Option.none()
      }

      const add = Effect.fn("Company.add")(function*(name: string) {
        const id = CompanyId.make(newId())
        yield* sql`INSERT INTO companies ${sql.insert({ id, name, retention: pg.json(usualRetention) })}`
        return id
      }, Effect.orDie)

      return Company.of({
        settings,
        change: Effect.fn("Company.change")(function*(companyId, { name, retention }) {
          yield* sql`UPDATE companies SET name = coalesce(${name ?? null}, name),
            retention = retention || ${pg.json(retention ?? {})}::jsonb WHERE id = ${companyId}`
          return yield* settings(companyId)
        }, Effect.orDie),
        people: Effect.fn("Company.people")(function*(companyId) {
          const rows = yield* sql<PersonRow>`SELECT ${columns} FROM people WHERE company_id = ${companyId}
            ORDER BY active DESC, lower(name), id`
          return rows.map(personOf)
        }, Effect.orDie),
        invite: Effect.fn("Company.invite")(function*(companyId, { email, name, role }) {
          const address = email.trim().toLowerCase()
          if (!/^[^@\s]+@[^@\s]+$/.test(address)) {
            return yield* new BadRequest({
              message: "email: expected an e-mail address",
              problems: ["email"],
              code: "email"
            })
          }
          const id = newId()
          const made = yield* Effect.orDie(
            sql`INSERT INTO people ${
              sql.insert({ id, company_id: companyId, email: address, name, role })
            } ON CONFLICT DO NOTHING RETURNING id`
          )
          if (made.length === 0) return yield* emailTaken
          return yield* Effect.orDie(person(companyId, id))
        }),
        person,
        changePerson: Effect.fn("Company.changePerson")(function*(companyId, id, { active, name, role }) {
          yield* person(companyId, id)
          const done = yield* sql.withTransaction(Effect.gen(function*() {
            // One at a time: two managers who demote each other leave one.
            yield* sql`SELECT 1 FROM companies WHERE id = ${companyId} FOR UPDATE`
            const [others] = yield* sql<{ readonly count: number }>`SELECT count(*)::int AS count FROM people
              WHERE company_id = ${companyId} AND id <> ${id} AND role = 'manager' AND active AND password IS NOT NULL`
            if ((role === "viewer" || active === false) && others?.count === 0) return false
            yield* sql`UPDATE people SET name = coalesce(${name ?? null}, name), role = coalesce(${role ?? null}, role),
              active = coalesce(${active ?? null}, active) WHERE company_id = ${companyId} AND id = ${id}`
            if (active === false) {
              yield* sql`DELETE FROM sessions WHERE person_id = ${id}`
              yield* sql`DELETE FROM links WHERE person_id = ${id}`
            }
            return true
          })).pipe(Effect.orDie)
          if (!done) {
            return yield* new Conflict({
              message: "this is the last manager: make somebody else one first",
              code: "lastManager"
            })
          }
          return yield* person(companyId, id)
        }),
        keys: Effect.fn("Company.keys")(function*(companyId) {
          const rows = yield* sql<KeyRow>`SELECT * FROM worker_keys WHERE company_id = ${companyId} ORDER BY created_at`
          return rows.map(keyOf)
        }, Effect.orDie),
        makeKey: Effect.fn("Company.makeKey")(function*(companyId, name, purpose = "calls") {
          const secret = `rk_${newSecret()}`
          const [row] = yield* sql<KeyRow>`INSERT INTO worker_keys ${
            sql.insert({
              id: newId(),
              company_id: companyId,
              name,
              purpose,
              hash: hashOf(secret),
              begins: secret.slice(0, 7)
            })
          } RETURNING *`
          return { key: keyOf(yield* Effect.fromNullishOr(row)), secret }
        }, Effect.orDie),
        anyKey: sql`SELECT 1 FROM worker_keys WHERE purpose = 'calls' LIMIT 1`.pipe(
          Effect.orDie,
          Effect.map((rows) => rows.length > 0)
        ),
        removeKey: Effect.fn("Company.removeKey")(function*(companyId, id) {
          const gone = yield* Effect.orDie(
            sql`DELETE FROM worker_keys WHERE company_id = ${companyId} AND id = ${id} RETURNING id`
          )
          if (gone.length === 0) return yield* new NotFound({ message: "there is no such key" })
        }),
        workerOf: Effect.fnUntraced(function*(secret, purpose) {
          const [row] = yield* sql<KeyRow>`SELECT * FROM worker_keys
            WHERE hash = ${hashOf(Secret.value(secret))} AND purpose = ${purpose}`
          if (row === undefined) return keyOfAll(secret, purpose)
          const now = yield* Clock.currentTimeMillis
          if (row.last_used_at === null || now - row.last_used_at.getTime() > 300_000) {
            yield* sql`UPDATE worker_keys SET last_used_at = ${new Date(now)} WHERE id = ${row.id}`
          }
          return Option.some({
            companyId: CompanyId.make(row.company_id),
            name: row.name
          })
        }, Effect.orDie),
        add,
        ensure: Effect.gen(function*() {
          const [known] = yield* sql<{ readonly id: string }>`SELECT id FROM companies ORDER BY created_at, id LIMIT 1`
          if (known !== undefined) return CompanyId.make(known.id)
          return yield* add("Office")
        }).pipe(Effect.orDie)
      })
    })
  )
}
