import { Redacted } from "effect"
import type { AgentConfig } from "./AgentConfig.ts"
import { normalizeDepartment } from "./DepartmentName.ts"
import type { DeliveryState, KeptMessage, MessageOffice, Ways } from "./KeptMessage.ts"

/** The way by which it is found out which ways a message goes. */
export const lookupWay = "lookup"
export const emailWay = (mailbox: string) => `email:${mailbox}`
/** The mailbox that a way leads to; undefined where it leads elsewhere. */
export const mailboxOf = (way: string): string | undefined => way.startsWith("email:") ? way.slice(6) : undefined

/**
 * The ways that a message for `department` goes: those of the department, else those of the agent. An agent that names
 * none means the backend, if it takes messages: somebody has to learn of it.
 */
export const waysOf = (agent: AgentConfig, department: string | undefined): Ways => {
  const key = department === undefined ? undefined : normalizeDepartment(department)
  const named = key === undefined
    ? undefined
    : agent.transfers.find((transfer) => normalizeDepartment(transfer.department) === key && transfer.deliver)
  const deliver = named?.deliver ?? agent.deliver
  return deliver === undefined ? { email: [], backend: true } : {
    email: deliver.email,
    ...deliver.webhook !== undefined && {
      webhook: { url: deliver.webhook.url, secret: Redacted.value(deliver.webhook.secret) }
    },
    backend: deliver.backend
  }
}

const officeOf = ({ name, timeZone }: AgentConfig): MessageOffice => ({
  name,
  ...timeZone !== undefined && timeZone !== null && { timeZone }
})

const keysOf = ({ backend, email, webhook }: Ways): ReadonlyArray<string> => [
  ...email.map(emailWay),
  ...webhook === undefined ? [] : ["webhook"],
  ...backend ? ["backend"] : []
]

/** A delivery that is open from `at` (ISO 8601) on. */
export const openAt = (at: string): DeliveryState => ({ _tag: "open", since: at, tries: 0, next: at })

/**
 * The message once it is known where it goes. What was delivered stays so; what was open or given up goes on, where the
 * agent still names it.
 */
export const withWays = (kept: KeptMessage, agent: AgentConfig, at: string): KeptMessage => {
  const ways = waysOf(agent, kept.message.department)
  const named = keysOf(ways)
  const before = Object.entries(kept.deliveries).filter(([key, { _tag }]) =>
    key !== lookupWay && (named.includes(key) || _tag === "delivered")
  )
  return {
    ...kept,
    office: officeOf(agent),
    ways,
    deliveries: { ...Object.fromEntries(named.map((key) => [key, openAt(at)])), ...Object.fromEntries(before) }
  }
}

/** Whether nothing of it is to be tried any more. */
export const isSettled = ({ deliveries }: KeptMessage): boolean =>
  Object.values(deliveries).every(({ _tag }) => _tag !== "open")
