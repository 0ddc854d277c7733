import { Context, type Effect, type Redacted } from "effect"
import type { DeliveryFailure } from "./DeliveryFailure.ts"

/** Something that a webhook is told. Private. */
export interface WebhookEvent {
  /** The same for every try: whoever gets it twice can tell. */
  readonly id: string
  /** JSON. */
  readonly body: string
}

/** Posts to webhooks as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`). */
export class Webhooks extends Context.Service<Webhooks, {
  readonly post: (
    hook: { readonly url: string; readonly secret: Redacted.Redacted },
    event: WebhookEvent
  ) => Effect.Effect<void, DeliveryFailure>
}>()("receptionist/services/Webhooks") {}
