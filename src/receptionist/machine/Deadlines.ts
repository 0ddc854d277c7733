import { Duration } from "effect"
import { asksForTime } from "../AsksForTime.ts"
import { standInFor } from "../Instructions.ts"
import { isPhraseKey } from "../Phrases.ts"
import * as SayAndDo from "../promises/SayAndDo.ts"
import { saysGoodbye } from "./Hear.ts"
import { bounds, pauseBetweenKeys } from "./Policy.ts"
import { promiseDueAt } from "./SaidAndDone.ts"
import { isSaying, millis, type ModeOf, type ModeTag, type State } from "./State.ts"

/** What is to be done if nothing happens, in any mode. */
type Always =
  /** Nobody has confirmed that the agent is still heard. */
  | "agentUnconfirmed"
  /** The caller's turn has no end. */
  | "turnEndless"
  /** A fixed phrase was asked for, and nobody has said what became of it. */
  | "phraseLost"

/** What may be due in each mode. */
export interface DueIn {
  readonly Greeting: Always | "endOfTime"
  readonly Talking:
    | Always
    | "endOfTime"
    /** The worker has to stop, and what kept the call is over. */
    | "drain"
    | "warnOfEnd"
    /** A word for a caller who waits for their answer. */
    | "hold"
    | "askAgain"
    /** The model shows no sign of life: its session is left. */
    | "renew"
    /** The model is away, or is not heard: another voice takes over. */
    | "changeVoice"
    | "giveUp"
    | "promptCaller"
    | "endSilence"
    /** The agent has said goodbye, and the caller says nothing more. */
    | "hangUp"
    /** The caller has typed no further key. */
    | "typedOver"
    /** What the agent promised has not been done. */
    | "promiseDue"
    /** The caller has not heard yet what a phrase was to tell them. */
    | "untold"
    /** Nobody has said whether a message is kept. */
    | "messageLate"
    /** A message waits no longer for what the caller has said. */
    | "wordsMissed"
  readonly Changing: Always | "modeLate"
  readonly Transferring:
    | Always
    | "endOfTime"
    | "modeLate"
    | "reassure"
    | "messageLate"
    /** What the caller has said, or is saying, is waited for no longer. */
    | "wordsLate"
  readonly Ending: Always | "modeLate"
  readonly Over: never
}

export interface Deadline<D extends string = DueIn[ModeTag]> {
  readonly due: D
  readonly at: number
}

type Deadlines<M extends ModeTag> = ReadonlyArray<Deadline<DueIn[M]>>

const always = ({ agentUntil, callerSince, lastSound, saying }: State): ReadonlyArray<Deadline<Always>> => [
  ...(agentUntil === null ? [] : [{ due: "agentUnconfirmed" as const, at: agentUntil }]),
  ...(callerSince === null ? [] : [{ due: "turnEndless" as const, at: callerSince + bounds.turn }]),
  ...(agentUntil === null ? saying.slice(0, 1) : []).map(({ since }) => ({
    due: "phraseLost" as const,
    at: Math.max(since, lastSound) + bounds.phrase
  }))
]

const endOfTime = ({ answeredAt, call }: State): Deadline<"endOfTime"> => ({
  due: "endOfTime",
  at: answeredAt + millis(call.policy.maxDuration)
})

/** The warning waits for a moment in which it takes nobody's word. */
const warnOfEnd = (state: State): ReadonlyArray<Deadline<"warnOfEnd">> => {
  const at = endOfTime(state).at - millis(state.call.policy.warnBefore)
  const free = state.agentUntil === null && state.callerSince === null && state.answer === null &&
    state.saying.length === 0
  return free && !state.warned && at > state.answeredAt ? [{ due: "warnOfEnd", at }] : []
}

/** When another voice takes over, if this one goes on like this. */
const otherVoice = ({ answer, away, callerSince, voicesLeft }: State): ReadonlyArray<Deadline<"changeVoice">> => {
  if (voicesLeft === 0) return []
  const waits = answer !== null && answer.askedAt !== null && !answer.speaking && callerSince === null
  return [
    ...(away === null ? [] : [away.since + (away.inReply ? bounds.awayInReply : bounds.away)]),
    ...(waits ? [answer.askedAt + (answer.created ? bounds.mute : bounds.dead)] : [])
  ].map((at) => ({ due: "changeVoice", at }))
}

const answerOwed = (state: State) => {
  const { agentUntil, answer, call, callerSince, counts, heldAt, lastSound, renewing, saying, voicesLeft } = state
  const deadlines: Array<Deadline<"hold" | "askAgain" | "renew" | "giveUp">> = []
  if (answer === null || answer.speaking || callerSince !== null) return deadlines
  deadlines.push({ due: "giveUp", at: answer.since + (call.hasOwnVoice ? bounds.giveUp : bounds.giveUpWithoutVoice) })
  if (call.hasOwnVoice && agentUntil === null && saying.length === 0) {
    deadlines.push({ due: "hold", at: Math.max(lastSound, heldAt) + millis(call.policy.answerPatience) })
  }
  if (renewing) return deadlines
  if (answer.retryAt !== null) deadlines.push({ due: "askAgain", at: answer.retryAt })
  if (voicesLeft === 0 && answer.askedAt !== null && !answer.created && counts.renewed === 0) {
    deadlines.push({ due: "renew", at: answer.askedAt + bounds.lifeless })
  }
  return deadlines
}

/** Whether the last words of anybody's are the agent's goodbye, with nothing left to do. */
const isOver = ({ promises, said, wentOn }: State): boolean => {
  const last = said.findLast(({ fixed }) => fixed !== true)
  return !wentOn && last?.by === "agent" && saysGoodbye(last.text) && SayAndDo.due(promises) === undefined
}

/** Who has asked to be waited for is, so many times as long. */
const patience = 3

const hasAskedForTime = ({ said }: State): boolean => {
  const last = said.findLast(({ by }) => by === "caller")
  return last !== undefined && asksForTime(last.text)
}

const callerSilent = (state: State) => {
  const deadlines: Array<Deadline<"promptCaller" | "endSilence" | "hangUp">> = []
  const { agentUntil, answer, call, callerSince, keeping, lastSound, silence } = state
  if (silence === null || keeping !== null || answer !== null || callerSince !== null || agentUntil !== null) {
    return deadlines
  }
  const times = hasAskedForTime(state) ? patience : 1
  const promptAt = silence.since + millis(call.policy.silencePrompt) * (silence.prompts + 1) * times
  const endAt = silence.since + millis(call.policy.silenceTimeout) * times
  if (isSaying(state, "stillThere")) return deadlines
  if (isOver(state)) deadlines.push({ due: "hangUp", at: silence.since + bounds.goodbye })
  // Who has been asked whether they are there has the time to say so, also where they were asked late.
  deadlines.push({ due: "endSilence", at: silence.prompts > 0 ? Math.max(endAt, lastSound + bounds.reply) : endAt })
  if (promptAt < endAt) deadlines.push({ due: "promptCaller", at: promptAt })
  return deadlines
}

const promised = (state: State): ReadonlyArray<Deadline<"promiseDue">> => {
  const at = promiseDueAt(state)
  return at === undefined ? [] : [{ due: "promiseDue", at }]
}

/**
 * The model says it as soon as nobody speaks, where no answer has told it yet. What the caller has typed is answered with
 * what they are saying, or once that is longer than an utterance: it may be somebody else who is heard, or music.
 */
const untold = (
  { agentUntil, answer, callerSince, instructions, keeping, lastSound, saying }: State
): ReadonlyArray<Deadline<"untold">> => {
  if (agentUntil !== null || answer !== null || keeping !== null || saying.length > 0) return []
  const isUntold = instructions.some(({ about, text }) =>
    callerSince === null ? isPhraseKey(about) && standInFor(about) === text : about === "typed"
  )
  return isUntold ? [{ due: "untold", at: callerSince === null ? lastSound : callerSince + bounds.utterance }] : []
}

const messageLate = ({ keeping }: State): ReadonlyArray<Deadline<"messageLate">> =>
  keeping === null ? [] : [{ due: "messageLate", at: keeping.since + bounds.message }]

const wordsMissed = ({ keeping, waiting, wordless }: State): ReadonlyArray<Deadline<"wordsMissed">> =>
  wordless === null || waiting.length === 0 || keeping !== null ? [] : [{ due: "wordsMissed", at: wordless.until }]

const transferOut = (state: State, mode: ModeOf<"Transferring">) => {
  const deadlines: Array<Deadline<"endOfTime" | "modeLate" | "reassure" | "messageLate" | "wordsLate">> = [
    ...messageLate(state)
  ]
  if (mode.afterwards === null) deadlines.push(endOfTime(state))
  if (mode.stage === "announcing") {
    const { callerSince, keeping, lastSound, saying } = state
    const isSaid = saying.length === 0 && keeping === null
    const at = callerSince === null ? lastSound + bounds.words : callerSince + bounds.utterance
    if (isSaid) deadlines.push({ due: "wordsLate", at })
    return deadlines
  }
  deadlines.push({
    due: "modeLate",
    at: mode.since + millis(mode.ladder[0]?.patience ?? Duration.zero) + bounds.transfer
  })
  if (!mode.callerGone && state.saying.length === 0 && state.call.hasOwnVoice) {
    deadlines.push({ due: "reassure", at: mode.reassuredAt + bounds.pending })
  }
  return deadlines
}

const inMode: { readonly [M in ModeTag]: (state: State, mode: ModeOf<M>) => Deadlines<M> } = {
  Greeting: (state) => [...always(state), endOfTime(state)],
  Talking: (state) => [
    ...always(state),
    endOfTime(state),
    ...(state.drained ? [{ due: "drain" as const, at: state.answeredAt }] : []),
    ...warnOfEnd(state),
    ...answerOwed(state),
    ...otherVoice(state),
    ...callerSilent(state),
    ...promised(state),
    ...untold(state),
    ...messageLate(state),
    ...wordsMissed(state),
    ...(state.typed === null ? [] : [{ due: "typedOver" as const, at: state.typed.at + pauseBetweenKeys }])
  ],
  Changing: (state, { since }) => [...always(state), { due: "modeLate", at: since + bounds.change }],
  Transferring: (state, mode) => [...always(state), ...transferOut(state, mode)],
  Ending: (state, { until }) => [...always(state), { due: "modeLate", at: until }],
  Over: () => []
}

/** Everything that has a time in the mode that the conversation is in. There is always something, until it is over. */
export const deadlines = <M extends ModeTag>(state: State<ModeOf<M>>): Deadlines<M> => {
  const of = inMode[state.mode._tag as M]
  return of(state, state.mode as ModeOf<M>)
}

/** The next thing to do if nothing happens, and when. None once the call is over. */
export const nextDue = <M extends ModeTag>(state: State<ModeOf<M>>): Deadline<DueIn[M]> | undefined => {
  const [first, ...rest] = deadlines<M>(state)
  return first === undefined ? undefined : rest.reduce((soonest, next) => next.at < soonest.at ? next : soonest, first)
}

/** Who owes the other something, or who works for them: exactly one of these, with a deadline. */
export type Debt = "agentSpeaks" | "callerSpeaks" | "agentOwes" | "workUnderWay" | "callerOwes" | "nothing"

export const debtOf = ({ agentUntil, answer, callerSince, keeping, mode, saying }: State): Debt =>
  mode._tag === "Over"
    ? "nothing"
    : agentUntil !== null
    ? "agentSpeaks"
    : callerSince !== null
    ? "callerSpeaks"
    : mode._tag !== "Talking" || keeping !== null || (answer === null && saying.length > 0)
    ? "workUnderWay"
    : answer !== null
    ? "agentOwes"
    : "callerOwes"
