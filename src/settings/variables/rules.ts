import { readBlocked } from "../../domain/Admission.ts"
import { readAllowed, readSipHost } from "../../domain/TransferPolicy.ts"
import { duration, integer, listOf, oneOf, sipHeader, target, timeZone } from "../readers.ts"
import type { Variable } from "./Variable.ts"

/** What a call may be: its course, who may take the line, and where it may be sent. */
export const rules = {
  RECORDING: {
    group: "call",
    ...oneOf("egress", "worker", "off"),
    absent: "`egress` with Azure storage at its usual address, else `worker`",
    meaning: "Who records a call: LiveKit's egress, the worker itself, or nobody"
  },
  CALL_MAX_DURATION: {
    group: "call",
    ...duration("10 seconds", "24 hours"),
    default: "30 minutes",
    meaning: "A call of this length ends with a goodbye; the caller is warned a minute before"
  },
  CALL_SILENCE_TIMEOUT: {
    group: "call",
    ...duration("1 second", "1 hour"),
    default: "45 seconds",
    meaning:
      "A caller who says nothing for so long is told goodbye; three times as long where they have asked for a moment"
  },
  TIME_ZONE: {
    group: "call",
    ...timeZone,
    absent: "the machine's, unless that is UTC",
    meaning: "The time zone of agents that name none; where neither is known, they tell no time and go by no hours"
  },
  BLOCKED_CALLERS: {
    group: "caller",
    ...listOf(readBlocked, "numbers such as +15145550142, and beginnings such as +1900*, with commas between them"),
    file: true,
    absent: "none",
    meaning: "Callers whose calls are not answered: numbers, and beginnings with a `*` behind them"
  },
  CALLER_MAX_CALLS: {
    group: "caller",
    ...integer(1, 1000),
    default: "4",
    meaning: "How many calls one number may have at once, counted over all workers on the same `DATA_DIR`"
  },
  CALLER_MAX_MINUTES: {
    group: "caller",
    ...integer(1, 100_000),
    default: "180",
    meaning: "How many minutes a day (UTC) one number may talk; the next call is not answered"
  },
  AGENT_MAX_CALLS: {
    group: "caller",
    ...integer(1, 10_000),
    default: "50",
    meaning: "How many calls one agent may have at once"
  },
  AGENT_MAX_MINUTES: {
    group: "caller",
    ...integer(1, 1_000_000),
    default: "3000",
    meaning: "How many minutes a day (UTC) one agent may talk with all its callers"
  },
  COMPANY_MAX_CALLS: {
    group: "caller",
    ...integer(1, 10_000),
    default: "100",
    meaning:
      "How many calls all agents of one company may have at once, where the backend or the file says whose they are"
  },
  COMPANY_MAX_MINUTES: {
    group: "caller",
    ...integer(1, 1_000_000),
    default: "6000",
    meaning: "How many minutes a day (UTC) all agents of one company may talk"
  },
  CALL_MAX_TRANSFERS: {
    group: "caller",
    ...integer(0, 100),
    default: "10",
    meaning: "How many numbers one call may be transferred to, one after the other"
  },
  CALLER_MAX_TRANSFERS: {
    group: "caller",
    ...integer(0, 1000),
    default: "20",
    meaning: "How many numbers all calls of one caller may be transferred to in a day (UTC)"
  },
  CALLER_VERIFICATION_HEADER: {
    group: "caller",
    ...sipHeader,
    absent: "none",
    meaning:
      "The SIP header in which your carrier gives STIR/SHAKEN's verdict on the caller's number, such as Twilio's `X-Twilio-VerStat`; the trunk must include it (`includeHeaders`). A call whose number failed it is not answered"
  },
  TRANSFER_ALLOW: {
    group: "transfer",
    ...listOf(
      readAllowed,
      "`own`, countries such as CA, and prefixes such as +33, with commas between them"
    ),
    default: "own",
    meaning:
      "Numbers that departments may have: `own` (the country of the agent's own number), countries (`CA, FR`), prefixes (`+4420`); premium, shared-cost, satellite and other dear ranges only by a prefix of their own (`+1900`)"
  },
  TRANSFER_SIP_HOSTS: {
    group: "transfer",
    ...listOf(readSipHost, "hosts such as pbx.example.com, *.example.com or *, with commas between them"),
    absent: "none",
    meaning:
      "Hosts that `sip:` departments may be at: `pbx.example.com`, `*.example.com`, `*` for all that are public; one in a private network only by its own name"
  },
  FALLBACK_TRANSFER: {
    group: "transfer",
    ...target,
    absent: "none",
    meaning: "Who takes a call that nobody else can, where the agent names no `fallback` of its own"
  }
} as const satisfies Record<string, Variable>
