import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { AuditAction } from "../../api/Audit.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import { Trail } from "../audit/Trail.ts"
import { CompanyWebhooks } from "./CompanyWebhooks.ts"
import { Deliveries } from "./Deliveries.ts"

export const deliveryHandlers = HttpApiBuilder.group(
  Api,
  "deliveries",
  Effect.fnUntraced(function*(handlers) {
    const deliveries = yield* Deliveries
    const webhooks = yield* CompanyWebhooks
    const trail = yield* Trail
    const noted = Effect.fnUntraced(function*(action: AuditAction, kind: "webhook" | "delivery", id: string) {
      const by = yield* CurrentPerson
      yield* trail.note(by.companyId, by, { action, subject: { kind, id } })
    })
    return handlers.handleAll({
      list: ({ query }) => Effect.flatMap(CurrentPerson, ({ companyId }) => deliveries.list(companyId, query)),
      one: ({ params: { id } }) => Effect.flatMap(CurrentPerson, ({ companyId }) => deliveries.one(companyId, id)),
      resend: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId } = yield* CurrentPerson
        const delivery = yield* deliveries.resend(companyId, id)
        yield* noted("delivery.resent", "delivery", id)
        return delivery
      }),
      webhooks: () => Effect.flatMap(CurrentPerson, ({ companyId }) => webhooks.list(companyId)),
      addWebhook: Effect.fnUntraced(function*({ payload: { events, url } }) {
        const { companyId } = yield* CurrentPerson
        const added = yield* webhooks.add(companyId, url, events)
        yield* noted("webhook.added", "webhook", added.webhook.id)
        return added
      }),
      changeWebhook: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId } = yield* CurrentPerson
        const webhook = yield* webhooks.change(companyId, id, payload)
        yield* noted("webhook.changed", "webhook", id)
        return webhook
      }),
      removeWebhook: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId } = yield* CurrentPerson
        yield* webhooks.remove(companyId, id)
        yield* noted("webhook.removed", "webhook", id)
      }),
      testWebhook: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId } = yield* CurrentPerson
        return yield* deliveries.testWebhook(companyId, id)
      })
    })
  })
)
