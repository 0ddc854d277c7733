import { Option, Predicate, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { TransferTarget } from "../domain/PhoneNumber.ts"
import type { ToolSpec } from "../domain/Tool.ts"
import { type Department, departmentsOf, findDepartment, normalizeDepartment, reachable } from "./Departments.ts"

/** One number of a department, and how long it may ring there, in milliseconds. */
export interface Rung {
  readonly target: TransferTarget
  readonly patience: number
}

const patienceMillis = 30_000

/** What is to be done about a tool call. `output` is for the model, never spoken as it is. */
export type ToolDecision =
  | { readonly _tag: "Transfer"; readonly department: string; readonly ladder: ReadonlyArray<Rung> }
  | { readonly _tag: "EndCall" }
  | { readonly _tag: "Answer"; readonly output: string; readonly isError: boolean }
  /** A loop. `calls`: how often this tool has been called by now; whoever answers may end the call over it. */
  | {
    readonly _tag: "Stopped"
    readonly reason: "tooOften" | "repeated"
    readonly calls: number
    readonly output: string
    readonly isError: true
  }

/** What the tools of one call have been asked so far. */
export interface ToolLedger {
  /** Calls by tool; all tools that do not exist count as one. */
  readonly calls: Readonly<Record<"transfer_call" | "end_call" | "unknown", number>>
  /** The latest call in normalised form, and how often it came in a row. */
  readonly latest: string
  readonly inARow: number
}

/** A call in which no tool was called yet. */
export const emptyLedger: ToolLedger = {
  calls: { transfer_call: 0, end_call: 0, unknown: 0 },
  latest: "",
  inARow: 0
}

const mostCalls = 5
// The second of two equal calls is the one retry that a failed transfer is worth; the third is a loop.
const mostInARow = 2
const longestArgs = 2_000

/** The tools that the model is offered: no transfer without a department that can be dialled. */
export const toolSpecs = (agent: AgentConfig): ReadonlyArray<ToolSpec> => {
  const departments = reachable(departmentsOf(agent)).map((department) => department.name)
  const endCall: ToolSpec = {
    name: "end_call",
    description: "Hangs up. Call it once the conversation is over and you have said goodbye.",
    parameters: { type: "object", properties: {}, required: [], additionalProperties: false }
  }
  if (departments.length === 0) return [endCall]
  return [{
    name: "transfer_call",
    description:
      "Transfers the caller to a department. The caller is told by the system; say nothing about it yourself. " +
      "Without an answer that says so, no transfer has happened.",
    parameters: {
      type: "object",
      properties: {
        department: { type: "string", enum: departments, description: "The department, exactly as listed." }
      },
      required: ["department"],
      additionalProperties: false
    }
  }, endCall]
}

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

const isToolName = (name: string): name is "transfer_call" | "end_call" =>
  name === "transfer_call" || name === "end_call"

const refuse = (output: string): ToolDecision => ({ _tag: "Answer", output, isError: true })

const offered = (departments: ReadonlyArray<Department>) => {
  const names = reachable(departments).map((department) => department.name)
  return names.length === 0
    ? "This call cannot be transferred to anyone. Tell the caller so."
    : `The departments are: ${names.join("; ")}. Ask the caller which one they want, or help them yourself.`
}

const decideTransfer = (agent: AgentConfig, args: Option.Option<unknown>): ToolDecision => {
  const departments = departmentsOf(agent)
  if (Option.isNone(args)) {
    return refuse(`Nothing was done: the arguments are not valid JSON. ${offered(departments)}`)
  }
  const asked = Predicate.hasProperty(args.value, "department") ? args.value.department : undefined
  if (!Predicate.isString(asked) || asked.trim() === "") {
    return refuse(`Nothing was done: no department was named. ${offered(departments)}`)
  }
  const found = findDepartment(departments, asked)
  if (found === undefined) return refuse(`Nobody was called: there is no such department. ${offered(departments)}`)
  return Option.match(found.target, {
    onNone: () => refuse(`Nobody was called: ${found.name} cannot be reached by phone. ${offered(departments)}`),
    onSome: (target): ToolDecision => ({
      _tag: "Transfer",
      department: found.name,
      ladder: [{ target, patience: patienceMillis }]
    })
  })
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
 * What to do about a tool call, and the ledger to go on with. Departments are those of the agent's own config. A tool
 * is stopped at its sixth call, and at the third equal call in a row (equal: same tool, same arguments but for case,
 * accents and spaces). `end_call` is never stopped: a call that should end does.
 */
export const decideTool = (
  agent: AgentConfig,
  ledger: ToolLedger,
  call: { readonly name: string; readonly args: string }
): { readonly decision: ToolDecision; readonly ledger: ToolLedger } => {
  const tool = isToolName(call.name) ? call.name : "unknown"
  const args = argsOf(call.args)
  const key = `${tool} ${Option.match(args, { onNone: () => "?", onSome: canonical })}`
  const calls = ledger.calls[tool] + 1
  const inARow = key === ledger.latest ? ledger.inARow + 1 : 1
  return {
    ledger: { calls: { ...ledger.calls, [tool]: calls }, latest: key, inARow },
    decision: tool === "end_call"
      ? { _tag: "EndCall" }
      : calls > mostCalls
      ? stopped("tooOften", calls)
      : inARow > mostInARow
      ? stopped("repeated", calls)
      : tool === "unknown"
      ? refuse(
        `Nothing was done: there is no such tool. The tools are: ${toolSpecs(agent).map((t) => t.name).join(", ")}.`
      )
      : decideTransfer(agent, args)
  }
}
