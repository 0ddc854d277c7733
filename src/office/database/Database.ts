import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as PgClient from "@effect/sql-pg/PgClient"
import { Cause, Effect, FileSystem, Layer, Redacted, Runtime, Schema } from "effect"
import { Migrator, SqlClient } from "effect/sql"
import type { SqlError } from "effect/sql"
import { isSqlError } from "effect/sql/SqlError"
import { sayable } from "../../domain/ErrorReport.ts"
import { migrations, newest } from "./Migrations.ts"

const refusals = {
  away: "start it, or check DATABASE_URL (its host and port, and `sslmode`)",
  access: "check the user and the password of DATABASE_URL",
  missing: "make it there (`createdb`), or correct its name, the last part of DATABASE_URL",
  full: "its disk is full, or it has no more memory or connections to give: see to it there"
} as const

/** The database of DATABASE_URL does not answer, or not us. */
export class DatabaseUnavailable extends Schema.TaggedError<DatabaseUnavailable>()("DatabaseUnavailable", {
  detail: Schema.String,
  why: Schema.Literals(["away", "access", "missing", "full"])
}) {
  override get message() {
    const what = this.why === "missing" ? "there is no database of this name" : "the office's database does not answer"
    return `${what} (${this.detail}): ${refusals[this.why]}; without DATABASE_URL the office brings its own`
  }
}

/** The office's own database cannot be opened. */
export class EmbeddedUnusable extends Schema.TaggedError<EmbeddedUnusable>()("EmbeddedUnusable", {
  full: Schema.Boolean
}) {
  override get message() {
    return this.full
      ? "the office's own database has no room left on the disk of DATA_DIR: make room, and start it again; nothing that it had is lost"
      : "the office's own database in DATA_DIR/office/postgres cannot be opened: check the folder's permissions, restore a copy of it, or give the office a DATABASE_URL"
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

const sqlStateOf = (error: SqlError.SqlError): string => codeOf(error).split(" ")[1] ?? ""

/** Whether it has no room left, or nothing else to go on with (class 53 of Postgres's codes). */
export const isFull = (error: SqlError.SqlError): boolean => sqlStateOf(error).startsWith("53")

const unavailable = (error: SqlError.SqlError) =>
  new DatabaseUnavailable({
    detail: codeOf(error),
    why: error.reason._tag === "AuthenticationError"
      ? "access"
      : sqlStateOf(error) === "3D000"
      ? "missing"
      : isFull(error)
      ? "full"
      : "away"
  })

/** Whether the database itself is away, or is about to stop or to start (57P of Postgres's codes). */
export const isAway = (error: SqlError.SqlError): boolean =>
  ["ConnectionError", "AuthenticationError", "StatementTimeoutError"].includes(error.reason._tag) ||
  sqlStateOf(error).startsWith("57P")

/** Why something did not go well, for the log: of a database its code, of anything else what may be said of it. */
export const whyOf = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  return isSqlError(error) ? `the database refused it, ${codeOf(error)}` : sayable(error).message
}

/**
 * For one of many: that it cannot be taken is said, and stands in no other's way. Where the database is away, or has no
 * room, all of them wait.
 */
export const alone = (what: string) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A | void, E, R> =>
  Effect.catchDefect(effect, (defect) =>
    isSqlError(defect) && (isAway(defect) || isFull(defect))
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
    SqlError: unavailable,
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
      (error) => Layer.effectContext(Effect.fail(unavailable(error)))
    ))
  )

/** What its file system says of a full disk: a number alone. */
const isNoSpace = (error: unknown) =>
  typeof error === "object" && error !== null &&
  ("errno" in error && error.errno === 51 || "code" in error && (error.code === "ENOSPC" || error.code === "53100"))

/** Where the socket of the embedded database is: a folder of this user alone, with a name that is short enough for one. */
export const socketPrefix = "receptionist-office-"

/**
 * Postgres inside of this process, its files in `directory`. Loaded only where it is asked for. It asks nobody for a
 * password: it listens on a socket in a folder that only this user can enter, and on no port.
 */
export const layerEmbedded = (directory: string) =>
  withSchema(Layer.unwrap(Effect.gen(function*() {
    const { PGlite } = yield* Effect.promise(() => import("@electric-sql/pglite"))
    const { PGLiteSocketServer } = yield* Effect.promise(() => import("@electric-sql/pglite-socket"))
    const database = yield* Effect.acquireRelease(
      Effect.tryPromise({
        try: () => PGlite.create(directory),
        catch: (error) => new EmbeddedUnusable({ full: isNoSpace(error) })
      }),
      (database) => Effect.promise(() => database.close())
    )
    const fs = yield* FileSystem.FileSystem
    const folder = yield* Effect.orDie(fs.makeTempDirectoryScoped({ prefix: socketPrefix }))
    const path = `${folder}/.s.PGSQL.5432`
    const server = new PGLiteSocketServer({ db: database, path, maxConnections: 10 })
    yield* Effect.acquireRelease(
      Effect.promise(() => server.start()),
      () => Effect.promise(() => server.stop())
    )
    return PgClient.layer({
      path,
      username: "postgres",
      password: Redacted.make("postgres"),
      database: "postgres",
      // All connections to it share one session: a second one would break into a transaction, and know other statements.
      maxConnections: 1,
      prepare: false
    }).pipe(Layer.catchTag(
      "SqlError",
      (error) => Layer.effectContext(Effect.fail(unavailable(error)))
    ))
  }))).pipe(Layer.provide(NodeFileSystem.layer))
