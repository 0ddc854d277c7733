import { Schema } from "effect"

/** What an agent can promise a caller, or say that it has done. */
export const PromiseKind = Schema.Literals(["transfer", "message", "callback", "hangup", "email", "text"])
export type PromiseKind = typeof PromiseKind.Type

const isoUtc = Schema.String

/**
 * Words of the agent that were not true, and what was done about them. `asked`: the model was told which tool to call;
 * `corrected`: the caller was told how it is; `open`: the call had ended.
 */
export const BrokenPromise = Schema.Struct({
  kind: PromiseKind,
  at: isoUtc,
  outcome: Schema.Literals(["asked", "corrected", "open"])
})
export type BrokenPromise = typeof BrokenPromise.Type
