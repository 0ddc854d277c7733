import { callbackPromise } from "../hours/Now.ts"
import { messageOutputs } from "../tools/takeMessage.ts"
import type { EventOf } from "./Event.ts"
import { act, all, answerTool, type Move, say, set, stay } from "./Moves.ts"
import { did } from "./SaidAndDone.ts"
import type { OpenTool, State } from "./State.ts"

/** Has a message kept; the caller is told once it is. One at a time. */
export const keepMessage =
  (tool: OpenTool, draft: NonNullable<State["keeping"]>["draft"], at: number): Move => (state) =>
    state.keeping === null
      ? all(
        set({ keeping: { tool, draft, since: at }, answer: null, silence: null }),
        act({ _tag: "KeepMessage", id: tool.id, draft })
      )(state)
      : answerTool(tool, "Nothing was done: a message is being taken already. Wait for its answer.", {
        isError: true,
        reply: false
      })(state)

/** What a caller is promised of a message: when somebody will call, by the hours of whoever it is for. */
const promiseOf = ({ call, keeping, tracked }: State, at: number): string =>
  keeping === null || keeping.draft.kind === "message"
    ? ""
    : callbackPromise(call.agent, keeping.draft.department, call.epoch + at, tracked.language)

/** The message is on the disk, or could not be kept: the caller hears which, in words that the model has no part in. */
export const messageKept = ({ id, kept }: Pick<EventOf<"MessageKept">, "id" | "kept">, at: number): Move => (state) => {
  const { keeping } = state
  if (keeping === null || keeping.tool.id !== id) return [state, []]
  const promise = promiseOf(state, at)
  return all(
    set({ keeping: null }),
    kept
      ? all(
        set({ taken: [...state.taken, keeping.draft], unfinished: null }),
        did(keeping.draft.kind, at),
        answerTool(
          keeping.tool,
          messageOutputs.taken,
          { isError: false, reply: false }
        ),
        say("messageTaken", at, { promise })
      )
      : all(
        answerTool(
          keeping.tool,
          messageOutputs.notTaken,
          { isError: true, reply: false }
        ),
        say("messageNotTaken", at)
      )
  )(state)
}

/** Nobody says whether a message was kept: it counts as not. */
export const messageLate = (at: number): Move => (state) =>
  state.keeping === null ? stay(state) : messageKept({ id: state.keeping.tool.id, kept: false }, at)(state)

/** The call breaks off in the middle of a message: what there is of it is kept, as incomplete. */
export const keepUnfinished: Move = (state) => {
  const draft = state.keeping?.draft ?? state.unfinished
  return all(
    set({ unfinished: null, keeping: null }),
    draft === null || draft === undefined || state.keeping !== null ? stay : act({ _tag: "KeepUnfinished", draft })
  )(state)
}
