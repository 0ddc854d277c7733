import { Schema } from "effect"
import { CallMessage } from "./CallMessage.ts"
import { CallEnd, CallStart, RecordingLink, TranscriptLink, UnassignedCall } from "./CallRecord.ts"
import { CallId, type MessageId, RowId } from "./Ids.ts"
import { AnonymizedTranscript } from "./Transcript.ts"

/**
 * All that a call still owes once it has ended, each part until it is delivered. Made once, kept before anything of it is
 * delivered, and complete in itself: whoever finds it can deliver it. Private: it holds numbers, and messages as they
 * were left. Of the transcript it holds the anonymized form alone.
 */
export const Owed = Schema.Struct({
  callId: CallId,
  /** What the row is made from; none where it is not known whose the call was. */
  start: Schema.optionalKey(CallStart),
  /** Where there is none, the row is still to be made, for whatever else goes to it. */
  rowId: Schema.optionalKey(RowId),
  /** The caller's line, until LiveKit has confirmed that they are off it: a room made later (epoch ms) is another call's. */
  line: Schema.optionalKey(Schema.Struct({ roomName: Schema.String, before: Schema.Finite })),
  /** The whole row of a call that has no `start`. */
  unassigned: Schema.optionalKey(UnassignedCall),
  /** The PATCH that ends the row. */
  end: Schema.optionalKey(CallEnd),
  transcript: Schema.optionalKey(Schema.Struct({
    path: Schema.String,
    link: TranscriptLink,
    /** None where it is stored already. */
    content: Schema.optionalKey(AnonymizedTranscript)
  })),
  recording: Schema.optionalKey(Schema.Struct({
    /** Where the worker's own recording goes: `recording.ogg` of the call's directory in the journal. */
    path: Schema.String,
    /** Where egress was writing, and its id: its recording is the one, if it is there. */
    egress: Schema.optionalKey(Schema.Struct({ path: Schema.String, id: Schema.String })),
    /** When the worker's own began. */
    ownStartedAt: Schema.optionalKey(Schema.String),
    link: RecordingLink,
    /** It is stored already, and `link` says where. */
    stored: Schema.Boolean
  })),
  /** A recording that the caller did not want, and that egress may have stored, or store yet: it is to be destroyed. */
  erasure: Schema.optionalKey(Schema.Struct({ path: Schema.String })),
  messages: Schema.Array(CallMessage)
})
export type Owed = typeof Owed.Type

/** One part of what is owed. The row itself is none: it is made for the parts that go to it. */
export const OwedPart = Schema.Union([
  Schema.Literals(["line", "unassigned", "end", "transcript", "recording", "erasure"]),
  Schema.TemplateLiteral(["message:", Schema.String])
])
export type OwedPart = typeof OwedPart.Type

export const messagePart = (id: MessageId) => `message:${id}` as const

/** What is still owed once `part` is delivered. */
export const without = (owed: Owed, part: OwedPart): Owed => {
  const { [part as "line"]: _, ...rest } = owed
  return { ...rest, messages: owed.messages.filter(({ id }) => messagePart(id) !== part) }
}

/** The parts that are still owed. */
export const partsOf = (owed: Owed): ReadonlyArray<OwedPart> => [
  ...(["line", "unassigned", "end", "transcript", "recording", "erasure"] as const).filter((part) =>
    owed[part] !== undefined
  ),
  ...owed.messages.map(({ id }) => messagePart(id))
]

/** Under this key whoever is sent a part twice takes it once. */
export const idempotencyKey = (callId: CallId, part: "transcript" | "recording") => `${callId}:${part}`
