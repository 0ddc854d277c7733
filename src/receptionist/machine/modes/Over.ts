import { type Cells, noReplyOwed, onlyHeard } from "../Cells.ts"
import { stay } from "../Moves.ts"
import { refuseTool } from "../UseTool.ts"

/** Nothing happens any more, but that every tool is answered. */
export const ended: Cells<"Over"> = {
  ...onlyHeard,
  ...noReplyOwed,
  CallerStartedSpeaking: () => stay,
  CallerTurnEnded: () => stay,
  CallerSaid: () => stay,
  CallerNotTranscribed: () => stay,
  CallerSaidNothing: () => stay,
  CallerTurnLost: () => stay,
  ToolCalled: ({ call }) => refuseTool(call, "The call has ended."),
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: () => stay,
  SessionClosed: () => stay,
  CallerLeft: () => stay,
  KeyPressed: () => stay,
  WorkerDrained: () => stay,
  PhraseOver: () => stay,
  PlayedOut: () => stay,
  MessageKept: () => stay,
  MessageWithdrawn: () => stay,
  VoiceChanged: () => stay,
  TransferEnded: () => stay,
  Tick: () => stay
}
