import type { AgentId, CallId } from "./Ids.ts"

const dated = (kind: "recordings" | "transcripts", extension: "ogg" | "json") =>
(
  agent: AgentId,
  call: CallId,
  startedAt: Date,
  suffix = ""
) => {
  const [year, month, day] = startedAt.toISOString().slice(0, 10).split("-")
  return `${agent}/${kind}/${year}/${month}/${day}/${call}${suffix}.${extension}`
}

/** `{agentId}/recordings/{yyyy}/{mm}/{dd}/{callId}.ogg`, by the UTC day on which the call began. */
export const recordingPath = dated("recordings", "ogg")

/**
 * `{agentId}/recordings/{yyyy}/{mm}/{dd}/{callId}-worker.ogg`: the worker's own recording of a call that egress was to
 * record. Egress may still be writing to its own path when this one is stored.
 */
export const ownRecordingPath = (agent: AgentId, call: CallId, startedAt: Date) =>
  dated("recordings", "ogg")(agent, call, startedAt, "-worker")

/** `{agentId}/transcripts/{yyyy}/{mm}/{dd}/{callId}.json`, by the UTC day on which the call began. */
export const transcriptPath = dated("transcripts", "json")
