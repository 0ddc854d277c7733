import type { CallDetail, CallSummary, RecordingState, TranscriptState } from "../../api/Calls.ts"
import { CallKey } from "../../api/Calls.ts"
import { theirWords } from "../../api/TheirWords.ts"
import { isRecord } from "../../domain/AgentProblem.ts"
import type { RecordingConsent } from "../../domain/RecordingConsent.ts"
import { filled, iso, isoOrNull, theirs } from "../Rows.ts"

/** A row of `calls`, with its agent's name and how many messages were left in it. */
export interface CallRow {
  readonly id: string
  readonly company_id: string
  readonly agent_id: string | null
  readonly agent_name: string | null
  readonly time_zone: string | null
  readonly call_id: string
  readonly caller_number: string | null
  readonly dialed_number: string | null
  readonly sip_call_id: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly duration_seconds: number | null
  readonly end_reason: string | null
  readonly ended_by: string | null
  readonly language: string | null
  readonly transfer_department: string | null
  readonly failed: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly transcript_state: TranscriptState
  readonly transcript_path: string | null
  readonly recording_state: RecordingState
  readonly recording_path: string | null
  readonly recording_started_at: Date | null
  readonly recording_seconds: number | null
  readonly recording_bytes: number | null
  readonly messages: number
  readonly found: string | null
}

/** What has not come so long after the call never will. */
const overdueAfter = 3_600_000

/** CALL_MAX_DURATION can be no longer: one that is still without an end has lost its worker, and who would have told. */
export const longestCall = 86_400_000

const stateOf = <S extends TranscriptState | RecordingState>(state: S, ended: Date | null, now: number): S | "none" =>
  state === "pending" && ended !== null && now - ended.getTime() > overdueAfter ? "none" : state

const endOf = ({ ended_at, started_at }: CallRow, now: number): Date | null => {
  const last = new Date(started_at.getTime() + longestCall)
  return ended_at ?? (last.getTime() < now ? last : null)
}

/** What is the same for all rows that are told of at once: the time, and the zone of an agent that names none. */
export interface Telling {
  readonly now: number
  readonly unnamed: string
}

export const summaryOf = (row: CallRow, { now, unnamed }: Telling): CallSummary => ({
  id: CallKey.make(row.id),
  startedAt: iso(row.started_at),
  timeZone: row.time_zone ?? unnamed,
  going: row.ended_at === null && now - row.started_at.getTime() < longestCall,
  transcript: stateOf(row.transcript_state, endOf(row, now), now),
  recording: stateOf(row.recording_state, endOf(row, now), now),
  messages: row.messages,
  failed: row.failed,
  ...filled({
    agentId: row.agent_id,
    agentName: row.agent_name,
    callerNumber: theirs(row.caller_number),
    dialedNumber: row.dialed_number,
    endedAt: isoOrNull(row.ended_at),
    durationSeconds: row.duration_seconds,
    endReason: row.end_reason,
    endedBy: row.ended_by,
    language: row.language,
    transferDepartment: theirs(row.transfer_department),
    found: theirs(row.found)
  })
})

const list = (value: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  Array.isArray(value) ? value.filter(isRecord) : []
const text = (value: unknown): string => typeof value === "string" ? value : ""
const optionalText = (value: unknown): string | null => typeof value === "string" && value !== "" ? value : null
const number = (value: unknown): number => typeof value === "number" && Number.isFinite(value) ? value : 0
const optionalNumber = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null

const modes = ["off", "announce", "ask"] as const
const answers = ["refused", "given", "none"] as const

/** What the row says of the recording, as far as it is of our form. */
const consentOf = (value: unknown): RecordingConsent | null => {
  if (!isRecord(value)) return null
  const mode = modes.find((mode) => mode === value["mode"])
  const answer = answers.find((answer) => answer === value["answer"])
  return mode === undefined || answer === undefined ? null : {
    mode,
    answer,
    asked: value["asked"] === true,
    ...filled({ at: optionalText(value["at"]) }),
    ...(value["by"] === "voice" || value["by"] === "key") && { by: value["by"] }
  }
}

/** What a call's metadata tells, whoever wrote it. */
const toldBy = (metadata: Readonly<Record<string, unknown>>): Pick<
  CallDetail,
  "consent" | "faults" | "transfers" | "usage"
> => ({
  transfers: list(metadata["transferDestinations"]).map((transfer) => ({
    department: theirWords(text(transfer["department"])),
    outcome: text(transfer["outcome"]),
    ...filled({ startedAt: optionalText(transfer["startedAt"]), sipStatus: optionalNumber(transfer["sipStatus"]) })
  })),
  usage: list(metadata["usage"]).map((usage) => ({
    provider: text(usage["provider"]),
    model: text(usage["model"]),
    inputTokens: number(usage["inputTokens"]),
    outputTokens: number(usage["outputTokens"]),
    ...filled({
      inputAudioSeconds: optionalNumber(usage["inputAudioSeconds"]),
      outputAudioSeconds: optionalNumber(usage["outputAudioSeconds"]),
      characters: optionalNumber(usage["characters"])
    })
  })),
  // The first of them stands alone, too: an older worker names no others.
  faults: list(metadata["errors"] ?? [metadata["error"]]).map((error) => ({
    tag: text(error["tag"]),
    message: theirWords(text(error["message"])),
    ...filled({ phase: optionalText(error["phase"]) })
  })),
  ...filled({ consent: consentOf(metadata["recordingConsent"]) })
})

/** All that is known of a call, but what was left in it. */
export const detailOf = (row: CallRow, telling: Telling): Omit<CallDetail, "left"> => ({
  ...summaryOf(row, telling),
  callId: row.call_id,
  ...filled({
    sipCallId: row.sip_call_id,
    recordingStartedAt: isoOrNull(row.recording_started_at),
    recordingSeconds: row.recording_seconds,
    recordingBytes: row.recording_bytes
  }),
  ...toldBy(row.metadata)
})

const nowhere = { agentId: null, path: null }

/** Where a blob is in its store, of the URL that the worker reported, and below which agent; nowhere, where it is none. */
export const blobPathOf = (url: string): { readonly agentId: string | null; readonly path: string | null } => {
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return nowhere
  }
  const found =
    /\/(([A-Za-z0-9_-]+)\/(?:recordings|transcripts)\/\d{4}\/\d\d\/\d\d\/[A-Za-z0-9][A-Za-z0-9_-]{0,140}\.(?:ogg|json))$/
      .exec(path)
  return found === null ? nowhere : { path: found[1] ?? null, agentId: found[2] ?? null }
}
