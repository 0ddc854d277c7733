import type { AgentId, CallId } from "./Ids.ts"

const dated = (kind: "recordings" | "transcripts", extension: "ogg" | "json") =>
(
  agent: AgentId,
  call: CallId,
  startedAt: Date
) => {
  const [year, month, day] = startedAt.toISOString().slice(0, 10).split("-")
  return `${agent}/${kind}/${year}/${month}/${day}/${call}.${extension}`
}

/** `{agentId}/recordings/{yyyy}/{mm}/{dd}/{callId}.ogg`, by the UTC day on which the call began. */
export const recordingPath = dated("recordings", "ogg")

/** `{agentId}/transcripts/{yyyy}/{mm}/{dd}/{callId}.json`, by the UTC day on which the call began. */
export const transcriptPath = dated("transcripts", "json")
