import { Schema } from "effect"

/** What keeps a message from its receiver, for who says it in another language. */
export const DeliveryProblem = Schema.Struct({
  kind: Schema.Literals([
    "webhookPrivate",
    "webhookUnreachable",
    "webhookGone",
    "webhookRedirects",
    "webhookRefused",
    "webhookSlow",
    "mailSignIn",
    "mailTls",
    "mailMailbox",
    "mailRefused",
    "mailLater",
    "mailUnreachable",
    "mailSlow",
    "mailUnset",
    "backendKey",
    "backendAway",
    "agentUnknown",
    "agentInvalid"
  ]),
  /** The code or the status that stands for it where it was met. */
  detail: Schema.optionalKey(Schema.String)
})
export type DeliveryProblem = typeof DeliveryProblem.Type
