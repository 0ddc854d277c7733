import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import type { EventOf, TransferResult } from "../Event.ts"
import { hearWords } from "../Hear.ts"
import { keyRefuses } from "../Keys.ts"
import { messageKept, messageWithdrawn } from "../Message.ts"
import {
  act,
  all,
  answerTool,
  apologise,
  endWith,
  handOver,
  type Move,
  over,
  refer,
  say,
  set,
  stay,
  when
} from "../Moves.ts"
import { did } from "../SaidAndDone.ts"
import type { Deferred, ModeOf, State } from "../State.ts"
import { refuseTool } from "../UseTool.ts"
import { endlessTurn, lostPhrase, phraseOver, unconfirmed } from "./Common.ts"

type Transferring = State<ModeOf<"Transferring">>

const note = ({ mode }: Transferring, change: Partial<ModeOf<"Transferring">>): Move =>
  set({ mode: { ...mode, ...change } })

/** What would end the call waits for the transfer; the first that came counts. */
const defer = (state: Transferring, end: Deferred): Move => note(state, { afterwards: state.mode.afterwards ?? end })

/** Another voice goes on with the caller, who is told meanwhile that the transfer has failed. */
const goOnWithAnother = (at: number): Move => (state) =>
  all(
    handOver("linkLost", at),
    when(state.voicesLeft > 0 && state.call.hasOwnVoice, say("transferFailed", at))
  )(state)

const ends: { readonly [D in Deferred]: (mode: ModeOf<"Transferring">, at: number) => Move } = {
  // Where nobody asked for the transfer but us, it was what stood in for a voice.
  model_error: ({ tool }, at) => tool === null ? apologise(at) : goOnWithAnother(at),
  worker_drain: (_, at) => endWith("worker_drain", "drainGoodbye", at),
  max_duration: (_, at) => endWith("max_duration", "maxDurationGoodbye", at)
}

const said = (result: TransferResult) =>
  result._tag === "Failed" ? `SIP ${result.sipStatus ?? "error"}` : "nobody said whether it was answered"

const failed = (result: TransferResult, at: number, { mode }: Transferring): Move =>
  all(
    mode.tool === null ? stay : answerTool(
      mode.tool,
      `The transfer to ${mode.department} did not succeed (${said(result)}). The caller has been told so.`,
      { isError: true, reply: false }
    ),
    did("transfer_failed", at),
    mode.afterwards !== null
      ? ends[mode.afterwards](mode, at)
      : all(set({ mode: { _tag: "Talking" }, silence: null }), say("transferFailed", at))
  )

const ended = (result: TransferResult, at: number, state: Transferring): Move => {
  const { mode } = state
  if (mode.stage !== "referring") return stay
  if (result._tag === "Connected") {
    return all(
      mode.tool === null ? stay : answerTool(
        mode.tool,
        `The caller was transferred to ${mode.department}.`,
        { isError: false, reply: false }
      ),
      over("transferred")
    )
  }
  if (result._tag === "Unknown" && !result.callerPresent) return over("transfer_failed")
  if (mode.callerGone) return over(result._tag === "Unknown" ? "transfer_failed" : "caller_hangup")
  const [, next, ...later] = mode.ladder
  if (next !== undefined && (mode.afterwards === null || mode.tool === null)) {
    return all(say("tryingNext", at), refer(mode, [next, ...later], at))
  }
  return failed(result, at, state)
}

/** The announcement is over, whether it was heard or not: the carrier is asked. */
const announced = (event: EventOf<"PhraseOver">, at: number, { mode, saying }: Transferring): Move => {
  const [rung, ...rest] = mode.ladder
  const isLast = saying.length === 1 && saying.some(({ id }) => id === event.id)
  return all(
    phraseOver(event),
    when(
      mode.stage === "announcing" && isLast && rung !== undefined,
      rung === undefined ? stay : refer(mode, [rung, ...rest], at)
    )
  )
}

const dues: Dues<"Transferring"> = {
  agentUnconfirmed: (at) => unconfirmed(at),
  turnEndless: () => endlessTurn,
  phraseLost: (at, state) => lostPhrase((event) => announced(event, at, state)),
  endOfTime: (_, state) => defer(state, "max_duration"),
  modeLate: (at, state) => ended({ _tag: "Unknown", callerPresent: !state.mode.callerGone }, at, state),
  reassure: (at, state) => all(note(state, { reassuredAt: at }), say("transferPending", at))
}

/** A transfer is out: nothing but the caller or the carrier ends the call, until it has an outcome. */
export const transferring: Cells<"Transferring"> = {
  ...onlyHeard,
  ...noReplyOwed,
  CallerStartedSpeaking: () => stay,
  CallerTurnEnded: () => stay,
  CallerSaid: (event, at) => hearWords(event, at),
  CallerNotTranscribed: () => stay,
  CallerTurnLost: () => stay,
  ToolCalled: ({ call }) => refuseTool(call, "A transfer is under way already."),
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: (_, __, state) => defer(state, "model_error"),
  SessionClosed: (_, __, state) => all(act({ _tag: "Report", failure: "sessionClosed" }), defer(state, "model_error")),
  KeyPressed: (event, at) => keyRefuses(event, at),
  CallerLeft: (_, __, state) =>
    state.mode.stage === "announcing" ? over("caller_hangup") : note(state, { callerGone: true }),
  WorkerDrained: (_, __, state) => defer(state, "worker_drain"),
  PhraseOver: announced,
  PlayedOut: () => stay,
  MessageKept: (event, at) => messageKept(event, at),
  MessageWithdrawn: (event, at) => messageWithdrawn(event, at),
  VoiceChanged: () => stay,
  TransferEnded: ({ result }, at, state) => ended(result, at, state),
  Tick: whatIsDue(dues)
}
