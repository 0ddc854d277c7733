import { callsOffTransfer } from "../../CalledOff.ts"
import { type Cells, type Dues, whatIsDue } from "../Cells.ts"
import { hearConsent, isOfRecording, refusesRecording } from "../Consent.ts"
import type { EventOf } from "../Event.ts"
import { fallQuiet } from "../Floor.ts"
import { followLanguage, isFarewell, isWish } from "../Hear.ts"
import { keyPressed, typedOver } from "../Keys.ts"
import { messageKept, messageLate, messageWithdrawn } from "../Message.ts"
import {
  act,
  all,
  ask,
  awaitHeardAgain,
  endAfterPlayout,
  endWith,
  giveUp,
  handOver,
  instructed,
  type Move,
  over,
  owe,
  say,
  set,
  stay,
  when
} from "../Moves.ts"
import { backoff, bounds, isFinal, limits } from "../Policy.ts"
import { declined, heard, promiseDue } from "../SaidAndDone.ts"
import { forgiven, millis, type ModeOf, owed, type State } from "../State.ts"
import { useTool } from "../UseTool.ts"
import { agentSaid, lostPhrase, phraseOver, sessionClosed, standInOf, unconfirmed } from "./Common.ts"

type Talking = State<ModeOf<"Talking">>

const quiet = (at: number): Move => (state) => [fallQuiet(state, at), []]
const watched = (action: string): Move => act({ _tag: "NoteWatchdog", action })

/** Leaves a session that shows no life for a fresh one, which is asked once it is there. */
const renew = (state: State): Move =>
  all(
    watched("the model shows no life: a fresh session"),
    set({
      renewing: true,
      counts: { ...state.counts, renewed: state.counts.renewed + 1 },
      answer: state.answer === null ? null : { ...state.answer, askedAt: null, retryAt: null, speaking: false }
    }),
    act({ _tag: "RenewSession" })
  )

/** The answer stopped in the middle: what was heard of it is none, and the caller has waited since its last sound. It is asked for again, a few times. */
const cutOff = (state: State, at: number, retryAt: number): Move => {
  const counts = { ...state.counts, cutOffs: state.counts.cutOffs + 1 }
  return counts.cutOffs >= limits.cutOffs
    ? giveUp("cutOff", at)
    : set({ counts, silence: null, answer: { ...owed(Math.min(at, state.lastSound)), retryAt } })
}

/** Once more, and not in the same way: a session in which it failed twice, or broke off, is left. */
const insist = (at: number, state: State): Move => {
  const failedHere = (state.answer?.failures ?? 0) >= 2 || state.counts.cutOffs > 0
  return failedHere && state.counts.renewed === 0
    ? renew(state)
    : all(
      watched("no answer was heard: asked again"),
      when(state.counts.cutOffs > 0, act({ _tag: "Interrupt" })),
      ask(at)
    )
}

const answerFailed = ({ code }: EventOf<"ReplyFailed">, at: number, state: Talking): Move => {
  if (isFinal(code)) return giveUp("refused", at, code)
  // What they are saying is answered, not what they said before.
  if (state.callerSince !== null) return set({ answer: null })
  const { answer, counts } = state
  // It called for a message, and what becomes of that is what the caller waits for.
  if (state.keeping === null ? state.waiting.length > 0 : answer === null) return stay
  if (state.voicesLeft > 0 && (answer?.failures ?? 0) + counts.cutOffs + 1 >= limits.failures) {
    return handOver("replyFailed", at)
  }
  if (answer === null || answer.speaking) return cutOff(state, at, at)
  const failures = answer.failures + 1
  return set({ answer: { ...answer, failures, askedAt: null, created: false, retryAt: at + backoff(failures) } })
}

/** The answer has fallen silent in the middle: another voice gives it, where there is one; else it may go on. */
const stalled = (state: State, at: number): Move =>
  state.voicesLeft > 0 ? handOver("stalled", at) : cutOff(state, at, at + bounds.stalled)

/** What is heard has fallen silent: the answer, or a reply that is none any more, behind which a phrase would wait for ever. */
const fallenSilent = (state: State, at: number): Move => {
  const { answer, callerSince, saying, speaks } = state
  // What falls silent after it was told to be over was an answer that had not ended.
  const tooEarly = answer === null && callerSince === null && speaks === null && saying.length === 0
  if (tooEarly || answer?.speaking === true) return stalled(state, at)
  return when(answer === null && speaks === "reply" && saying.length > 0, act({ _tag: "Interrupt" }))
}

/** A turn was lost with the model: another voice hears it again, unless the model is back before. */
const turnLost = (state: State, at: number): Move =>
  state.voicesLeft > 0
    ? set({
      lostTurn: true,
      answer: null,
      callerSince: null,
      away: state.away ?? { since: at, owes: true, inReply: false }
    })
    : askToRepeat(state, at)

/**
 * The words of a turn are nobody's: the caller is asked for them again, unless that has been in vain. Where that is for
 * nothing that the caller does, somebody else hears them: another voice, which has the last turn, or a person.
 */
const askToRepeat = (state: State, at: number, failed = false): Move => {
  const unheard = state.unheard + 1
  if (failed && unheard >= (state.voicesLeft > 0 ? limits.failures : limits.unheard)) {
    return all(set({ answer: null, callerSince: null, lostTurn: true }), giveUp("notTranscribed", at))
  }
  return unheard >= limits.unheard
    ? endWith("silence", "silenceGoodbye", at, { revocable: true })
    : all(set({ unheard, answer: null, callerSince: null, lostTurn: false }), say("askRepeat", at))
}

const callerSaid = (event: EventOf<"CallerSaid">, at: number, state: Talking): Move => {
  if (state.revoked && isFarewell(event.text)) {
    return all(
      followLanguage(event, { withdraw: false }),
      state.answer?.speaking === true
        ? endAfterPlayout("agent_end", at)
        : all(act({ _tag: "Interrupt" }), over("agent_end"))
    )
  }
  const refusal = refusesRecording(event, state)
  const isLateWish = state.early.includes(event.itemId) && isWish(event.text) && state.answer === null
  return all(
    followLanguage(event, { withdraw: false }),
    hearConsent(event, at),
    when(callsOffTransfer(event.text) && !isOfRecording(event, state), declined("transfer", at)),
    // What was asked of the model is asked again: in the other language, or knowing that the recording is gone.
    (now) =>
      when(
        now.answer !== null && (refusal || now.tracked.language !== state.tracked.language),
        act({ _tag: "WithdrawReply" })
      )(now),
    set({ early: state.early.filter((id) => id !== event.itemId), revoked: false }),
    when(isLateWish && state.callerSince === null, owe(at))
  )
}

const agentStopped = ({ interrupted }: EventOf<"AgentStoppedSpeaking">, at: number, state: Talking): Move => {
  if (state.answer?.speaking !== true) return stay
  if (!interrupted || state.callerSince !== null) return all(set({ answer: null }), quiet(at))
  return cutOff(state, at, at + bounds.stalled)
}

/** The model owes what a phrase was to tell. Where nothing else can be heard, the caller has waited for it no less. */
const stillOwe = ({ owedSince }: State["saying"][number], at: number): Move => (state) =>
  state.call.hasOwnVoice ? owe(at)(state) : all(set({ answer: owed(owedSince) }), ask(at))(state)

const phraseEnded = (event: EventOf<"PhraseOver">, at: number, state: Talking): Move => {
  const phrase = state.saying.find(({ id }) => id === event.id)
  if (phrase === undefined) return stay
  const isFree = state.answer === null && state.callerSince === null
  return all(
    phraseOver(event),
    standInOf(event, state) === undefined ? quiet(at) : when(isFree, stillOwe(phrase, at))
  )
}

const drain = (at: number): Move => endWith("worker_drain", "drainGoodbye", at, { interrupt: false })

const dues: Dues<"Talking"> = {
  agentUnconfirmed: (at, state) => all(unconfirmed(at), fallenSilent(state, at)),
  turnEndless: (at, state) => askToRepeat(state, at),
  phraseLost: (at, state) => lostPhrase((event) => phraseEnded(event, at, state)),
  endOfTime: (at) => endWith("max_duration", "maxDurationGoodbye", at),
  drain,
  // Where no moment was free before, it is no minute any more.
  warnOfEnd: (at, { answeredAt, call: { policy } }) => {
    const left = answeredAt + millis(policy.maxDuration) - at
    return all(set({ warned: true }), when(left >= millis(policy.warnBefore) / 2, say("timeNearlyUp", at)))
  },
  hold: (at) =>
    all(watched("no answer yet: the caller is asked for a moment"), set({ heldAt: at }), say("oneMoment", at)),
  askAgain: (at, state) => insist(at, state),
  renew: (_, state) => renew(state),
  changeVoice: (at, { away }) => handOver(away === null ? "unheard" : "linkLost", at),
  giveUp: (at) => all(watched("no answer was heard: gave up"), giveUp("answerNotHeard", at)),
  promptCaller: (at, { silence }) =>
    all(
      watched("the caller is silent: asked whether they are there"),
      set({ silence: silence === null ? null : { ...silence, prompts: silence.prompts + 1 } }),
      say("stillThere", at)
    ),
  promiseDue: (at) => promiseDue(at),
  untold: (at) => owe(at),
  messageLate: (at) => messageLate(at),
  wordsMissed: () => set({ wordless: null }),
  typedOver: (at) => typedOver(at),
  hangUp: () => all(watched("goodbye was said, and the caller says nothing more: hung up"), over("agent_end")),
  endSilence: (at) =>
    all(watched("the caller is silent: goodbye"), endWith("silence", "silenceGoodbye", at, { revocable: true }))
}

/** The conversation itself: each turn of the caller is answered, or what stands in for an answer is done in time. */
export const talking: Cells<"Talking"> = {
  CallerStartedSpeaking: () => stay,
  CallerTurnEnded: (_, at, { lastSound }) =>
    all((state) => [{ ...forgiven(state), revoked: state.revoked }, []], heard(at), owe(at, lastSound)),
  CallerSaid: callerSaid,
  CallerNotTranscribed: ({ failed, itemId, lost = false }, at, state) =>
    all(set({ early: state.early.filter((id) => id !== itemId) }), when(lost, askToRepeat(state, at, failed))),
  CallerSaidNothing: () => stay,
  CallerTurnLost: (_, at, state) => turnLost(state, at),
  AgentStartedSpeaking: ({ of }, _, { answer }) =>
    when(
      of === "reply" && answer !== null,
      all(instructed, set({ answer: answer && { ...answer, speaking: true, retryAt: null } }))
    ),
  AgentAudible: () => stay,
  AgentStalled: (_, at, state) => fallenSilent(state, at),
  AgentStoppedSpeaking: agentStopped,
  AgentSaid: (event, at) => agentSaid(event, at),
  ReplyCreated: (_, __, { answer }) => set({ answer: answer && { ...answer, created: true } }),
  ReplyFailed: answerFailed,
  ToolCalled: ({ call }, at) => useTool(call, at),
  ModelReconnecting: () => stay,
  ModelRestored: ({ hearsAgain = false }, at, state) =>
    all(
      set({ renewing: false }),
      state.lostTurn
        ? hearsAgain ? awaitHeardAgain(at) : askToRepeat(state, at)
        : when(state.renewing && state.answer !== null && state.callerSince === null, ask(at))
    ),
  ModelLost: (_, at) => handOver("linkLost", at),
  SessionClosed: (_, at) => sessionClosed(at),
  CallerLeft: () => over("caller_hangup"),
  KeyPressed: (event, at) => keyPressed(event, at),
  WorkerDrained: (_, at) => drain(at),
  PhraseOver: phraseEnded,
  ReplyWithdrawn: ({ withdrawn }, at, { answer }) => when(withdrawn && answer !== null, ask(at)),
  PlayedOut: () => stay,
  MessageKept: (event, at) => messageKept(event, at),
  MessageWithdrawn: (event, at) => messageWithdrawn(event, at),
  VoiceChanged: () => stay,
  TransferEnded: () => stay,
  Tick: whatIsDue(dues)
}
