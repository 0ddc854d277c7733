import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { departmentOf, endCall, type Exchange, type Scenario } from "./Scenario.ts"

const asksForSomebody = (agent: AgentConfig): Exchange => ({
  caller: "Bonjour, j'aimerais parler à quelqu'un, s'il vous plaît.",
  model: [
    { calls: [{ name: "transfer_call", arguments: { department: departmentOf(agent) } }] },
    { says: { FRENCH: "Voulez-vous laisser un message ?", ENGLISH: "Would you like to leave a message?" } }
  ]
})

// The announcement and the ringing at the other end come before the caller's next word.
const afterTheTransfer = { _tag: "AgentSilent", forMillis: 3_000 } as const

export const transfer: Scenario = {
  description: "The caller asks for a department, and is transferred to it.",
  expected: "transferred",
  exchanges: (agent) => [asksForSomebody(agent)],
  transfers: [{ _tag: "Connected", after: "1500 millis" }]
}

export const transferLadder: Scenario = {
  description: "The department's first number is busy (SIP 486), and its second one answers.",
  expected: "transferred",
  exchanges: (agent) => [asksForSomebody(agent)],
  transfers: [{ _tag: "Failed", sipStatus: 486, after: "1500 millis" }, { _tag: "Connected", after: "1500 millis" }]
}

export const transferBusy: Scenario = {
  description:
    "None of the department's numbers answers (SIP 486, 603): the caller is told so, and the conversation goes on.",
  expected: "agent_end",
  exchanges: (agent) => [
    asksForSomebody(agent),
    { caller: "Tant pis, je vais rappeler demain. Merci, au revoir !", cue: afterTheTransfer, model: endCall }
  ],
  transfers: [{ _tag: "Failed", sipStatus: 486, after: "1500 millis" }]
}

export const transferUnknown: Scenario = {
  description: "The caller's line goes before anybody says whether the department answered: nothing is claimed.",
  expected: "transfer_failed",
  exchanges: (agent) => [asksForSomebody(agent)],
  transfers: [{ _tag: "Unknown", callerPresent: false, after: "2 seconds" }]
}
