import { Array as Arr, Option, Result } from "effect"
import type { AgentConfig, Transfer } from "../domain/AgentConfig.ts"
import { normalizeDepartment } from "../domain/DepartmentName.ts"
import type { Hours, WhenClosed } from "../domain/Hours.ts"
import type { Rung } from "../domain/Ladder.ts"
import type { TransferPolicy } from "../domain/TransferPolicy.ts"
import type { TransferTarget } from "../domain/TransferTarget.ts"

export { normalizeDepartment }

/** A department of an agent. `ladder`: its numbers in the order in which they are tried; `target` is the first of them. */
export interface Department {
  readonly name: string
  readonly hint: string
  readonly ladder: ReadonlyArray<Rung>
  readonly target: Option.Option<TransferTarget>
  /** Its own; the agent's where there are none, and `null` where they cannot be gone by. */
  readonly hours: Hours | null | undefined
  readonly whenClosed: WhenClosed
}

/** The numbers of a department in the order in which they are tried, without those that `policy` refuses. */
export const ladderOf = (transfer: Transfer, policy: TransferPolicy): ReadonlyArray<Rung> =>
  transfer.numbers.filter(({ target }) => Result.isSuccess(policy(target)))

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
      ladder: transfer.numbers,
      target: Option.map(Arr.head(transfer.numbers), ({ target }) => target),
      hours: transfer.hours,
      whenClosed: transfer.whenClosed ?? "message"
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
