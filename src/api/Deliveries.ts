import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { DeliveryProblem } from "../domain/DeliveryProblem.ts"
import { ManagersOnly, SignedIn } from "./Authorization.ts"
import { BadRequest, Conflict, NotFound } from "./Errors.ts"
import { instant, next, page } from "./Paging.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(text)

export const WebhookEventName = Schema.Literals(["message.created", "call.ready", "delivery.failed"])
export type WebhookEventName = typeof WebhookEventName.Type

const reason = Schema.optionalKey(DeliveryProblem)

export const Try = Schema.Struct({ at: instant, ok: Schema.Boolean, problem: optionalText, reason })
export type Try = typeof Try.Type

/** One thing on its way to one place. */
export const Delivery = Schema.Struct({
  id: text,
  /** By whom: the worker sends what its agents name under `deliver`, the office what it is told here. */
  by: Schema.Literals(["worker", "office"]),
  way: Schema.Literals(["email", "webhook", "backend", "lookup"]),
  /** A mailbox, or the host of a webhook. */
  to: optionalText,
  /** `message.created`, `call.ready`, `delivery.failed`, `test`. */
  event: text,
  messageId: optionalText,
  callId: optionalText,
  agentId: optionalText,
  state: Schema.Literals(["open", "delivered", "failed"]),
  tries: Schema.Int,
  /** What went wrong last, and what to do. */
  problem: optionalText,
  reason,
  createdAt: instant,
  nextAt: Schema.optionalKey(instant),
  doneAt: Schema.optionalKey(instant)
})
export type Delivery = typeof Delivery.Type

export const Webhook = Schema.Struct({
  id: text,
  url: text,
  events: Schema.Array(WebhookEventName),
  active: Schema.Boolean,
  /** The receiver has answered 410: it is told nothing until it is switched on again. */
  gone: Schema.Boolean,
  createdAt: instant
})
export type Webhook = typeof Webhook.Type

const id = { id: text }
const events = Schema.Array(WebhookEventName).check(Schema.isMinLength(1))

export class DeliveriesGroup extends HttpApiGroup.make("deliveries").add(
  HttpApiEndpoint.get("list", "/deliveries", {
    query: { state: Schema.optionalKey(Delivery.fields.state), way: Schema.optionalKey(Delivery.fields.way), ...page },
    success: Schema.Struct({ deliveries: Schema.Array(Delivery), failed: Schema.Int, next })
  }),
  HttpApiEndpoint.get("one", "/deliveries/:id", {
    params: id,
    success: Schema.Struct({ delivery: Delivery, tries: Schema.Array(Try) }),
    error: NotFound
  }),
  /** Tried again at once, by whoever sends it. */
  HttpApiEndpoint.post("resend", "/deliveries/:id/resend", {
    params: id,
    success: Delivery,
    error: [NotFound, Conflict]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.get("webhooks", "/webhooks", { success: Schema.Array(Webhook) }).middleware(ManagersOnly),
  HttpApiEndpoint.post("addWebhook", "/webhooks", {
    payload: Schema.Struct({ url: text, events }),
    /** `secret` (Standard Webhooks) is shown this once. */
    success: Schema.Struct({ webhook: Webhook, secret: text }).pipe(HttpApiSchema.status(201)),
    error: BadRequest
  }).middleware(ManagersOnly),
  HttpApiEndpoint.patch("changeWebhook", "/webhooks/:id", {
    params: id,
    payload: Schema.Struct({
      url: optionalText,
      events: Schema.optionalKey(events),
      active: Schema.optionalKey(Schema.Boolean)
    }),
    success: Webhook,
    error: [NotFound, BadRequest]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.delete("removeWebhook", "/webhooks/:id", {
    params: id,
    success: HttpApiSchema.NoContent,
    error: NotFound
  }).middleware(ManagersOnly),
  HttpApiEndpoint.post("testWebhook", "/webhooks/:id/test", { params: id, success: Delivery, error: NotFound })
    .middleware(ManagersOnly)
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Deliveries",
  description: "Mails and webhooks, each with its tries"
})) {}
