import { type Option, Schema } from "effect"
import { CallEnd, CallStart, RecordingLink, TranscriptLink } from "./CallRecord.ts"
import { CallId, RowId } from "./Ids.ts"

/** An artifact that is still owed: its place in the blob store, whether it is there yet, and the link for the row. */
const owed = <Link extends Schema.Top>(link: Link) =>
  Schema.Struct({ path: Schema.String, stored: Schema.Boolean, link })

/**
 * What a call still owes to the backend and the blob store. Private: it holds the caller's number. With `start` alone it
 * is a call that is going on, or the last that was heard of one whose process died.
 */
export const Pending = Schema.Struct({
  version: Schema.Literal(1),
  callId: CallId,
  /** What the row is made from; where there is no `rowId`, it is still to be made. */
  start: CallStart,
  rowId: Schema.optionalKey(RowId),
  /** The PATCH that is still to be sent. */
  end: Schema.optionalKey(CallEnd),
  /** Where it is not stored: `transcript.json` of the call's directory. */
  transcript: Schema.optionalKey(owed(TranscriptLink)),
  /** Where it is not stored: `recording.ogg` of the call's directory. */
  recording: Schema.optionalKey(owed(RecordingLink))
})
export type Pending = typeof Pending.Type

/** A call that rings: nothing is known of it but its room. Private: the room's name holds the caller's number. */
export const Ringing = Schema.Struct({
  version: Schema.Literal(1),
  callId: CallId,
  ringing: Schema.Struct({ roomName: Schema.String, startedAt: Schema.String })
})
export type Ringing = typeof Ringing.Type

/** What the journal keeps of a call, from its first ring to the last delivery. */
export const Kept = Schema.Union([Pending, Ringing])
export type Kept = typeof Kept.Type

/** Whether the call has ended: what is left of it is only to be delivered. */
export const hasEnded = (kept: Kept): kept is Pending =>
  "start" in kept && (kept.end !== undefined || kept.recording !== undefined || kept.transcript !== undefined)

/** Where the call was, and when it began (ISO 8601). */
export const roomOf = (kept: Kept): Ringing["ringing"] => "start" in kept ? kept.start : kept.ringing

/** One call in the journal that nobody works on any more. */
export interface JournalEntry {
  readonly callId: CallId
  readonly directory: string
  /** None where the call died before it kept anything, or the file is broken. */
  readonly kept: Option.Option<Kept>
  /** Its `recording.ogg`, unless there is none, or nothing in it. */
  readonly recording: Option.Option<string>
  /** When there was a last sign of life of the call or its process, in epoch milliseconds; 0 where there was none. */
  readonly lastSign: number
}
