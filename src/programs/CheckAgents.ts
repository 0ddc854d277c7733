import { Console, Effect, FileSystem, Option, Path, Predicate } from "effect"
import { type AgentFile, readAgentFile } from "../domain/AgentFile.ts"
import { fileId } from "../domain/AgentFile.ts"
import { isRecord, kindOf, type Path as KeyPath, renderPath, valueAt } from "../domain/AgentProblem.ts"
import { fileFault } from "../domain/FileFault.ts"
import { normalizeDepartment } from "../receptionist/Departments.ts"
import { phraseKeys } from "../receptionist/Phrases.ts"

/** Something to say about a place in a file. A note is no problem. */
interface Finding {
  readonly line: number
  readonly column: number
  readonly text: string
  readonly note?: boolean
}

interface Checked {
  readonly file: string
  readonly agent: AgentFile
}

/** What was found, as it stands there: it is the operator's own file. */
const shown = (value: unknown) => {
  if (!Predicate.isString(value) && !Predicate.isNumber(value) && !Predicate.isBoolean(value)) return kindOf(value)
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

const finding = ({ agent }: Checked, path: KeyPath, expected: string, found = shown(valueAt(agent.value, path))) => ({
  ...agent.placeOf(path),
  text: `${renderPath(path)}: expected ${expected}, found ${found}`
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
      : [finding(checked, ["transfers", index, "department"], `a name of its own, not that of transfers[${first}]`)]
  })
}

const phraseFindings = (checked: Checked): ReadonlyArray<Finding> => {
  const phrases = valueAt(checked.agent.value, ["phrases"])
  return Object.keys(isRecord(phrases) ? phrases : {})
    .filter((key) => !phraseKeys.some((known) => known === key))
    .map((key) =>
      finding(checked, ["phrases", key], `one of the phrases ${phraseKeys.join(", ")}`, JSON.stringify(key))
    )
}

const unusedKeys = ({ agent }: Checked): ReadonlyArray<Finding> =>
  Object.keys(Option.match(agent.agent, { onNone: () => ({}), onSome: ({ extra = {} }) => extra }))
    .filter((key) => key !== "phone")
    .map((key) => {
      const { column, line } = agent.placeOf([key])
      return { line, column, text: `${key} is kept, but nothing uses it`, note: true }
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

const findingsOf = (checked: Checked, before: ReadonlyArray<Checked>): ReadonlyArray<Finding> =>
  [
    ...checked.agent.syntax.map(({ column, line, message }) => ({ line, column, text: `not valid YAML: ${message}` })),
    ...[...checked.agent.problems, ...checked.agent.warnings].map(({ expected, path }) =>
      finding(checked, path, expected)
    ),
    ...departmentFindings(checked),
    ...phraseFindings(checked),
    ...claimed(checked, before),
    ...unusedKeys(checked)
  ].sort((a, b) => a.line - b.line || a.column - b.column)

const summary = ({ agent }: Checked) =>
  Option.match(agent.agent, {
    onNone: () => "",
    onSome: ({ name, supportedLanguages, transfers }) =>
      ` (${name}, ${Option.getOrElse(agent.phone, () => "")}, ${supportedLanguages.join(" and ")}, ${
        counted(transfers.length, "department")
      })`
  })

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`

/**
 * Prints every problem of every agent file, one a line, as `file:line:column path: expected …, found …`; what the worker
 * would only warn of is a problem here. True when there is none.
 */
export const checkAgents = Effect.fn("CheckAgents")(function*(files: ReadonlyArray<string>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const before: Array<Checked> = []
  let problems = 0
  for (const file of new Set(files)) {
    const text = yield* Effect.result(fs.readFileString(file))
    if (text._tag === "Failure") {
      problems += 1
      const { detail, reason } = fileFault(text.failure)
      yield* Console.log(`${file}: cannot be read: ${reason === "missingFile" ? "there is no such file" : detail}`)
      continue
    }
    const checked = { file, agent: readAgentFile(text.success, fileId(path.basename(file))) }
    const findings = findingsOf(checked, before)
    const wrong = findings.filter(({ note }) => note !== true).length
    before.push(checked)
    problems += wrong
    for (const { column, line, note, text } of findings) {
      yield* Console.log(`${file}:${line}:${column} ${note === true ? "note: " : ""}${text}`)
    }
    if (wrong === 0) yield* Console.log(`${file}: fine${summary(checked)}`)
  }
  if (problems > 0) yield* Console.log(counted(problems, "problem"))
  return problems === 0
})
