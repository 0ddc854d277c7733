import { Duration, Option } from "effect"
import { defaultLimits } from "../domain/Admission.ts"
import { defaultRules } from "../domain/TransferPolicy.ts"
import type { SettingsShape } from "../settings/groups.ts"
import type { Group } from "../settings/variables/Variable.ts"
import { type Finding, skip } from "./Finding.ts"

const told = (when: boolean, text: string): ReadonlyArray<Finding> => when ? [skip(text)] : []

const limits = {
  callerCalls: "CALLER_MAX_CALLS",
  callerMinutes: "CALLER_MAX_MINUTES",
  agentCalls: "AGENT_MAX_CALLS",
  agentMinutes: "AGENT_MAX_MINUTES",
  companyCalls: "COMPANY_MAX_CALLS",
  companyMinutes: "COMPANY_MAX_MINUTES",
  callTransfers: "CALL_MAX_TRANSFERS",
  callerTransfers: "CALLER_MAX_TRANSFERS"
} as const

/** Nothing from outside of the machine comes in at such an address. */
const isLoopback = (address: string) => /^(?:127\.|::1$|localhost$)/.test(address)

/** The longest call where nobody says otherwise. */
const usualCall = Duration.minutes(30)

/**
 * What an operator may want, and what it opens: settings that are looser than those that a line has by itself. None of
 * them is wrong, so that they are told and held against nobody.
 */
export const loosened = (
  { call, journalKeys, limits: set, livekit, office, recording, retention, transfer: { rules }, worker }: SettingsShape
): Partial<Record<Group, ReadonlyArray<Finding>>> => {
  const kept = Object.entries(retention).filter(([, age]) => !Duration.isFinite(age)).map(([kind]) => kind)
  const further = rules.allow.filter((entry) => !defaultRules.allow.includes(entry))
  const raised = Object.entries(limits).flatMap(([key, name]) => {
    const limit = key as keyof typeof limits
    return set[limit] > defaultLimits[limit] ? [`${name} ${set[limit]} (${defaultLimits[limit]})`] : []
  })
  const isEncrypted = Option.exists(office.url, ({ protocol }) => protocol === "https:")
  return {
    livekit: told(
      Option.exists(livekit, ({ dialledNumberHeader }) => Option.isSome(dialledNumberHeader)),
      "where trunk and rule tell no number, DIALLED_NUMBER_HEADER does: whoever can send calls to the gateway chooses the agent"
    ),
    retention: [
      ...told(
        Option.isNone(journalKeys),
        "what calls note is not encrypted, nor are messages: put DATA_DIR on a disk that is, or set JOURNAL_KEY"
      ),
      ...told(
        Option.exists(journalKeys, ({ plain }) => plain),
        "JOURNAL_KEY ends with `plain`, so that what is not encrypted is believed, whoever wrote it: take it off once nothing of before the key is left"
      ),
      ...told(
        kept.length > 0,
        `nothing ever removes ${kept.join(", ")} (RETENTION_… is \`forever\`): callers may have a right to it`
      )
    ],
    office: told(
      !isLoopback(office.host) && !isEncrypted,
      `the office listens at ${office.host} (OFFICE_HOST), and OFFICE_URL is not https: passwords and messages go in the clear, unless a proxy with TLS stands before it`
    ),
    call: [
      ...told(
        recording === "egress",
        "egress is given the storage account's key with each recording, for it takes nothing less: where that is too much, set RECORDING to `worker`"
      ),
      ...told(
        Duration.isGreaterThan(call.maxDuration, usualCall),
        `one call may keep the line for ${Duration.format(call.maxDuration)} (CALL_MAX_DURATION)`
      )
    ],
    caller: [
      ...told(
        Option.exists(livekit, ({ verificationHeader }) => Option.isNone(verificationHeader)),
        "a caller's number is what the caller says it is: where your carrier tells how it verified it, name the header in CALLER_VERIFICATION_HEADER"
      ),
      ...told(
        raised.length > 0,
        `limits that are above the usual ones (in brackets), and that a robot may use up: ${raised.join(", ")}`
      )
    ],
    transfer: [
      ...told(
        further.length > 0,
        `whoever writes an agent can have calls sent to ${further.join(", ")} (TRANSFER_ALLOW), at your cost`
      ),
      ...told(
        rules.sipHosts.length > 0,
        `whoever writes an agent can have calls sent to SIP hosts: ${rules.sipHosts.join(", ")} (TRANSFER_SIP_HOSTS)`
      )
    ],
    worker: [
      ...told(
        Option.isSome(worker.healthPort) && !isLoopback(worker.healthHost),
        `health and metrics are served at ${worker.healthHost} (HEALTH_HOST) and ask for no password: let nobody in but what watches them`
      ),
      ...told(
        worker.cleartext.length > 0,
        `secrets, and what callers say, may go without TLS to ${worker.cleartext.join(", ")} (ALLOW_CLEARTEXT)`
      )
    ]
  }
}
