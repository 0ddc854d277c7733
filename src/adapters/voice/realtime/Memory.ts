import type { realtime } from "@livekit/agents-plugin-openai"
import type { FunctionCall } from "../Brain.ts"

export type CreateItem = realtime.ConversationItemCreateEvent
type Item = Record<string, unknown> & { readonly id: string }

/** An item as a client creates it. The plugin's own types know neither GA's content of an assistant nor calls without a status. */
export const createItem = (item: Item): CreateItem =>
  ({ type: "conversation.item.create", item }) as unknown as CreateItem

export const assistantItem = (id: string, text: string): Item => ({
  id,
  type: "message",
  role: "assistant",
  content: [{ type: "output_text", text }]
})

export const answerItem = (id: string, callId: string, output: string): Item => ({
  id,
  type: "function_call_output",
  call_id: callId,
  output
})

/**
 * What was said and done so far, as a session that begins anew is told it: what was heard of the agent, the caller's
 * words, function calls and their answers. The SDK would tell what the model has said, heard or not, and no calls.
 */
export const make = () => {
  const items: Array<{ readonly at: number; readonly item: Item }> = []

  /** Speech is noted when it is over or transcribed, and stands where it began. */
  const note = (at: number, item: Item) => {
    const before = items.findLastIndex((other) => other.at <= at)
    items.splice(before + 1, 0, { at, item })
  }

  return {
    callerSaid: (at: number, id: string, text: string) =>
      note(at, { id, type: "message", role: "user", content: [{ type: "input_text", text }] }),
    agentSaid: (at: number, id: string, text: string) => note(at, assistantItem(id, text)),
    called: (at: number, id: string, call: Pick<FunctionCall, "args" | "id" | "name">) =>
      note(at, { id, type: "function_call", call_id: call.id, name: call.name, arguments: call.args }),
    answered: (at: number, item: Item) => note(at, item),
    /** What to send to a session that knows nothing. */
    retold: (): ReadonlyArray<CreateItem> => items.map(({ item }) => createItem(item))
  }
}
