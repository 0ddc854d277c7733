import * as PgClient from "@effect/sql-pg/PgClient"
import { Context, Effect, Layer, Result } from "effect"
import { SqlClient } from "effect/sql"
import { randomBytes } from "node:crypto"
import type { Webhook, WebhookEventName } from "../../api/Deliveries.ts"
import { BadRequest, NotFound } from "../../api/Errors.ts"
import { readWebhookUrl } from "../../domain/Delivery.ts"
import type { CompanyId } from "../../domain/Ids.ts"
import { newId } from "../Rows.ts"
import { webhookOf, type WebhookRow } from "./DeliveryRows.ts"

const noWebhook = new NotFound({ message: "there is no such webhook" })

/** The webhooks that companies have named here, and what each of them wants to hear of. */
export class CompanyWebhooks extends Context.Service<CompanyWebhooks, {
  readonly list: (companyId: CompanyId) => Effect.Effect<ReadonlyArray<Webhook>>
  readonly add: (
    companyId: CompanyId,
    url: string,
    events: ReadonlyArray<WebhookEventName>
  ) => Effect.Effect<{ readonly webhook: Webhook; readonly secret: string }, BadRequest>
  readonly change: (companyId: CompanyId, id: string, change: {
    readonly url?: string
    readonly events?: ReadonlyArray<WebhookEventName>
    readonly active?: boolean
  }) => Effect.Effect<Webhook, NotFound | BadRequest>
  readonly remove: (companyId: CompanyId, id: string) => Effect.Effect<void, NotFound>
  /** With its secret. */
  readonly row: (companyId: CompanyId, id: string) => Effect.Effect<WebhookRow, NotFound>
  /** Those that want an event of this kind. */
  readonly wanting: (companyId: CompanyId, event: WebhookEventName) => Effect.Effect<ReadonlyArray<WebhookRow>>
}>()("receptionist/office/deliveries/CompanyWebhooks") {
  static readonly layer = Layer.effect(
    CompanyWebhooks,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient

      const row = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const [found] = yield* Effect.orDie(
          sql<WebhookRow>`SELECT * FROM webhooks WHERE company_id = ${companyId} AND id = ${id}`
        )
        return found === undefined ? yield* noWebhook : found
      })

      const urlOf = (written: string) =>
        Result.match(readWebhookUrl(written), {
          onFailure: ({ expected, why }) =>
            Effect.fail(
              new BadRequest({
                message: `url: expected ${expected}${why ? ` (${why})` : ""}`,
                problems: ["url"],
                code: "webhookUrl"
              })
            ),
          onSuccess: Effect.succeed
        })

      return CompanyWebhooks.of({
        list: Effect.fn("CompanyWebhooks.list")(function*(companyId) {
          const rows = yield* sql<
            WebhookRow
          >`SELECT * FROM webhooks WHERE company_id = ${companyId} ORDER BY created_at`
          return rows.map(webhookOf)
        }, Effect.orDie),
        add: Effect.fn("CompanyWebhooks.add")(function*(companyId, written, events) {
          const url = yield* urlOf(written)
          const secret = `whsec_${randomBytes(32).toString("base64")}`
          const [made] = yield* Effect.orDie(
            sql<WebhookRow>`INSERT INTO webhooks ${
              sql.insert({ id: newId(), company_id: companyId, url, secret, events: pg.json(events) })
            } RETURNING *`
          )
          return { webhook: webhookOf(yield* Effect.orDie(Effect.fromNullishOr(made))), secret }
        }),
        change: Effect.fn("CompanyWebhooks.change")(function*(companyId, id, { active, events, url }) {
          const before = yield* row(companyId, id)
          const changed = {
            ...url !== undefined && { url: yield* urlOf(url) },
            ...events !== undefined && { events: pg.json(events) },
            ...active !== undefined && { active, ...active && { gone: false } }
          }
          if (Object.keys(changed).length === 0) return webhookOf(before)
          yield* Effect.orDie(
            sql`UPDATE webhooks SET ${sql.update(changed)} WHERE id = ${id} AND company_id = ${companyId}`
          )
          return webhookOf(yield* row(companyId, id))
        }),
        remove: Effect.fn("CompanyWebhooks.remove")(function*(companyId, id) {
          yield* row(companyId, id)
          yield* Effect.orDie(sql`DELETE FROM webhooks WHERE id = ${id} AND company_id = ${companyId}`)
        }),
        row,
        wanting: (companyId: CompanyId, event: WebhookEventName) =>
          Effect.orDie(sql<WebhookRow>`SELECT * FROM webhooks WHERE company_id = ${companyId}
            AND active AND NOT gone AND events @> ${pg.json([event])}`)
      })
    })
  )
}
