import type { DeliveryProblem } from "../../../domain/DeliveryProblem.ts"
import { counted } from "../count.ts"

const count = counted.en

export const en = {
  deliveries: {
    title: "Deliveries",
    lead: "Every e-mail and webhook, with its tries.",
    states: { open: "On its way", delivered: "Delivered", failed: "Failed" },
    all: "All",
    ways: { email: "E-mail", webhook: "Webhook", backend: "Backend", lookup: "Where its agent says" },
    events: {
      "message.created": "A message",
      "call.ready": "A call",
      "delivery.failed": "A failed delivery",
      test: "A test"
    } as Readonly<Record<string, string>>,
    tries: (n: number) => count(n, "try", "tries"),
    next: (when: string) => `Next try ${when}`,
    resend: "Send again",
    resent: "It is tried again now.",
    resentByWorker: "The worker that has it sends it within a quarter of a minute.",
    emptyTitle: "Nothing was sent yet",
    empty:
      "Name a mailbox or a webhook under deliver in an agent, or add a webhook in Settings: each message then goes there.",
    emptyFailedTitle: "Nothing failed",
    emptyFailed: "What cannot be delivered stands here in red, with what to do.",
    ok: "Delivered",
    notOk: "Failed",
    openMessage: "Message",
    openCall: "Call",
    /** What the office itself says of a problem: in English, in its own words. */
    problem: (problem: string, _: DeliveryProblem | undefined) =>
      `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`
  }
}
