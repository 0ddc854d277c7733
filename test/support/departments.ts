import { Duration, Option, Result } from "effect"
import { Transfer } from "../../src/domain/AgentConfig.ts"
import { readTarget } from "../../src/domain/TransferTarget.ts"

/** A department with this number, wherever it is; with none where it cannot be dialled. */
export const departmentAt = (department: string, number: string, instructions?: string) =>
  new Transfer({
    department,
    ...instructions !== undefined && { instructions },
    numbers: Option.toArray(Result.getSuccess(readTarget(number, ["CA"]))).map((target) => ({
      target,
      patience: Duration.seconds(20)
    }))
  })
