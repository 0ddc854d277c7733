import { Effect } from "effect"
import { isRecord } from "../../../src/domain/AgentProblem.ts"
import type {
  CallEnd,
  CallStart,
  RecordingLink,
  TranscriptLink,
  UnassignedCall
} from "../../../src/domain/CallRecord.ts"
import { type CallId, RowId } from "../../../src/domain/Ids.ts"
import type { ConfigApi } from "../../../src/services/ConfigApi.ts"
import { clinic } from "../CallStage.ts"

/** A call's row, as the backend has it by now. */
export interface Row {
  readonly start: CallStart
  end?: CallEnd
  transcript?: TranscriptLink
  recording?: RecordingLink
}

/** JSON in which the order of keys says nothing. */
export const canonical = (value: unknown): string =>
  JSON.stringify(
    value,
    (_, inner: unknown) =>
      isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner
  )

/**
 * The backend that outlasts the processes: it does what it is asked once for each idempotency key, and counts. Sent twice
 * is what a process did not live to see answered; `contradictions` are the keys under which something else came the
 * second time, and `repeats` what changed a row again.
 */
export const makeWorld = () => {
  const rows = new Map<string, Row>()
  const unassigned = new Map<string, UnassignedCall>()
  const bodies = new Map<string, string>()
  const sent = new Map<string, number>()
  const contradictions: Array<string> = []

  /** Whether this is the first time. */
  const once = (key: string, body: unknown) => {
    const json = canonical(body)
    sent.set(key, (sent.get(key) ?? 0) + 1)
    const before = bodies.get(key)
    if (before === undefined) bodies.set(key, json)
    else if (before !== json) contradictions.push(key)
    return before === undefined
  }
  const rowOf = (row: RowId) => {
    const found = rows.get(row)
    if (found === undefined) throw new Error("no such row")
    return found
  }

  const configApi: ConfigApi["Service"] = {
    agentByPhone: () => Effect.succeed(clinic),
    createCall: (callId, start) =>
      Effect.sync(() => {
        const row = RowId.make(`row-${callId}`)
        if (once(`${callId}:row`, start)) rows.set(row, { start })
        return row
      }),
    endCall: (row, end) =>
      Effect.sync(() => {
        once(`${row}:end`, end)
        rowOf(row).end = end
      }),
    linkTranscript: (row, link, key) =>
      Effect.sync(() => {
        if (once(key, link)) rowOf(row).transcript = link
      }),
    linkRecording: (row, link, key) =>
      Effect.sync(() => {
        if (once(key, link)) rowOf(row).recording = link
      }),
    leaveMessage: () => Effect.void,
    eraseCaller: () => Effect.succeed(true),
    keepUnassigned: (callId: CallId, call) =>
      Effect.sync(() => {
        once(`${callId}:unassigned`, call)
        unassigned.set(callId, call)
      })
  }
  return { rows, unassigned, sent, contradictions, configApi }
}

export type World = ReturnType<typeof makeWorld>
