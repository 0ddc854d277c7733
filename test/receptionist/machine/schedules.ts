import { Duration } from "effect"
import { AgentConfig, Provisioning } from "../../../src/domain/AgentConfig.ts"
import { AgentId } from "../../../src/domain/Ids.ts"
import { TransferTarget } from "../../../src/domain/TransferTarget.ts"
import type { Action } from "../../../src/receptionist/machine/Action.ts"
import { nextDue } from "../../../src/receptionist/machine/Deadlines.ts"
import type { Event } from "../../../src/receptionist/machine/Event.ts"
import * as Machine from "../../../src/receptionist/machine/Machine.ts"
import type { Call, State } from "../../../src/receptionist/machine/State.ts"
import { departmentAt } from "../../support/departments.ts"
import { seeded } from "../../support/Seeded.ts"

const agent = new AgentConfig({
  id: AgentId.make("clinic"),
  name: "Clinique du Parc",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  transfers: [departmentAt("Urgences", "+15145550199")],
  keypad: {
    "0": { _tag: "Transfer", department: "Urgences" },
    "8": { _tag: "RefuseRecording" },
    "9": { _tag: "Language", language: "ENGLISH" },
    "*": { _tag: "Repeat" },
    "1": { _tag: "Message" }
  },
  provisioning: new Provisioning({})
})

export const callOf = (random: () => number): Call => ({
  agent,
  hasOwnVoice: random() < 0.8,
  callerNumber: null,
  records: random() < 0.8,
  recording: random() < 0.5 ? "announce" : "ask",
  epoch: 1_795_000_000_000,
  opening: random() < 0.8 ? ["greeting"] : ["disclosureMachine", "greeting", "askRecording"],
  fallback: random() < 0.5 ? [] : [{ target: TransferTarget.make("tel:+15145550110"), patience: Duration.seconds(20) }],
  policy: {
    maxDuration: Duration.minutes(30),
    warnBefore: Duration.minutes(1),
    silencePrompt: Duration.seconds(15),
    silenceTimeout: Duration.seconds(45),
    answerPatience: Duration.seconds(4),
    farewell: Duration.seconds(15)
  }
})

const texts = [
  "allô",
  "Hi, I would like to make an appointment please",
  "Oui, est-ce que vous êtes ouverts demain ?",
  "merci, au revoir",
  "bye",
  "",
  "514",
  "please don't record this call",
  "non, attendez, laissez faire",
  "non, je veux pas être enregistré"
]

/** Anything that may reach a conversation, whether or not it makes sense where it comes. */
const anything = (random: () => number, index: number): Event => {
  const pick = <A>(all: ReadonlyArray<A>): A => all[Math.floor(random() * all.length)] as A
  const itemId = `u${Math.floor(random() * 6)}`
  const tool = pick(
    [
      ["end_call", "{}"],
      ["transfer_call", `{"department":"urgences"}`],
      ["take_message", `{"kind":"message","about":"The invoice","callerName":"Anne Roy"}`],
      ["take_message", `{"kind":"callback","about":"The invoice","callerName":"Anne Roy"}`],
      ["withdraw_message", "{}"],
      ["look_up", "{"]
    ] as const
  )
  return pick<() => Event>([
    () => ({ _tag: "CallerStartedSpeaking", itemId }),
    () => ({ _tag: "CallerStartedSpeaking", itemId }),
    () => ({ _tag: "CallerTurnEnded", itemId }),
    () => ({ _tag: "CallerTurnEnded", itemId }),
    () => ({ _tag: "CallerSaid", itemId, text: pick(texts) }),
    () => ({ _tag: "CallerNotTranscribed", itemId, lost: random() < 0.3, failed: random() < 0.5 }),
    () => ({ _tag: "CallerTurnLost", itemId }),
    () => ({ _tag: "CallerSaidNothing", itemId }),
    () => ({ _tag: "AgentStartedSpeaking", of: pick(["reply", "phrase"] as const) }),
    () => ({ _tag: "AgentStartedSpeaking", of: "reply" }),
    () => ({ _tag: "AgentAudible" }),
    () => ({ _tag: "AgentStalled" }),
    () => ({ _tag: "AgentStoppedSpeaking", interrupted: random() < 0.3 }),
    () => ({
      _tag: "AgentSaid",
      text: pick(["Bien sûr.", "I'll put you through to billing.", "Someone will call you back."]),
      interrupted: false,
      of: "reply"
    }),
    () => ({ _tag: "ReplyCreated" }),
    () => ({
      _tag: "ReplyFailed",
      code: pick(["rate_limit_exceeded", "server_error", "dropped", "insufficient_quota"])
    }),
    () => ({
      _tag: "ToolCalled",
      call: {
        id: `t${random() < 0.1 ? Math.floor(random() * index) : index}`,
        name: tool[0],
        args: tool[1],
        spokeFirst: random() < 0.5
      }
    }),
    () => ({ _tag: "KeyPressed", key: pick(["0", "1", "5", "8", "9", "*", "#"]) }),
    () => ({ _tag: "ModelReconnecting" }),
    () => ({ _tag: "ModelRestored" }),
    ...(random() < 0.2
      ? [
        (): Event => ({ _tag: "ModelLost" }),
        (): Event => ({ _tag: "SessionClosed" }),
        (): Event => ({ _tag: "CallerLeft" }),
        (): Event => ({ _tag: "WorkerDrained" })
      ]
      : [])
  ])()
}

/** What an action comes to: as it should, late, never, or twice. */
const outcomeOf = (
  action: Action,
  random: () => number
): ReadonlyArray<{ readonly in: number; readonly event: Event }> => {
  const late = () => random() < 0.15 ? Math.floor(random() * 30_000) : Math.floor(random() * 2_000)
  const once = (event: Event): ReadonlyArray<{ readonly in: number; readonly event: Event }> =>
    random() < 0.1 ? [] : [{ in: late(), event }, ...(random() < 0.05 ? [{ in: late(), event }] : [])]
  switch (action._tag) {
    case "Say":
      return once({ _tag: "PhraseOver", id: action.id, heard: random() < 0.8, interrupted: random() < 0.2 })
    case "WithdrawReply":
      return [{ in: 0, event: { _tag: "ReplyWithdrawn", withdrawn: random() < 0.5 } }]
    case "RenewSession":
      return once(random() < 0.7 ? { _tag: "ModelRestored" } : { _tag: "ModelLost" })
    case "ChangeVoice":
      return once({ _tag: "VoiceChanged", changed: random() < 0.7, voicesLeft: Math.floor(random() * 2) })
    case "AwaitPlayout":
      return once({ _tag: "PlayedOut" })
    case "Refer": {
      const kind = random()
      return once({
        _tag: "TransferEnded",
        result: kind < 0.4
          ? { _tag: "Connected" }
          : kind < 0.8
          ? { _tag: "Failed", sipStatus: 486 }
          : { _tag: "Unknown", callerPresent: random() < 0.5 }
      })
    }
    case "KeepMessage":
      return once({ _tag: "MessageKept", id: action.id, kept: random() < 0.8 })
    case "WithdrawMessage":
      return once({
        _tag: "MessageWithdrawn",
        id: action.id,
        outcome: random() < 0.7 ? "withdrawn" : random() < 0.5 ? "corrected" : "failed"
      })
    default:
      return []
  }
}

export interface Moment {
  readonly at: number
  readonly event: Event
  readonly before: State
  readonly after: State
  readonly actions: ReadonlyArray<Action>
}

/** Plays one schedule to its end: events at random times, what the actions come to, and what is due in between. */
export const play = (
  seed: number,
  see: (moment: Moment) => void
): { readonly state: State; readonly ticks: number } => {
  const random = seeded(seed)
  const waiting: Array<{ readonly at: number; readonly event: Event }> = []
  let at = Math.floor(random() * 1_000_000)
  const pace = 200 + random() * 8_000
  const length = Math.floor(random() * 60)
  let sent = 0
  let nextAt = at + Math.floor(random() * pace)
  let ticks = 0

  const carryOut = (actions: ReadonlyArray<Action>) => {
    for (const action of actions) {
      for (const outcome of outcomeOf(action, random)) waiting.push({ at: at + outcome.in, event: outcome.event })
    }
  }
  let [state, actions] = Machine.begin(callOf(random), Math.floor(random() * 3), at)
  carryOut(actions)
  while (state.mode._tag !== "Over") {
    waiting.sort((a, b) => a.at - b.at)
    const due = nextDue(state)
    const times = [waiting[0]?.at, sent < length ? nextAt : undefined, due?.at].map((time) => time ?? Infinity)
    const soonest = Math.min(...times)
    if (soonest === Infinity) return { state, ticks: Infinity }
    at = Math.max(at, soonest)
    let event: Event
    if (times[0] === soonest) event = waiting.shift()!.event
    else if (times[1] === soonest) {
      event = anything(random, sent++)
      nextAt = at + Math.floor(random() * pace)
    } else event = { _tag: "Tick" }
    if (event._tag === "Tick" && ++ticks > 5_000) return { state, ticks: Infinity }
    const before = state
    ;[state, actions] = Machine.step(before, event, at)
    see({ at, event, before, after: state, actions })
    carryOut(actions)
  }
  return { state, ticks }
}
