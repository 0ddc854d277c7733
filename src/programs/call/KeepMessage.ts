import { Clock, Duration, Effect, Option, Schedule } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { type CallMessage, type MessageDraft, messageOf } from "../../domain/CallMessage.ts"
import { MessageId } from "../../domain/Ids.ts"
import type { KeptMessage } from "../../domain/KeptMessage.ts"
import { lookupWay } from "../../domain/MessageWays.ts"
import { correctionOf } from "../../receptionist/messages/Correction.ts"
import { type MessageNotKept, Messages, type OutboxError } from "../../services/Messages.ts"
import { CallObserver } from "../CallObserver.ts"
import type { CallLedger } from "./CallLedger.ts"

/** Beyond this, whoever waits for it has been told that it was not kept. */
const patience = Duration.seconds(5)

/** For as long as the caller would wait. */
const untilFree = { schedule: Schedule.spaced("250 millis"), times: 16 }

/** Nobody has it yet: no way has delivered it, none was tried but to ask which there are, and nobody has seen to it. */
const isUnseen = ({ deliveries, done }: KeptMessage) =>
  done === undefined &&
  Object.entries(deliveries).every(([way, state]) => state._tag === "open" && (way === lookupWay || state.tries === 0))

/** Has what a caller leaves kept, durably, and taken back. */
export const makeMessageKeeping = Effect.fnUntraced(function*({ agent, ledger }: {
  readonly agent: AgentConfig
  readonly ledger: Pick<CallLedger, "callId" | "facts" | "report">
}) {
  const messages = yield* Messages
  const observe = yield* CallObserver
  const taken = new Map<string, CallMessage>()

  const write = Effect.fnUntraced(function*(draft: MessageDraft) {
    const { row } = yield* ledger.facts
    if (row === null) return Option.none<CallMessage>()
    const at = yield* Clock.currentTimeMillis
    const id = MessageId.make(crypto.randomUUID())
    const message = messageOf(draft, { id, agentId: agent.id, at, complete: true })
    yield* messages.keep(message, { callId: ledger.callId, start: row.start }, agent)
    yield* observe({ _tag: "MessageKept", id, complete: true })
    return Option.some(message)
  })

  /** Whether it is on the disk. `of`: the tool call that it may be taken back by. */
  const keep = Effect.fnUntraced(
    function*(draft: MessageDraft, of: string) {
      const message = yield* write(draft)
      if (Option.isSome(message)) taken.set(of, message.value)
      return Option.isSome(message)
    },
    Effect.timeout(patience),
    Effect.catch((error) => Effect.as(ledger.report(error), false))
  )

  /** Removes it where nobody has it yet, while nobody else can deliver it. */
  const removeUnseen = Effect.fnUntraced(function*(message: CallMessage) {
    const claim = yield* Effect.repeat(messages.claim(ledger.callId), { until: Option.isSome, ...untilFree })
    // Somebody is delivering it.
    if (Option.isNone(claim)) return false
    const fresh = yield* claim.value.read(message)
    if (Option.isNone(fresh)) return true
    if (!isUnseen(fresh.value) || !(yield* claim.value.renew)) return false
    yield* messages.remove(fresh.value)
    return true
  }, Effect.scoped)

  /** What became of the message that a tool call took: gone before anybody had it, or followed by one that takes it back. */
  const withdraw = Effect.fnUntraced(
    function*(of: string) {
      const message = taken.get(of)
      const outcome = message === undefined
        ? "failed" as const
        : (yield* removeUnseen(message))
        ? "withdrawn" as const
        : Option.isSome(yield* write(correctionOf(message)))
        ? "corrected" as const
        : "failed" as const
      if (outcome !== "failed") taken.delete(of)
      return outcome
    },
    Effect.catch((error: MessageNotKept | OutboxError) => Effect.as(ledger.report(error), "failed" as const)),
    Effect.tap((outcome) => observe({ _tag: "MessageWithdrawn", outcome }))
  )

  return { keep, withdraw }
})
