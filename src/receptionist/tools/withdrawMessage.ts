import { Option } from "effect"
import type { Tool } from "./Tool.ts"

/** Takes back what was taken last in this call, or what was begun and not taken yet. */
export const withdrawMessage: Tool = {
  name: "withdraw_message",
  spec: () =>
    Option.some({
      name: "withdraw_message",
      description:
        "Takes back the message that you took last in this call. Use it when the caller no longer wants it passed on: \"forget " +
        "that message\", \"never mind\". To change one, take it back, and then take the right one. The system tells the caller what has " +
        "become of it; say nothing of it yourself. Without an answer that says so, nothing was taken back.",
      parameters: { type: "object", properties: {}, required: [], additionalProperties: false }
    }),
  promises: [],
  mostCalls: 8,
  decide: () => ({ _tag: "WithdrawMessage" })
}

/** What the model is told once it is known what has become of the message. */
export const withdrawOutputs = {
  nothing: "Nothing was taken back: no message was taken in this call, or all of them were taken back.",
  begun:
    "No message had been taken yet. What was begun of one is dropped, and will not be passed on. Tell the caller so.",
  withdrawn:
    "The message was taken back and will not be passed on, and the caller has been told so. Ask whether there is anything else.",
  corrected:
    "The message may have gone out before. A second one now says that the caller takes it back, and the caller has been told so. Ask whether there is anything else.",
  failed:
    "The message could not be taken back, and the caller has been told so. It will be passed on. Do not try again; offer to take another that says so."
} as const
