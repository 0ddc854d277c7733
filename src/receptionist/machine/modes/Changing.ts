import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import { hearWords } from "../Hear.ts"
import { messageKept } from "../Message.ts"
import { all, endWith, handOver, over, owe, set, stay } from "../Moves.ts"
import { refuseTool } from "../UseTool.ts"
import { endlessTurn, lostPhrase, phraseOver, sessionClosed, unconfirmed } from "./Common.ts"

const dues: Dues<"Changing"> = {
  agentUnconfirmed: (at) => unconfirmed(at),
  turnEndless: () => endlessTurn,
  phraseLost: () => lostPhrase(phraseOver),
  modeLate: (at) => handOver(at)
}

/** Another voice is taking over: what is owed stays owed, and is asked of it. */
export const changing: Cells<"Changing"> = {
  ...onlyHeard,
  ...noReplyOwed,
  CallerStartedSpeaking: () => stay,
  CallerTurnEnded: () => stay,
  CallerSaid: (event, at) => hearWords(event, at),
  CallerNotTranscribed: () => stay,
  CallerTurnLost: () => stay,
  ToolCalled: ({ call }) => refuseTool(call, "Nothing was done: the conversation was handed on."),
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: () => stay,
  SessionClosed: () => sessionClosed,
  KeyPressed: () => stay,
  CallerLeft: () => over("caller_hangup"),
  WorkerDrained: (_, at) => endWith("worker_drain", "drainGoodbye", at),
  PhraseOver: phraseOver,
  PlayedOut: () => stay,
  MessageKept: (event, at) => messageKept(event, at),
  VoiceChanged: ({ changed }, at, state) =>
    changed
      ? all(
        set({ mode: { _tag: "Talking" }, answer: null }),
        state.callerSince === null ? owe(at) : stay
      )
      : handOver(at),
  TransferEnded: () => stay,
  Tick: whatIsDue(dues)
}
