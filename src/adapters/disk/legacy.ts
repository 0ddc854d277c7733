import { Option, Schema } from "effect"
import { CallEnd, CallStart, RecordingLink, TranscriptLink } from "../../domain/CallRecord.ts"
import { CallId, RowId } from "../../domain/Ids.ts"
import type { JournalRecord } from "../../domain/JournalRecord.ts"
import type { Owed } from "../../domain/Owed.ts"
import { AnonymizedTranscript } from "../../domain/Transcript.ts"

/** An artifact as earlier versions kept it. */
const artifact = <Link extends Schema.Top>(link: Link) =>
  Schema.Struct({ path: Schema.String, stored: Schema.Boolean, link })

/** `pending.json` of earlier versions: with `start` alone, or `ringing`, a call that was going on. */
const Pending = Schema.fromJsonString(Schema.Union([
  Schema.Struct({
    version: Schema.Literal(1),
    callId: CallId,
    start: CallStart,
    rowId: Schema.optionalKey(RowId),
    end: Schema.optionalKey(CallEnd),
    transcript: Schema.optionalKey(artifact(TranscriptLink)),
    recording: Schema.optionalKey(artifact(RecordingLink))
  }),
  Schema.Struct({
    version: Schema.Literal(1),
    callId: CallId,
    ringing: Schema.Struct({ roomName: Schema.String, startedAt: Schema.String })
  })
]))
const decodePending = Schema.decodeUnknownOption(Pending)
const decodeTranscript = Schema.decodeUnknownOption(Schema.fromJsonString(AnonymizedTranscript))

/** The records that `pending.json` (and `transcript.json`) of an earlier version amount to; none where it is broken. */
export const recordsOf = (
  callId: CallId,
  pendingJson: string,
  transcriptJson: Option.Option<string>
): Option.Option<ReadonlyArray<JournalRecord>> => {
  const decoded = Option.filter(decodePending(pendingJson), (pending) => pending.callId === callId)
  return Option.map(decoded, (pending): ReadonlyArray<JournalRecord> => {
    if ("ringing" in pending) return [{ _tag: "ringing", ...pending.ringing }]
    const { end, recording, rowId, start, transcript } = pending
    const ringing = { _tag: "ringing", roomName: start.roomName, startedAt: start.startedAt } as const
    if (end === undefined && recording === undefined && transcript === undefined) {
      return [ringing, { _tag: "start", start }, ...rowId === undefined ? [] : [{ _tag: "row", rowId } as const]]
    }
    const content = Option.flatMap(transcriptJson, decodeTranscript)
    const owed: Owed = {
      callId,
      start,
      ...(rowId !== undefined && { rowId }),
      ...(end !== undefined && { end }),
      // One that is gone from the disk will not come back.
      ...(transcript !== undefined && (transcript.stored || Option.isSome(content)) && {
        transcript: {
          path: transcript.path,
          link: transcript.link,
          ...(!transcript.stored && Option.isSome(content) && { content: content.value })
        }
      }),
      ...(recording !== undefined && { recording }),
      messages: []
    }
    return [ringing, { _tag: "owed", owed }]
  })
}
