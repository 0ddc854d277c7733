import { Result } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { KeyAction } from "../../domain/Keypad.ts"
import type { KeypadKey } from "../../domain/Keypad.ts"
import type { Language } from "../../domain/Language.ts"
import { homeOf } from "../../domain/NumberingPlan.ts"
import { readNumber } from "../../domain/WrittenNumber.ts"
import { asksForNumber } from "../AsksForNumber.ts"
import { departmentsOf, findDepartment } from "../Departments.ts"
import { departmentState } from "../hours/Now.ts"
import { languageInstruction } from "../Instructions.ts"
import { digitsSaid } from "../messages/SpokenDigits.ts"
import { answerConsent } from "./Consent.ts"
import type { EventOf } from "./Event.ts"
import { act, all, instruct, type Move, owe, say, set, transfer, when } from "./Moves.ts"
import { pauseBetweenKeys } from "./Policy.ts"
import { did } from "./SaidAndDone.ts"
import type { State } from "./State.ts"

type Pressed = EventOf<"KeyPressed">

const mostKeys = 40

const repeatInstruction =
  "The caller pressed a key to hear your last words again. Say them again, in the same words, and nothing else."
const messageInstruction =
  "The caller pressed a key to leave a message. Ask who it is for, what it is about, their name, and the number to call back."
const notRecordedInstruction =
  "The caller pressed a key not to be recorded. This call is not recorded: tell them so in one short sentence."
const closedInstruction = (department: string, closed: string) =>
  `The caller pressed a key to reach ${department}. Nobody was called: ${closed} Tell them so, and offer to take a message.`
const typedInstruction = (keys: string) =>
  `The caller typed this on the keypad of their telephone: ${keys}. Take it for what you asked them; read it back.`

/**
 * Whether the agent's own last words ask for a number that the caller has not given since: what is typed then is the
 * number, whatever the keys mean else.
 */
const isAskedForNumber = ({ said }: State): boolean => {
  const last = said.findLastIndex(({ by, fixed }) => by === "agent" && fixed !== true)
  const given = said.slice(last + 1).map(({ by, text }) => by === "caller" ? digitsSaid(text) : "").join("")
  return last !== -1 && given.length < fewestDigits && asksForNumber(said[last]?.text ?? "")
}

/** With fewer, a caller has given no number. */
const fewestDigits = 3

/** The conversation goes on in this language, because the caller chose it by key. */
const speak = (language: Language): Move => (state) =>
  all(
    set({ tracked: { ...state.tracked, language, leaning: 0, firmness: Math.max(1, state.tracked.firmness) } }),
    instruct("language", languageInstruction(language)),
    act({ _tag: "SpeakLanguage", language })
  )(state)

const interrupt = act({ _tag: "Interrupt" })
const asked = (instruction: string, at: number) => all(interrupt, instruct("keys", instruction), owe(at))

const actions = (action: KeyAction, at: number): Move => (state) => {
  switch (action._tag) {
    case "Transfer": {
      const department = findDepartment(departmentsOf(state.call.agent), action.department)
      if (department === undefined || department.ladder.length === 0) {
        return asked(closedInstruction(action.department, "they cannot be reached by phone."), at)(state)
      }
      const { dial = true, sentences } = departmentState(state.call.agent, department.name, state.call.epoch + at) ?? {}
      if (!dial) {
        return asked(closedInstruction(department.name, sentences?.[state.tracked.language] ?? ""), at)(state)
      }
      return all(
        interrupt,
        did("transfer_begun", at),
        transfer({
          department: department.name,
          tool: null,
          ladder: department.ladder,
          standsIn: false,
          announce: "transferAnnouncement"
        }, at)
      )(state)
    }
    case "Language":
      // Who waits for an answer, or hears one, has it in that language.
      return all(
        interrupt,
        speak(action.language),
        state.answer !== null
          ? owe(at)
          : state.asksConsent === null
          ? say("greeting", at)
          : say("askRecording", at, { interruptible: false })
      )(state)
    case "Repeat":
      return asked(repeatInstruction, at)(state)
    case "Message":
      return asked(messageInstruction, at)(state)
    case "RefuseRecording":
      return (state.call.records ? answerConsent("refused", "key", at) : asked(notRecordedInstruction, at))(state)
  }
}

/** What the agent's file says of a key; nothing where it is a part of a number that was asked for, or is being typed. */
const meant = ({ key }: Pressed, at: number, state: State): KeyAction | undefined =>
  isTyping(state, at) || isAskedForNumber(state) ? undefined : state.call.agent.keypad?.[key]

/** Also while nobody can be given what was typed, a number goes on for no longer than its pause. */
const isTyping = ({ typed }: State, at: number): boolean => typed !== null && at < typed.at + pauseBetweenKeys

/** A key of a number, which goes on until `#` or a pause. */
const type = ({ key }: Pressed, at: number): Move => (state) =>
  set({ typed: { keys: `${state.typed?.keys ?? ""}${key}`.slice(0, mostKeys), at } })(state)

/** A key of the caller's telephone. It does what the agent's file says, or is a part of a number. */
export const keyPressed = (event: Pressed, at: number): Move => (state) => {
  const action = meant(event, at, state)
  return all(
    set({ silence: state.silence === null ? null : { since: at, prompts: 0 } }),
    action !== undefined ? actions(action, at) : event.key === "#" ? typedOver(at) : type(event, at)
  )(state)
}

/**
 * The same where the conversation does not go on yet: a refusal and a language count at once, a number is typed on, and
 * anything else waits, the last of it. `heardAnew`: what is being said is said again, which is what a key for that asks for.
 */
export const keyWaits = (event: Pressed, at: number, heardAnew: Move): Move => (state) => {
  const action = meant(event, at, state)
  switch (action?._tag) {
    case undefined:
      return event.key === "#" ? [state, []] : type(event, at)(state)
    case "RefuseRecording":
      return answerConsent("refused", "key", at)(state)
    case "Language":
      return all(heardAnew, speak(action.language))(state)
    case "Repeat":
      return heardAnew(state)
    case "Transfer":
    case "Message":
      return set({ pressed: event.key })(state)
  }
}

/** The same where nothing else is to be done any more: a refusal and a language count, and a number is typed to its end. */
export const keyCounts = (event: Pressed, at: number): Move => (state) => {
  const action = meant(event, at, state)
  switch (action?._tag) {
    case undefined:
      return isTyping(state, at) && event.key !== "#" ? type(event, at)(state) : [state, []]
    case "RefuseRecording":
      return answerConsent("refused", "key", at)(state)
    case "Language":
      return speak(action.language)(state)
    default:
      return [state, []]
  }
}

/** Whether the key asks for somebody else than `department`, or to leave a message. */
export const asksForOther = (event: Pressed, at: number, state: State, department: string): boolean => {
  const action = meant(event, at, state)
  if (action?._tag !== "Transfer") return action?._tag === "Message"
  return findDepartment(departmentsOf(state.call.agent), action.department)?.name !== department
}

/** The conversation goes on: the key that waited does what the agent's file says, and where there was none, `otherwise` is done. */
export const waitedFor = (at: number, otherwise: Move): Move => (state) => {
  const action = state.pressed === null ? undefined : state.call.agent.keypad?.[state.pressed]
  return action === undefined ? otherwise(state) : all(set({ pressed: null }), actions(action, at))(state)
}

/** The telephone number that keys make. */
const numberTyped = (keys: string, { phone, provisioning }: AgentConfig) => {
  const read = readNumber(keys, homeOf(phone ?? provisioning.twilioPhoneNumber))
  return Result.isSuccess(read) ? { number: read.success } : {}
}

/** What was typed, as far as it was, is noted, and is what the caller has said last. */
export const noteTyped: Move = (state) => {
  const keys = state.typed?.keys ?? ""
  return all(
    set({ typed: null }),
    when(
      keys !== "",
      all(
        set({ said: [...state.said, { by: "caller", text: keys }] }),
        act({ _tag: "NoteTyped", keys: keys.length, ...numberTyped(keys, state.call.agent) })
      )
    )
  )(state)
}

/** The model is told this, too: a number that came in two pieces is both. */
const instructTyped = (keys: string): Move => (state) => {
  const earlier = state.instructions.filter(({ about }) => about === "typed").map(({ text }) => text)
  return instruct("typed", [...earlier, typedInstruction(keys)].join("\n"))(state)
}

/**
 * What was typed reaches the model as one input: with the answer to what the caller is saying, if they are. One key alone
 * is no number, whatever was asked for: it does what the agent's file says of it.
 */
export const typedOver = (at: number): Move => (state) => {
  const keys = state.typed?.keys ?? ""
  const action = keys.length === 1 ? state.call.agent.keypad?.[keys as KeypadKey] : undefined
  if (action !== undefined) return all(set({ typed: null }), actions(action, at))(state)
  return all(
    noteTyped,
    when(
      keys !== "",
      all(instructTyped(keys), when(state.callerSince === null, owe(at)))
    )
  )(state)
}
