import { Clock, Duration, Effect, Option, Schedule, Semaphore } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { type CallMessage, type MessageDraft, messageOf } from "../../domain/CallMessage.ts"
import type { CallStart } from "../../domain/CallRecord.ts"
import { MessageId } from "../../domain/Ids.ts"
import { Messages } from "../../services/Messages.ts"
import { CallObserver } from "../CallObserver.ts"
import { takeBack } from "../messages/TakeBack.ts"
import type { CallLedger } from "./CallLedger.ts"

/** Beyond this, whoever waits for it has been told that it was not kept. */
const patience = Duration.seconds(5)

/** For as long as the caller would wait. */
const untilFree = { schedule: Schedule.spaced("250 millis"), times: 16 }

/**
 * Has what a caller leaves kept, durably, and taken back. A message is owed by the call from before it is written until it
 * is known to be there, or its caller, whom `isHeard` tells to be on the line, hears that it is not.
 */
export const makeMessageKeeping = Effect.fnUntraced(function*({ agent, isHeard, ledger }: {
  readonly agent: AgentConfig
  readonly isHeard: Effect.Effect<boolean>
  readonly ledger: Pick<CallLedger, "callId" | "facts" | "note" | "report">
}) {
  const messages = yield* Messages
  const observe = yield* CallObserver
  const taken = new Map<string, CallMessage>()
  /** Those that the disk has not taken of who has hung up. */
  const owed = new Map<string, CallMessage>()
  // What is taken back while it is written down is taken back once it is.
  const inTurn = yield* Semaphore.make(1)
  const settled = ({ id }: CallMessage) => ledger.note({ _tag: "messageSettled", id })

  const write = (message: CallMessage, start: CallStart) =>
    messages.keep(message, { callId: ledger.callId, start }, agent).pipe(
      Effect.timeout(patience),
      Effect.as(true),
      Effect.catch((error) => Effect.as(ledger.report(error), false))
    )

  /** Whether it is on the disk. `of`: the tool call that it may be taken back by. */
  const keep = Effect.fnUntraced(function*(draft: MessageDraft, of: string) {
    const { row } = yield* ledger.facts
    if (row === null) return false
    const at = yield* Clock.currentTimeMillis
    const id = MessageId.make(crypto.randomUUID())
    const message = messageOf(draft, { id, agentId: agent.id, at, complete: true })
    yield* ledger.note({ _tag: "message", message })
    const written = Effect.gen(function*() {
      const kept = yield* write(message, row.start)
      const isSettled = kept || (yield* isHeard)
      if (isSettled) yield* settled(message)
      else owed.set(of, message)
      if (kept) taken.set(of, message)
      return kept
    })
    const kept = yield* inTurn.withPermit(written)
    if (kept) yield* observe({ _tag: "MessageKept", id, complete: true })
    return kept
  })

  /** Sees to it, unless somebody who delivers has it for longer than the caller waits: then they do. */
  const takenBack = Effect.fnUntraced(
    function*(message: CallMessage) {
      const claim = yield* Effect.repeat(messages.claim(ledger.callId), { until: Option.isSome, ...untilFree })
      if (Option.isNone(claim)) return "corrected" as const
      const wish = claim.value.withdrawn.find(({ kept }) => kept.message.id === message.id)
      if (wish !== undefined) return yield* takeBack(claim.value, wish, agent)
      // Somebody else has seen to it.
      return Option.isNone(yield* messages.read(message)) ? "withdrawn" as const : "corrected" as const
    },
    Effect.scoped,
    Effect.provideService(Messages, messages)
  )

  /**
   * What becomes of the message that a tool call took: gone before anybody had it, or followed by one that takes it back.
   * That the caller wants it back is on the disk first: whatever becomes of this process, somebody sees to it.
   */
  const withdraw = Effect.fnUntraced(
    function*(of: string) {
      const unwritten = owed.get(of)
      if (unwritten !== undefined) return yield* Effect.as(settled(unwritten), "withdrawn" as const)
      const message = taken.get(of)
      if (message === undefined) return "failed" as const
      yield* messages.withdraw(message, ledger.callId)
      taken.delete(of)
      return yield* takenBack(message).pipe(
        Effect.catch((error) => Effect.as(ledger.report(error), "corrected" as const))
      )
    },
    Effect.catch((error) => Effect.as(ledger.report(error), "failed" as const)),
    Effect.tap((outcome) => observe({ _tag: "MessageWithdrawn", outcome })),
    inTurn.withPermits(1)
  )

  return { keep, withdraw }
})
