import { Context, type Effect, Schema } from "effect"
import type { CallId } from "../domain/Ids.ts"
import type { JournalEntry, Kept } from "../domain/Kept.ts"
import type { AnonymizedTranscript } from "../domain/Transcript.ts"

/** The journal could not keep what a call still owes. */
export class JournalError extends Schema.TaggedError<JournalError>()("JournalError", {
  operation: Schema.Literals(["spool", "keep", "keepTranscript", "read", "clear", "takeOver", "retire"]),
  reason: Schema.Literals(["full", "denied", "missingFile", "other"]),
  detail: Schema.String
}) {
  override get message() {
    return `the journal in DATA_DIR failed to ${this.operation} (${this.reason}: ${this.detail}): free space, or check its permissions`
  }
}

/** What nobody works on any more, and how many calls living processes, other than this one, work on. */
export interface Abandoned {
  readonly entries: ReadonlyArray<JournalEntry>
  readonly alive: number
}

/**
 * What calls owe while they go on, and what could not be delivered when they ended: `{root}/{owner}/{callId}/` with
 * `pending.json`, `transcript.json` (anonymized, always) and `recording.ogg`; each process is an owner of its own
 * (`journal/Homes.ts`). Readable by this user alone.
 */
export class Journal extends Context.Service<Journal, {
  /** The call's directory, made: files of the call are spooled there. */
  readonly spool: (callId: CallId) => Effect.Effect<string, JournalError>
  /** Where the call's recording is written: `recording.ogg` in its directory, which is made. */
  readonly recordingFile: (callId: CallId) => Effect.Effect<string, JournalError>
  /** Keeps what the call owes, in place of what was kept before. */
  readonly keep: (kept: Kept) => Effect.Effect<void, JournalError>
  /** Keeps the transcript as `transcript.json`, and gives that file's path. */
  readonly keepTranscript: (transcript: AnonymizedTranscript) => Effect.Effect<string, JournalError>
  /** The call owes nothing any more: its directory goes, with all that is in it. */
  readonly clear: (callId: CallId) => Effect.Effect<void, JournalError>
  /** The transcript that was kept. `missingFile` where there is none. */
  readonly transcript: (callId: CallId) => Effect.Effect<AnonymizedTranscript, JournalError>
  /**
   * Calls of this process that have ended and still owe something, and those of dead processes, which are this one's
   * from now on. A process is dead once it has given no new sign of life while this one looked on for 15 s, by asking
   * `bereaved` (or this) every 5 s or more often; at once if it was retired, or if its last sign is older than 2 minutes
   * when this one first looks.
   */
  readonly abandoned: Effect.Effect<Abandoned, JournalError>
  /** Whether a process has died since `abandoned` was last asked; each question is a look at their signs of life. */
  readonly bereaved: Effect.Effect<boolean, JournalError>
  /** The name of this process in the journal. */
  readonly owner: string
  /** The process of this name is known to be dead. */
  readonly retire: (owner: string) => Effect.Effect<void, JournalError>
}>()("receptionist/services/Journal") {}
