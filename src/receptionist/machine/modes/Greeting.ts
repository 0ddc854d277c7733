import type { PhraseKey } from "../../Phrases.ts"
import { type Cells, type Dues, noReplyOwed, onlyHeard, whatIsDue } from "../Cells.ts"
import { openingHeard } from "../Consent.ts"
import type { EventOf } from "../Event.ts"
import { fallQuiet } from "../Floor.ts"
import { hearWords, isWish } from "../Hear.ts"
import { keyWaits, waitedFor } from "../Keys.ts"
import { act, all, endWith, giveUp, handOver, type Move, over, owe, say, set, stay, when } from "../Moves.ts"
import { limits } from "../Policy.ts"
import { type ModeOf, owed, type State } from "../State.ts"
import { refuseTool } from "../UseTool.ts"
import { endlessTurn, lostPhrase, phraseOver, sessionClosed, unconfirmed } from "./Common.ts"

type Greeting = State<ModeOf<"Greeting">>

const note = ({ mode }: Greeting, change: Partial<ModeOf<"Greeting">>): Move => set({ mode: { ...mode, ...change } })
const without = ({ mode }: Greeting, itemId: string) => mode.turns.filter((id) => id !== itemId)

/** What the caller has a right to hear; the rest of the opening is nothing to who has pressed a key already. */
const isNotice = (phrase: PhraseKey | undefined) => phrase === "disclosureMachine" || phrase === "disclosureRecording"

/** What is nothing to who has refused to be recorded. */
const isOfRecording = (phrase: PhraseKey | undefined) => phrase === "disclosureRecording" || phrase === "askRecording"

const keyPressed = (event: EventOf<"KeyPressed">, at: number, { mode }: Greeting): Move =>
  all(
    keyWaits(event, at, act({ _tag: "Interrupt" })),
    (state) => when(state.pressed !== null && !isNotice(mode.left[0]), act({ _tag: "Interrupt" }))(state)
  )

/** The opening is over. A hello that came meanwhile has been answered by it; a wish, or a key, has not. */
const begin = ({ failure, turns, wish }: ModeOf<"Greeting">, at: number): Move =>
  all(
    set({ mode: { _tag: "Talking" }, early: turns }),
    // A key for a person needs no model.
    waitedFor(
      at,
      failure === "model"
        ? all(set({ answer: wish ? owed(at) : null }), handOver("linkLost", at))
        : (state) => wish && state.callerSince === null ? owe(at)(state) : [fallQuiet(state, at), []]
    )
  )

/** A phrase of the opening is over: the next one follows, or the same again where it was not heard to its end. */
const opened = (event: EventOf<"PhraseOver">, at: number, { consent, mode, pressed, saying }: Greeting): Move => {
  if (!saying.some(({ id }) => id === event.id)) return stay
  if (event.id !== mode.phrase) return phraseOver(event)
  const isDue = (phrase: PhraseKey | undefined) =>
    (pressed === null || isNotice(phrase)) && !(consent.answer === "refused" && isOfRecording(phrase))
  if (!event.heard && isDue(mode.left[0])) return all(phraseOver(event), giveUp("greetingNotHeard", at))
  const again = event.interrupted && mode.tries + 1 < limits.opening && isDue(mode.left[0])
  const left = again ? mode.left : mode.left.slice(1).filter(isDue)
  const [next] = left
  return all(
    phraseOver(event),
    again || mode.left[0] === undefined || !isDue(mode.left[0]) ? stay : openingHeard(mode.left[0]),
    next === undefined
      ? begin(mode, at)
      : (now) =>
        all(
          set({ mode: { ...mode, phrase: now.nextPhrase, left, tries: again ? mode.tries + 1 : 0 } }),
          say(next, at, { interruptible: false })
        )(now)
  )
}

const dues: Dues<"Greeting"> = {
  agentUnconfirmed: (at) => unconfirmed(at),
  turnEndless: () => endlessTurn,
  phraseLost: (at, state) => lostPhrase((event) => opened(event, at, state)),
  endOfTime: (at) => endWith("max_duration", "maxDurationGoodbye", at)
}

/** The opening is said to its end, whatever else is heard: it may hold the notice that the caller has a right to. */
export const greeting: Cells<"Greeting"> = {
  ...onlyHeard,
  ...noReplyOwed,
  CallerStartedSpeaking: () => stay,
  CallerTurnEnded: ({ itemId }, _, state) => note(state, { turns: [...state.mode.turns, itemId] }),
  CallerSaid: (event, at, state) =>
    all(
      hearWords(event, at),
      note(state, { turns: without(state, event.itemId), wish: state.mode.wish || isWish(event.text) })
    ),
  CallerNotTranscribed: ({ itemId }, _, state) => note(state, { turns: without(state, itemId) }),
  CallerSaidNothing: () => stay,
  CallerTurnLost: ({ itemId }, _, state) =>
    all(note(state, { turns: without(state, itemId) }), set({ lostTurn: state.voicesLeft > 0 })),
  ToolCalled: ({ call }) => refuseTool(call, "The call has only begun. Wait for what the caller wants."),
  ModelReconnecting: () => stay,
  ModelRestored: () => set({ lostTurn: false }),
  ModelLost: (_, __, state) => note(state, { failure: "model" }),
  SessionClosed: (_, at) => sessionClosed(at),
  KeyPressed: keyPressed,
  CallerLeft: () => over("caller_hangup"),
  WorkerDrained: (_, at) => endWith("worker_drain", "drainGoodbye", at, { interrupt: false }),
  PhraseOver: opened,
  PlayedOut: () => stay,
  MessageKept: () => stay,
  MessageWithdrawn: () => stay,
  VoiceChanged: () => stay,
  TransferEnded: () => stay,
  Tick: whatIsDue(dues)
}
