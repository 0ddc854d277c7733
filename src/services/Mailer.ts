import { Context, type Effect } from "effect"
import type { DeliveryFailure } from "./DeliveryFailure.ts"

/** One mail to one mailbox. Private. */
export interface Mail {
  /** The same for every try: whoever gets it twice can tell. Letters, digits, `-`, `_` and `.`. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Of the text, as a BCP 47 tag. */
  readonly language: string
}

/** Sends mails. It has been sent when the mail server has taken it. */
export class Mailer extends Context.Service<Mailer, {
  readonly send: (mail: Mail) => Effect.Effect<void, DeliveryFailure>
  /** Connects and signs in, and sends nothing. */
  readonly check: Effect.Effect<void, DeliveryFailure>
}>()("receptionist/services/Mailer") {}
