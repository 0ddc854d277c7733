import type { realtime } from "@livekit/agents-plugin-openai"
import type { Remembered } from "../Memory.ts"

export type CreateItem = realtime.ConversationItemCreateEvent
type Item = Record<string, unknown> & { readonly id: string }

/** What was said or done, as an item of the protocol. */
const itemOf = (remembered: Remembered): Item => {
  const { id } = remembered
  switch (remembered._tag) {
    case "Said":
      return remembered.by === "agent"
        ? { id, type: "message", role: "assistant", content: [{ type: "output_text", text: remembered.text }] }
        : { id, type: "message", role: "user", content: [{ type: "input_text", text: remembered.text }] }
    case "Called": {
      const { args, id: callId, name } = remembered.call
      return { id, type: "function_call", call_id: callId, name, arguments: args }
    }
    case "Answered":
      return { id, type: "function_call_output", call_id: remembered.callId, output: remembered.output }
  }
}

/** An item as a client creates it. The plugin's own types know neither GA's content of an assistant nor calls without a status. */
export const createItem = (remembered: Remembered): CreateItem =>
  ({ type: "conversation.item.create", item: itemOf(remembered) }) as unknown as CreateItem
