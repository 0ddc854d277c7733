import { parseSync, visitorKeys } from "oxc-parser"

/** One small change to a file of the source. Positions are offsets into its text. */
export interface Mutant {
  readonly file: string
  readonly start: number
  readonly end: number
  readonly replacement: string
  /** What it does, in a word. */
  readonly mutator: string
}

/** What the parser gives of a node; the fields of each kind are looked at where they are used. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

type Change = Omit<Mutant, "file">

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
const nodeOf = (value: unknown): Node | undefined => isNode(value) ? value : undefined
const nodesOf = (value: unknown): ReadonlyArray<Node> => Array.isArray(value) ? value.filter(isNode) : []
const textOf = (value: unknown) => typeof value === "string" ? value : ""

const children = (node: Node): ReadonlyArray<Node> =>
  (visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = node[key]
    return isNode(child) ? [child] : nodesOf(child)
  })

const isString = (node: Node | undefined) =>
  node?.type === "TemplateLiteral" || (node?.type === "Literal" && typeof node["value"] === "string")

/** `Effect.andThen` of the call `Effect.andThen(a, b)`; empty where the callee is no such name. */
const calleeOf = (node: Node): string => {
  const callee = nodeOf(node["callee"])
  if (callee?.type === "Identifier") return textOf(callee["name"])
  const owner = nodeOf(callee?.["object"])
  const property = nodeOf(callee?.["property"])
  return callee?.type === "MemberExpression" && owner?.type === "Identifier" && property?.type === "Identifier"
    ? `${textOf(owner["name"])}.${textOf(property["name"])}`
    : ""
}

const others: Readonly<Record<string, ReadonlyArray<string>>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"]
}

/** Where whole arms of what happens are named; each is worth leaving out. */
const arms = /^Effect\.(ensuring|onExit|onInterrupt|andThen|tap|tapError|tapCause)$/
const durations = /^(\d+)( (?:millis|seconds|minutes?|hours?))$/

const binary = (node: Node): ReadonlyArray<Change> => {
  const left = nodeOf(node["left"])
  const right = nodeOf(node["right"])
  if (left === undefined || right === undefined) return []
  const operator = textOf(node["operator"])
  // Text that is put together is not arithmetic.
  if (operator === "+" && (isString(left) || isString(right))) return []
  const mutator = /^[<>=!]/.test(operator) ? "comparison" : /^[&|]/.test(operator) ? "logic" : "arithmetic"
  return (others[operator] ?? []).map((other) => ({
    start: left.end,
    end: right.start,
    replacement: ` ${other} `,
    mutator
  }))
}

/** Each of its elements but for the last one left out, with the comma that follows it; of one alone, that one. */
const without = (elements: ReadonlyArray<Node>, mutator: string): ReadonlyArray<Change> =>
  elements.map(({ end, start }, index) => {
    const next = elements[index + 1]
    const before = elements[index - 1]
    return next !== undefined
      ? { start, end: next.start, replacement: "", mutator }
      : { start: before?.end ?? start, end, replacement: "", mutator }
  })

const call = (node: Node): ReadonlyArray<Change> => {
  const args = nodesOf(node["arguments"])
  const callee = calleeOf(node)
  const [first] = args
  const written = Number(first?.["raw"])
  if (/^Duration\.(millis|seconds|minutes|hours)$/.test(callee) && first !== undefined && Number.isFinite(written)) {
    return [{ start: first.start, end: first.end, replacement: `${written * 10}`, mutator: "duration" }]
  }
  if (callee === "all" || callee === "act") return without(args, "move")
  // The data-first form: either of the two alone.
  if (arms.test(callee) && args.length === 2) return without(args, "arm").map((change) => unwrapped(node, args, change))
  const property = nodeOf(nodeOf(node["callee"])?.["property"])
  if (textOf(property?.["name"]) !== "pipe" && callee !== "pipe" && callee !== "flow") return []
  return without(args, "arm").filter((_, index) => {
    const arg = args[index]
    return arg?.type === "CallExpression" && arms.test(calleeOf(arg))
  })
}

const unwrapped = (node: Node, [a, b]: ReadonlyArray<Node>, { start }: Change): Change => {
  const kept = start === a?.start ? b : a
  return { start: node.start, end: node.end, replacement: `\0${kept?.start}:${kept?.end}`, mutator: "arm" }
}

const literal = (node: Node): ReadonlyArray<Change> => {
  const { end, start, value } = node
  const change = (replacement: string, mutator: string) => ({ start, end, replacement, mutator })
  if (typeof value === "boolean") return [change(`${!value}`, "boolean")]
  if (typeof value === "number") {
    return [...new Set([value + 1, value - 1, 0])].filter((other) => other !== value)
      .map((other) => change(`${other}`, "number"))
  }
  if (typeof value !== "string") return []
  const duration = durations.exec(value)
  if (duration !== null) return [change(`"${Number(duration[1]) * 10}${duration[2]}"`, "duration")]
  // Tags, reasons, names of phrases: one word. What is longer is text for a reader.
  return /^[A-Za-z][\w-]*$/.test(value) ? [change(`"${value}X"`, "tag")] : []
}

/** Whether it only tells a log something: what nobody acts on is not what a program does. */
const isLog = (source: string) =>
  /^(?:yield\* )?(?:Effect\.tap\w*\(\(\) => )?Effect\.(?:log[A-Z]|annotateLogs)/.test(source)

const negated = (test: Node | undefined): ReadonlyArray<Change> =>
  // The opposite of an equality is a comparison of its own.
  test === undefined || test.type === "Literal" || /^[!=]==$/.test(textOf(test["operator"]))
    ? []
    : [{ start: test.start, end: test.end, replacement: `!(\0${test.start}:${test.end})`, mutator: "condition" }]

const changesOf = (node: Node): ReadonlyArray<Change> => {
  switch (node.type) {
    case "BinaryExpression":
      return binary(node)
    case "LogicalExpression": {
      const left = nodeOf(node["left"])
      if (node["operator"] !== "??" || left === undefined) return binary(node)
      return [{ start: left.end, end: node.end, replacement: "", mutator: "fallback" }]
    }
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
      return negated(nodeOf(node["test"]))
    case "UnaryExpression":
      return node["operator"] === "!"
        ? [{ start: node.start, end: node.start + 1, replacement: "", mutator: "condition" }]
        : []
    case "Literal":
      return literal(node)
    case "ExpressionStatement":
      return [{ start: node.start, end: node.end, replacement: ";", mutator: "statement" }]
    case "ArrayExpression": {
      const elements = nodesOf(node["elements"])
      // What is longer is data, and its benches measure it.
      return elements.length > 8 ? [] : without(elements, "element")
    }
    case "MemberExpression":
    case "CallExpression": {
      const object = nodeOf(node["object"]) ?? nodeOf(node["callee"])
      const optional = node["optional"] === true && object !== undefined && node.type === "MemberExpression"
        ? [{
          start: object.end,
          end: object.end + 2,
          replacement: node["computed"] === true ? "" : ".",
          mutator: "chain"
        }]
        : []
      return node.type === "CallExpression" ? call(node) : optional
    }
    default:
      return []
  }
}

/** Types say nothing when a program runs, and names of spans, services and errors are not what it does. */
const isPassed = (node: Node, parent: Node | undefined) =>
  (node.type.startsWith("TS") && !/^TS(As|Satisfies|NonNull|Instantiation)/.test(node.type)) ||
  /^(Import|Export)(All|Named)?(Declaration|Specifier|Attribute)$/.test(node.type) &&
    nodeOf(node["source"]) !== undefined ||
  (node.type === "Literal" && parent?.type === "CallExpression" &&
    /^(Effect\.fn|Effect\.withSpan|Config\.)/.test(calleeOf(parent)) &&
    nodesOf(parent["arguments"])[0] === node)

const isParsed = (file: string, text: string) =>
  parseSync(file, text).errors.every(({ severity }) => severity !== "Error")

/** Every mutant of a file that can still be parsed: types are not looked at, as they are stripped where it is run. */
export const mutantsOf = (file: string, source: string): ReadonlyArray<Mutant> => {
  const found: Array<Mutant> = []
  const look = (node: Node, parent: Node | undefined) => {
    if (isPassed(node, parent)) return
    for (const change of changesOf(node)) {
      const replacement = change.replacement.replace(
        /\0(\d+):(\d+)/,
        (_, start, end) => source.slice(Number(start), Number(end))
      )
      if (!isLog(source.slice(change.start, change.end).replace(/^[\s,]+/, ""))) {
        found.push({ file, ...change, replacement })
      }
    }
    for (const child of children(node)) look(child, node)
  }
  const program = nodeOf(parseSync(file, source).program)
  if (program !== undefined) look(program, undefined)
  return found.filter((mutant) => isParsed(file, mutated(source, mutant)))
}

/** The file as the mutant has it. */
export const mutated = (source: string, { end, replacement, start }: Mutant): string =>
  source.slice(0, start) + replacement + source.slice(end)
