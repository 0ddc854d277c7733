import { Option, Schema } from "effect"
import { PhoneNumber } from "./PhoneNumber.ts"

/** Why a call was not answered although somebody has the number. */
export const Refusal = Schema.Literals([
  /** Its number is in BLOCKED_CALLERS. */
  "blocked",
  /** It shows no number, and the agent takes no such calls. */
  "anonymous",
  /** The carrier says that its number is not the caller's. */
  "unverified",
  "caller_calls",
  "caller_minutes",
  "agent_calls",
  "agent_minutes",
  "company_calls",
  "company_minutes"
])
export type Refusal = typeof Refusal.Type

/** What the carrier says of the caller's number (STIR/SHAKEN): how well it vouches for it. */
export const Verification = Schema.Literals(["A", "B", "C", "failed", "none"])
export type Verification = typeof Verification.Type

/** What was decided of a call before it was answered. */
export const Admission = Schema.Struct({
  refused: Schema.optionalKey(Refusal),
  verification: Schema.optionalKey(Verification)
})
export type Admission = typeof Admission.Type

/**
 * Reads a carrier's verdict, such as `TN-Validation-Passed-A`, `TN-Validation-Failed-C` or `No-TN-Validation`; a level
 * alone as well. What cannot be read is none.
 */
export const readVerification = (written: string): Verification => {
  const text = written.slice(0, 100)
  if (/\bfail/i.test(text)) return "failed"
  const [, level] = /(?:\bpassed[- _]|^\s*)([abc])\b/i.exec(text) ?? []
  return level === undefined ? "none" : level.toUpperCase() as Verification
}

/** Whether calls without a number are answered. */
export const AnonymousCallers = Schema.Literals(["accept", "refuse"])
export type AnonymousCallers = typeof AnonymousCallers.Type

/** What one caller, one agent and one company may use of the line; minutes and transfers are those of a day. */
export interface LineLimits {
  readonly blocked: ReadonlyArray<string>
  readonly callerCalls: number
  readonly callerMinutes: number
  readonly agentCalls: number
  readonly agentMinutes: number
  readonly companyCalls: number
  readonly companyMinutes: number
  readonly callTransfers: number
  readonly callerTransfers: number
}

export const defaultLimits: LineLimits = {
  blocked: [],
  callerCalls: 4,
  callerMinutes: 180,
  agentCalls: 50,
  agentMinutes: 3000,
  companyCalls: 100,
  companyMinutes: 6000,
  callTransfers: 10,
  callerTransfers: 20
}

const isNumber = Schema.is(PhoneNumber)

/** Reads one entry of the block list: a number, or a beginning with a `*` behind it. */
export const readBlocked = (written: string): Option.Option<string> =>
  isNumber(written) || /^\+[1-9]\d{0,13}\*$/.test(written) ? Option.some(written) : Option.none()

export const isBlocked = (caller: PhoneNumber, blocked: ReadonlyArray<string>): boolean =>
  blocked.some((entry) => entry.endsWith("*") ? caller.startsWith(entry.slice(0, -1)) : caller === entry)

/** What somebody has used of the line today. */
export interface LineUse {
  readonly calls: number
  readonly minutes: number
}

/** What was used before a call; none where it shows no number, or where nobody says whose the agent is. */
export interface UsedBefore {
  readonly agent: LineUse
  readonly caller?: LineUse | undefined
  readonly company?: LineUse | undefined
}

/** Why a call is not to be answered, by what was used before it; none where it may be. */
export const refusalOf = (
  { agent, caller, company }: UsedBefore,
  limits: LineLimits
): Option.Option<Refusal> =>
  caller !== undefined && caller.calls >= limits.callerCalls
    ? Option.some("caller_calls")
    : caller !== undefined && caller.minutes >= limits.callerMinutes
    ? Option.some("caller_minutes")
    : agent.calls >= limits.agentCalls
    ? Option.some("agent_calls")
    : agent.minutes >= limits.agentMinutes
    ? Option.some("agent_minutes")
    : company !== undefined && company.calls >= limits.companyCalls
    ? Option.some("company_calls")
    : company !== undefined && company.minutes >= limits.companyMinutes
    ? Option.some("company_minutes")
    : Option.none()
