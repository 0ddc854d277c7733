import { Effect } from "effect"
import type { FunctionAnswer, FunctionCall, Host } from "./Brain.ts"

const callIsOver: FunctionAnswer = { output: "The call is over.", isError: false, reply: false }

/** The function calls of a conversation: each becomes an event, and is answered once, by whoever is the first. One that comes again is none. */
export const make = (
  { emit, now }: Pick<Host, "emit" | "now">,
  answer: (call: FunctionCall, answer: FunctionAnswer) => void
) => {
  const open = new Set<FunctionCall>()
  const ids = new Set<string>()

  const settle = (call: FunctionCall, given: FunctionAnswer) => {
    if (open.delete(call)) answer(call, given)
  }

  return {
    called: (call: FunctionCall) => {
      if (ids.has(call.id)) return
      ids.add(call.id)
      open.add(call)
      emit({
        _tag: "ToolCalled",
        call: {
          ...call,
          at: now(),
          answer: (output, { isError = false, reply = true } = {}) =>
            Effect.sync(() => settle(call, { output, isError, reply })).pipe(Effect.withSpan("VoiceSession.answer"))
        }
      })
    },
    /** No call stays without an answer when the conversation is over. */
    release: Effect.sync(() => {
      for (const call of open) settle(call, callIsOver)
    })
  }
}
