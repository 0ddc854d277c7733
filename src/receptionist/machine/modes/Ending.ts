import { takeMessage } from "../../tools/takeMessage.ts"
import { transferCall } from "../../tools/transferCall.ts"
import { withdrawMessage } from "../../tools/withdrawMessage.ts"
import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import type { EventOf } from "../Event.ts"
import { hearWords } from "../Hear.ts"
import { keyCounts, keyPressed } from "../Keys.ts"
import { messageKept, messageWithdrawn } from "../Message.ts"
import { act, all, answerTool, instruct, type Move, over, owe, set, stay, when } from "../Moves.ts"
import { unkeptBeforeEnd } from "../SaidAndDone.ts"
import { millis, type ModeOf, type State } from "../State.ts"
import { refuseTool, useTool } from "../UseTool.ts"
import { agentSaid, endlessTurn, lostPhrase, phraseOver, unconfirmed } from "./Common.ts"

type Ending = State<ModeOf<"Ending">>

/** The call goes on after all, and the model learns why. */
const carryOn = (why: string): Move => (state) =>
  all(
    ...state.tools.filter(({ id }) => id !== state.keeping?.tool.id).map((tool) =>
      answerTool(tool, `${why}: the call goes on.`, { isError: true, reply: false })
    ),
    set({ mode: { _tag: "Talking" }, revoked: true })
  )(state)

/** "Wait, one more thing". */
const revoke = carryOn("The caller went on speaking")

/** The last words have been said. What has become of a message the caller hears before they are let go. */
const farewell = ({ keeping, mode }: Ending): Move => keeping === null ? over(mode.reason) : stay

/** So has what was to be said after them. */
const said = (event: EventOf<"PhraseOver">, state: Ending): Move => {
  const { mode: { phrase }, saying } = state
  const left = saying.filter(({ id }) => id !== event.id && phrase !== null && id >= phrase)
  const isLast = phrase !== null && event.id >= phrase && saying.some(({ id }) => id === event.id) && left.length === 0
  return all(phraseOver(event), when(isLast, farewell(state)))
}

/** The phrase that was asked for last has the last words now. */
const saysMore = (mode: ModeOf<"Ending">, at: number): Move => (now) =>
  set({ mode: { ...mode, until: at + millis(now.call.policy.farewell), phrase: now.nextPhrase - 1 } })(now)

/** What has become of a message are the last words now. Where it has come to nothing, the caller may say what then. */
const messageOver = (outcome: Move, isDone: boolean, at: number, { keeping, mode }: Ending): Move =>
  all(outcome, (now) =>
    now.keeping === keeping
      ? [now, []]
      : isDone || !mode.revocable
      ? saysMore(mode, at)(now)
      : carryOn("The message has come to nothing")(now))

const thereIsMore = carryOn("There is more to be done")

/**
 * A message that the model thinks of as the call ends is taken all the same, and keeps the caller where it cannot be and
 * nobody but the model ends it; so does a transfer.
 */
const toolCalled = ({ call }: EventOf<"ToolCalled">, at: number, { mode }: Ending): Move => {
  const isOurs = mode.reason === "agent_end"
  switch (call.name) {
    case takeMessage.name:
    case withdrawMessage.name:
      return all(
        useTool(call, at),
        (now) => when(isOurs && now.mode._tag === "Ending" && now.keeping === null, thereIsMore)(now)
      )
    case transferCall.name:
      return isOurs
        ? all(thereIsMore, act({ _tag: "Interrupt" }), useTool(call, at))
        : refuseTool(call, "The call is ending.")
    default:
      return refuseTool(call, "The call is ending.")
  }
}

/** Who hangs up over a promise keeps it first; what cannot be kept is taken back, and heard to its end. */
const agentHasSaid = (event: EventOf<"AgentSaid">, at: number, { mode, nextPhrase }: Ending): Move =>
  mode.reason !== "agent_end" ? stay : all(agentSaid(event, at), (now) => {
    const unkept = now.keeping === null ? unkeptBeforeEnd(now, at) : undefined
    if (unkept !== undefined) {
      return all(thereIsMore, unkept.note, instruct("promise", unkept.instruction), owe(at))(now)
    }
    return when(now.nextPhrase > nextPhrase, saysMore(mode, at))(now)
  })

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
  AgentSaid: agentHasSaid,
  CallerStartedSpeaking: (_, __, { mode }) => when(mode.revocable, revoke),
  CallerTurnEnded: () => stay,
  CallerSaid: (event, at) => hearWords(event, at),
  CallerNotTranscribed: () => stay,
  CallerSaidNothing: () => stay,
  CallerTurnLost: () => stay,
  ToolCalled: toolCalled,
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: () => stay,
  SessionClosed: (_, __, { mode }) => over(mode.reason),
  KeyPressed: (event, at, { mode }) => mode.revocable ? all(revoke, keyPressed(event, at)) : keyCounts(event, at),
  CallerLeft: (_, __, { mode }) => over(mode.reason),
  WorkerDrained: () => stay,
  PhraseOver: (event, _, state) => said(event, state),
  PlayedOut: (_, __, state) => when(state.mode.phrase === null, farewell(state)),
  MessageKept: (event, at, state) => messageOver(messageKept(event, at), event.kept, at, state),
  MessageWithdrawn: (event, at, state) =>
    messageOver(messageWithdrawn(event, at), event.outcome !== "failed", at, state),
  VoiceChanged: () => stay,
  TransferEnded: () => stay,
  Tick: whatIsDue(dues)
}
