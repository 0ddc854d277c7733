import { Option, Predicate, Result } from "effect"
import type { AgentConfig } from "./AgentConfig.ts"
import { isRecord, type Path, type Problem, renderProblem, someOf } from "./AgentProblem.ts"
import { readAgent } from "./AgentSource.ts"
import { textOf } from "./AgentText.ts"
import { type AgentYaml, noYaml, parseYaml, type Place, type SyntaxProblem } from "./AgentYaml.ts"
import { northAmerica } from "./NumberingPlan.ts"
import { doubt } from "./PartReader.ts"
import type { PhoneNumber } from "./PhoneNumber.ts"
import { defaultRules, type TransferRules } from "./TransferPolicy.ts"
import { readOwnNumber } from "./WrittenNumber.ts"

/** A problem, with its place in the file. */
export interface FileProblem extends Problem, Place {}

/** An agent's YAML file, as far as it could be understood. */
export interface AgentFile {
  /** The number dialled; there even where the rest of the file is broken, as far as it can be read. */
  readonly phone: Option.Option<PhoneNumber>
  /** None when something is wrong that no agent can do without. */
  readonly agent: Option.Option<AgentConfig>
  /** What keeps the file from being text, or YAML. */
  readonly syntax: ReadonlyArray<SyntaxProblem>
  /** In the order of the file: those that keep it from answering, and those that don't. */
  readonly problems: ReadonlyArray<FileProblem>
  readonly warnings: ReadonlyArray<FileProblem>
  /** The document as a plain value. */
  readonly value: unknown
  /** Where what stands at a path begins. */
  readonly placeOf: (path: Path) => Place
}

/** Texts with the mark of a letter that some conversion has lost. Bounded: no text of an agent is deeper. */
const lostLetters = (value: unknown, path: Path = []): ReadonlyArray<Problem> =>
  Predicate.isString(value)
    ? value.includes("\uFFFD")
      ? [
        doubt(
          path,
          { expected: "text without \uFFFD, which stands where a letter was lost", kind: "lostLetter" },
          value
        )
      ]
      : []
    : path.length > 6
    ? []
    : Array.isArray(value)
    ? value.flatMap((item, index) => lostLetters(item, [...path, index]))
    : isRecord(value)
    ? Object.entries(value).flatMap(([key, member]) => lostLetters(member, [...path, key]))
    : []

const understood = (
  { placeOf, readable, syntax, value }: AgentYaml,
  fileId: string,
  rules: TransferRules
): AgentFile => {
  const located = (problems: ReadonlyArray<Problem>): ReadonlyArray<FileProblem> =>
    problems.map((problem) => ({ ...problem, ...placeOf(problem.path) }))
      .sort((a, b) => a.line - b.line || a.column - b.column)
  const written = isRecord(value) ? value["phone"] : undefined
  const number = readOwnNumber(written, northAmerica)
  const phone = Result.getSuccess(number)
  const nothingElse = { phone, agent: Option.none(), syntax, problems: [], warnings: [], value, placeOf }
  if (!readable) return nothingElse
  if (!isRecord(value)) return { ...nothingElse, problems: located([doubt([], "keys and values", value)]) }
  const { agent, problems, warnings } = readAgent({
    row: { ...value, id: value["id"] ?? fileId },
    rowPath: [],
    config: value,
    configPath: []
  }, { rules })
  return {
    ...nothingElse,
    agent: syntax.length === 0 && Option.isSome(phone) ? agent : Option.none(),
    problems: located([
      ...Result.isFailure(number) ? [doubt(["phone"], number.failure, written)] : [],
      ...problems
    ]),
    warnings: located([...warnings, ...lostLetters(value)])
  }
}

/**
 * Reads an agent file: its text, or its bytes. `fileId`: the agent's id where the file gives none. `rules`: where its
 * departments may be.
 */
export const readAgentFile = (
  file: string | Uint8Array,
  fileId: string,
  rules: TransferRules = defaultRules
): AgentFile => {
  const text = Predicate.isString(file) ? Result.succeed(file) : textOf(file)
  return understood(
    Result.match(text, { onFailure: ({ line, message }) => noYaml(message, line), onSuccess: parseYaml }),
    fileId,
    rules
  )
}

/** An agent file of a directory: `name` is the file's, without the directory. */
export interface NamedAgentFile extends AgentFile {
  readonly name: string
}

const extension = /\.ya?ml$/i

/** Whether a file of this name is an agent's. */
export const isAgentFile = (name: string) => extension.test(name)

/** The problems of a file, one line each, with its place in the file and no value of it. */
export const fileProblems = ({ name, problems, syntax }: NamedAgentFile): ReadonlyArray<string> =>
  someOf([
    ...syntax.map(({ column, line, said }) => `${name}:${line}:${column} ${said}`),
    ...problems.map((problem) => `${name}:${problem.line}:${problem.column} ${renderProblem(problem)}`)
  ])

/** The id of an agent whose file gives none: the file's name. */
export const fileId = (name: string) => name.replace(extension, "")
