import { Option, Predicate, Schema } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { ToolSpec } from "../../domain/Tool.ts"
import { normalizeDepartment } from "../Departments.ts"
import type { Askable } from "../promises/SayAndDo.ts"
import { endCall } from "./endCall.ts"
import { takeMessage } from "./takeMessage.ts"
import { type Decision, refuse, type ToolContext } from "./Tool.ts"
import { transferCall } from "./transferCall.ts"
import { withdrawMessage } from "./withdrawMessage.ts"

/** All the tools that there are, in the order in which the model is shown them. */
const tools = [transferCall, takeMessage, withdrawMessage, endCall]

/** Whether there is a tool of this name: one that the model made up could be anything, and is no label. */
export const isToolName = (name: string): boolean => tools.some((tool) => tool.name === name)

/** The tools that the model is offered. */
export const toolSpecs = (agent: AgentConfig): ReadonlyArray<ToolSpec> =>
  tools.flatMap(({ spec }) => Option.toArray(spec(agent)))

/** What the model can do in a call of this agent, of what it can promise. */
export const doableIn = (agent: AgentConfig): ReadonlyArray<Askable> =>
  tools.flatMap(({ promises, spec }) => Option.isSome(spec(agent)) ? promises : [])

/** What is to be done about a tool call, loops included: whoever carries it out may end the call over one. */
export type ToolDecision =
  | Decision
  /** `calls`: how often this tool has been called by now. */
  | {
    readonly _tag: "Stopped"
    readonly reason: "tooOften" | "repeated"
    readonly calls: number
    readonly output: string
    readonly isError: true
  }

/** What the tools of one call have been asked so far. */
export interface ToolLedger {
  /** Calls by tool; all tools that do not exist count as one, `unknown`. */
  readonly calls: Readonly<Record<string, number>>
  /** The latest call in normalised form, and how often it came in a row. */
  readonly latest: string
  readonly inARow: number
}

/** A call in which no tool was called yet. */
export const emptyLedger: ToolLedger = { calls: {}, latest: "", inARow: 0 }

// The second of two equal calls is the one retry that a failed transfer is worth; the third is a loop.
const mostInARow = 2
const longestArgs = 8_000
const unknown = { name: "unknown", mostCalls: 5 }

const decodeArgs = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

const argsOf = (args: string): Option.Option<unknown> =>
  args.length > longestArgs ? Option.none() : decodeArgs(args.trim() === "" ? "{}" : args)

/** One text for calls that mean the same: order of keys, case, accents and spaces do not matter. */
const canonical = (value: unknown): string => {
  if (Predicate.isString(value)) return `"${normalizeDepartment(value)}"`
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!Predicate.isObject(value)) return String(value)
  const fields = Object.entries(value).map(([key, field]) => `${key}:${canonical(field)}`)
  return `{${fields.sort().join()}}`
}

const stopped = (reason: "tooOften" | "repeated", calls: number): ToolDecision => ({
  _tag: "Stopped",
  reason,
  calls,
  output: reason === "tooOften"
    ? "Nothing was done: this tool was used too often in this call. Do not call it again; go on without it."
    : "Nothing was done: this is the same call again. Do not repeat it; offer the caller something else.",
  isError: true
})

/**
 * What to do about a tool call, and the ledger to go on with. A tool is stopped past its own number of calls, and at the
 * third equal call in a row (equal: same tool, same arguments but for case, accents and spaces); `end_call` never is.
 */
export const decideTool = (
  context: ToolContext,
  ledger: ToolLedger,
  call: { readonly name: string; readonly args: string }
): { readonly decision: ToolDecision; readonly ledger: ToolLedger } => {
  const tool = tools.find(({ name }) => name === call.name)
  const { mostCalls, name } = tool ?? unknown
  const args = argsOf(call.args)
  const key = `${name} ${Option.match(args, { onNone: () => "?", onSome: canonical })}`
  const calls = (ledger.calls[name] ?? 0) + 1
  const inARow = key === ledger.latest ? ledger.inARow + 1 : 1
  return {
    ledger: { calls: { ...ledger.calls, [name]: calls }, latest: key, inARow },
    decision: calls > mostCalls
      ? stopped("tooOften", calls)
      : inARow > mostInARow && Number.isFinite(mostCalls)
      ? stopped("repeated", calls)
      : tool === undefined
      ? refuse(
        `Nothing was done: there is no such tool. The tools are: ${
          toolSpecs(context.agent).map((spec) => spec.name).join(", ")
        }.`
      )
      : tool.decide(context, args)
  }
}
