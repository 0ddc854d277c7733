import type { Cells } from "./Cells.ts"
import type { Event } from "./Event.ts"
import { hear, isTold } from "./Floor.ts"
import { noteTyped } from "./Keys.ts"
import { changing } from "./modes/Changing.ts"
import { ending } from "./modes/Ending.ts"
import { greeting } from "./modes/Greeting.ts"
import { ended } from "./modes/Over.ts"
import { talking } from "./modes/Talking.ts"
import { transferring } from "./modes/Transferring.ts"
import { all, type Move, say, type Step } from "./Moves.ts"
import { did } from "./SaidAndDone.ts"
import { awaitsWords, type Call, initial, type ModeTag, type State } from "./State.ts"
import { keepWaiting } from "./UseTool.ts"

/** What is done about each event in each mode. */
export const cells: { readonly [M in ModeTag]: Cells<M> } = {
  Greeting: greeting,
  Talking: talking,
  Changing: changing,
  Transferring: transferring,
  Ending: ending,
  Over: ended
}

/**
 * The conversation of a caller who has just been put through: the first phrase of the opening is said.
 *
 * @param at milliseconds of a clock that only goes forward, as everywhere here
 */
export const begin = (call: Call, voicesLeft: number, at: number): Step => {
  const state = initial(call, voicesLeft, at)
  const [first] = call.opening
  return first === undefined
    ? [{ ...state, mode: { _tag: "Talking" }, silence: { since: at, prompts: 0 } }, []]
    : say(first, at, { interruptible: false })(state)
}

/** The table is typed by mode and event; of the pair at hand, no type can know which it is. */
type AnyCell = (event: Event, at: number, state: State) => Move

/** The call is over: the messages that were still to be taken are; a number half typed, and a promise that nobody keeps, are noted. */
const closed = ([state, actions]: Step, at: number): Step => {
  const [last, further] = all(noteTyped, keepWaiting(at), did("call_ended", at))(state)
  return [last, [...actions, ...further]]
}

const inCell = (event: Event, at: number, state: State): Step =>
  (cells[state.mode._tag][event._tag] as AnyCell)(event, at, state)(state)

/** What waited for a message to be kept, or taken back, or for the caller's words, is done once it need not. */
const nextWaiting = (at: number) => ([state, actions]: Step): Step => {
  const [call, ...waiting] = state.waiting
  if (call === undefined || state.keeping !== null || state.mode._tag === "Over") return [state, actions]
  if (awaitsWords(state, at)) return [state, actions]
  const [next, further] = inCell({ _tag: "ToolCalled", call }, at, { ...state, waiting })
  return nextWaiting(at)([next, [...actions, ...further]])
}

/** The call is cut short from outside: what is done about what it leaves. */
export const cutShort = (state: State, at: number): Step =>
  state.mode._tag === "Over" ? [state, []] : closed([state, []], at)

/** What an event comes to. Nothing else decides in a conversation, and nothing else holds its state. */
export const step = (state: State, event: Event, at: number): Step => {
  if (isTold(state, event)) return [state, []]
  const heard = hear(state, event, at)
  const stepped = nextWaiting(at)(inCell(event, at, heard))
  return heard.mode._tag !== "Over" && stepped[0].mode._tag === "Over" ? closed(stepped, at) : stepped
}
