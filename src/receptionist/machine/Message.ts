import { promiseOf } from "../messages/Due.ts"
import { messageOutputs } from "../tools/takeMessage.ts"
import { withdrawOutputs } from "../tools/withdrawMessage.ts"
import type { EventOf } from "./Event.ts"
import { act, all, answerTool, instruct, type Move, say, set, stay } from "./Moves.ts"
import { did } from "./SaidAndDone.ts"
import type { OpenTool, State } from "./State.ts"

type Keeping = NonNullable<State["keeping"]>

/** Has a message kept; the caller is told once it is. */
export const keepMessage = (tool: OpenTool, draft: Keeping["draft"], at: number): Move =>
  all(
    set({ keeping: { tool, draft, withdraws: false, since: at }, answer: null, silence: null }),
    act({ _tag: "KeepMessage", id: tool.id, draft })
  )

/** Has the message that was taken last taken back; the caller is told what has become of it. */
export const withdrawMessage = (tool: OpenTool, at: number): Move => (state) => {
  const [latest] = state.taken.slice(-1)
  return latest === undefined ? stay(state) : all(
    set({ keeping: { tool, draft: latest.draft, withdraws: true, since: at }, answer: null, silence: null }),
    act({ _tag: "WithdrawMessage", id: tool.id, of: latest.id })
  )(state)
}

/** The message is on the disk, or could not be kept: the caller hears which, in words that the model has no part in. */
export const messageKept = ({ id, kept }: Pick<EventOf<"MessageKept">, "id" | "kept">, at: number): Move => (state) => {
  const { call, keeping, tracked: { language } } = state
  if (keeping === null || keeping.tool.id !== id) return [state, []]
  const promise = promiseOf({ ...keeping.draft, language }, call.agent, call.epoch + at)
  return all(
    set({ keeping: null }),
    kept
      ? all(
        set({ taken: [...state.taken, { id, draft: keeping.draft }], unfinished: null }),
        did(keeping.draft.kind, at),
        answerTool(
          keeping.tool,
          messageOutputs.taken,
          { isError: false, reply: false }
        ),
        say("messageTaken", at, { promise, isAnswer: true })
      )
      : all(
        answerTool(
          keeping.tool,
          messageOutputs.notTaken,
          { isError: true, reply: false }
        ),
        say("messageNotTaken", at, { isAnswer: true })
      )
  )(state)
}

const withdrawnPhrases = {
  withdrawn: "messageWithdrawn",
  corrected: "messageCorrected",
  failed: "messageNotWithdrawn"
} as const

/** It is taken back, whatever the caller was told before. */
const withdrawn = (outcome: "withdrawn" | "corrected", at: number): Move => (state) => {
  const left = state.taken.slice(0, -1)
  return all(
    set({
      taken: left,
      overdue: null
    }),
    did("withdrawn", at),
    ...left.map(({ draft }) => did(draft.kind, at)),
    say(withdrawnPhrases[outcome], at, { isAnswer: true })
  )(state)
}

/** It is known what has become of a message that was to be taken back: the caller hears it, also where it comes too late. */
export const messageWithdrawn =
  ({ id, outcome }: Pick<EventOf<"MessageWithdrawn">, "id" | "outcome">, at: number): Move => (state) => {
    const { keeping, overdue } = state
    if (overdue === id && outcome !== "failed") {
      return all(instruct("message", withdrawOutputs[outcome]), withdrawn(outcome, at))(state)
    }
    if (keeping === null || keeping.tool.id !== id) return [state, []]
    return all(
      set({ keeping: null }),
      answerTool(keeping.tool, withdrawOutputs[outcome], { isError: outcome === "failed", reply: false }),
      outcome === "failed" ? say(withdrawnPhrases.failed, at, { isAnswer: true }) : withdrawn(outcome, at)
    )(state)
  }

/** Nobody says what became of a message that was to be kept, or taken back: it counts as not. */
export const messageLate = (at: number): Move => (state) =>
  state.keeping === null
    ? stay(state)
    : state.keeping.withdraws
    ? all(
      set({ overdue: state.keeping.tool.id }),
      messageWithdrawn({ id: state.keeping.tool.id, outcome: "failed" }, at)
    )(state)
    : messageKept({ id: state.keeping.tool.id, kept: false }, at)(state)
