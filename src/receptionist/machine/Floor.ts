import type { Event, EventOf } from "./Event.ts"
import { bounds } from "./Policy.ts"
import type { State } from "./State.ts"

/** Nobody speaks: from now on the caller could, unless the agent owes them something. */
export const fallQuiet = (state: State, at: number): State =>
  state.answer === null && state.callerSince === null && state.silence === null
    ? { ...state, silence: { since: at, prompts: 0 } }
    : state

/** The agent is not heard any more. */
const hush = (state: State, at: number): State => fallQuiet({ ...state, agentUntil: null }, at)

/** This turn has answered no question: the next one may. */
const unanswered = (state: State, itemId: string): State =>
  state.asksConsent?.turn === itemId ? { ...state, asksConsent: { turn: null } } : state

/** The words of this turn are known, or never will be. */
const worded = (state: State, itemId: string): State =>
  state.wordless?.turn === itemId ? { ...state, wordless: null } : state

/** How many utterances are remembered. */
const kept = 12

const wordsOf = ({ itemId, text }: EventOf<"CallerSaid">) => `${itemId} ${text}`
const isWorded = ({ worded }: State, itemId: string) => worded.some((words) => words.startsWith(`${itemId} `))

/** What was told already, and is not done or said anew because it is told again. */
export const isTold = ({ called, worded }: State, event: Event): boolean =>
  (event._tag === "ToolCalled" && called.includes(event.call.id)) ||
  (event._tag === "CallerSaid" && worded.includes(wordsOf(event)))

/** Who is heard, and what was said, as an event tells it; the same in every mode. */
export const hear = (state: State, event: Event, at: number): State => {
  switch (event._tag) {
    case "CallerStartedSpeaking":
      return {
        ...state,
        callerSince: state.callerSince ?? at,
        callerTurn: event.itemId,
        silence: null,
        asksConsent: state.asksConsent && { turn: state.asksConsent.turn ?? event.itemId }
      }
    case "CallerTurnEnded":
      return {
        ...state,
        callerSince: null,
        silence: null,
        lastSound: Math.max(state.lastSound, at - (event.waited ?? 0)),
        wordless: isWorded(state, event.itemId) ? null : { turn: event.itemId, until: at + bounds.words }
      }
    case "CallerTurnLost":
      return {
        ...worded(unanswered(state, event.itemId), event.itemId),
        callerSince: null,
        silence: null,
        lastSound: at
      }
    case "CallerSaidNothing":
      return fallQuiet({ ...worded(unanswered(state, event.itemId), event.itemId), callerSince: null }, at)
    case "AgentStartedSpeaking":
      return {
        ...state,
        // What the model says then asks something else.
        asksConsent: event.of === "reply" && state.asksConsent?.turn === null ? null : state.asksConsent,
        agentUntil: at + bounds.unconfirmed,
        speaks: event.of,
        lastSound: at,
        silence: event.of === "reply" ? null : state.silence
      }
    case "AgentAudible":
      return state.agentUntil === null
        ? state
        : { ...state, agentUntil: at + bounds.unconfirmed, lastSound: at }
    case "AgentStalled":
      return hush(state, at)
    case "AgentStoppedSpeaking":
      return hush({ ...state, speaks: null, lastSound: state.agentUntil === null ? state.lastSound : at }, at)
    case "CallerNotTranscribed":
      return event.lost === true
        ? { ...worded(unanswered(state, event.itemId), event.itemId), callerSince: null, silence: null, lastSound: at }
        // Whoever answers has understood it, and nobody here knows what was said to the question.
        : {
          ...worded(state, event.itemId),
          asksConsent: state.asksConsent?.turn === event.itemId ? null : state.asksConsent
        }
    case "SessionClosed":
      // Nobody tells any more when they have finished, and no other voice can speak.
      return { ...state, callerSince: null, voicesLeft: 0 }
    case "ModelReconnecting": {
      // A caller has waited already for one that was given up for its silence: it has the rest of the time to be back.
      const since = at - Math.min(event.silentFor ?? 0, bounds.away - bounds.redial)
      // Where all that came of an answer was heard out before this was known, it looked like a whole one.
      const inReply = state.answer === null
        ? event.inReply === true && state.callerSince === null
        : state.answer.speaking
      const away = state.away ?? { since, owes: state.answer !== null || inReply, inReply }
      return { ...state, away: { ...away, since: Math.min(since, away.since) } }
    }
    case "ModelRestored":
      return { ...state, away: null }
    case "WorkerDrained":
      return { ...state, drained: true }
    case "AgentSaid":
      return {
        ...state,
        wentOn: state.wentOn && event.of === "phrase",
        said: [...state.said, { by: "agent" as const, text: event.text, fixed: event.of === "phrase" }].slice(-kept)
      }
    case "ToolCalled":
      return { ...state, called: [...state.called, event.call.id] }
    case "CallerSaid":
      return {
        ...worded(state, event.itemId),
        worded: [...state.worded, wordsOf(event)].slice(-kept),
        said: [...state.said, { by: "caller" as const, text: event.text }].slice(-kept)
      }
    default:
      return state
  }
}

/** Nobody has confirmed for too long that the agent is heard: the last that was heard of it was long before. */
export const lapse = hush
