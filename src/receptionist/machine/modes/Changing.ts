import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import type { EventOf } from "../Event.ts"
import { fallQuiet } from "../Floor.ts"
import { hearWords } from "../Hear.ts"
import { keyWaits, waitedFor } from "../Keys.ts"
import { messageKept, messageWithdrawn } from "../Message.ts"
import { all, ask, awaitHeardAgain, endWith, giveUp, type Move, over, set, stay, when } from "../Moves.ts"
import { type ModeOf, nothing, owed, type State } from "../State.ts"
import { useBeside } from "../UseTool.ts"
import { agentSaid, endlessTurn, lostPhrase, phraseOver, sessionClosed, unconfirmed } from "./Common.ts"

const dues: Dues<"Changing"> = {
  agentUnconfirmed: (at) => unconfirmed(at),
  turnEndless: () => endlessTurn,
  phraseLost: () => lostPhrase(phraseOver),
  modeLate: (at) => giveUp("noVoice", at)
}

/**
 * The conversation goes on: what another has done wrong is not held against this voice. What the caller was saying, or has
 * said in vain, the new voice hears again: it is asked for an answer once it has, or when it has heard nothing of it.
 */
const takenOver = (
  at: number,
  { asksConsent, call, callerSince, lostTurn, mode: { owedSince } }: State<ModeOf<"Changing">>
): Move => {
  const comesAgain = callerSince !== null || lostTurn
  return all(
    set({
      mode: { _tag: "Talking" },
      answer: null,
      counts: nothing,
      // What they were saying to it comes again, as a turn of this voice's.
      asksConsent: asksConsent && { turn: null }
    }),
    when(comesAgain, awaitHeardAgain(at)),
    waitedFor(
      at,
      comesAgain
        ? stay
        : owedSince !== null
        ? all(set({ answer: owed(call.hasOwnVoice ? at : owedSince) }), ask(at)) // they wait for a word since they heard us last
        : (state) => [fallQuiet(state, at), []]
    )
  )
}

/** What the last voice called for last: what has become of a message is what the caller waits for then. */
const toolCalled = (
  { call }: EventOf<"ToolCalled">,
  at: number,
  { keeping, mode }: State<ModeOf<"Changing">>
): Move =>
  all(
    useBeside(call, "Nothing was done: the conversation was handed on.", at),
    (now) => when(now.keeping !== keeping, set({ mode: { ...mode, owedSince: null } }))(now)
  )

/** Another voice is taking over: what is owed stays owed, and is asked of it. */
export const changing: Cells<"Changing"> = {
  ...onlyHeard,
  ...noReplyOwed,
  AgentSaid: (event, at) => agentSaid(event, at),
  CallerStartedSpeaking: () => stay,
  CallerTurnEnded: (_, at, { mode }) => set({ mode: { ...mode, owedSince: mode.owedSince ?? at } }),
  CallerSaid: (event, at) => hearWords(event, at),
  CallerNotTranscribed: () => stay,
  CallerSaidNothing: () => stay,
  CallerTurnLost: () => set({ lostTurn: true }),
  ToolCalled: toolCalled,
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: () => stay,
  SessionClosed: (_, at) => sessionClosed(at),
  KeyPressed: (event, at) => keyWaits(event, at, stay),
  CallerLeft: () => over("caller_hangup"),
  WorkerDrained: (_, at) => endWith("worker_drain", "drainGoodbye", at),
  PhraseOver: phraseOver,
  PlayedOut: () => stay,
  MessageKept: (event, at) => messageKept(event, at),
  MessageWithdrawn: (event, at) => messageWithdrawn(event, at),
  VoiceChanged: ({ changed, voicesLeft }, at, state) =>
    all(
      set({ voicesLeft, away: null }),
      changed ? takenOver(at, state) : giveUp("noVoice", at)
    ),
  TransferEnded: () => stay,
  Tick: whatIsDue(dues)
}
