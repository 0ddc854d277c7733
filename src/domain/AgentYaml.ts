import { Predicate, Result } from "effect"
import { CST, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument, visit } from "yaml"
import type { Path } from "./AgentProblem.ts"

/** Why a text is no YAML that is read here. `said` is for a log; `message` may quote the file. */
export interface SyntaxProblem {
  readonly line: number
  readonly column: number
  readonly said: string
  readonly message: string
}

/** A YAML text as a plain value, as far as it is one. */
export interface AgentYaml {
  readonly value: unknown
  readonly syntax: ReadonlyArray<SyntaxProblem>
  /** A key stands twice, and that is all that is wrong: the rest still means what it says. */
  readonly readable: boolean
  /** Where what stands at a path begins. */
  readonly placeOf: (path: Path) => Place
}

/** Both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

type Document = ReturnType<typeof parseDocument>

const unreadable = (problem: SyntaxProblem): AgentYaml => ({
  value: undefined,
  syntax: [problem],
  readable: false,
  placeOf: () => ({ line: 1, column: 1 })
})

/** A file that is nothing to parse: `message` is the whole of what is wrong with it, and quotes nothing. */
export const noYaml = (message: string, line = 1): AgentYaml => unreadable({ line, column: 1, said: message, message })

/** Some fifty times what a full agent has; the time to parse grows with the square of it. */
const mostLexemes = 10_000

/** Brackets, dashes and columns of indentation around a value. The parser's stack has room for twice as many. */
const deepest = 300

/** What the lexer says between the pieces of the text: here begins a document, or a scalar, or a list has ended. */
const signs: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR])

/** A text that would take the parser longer than a moment, or more stack than there is. */
const tooMuch = (text: string): AgentYaml | undefined => {
  let lexemes = 0
  let offset = 0
  let brackets = 0
  let before = 0
  let isNewLine = true
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes > mostLexemes) return noYaml("more keys, lists and lines than any agent has: shorten the file")
    if (signs.has(lexeme)) continue
    if (/^[[{]$/.test(lexeme)) brackets++
    else if (/^[\]}]$/.test(lexeme)) brackets = Math.max(0, brackets - 1)
    else if (lexeme.endsWith("\n")) before = 0
    else if (isNewLine && /^ +$/.test(lexeme)) before = lexeme.length
    else if (brackets === 0 && /^[-?:]$/.test(lexeme)) before++
    if (brackets + before > deepest) {
      const lines = text.slice(0, offset).split("\n")
      return unreadable({
        line: lines.length,
        column: (lines.at(-1)?.length ?? 0) + 1,
        said: "not valid YAML (too deep)",
        message: "not valid YAML: lists and maps within each other that are too deep: no agent has more than five"
      })
    }
    isNewLine = lexeme.endsWith("\n")
    offset += lexeme.length
  }
  return undefined
}

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

/** YAML makes a number of `+15145550100` and of `0145550100`, and drops what they begin with: they stay as they are. */
const keepDialled = (document: Document) =>
  visit(document, {
    Scalar: (_, node) => {
      if (Predicate.isNumber(node.value) && /^(?:\+\d|0)\d{6,}$/.test(node.source ?? "")) node.value = node.source
    }
  })

/** The keys that stand twice in one map: where the second begins, and where the first does. */
const repeatedKeys = (document: Document): ReadonlyMap<number, { readonly key: string; readonly first: number }> => {
  const repeated = new Map<number, { readonly key: string; readonly first: number }>()
  visit(document, {
    Map: (_, { items }) => {
      const firsts = new Map<string, number>()
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue
        const name = String(key.value)
        const first = firsts.get(name)
        if (first === undefined) firsts.set(name, key.range[0])
        else repeated.set(key.range[0], { key: name, first })
      }
    }
  })
  return repeated
}

/** Why its aliases come to nothing, and where the one begins that is to be looked at. */
const badAlias = (document: Document): readonly [said: string, offset: number] => {
  let first: number | undefined
  let lost: number | undefined
  visit(document, {
    Alias: (_, alias) => {
      const offset = alias.range?.[0] ?? 0
      first ??= offset
      if (alias.resolve(document) !== undefined) return
      lost = offset
      return visit.BREAK
    }
  })
  return lost === undefined
    ? ["too many aliases (*): write out what they stand for", first ?? 0]
    : ["an alias (*) of what has no name before it: a text that begins with * stands in quotes", lost]
}

/** Reads YAML in bounded time, whatever it is. */
export const parseYaml = (text: string): AgentYaml => {
  const refused = tooMuch(text)
  if (refused !== undefined) return refused
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // A set, or bytes, are nothing that an agent is made of, nor anything that JSON has.
    resolveKnownTags: false,
    // It would be printed.
    logLevel: "error"
  })
  const placed = (offset: number): Place => {
    const { col, line } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const placeOf = (path: Path) => placed(offsetOf(document, path))
  const problem = (code: string, message: string, place: Place): SyntaxProblem => ({
    ...place,
    said: `not valid YAML (${code})`,
    message: `not valid YAML: ${message}`
  })
  const found = [...document.errors, ...document.warnings]
  const readable = found.every(({ code }) => code === "DUPLICATE_KEY")
  if (readable) keepDialled(document)
  const repeated = readable ? repeatedKeys(document) : undefined
  const syntax = found.sort((a, b) => a.pos[0] - b.pos[0]).map(({ code, message, pos: [offset] }) => {
    const twice = repeated?.get(offset)
    const said = twice !== undefined
      ? `the key ${JSON.stringify(twice.key)} stands twice, first in line ${placed(twice.first).line}`
      : message.startsWith("Alias ending in :")
      ? "as a key, * stands in quotes"
      : code === "MULTIPLE_DOCS"
      ? "a second agent begins here (---): give it a file of its own"
      : message
    return problem(code, said, placed(offset))
  })
  if (!readable) return { value: undefined, syntax, readable, placeOf }
  const value = Result.try({
    try: (): unknown => document.toJS(),
    // A bomb made of aliases; the parser finds everything else.
    catch: () => {
      const [said, offset] = badAlias(document)
      return problem("BAD_ALIAS", said, placed(offset))
    }
  })
  return Result.isFailure(value)
    ? { value: undefined, syntax: [...syntax, value.failure], readable: false, placeOf }
    : { value: value.success, syntax, readable, placeOf }
}
