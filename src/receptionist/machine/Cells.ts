import { type DueIn, nextDue } from "./Deadlines.ts"
import type { EventOf, EventTag } from "./Event.ts"
import { type Move, stay } from "./Moves.ts"
import type { ModeOf, ModeTag, State } from "./State.ts"

type Cell<M extends ModeTag, E extends EventTag> = (event: EventOf<E>, at: number, state: State<ModeOf<M>>) => Move

/** What a mode does about each event: a cell that is missing does not compile. */
export type Cells<M extends ModeTag> = { readonly [E in EventTag]: Cell<M, E> }

/** What a mode does about everything that may be due in it. */
export type Dues<M extends ModeTag> = { readonly [D in DueIn[M]]: (at: number, state: State<ModeOf<M>>) => Move }

/** The cell of time: does what is due, the soonest first, one thing at a time. */
export const whatIsDue = <M extends ModeTag>(dues: Dues<M>): Cell<M, "Tick"> => (_, at, state) => {
  const next = nextDue<M>(state)
  return next === undefined || next.at > at ? stay : dues[next.due](at, state)
}

/** Events that say who is heard, in a mode in which nothing else follows from it. */
export const onlyHeard = {
  AgentStartedSpeaking: () => stay,
  AgentAudible: () => stay,
  AgentStalled: () => stay,
  AgentStoppedSpeaking: () => stay,
  AgentSaid: () => stay
} satisfies Partial<Cells<ModeTag>>

/** Events of a reply, in a mode in which none is owed. */
export const noReplyOwed = {
  ReplyCreated: () => stay,
  ReplyFailed: () => stay,
  ReplyWithdrawn: () => stay
} satisfies Partial<Cells<ModeTag>>
