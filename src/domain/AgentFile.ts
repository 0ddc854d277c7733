import { Option, Predicate, Result } from "effect"
import { isAlias, isMap, isSeq, LineCounter, type Node, parseDocument } from "yaml"
import type { AgentConfig } from "./AgentConfig.ts"
import { isRecord, kindOf, type Path, type Problem, renderProblem } from "./AgentProblem.ts"
import { numberText, readAgent } from "./AgentSource.ts"
import { normalize, type PhoneNumber } from "./PhoneNumber.ts"

/** A problem, with its place in the file; both count from 1. */
export interface FileProblem extends Problem {
  readonly line: number
  readonly column: number
}

/** What YAML itself cannot read. The code says which rule; the message may quote the file. */
export interface SyntaxProblem {
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}

/** An agent's YAML file, as far as it could be understood. */
export interface AgentFile {
  /** The number dialled; there even where the rest of the file is broken, as far as it can be read. */
  readonly phone: Option.Option<PhoneNumber>
  /** None when something is wrong that no agent can do without. */
  readonly agent: Option.Option<AgentConfig>
  readonly syntax: ReadonlyArray<SyntaxProblem>
  /** In the order of the file: those that keep it from answering, and those that don't. */
  readonly problems: ReadonlyArray<FileProblem>
  readonly warnings: ReadonlyArray<FileProblem>
  /** The document as a plain value. */
  readonly value: unknown
  /** Where what stands at a path begins. */
  readonly placeOf: (path: Path) => { readonly line: number; readonly column: number }
}

type Document = ReturnType<typeof parseDocument>

/** Where `path` begins in the text: at its key, or where that is missing, at what should have held it. */
const offsetOf = (document: Document, path: Path): number => {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap<Node, Node>(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key))
      if (pair === undefined) return offset
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq<Node>(node) && Predicate.isNumber(key)) {
      const item = node.items[key]
      offset = item?.range?.[0] ?? offset
      node = item
    } else return offset
  }
  return offset
}

const toPlain = (document: Document) =>
  Result.try({
    try: (): unknown => document.toJS(),
    // A bomb made of aliases; the parser finds everything else.
    catch: () => ({ code: "BAD_ALIAS", message: "an alias that leads nowhere, or too many of them" })
  })

/** Reads the text of an agent file. `fileId`: the agent's id where the file gives none. */
export const readAgentFile = (text: string, fileId: string): AgentFile => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true })
  const placed = (offset: number) => {
    const { col, line } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const placeOf = (path: Path) => placed(offsetOf(document, path))
  const located = (problems: ReadonlyArray<Problem>): ReadonlyArray<FileProblem> =>
    problems.map((problem) => ({ ...problem, ...placeOf(problem.path) }))
      .sort((a, b) => a.line - b.line || a.column - b.column)

  const plain = toPlain(document)
  const syntax = [
    ...[...document.errors, ...document.warnings].map(({ code, message, pos }): SyntaxProblem => {
      const { column, line } = placed(pos[0])
      return { line, column, code, message }
    }),
    ...Result.isFailure(plain) ? [{ ...plain.failure, ...placeOf([]) }] : []
  ]
  const value = Result.getOrUndefined(plain)
  const phone = isRecord(value) ? normalize(numberText(value["phone"])) : Option.none()
  const nothingElse = { phone, agent: Option.none(), syntax, problems: [], warnings: [], value, placeOf }
  // Where a key stands twice, the rest of the file still means what it says.
  if (syntax.some(({ code }) => code !== "DUPLICATE_KEY")) return nothingElse
  if (!isRecord(value)) {
    return { ...nothingElse, problems: located([{ path: [], expected: "keys and values", found: kindOf(value) }]) }
  }
  const noPhone: ReadonlyArray<Problem> = Option.isSome(phone)
    ? []
    : [{ path: ["phone"], expected: "an E.164 number such as +15145550100", found: kindOf(value["phone"]) }]
  const { agent, problems, warnings } = readAgent({
    row: { ...value, id: value["id"] ?? fileId },
    rowPath: [],
    config: value,
    configPath: []
  })
  return {
    ...nothingElse,
    agent: syntax.length === 0 && Option.isSome(phone) ? agent : Option.none(),
    problems: located([...noPhone, ...problems]),
    warnings: located(warnings)
  }
}

/** An agent file of a directory: `name` is the file's, without the directory. */
export interface NamedAgentFile extends AgentFile {
  readonly name: string
}

const extension = /\.ya?ml$/i

/** Whether a file of this name is an agent's. */
export const isAgentFile = (name: string) => extension.test(name)

/** The problems of a file, one line each, with its place in the file and no value of it. */
export const fileProblems = ({ name, problems, syntax }: NamedAgentFile): ReadonlyArray<string> => [
  ...syntax.map(({ code, column, line }) => `${name}:${line}:${column} not valid YAML (${code})`),
  ...problems.map((problem) => `${name}:${problem.line}:${problem.column} ${renderProblem(problem)}`)
]

/** The id of an agent whose file gives none: the file's name. */
export const fileId = (name: string) => name.replace(extension, "")
