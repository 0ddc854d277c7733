import { Duration } from "effect"
import { AgentConfig, Provisioning } from "../../../src/domain/AgentConfig.ts"
import { AgentId } from "../../../src/domain/Ids.ts"
import { TransferTarget } from "../../../src/domain/TransferTarget.ts"
import type { Action } from "../../../src/receptionist/machine/Action.ts"
import { nextDue } from "../../../src/receptionist/machine/Deadlines.ts"
import type { CalledTool, Event } from "../../../src/receptionist/machine/Event.ts"
import * as Machine from "../../../src/receptionist/machine/Machine.ts"
import type { Call, State } from "../../../src/receptionist/machine/State.ts"
import { departmentAt } from "../../support/departments.ts"

const clinic = new AgentConfig({
  id: AgentId.make("clinic"),
  name: "Clinique du Parc",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  transfers: [departmentAt("Urgences", "+15145550199")],
  provisioning: new Provisioning({})
})

const usual: Call = {
  agent: clinic,
  hasOwnVoice: true,
  records: true,
  recording: "announce",
  opening: ["greeting"],
  callerNumber: null,
  epoch: Date.UTC(2026, 10, 30, 15),
  fallback: [],
  policy: {
    maxDuration: Duration.minutes(30),
    warnBefore: Duration.minutes(1),
    silencePrompt: Duration.seconds(15),
    silenceTimeout: Duration.seconds(45),
    answerPatience: Duration.seconds(4),
    farewell: Duration.seconds(15)
  }
}

/** Somebody who takes the call where no voice is left. */
export const person = (number: string, patience: Duration.Input = "20 seconds") => ({
  target: TransferTarget.make(`tel:${number}`),
  patience: Duration.fromInputUnsafe(patience)
})

const told = (action: Action): string => {
  switch (action._tag) {
    case "Say":
      return `say ${action.key}${action.interruptible ? "" : ", to its end"}`
    case "Ask":
      return action.instruction === undefined ? "ask" : `ask: ${action.instruction.slice(0, 40)}`
    case "AnswerTool":
      return `answer ${action.id}${action.isError ? " error" : ""}${action.reply ? " reply" : ""}: ${action.output}`
    case "Refer":
      return `refer ${action.target} for ${Duration.toSeconds(action.patience)} s`
    case "NoteLanguage":
      return `language ${action.decision.language}`
    case "NoteWatchdog":
      return `watchdog: ${action.action}`
    case "ChangeVoice":
      return `ChangeVoice: ${action.reason}`
    case "CountTool":
      return `count ${action.name} ${action.outcome}`
    case "Report":
      return `report ${action.failure}${action.code === undefined ? "" : ` ${action.code}`}`
    case "End":
      return `end ${action.reason}`
    default:
      return action._tag
  }
}

/**
 * A conversation on a clock of its own. What is done is one line each, with the second at which it is done where time
 * passed for it.
 */
export const conversation = (change: Partial<Call> = {}, voices = 0) => {
  let at = 0
  let [state, begun] = Machine.begin({ ...usual, ...change }, voices, at)
  const actions = (event: Event): ReadonlyArray<Action> => {
    const [after, actions] = Machine.step(state, event, at)
    state = after
    return actions
  }
  const step = (event: Event): ReadonlyArray<string> => actions(event).map(told)
  const happens = (...events: ReadonlyArray<Event>) => events.flatMap(step)
  const phrase = (event: { readonly heard?: boolean; readonly interrupted?: boolean } = {}) => {
    const [oldest] = state.saying
    return oldest === undefined
      ? ["no phrase is under way"]
      : step({ _tag: "PhraseOver", id: oldest.id, heard: true, interrupted: false, ...event })
  }
  return {
    begun: begun.map(told),
    state: (): State => state,
    happens,
    /** All of what one event comes to. */
    actions,
    /** The oldest phrase under way is over. */
    phrase,
    /** Lets so many seconds pass, and does what is due in them. */
    passes: (seconds: number): ReadonlyArray<string> => {
      const until = at + seconds * 1_000
      const lines: Array<string> = []
      for (let due = nextDue(state); due !== undefined && due.at <= until; due = nextDue(state)) {
        at = Math.max(at, due.at)
        const done = step({ _tag: "Tick" })
        lines.push(...done.map((line) => `${at / 1_000} ${line}`))
        if (lines.length > 200) return [...lines, "it never rests"]
      }
      at = until
      return lines
    }
  }
}

/** The same, greeted. */
export const greeted = (change: Partial<Call> = {}, voices = 0) => {
  const talk = conversation(change, voices)
  talk.phrase()
  return talk
}

/** A turn of the caller's that takes no time; its words, where they are known. */
/** A turn of the caller, and its words, which may be late. */
export const turn = (itemId: string, text: string | null = "Voilà."): ReadonlyArray<Event> => [
  { _tag: "CallerStartedSpeaking", itemId },
  { _tag: "CallerTurnEnded", itemId },
  ...(text === null ? [] : [{ _tag: "CallerSaid", itemId, text } as const])
]

export const tool = (id: string, name: string, args = "{}", spokeFirst = false): Event => ({
  _tag: "ToolCalled",
  call: { id, name, args, spokeFirst } satisfies CalledTool
})

export const transferTool = (id: string) => tool(id, "transfer_call", `{"department":"urgences"}`)

export const speaks: Event = { _tag: "AgentStartedSpeaking", of: "reply" }
export const stops: Event = { _tag: "AgentStoppedSpeaking", interrupted: false }
