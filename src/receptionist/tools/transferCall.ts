import { Option, Predicate } from "effect"
import { type Department, departmentsOf, findDepartment, reachable } from "../Departments.ts"
import { departmentState } from "../hours/Now.ts"
import { type Decision, refuse, type Tool } from "./Tool.ts"

/** Nobody was called, whatever was promised. */
const impossible = (output: string): Decision => ({ ...refuse(`Nobody was called: ${output}`), settles: ["transfer"] })

const offered = (departments: ReadonlyArray<Department>) => {
  const names = reachable(departments).map((department) => department.name)
  return names.length === 0
    ? "This call cannot be transferred to anyone. Tell the caller so."
    : `The departments are: ${names.join("; ")}. Ask the caller which one they want, or help them yourself.`
}

/** Takes the caller to a department of the agent's own configuration. Offered where one can be dialled. */
export const transferCall: Tool = {
  name: "transfer_call",
  spec: (agent) => {
    const departments = reachable(departmentsOf(agent)).map((department) => department.name)
    if (departments.length === 0) return Option.none()
    return Option.some({
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
    })
  },
  promises: ["transfer"],
  mostCalls: 5,
  decide: ({ agent, language, now }, args) => {
    const departments = departmentsOf(agent)
    if (Option.isNone(args)) {
      return refuse(`Nothing was done: the arguments are not valid JSON. ${offered(departments)}`)
    }
    const asked = Predicate.hasProperty(args.value, "department") ? args.value.department : undefined
    if (!Predicate.isString(asked) || asked.trim() === "") {
      return refuse(`Nothing was done: no department was named. ${offered(departments)}`)
    }
    const found = findDepartment(departments, asked)
    if (found === undefined) return impossible(`there is no such department. ${offered(departments)}`)
    const state = departmentState(agent, found.name, now)
    if (state?.dial === false) {
      return impossible(
        `${state.sentences[language]} Tell the caller so, and offer to take a message for ${found.name}.`
      )
    }
    return Option.match(found.target, {
      onNone: () => impossible(`${found.name} cannot be reached by phone. ${offered(departments)}`),
      onSome: () => ({
        _tag: "Transfer" as const,
        department: found.name,
        ladder: found.ladder
      })
    })
  }
}
