import { Predicate, Result, Schema, type SchemaAST, SchemaIssue } from "effect"
import type { ProblemKind } from "./AgentProblemKind.ts"

export type Path = ReadonlyArray<PropertyKey>

/** What was expected, how that looks, and why what is there is something else. Never quotes what is there. */
export interface Fault {
  readonly expected: string
  readonly example?: string
  readonly why?: string
  /** Where its place does not say it. */
  readonly kind?: ProblemKind
}

/** Something wrong in what was written: where, what was expected there, and the kind of what is there, never its value. */
export interface Problem extends Fault {
  readonly path: Path
  readonly found: string
}

/** Text in one line that moves no cursor and turns the direction of nothing, whatever it is. */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`
  )

const longestKey = 60

const renderKey = (key: PropertyKey): string => {
  const name = String(key)
  return printable(name.length > longestKey ? `${name.slice(0, longestKey)}…` : name)
}

/** `agent.config.transfers[0].department`; the whole of it is `(root)`. */
export const renderPath = (path: Path): string =>
  path.length === 0
    ? "(root)"
    : path.map((key, index) => Predicate.isNumber(key) ? `[${key}]` : `${index === 0 ? "" : "."}${renderKey(key)}`)
      .join("")

export const renderFault = ({ example, expected, why }: Fault, found: string): string =>
  [
    `expected ${expected}`,
    example !== undefined && `, such as ${example}`,
    `, found ${found}`,
    why !== undefined && ` (${why})`
  ].filter(Predicate.isString).join("")

/** A problem as it stands in a log: without an example, which looks like somebody's number there. */
export const renderProblem = ({ expected, found, path, why }: Problem): string =>
  `${renderPath(path)}: ${renderFault({ expected, ...why !== undefined && { why } }, found)}`

const mostShown = 20

/** As many problems as a log line can hold, and how many more there are. */
export const someOf = (problems: ReadonlyArray<string>): ReadonlyArray<string> =>
  problems.length <= mostShown
    ? problems
    : [...problems.slice(0, mostShown), `and ${problems.length - mostShown} more`]

/** What a value is, in the words of JSON. */
export const kindOf = (value: unknown): string =>
  Predicate.isNullish(value)
    ? "nothing"
    : Array.isArray(value)
    ? "array"
    : Predicate.isString(value) && value.trim() === ""
    ? "empty string"
    : typeof value

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Predicate.isObject(value) && !Array.isArray(value)

/** What stands at `path`, as far as there is anything. */
export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => Predicate.hasProperty(value, key) ? value[key] : undefined, root)

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) =>
    issue._tag === "UnexpectedKey"
      ? "no key of this name"
      : SchemaIssue.defaultLeafHook(issue).replace(/^Expected /, "")
})

/** A decoder that names every wrong path at once; `at` is where its input stands in the whole. */
export const problemDecoder = <S extends Schema.Codec<unknown, unknown>>(
  schema: S,
  options?: SchemaAST.ParseOptions
) => {
  const decode = Schema.decodeUnknownResult(schema, { errors: "all", ...options })
  return (input: unknown, at: Path): Result.Result<S["Type"], ReadonlyArray<Problem>> =>
    Result.mapError(decode(input), ({ issue }) =>
      issuesOf(issue).issues.map(({ message, path = [] }) => ({
        path: [...at, ...path as Path],
        expected: message.replace(/^Expected /, ""),
        found: kindOf(valueAt(input, path as Path))
      })))
}
