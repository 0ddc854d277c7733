import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Context, Effect, Layer, Option } from "effect"
import { Schema } from "effect"
import { SqlClient } from "effect/sql"
import { type AgentDetail, type AgentSummary, type AgentVersion, InvalidAgent } from "../../api/Agents.ts"
import { Conflict, NotFound } from "../../api/Errors.ts"
import type { AgentRowJson } from "../../api/Worker.ts"
import { isRecord } from "../../domain/AgentProblem.ts"
import { AgentId, type CompanyId } from "../../domain/Ids.ts"
import { normalize } from "../../domain/PhoneNumber.ts"
import { Bus } from "../Bus.ts"
import { numberChanged } from "../numbers/Numbers.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { filled, iso, keepable, newId } from "../Rows.ts"
import { type AgentRow, summaryOf, versionOf, type VersionRow } from "./AgentRows.ts"
import { demoCopy } from "./DemoCopy.ts"
import { readYaml } from "./Preview.ts"

const noAgent = new NotFound({ message: "there is no such agent" })
const meanwhile = new Conflict({
  message: "somebody has changed the draft meanwhile: load it again, and change that",
  code: "draftChanged"
})
const taken = new Conflict({
  message: "another agent answers this number: give this one another, or archive that one",
  code: "numberTaken"
})

/** Who answers: drafts, versions, and what of them is published. */
export class Agents extends Context.Service<Agents, {
  readonly list: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<AgentSummary>>
  readonly one: (companyId: CompanyId, id: string) => Effect.Effect<AgentDetail, NotFound>
  readonly create: (
    companyId: CompanyId,
    by: string,
    yaml: string,
    id?: string
  ) => Effect.Effect<AgentDetail, InvalidAgent | Conflict>
  readonly saveDraft: (companyId: CompanyId, by: string, id: string, draft: {
    readonly yaml: string
    readonly revision?: number
  }) => Effect.Effect<AgentDetail, NotFound | Conflict>
  readonly dropDraft: (
    companyId: CompanyId,
    id: string,
    revision?: number
  ) => Effect.Effect<AgentDetail, NotFound | Conflict>
  readonly publish: (companyId: CompanyId, by: string, id: string, how: {
    readonly note?: string
    readonly revision?: number
  }) => Effect.Effect<AgentDetail, NotFound | InvalidAgent | Conflict>
  readonly versions: (companyId: CompanyId, id: string) => Effect.Effect<ReadonlyArray<AgentVersion>, NotFound>
  readonly version: (companyId: CompanyId, id: string, number: number) => Effect.Effect<
    { readonly version: AgentVersion; readonly yaml: string },
    NotFound
  >
  readonly archive: (companyId: CompanyId, id: string) => Effect.Effect<AgentDetail, NotFound>
  readonly restore: (companyId: CompanyId, id: string) => Effect.Effect<AgentDetail, NotFound | Conflict>
  /** Writes anew what the demo on this machine answers with: an office that died may not have come to it. */
  readonly tellDemo: Effect.Effect<void>
  readonly byPhone: (whose: CompanyId | undefined, phone: string) => Effect.Effect<AgentRowJson, NotFound>
}>()("receptionist/office/agents/Agents") {
  static readonly layer = Layer.effect(
    Agents,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient
      const bus = yield* Bus
      const { rules } = yield* OfficeOptions

      const rowOf = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const [row] = yield* Effect.orDie(
          sql<AgentRow>`SELECT * FROM agents WHERE company_id = ${companyId} AND id = ${id}`
        )
        return row === undefined ? yield* noAgent : row
      })

      const versionRow = (id: string, number: number) =>
        sql<VersionRow>`SELECT * FROM agent_versions WHERE agent_id = ${id} AND number = ${number}`.pipe(
          Effect.orDie,
          Effect.map(([row]) => row)
        )

      const one = Effect.fn("Agents.one")(function*(companyId: CompanyId, id: string) {
        const row = yield* rowOf(companyId, id)
        const published = row.published === null ? undefined : yield* versionRow(id, row.published)
        return {
          ...summaryOf(row),
          revision: row.draft_revision,
          ...published !== undefined && { published: { version: versionOf(published), yaml: published.yaml } },
          ...row.draft_yaml !== null && {
            draft: {
              yaml: row.draft_yaml,
              by: row.draft_by ?? "",
              at: iso(row.draft_at ?? row.changed_at),
              problems: readYaml(row.draft_yaml, id, rules).problems
            }
          }
        }
      })

      const changed = (companyId: CompanyId, id: string) =>
        Effect.andThen(bus.tell(companyId, { _tag: "Agent", agentId: id }), one(companyId, id))

      const tellDemo = yield* demoCopy

      const saveDraft = Effect.fn("Agents.saveDraft")(function*(
        companyId: CompanyId,
        by: string,
        id: string,
        { revision, yaml }: { readonly yaml: string; readonly revision?: number }
      ) {
        const now = new Date(yield* Clock.currentTimeMillis)
        yield* rowOf(companyId, id)
        const saved = yield* Effect.orDie(
          sql`UPDATE agents SET draft_yaml = ${keepable(yaml)}, draft_revision = draft_revision + 1,
          draft_by = ${by}, draft_at = ${now}, changed_at = ${now} WHERE company_id = ${companyId} AND id = ${id}
          AND ${revision === undefined ? sql`draft_yaml IS NULL` : sql`draft_revision = ${revision}`} RETURNING id`
        )
        if (saved.length === 0) return yield* meanwhile
        return yield* changed(companyId, id)
      })

      return Agents.of({
        list: Effect.fn("Agents.list")(function*(companyId) {
          const rows = yield* sql<AgentRow>`SELECT * FROM agents WHERE company_id = ${companyId}
            ORDER BY archived_at IS NOT NULL, lower(name), id`
          return rows.map(summaryOf)
        }, Effect.orDie),
        one,
        create: Effect.fn("Agents.create")(function*(companyId, by, yaml, id = newId()) {
          const { file, problems } = readYaml(yaml, id, rules)
          const value = isRecord(file.value) ? file.value : undefined
          if (value === undefined) {
            return yield* new InvalidAgent({ message: "this is no agent: mend it, and send it again", problems })
          }
          const { name, languages } = Option.match(file.agent, {
            onNone: () => ({ name: typeof value["name"] === "string" ? value["name"] : "?", languages: [] }),
            onSome: ({ name, supportedLanguages }) => ({ name, languages: supportedLanguages })
          })
          // The name of its blobs' folder, and so for good.
          const chosen = Option.match(file.agent, { onNone: () => id, onSome: ({ id }) => id })
          const now = new Date(yield* Clock.currentTimeMillis)
          const made = yield* Effect.orDie(sql`INSERT INTO agents ${
            sql.insert({
              id: chosen,
              company_id: companyId,
              name: name.trim() === "" ? "?" : keepable(name),
              phone: Option.getOrNull(file.phone),
              languages: pg.json(languages),
              draft_yaml: keepable(yaml),
              draft_revision: 1,
              draft_by: by,
              draft_at: now,
              changed_at: now
            })
          } ON CONFLICT DO NOTHING RETURNING id`)
          if (made.length === 0) {
            return yield* new Conflict({
              message: "another agent has this id: leave `id` out of the YAML, or change it",
              code: "idTaken"
            })
          }
          return yield* Effect.orDie(changed(companyId, chosen))
        }),
        saveDraft,
        dropDraft: Effect.fn("Agents.dropDraft")(function*(companyId, id, revision) {
          const row = yield* rowOf(companyId, id)
          const dropped = yield* Effect.orDie(sql`UPDATE agents SET draft_yaml = NULL, draft_by = NULL, draft_at = NULL,
            draft_revision = draft_revision + 1 WHERE company_id = ${companyId} AND id = ${id}
            AND draft_revision = ${revision ?? row.draft_revision} RETURNING id`)
          if (dropped.length === 0) return yield* meanwhile
          return yield* changed(companyId, id)
        }),
        publish: Effect.fn("Agents.publish")(function*(companyId, by, id, { note, revision }) {
          const row = yield* rowOf(companyId, id)
          if (row.draft_yaml === null) {
            return yield* new Conflict({
              message: "there is no draft to publish: change something first",
              code: "noDraft"
            })
          }
          if (revision !== undefined && revision !== row.draft_revision) return yield* meanwhile
          const yaml = row.draft_yaml
          const { file, problems } = readYaml(yaml, id, rules)
          const agent = Option.getOrUndefined(file.agent)
          const phone = Option.getOrUndefined(file.phone)
          if (agent === undefined || phone === undefined || !isRecord(file.value)) {
            return yield* new InvalidAgent({ message: "the draft cannot answer calls: mend it first", problems })
          }
          const config = file.value
          const now = new Date(yield* Clock.currentTimeMillis)
          yield* sql.withTransaction(Effect.gen(function*() {
            // What was read is still what stands there, and nobody else changes it until this is done.
            const held = yield* sql`UPDATE agents SET draft_revision = draft_revision + 1 WHERE id = ${id}
              AND draft_yaml IS NOT NULL AND draft_revision = ${row.draft_revision} RETURNING id`
            if (held.length === 0) return yield* meanwhile
            const [last] = yield* sql<{ readonly number: number }>`
              SELECT coalesce(max(number), 0) AS number FROM agent_versions WHERE agent_id = ${id}`
            const number = (last?.number ?? 0) + 1
            yield* sql`INSERT INTO agent_versions ${
              sql.insert({ agent_id: id, number, yaml, by_name: by, at: now, note: note ?? null })
            }`
            yield* sql`UPDATE agents SET ${
              sql.update({
                name: keepable(agent.name),
                phone,
                languages: pg.json(agent.supportedLanguages),
                time_zone: agent.timeZone ?? null,
                config: pg.json(keepable(config)),
                published: number,
                archived_at: null,
                changed_at: now,
                draft_yaml: null,
                draft_by: null,
                draft_at: null
              })
            } WHERE company_id = ${companyId} AND id = ${id}`
            if (row.phone !== phone) {
              yield* sql`UPDATE agents SET ${sql.update(numberChanged(pg))}
                WHERE id = ${id} AND number_status = 'provisioned'`
            }
          })).pipe(
            Effect.catchReason("SqlError", "UniqueViolation", () => Effect.fail(taken)),
            Effect.catchTag("SqlError", Effect.die)
          )
          yield* tellDemo(id, yaml)
          return yield* changed(companyId, id)
        }),
        versions: Effect.fn("Agents.versions")(function*(companyId, id) {
          yield* rowOf(companyId, id)
          const rows = yield* Effect.orDie(
            sql<VersionRow>`SELECT * FROM agent_versions WHERE agent_id = ${id} ORDER BY number DESC`
          )
          return rows.map(versionOf)
        }),
        version: Effect.fn("Agents.version")(function*(companyId, id, number) {
          yield* rowOf(companyId, id)
          const row = Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? yield* versionRow(id, number) : undefined
          return row === undefined
            ? yield* new NotFound({ message: "there is no such version" })
            : { version: versionOf(row), yaml: row.yaml }
        }),
        archive: Effect.fn("Agents.archive")(function*(companyId, id) {
          yield* rowOf(companyId, id)
          const now = new Date(yield* Clock.currentTimeMillis)
          yield* Effect.orDie(sql`UPDATE agents SET archived_at = ${now}, changed_at = ${now}
            WHERE company_id = ${companyId} AND id = ${id}`)
          yield* tellDemo(id, undefined)
          return yield* changed(companyId, id)
        }),
        restore: Effect.fn("Agents.restore")(function*(companyId, id) {
          yield* rowOf(companyId, id)
          const now = new Date(yield* Clock.currentTimeMillis)
          yield* sql`UPDATE agents SET archived_at = NULL, changed_at = ${now}
            WHERE company_id = ${companyId} AND id = ${id}`.pipe(
            Effect.catchReason("SqlError", "UniqueViolation", () => Effect.fail(taken)),
            Effect.catchTag("SqlError", Effect.die)
          )
          const detail = yield* changed(companyId, id)
          yield* tellDemo(id, detail.published?.yaml)
          return detail
        }),
        tellDemo: sql<{ readonly id: string; readonly yaml: string }>`SELECT a.id, v.yaml FROM agents a
          JOIN agent_versions v ON v.agent_id = a.id AND v.number = a.published WHERE a.archived_at IS NULL`.pipe(
          Effect.orDie,
          Effect.flatMap(Effect.forEach(({ id, yaml }) => tellDemo(id, yaml), { discard: true }))
        ),
        byPhone: Effect.fn("Agents.byPhone")(function*(whose, written) {
          const nobody = new NotFound({ message: "no agent answers this number" })
          const phone = Option.getOrUndefined(normalize(written))
          if (phone === undefined) return yield* nobody
          const [row] = yield* Effect.orDie(sql<AgentRow>`SELECT * FROM agents WHERE ${
            sql.and([
              sql`phone = ${phone}`,
              sql`archived_at IS NULL`,
              sql`published IS NOT NULL`,
              ...whose === undefined ? [] : [sql`company_id = ${whose}`]
            ])
          }`)
          if (row === undefined || row.config === null) return yield* nobody
          return {
            id: row.id,
            companyId: row.company_id,
            name: row.name,
            config: row.config,
            twilioPhoneNumber: phone,
            phoneProvisioningStatus: row.number_status.toUpperCase(),
            ...filled({
              twilioPhoneNumberSid: row.carrier_number_id,
              twilioTrunkSid: row.carrier_trunk_id,
              livekitInboundTrunkId: row.trunk_id,
              livekitDispatchRuleId: row.rule_id
            })
          }
        })
      })
    })
  )
}

/** Whether an id can be an agent's. */
export const isAgentId = Schema.is(AgentId)
