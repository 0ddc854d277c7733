import type { Delivery } from "../../api/Deliveries.ts"
import type { DeliveryProblem } from "../../domain/DeliveryProblem.ts"
import type { KeptMessage } from "../../domain/KeptMessage.ts"
import { mailboxOf } from "../../domain/MessageWays.ts"

/** What a worker says of one of its own deliveries. */
export interface WorkersDelivery {
  readonly id: string
  readonly messageId: string
  readonly callId?: string
  readonly agentId: string
  readonly way: Delivery["way"]
  readonly to?: string
  readonly state: Delivery["state"]
  readonly tries: number
  readonly problem?: string
  readonly reason?: DeliveryProblem
  readonly createdAt: Date
  readonly nextAt?: Date
  readonly doneAt?: Date
}

/** The deliveries of a message as its file has them. `callId`: the call it was left in, as the office knows it. */
export const workersDeliveries = (
  { deliveries, message }: KeptMessage,
  callId: string | undefined
): ReadonlyArray<WorkersDelivery> =>
  Object.entries(deliveries).flatMap(([way, state]): ReadonlyArray<WorkersDelivery> => {
    const mailbox = mailboxOf(way)
    const kind = mailbox === undefined ? (["webhook", "backend", "lookup"] as const).find((it) => it === way) : "email"
    if (state._tag === "unsupported" || kind === undefined) return []
    return [{
      id: `${message.id}:${way}`,
      way: kind,
      messageId: message.id,
      agentId: message.agentId,
      createdAt: new Date(message.takenAt),
      state: state._tag,
      tries: state._tag === "delivered" ? 1 : state.tries,
      ...callId !== undefined && { callId },
      ...mailbox !== undefined && { to: mailbox },
      ...state._tag !== "delivered" && state.problem !== undefined && { problem: state.problem },
      ...state._tag !== "delivered" && state.reason !== undefined && { reason: state.reason },
      ...state._tag === "open" ? { nextAt: new Date(state.next) } : { doneAt: new Date(state.at) }
    }]
  })
