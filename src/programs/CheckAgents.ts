import { Console, Effect, Option, Path, Predicate } from "effect"
import { type AgentFile, fileId, readAgentFile } from "../domain/AgentFile.ts"
import {
  type Fault,
  isRecord,
  kindOf,
  type Path as KeyPath,
  printable,
  renderFault,
  renderPath,
  valueAt
} from "../domain/AgentProblem.ts"
import { kindAt, type ProblemKind } from "../domain/AgentProblemKind.ts"
import { agentKeys, knownKeys, transferKeys } from "../domain/AgentSource.ts"
import { Pipeline } from "../domain/AgentVoice.ts"
import type { HoursNoteKind } from "../domain/HoursNoteKind.ts"
import { isItKey, nearestKey } from "../domain/NearestKey.ts"
import { defaultRules, type TransferRules } from "../domain/TransferPolicy.ts"
import { normalizeDepartment } from "../receptionist/Departments.ts"
import { isPhraseKey, phraseKeys, unknownVariables, variablesOf } from "../receptionist/Phrases.ts"
import { agentBytes } from "../services/AgentBytes.ts"
import { hoursNotes } from "./hours/Notes.ts"

/** Something to say about a place in a file. A note is no problem; one that is `fatal` keeps the agent from answering. */
export interface Finding {
  readonly path?: KeyPath
  readonly line: number
  readonly column: number
  readonly text: string
  readonly kind?: ProblemKind
  readonly note?: boolean
  /** What of the hours the note is about. */
  readonly hours?: HoursNoteKind
  readonly fatal?: boolean
}

interface Checked {
  readonly file: string
  readonly agent: AgentFile
}

/** What was found, as it stands there: it is the operator's own file. Secrets are not for the log of a build. */
const shown = (path: KeyPath, value: unknown) => {
  if (path.at(-1) === "secret") return kindOf(value)
  if (!Predicate.isString(value) && !Predicate.isNumber(value) && !Predicate.isBoolean(value)) return kindOf(value)
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const finding = (
  { agent }: Checked,
  path: KeyPath,
  fault: Fault | string,
  found = shown(path, valueAt(agent.value, path))
) => ({
  path,
  ...agent.placeOf(path),
  kind: Predicate.isString(fault) ? kindAt(path) : fault.kind ?? kindAt(path),
  text: `${renderPath(path)}: ${renderFault(Predicate.isString(fault) ? { expected: fault } : fault, found)}`
})

const departmentFindings = (checked: Checked): ReadonlyArray<Finding> => {
  const transfers = valueAt(checked.agent.value, ["transfers"])
  const names = (Array.isArray(transfers) ? transfers : []).map((_, index) => {
    const name = valueAt(transfers, [index, "department"])
    return Predicate.isString(name) ? normalizeDepartment(name) : ""
  })
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    return name === "" || first === index
      ? []
      : [
        finding(checked, ["transfers", index, "department"], {
          expected: `a name of its own, not that of transfers[${first}]`,
          kind: "twice"
        })
      ]
  })
}

const phraseFindings = (checked: Checked): ReadonlyArray<Finding> => {
  const phrases = valueAt(checked.agent.value, ["phrases"])
  return Object.entries(isRecord(phrases) ? phrases : {}).flatMap(([key, phrase]) =>
    isPhraseKey(key)
      ? Object.entries(isRecord(phrase) ? phrase : {}).flatMap(([language, text]) =>
        (Predicate.isString(text) ? unknownVariables(key, text) : []).map((variable) =>
          finding(
            checked,
            ["phrases", key, language],
            {
              expected: `no variables but ${variablesOf(key).map((known) => `{${known}}`).join(" and ")}`,
              kind: "variable"
            },
            JSON.stringify(`{${variable}}`)
          )
        )
      )
      : [finding(
        checked,
        ["phrases", key],
        { expected: `one of the phrases ${phraseKeys.join(", ")}`, ...isItKey(key, phraseKeys) },
        JSON.stringify(key)
      )]
  )
}

/** Keys without a meaning, at the top and of departments, also of a file that no agent could be read from. */
const unusedKeys = ({ agent: { placeOf, value } }: Checked): ReadonlyArray<Finding> => {
  const notes = (path: KeyPath, known: ReadonlyArray<string>, meant: ReadonlyArray<string>) => {
    const written = valueAt(value, path)
    const keys = isRecord(written) ? Object.keys(written) : []
    return keys.filter((key) => !known.includes(key)).map((key) => {
      const at = [...path, key]
      const nearest = nearestKey(key, meant, keys)
      return {
        path: at,
        ...placeOf(at),
        text: `${renderPath(at)} is no key, and nothing uses it${nearest === undefined ? "" : `: is it ${nearest}?`}`,
        note: true
      }
    })
  }
  const transfers = valueAt(value, ["transfers"])
  return [
    ...notes([], knownKeys, agentKeys),
    ...(Array.isArray(transfers) ? transfers : []).flatMap((_, index) =>
      notes(["transfers", index], transferKeys, transferKeys)
    )
  ]
}

/** What was made of the hours. A text of several lines stands below its key, as YAML's `|` has it. */
const hoursFindings = ({ agent }: Checked): ReadonlyArray<Finding> =>
  Option.match(agent.agent, { onNone: () => [], onSome: hoursNotes }).map(({ kind: hours, path, text, textLine }) => {
    const place = agent.placeOf(path)
    const written = valueAt(agent.value, path)
    const below = textLine !== undefined && Predicate.isString(written) && written.includes("\n")
    return { path, ...below ? { line: place.line + 1 + textLine, column: 1 } : place, text, note: true, hours }
  })

/** A number, and an id, belong to the first file that has them. */
const claimed = (checked: Checked, before: ReadonlyArray<Checked>): ReadonlyArray<Finding> => {
  const owner = (idOf: (agent: AgentFile) => string | undefined) => {
    const id = idOf(checked.agent)
    return id === undefined ? undefined : before.find(({ agent }) => idOf(agent) === id)?.file
  }
  const ofPhone = owner(({ phone }) => Option.getOrUndefined(phone))
  const ofId = owner(({ agent }) => Option.getOrUndefined(agent)?.id)
  return [
    ...ofPhone === undefined ? [] : [finding(checked, ["phone"], `a number of its own, not that of ${ofPhone}`)],
    ...ofId === undefined ? [] : [finding(checked, ["id"], "an id of its own", `that of ${ofId}`)]
  ]
}

/** A pipeline whose deployments the operator has not set: the worker would give the agent its own. */
const pipelineFindings = (checked: Checked, pipelines: ReadonlyArray<Pipeline>): ReadonlyArray<Finding> =>
  Option.match(checked.agent.agent, {
    onNone: () => [],
    onSome: ({ voice }) =>
      voice?.pipeline === undefined || pipelines.includes(voice.pipeline) ? [] : [finding(
        checked,
        ["voice", "pipeline"],
        {
          expected: `a pipeline whose deployments are set (${
            pipelines.length === 0 ? "there is none" : pipelines.join(", ")
          }): see VOICE_PIPELINE in .env.example`,
          kind: "pipeline"
        }
      )]
  })

const findingsOf = (
  checked: Checked,
  before: ReadonlyArray<Checked>,
  pipelines: ReadonlyArray<Pipeline>
): ReadonlyArray<Finding> =>
  [
    ...checked.agent.syntax.map(({ column, line, message }) => ({ line, column, text: message, fatal: true })),
    ...checked.agent.problems.map((problem) => ({ ...finding(checked, problem.path, problem), fatal: true })),
    ...checked.agent.warnings.map((problem) => finding(checked, problem.path, problem)),
    ...departmentFindings(checked),
    ...phraseFindings(checked),
    ...pipelineFindings(checked, pipelines),
    ...claimed(checked, before),
    ...hoursFindings(checked),
    ...unusedKeys(checked)
  ].sort((a, b) => a.line - b.line || a.column - b.column)

/** What there is to say of one agent's file, in its order, whatever deployments its worker has. */
export const findingsIn = (agent: AgentFile): ReadonlyArray<Finding> =>
  findingsOf({ file: "", agent }, [], Pipeline.literals)

const summary = ({ agent }: Checked) =>
  Option.match(agent.agent, {
    onNone: () => "",
    onSome: ({ name, supportedLanguages, transfers }) =>
      ` (${name}, ${Option.getOrElse(agent.phone, () => "")}, ${supportedLanguages.join(" and ")}, ${
        counted(transfers.length, "department")
      })`
  })

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`

const print = (line: string) => Console.log(printable(line))

/**
 * Prints every problem of every agent file, one a line, as `file:line:column path: expected …, found …`; what the worker
 * would only warn of is a problem here. `rules`: where departments may be; `pipelines`: who can think. True when there is
 * none.
 */
export const checkAgents = Effect.fn("CheckAgents")(
  function*(
    files: ReadonlyArray<string>,
    rules: TransferRules = defaultRules,
    pipelines: ReadonlyArray<Pipeline> = Pipeline.literals
  ) {
    const path = yield* Path.Path
    const before: Array<Checked> = []
    let problems = 0
    for (const file of new Set(files)) {
      const bytes = yield* Effect.result(agentBytes(file))
      if (bytes._tag === "Failure") {
        problems += 1
        yield* print(`${file}: cannot be read: ${bytes.failure.message}`)
        continue
      }
      const checked = { file, agent: readAgentFile(bytes.success, fileId(path.basename(file)), rules) }
      const findings = findingsOf(checked, before, pipelines)
      const wrong = findings.filter(({ note }) => note !== true).length
      before.push(checked)
      problems += wrong
      for (const { column, line, note, text } of findings) {
        yield* print(`${file}:${line}:${column} ${note === true ? "note: " : ""}${text}`)
      }
      if (wrong === 0) yield* print(`${file}: fine${summary(checked)}`)
    }
    if (problems > 0) yield* print(counted(problems, "problem"))
    return problems === 0
  }
)
