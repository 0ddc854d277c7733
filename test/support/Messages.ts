import { Effect, Layer, Redacted } from "effect"
import { AgentConfig, Provisioning } from "../../src/domain/AgentConfig.ts"
import { type CallMessage, instantOf, messageOf } from "../../src/domain/CallMessage.ts"
import type { Delivery } from "../../src/domain/Delivery.ts"
import { AgentId, CallId, MessageId, RowId } from "../../src/domain/Ids.ts"
import type { MessageOrigin } from "../../src/domain/KeptMessage.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { BackendUnavailable, CallErased, ConfigApi } from "../../src/services/ConfigApi.ts"
import { DeliveryFailure } from "../../src/services/DeliveryFailure.ts"
import { type Mail, Mailer } from "../../src/services/Mailer.ts"
import { Webhooks } from "../../src/services/Webhooks.ts"

const dialled = PhoneNumber.make("+14505550161")

export const hook = {
  url: "https://hooks.example.com/messages",
  secret: Redacted.make(`whsec_${"c2VjcmV0".repeat(4)}`)
}

/** An agent that has its messages delivered by all ways, or by these. */
export const agentWith = (
  deliver: Delivery = { email: ["office@example.com"], webhook: hook, backend: true, file: true }
): AgentConfig =>
  new AgentConfig({
    id: AgentId.make("clinic"),
    name: "Clinique",
    supportedLanguages: ["FRENCH", "ENGLISH"],
    defaultLanguage: "FRENCH",
    transfers: [],
    timeZone: "America/Toronto",
    deliver,
    provisioning: new Provisioning({})
  })

export const originOf = (callId = "call-1"): MessageOrigin => ({
  callId: CallId.make(callId),
  start: {
    agentId: AgentId.make("clinic"),
    callerNumber: PhoneNumber.make("+15145550177"),
    dialedNumber: dialled,
    roomName: "room",
    startedAt: "1970-01-01T00:00:00Z"
  }
})

export const messageAt = (id: string, at: number, more: Partial<CallMessage> = {}): CallMessage => ({
  ...messageOf(
    {
      kind: "callback",
      callerName: "Zoé Canari",
      callbackNumber: PhoneNumber.make("+15145550199"),
      text: "Une question sur sa facture canari.",
      urgency: "normal",
      due: instantOf(at + 3_600_000),
      language: "FRENCH"
    },
    { id: MessageId.make(id), agentId: AgentId.make("clinic"), at, complete: true }
  ),
  ...more
})

/** What one channel does with a delivery; `taken` is what the receiver has. */
export type Behaviour = "takes" | "fails" | "refuses" | "gone" | "takes, then fails"

const reasons = {
  email: "mailMailbox",
  webhook: "webhookRefused",
  backend: "backendAway",
  lookup: "backendAway"
} as const

/** Receivers that note what they were sent, under which id, and do what they are told to. */
export const receivers = () => {
  const behaviour: Record<"email" | "webhook" | "backend" | "lookup", Behaviour> = {
    email: "takes",
    webhook: "takes",
    backend: "takes",
    lookup: "takes"
  }
  const erased = new Set<string>()
  const mails: Array<Mail> = []
  const posts: Array<{ readonly id: string; readonly body: string; readonly url: string }> = []
  const rows: Array<{ readonly row: string; readonly message: CallMessage }> = []
  let agent = agentWith()
  const receive = (channel: keyof typeof behaviour, take: () => void): Effect.Effect<void, DeliveryFailure> =>
    Effect.suspend(() => {
      const does = behaviour[channel]
      if (does.startsWith("takes")) take()
      return does === "takes"
        ? Effect.void
        : Effect.fail(
          new DeliveryFailure({
            problem: `the ${channel} did not take it`,
            reason: { kind: reasons[channel] },
            permanent: does === "refuses" || does === "gone",
            ...does === "gone" && { gone: true }
          })
        )
    })
  const layer = Layer.mergeAll(
    Layer.succeed(
      Mailer,
      Mailer.of({ send: (mail) => receive("email", () => void mails.push(mail)), check: Effect.void })
    ),
    Layer.succeed(
      Webhooks,
      Webhooks.of({ post: ({ url }, { body, id }) => receive("webhook", () => void posts.push({ id, body, url })) })
    ),
    Layer.mock(ConfigApi, {
      agentByPhone: () =>
        Effect.suspend(() =>
          behaviour.lookup === "takes"
            ? Effect.succeed(agent)
            : Effect.fail(new BackendUnavailable({ operation: "agentByPhone", detail: "HTTP 503" }))
        ),
      createCall: (callId) => erased.has(callId) ? Effect.fail(new CallErased()) : Effect.succeed(RowId.make("row-1")),
      leaveMessage: (row, message) =>
        Effect.catchTag(
          receive("backend", () => void rows.push({ row, message })),
          "DeliveryFailure",
          () => Effect.fail(new BackendUnavailable({ operation: "leaveMessage", detail: "HTTP 503" }))
        )
    })
  )
  return {
    behaviour,
    mails,
    posts,
    rows,
    layer,
    /** The calls that the backend has erased. */
    erased,
    /** From now on this is what a look-up finds. */
    agentIs: (found: AgentConfig) => {
      agent = found
    },
    /** How often each channel's receiver was given a delivery; one that it was given again under its id counts once. */
    counts: () => ({
      email: new Set(mails.map(({ id }) => id)).size,
      webhook: new Set(posts.map(({ id }) => id)).size,
      backend: new Set(rows.map(({ message }) => message.id)).size
    })
  }
}
