import { Context, Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import type { CompanyId } from "../../api/Authorization.ts"
import { Conflict, NotFound, Unavailable } from "../../api/Errors.ts"
import { NumberStatus, type OfficeNumber } from "../../api/Numbers.ts"
import { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { PhoneLines } from "../../services/PhoneLines.ts"
import { filled } from "../Rows.ts"

interface NumberRow {
  readonly id: string
  readonly name: string
  readonly phone: string
  readonly number_status: string
  readonly trunk_id: string | null
  readonly rule_id: string | null
  readonly number_problem: string | null
}

const isStatus = Schema.is(NumberStatus)
const isNumber = Schema.is(PhoneNumber)

const numberOf = (row: NumberRow): OfficeNumber => ({
  phone: row.phone,
  agentId: row.id,
  agentName: row.name,
  status: isStatus(row.number_status) ? row.number_status : "manual",
  ...filled({ trunkId: row.trunk_id, ruleId: row.rule_id, problem: row.number_problem })
})

const noNumber = new NotFound({ message: "there is no such agent, or it has no number: publish one with a `phone`" })

/** The numbers of agents, and how they reach the worker. */
export class Numbers extends Context.Service<Numbers, {
  readonly list: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<OfficeNumber>>
  readonly provision: (
    companyId: CompanyId,
    agentId: string
  ) => Effect.Effect<OfficeNumber, NotFound | Conflict | Unavailable>
  readonly release: (companyId: CompanyId, agentId: string) => Effect.Effect<OfficeNumber, NotFound | Unavailable>
}>()("receptionist/office/numbers/Numbers") {
  static readonly layer = Layer.effect(
    Numbers,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const lines = yield* PhoneLines

      const rowOf = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const [row] = yield* Effect.orDie(
          sql<NumberRow>`SELECT * FROM agents WHERE company_id = ${companyId} AND id = ${id} AND phone IS NOT NULL`
        )
        return row === undefined ? yield* noNumber : row
      })
      const set = (id: string, change: Readonly<Record<string, unknown>>) =>
        Effect.orDie(sql`UPDATE agents SET ${sql.update(change)} WHERE id = ${id}`)

      return Numbers.of({
        list: Effect.fn("Numbers.list")(function*(companyId) {
          const rows = yield* sql<NumberRow>`SELECT * FROM agents WHERE company_id = ${companyId}
            AND phone IS NOT NULL AND archived_at IS NULL AND published IS NOT NULL ORDER BY phone`
          return rows.map(numberOf)
        }, Effect.orDie),
        provision: Effect.fn("Numbers.provision")(function*(companyId, id) {
          const row = yield* rowOf(companyId, id)
          if (!isNumber(row.phone)) return yield* noNumber
          // Taken by one at a time; one that died over it is taken again by hand, once it has been released.
          const taken = yield* Effect.orDie(sql`UPDATE agents SET number_status = 'provisioning', number_problem = NULL
            WHERE id = ${id} AND number_status IN ('manual', 'failed') RETURNING id`)
          if (taken.length === 0) {
            return yield* new Conflict({
              message: "this number is provisioned already, or is about to be: release it first"
            })
          }
          const line = yield* lines.lay(row.phone).pipe(
            Effect.tapError(({ message }) => set(id, { number_status: "failed", number_problem: message })),
            Effect.onInterrupt(() =>
              set(id, { number_status: "failed", number_problem: "it was broken off: try again" })
            ),
            Effect.mapError(({ message }) => new Unavailable({ message }))
          )
          yield* set(id, { number_status: "provisioned", trunk_id: line.trunkId, rule_id: line.ruleId })
          return numberOf(yield* rowOf(companyId, id))
        }),
        release: Effect.fn("Numbers.release")(function*(companyId, id) {
          const row = yield* rowOf(companyId, id)
          yield* lines.remove(filled({ trunkId: row.trunk_id, ruleId: row.rule_id })).pipe(
            Effect.tapError(({ message }) => set(id, { number_problem: message })),
            Effect.mapError(({ message }) => new Unavailable({ message }))
          )
          yield* set(id, { number_status: "manual", trunk_id: null, rule_id: null, number_problem: null })
          return numberOf(yield* rowOf(companyId, id))
        })
      })
    })
  )
}
