import type { Option } from "effect"
import type { VariableName, variables } from "./variables.ts"
import type { Variable } from "./variables/Variable.ts"

type Read<V extends Variable> = V extends { readonly default: string } ? Option.Option.Value<ReturnType<V["read"]>>
  : ReturnType<V["read"]>
/** What each variable says, read: none where it is not set and has no default. */
export type Values = { readonly [K in VariableName]: Read<typeof variables[K]> }
