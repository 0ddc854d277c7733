import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Context, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { Conflict, NotFound, Unavailable } from "../../api/Errors.ts"
import { NumberStatus, type OfficeNumber } from "../../api/Numbers.ts"
import type { CompanyId } from "../../domain/Ids.ts"
import type { LineProblem } from "../../domain/LineProblem.ts"
import { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { Carrier } from "../../services/Carrier.ts"
import { type PhoneLine, PhoneLineFailed, PhoneLines } from "../../services/PhoneLines.ts"
import { filled } from "../Rows.ts"

interface NumberRow {
  readonly id: string
  readonly name: string
  readonly phone: string
  readonly number_status: string
  readonly trunk_id: string | null
  readonly rule_id: string | null
  readonly carrier_number_id: string | null
  readonly carrier_trunk_id: string | null
  readonly number_problem: string | null
  readonly number_reason: LineProblem | null
}

const isStatus = Schema.is(NumberStatus)
const isNumber = Schema.is(PhoneNumber)

const numberOf = (row: NumberRow): OfficeNumber => ({
  phone: row.phone,
  agentId: row.id,
  agentName: row.name,
  status: isStatus(row.number_status) ? row.number_status : "manual",
  ...filled({
    trunkId: row.trunk_id,
    ruleId: row.rule_id,
    carrierNumberId: row.carrier_number_id,
    carrierTrunkId: row.carrier_trunk_id,
    problem: row.number_problem,
    reason: row.number_reason
  })
})

const noNumber = new NotFound({ message: "there is no such agent, or it has no number: publish one with a `phone`" })

/** An agent whose number is another than the one that is laid. */
export const numberChanged = (pg: PgClient.PgClient) => ({
  number_status: "failed",
  number_problem: "the number is another one now: connect it, and the old one is let go of",
  number_reason: pg.json({ kind: "numberChanged" } satisfies LineProblem)
})

/** Longer than all of its steps may take: whoever holds it for longer has died over it. */
const longestProvisioning = 120_000

/** The numbers of agents, and how they reach the worker. */
export class Numbers extends Context.Service<Numbers, {
  readonly list: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<OfficeNumber>>
  readonly provision: (
    companyId: CompanyId,
    agentId: string
  ) => Effect.Effect<OfficeNumber, NotFound | Conflict | Unavailable>
  readonly release: (
    companyId: CompanyId,
    agentId: string
  ) => Effect.Effect<OfficeNumber, NotFound | Conflict | Unavailable>
}>()("receptionist/office/numbers/Numbers") {
  static readonly layer = Layer.effect(
    Numbers,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient
      const lines = yield* PhoneLines
      const carrier = yield* Carrier

      const rowOf = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const [row] = yield* Effect.orDie(
          sql<NumberRow>`SELECT * FROM agents WHERE company_id = ${companyId} AND id = ${id} AND phone IS NOT NULL`
        )
        return row === undefined ? yield* noNumber : row
      })
      const isLaid = sql.literal("(trunk_id IS NOT NULL OR rule_id IS NOT NULL OR carrier_number_id IS NOT NULL)")
      const isTaken = (now: number) =>
        sql`number_status = 'provisioning' AND number_at >= ${new Date(now - longestProvisioning)}`
      const set = (id: string, change: Readonly<Record<string, unknown>>) =>
        Effect.orDie(sql`UPDATE agents SET ${sql.update(change)} WHERE id = ${id}`)
      const told = ({ problem, reason }: PhoneLineFailed) => ({
        number_problem: problem,
        number_reason: pg.json(reason)
      })
      const setLine = (id: string, { ruleId, trunkId }: Partial<PhoneLine> = {}) =>
        set(id, { trunk_id: trunkId ?? null, rule_id: ruleId ?? null })

      /** Takes away what leads there: from the carrier first, so that no call comes that nobody awaits. */
      const unlay = Effect.fnUntraced(function*(row: NumberRow) {
        const { carrier_number_id: numberId, carrier_trunk_id: trunkId } = row
        if (numberId !== null && trunkId !== null) {
          yield* carrier.detach({ numberId, trunkId })
          yield* set(row.id, { carrier_number_id: null, carrier_trunk_id: null })
        }
        yield* lines.remove(filled({ trunkId: row.trunk_id, ruleId: row.rule_id })).pipe(
          Effect.tapError(({ left }) => left === undefined ? Effect.void : setLine(row.id, left))
        )
        yield* setLine(row.id)
      })

      /** An agent that was archived may still hold what leads to the number that it had. */
      const freeOf = Effect.fnUntraced(function*(companyId: CompanyId, phone: string) {
        const rows = yield* Effect.orDie(sql<NumberRow>`SELECT * FROM agents WHERE company_id = ${companyId}
          AND phone = ${phone} AND archived_at IS NOT NULL AND ${isLaid}`)
        yield* Effect.forEach(rows, (row) => Effect.andThen(unlay(row), set(row.id, { number_status: "manual" })), {
          discard: true
        })
      })

      const lay = Effect.fnUntraced(function*(row: NumberRow, phone: PhoneNumber) {
        yield* unlay(row)
        const line = yield* lines.lay(phone).pipe(
          Effect.tapError(({ left }) => setLine(row.id, left))
        )
        yield* setLine(row.id, line)
        const carried = yield* carrier.attach(phone).pipe(
          Effect.catch(({ problem, reason }) =>
            lines.remove(line).pipe(
              Effect.matchEffect({
                onFailure: ({ left }) =>
                  Effect.as(
                    setLine(row.id, left ?? line),
                    new PhoneLineFailed({ reason, problem: `${problem}; LiveKit's side could not be taken back yet` })
                  ),
                onSuccess: () => Effect.as(setLine(row.id), new PhoneLineFailed({ problem, reason }))
              }),
              Effect.flatMap(Effect.fail)
            )
          )
        )
        yield* set(row.id, {
          carrier_number_id: Option.getOrNull(Option.map(carried, ({ numberId }) => numberId)),
          carrier_trunk_id: Option.getOrNull(Option.map(carried, ({ trunkId }) => trunkId))
        })
        // It may have been given another number while this was done.
        const done = yield* Effect.orDie(sql`UPDATE agents SET number_status = 'provisioned'
          WHERE id = ${row.id} AND phone = ${phone} RETURNING id`)
        if (done.length === 0) yield* set(row.id, numberChanged(pg))
      })

      return Numbers.of({
        list: Effect.fn("Numbers.list")(function*(companyId) {
          const rows = yield* sql<NumberRow>`SELECT * FROM agents WHERE company_id = ${companyId}
            AND phone IS NOT NULL AND ((archived_at IS NULL AND published IS NOT NULL) OR ${isLaid}) ORDER BY phone`
          return rows.map(numberOf)
        }, Effect.orDie),
        provision: Effect.fn("Numbers.provision")(function*(companyId, id) {
          const { phone } = yield* rowOf(companyId, id)
          if (!isNumber(phone)) return yield* noNumber
          const now = yield* Clock.currentTimeMillis
          // Taken by one at a time.
          const [taken] = yield* Effect.orDie(sql<NumberRow>`UPDATE agents
            SET number_status = 'provisioning', number_problem = NULL, number_reason = NULL, number_at = ${new Date(
            now
          )}
            WHERE id = ${id} AND number_status <> 'provisioned' AND (${isTaken(now)}) IS NOT TRUE RETURNING *`)
          if (taken === undefined) {
            return yield* new Conflict({
              message: "this number is provisioned already, or is about to be: release it first",
              code: "numberConnected"
            })
          }
          yield* Effect.andThen(freeOf(companyId, phone), lay(taken, phone)).pipe(
            Effect.tapError((failure) => set(id, { number_status: "failed", ...told(failure) })),
            Effect.mapError(({ message }) => new Unavailable({ message, code: "lineAway" }))
          )
          return numberOf(yield* rowOf(companyId, id))
        }, Effect.uninterruptible),
        release: Effect.fn("Numbers.release")(function*(companyId, id) {
          const row = yield* rowOf(companyId, id)
          const busy = yield* Effect.orDie(
            sql`SELECT 1 FROM agents WHERE id = ${id} AND ${isTaken(yield* Clock.currentTimeMillis)}`
          )
          if (busy.length > 0) {
            return yield* new Conflict({
              message: "this number is being connected: wait until it is, and release it then",
              code: "numberBusy"
            })
          }
          yield* unlay(row).pipe(
            Effect.tapError((failure) => set(id, told(failure))),
            Effect.mapError(({ message }) => new Unavailable({ message, code: "lineAway" }))
          )
          yield* set(id, { number_status: "manual", number_problem: null, number_reason: null })
          return numberOf(yield* rowOf(companyId, id))
        }, Effect.uninterruptible)
      })
    })
  )
}
