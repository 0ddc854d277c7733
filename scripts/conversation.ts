/**
 * Writes `docs/conversation.md`: what is done about each event in each state of a conversation, as the machine decides it.
 * `node scripts/conversation.ts`; a test holds the file to the machine.
 */
import { Duration } from "effect"
import { writeFileSync } from "node:fs"
import { AgentConfig, Provisioning, Transfer } from "../src/domain/AgentConfig.ts"
import { AgentId } from "../src/domain/Ids.ts"
import { TransferTarget } from "../src/domain/TransferTarget.ts"
import type { Action } from "../src/receptionist/machine/Action.ts"
import { debtOf, type DueIn, nextDue } from "../src/receptionist/machine/Deadlines.ts"
import type { Event, EventTag } from "../src/receptionist/machine/Event.ts"
import * as Machine from "../src/receptionist/machine/Machine.ts"
import type { ModeTag, State } from "../src/receptionist/machine/State.ts"
import { phrasesOf } from "../src/receptionist/Phrases.ts"

const agent = new AgentConfig({
  id: AgentId.make("clinic"),
  name: "the clinic",
  supportedLanguages: ["ENGLISH", "FRENCH"],
  defaultLanguage: "ENGLISH",
  transfers: [
    new Transfer({
      department: "Billing",
      numbers: [{ target: TransferTarget.make("tel:+15145550112"), patience: Duration.seconds(20) }]
    })
  ],
  keypad: { "0": { _tag: "Transfer", department: "Billing" } },
  provisioning: new Provisioning({})
})

const call = {
  agent,
  hasOwnVoice: true,
  opening: ["greeting"],
  fallback: [],
  callerNumber: null,
  records: true,
  recording: "announce",
  epoch: Date.UTC(2026, 10, 30, 15),
  policy: {
    maxDuration: Duration.minutes(30),
    warnBefore: Duration.minutes(1),
    silencePrompt: Duration.seconds(15),
    silenceTimeout: Duration.seconds(45),
    answerPatience: Duration.seconds(4),
    farewell: Duration.seconds(15)
  }
} as const

const after = (state: State, ...events: ReadonlyArray<Event>): State =>
  events.reduce((before, event) => Machine.step(before, event, 0)[0], state)

const tool = (name: string, args = "{}", spokeFirst = false): Event => ({
  _tag: "ToolCalled",
  call: { id: "t1", name, args, spokeFirst }
})

const [greeting] = Machine.begin(call, 0, 0)
const [asking] = Machine.begin(
  { ...call, fallback: [{ target: TransferTarget.make("tel:+15145550110"), patience: Duration.seconds(20) }] },
  1,
  0
)
const heard: Event = { _tag: "PhraseOver", id: 1, heard: true, interrupted: false }
const talking = after(greeting, heard)
const asked: ReadonlyArray<Event> = [
  { _tag: "CallerStartedSpeaking", itemId: "u1" },
  { _tag: "CallerTurnEnded", itemId: "u1" }
]
const owing = after(talking, ...asked)
const announcing = after(owing, tool("transfer_call", `{"department":"Billing"}`))

/** Where a conversation may stand, in words; the state is one that it comes to. */
const said: Event = {
  _tag: "CallerSaid",
  itemId: "u1",
  text: "Oui, bonjour, est-ce que vous êtes ouverts demain ?"
}

const standing: ReadonlyArray<readonly [string, State]> = [
  ["The greeting is being said", greeting],
  ["Nobody speaks; it is the caller's turn", talking],
  ["The caller speaks", after(talking, { _tag: "CallerStartedSpeaking", itemId: "u1" })],
  ["The caller waits for an answer", owing],
  ["The caller waits for an answer, and their words are known", after(owing, said)],
  ["The caller waits for an answer, and there is another voice", after(asking, heard, ...asked)],
  ["The agent answers", after(owing, said, { _tag: "ReplyCreated" }, { _tag: "AgentStartedSpeaking", of: "reply" })],
  ["Another voice is taking over", after(asking, heard, ...asked, { _tag: "ModelLost" })],
  ["A transfer is being announced", announcing],
  ["A transfer is being announced, and the caller has spoken into it", after(announcing, ...asked)],
  ["The department's phone rings", after(announcing, { _tag: "PhraseOver", id: 2, heard: true, interrupted: false })],
  ["The agent says goodbye", after(owing, tool("end_call"))],
  ["Goodbye: the longest call is over", {
    ...talking,
    mode: { _tag: "Ending", reason: "max_duration", revocable: false, until: 15_000, phrase: 2 },
    saying: [{ id: 2, key: "maxDurationGoodbye", since: 0, owedSince: 0 }],
    silence: null
  }]
]

/** What may happen, in words. */
const happenings: ReadonlyArray<readonly [string, Event]> = [
  ["the caller begins to speak", { _tag: "CallerStartedSpeaking", itemId: "u1" }],
  ["the caller has finished", { _tag: "CallerTurnEnded", itemId: "u1" }],
  ["their words are known", said],
  ["their words could not be made out", { _tag: "CallerNotTranscribed", itemId: "u1" }],
  ["nor by whoever answers", { _tag: "CallerNotTranscribed", itemId: "u1", lost: true }],
  ["it was a noise", { _tag: "CallerSaidNothing", itemId: "u1" }],
  ["the model is lost over their words", { _tag: "CallerTurnLost", itemId: "u1" }],
  ["the model's answer is heard", { _tag: "AgentStartedSpeaking", of: "reply" }],
  ["it goes on", { _tag: "AgentAudible" }],
  ["it falls silent in the middle", { _tag: "AgentStalled" }],
  ["it has been said to its end", { _tag: "AgentStoppedSpeaking", interrupted: false }],
  ["it was cut off", { _tag: "AgentStoppedSpeaking", interrupted: true }],
  ["what was heard of it is known", { _tag: "AgentSaid", text: "Yes.", interrupted: false, of: "reply" }],
  ["the model takes the answer up", { _tag: "ReplyCreated" }],
  ["the answer fails", { _tag: "ReplyFailed", code: "server_error" }],
  ["the model has no quota left", { _tag: "ReplyFailed", code: "insufficient_quota" }],
  ["the model hangs up", tool("end_call")],
  ["the model transfers", tool("transfer_call", `{"department":"Billing"}`)],
  [
    "the model takes a message",
    tool("take_message", `{"kind":"message","about":"The invoice of May","callerName":"Anne Roy","callbackNumber":""}`)
  ],
  ["the message is written down", { _tag: "MessageKept", id: "t1", kept: true }],
  ["the message cannot be written down", { _tag: "MessageKept", id: "t1", kept: false }],
  ["the model takes it back", tool("withdraw_message")],
  ["the message is gone", { _tag: "MessageWithdrawn", id: "t1", outcome: "withdrawn" }],
  ["the message had gone out", { _tag: "MessageWithdrawn", id: "t1", outcome: "corrected" }],
  ["the message cannot be taken back", { _tag: "MessageWithdrawn", id: "t1", outcome: "failed" }],
  ["the model promises what it does not do", {
    _tag: "AgentSaid",
    text: "I'm putting you through to billing now.",
    interrupted: false,
    of: "reply"
  }],
  ["the model calls a tool that is none", tool("look_up")],
  ["the model's connection drops", { _tag: "ModelReconnecting" }],
  ["it is back", { _tag: "ModelRestored" }],
  ["it is gone for good", { _tag: "ModelLost" }],
  ["the session closes", { _tag: "SessionClosed" }],
  ["the caller hangs up", { _tag: "CallerLeft" }],
  ["the caller asks not to be recorded", { _tag: "CallerSaid", itemId: "u1", text: "Please don't record this call." }],
  ["the caller calls it off", { _tag: "CallerSaid", itemId: "u1", text: "No, wait, never mind." }],
  ["the caller presses a key that the agent's file knows (0: a department)", { _tag: "KeyPressed", key: "0" }],
  ["the caller presses another key", { _tag: "KeyPressed", key: "5" }],
  ["the worker has to stop", { _tag: "WorkerDrained" }],
  ["a fixed phrase was heard", { _tag: "PhraseOver", id: 2, heard: true, interrupted: false }],
  ["a fixed phrase was not heard", { _tag: "PhraseOver", id: 2, heard: false, interrupted: false }],
  ["the greeting was heard", heard],
  ["the greeting was talked over", { _tag: "PhraseOver", id: 1, heard: true, interrupted: true }],
  ["the greeting was not heard", { _tag: "PhraseOver", id: 1, heard: false, interrupted: false }],
  ["the answer was taken back", { _tag: "ReplyWithdrawn", withdrawn: true }],
  ["the answer could not be taken back", { _tag: "ReplyWithdrawn", withdrawn: false }],
  ["the agent's own goodbye has played", { _tag: "PlayedOut" }],
  ["another voice is there", { _tag: "VoiceChanged", changed: true, voicesLeft: 0 }],
  ["no other voice is there", { _tag: "VoiceChanged", changed: false, voicesLeft: 0 }],
  ["the department answers", { _tag: "TransferEnded", result: { _tag: "Connected" } }],
  ["the department is busy", { _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } }],
  ["nobody says what became of the transfer", {
    _tag: "TransferEnded",
    result: { _tag: "Unknown", callerPresent: true }
  }],
  ["the caller left under the transfer", { _tag: "TransferEnded", result: { _tag: "Unknown", callerPresent: false } }]
]

const phrase = phrasesOf(agent)

const told = (action: Action): string | undefined => {
  switch (action._tag) {
    case "Say":
      return `says “${
        phrase(action.key, "ENGLISH", action.department === undefined ? {} : { department: action.department })
      }”`
    case "Ask":
      return action.instruction === undefined ? "asks the model" : "asks the model, in the language now spoken"
    case "WithdrawReply":
      return "takes the answer back, if it still can"
    case "Interrupt":
      return "stops what is being said"
    case "RenewSession":
      return "leaves the model's session for a fresh one"
    case "ChangeVoice":
      return "hands over to another voice"
    case "Signal":
      return "plays a sound without words"
    case "AwaitPlayout":
      return "lets the goodbye play out"
    case "AnswerTool":
      return `tells the model “${action.output}”${action.reply ? ", and waits for what it makes of it" : ""}`
    case "Refer":
      return "asks the carrier to take the caller there"
    case "NoteLanguage":
      return action.decision.switched ? "goes on in French" : undefined
    case "Report":
      return "reports the failure"
    case "End":
      return `lets the caller go: \`${action.reason}\``
    case "SpeakLanguage":
      return "goes on in the language of the key"
    case "KeepMessage":
      return "writes the message down"
    case "WithdrawMessage":
      return "takes the message back"
    case "NotePromise":
      return "notes that words were not true"
    case "DestroyRecording":
      return "stops the recording, and destroys it"
    case "NoteConsent":
    case "NoteTyped":
    case "NoteWatchdog":
    case "CountTool":
      return undefined
  }
}

const owes: Readonly<Record<ReturnType<typeof debtOf>, string>> = {
  agentSpeaks: "the agent is heard",
  callerSpeaks: "the caller speaks",
  agentOwes: "the agent owes an answer",
  workUnderWay: "somebody works for the caller",
  callerOwes: "it is the caller's turn",
  nothing: "the call is over"
}

const dues: Readonly<Record<DueIn[ModeTag], string>> = {
  agentUnconfirmed: "the agent counts as silent",
  turnEndless: "the turn counts as noise, and the caller is asked to repeat",
  phraseLost: "the phrase counts as not heard",
  hold: "the caller is asked for a moment",
  askAgain: "the model is asked again",
  renew: "the session is left for a fresh one",
  changeVoice: "another voice takes over",
  giveUp: "another voice, a person, or an apology",
  promptCaller: "“are you still there?”",
  endSilence: "goodbye",
  hangUp: "the line is released: goodbye was said",
  warnOfEnd: "the caller is told that a minute is left",
  drain: "the worker has to stop: the caller is told goodbye",
  endOfTime: "goodbye: the longest call",
  modeLate: "it counts as failed",
  untold: "the model says what a phrase could not",
  promiseDue: "the model is asked to do what it promised, or the caller is told how it is",
  messageLate: "the message counts as not kept",
  wordsMissed: "the message is taken without the caller's last words",
  typedOver: "what was typed is given to the model",
  reassure: "the caller is told that we still wait",
  wordsLate: "the transfer waits no longer for what the caller has said"
}

const until = (state: State): string => {
  const next = nextDue(state)
  return next === undefined ? owes.nothing : `${owes[debtOf(state)]}; else after ${next.at / 1000} s: ${dues[next.due]}`
}

/** The table, as Markdown. */
export const conversationTable = (): string => {
  const sections = standing.map(([where, state]) => {
    const rows: Array<string> = []
    const unmoved: Array<string> = []
    for (const [what, event] of happenings) {
      const [next, actions] = Machine.step(state, event, 0)
      const done = actions.flatMap((action) => told(action) ?? [])
      const then = until(next)
      if (done.length === 0 && then === until(state)) unmoved.push(what)
      else rows.push(`| ${what} | ${done.join("; ") || "nothing"} | ${then} |`)
    }
    return [
      `## ${where}`,
      "",
      `Until something happens: ${until(state)}.`,
      "",
      "| What happens | What is done | Who owes what then |",
      "| --- | --- | --- |",
      ...rows,
      "",
      ...(unmoved.length === 0 ? [] : [`Nothing comes of: ${unmoved.join("; ")}.`, ""])
    ].join("\n")
  })
  const cells = Object.values(Machine.cells).reduce(
    (sum, mode) => sum + Object.keys(mode satisfies Record<EventTag, unknown>).length,
    0
  )
  return [
    "# A conversation, as the machine decides it",
    "",
    `Generated by \`npm run docs:conversation\` from [the machine](../src/receptionist/machine/Machine.ts), and held to it by a test. A conversation is always in one of ${
      Object.keys(Machine.cells).length
    } modes, and each mode has an answer to each of ${
      Object.keys(Machine.cells.Talking).length
    } kinds of event, ${cells} in all; one that is missing does not compile. Shown here is what they come to where a conversation usually stands. Times count from the event; nobody is ever owed something without a time at which it is due.`,
    "",
    ...sections
  ].join("\n")
}

if (import.meta.main) writeFileSync(new URL("../docs/conversation.md", import.meta.url), conversationTable())
