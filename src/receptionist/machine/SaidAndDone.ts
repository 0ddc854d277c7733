import * as SayAndDo from "../promises/SayAndDo.ts"
import { act, all, instruct, type Move, owe, say, set } from "./Moves.ts"
import type { State } from "./State.ts"

const carryOut = (action: SayAndDo.Action, at: number): Move => {
  const note = (outcome: "asked" | "corrected" | "open") =>
    act(...action.kinds.map((kind) => ({ _tag: "NotePromise" as const, kind, outcome, counted: action.counted })))
  switch (action._tag) {
    case "AskForTool":
      return all(note("asked"), instruct("promise", action.instruction), owe(at))
    case "Correct":
      return all(note("corrected"), say(action.phrase, at))
    case "LeaveOpen":
      return note("open")
  }
}

const step = (event: SayAndDo.Event, at: number): Move => (state) => {
  const [promises, actions] = SayAndDo.step(state.promises, event, at)
  return all(set({ promises }), ...actions.map((action) => carryOut(action, at)))(state)
}

/** The model has said this: what it promised has to be done. */
export const said = (text: string, at: number): Move => step({ _tag: "Said", text }, at)
/** This was done. */
export const did = (deed: SayAndDo.Deed, at: number): Move => step({ _tag: "Did", deed }, at)
/** The caller has said something: what the model promises now may be about that. */
export const heard = (at: number): Move => step({ _tag: "Heard" }, at)
/** The caller does not want what the model has promised, or the model knows that it cannot be, and tells them. */
export const declined = (kind: SayAndDo.Askable, at: number): Move => step({ _tag: "Declined", kind }, at)
/** A promise is due: the tool is asked for, or the words are corrected, in a moment in which nobody speaks. */
export const promiseDue = (at: number): Move => step({ _tag: "Due" }, at)

/** What the model has promised and not done; asked for before it may end the call. */
export const unkeptBeforeEnd = (state: State, at: number) => {
  const [promises, actions] = SayAndDo.step(state.promises, { _tag: "Ending" }, at)
  const asked = actions.find((action) => action._tag === "AskForTool")
  return asked === undefined ? undefined : {
    instruction: asked.instruction,
    note: all(
      set({ promises }),
      act(...asked.kinds.map((kind) => ({
        _tag: "NotePromise" as const,
        kind,
        outcome: "asked" as const,
        counted: asked.counted
      })))
    )
  }
}

/** When a promise is due, in a moment in which it takes nobody's word. */
export const promiseDueAt = ({ agentUntil, answer, callerSince, promises, saying }: State): number | undefined =>
  agentUntil === null && answer === null && callerSince === null && saying.length === 0
    ? SayAndDo.due(promises)?.at
    : undefined
