import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Context, Duration, Effect, Layer, Redacted, Result } from "effect"
import { SqlClient } from "effect/sql"
import type { Delivery, Try, WebhookEventName } from "../../api/Deliveries.ts"
import { Conflict, NotFound } from "../../api/Errors.ts"
import { CompanyId } from "../../domain/Ids.ts"
import { reopenMessage } from "../../programs/ManageMessages.ts"
import type { DeliveryFailure } from "../../services/DeliveryFailure.ts"
import { Messages } from "../../services/Messages.ts"
import { Webhooks } from "../../services/Webhooks.ts"
import { Bus } from "../Bus.ts"
import { cursorOf, iso, newId, placeOf } from "../Rows.ts"
import { CompanyWebhooks } from "./CompanyWebhooks.ts"
import { deliveryOf, type DeliveryRow, tryOf, type TryRow, type WebhookRow } from "./DeliveryRows.ts"
import { workersDeliveries, type WorkersDelivery } from "./WorkersDeliveries.ts"

const noDelivery = new NotFound({ message: "there is no such delivery" })
const noOutbox = new Conflict({
  message:
    "the worker's own copy of the message is not on this machine any more (removed after its retention, or kept with another JOURNAL_KEY), so nothing can be sent again: see to it under To do",
  code: "messageGone"
})

/** After so many tries, and a day, it is given up. */
const waits: ReadonlyArray<Duration.Input> = [
  "30 seconds",
  "2 minutes",
  "10 minutes",
  "30 minutes",
  "2 hours",
  "6 hours",
  "15 hours"
]

/** What was given up longer ago, before the office was there, is told to nobody. */
const newsFor = 86_400_000

/** What of a webhook's body is the same for every event. */
export interface Told {
  readonly messageId?: string
  readonly callId?: string
  readonly agentId?: string
}

/** Mails and webhooks on their way: the office's own, and what its worker tells of its. */
export class Deliveries extends Context.Service<Deliveries, {
  readonly list: (companyId: CompanyId, filter: {
    readonly state?: Delivery["state"]
    readonly way?: Delivery["way"]
    readonly cursor?: string
    readonly limit?: number
  }) => Effect.Effect<{ readonly deliveries: ReadonlyArray<Delivery>; readonly failed: number; readonly next?: string }>
  readonly one: (companyId: CompanyId, id: string) => Effect.Effect<
    { readonly delivery: Delivery; readonly tries: ReadonlyArray<Try> },
    NotFound
  >
  readonly resend: (companyId: CompanyId, id: string) => Effect.Effect<Delivery, NotFound | Conflict>
  readonly testWebhook: (companyId: CompanyId, id: string) => Effect.Effect<Delivery, NotFound>
  /** Queues an event for every webhook that wants it, in the caller's transaction where there is one. */
  readonly announce: (
    companyId: CompanyId,
    event: WebhookEventName,
    subject: Told,
    data: Readonly<Record<string, unknown>>
  ) => Effect.Effect<void>
  readonly announceTo: (
    hooks: ReadonlyArray<WebhookRow>,
    event: WebhookEventName,
    subject: Told,
    data: Readonly<Record<string, unknown>>
  ) => Effect.Effect<void>
  /** Takes over what a worker says of its own deliveries of a message: these, and no others. */
  readonly mirror: (
    companyId: CompanyId,
    messageId: string,
    deliveries: ReadonlyArray<WorkersDelivery>
  ) => Effect.Effect<void>
  /** Sends what is due. Several offices on one database share the work. */
  readonly send: Effect.Effect<void>
}>()("receptionist/office/deliveries/Deliveries") {
  static readonly layer = Layer.effect(
    Deliveries,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient
      const hooks = yield* Webhooks
      const webhooks = yield* CompanyWebhooks
      const bus = yield* Bus
      const outbox = yield* Messages

      const rowOf = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const [row] = yield* Effect.orDie(
          sql<DeliveryRow>`SELECT * FROM deliveries WHERE company_id = ${companyId} AND id = ${id}`
        )
        return row === undefined ? yield* noDelivery : row
      })
      const tell = (row: DeliveryRow) =>
        bus.tell(CompanyId.make(row.company_id), { _tag: "Delivery", delivery: deliveryOf(row) })

      const queue = Effect.fnUntraced(function*(
        hook: WebhookRow,
        event: string,
        subject: Told,
        data: Readonly<Record<string, unknown>>
      ) {
        const now = new Date(yield* Clock.currentTimeMillis)
        const [row] = yield* sql<DeliveryRow>`INSERT INTO deliveries ${
          sql.insert({
            id: newId(),
            company_id: hook.company_id,
            by: "office",
            way: "webhook",
            to: new URL(hook.url).host,
            event,
            webhook_id: hook.id,
            message_id: subject.messageId ?? null,
            call_key: subject.callId ?? null,
            agent_id: subject.agentId ?? null,
            body: JSON.stringify({ type: event, timestamp: iso(now), data }),
            state: "open",
            created_at: now,
            next_at: now
          })
        } RETURNING *`
        const queued = yield* Effect.fromNullishOr(row)
        yield* tell(queued)
        return deliveryOf(queued)
      }, Effect.orDie)

      const announceTo = (
        hooks: ReadonlyArray<WebhookRow>,
        event: WebhookEventName,
        subject: Told,
        data: Readonly<Record<string, unknown>>
      ) => Effect.forEach(hooks, (hook) => queue(hook, event, subject, data), { discard: true })

      const announce = Effect.fn("Deliveries.announce")(function*(
        companyId: CompanyId,
        event: WebhookEventName,
        subject: Told,
        data: Readonly<Record<string, unknown>>
      ) {
        yield* announceTo(yield* webhooks.wanting(companyId, event), event, subject, data)
      })

      /** That one was given up is told to the others. */
      const tellFailed = Effect.fnUntraced(function*(row: DeliveryRow) {
        if (row.event === "delivery.failed") return
        yield* announce(CompanyId.make(row.company_id), "delivery.failed", {
          ...row.message_id !== null && { messageId: row.message_id },
          ...row.call_key !== null && { callId: row.call_key }
        }, { deliveryId: row.id, way: row.way, to: row.to, event: row.event, problem: row.problem })
      })

      const settled = Effect.fnUntraced(
        function*(row: DeliveryRow, failure: DeliveryFailure | undefined, wait: Duration.Input | undefined) {
          const at = new Date(yield* Clock.currentTimeMillis)
          const told = {
            problem: failure?.problem ?? null,
            reason: failure === undefined ? null : pg.json(failure.reason)
          }
          // Where it was erased meanwhile, nothing is said of it.
          yield* sql`INSERT INTO tries (delivery_id, at, ok, problem, reason)
            SELECT id, ${at}::timestamptz, ${
            failure === undefined
          }::boolean, ${told.problem}::text, ${told.reason}::jsonb
            FROM deliveries WHERE id = ${row.id} FOR KEY SHARE`
          const state = failure === undefined ? "delivered" : wait === undefined ? "failed" : "open"
          const next = wait === undefined ? null : new Date(at.getTime() + Duration.toMillis(wait))
          const [after] = yield* sql<DeliveryRow>`UPDATE deliveries SET ${
            sql.update({
              state,
              tries: row.tries + 1,
              ...told,
              next_at: failure === undefined ? null : next,
              done_at: state === "open" ? null : at
            })
          } WHERE id = ${row.id} AND next_at = ${row.next_at} RETURNING *`
          if (failure?.gone === true) yield* sql`UPDATE webhooks SET gone = true WHERE id = ${row.webhook_id}`
          // Somebody wants it sent again meanwhile: this try is none that ends it.
          if (after === undefined) return
          yield* tell(after)
          if (state === "failed") yield* tellFailed(after)
        }
      )

      const sendOne = Effect.fnUntraced(function*(row: DeliveryRow) {
        const [hook] = yield* sql<WebhookRow>`SELECT * FROM webhooks WHERE id = ${row.webhook_id}`
        if (hook === undefined || row.body === null) return
        const outcome = yield* Effect.result(
          hooks.post({ url: hook.url, secret: Redacted.make(hook.secret) }, { id: row.id, body: row.body })
        )
        if (Result.isSuccess(outcome)) return yield* settled(row, undefined, undefined)
        const { permanent, retryAfter } = outcome.failure
        const usual = waits[row.tries]
        const wait = permanent || usual === undefined
          ? undefined
          : retryAfter === undefined
          ? usual
          : Duration.max(Duration.fromInputUnsafe(usual), retryAfter)
        yield* settled(row, outcome.failure, wait)
      })

      const mirror = Effect.fn("Deliveries.mirror")(function*(
        companyId: CompanyId,
        messageId: string,
        deliveries: ReadonlyArray<WorkersDelivery>
      ) {
        for (const one of deliveries) {
          const row = {
            state: one.state,
            tries: one.tries,
            problem: one.problem ?? null,
            reason: one.reason === undefined ? null : pg.json(one.reason),
            next_at: one.nextAt ?? null,
            done_at: one.doneAt ?? null
          }
          const [changed] = yield* sql<DeliveryRow>`INSERT INTO deliveries ${
            sql.insert({
              id: one.id,
              company_id: companyId,
              by: "worker",
              way: one.way,
              to: one.to ?? null,
              event: "message.created",
              message_id: messageId,
              call_key: one.callId ?? null,
              agent_id: one.agentId,
              created_at: one.createdAt,
              ...row
            })
          } ON CONFLICT (id) DO UPDATE SET ${sql.update(row)}
            WHERE deliveries.company_id = ${companyId}
            AND (deliveries.state, deliveries.tries, deliveries.problem, deliveries.next_at)
            IS DISTINCT FROM (${row.state}, ${row.tries}, ${row.problem}::text, ${row.next_at}::timestamptz) RETURNING *`
          if (changed === undefined) continue
          yield* tell(changed)
          const failedAt = changed.state === "failed" ? changed.done_at?.getTime() ?? 0 : 0
          if ((yield* Clock.currentTimeMillis) - failedAt < newsFor) yield* tellFailed(changed)
        }
        // A way that its agent names no more, or how that was found out.
        yield* sql`DELETE FROM deliveries WHERE company_id = ${companyId} AND message_id = ${messageId}
          AND by = 'worker' AND NOT (${pg.json(deliveries.map(({ id }) => id))}::jsonb ? id)`
      }, Effect.orDie)

      /** The worker beside us has the message, what it goes through, and its turn: it is told, and sends it. */
      const resendWorkers = Effect.fnUntraced(function*(companyId: CompanyId, row: DeliveryRow) {
        const again = yield* reopenMessage(row.message_id ?? "").pipe(
          Effect.provideService(Messages, outbox),
          Effect.catchTags({
            NoSuchMessage: () => Effect.fail(noOutbox),
            OutboxError: ({ message }) => Effect.fail(new Conflict({ message, code: "messageHeld" }))
          })
        )
        yield* mirror(companyId, again.message.id, workersDeliveries(again, row.call_key ?? undefined))
        return { ...deliveryOf(row), state: "open" as const, tries: 0 }
      })

      return Deliveries.of({
        list: Effect.fn("Deliveries.list")(function*(companyId, { cursor, limit = 50, state, way }) {
          const after = cursor === undefined ? undefined : placeOf(cursor)
          const rows = yield* sql<DeliveryRow>`SELECT * FROM deliveries WHERE ${
            sql.and([
              sql`company_id = ${companyId}`,
              ...state === undefined ? [] : [sql`state = ${state}`],
              ...way === undefined ? [] : [sql`way = ${way}`],
              ...after === undefined ? [] : [sql`(created_at, id) < (${after.at}, ${after.id})`]
            ])
          } ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`
          const [failed] = yield* sql<{ readonly count: number }>`SELECT count(*)::int AS count FROM deliveries
            WHERE company_id = ${companyId} AND state = 'failed'`
          const last = rows.slice(0, limit).at(-1)
          return {
            deliveries: rows.slice(0, limit).map(deliveryOf),
            failed: failed?.count ?? 0,
            ...rows.length > limit && last !== undefined && { next: cursorOf(iso(last.created_at), last.id) }
          }
        }, Effect.orDie),
        one: Effect.fn("Deliveries.one")(function*(companyId, id) {
          const delivery = deliveryOf(yield* rowOf(companyId, id))
          const tries = yield* Effect.orDie(
            sql<TryRow>`SELECT at, ok, problem, reason FROM tries WHERE delivery_id = ${id} ORDER BY at`
          )
          return { delivery, tries: tries.map(tryOf) }
        }),
        resend: Effect.fn("Deliveries.resend")(function*(companyId, id) {
          const row = yield* rowOf(companyId, id)
          if (row.by === "worker") return yield* resendWorkers(companyId, row)
          const now = new Date(yield* Clock.currentTimeMillis)
          yield* Effect.orDie(sql`UPDATE webhooks SET gone = false WHERE id = ${row.webhook_id}`)
          const [again] = yield* Effect.orDie(sql<DeliveryRow>`UPDATE deliveries SET state = 'open', tries = 0,
            next_at = ${now}, done_at = NULL WHERE id = ${id} AND company_id = ${companyId} RETURNING *`)
          if (again === undefined) return yield* noDelivery
          yield* tell(again)
          return deliveryOf(again)
        }),
        testWebhook: Effect.fn("Deliveries.testWebhook")(function*(companyId, id) {
          return yield* queue(yield* webhooks.row(companyId, id), "test", {}, {})
        }),
        announceTo,
        announce,
        mirror,
        send: Effect.gen(function*() {
          const now = yield* Clock.currentTimeMillis
          // Taken for a minute: whoever dies over it leaves it to be tried again.
          const due = yield* sql<DeliveryRow>`UPDATE deliveries SET next_at = ${new Date(now + 60_000)}
            WHERE id IN (SELECT id FROM deliveries d WHERE state = 'open' AND by = 'office' AND next_at <= ${new Date(
            now
          )}
            AND EXISTS (SELECT 1 FROM webhooks w WHERE w.id = d.webhook_id
              AND (d.event = 'test' OR (w.active AND NOT w.gone)))
            ORDER BY next_at LIMIT 20 FOR UPDATE SKIP LOCKED) RETURNING *`
          // All at once: who hangs keeps no other waiting, nor any for longer than it was taken.
          yield* Effect.forEach(due, sendOne, { concurrency: "unbounded", discard: true })
        }).pipe(Effect.orDie)
      })
    })
  )
}
