import type { KeyAction } from "../../domain/Keypad.ts"
import type { Language } from "../../domain/Language.ts"
import { departmentsOf, findDepartment } from "../Departments.ts"
import { departmentState } from "../hours/Now.ts"
import { languageInstruction } from "../Instructions.ts"
import { answerConsent } from "./Consent.ts"
import type { EventOf } from "./Event.ts"
import { act, all, type Move, owe, say, set, stay, transfer, when } from "./Moves.ts"
import type { State } from "./State.ts"

const mostKeys = 40

const repeatInstruction =
  "The caller pressed a key to hear your last words again. Say them again, in the same words, and nothing else."
const messageInstruction =
  "The caller pressed a key to leave a message. Ask who it is for, what it is about, their name, and the number to call back."
const closedInstruction = (department: string, closed: string) =>
  `The caller pressed a key to reach ${department}. Nobody was called: ${closed} Tell them so, and offer to take a message.`
const typedInstruction = (keys: string) =>
  `The caller typed this on the keypad of their telephone: ${keys}. Take it for what you asked them; read it back.`

/** Whether the agent's last words ask for a number: what is typed then is the number, whatever the keys mean else. */
const asksForNumber = ({ said }: State): boolean => {
  const last = said.at(-1)
  return last?.by === "agent" && last.text.includes("?") &&
    /num[ée]ro|number|chiffres|digits|code|composez|clavier|keypad|dossier|extension|poste/i.test(last.text)
}

/** The conversation goes on in this language, because the caller chose it by key. */
const speak = (language: Language, at: number): Move => (state) =>
  all(
    set({
      tracked: { ...state.tracked, language, leaning: 0, firmness: Math.max(1, state.tracked.firmness) },
      instruction: languageInstruction(language)
    }),
    act({ _tag: "Interrupt" }, { _tag: "SpeakLanguage", language }),
    say("greeting", at)
  )(state)

const actions = (action: KeyAction, at: number): Move => (state) => {
  switch (action._tag) {
    case "Transfer": {
      const department = findDepartment(departmentsOf(state.call.agent), action.department)
      if (department === undefined || department.ladder.length === 0) return stay(state)
      const { dial = true, sentences } = departmentState(state.call.agent, department.name, state.call.epoch + at) ?? {}
      if (!dial) {
        return all(
          act({ _tag: "Interrupt" }),
          set({ instruction: closedInstruction(department.name, sentences?.[state.tracked.language] ?? "") }),
          owe(at)
        )(state)
      }
      return all(
        act({ _tag: "Interrupt" }),
        transfer({
          department: department.name,
          tool: null,
          ladder: department.ladder,
          afterwards: null,
          announce: "transferAnnouncement"
        }, at)
      )(state)
    }
    case "Language":
      return speak(action.language, at)(state)
    case "Repeat":
      return all(act({ _tag: "Interrupt" }), set({ instruction: repeatInstruction }), owe(at))(state)
    case "Message":
      return all(act({ _tag: "Interrupt" }), set({ instruction: messageInstruction }), owe(at))(state)
    case "RefuseRecording":
      return answerConsent("refused", "key", at)(state)
  }
}

/**
 * A key of the caller's telephone. It does what the agent's file says; where a number was asked for, or one is being
 * typed, it is a part of that, until `#` or a pause.
 */
export const keyPressed = ({ key }: EventOf<"KeyPressed">, at: number): Move => (state) => {
  const action = state.call.agent.keypad?.[key]
  const typing = state.typed !== null || action === undefined || asksForNumber(state)
  const heard: Move = set({ silence: state.silence === null ? null : { since: at, prompts: 0 } })
  if (!typing && action !== undefined) return all(heard, actions(action, at))(state)
  const keys = state.typed?.keys ?? ""
  if (key === "#") return all(heard, typedOver(at))(state)
  return all(heard, set({ typed: { keys: `${keys}${key}`.slice(0, mostKeys), at } }))(state)
}

/** What was typed reaches the model as one input. */
export const typedOver = (at: number): Move => (state) => {
  const keys = state.typed?.keys ?? ""
  return all(
    set({ typed: null }),
    when(
      keys !== "",
      all(
        set({
          instruction: typedInstruction(keys),
          said: [...state.said, { by: "caller", text: keys }]
        }),
        act({ _tag: "NoteTyped", keys: keys.length }),
        owe(at)
      )
    )
  )(state)
}
