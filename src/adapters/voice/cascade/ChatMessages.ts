import type { OpenAI } from "openai"
import type { Remembered } from "../Memory.ts"

export type ChatMessage = OpenAI.Chat.ChatCompletionMessageParam

/** A model may call what can be no tool, such as `multi_tool_use.parallel`, and what it called is refused when it is told. */
const nameOf = (name: string) => /^[\w-]{1,64}$/.test(name) ? name : "unknown"

const pending = "It is being done; what becomes of it will be told later."

/**
 * What was said and done, for a chat model: it wants the answer to each call right behind it, whenever that came, and
 * has to be told something of one that is still under way.
 */
export const chatMessages = (remembered: ReadonlyArray<Remembered>): ReadonlyArray<ChatMessage> => {
  const answers = new Map(
    remembered.flatMap((item) => item._tag === "Answered" ? [[item.callId, item.output] as const] : [])
  )
  return remembered.flatMap((item): ReadonlyArray<ChatMessage> => {
    switch (item._tag) {
      case "Said":
        return [{ role: item.by === "agent" ? "assistant" : "user", content: item.text }]
      case "Called": {
        const { args, id, name } = item.call
        return [
          {
            role: "assistant",
            tool_calls: [{ id, type: "function", function: { name: nameOf(name), arguments: args } }]
          },
          { role: "tool", tool_call_id: id, content: answers.get(id) ?? pending }
        ]
      }
      case "Answered":
        return []
    }
  })
}
