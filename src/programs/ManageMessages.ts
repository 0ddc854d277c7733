import { Clock, Console, Effect, Option, Schedule, Schema } from "effect"
import { instantOf } from "../domain/CallMessage.ts"
import type { DeliveryState, KeptMessage } from "../domain/KeptMessage.ts"
import { lookupWay, openAt } from "../domain/MessageWays.ts"
import { plainText } from "../domain/PlainText.ts"
import { type Claim, type MessagePlace, Messages, OutboxError } from "../services/Messages.ts"
import { deliverClaimed } from "./messages/Deliver.ts"
import { localTimes } from "./messages/LocalTimes.ts"

/** There is no message of this id, or several begin like it. */
export class NoSuchMessage extends Schema.TaggedError<NoSuchMessage>()("NoSuchMessage", { several: Schema.Boolean }) {
  override get message() {
    return this.several
      ? "several messages begin like that: give more of the id"
      : "there is no message of this id: `receptionist messages list --all` lists them all"
  }
}

const dueFirst = (a: KeptMessage, b: KeptMessage) => {
  const key = ({ message: { due, takenAt } }: KeptMessage) => `${due ?? "9999"} ${takenAt}`
  return key(a) < key(b) ? -1 : 1
}

const stateText = (way: string, state: DeliveryState, time: (instant: string) => string): string => {
  switch (state._tag) {
    case "open":
      return state.tries === 0
        ? `${way}: to be delivered`
        : `${way}: not yet, ${state.tries} ${state.tries === 1 ? "try" : "tries"}, the next at ${time(state.next)}: ${
          state.problem ?? "nobody says what became of the last"
        }`
    case "delivered":
      return `${way}: delivered at ${time(state.at)}`
    case "failed":
      return `${way}: FAILED at ${time(state.at)} after ${state.tries} ${
        state.tries === 1 ? "try" : "tries"
      }: ${state.problem}`
    case "unsupported":
      return `${way}: the backend takes no messages`
  }
}

const waysText = (kept: KeptMessage, zone: Option.Option<string>): ReadonlyArray<string> => [
  ...Object.entries(kept.deliveries).map(([way, state]) => stateText(way, state, localTimes(kept, zone))),
  "file: kept"
]

const lineOf = (kept: KeptMessage, zone: Option.Option<string>) => {
  const { deliveries, done, message } = kept
  const time = localTimes(kept, zone)
  return plainText(
    [
      message.id,
      done === undefined
        ? message.due === undefined ? "no due time" : `due ${time(message.due)}`
        : `done ${time(done)}`,
      message.urgency === "urgent" ? `${message.kind}, URGENT` : message.kind,
      message.callerName ?? "(no name)",
      ...message.department === undefined ? [] : [`for ${message.department}`],
      ...message.complete ? [] : ["incomplete"],
      ...isElsewhere(kept) ? ["also at the backend"] : [],
      ...Object.values(deliveries).some(({ _tag }) => _tag === "failed") ? ["NOT DELIVERED"] : []
    ].join("  ").replace(/\n/g, " ")
  )
}

/** The backend has it as well, and has lists of its own. */
const isElsewhere = ({ deliveries }: KeptMessage) => deliveries["backend"]?._tag === "delivered"
const elsewhere =
  "The backend (BACKEND_URL) was given it, too: an office with this DATA_DIR knows within seconds what is done here, and the other way round; any other backend does not, so see to it there as well."

/** `zone`: the machine's, for messages of an agent that names none. */
export interface Shown {
  readonly zone: Option.Option<string>
}

/** Lists the messages that nobody has seen to yet, or all of them, the first that is due first. */
export const listMessages = Effect.fn("ManageMessages.list")(function*(options: Shown & { readonly all: boolean }) {
  const found = (yield* (yield* Messages).all).filter(({ done }) => options.all || done === undefined).sort(dueFirst)
  for (const kept of found) yield* Console.log(lineOf(kept, options.zone))
  if (found.some(isElsewhere)) yield* Console.log(elsewhere)
  if (found.length === 0) yield* Console.log(options.all ? "no messages" : "no open messages")
})

/** The message of this id, or the only one whose id begins like it. */
const find = Effect.fnUntraced(function*(id: string) {
  const all = yield* (yield* Messages).all
  const exact = all.filter(({ message }) => message.id === id)
  const found = exact.length > 0 || id.length < 4 ? exact : all.filter(({ message }) => message.id.startsWith(id))
  const [kept, ...others] = found
  if (kept === undefined || others.length > 0) return yield* new NoSuchMessage({ several: others.length > 0 })
  return kept
})

const show = Effect.fnUntraced(function*(kept: KeptMessage, zone: Option.Option<string>) {
  const { message, origin } = kept
  const time = localTimes(kept, zone)
  const { due, takenAt, text, wishes, ...fields } = message
  const shown = {
    ...fields,
    ...wishes !== undefined && { wishes: wishes.map(time).join(", ") },
    ...due !== undefined && { due: time(due) },
    takenAt: time(takenAt)
  }
  for (const [key, value] of Object.entries(shown)) yield* Console.log(plainText(`${key}: ${String(value)}`))
  yield* Console.log(`callId: ${origin.callId}`)
  if (kept.done !== undefined) yield* Console.log(`done: ${time(kept.done)}`)
  yield* Console.log(`\n${plainText(text)}\n`)
  for (const line of waysText(kept, zone)) yield* Console.log(line)
})

/** Shows a message, and what has become of its deliveries. */
export const showMessage = Effect.fn("ManageMessages.show")((id: string, { zone }: Shown) =>
  Effect.flatMap(find(id), (kept) => show(kept, zone))
)

const held = new OutboxError({ operation: "claim", reason: "other", detail: "a worker is delivering it: try again" })

/** Works on a message that no worker has in its hands, or waits for one that does: `seconds`, at the longest. */
const withClaim = <A, E, R>(
  kept: KeptMessage,
  use: (claim: Claim, fresh: KeptMessage) => Effect.Effect<A, E, R>,
  seconds = 60
) =>
  Effect.scoped(Effect.gen(function*() {
    const messages = yield* Messages
    const claim = yield* messages.claim(kept.origin.callId).pipe(
      Effect.flatMap(Option.match({ onNone: () => Effect.fail(held), onSome: Effect.succeed })),
      Effect.retry({ while: (error) => error === held, schedule: Schedule.spaced("1 second"), times: seconds })
    )
    const fresh = yield* messages.read(kept.message)
    if (Option.isNone(fresh)) return yield* new NoSuchMessage({ several: false })
    return yield* use(claim, fresh.value)
  }))

/** Marks a message as seen to, here and in an office that reads this outbox. It is delivered all the same. */
export const markDone = Effect.fn("ManageMessages.done")(function*(id: string) {
  const kept = yield* find(id)
  yield* withClaim(kept, (claim, fresh) =>
    Effect.gen(function*() {
      const done = fresh.done ?? instantOf(yield* Clock.currentTimeMillis)
      yield* claim.save({ ...fresh, done })
      yield* Console.log(`${fresh.message.id}: done${isElsewhere(fresh) ? `\n${elsewhere}` : ""}`)
    }))
})

/**
 * Notes what an office that reads this outbox says of a message: since when (ISO 8601, UTC) it is done, or that it is
 * open again. One that is here no more, or never was, is left at that.
 */
export const noteDone = Effect.fn("ManageMessages.noteDone")(function*(place: MessagePlace, done: string | undefined) {
  const kept = yield* (yield* Messages).read(place)
  if (Option.isNone(kept) || kept.value.done === done) return
  const note = (claim: Claim, { done: _, ...fresh }: KeptMessage) =>
    claim.save({ ...fresh, ...done !== undefined && { done } })
  yield* Effect.catchTag(withClaim(kept.value, note, 3), "NoSuchMessage", () => Effect.void)
})

/**
 * The same message, to be delivered anew: what failed, by the ways that its agent names now; where nothing failed, all of
 * it, as a new mail and under the ids that it had.
 */
const reopened = (kept: KeptMessage, now: number): KeptMessage => {
  const at = instantOf(now)
  const { mail: _, ...rest } = kept
  const left = Object.entries(kept.deliveries).filter(([, { _tag }]) => _tag === "delivered")
  const repeats = left.length === Object.keys(kept.deliveries).length
  return {
    ...rest,
    mail: `${kept.message.id}.${now.toString(36)}`,
    deliveries: { ...repeats ? {} : Object.fromEntries(left), [lookupWay]: openAt(at) }
  }
}

const reopen = Effect.fnUntraced(function*(claim: Claim, fresh: KeptMessage) {
  const again = reopened(fresh, yield* Clock.currentTimeMillis)
  if (fresh.ways?.webhook !== undefined) yield* (yield* Messages).setGone(fresh.ways.webhook.url, false)
  yield* claim.save(again)
  return again
})

/** Lets a message be delivered again, by the next worker that looks. Gives it as it is then. */
export const reopenMessage = Effect.fn("ManageMessages.reopen")(function*(id: string) {
  return yield* withClaim(yield* find(id), reopen, 3)
})

/** Sends a message again, at once. True when nothing of it failed. */
export const sendMessage = Effect.fn("ManageMessages.send")(function*(id: string, { zone }: Shown) {
  const kept = yield* find(id)
  return yield* withClaim(kept, (claim, fresh) =>
    Effect.gen(function*() {
      const again = yield* reopen(claim, fresh)
      const sent = yield* deliverClaimed({ ...claim, open: [again] })
      const result = sent[0] ?? again
      for (const line of waysText(result, zone)) yield* Console.log(line)
      return Object.values(result.deliveries).every(({ _tag }) => _tag === "delivered" || _tag === "unsupported")
    }))
})
