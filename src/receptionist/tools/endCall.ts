import { Option } from "effect"
import type { Tool } from "./Tool.ts"

/** Ends the call, once the agent has said goodbye. It is never stopped: a call that should end does. */
export const endCall: Tool = {
  name: "end_call",
  spec: () =>
    Option.some({
      name: "end_call",
      description: "Hangs up. Call it once the conversation is over and you have said goodbye.",
      parameters: { type: "object", properties: {}, required: [], additionalProperties: false }
    }),
  promises: ["hangup"],
  mostCalls: Number.POSITIVE_INFINITY,
  decide: () => ({ _tag: "EndCall" })
}
