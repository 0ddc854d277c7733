import { Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import type { AuditAction, AuditEntry } from "../../api/Audit.ts"
import type { PersonId } from "../../api/Authorization.ts"
import type { CompanyId } from "../../domain/Ids.ts"
import { filled, iso } from "../Rows.ts"

/** Who does something: a person, whoever has a key of this name, or the office itself. */
export type Doer = { readonly id?: PersonId; readonly name: string } | "office"

export interface Deed {
  readonly action: AuditAction
  readonly subject?: NonNullable<AuditEntry["subject"]>
  readonly detail?: string
}

/** Who did what. */
export class Trail extends Context.Service<Trail, {
  readonly note: (companyId: CompanyId, by: Doer, deed: Deed) => Effect.Effect<void>
  /** Notes what somebody goes on with, unless they have begun it within the last hour. */
  readonly noteGoingOn: (companyId: CompanyId, by: Doer, deed: Deed) => Effect.Effect<void>
  readonly list: (companyId: CompanyId, filter: {
    readonly action?: string | undefined
    readonly subjectId?: string | undefined
    readonly cursor?: string | undefined
    readonly limit?: number | undefined
  }) => Effect.Effect<{ readonly entries: ReadonlyArray<AuditEntry>; readonly next?: string }>
}>()("receptionist/office/audit/Trail") {
  static readonly layer = Layer.effect(
    Trail,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const note: Trail["Service"]["note"] = (companyId, by, { action, detail, subject }) =>
        sql`INSERT INTO audit ${
          sql.insert({
            company_id: companyId,
            person_id: by === "office" ? null : by.id ?? null,
            by_name: by === "office" ? "office" : by.name,
            action,
            subject_kind: subject?.kind ?? null,
            subject_id: subject?.id ?? null,
            detail: detail ?? null
          })
        }`.pipe(Effect.orDie, Effect.asVoid)
      return Trail.of({
        note,
        noteGoingOn: Effect.fnUntraced(function*(companyId, by, deed) {
          const begun = yield* Effect.orDie(sql`SELECT 1 FROM audit WHERE company_id = ${companyId}
            AND person_id IS NOT DISTINCT FROM ${by === "office" ? null : by.id ?? null}::text
            AND action = ${deed.action} AND subject_id IS NOT DISTINCT FROM ${deed.subject?.id ?? null}::text
            AND at > now() - interval '1 hour' LIMIT 1`)
          if (begun.length === 0) yield* note(companyId, by, deed)
        }),
        list: Effect.fn("Trail.list")(function*(companyId, { action, cursor, limit = 50, subjectId }) {
          const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null
          const rows = yield* sql<{
            readonly id: bigint
            readonly at: Date
            readonly by_name: string
            readonly action: string
            readonly subject_kind: NonNullable<AuditEntry["subject"]>["kind"] | null
            readonly subject_id: string | null
            readonly detail: string | null
          }>`SELECT id, at, by_name, action, subject_kind, subject_id, detail FROM audit WHERE ${
            sql.and([
              sql`company_id = ${companyId}`,
              ...action === undefined ? [] : [sql`action = ${action}`],
              ...subjectId === undefined ? [] : [sql`subject_id = ${subjectId}`],
              ...before === null ? [] : [sql`id < ${BigInt(before)}`]
            ])
          } ORDER BY id DESC LIMIT ${limit + 1}`
          const entries = rows.slice(0, limit).map((row): AuditEntry => ({
            id: `${row.id}`,
            at: iso(row.at),
            by: row.by_name,
            action: row.action,
            ...row.subject_kind !== null && row.subject_id !== null &&
              { subject: { kind: row.subject_kind, id: row.subject_id } },
            ...filled({ detail: row.detail })
          }))
          const last = entries.at(-1)
          return { entries, ...rows.length > limit && last !== undefined && { next: last.id } }
        }, Effect.orDie)
      })
    })
  )
}
