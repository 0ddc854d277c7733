import type { Delivery, Try, Webhook, WebhookEventName } from "../../api/Deliveries.ts"
import type { DeliveryProblem } from "../../domain/DeliveryProblem.ts"
import { filled, iso, isoOrNull } from "../Rows.ts"

/** A row of `deliveries`. */
export interface DeliveryRow {
  readonly id: string
  readonly company_id: string
  readonly by: Delivery["by"]
  readonly way: Delivery["way"]
  readonly to: string | null
  readonly event: string
  readonly webhook_id: string | null
  readonly message_id: string | null
  readonly call_key: string | null
  readonly agent_id: string | null
  readonly body: string | null
  readonly state: Delivery["state"]
  readonly tries: number
  readonly problem: string | null
  readonly reason: DeliveryProblem | null
  readonly created_at: Date
  readonly next_at: Date | null
  readonly done_at: Date | null
}

/** A row of `webhooks`. */
export interface WebhookRow {
  readonly id: string
  readonly company_id: string
  readonly url: string
  readonly secret: string
  readonly events: ReadonlyArray<WebhookEventName>
  readonly active: boolean
  readonly gone: boolean
  readonly created_at: Date
}

export const deliveryOf = (row: DeliveryRow): Delivery => ({
  id: row.id,
  by: row.by,
  way: row.way,
  event: row.event,
  state: row.state,
  tries: row.tries,
  createdAt: iso(row.created_at),
  ...filled({
    to: row.to,
    messageId: row.message_id,
    callId: row.call_key,
    agentId: row.agent_id,
    problem: row.problem,
    reason: row.reason,
    nextAt: isoOrNull(row.next_at),
    doneAt: isoOrNull(row.done_at)
  })
})

export const webhookOf = ({ active, created_at, events, gone, id, url }: WebhookRow): Webhook => ({
  id,
  url,
  events,
  active,
  gone,
  createdAt: iso(created_at)
})

/** A row of `tries`. */
export interface TryRow {
  readonly at: Date
  readonly ok: boolean
  readonly problem: string | null
  readonly reason: DeliveryProblem | null
}

export const tryOf = ({ at, ok, problem, reason }: TryRow): Try => ({ at: iso(at), ok, ...filled({ problem, reason }) })
