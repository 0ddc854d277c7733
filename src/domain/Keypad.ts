import { Option, Predicate, Result, Schema } from "effect"
import { isRecord, type Path, type Problem } from "./AgentProblem.ts"
import { Language } from "./Language.ts"
import { doubt, type Part } from "./PartReader.ts"

/** The keys of a telephone. */
export const KeypadKey = Schema.Literals(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"])
export type KeypadKey = typeof KeypadKey.Type

/** What a key does, without the model. `department` as the agent names it. */
export const KeyAction = Schema.Union([
  Schema.TaggedStruct("Transfer", { department: Schema.String }),
  Schema.TaggedStruct("Language", { language: Language }),
  /** Says again what was said last. */
  Schema.TaggedStruct("Repeat", {}),
  Schema.TaggedStruct("Message", {}),
  Schema.TaggedStruct("RefuseRecording", {})
])
export type KeyAction = typeof KeyAction.Type

export const Keypad = Schema.Record(KeypadKey, Schema.optionalKey(KeyAction))
export type Keypad = typeof Keypad.Type

const isKey = Schema.is(KeypadKey)

const forms =
  "one of { transfer: a department }, { language: FRENCH }, \"repeat\", { message: true } and { refuseRecording: true }"

const plain: Readonly<Record<string, KeyAction>> = {
  repeat: { _tag: "Repeat" },
  message: { _tag: "Message" },
  refuseRecording: { _tag: "RefuseRecording" }
}

/** What an agent has that keys can name. */
export interface Named {
  /** The department of a name, as the agent writes it. */
  readonly department: (name: string) => Option.Option<string>
  /** The language of a word, where the agent speaks it. */
  readonly language: (word: string) => Option.Option<Language>
}

const readAction = (written: unknown, at: Path, named: Named): Result.Result<KeyAction, Problem> => {
  const fail = (expected: string, path: Path = at, found = written) => Result.fail(doubt(path, expected, found))
  const [[name, value] = ["", undefined], ...others] = isRecord(written)
    ? Object.entries(written)
    : [[Predicate.isString(written) ? written : "", true]]
  if (others.length > 0) return fail(forms)
  const action = Object.hasOwn(plain, name) && value === true ? plain[name] : undefined
  if (action !== undefined) return Result.succeed(action)
  if (name === "transfer" && isRecord(written)) {
    return Predicate.isString(value)
      ? Option.match(named.department(value), {
        onNone: () => fail("the department of one of the transfers", [...at, name], value),
        onSome: (department) => Result.succeed<KeyAction>({ _tag: "Transfer", department })
      })
      : fail("the department of one of the transfers", [...at, name], value)
  }
  if (name === "language" && isRecord(written)) {
    return Option.match(Predicate.isString(value) ? named.language(value) : Option.none(), {
      onNone: () => fail("a language that the agent speaks, FRENCH or ENGLISH", [...at, name], value),
      onSome: (language) => Result.succeed<KeyAction>({ _tag: "Language", language })
    })
  }
  return fail(forms)
}

/** Reads what the keys do. A key that is wrong does nothing. */
export const readKeypad = (written: unknown, at: Path, named: Named): Part<Keypad> => {
  if (!isRecord(written)) return { value: {}, doubts: [doubt(at, "keys, and what each of them does", written)] }
  const keypad: Partial<Record<KeypadKey, KeyAction>> = {}
  const doubts = Object.entries(written).flatMap(([key, value]) => {
    if (!isKey(key)) return [doubt([...at, key], "one of the keys 0 to 9, \"*\" and \"#\"", value)]
    const action = readAction(value, [...at, key], named)
    if (Result.isFailure(action)) return [action.failure]
    keypad[key] = action.success
    return []
  })
  return { value: keypad, doubts }
}
