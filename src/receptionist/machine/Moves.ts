import type { EndReason } from "../../domain/EndReason.ts"
import type { Rung } from "../../domain/Ladder.ts"
import type { VoiceFailure } from "../../domain/VoiceChange.ts"
import type { PhraseKey } from "../Phrases.ts"
import type { Action, Failure } from "./Action.ts"
import { bounds } from "./Policy.ts"
import { type Instruction, isSaying, millis, type ModeOf, type OpenTool, owed, type State } from "./State.ts"

/** What an event comes to: where the conversation stands then, and what is done. */
export type Step = readonly [State, ReadonlyArray<Action>]

/** One thing that a conversation can do, from where it stands. */
export type Move = (state: State) => Step

export const stay: Move = (state) => [state, []]
export const act = (...actions: ReadonlyArray<Action>): Move => (state) => [state, actions]
export const set = (change: Partial<State>): Move => (state) => [{ ...state, ...change }, []]

/** One move after the other. */
export const all = (...moves: ReadonlyArray<Move>): Move => (state) =>
  moves.reduce<Step>(([before, done], move) => {
    const [after, actions] = move(before)
    return [after, [...done, ...actions]]
  }, [state, []])

export const when = (condition: boolean, move: Move): Move => condition ? move : stay

/** Phrases over which what was asked before them stays asked. */
const leavesAsked: ReadonlySet<PhraseKey> = new Set(["askRecording", "askRepeat", "oneMoment"])

export const say = (
  key: PhraseKey,
  at: number,
  { department, interruptible = true, isAnswer = false, promise }: {
    readonly department?: string
    readonly promise?: string
    readonly interruptible?: boolean
    /** It is said in place of an answer that the caller waits for. */
    readonly isAnswer?: boolean
  } = {}
): Move =>
(state) => [
  {
    ...state,
    asksConsent: state.asksConsent?.turn === null && !leavesAsked.has(key) ? null : state.asksConsent,
    nextPhrase: state.nextPhrase + 1,
    saying: [...state.saying, { id: state.nextPhrase, key, since: at, owedSince: isAnswer ? state.lastSound : at }]
  },
  [{
    _tag: "Say",
    id: state.nextPhrase,
    key,
    language: state.tracked.language,
    interruptible,
    ...(department !== undefined && { department }),
    ...(promise !== undefined && { promise })
  }]
]

/** The model is told this with the next answer that is heard, in place of what it was to be told of the same. */
export const instruct = (about: Instruction["about"], text: string): Move => ({ instructions, ...state }) => [
  { ...state, instructions: [...instructions.filter((one) => one.about !== about), { about, text, asked: false }] },
  []
]

/** The model has answered what was asked of it: it knows what it was told with that. */
export const instructed: Move = ({ instructions, ...state }) => [
  { ...state, instructions: instructions.filter(({ asked }) => !asked) },
  []
]

/** Asks the model for the answer that is owed; from now on, where none was. */
export const ask = (at: number): Move => (state) => {
  const { instructions } = state
  return [
    {
      ...state,
      instructions: instructions.map((one) => ({ ...one, asked: true })),
      silence: null,
      answer: { ...(state.answer ?? owed(at)), askedAt: at, retryAt: null, created: false, speaking: false }
    },
    [{ _tag: "Ask", ...instructions.length > 0 && { instruction: instructions.map(({ text }) => text).join("\n") } }]
  ]
}

/** Somebody hears again what was lost of the caller's words: they are asked for an answer when they have, or have not. */
export const awaitHeardAgain = (at: number): Move => (state) =>
  set({
    callerSince: null,
    lostTurn: false,
    // Who had fallen silent by now is in silence since then.
    lastSound: state.callerSince === null ? state.lastSound : at,
    answer: { ...owed(at), retryAt: at + bounds.heardAgain }
  })(state)

/**
 * The agent owes an answer from now on, whatever it owed before, and asks the model for it. `silentSince`: the caller has
 * waited since then, which is nothing that the model could be given up for.
 */
export const owe = (at: number, silentSince = at): Move =>
  all(set({ answer: owed(at), lastSound: silentSince }), ask(at))

/** Answers a tool call; `reply`: the model goes on from it, and owes the caller what it makes of it. */
export const answerTool = (
  { id, name }: OpenTool,
  output: string,
  { isError, reply }: { readonly isError: boolean; readonly reply: boolean }
): Move =>
(state) => [
  { ...state, tools: state.tools.filter((open) => open.id !== id) },
  state.tools.some((open) => open.id === id) ? [{ _tag: "AnswerTool", id, name, output, isError, reply }] : []
]

const answerAll = (output: string): Move => (state) =>
  all(...state.tools.map((tool) => answerTool(tool, output, { isError: false, reply: false })))(state)

/** The call is over: the line is released. No tool stays without an answer. */
export const over = (reason: EndReason): Move =>
  all(
    answerAll("The call has ended."),
    set({ mode: { _tag: "Over", reason }, answer: null, silence: null }),
    act({ _tag: "End", reason })
  )

/** A phrase is heard that the model has no part in. */
const isPhraseHeard = ({ call, speaks }: State): boolean => call.hasOwnVoice && speaks === "phrase"

/** Stops the model's words: a phrase is heard to its end. */
const stopReply: Move = (state) => when(!isPhraseHeard(state), act({ _tag: "Interrupt" }))(state)

/** Says last words in place of whatever the agent is saying, and ends the call. */
export const endWith = (
  reason: EndReason,
  key: PhraseKey,
  at: number,
  { interrupt = true, revocable = false }: { readonly interrupt?: boolean; readonly revocable?: boolean } = {}
): Move =>
(state) =>
  all(
    when(interrupt, act({ _tag: "Interrupt" })),
    set({
      answer: null,
      silence: null,
      mode: {
        _tag: "Ending",
        reason,
        revocable,
        until: at + millis(state.call.policy.farewell),
        phrase: state.nextPhrase
      }
    }),
    say(key, at, { interruptible: revocable })
  )(state)

/** Ends the call once the agent's own goodbye has played. */
export const endAfterPlayout = (reason: EndReason, at: number): Move =>
  all(
    set({
      answer: null,
      silence: null,
      mode: { _tag: "Ending", reason, revocable: true, until: at + bounds.playout, phrase: null }
    }),
    act({ _tag: "AwaitPlayout" })
  )

/** Takes the caller elsewhere: announced first, then the carrier is asked. */
export const transfer = (
  options: Pick<ModeOf<"Transferring">, "department" | "tool" | "ladder" | "standsIn"> & {
    readonly announce: PhraseKey
  },
  at: number
): Move =>
(state) =>
  all(
    set({
      answer: null,
      silence: null,
      mode: {
        _tag: "Transferring",
        stage: "announcing",
        department: options.department,
        tool: options.tool,
        standsIn: options.standsIn,
        ladder: options.ladder,
        since: at,
        reassuredAt: at,
        callerGone: false,
        // Whoever asked for it has not heard what they are saying.
        turns: state.callerSince === null || state.callerTurn === null ? [] : [state.callerTurn],
        calledOff: false,
        modelLost: false,
        afterwards: state.drained ? "worker_drain" : null
      }
    }),
    say(options.announce, at, { department: options.department, interruptible: false })
  )(state)

/** Asks the carrier to try the number whose turn it is. */
export const refer = (
  mode: ModeOf<"Transferring">,
  [rung, ...rest]: readonly [Rung, ...Array<Rung>],
  at: number
): Move =>
  all(
    set({ mode: { ...mode, stage: "referring", ladder: [rung, ...rest], since: at, reassuredAt: at } }),
    act({ _tag: "Refer", department: mode.department, target: rung.target, patience: rung.patience })
  )

/** No person is left either: the caller is told, and the call ends. */
export const apologise = (at: number): Move => endWith("model_error", "apology", at)

/** The model cannot go on: another voice, else a person, else an apology. Each is tried once. */
export const giveUp = (failure: Failure, at: number, code?: string): Move => (state) =>
  all(
    act({ _tag: "Report", failure, ...(code !== undefined && { code }) }),
    handOver(reasons[failure], at)
  )(state)

const reasons: { readonly [F in Failure]: VoiceFailure } = {
  answerNotHeard: "unheard",
  notTranscribed: "notTranscribed",
  greetingNotHeard: "unheard",
  toolLoop: "replyFailed",
  cutOff: "stalled",
  sessionClosed: "linkLost",
  refused: "quota",
  noVoice: "noSession"
}

/** Since when the caller waits for what a voice has to say; null where they do not. */
const waitingSince = ({ answer, away, lostTurn, mode }: State, at: number): number | null => {
  if (answer !== null) return answer.since
  if (mode._tag === "Changing") return mode.owedSince
  return lostTurn || away?.owes === true || mode._tag === "Greeting" ? away?.since ?? at : null
}

/**
 * What stands in for a voice that is gone. A caller who waits hears a word meanwhile; one who speaks is not spoken over.
 * Where only the model could say that word, they hear a sound, and nobody is handed on who has waited for long.
 */
export const handOver = (reason: VoiceFailure, at: number): Move => (state) => {
  const { call: { hasOwnVoice }, callerSince, voicesLeft } = state
  const owedSince = waitingSince(state, at)
  const isTooLate = !hasOwnVoice && owedSince !== null && at - owedSince >= bounds.giveUpWithoutVoice
  if (voicesLeft > 0 && !isTooLate) {
    return all(
      set({ voicesLeft: voicesLeft - 1, mode: { _tag: "Changing", since: at, owedSince }, renewing: false }),
      stopReply,
      act({ _tag: "ChangeVoice", reason }),
      when(
        owedSince !== null && callerSince === null && !(isPhraseHeard(state) && isSaying(state, "oneMoment")),
        hasOwnVoice ? say("oneMoment", at, { interruptible: false }) : act({ _tag: "Signal" })
      )
    )(state)
  }
  return all(when(voicesLeft > 0, act({ _tag: "Report", failure: "noVoice" })), withoutVoice(at))(state)
}

/** No voice is left, or time for one: a person takes the call, else the caller is told. */
export const withoutVoice = (at: number): Move => (state) => {
  if (state.call.fallback.length > 0 && !state.triedFallback) {
    return all(
      set({ triedFallback: true }),
      stopReply,
      transfer(
        {
          department: "",
          tool: null,
          ladder: state.call.fallback,
          standsIn: true,
          announce: "fallbackAnnouncement"
        },
        at
      )
    )(state)
  }
  return apologise(at)(state)
}
