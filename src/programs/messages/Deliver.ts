import { Clock, Duration, Effect, Hash, Option, Random, Redacted } from "effect"
import { instantOf } from "../../domain/CallMessage.ts"
import type { CallId } from "../../domain/Ids.ts"
import type { DeliveryState, KeptMessage } from "../../domain/KeptMessage.ts"
import { emailWay, isSettled, lookupWay, mailboxOf, withWays } from "../../domain/MessageWays.ts"
import { mailText } from "../../receptionist/messages/MailText.ts"
import { type CallErased, ConfigApi, type RowError } from "../../services/ConfigApi.ts"
import { DeliveryFailure } from "../../services/DeliveryFailure.ts"
import { Mailer } from "../../services/Mailer.ts"
import { type Claim, type MessageNotKept, Messages, OutboxError } from "../../services/Messages.ts"
import { Webhooks } from "../../services/Webhooks.ts"
import { messageDeliveries } from "../../telemetry/Metrics.ts"
import { removeMessagesOf } from "./RemoveMessages.ts"
import { takeBack } from "./TakeBack.ts"

/** A delivery is given up so long after it was first due. */
const givenUpAfter = Duration.hours(24)
const backoff = { first: Duration.seconds(30), longest: Duration.hours(2) }
/** A call's mail waits so long for what else the caller says. */
const mailWaits = Duration.seconds(20)

/** What messages go through. */
export type Channels = ConfigApi | Mailer | Messages | Webhooks

type Open = Extract<DeliveryState, { readonly _tag: "open" }>

export const isDue = (state: DeliveryState, now: number): state is Open =>
  state._tag === "open" && Date.parse(state.next) <= now

/** When a message in the outbox is next to be tried, in epoch milliseconds; one that is settled may go at once. */
export const nextTry = ({ deliveries, mail, message }: KeptMessage): number => {
  const open = Object.entries(deliveries).filter(([, { _tag }]) => _tag === "open")
  return open.length === 0 ? 0 : Math.min(
    ...open.map(([way, state]) => {
      if (state._tag !== "open") return Number.POSITIVE_INFINITY
      const waits = mailboxOf(way) !== undefined && mail === undefined
      return Math.max(Date.parse(state.next), waits ? Date.parse(message.takenAt) + Duration.toMillis(mailWaits) : 0)
    })
  )
}

const channelOf = (way: string) => way === "webhook" || way === "backend" || way === lookupWay ? way : "email"

/** One more try: counted before it is made, for whoever dies over it does not live to say that it was. */
const tried = (state: Open): Open => ({ ...state, tries: state.tries + 1 })

/** What a failed try has made of a delivery: the wait doubles, from half a minute to two hours, jittered by a fifth. */
const afterFailure = Effect.fnUntraced(function*(state: Open, failure: DeliveryFailure, now: number) {
  const { tries } = state
  const { permanent, problem, reason } = failure
  if (permanent) return { _tag: "failed", at: instantOf(now), tries, problem, reason } as const
  const wait = Duration.min(Duration.times(backoff.first, 2 ** Math.min(tries - 1, 20)), backoff.longest)
  const jitter = 0.8 + 0.4 * (yield* Random.next)
  const next = now + Math.max(
    Math.round(Duration.toMillis(wait) * jitter),
    Duration.toMillis(failure.retryAfter ?? Duration.zero)
  )
  return next > Date.parse(state.since) + Duration.toMillis(givenUpAfter)
    ? { _tag: "failed", at: instantOf(now), tries, problem: `given up after a day: ${problem}`, reason } as const
    : { _tag: "open", since: state.since, tries, next: instantOf(next), problem, reason } as const
})

const kinds = {
  BackendUnauthorized: "backendKey",
  BackendUnavailable: "backendAway",
  InvalidAgentConfig: "agentInvalid",
  UnknownNumber: "agentUnknown"
} as const
type BackendError = Exclude<Effect.Error<ReturnType<ConfigApi["Service"]["agentByPhone"]>> | RowError, CallErased>
const backendFailure = ({ _tag, message }: BackendError) =>
  new DeliveryFailure({ problem: message, reason: { kind: kinds[_tag] }, permanent: _tag === "UnknownNumber" })

const lost = new OutboxError({ operation: "save", reason: "other", detail: "the claim has run out" })

/**
 * Tries what is due of a call's messages, all that this process alone holds, each way for itself, and writes each outcome
 * down before the next try. A process that dies in between sends one of them again, under the same id: whoever gets it
 * can tell, and a webhook's or backend's receiver is told to count it once.
 */
export const deliverClaimed = Effect.fnUntraced(function*(claim: Claim) {
  const messages = yield* Messages
  const configApi = yield* ConfigApi
  const mailer = yield* Mailer
  const webhooks = yield* Webhooks
  const kept = new Map<string, KeptMessage>(claim.open.map((one) => [one.message.id, one]))
  const current = (id: string) => Effect.fromOption(Option.fromNullishOr(kept.get(id))).pipe(Effect.orDie)

  const save = Effect.fnUntraced(function*(changed: KeptMessage) {
    kept.set(changed.message.id, changed)
    yield* claim.save(changed)
  })

  const settle = Effect.fnUntraced(function*(id: string, way: string, state: DeliveryState) {
    const before = yield* current(id)
    yield* save({ ...before, deliveries: { ...before.deliveries, [way]: state } })
    const channel = channelOf(way)
    const outcome = state._tag === "open" ? "retried" : state._tag
    yield* messageDeliveries({ channel, outcome })
    if (state._tag === "delivered" || state._tag === "unsupported") return
    const log = state._tag === "failed" ? Effect.logError : Effect.logWarning
    yield* log(`a message was not delivered: ${state.problem}`).pipe(
      Effect.annotateLogs({ messageId: id, channel, tries: state.tries, outcome })
    )
  })

  /** One try of one way for some messages, with a claim that outlasts it. What was begun is finished, and noted. */
  const attempt = Effect.fnUntraced(function*(
    ids: ReadonlyArray<string>,
    way: string,
    send: Effect.Effect<"delivered" | "unsupported", DeliveryFailure | OutboxError | CallErased>
  ) {
    if (!(yield* claim.renew)) return yield* lost
    yield* Effect.forEach(ids, (id) =>
      Effect.gen(function*() {
        const before = yield* current(id)
        const state = before.deliveries[way]
        if (state?._tag === "open") {
          yield* save({ ...before, deliveries: { ...before.deliveries, [way]: tried(state) } })
        }
      }), { discard: true })
    const outcome = yield* Effect.map(send, (done) => ({ done })).pipe(
      Effect.catchTag("DeliveryFailure", (failure) => Effect.succeed({ failure }))
    )
    const now = yield* Clock.currentTimeMillis
    yield* Effect.forEach(ids, (id) =>
      Effect.gen(function*() {
        const state = (yield* current(id)).deliveries[way]
        if (state?._tag !== "open") return
        yield* settle(
          id,
          way,
          "failure" in outcome
            ? yield* afterFailure(state, outcome.failure, now)
            : { _tag: outcome.done, at: instantOf(now) }
        )
      }), { discard: true })
  }, Effect.uninterruptible)

  const lookUp = Effect.fnUntraced(function*(id: string) {
    const { origin } = yield* current(id)
    if (!(yield* claim.renew)) return yield* lost
    const now = yield* Clock.currentTimeMillis
    const found = yield* Effect.result(configApi.agentByPhone(origin.start.dialedNumber))
    const before = yield* current(id)
    if (found._tag === "Success") return yield* save(withWays(before, found.success, instantOf(now)))
    const state = before.deliveries[lookupWay]
    if (state?._tag !== "open") return
    yield* settle(id, lookupWay, yield* afterFailure(tried(state), backendFailure(found.failure), now))
  })

  const toBackend = Effect.fnUntraced(function*(id: string) {
    const { message, origin: { callId, rowId, start } } = yield* current(id)
    const leave = Effect.gen(function*() {
      yield* configApi.leaveMessage(rowId ?? (yield* configApi.createCall(callId, start)), message)
      return "delivered" as const
    })
    return yield* Effect.catchTags(leave, {
      MessagesUnsupported: () => Effect.succeed("unsupported" as const),
      BackendUnauthorized: (error) => Effect.fail(backendFailure(error)),
      BackendUnavailable: (error) => Effect.fail(backendFailure(error))
    })
  })

  const toWebhook = Effect.fnUntraced(function*(id: string) {
    const { message, ways } = yield* current(id)
    const hook = ways?.webhook
    if (hook === undefined) return "unsupported" as const
    if (yield* messages.isGone(hook.url)) {
      return yield* new DeliveryFailure({
        problem: "the webhook has said before that it is gone for good: give the agent another",
        reason: { kind: "webhookGone" },
        permanent: true
      })
    }
    const body = JSON.stringify({ type: "message.taken", timestamp: message.takenAt, data: message })
    yield* webhooks.post({ url: hook.url, secret: Redacted.make(hook.secret) }, { id, body }).pipe(
      Effect.tapError(({ gone }) => gone === true ? messages.setGone(hook.url, true) : Effect.void)
    )
    return "delivered" as const
  })

  /** Fixes which messages go out in one mail, before the first of them is sent. */
  const gatherMails = Effect.fnUntraced(function*(now: number) {
    const waiting = [...kept.values()].filter(({ deliveries, mail }) =>
      mail === undefined && Object.entries(deliveries).some(([way, { _tag }]) => mailboxOf(way) && _tag === "open")
    )
    const [first] = waiting
    if (first === undefined || Date.parse(first.message.takenAt) + Duration.toMillis(mailWaits) > now) return
    yield* Effect.forEach(waiting, (one) => save({ ...one, mail: first.message.id }), { discard: true })
  })

  const mails = Effect.fnUntraced(function*(now: number) {
    yield* gatherMails(now)
    const letters = new Map<string, { readonly mail: string; readonly way: string; readonly to: string }>()
    for (const { deliveries, mail } of kept.values()) {
      for (const [way, state] of Object.entries(deliveries)) {
        const to = mailboxOf(way)
        if (to !== undefined && mail !== undefined && isDue(state, now)) letters.set(`${mail} ${to}`, { mail, way, to })
      }
    }
    // One mailbox for each: what one server refuses is no trouble of the others, and is not sent to them again.
    yield* Effect.forEach([...letters.values()], ({ mail, to, way }) => {
      const [first, ...others] = [...kept.values()].filter((one) =>
        one.mail === mail && one.deliveries[way]?._tag === "open"
      )
      return first === undefined ? Effect.void : attempt(
        [first, ...others].map(({ message }) => message.id),
        emailWay(to),
        Effect.as(
          mailer.send({ ...mailText([first, ...others]), id: `${mail}.${(Hash.string(to) >>> 0).toString(36)}`, to }),
          "delivered" as const
        )
      )
    }, { discard: true })
  })

  const due = (id: string, way: string) =>
    Effect.gen(function*() {
      const state = (yield* current(id)).deliveries[way]
      return state !== undefined && isDue(state, yield* Clock.currentTimeMillis)
    })
  for (const [id, one] of kept) {
    // Whoever settled it died before it was taken out.
    if (isSettled(one)) yield* save(one)
    if (yield* due(id, lookupWay)) yield* lookUp(id)
    if (yield* due(id, "backend")) yield* attempt([id], "backend", toBackend(id))
    if (yield* due(id, "webhook")) yield* attempt([id], "webhook", toWebhook(id))
  }
  yield* mails(yield* Clock.currentTimeMillis)
  return [...kept.values()]
}, (delivering, claim) =>
  Effect.catchTag(
    delivering,
    "CallErased",
    Effect.fnUntraced(function*({ message }) {
      yield* Effect.logInfo(message)
      const callIds = new Set(claim.open.map(({ origin }) => origin.callId))
      for (const callId of callIds) yield* removeMessagesOf(callId)
      return []
    })
  ))

/** None where another process has the call's messages; undefined where there was one to be taken back, which is seen to first. */
const withClaim = Effect.fnUntraced(function*(callId: CallId) {
  const claim = yield* (yield* Messages).claim(callId)
  if (Option.isNone(claim)) return []
  if (claim.value.withdrawn.length === 0) return yield* deliverClaimed(claim.value)
  yield* Effect.forEach(claim.value.withdrawn, (withdrawn) => takeBack(claim.value, withdrawn), { discard: true })
  return undefined
}, Effect.scoped)

/** The same for one call: none where another process has its messages, or where the outbox fails, which is told. */
export const deliverCall = Effect.fn("DeliverMessages.call")(
  function*(callId: CallId) {
    return (yield* withClaim(callId)) ?? (yield* withClaim(callId)) ?? []
  },
  (effect, callId) =>
    effect.pipe(
      Effect.catch((error: MessageNotKept | OutboxError) => Effect.as(Effect.logError(error.message), [])),
      Effect.annotateLogs({ callId })
    )
)
