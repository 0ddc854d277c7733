import { Effect, Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { messageOf } from "../../domain/CallMessage.ts"
import { takenBackId } from "../../domain/Ids.ts"
import type { KeptMessage } from "../../domain/KeptMessage.ts"
import { lookupWay } from "../../domain/MessageWays.ts"
import { correctionOf } from "../../receptionist/messages/Correction.ts"
import { type Claim, Messages, type Withdrawn } from "../../services/Messages.ts"

/** Nobody has it yet: no way has delivered it, none was tried but to ask which there are, and nobody has seen to it. */
const isUnseen = ({ deliveries, done }: KeptMessage) =>
  done === undefined &&
  Object.entries(deliveries).every(([way, state]) => state._tag === "open" && (way === lookupWay || state.tries === 0))

/**
 * Takes a message back, by whoever has the call's messages: it is removed where nobody has it yet, else followed by one
 * that says so. `agent`: whose ways that goes by, where they are known.
 */
export const takeBack = Effect.fnUntraced(function*(claim: Claim, { at, kept }: Withdrawn, agent?: AgentConfig) {
  const messages = yield* Messages
  const fresh = yield* messages.read(kept.message)
  if (Option.isNone(fresh)) return "withdrawn" as const
  const { message, origin } = fresh.value
  if (isUnseen(fresh.value) && (yield* claim.renew)) {
    const removed = yield* Effect.isSuccess(messages.remove(fresh.value))
    if (removed) return "withdrawn" as const
  }
  const id = takenBackId(message.id)
  const correction = messageOf(correctionOf(message), {
    id,
    agentId: message.agentId,
    at: Date.parse(at),
    complete: true
  })
  yield* messages.keep(correction, origin, agent)
  yield* claim.takenBack(message)
  return "corrected" as const
})
