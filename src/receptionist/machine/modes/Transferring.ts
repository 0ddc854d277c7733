import { callsOffTransfer } from "../../CalledOff.ts"
import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import { isOfRecording } from "../Consent.ts"
import type { EventOf, TransferResult } from "../Event.ts"
import { hearWords } from "../Hear.ts"
import { asksForOther, keyCounts, keyPressed, keyWaits, waitedFor } from "../Keys.ts"
import { messageKept, messageLate, messageWithdrawn } from "../Message.ts"
import {
  act,
  all,
  answerTool,
  apologise,
  endWith,
  handOver,
  instruct,
  type Move,
  over,
  owe,
  refer,
  say,
  set,
  stay,
  when
} from "../Moves.ts"
import { did } from "../SaidAndDone.ts"
import { type Deferred, type ModeOf, owed, type State } from "../State.ts"
import { useBeside } from "../UseTool.ts"
import { agentSaid, endlessTurn, lostPhrase, phraseOver, unconfirmed } from "./Common.ts"

type Transferring = State<ModeOf<"Transferring">>

const note = ({ mode }: Transferring, change: Partial<ModeOf<"Transferring">>): Move =>
  set({ mode: { ...mode, ...change } })

/** What would end the call waits for the transfer; the first that came counts. */
const defer = (state: Transferring, end: Deferred): Move => note(state, { afterwards: state.mode.afterwards ?? end })

const goodbyes = { worker_drain: "drainGoodbye", max_duration: "maxDurationGoodbye" } as const

/** There is no transfer any more: what has waited for that is done, else the conversation goes on, with another voice if need be. */
const noMore = (
  { afterwards, modelLost, standsIn }: ModeOf<"Transferring">,
  at: number,
  { goOn, wait }: { readonly goOn: Move; readonly wait: Move }
): Move =>
  standsIn
    ? apologise(at)
    : afterwards !== null
    ? endWith(afterwards, goodbyes[afterwards], at)
    : modelLost
    ? all(wait, handOver("linkLost", at))
    : all(set({ mode: { _tag: "Talking" } }), goOn)

/** Who is still talked with is told so, by whoever can say it. */
const tellThatItFailed = (at: number): Move => (state) => {
  const { call, mode } = state
  const isHeard = mode._tag === "Talking" || (mode._tag === "Changing" && call.hasOwnVoice)
  return when(isHeard, all(set({ silence: null }), say("transferFailed", at)))(state)
}

const became = (result: TransferResult) =>
  result._tag === "Failed" ? `SIP ${result.sipStatus ?? "error"}` : "nobody said whether it was answered"

const failed = (result: TransferResult, at: number, { mode }: Transferring): Move =>
  all(
    mode.tool === null ? stay : answerTool(
      mode.tool,
      `The transfer to ${mode.department} did not succeed (${became(result)}). The caller has been told so.`,
      { isError: true, reply: false }
    ),
    did("transfer_failed", at),
    noMore(mode, at, { goOn: waitedFor(at, stay), wait: stay }),
    tellThatItFailed(at)
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
      did("transfer_connected", at),
      over("transferred")
    )
  }
  if (result._tag === "Unknown" && !result.callerPresent) return over("transfer_failed")
  if (mode.callerGone) return over(result._tag === "Unknown" ? "transfer_failed" : "caller_hangup")
  const [, next, ...later] = mode.ladder
  const isWanted = !mode.calledOff && (mode.standsIn || (mode.afterwards === null && !mode.modelLost))
  if (next !== undefined && isWanted) {
    return all(say("tryingNext", at), refer(mode, [next, ...later], at))
  }
  return failed(result, at, state)
}

/** The carrier is asked once all that was to be said is, heard or not, a message is kept, and the caller has been heard out. */
const announced = (at: number, { isLate = false } = {}): Move => (state) => {
  const { callerSince, keeping, mode, saying } = state
  if (mode._tag !== "Transferring" || mode.stage !== "announcing") return [state, []]
  const [rung, ...rest] = mode.ladder
  const isHeardOut = isLate || (callerSince === null && mode.turns.length === 0)
  return when(
    saying.length === 0 && keeping === null && isHeardOut,
    rung === undefined ? stay : refer(mode, [rung, ...rest], at)
  )(state)
}

const calledOff = (department: string) =>
  `The caller called the transfer off, and nobody was called: they are still with you. Answer what they said last. To transfer them to ${department} after all, call transfer_call again.`

/** The caller wants it no more: it does not go out, or is not tried again elsewhere. What stands in for a voice is not theirs to call off. */
const callOff = (at: number, { mode }: Transferring, instead: Parameters<typeof noMore>[2]): Move => {
  if (mode.standsIn) return stay
  // What rings cannot be called back: they hear that, once.
  if (mode.stage === "referring") {
    return (state) =>
      all(
        set({ mode: { ...mode, calledOff: true, reassuredAt: at } }),
        when(!mode.calledOff && !mode.callerGone && state.call.hasOwnVoice, say("transferRings", at))
      )(state)
  }
  return all(
    // Who wants it after all has not been refused it before.
    (now) => set({ used: { ...now.used, latest: "" } })(now),
    mode.tool === null
      ? instruct("keys", calledOff(mode.department))
      : answerTool(mode.tool, calledOff(mode.department), { isError: true, reply: false }),
    did("transfer_failed", at),
    noMore(mode, at, instead)
  )
}

/** A key for somebody else, or for a message, calls off what is announced; while it rings, it waits until that has failed. */
const pressed = (event: EventOf<"KeyPressed">, at: number, state: Transferring): Move => {
  if (!asksForOther(event, at, state, state.mode.department)) return keyCounts(event, at)
  const wait = keyWaits(event, at, stay)
  return all(
    state.mode.stage === "referring" ? wait : stay,
    callOff(at, state, { goOn: keyPressed(event, at), wait })
  )
}

const said = (event: EventOf<"CallerSaid">, at: number, state: Transferring): Move => {
  const isNew = state.mode.turns.includes(event.itemId)
  const mode = { ...state.mode, turns: state.mode.turns.filter((id) => id !== event.itemId) }
  return all(
    hearWords(event, at),
    set({ mode }),
    isNew && callsOffTransfer(event.text) && !isOfRecording(event, state)
      ? callOff(at, { ...state, mode }, {
        goOn: all(act({ _tag: "Interrupt" }), owe(at)),
        wait: set({ answer: owed(at) })
      })
      : announced(at)
  )
}

/** The words of a turn will not come. */
const unheard = ({ itemId }: { readonly itemId: string }, at: number, state: Transferring): Move =>
  all(note(state, { turns: state.mode.turns.filter((id) => id !== itemId) }), announced(at))

const dues: Dues<"Transferring"> = {
  agentUnconfirmed: (at) => unconfirmed(at),
  turnEndless: () => endlessTurn,
  phraseLost: (at) => all(lostPhrase(phraseOver), announced(at)),
  endOfTime: (_, state) => defer(state, "max_duration"),
  modeLate: (at, state) => ended({ _tag: "Unknown", callerPresent: !state.mode.callerGone }, at, state),
  messageLate: (at) => all(messageLate(at), announced(at)),
  wordsLate: (at) => announced(at, { isLate: true }),
  reassure: (at, state) => all(note(state, { reassuredAt: at }), say("transferPending", at))
}

/** A transfer is out: nothing but the caller or the carrier ends the call, until it has an outcome. */
export const transferring: Cells<"Transferring"> = {
  ...onlyHeard,
  ...noReplyOwed,
  AgentSaid: (event, at) => agentSaid(event, at),
  CallerStartedSpeaking: ({ itemId }, _, state) => note(state, { turns: [...state.mode.turns, itemId] }),
  CallerTurnEnded: (_, at) => announced(at),
  CallerSaid: said,
  CallerNotTranscribed: unheard,
  CallerSaidNothing: unheard,
  CallerTurnLost: unheard,
  ToolCalled: ({ call }, at) => useBeside(call, "A transfer is under way already.", at),
  ModelReconnecting: () => stay,
  ModelRestored: () => stay,
  ModelLost: (_, __, state) => note(state, { modelLost: true }),
  SessionClosed: (_, at, state) =>
    all(
      act({ _tag: "Report", failure: "sessionClosed" }),
      note(state, { modelLost: true, turns: [] }),
      announced(at)
    ),
  KeyPressed: pressed,
  CallerLeft: (_, __, state) =>
    state.mode.stage === "announcing" ? over("caller_hangup") : note(state, { callerGone: true }),
  WorkerDrained: (_, __, state) => defer(state, "worker_drain"),
  PhraseOver: (event, at) => all(phraseOver(event), announced(at)),
  PlayedOut: () => stay,
  MessageKept: (event, at) => all(messageKept(event, at), announced(at)),
  MessageWithdrawn: (event, at) => all(messageWithdrawn(event, at), announced(at)),
  VoiceChanged: () => stay,
  TransferEnded: ({ result }, at, state) => ended(result, at, state),
  Tick: whatIsDue(dues)
}
