import type { Scenario } from "./Scenario.ts"

export const keypad: Scenario = {
  description: "The caller presses 0: the transfer that the agent's file puts on this key, without the model.",
  expected: "transferred",
  exchanges: () => [{ presses: "0", cue: { _tag: "AgentSilent" } }],
  transfers: [{ _tag: "Connected", after: "1500 millis" }]
}
