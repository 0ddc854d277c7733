import { Schema } from "effect"

/** Why a call ended. Closed: whatever happens to a call is one of these. */
export const EndReason = Schema.Literals([
  "caller_hangup",
  "agent_end",
  "transferred",
  "transfer_failed",
  "silence",
  "max_duration",
  "unknown_number",
  "refused",
  "config_unavailable",
  "model_error",
  "worker_drain",
  "internal"
])
export type EndReason = typeof EndReason.Type

/** Whose doing the end of a call was. */
export type EndedBy = "caller" | "agent" | "system"

export const endedBy: Readonly<Record<EndReason, EndedBy>> = {
  caller_hangup: "caller",
  agent_end: "agent",
  transferred: "agent",
  transfer_failed: "agent",
  silence: "caller",
  max_duration: "system",
  unknown_number: "system",
  refused: "system",
  config_unavailable: "system",
  model_error: "system",
  worker_drain: "system",
  internal: "system"
}
