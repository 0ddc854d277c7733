import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import type { EventOf } from "../Event.ts"
import { hearWords } from "../Hear.ts"
import { keyPressed } from "../Keys.ts"
import { messageKept, messageWithdrawn } from "../Message.ts"
import { all, answerTool, type Move, over, set, stay, when } from "../Moves.ts"
import type { ModeOf, State } from "../State.ts"
import { refuseTool } from "../UseTool.ts"
import { endlessTurn, lostPhrase, phraseOver, unconfirmed } from "./Common.ts"

type Ending = State<ModeOf<"Ending">>

/** "Wait, one more thing": the call goes on, and the model learns it. */
const revoke: Move = (state) =>
  all(
    ...state.tools.map((tool) =>
      answerTool(tool, "The caller went on speaking: the call goes on.", { isError: true, reply: false })
    ),
    set({ mode: { _tag: "Talking" }, revoked: true })
  )(state)

const said = (event: EventOf<"PhraseOver">, { mode }: Ending): Move =>
  all(phraseOver(event), when(event.id === mode.phrase, over(mode.reason)))

const dues: Dues<"Ending"> = {
  agentUnconfirmed: (at) => unconfirmed(at),
  turnEndless: () => endlessTurn,
  phraseLost: (_, state) => lostPhrase((event) => said(event, state)),
  modeLate: (_, { mode }) => over(mode.reason)
}

/** Last words are said, and bounded; the caller's voice takes back an end that only the agent made. */
export const ending: Cells<"Ending"> = {
  ...onlyHeard,
  ...noReplyOwed,
  CallerStartedSpeaking: (_, __, { mode }) => when(mode.revocable, revoke),
  CallerTurnEnded: () => stay,
  CallerSaid: (event, at) => hearWords(event, at),
  CallerNotTranscribed: () => stay,
  CallerTurnLost: () => stay,
  ToolCalled: ({ call }) => refuseTool(call, "The call is ending."),
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: () => stay,
  SessionClosed: (_, __, { mode }) => over(mode.reason),
  KeyPressed: (event, at, { mode }) => when(mode.revocable, all(revoke, keyPressed(event, at))),
  CallerLeft: (_, __, { mode }) => over(mode.reason),
  WorkerDrained: () => stay,
  PhraseOver: (event, _, state) => said(event, state),
  PlayedOut: (_, __, { mode }) => when(mode.phrase === null, over(mode.reason)),
  MessageKept: (event, at) => messageKept(event, at),
  MessageWithdrawn: (event, at) => messageWithdrawn(event, at),
  VoiceChanged: () => stay,
  TransferEnded: () => stay,
  Tick: whatIsDue(dues)
}
