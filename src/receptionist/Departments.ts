import { Option } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { type TransferTarget, transferTarget } from "../domain/PhoneNumber.ts"

/** A department of an agent: `target` is none where its number is not one that can be dialled. */
export interface Department {
  readonly name: string
  readonly hint: string
  readonly target: Option.Option<TransferTarget>
}

/** A department's name as it is compared: without regard to case, accents, kind of apostrophe and spaces around or doubled. */
export const normalizeDepartment = (name: string) =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ`´]/g, "'").replace(/œ/g, "oe").replace(
    /\s+/g,
    " "
  ).trim()

/** The agent's departments, in its own order; of two with one name, the first that can be dialled. */
export const departmentsOf = (agent: AgentConfig): ReadonlyArray<Department> => {
  const byName = new Map<string, Department>()
  for (const transfer of agent.transfers) {
    const key = normalizeDepartment(transfer.department)
    const known = byName.get(key)
    if (known !== undefined && Option.isSome(known.target)) continue
    byName.set(key, {
      name: transfer.department.trim(),
      hint: transfer.instructions?.trim() ?? "",
      target: transferTarget(transfer.phone_number)
    })
  }
  return [...byName.values()]
}

/** Those that a call can really be sent to. */
export const reachable = (departments: ReadonlyArray<Department>) =>
  departments.filter((department) => Option.isSome(department.target))

/** The department that was asked for, by name. */
export const findDepartment = (departments: ReadonlyArray<Department>, asked: string): Department | undefined => {
  const key = normalizeDepartment(asked)
  return departments.find((department) => normalizeDepartment(department.name) === key)
}
