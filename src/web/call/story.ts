import { plainText } from "../../domain/PlainText.ts"
import type { Answer } from "../api.ts"
import { shown } from "../parts/theirs.ts"

export type CallDetail = Answer<"GET /api/calls/:id">
type Transcript = Answer<"GET /api/calls/:id/transcript">
type Item = Transcript["items"][number]
type Said = Extract<Item, { readonly type: "message" }>

export interface Turn {
  readonly id: string
  readonly lane: "caller" | "agent"
  readonly text: string
  readonly interrupted: boolean
  /** The language, where it is another one than before. */
  readonly language: string | undefined
  /** Seconds of the call. */
  readonly at: number
  readonly until: number
}

export interface Mark {
  readonly kind: "language" | "tool" | "transfer" | "silence"
  readonly at: number
  readonly until: number
  /** What it is about: a tool's name, a department, a language, seconds. */
  readonly about: string
  readonly detail?: string
  readonly bad?: boolean
}

export interface Story {
  readonly turns: ReadonlyArray<Turn>
  readonly marks: ReadonlyArray<Mark>
  readonly seconds: number
  /** When the recording begins. */
  readonly recordedFrom: number
}

/** How fast somebody speaks, where nobody measured how long a turn was. */
const charactersPerSecond = 14
const isSaid = (item: Item): item is Said => item.type === "message"

const turnsOf = ({ items, startedAt }: Transcript): ReadonlyArray<Turn> => {
  const said = items.filter(isSaid)
  let spoken: string | undefined
  return said.map((item, index) => {
    const at = Math.max(0, (item.createdAt - startedAt) / 1000)
    const next = said[index + 1]
    const text = plainText(item.content.join(" "))
    const other = item.language !== undefined && item.language !== spoken ? item.language : undefined
    spoken = item.language ?? spoken
    return {
      id: item.id,
      lane: item.role === "user" ? "caller" : "agent",
      text,
      interrupted: item.interrupted,
      language: index === 0 ? undefined : other,
      at,
      until: Math.min(
        at + Math.max(0.8, text.length / charactersPerSecond),
        next === undefined ? Infinity : Math.max(at + 0.4, (next.createdAt - startedAt) / 1000)
      )
    }
  })
}

const toolsOf = ({ items, startedAt }: Transcript): ReadonlyArray<Mark> =>
  items.flatMap((item): ReadonlyArray<Mark> => {
    if (item.type !== "function_call") return []
    const output = items.find((other) => other.type === "function_call_output" && other.callId === item.callId)
    const at = Math.max(0, (item.createdAt - startedAt) / 1000)
    return [{
      kind: "tool",
      at,
      until: output === undefined ? at : Math.max(at, (output.createdAt - startedAt) / 1000),
      about: item.name,
      detail: plainText(
        [item.args, output?.type === "function_call_output" ? output.output : ""].filter((text) => text !== "")
          .join(" → ")
      ),
      bad: output?.type === "function_call_output" && output.isError
    }]
  })

const perSecond = 25
const loud = 12
/** A caller who waits longer than this for an answer was kept waiting. */
const patience = 2.5

/** Where the caller had finished and heard nothing for too long, by what was recorded. */
const waitsOf = (peaks: Uint8Array, recordedFrom: number): ReadonlyArray<Mark> => {
  const waits: Array<Mark> = []
  const timeOf = (frame: number) => recordedFrom + frame / perSecond
  let callerAt = -1
  for (let frame = 0; frame * 2 + 1 < peaks.length; frame++) {
    if ((peaks[frame * 2 + 1] ?? 0) > loud) {
      if (callerAt !== -1) {
        const gap = (frame - callerAt) / perSecond
        if (gap > patience) {
          waits.push({ kind: "silence", at: timeOf(callerAt), until: timeOf(frame), about: gap.toFixed(1) })
        }
      }
      callerAt = -1
    } else if ((peaks[frame * 2] ?? 0) > loud) callerAt = frame
  }
  return waits
}

/** A call on one axis of time, in seconds since it began. */
export const storyOf = (call: CallDetail, transcript: Transcript | undefined, peaks: Uint8Array | undefined): Story => {
  const turns = transcript === undefined ? [] : turnsOf(transcript)
  const began = transcript === undefined || transcript.startedAt === 0
    ? new Date(call.startedAt).getTime()
    : transcript.startedAt
  const recordedFrom = call.recordingStartedAt === undefined
    ? 0
    : Math.max(0, (new Date(call.recordingStartedAt).getTime() - began) / 1000)
  const marks: ReadonlyArray<Mark> = [
    ...turns.flatMap((turn): ReadonlyArray<Mark> =>
      turn.language === undefined ? [] : [{ kind: "language", at: turn.at, until: turn.at, about: turn.language }]
    ),
    ...transcript === undefined ? [] : toolsOf(transcript),
    ...call.transfers.flatMap((transfer): ReadonlyArray<Mark> => {
      if (transfer.startedAt === undefined) return []
      const at = Math.max(0, (new Date(transfer.startedAt).getTime() - began) / 1000)
      return [{
        kind: "transfer",
        at,
        until: at,
        about: shown(transfer.department),
        bad: transfer.outcome === "failed"
      }]
    }),
    ...peaks === undefined ? [] : waitsOf(peaks, recordedFrom)
  ].sort((a, b) => a.at - b.at)
  const seconds = Math.max(
    recordedFrom + (call.recordingSeconds ?? 0),
    call.recording === "available" && call.recordingSeconds !== undefined ? 0 : call.durationSeconds ?? 0,
    peaks === undefined ? 0 : recordedFrom + peaks.length / 2 / perSecond,
    turns.at(-1)?.until ?? 0,
    1
  )
  return { turns, marks, seconds, recordedFrom }
}
