import * as PgClient from "@effect/sql-pg/PgClient"
import { Effect, Layer, Redacted, Runtime, Schema } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import type { SqlError } from "effect/sql"
import { isSqlError } from "effect/sql/SqlError"
import { migrations, newest } from "./Migrations.ts"

/** The database does not answer, or not us. */
export class DatabaseUnavailable extends Schema.TaggedError<DatabaseUnavailable>()("DatabaseUnavailable", {
  detail: Schema.String
}) {
  override get message() {
    return `the office's database does not answer (${this.detail}): start it, or check DATABASE_URL; without DATABASE_URL the office brings its own`
  }
}

/** A later version of the office has been at this database. */
export class DatabaseNewer extends Schema.TaggedError<DatabaseNewer>()("DatabaseNewer", {
  found: Schema.Int,
  known: Schema.Int
}) {
  override get message() {
    return `the database is at step ${this.found} of its schema, and this version of the office knows ${this.known}: run the version that made it, or a later one; nothing was changed`
  }
  override readonly [Runtime.errorExitCode] = 78
}

/** A step of the schema could not be made. */
export class MigrationFailed extends Schema.TaggedError<MigrationFailed>()("MigrationFailed", {
  detail: Schema.String
}) {
  override get message() {
    return `the database's schema could not be brought up to date (${this.detail}): all of it was rolled back; put back what was changed by hand, or restore a copy`
  }
}

/** What a database says of an error is its code: its message may quote a row. */
export const codeOf = ({ reason }: SqlError.SqlError): string => {
  const { cause } = reason
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined
  return typeof code === "string" && /^\w{1,40}$/.test(code) ? `${reason._tag} ${code}` : reason._tag
}

/** Whether the database itself is away. */
export const isAway = ({ reason }: SqlError.SqlError): boolean =>
  reason._tag === "ConnectionError" || reason._tag === "AuthenticationError" || reason._tag === "StatementTimeoutError"

/**
 * For one of many: that it cannot be taken is said, and stands in no other's way. Where the database is away,
 * all of them wait.
 */
export const alone = (what: string) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A | void, E, R> =>
  Effect.catchDefect(effect, (defect) =>
    isSqlError(defect) && isAway(defect)
      ? Effect.die(defect)
      : Effect.logWarning(`${what}${isSqlError(defect) ? `: the database refused it (${codeOf(defect)})` : ""}`))

const table = "office_migrations"

const migrate = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const [known] = yield* sql<{ readonly there: boolean }>`SELECT to_regclass(${table}) IS NOT NULL AS there`
  if (known?.there === true) {
    const [last] = yield* sql<{ readonly step: number | null }>`SELECT max(migration_id) AS step FROM ${sql(table)}`
    const found = last?.step ?? 0
    if (found > newest) return yield* new DatabaseNewer({ found, known: newest })
  }
  yield* Migrator.make({})({ loader: Migrator.fromRecord(migrations), table })
}).pipe(
  Effect.catchTags({
    SqlError: (error) => new DatabaseUnavailable({ detail: codeOf(error) }),
    MigrationError: (error) => new MigrationFailed({ detail: error.kind })
  })
)

const withSchema = <E, R>(client: Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, E, R>) =>
  Layer.effectDiscard(migrate).pipe(Layer.provideMerge(client))

/** A database that somebody else runs. */
export const layerUrl = (url: Redacted.Redacted) =>
  withSchema(
    PgClient.layer({
      url,
      applicationName: "receptionist-office",
      maxConnections: 10,
      connectTimeout: "5 seconds",
      // How a search is best made depends on how many calls have its words.
      // And a page is read by few rows: to start other processes for it takes longer.
      startupParameters: { plan_cache_mode: "force_custom_plan", max_parallel_workers_per_gather: "0" }
    }).pipe(Layer.catchTag(
      "SqlError",
      (error) => Layer.effectContext(Effect.fail(new DatabaseUnavailable({ detail: codeOf(error) })))
    ))
  )

/** Postgres inside of this process, its files in `directory`. Loaded only where it is asked for. */
export const layerEmbedded = (directory: string) =>
  withSchema(Layer.unwrap(Effect.gen(function*() {
    const { PGlite } = yield* Effect.promise(() => import("@electric-sql/pglite"))
    const { PGLiteSocketServer } = yield* Effect.promise(() => import("@electric-sql/pglite-socket"))
    const database = yield* Effect.acquireRelease(
      Effect.tryPromise({
        try: () => PGlite.create(directory),
        catch: () => new DatabaseUnavailable({ detail: "its folder in DATA_DIR/office cannot be opened" })
      }),
      (database) => Effect.promise(() => database.close())
    )
    const server = new PGLiteSocketServer({ db: database, port: 0, host: "127.0.0.1", maxConnections: 10 })
    yield* Effect.acquireRelease(
      Effect.promise(() => server.start()),
      () => Effect.promise(() => server.stop())
    )
    return PgClient.layer({
      host: "127.0.0.1",
      port: Number(server.getServerConn().split(":").at(-1)),
      username: "postgres",
      password: Redacted.make("postgres"),
      database: "postgres",
      // All connections to it share one session: a second one would break into a transaction, and know other statements.
      maxConnections: 1,
      prepare: false
    }).pipe(Layer.catchTag(
      "SqlError",
      (error) => Layer.effectContext(Effect.fail(new DatabaseUnavailable({ detail: codeOf(error) })))
    ))
  })))
