import { Context, type Effect, type Option, Runtime, Schema, type Scope } from "effect"
import type { CallId } from "../domain/Ids.ts"
import type { Noted } from "../domain/JournalRecord.ts"

/** What to do about each. */
const remedies = {
  full: "free space on its disk",
  denied: "give DATA_DIR to the worker's user",
  missingFile: "see what removes files there",
  notOurs: "see what else writes there",
  slow: "see what keeps its disk, or this machine, busy",
  other: "check its disk"
} as const

/** The journal could not keep what a call still owes, or give it back. */
export class JournalError extends Schema.TaggedError<JournalError>()("JournalError", {
  operation: Schema.Literals(["note", "replace", "record", "read", "clear", "takeOver", "retire"]),
  reason: Schema.Literals(["full", "denied", "missingFile", "notOurs", "slow", "other"]),
  detail: Schema.String
}) {
  override get message() {
    const operation = this.operation === "takeOver" ? "take over what others have left" : this.operation
    return `the journal in DATA_DIR failed to ${operation} (${this.reason}: ${this.detail}): ${remedies[this.reason]}`
  }
}

const refusals = {
  notADirectory: "is not a directory of its own, but a link or a file, or in one: move it away",
  anothers: "belongs to another user: give it to the worker's user (chown)",
  open: "can be written to by others: make it private (chmod 700)"
} as const

/** The journal's directory is not one to trust. */
export class JournalRefused extends Schema.TaggedError<JournalRefused>()("JournalRefused", {
  reason: Schema.Literals(["notADirectory", "anothers", "open"])
}) {
  override readonly [Runtime.errorExitCode] = 78
  override get message() {
    return `the journal's directory (DATA_DIR/journal) ${
      refusals[this.reason]
    }, or point DATA_DIR elsewhere. Whatever lies there would be taken for calls; nothing was started`
  }
}

/** A recording that the worker has written, where it lies. */
export interface RecordedFile {
  readonly file: string
  readonly bytes: number
}

/** The journal of one call. Who holds it is the only one who writes to it; one write at a time, in the order asked. */
export interface CallJournal {
  /** Writes down what was noted, after what was written before. With `flush` it is on the disk itself when this returns. */
  readonly append: (
    noted: ReadonlyArray<Noted>,
    options: { readonly flush: boolean }
  ) => Effect.Effect<void, JournalError>
  /** Writes this down in place of all that was written before: all of it, or nothing. On the disk when it returns. */
  readonly replace: (noted: ReadonlyArray<Noted>) => Effect.Effect<void, JournalError>
  /** Makes the file that the worker's own recording is written to, empty and private, and gives its path. */
  readonly recordingFile: Effect.Effect<string, JournalError>
  /** The worker's own recording; none where there is none of ours, or nothing in it. */
  readonly recording: Effect.Effect<Option.Option<RecordedFile>, JournalError>
  readonly dropRecording: Effect.Effect<void, JournalError>
  /** The call owes nothing any more: what the journal has of it goes. */
  readonly clear: Effect.Effect<void, JournalError>
}

/** One call in the journal that nobody works on any more. */
export interface JournalEntry {
  readonly callId: CallId
  /** What it noted, in order; none where it cannot be read, or by a later version of this program only. */
  readonly noted: Option.Option<ReadonlyArray<Noted>>
  /** When there was a last sign of life of the call or its process, in epoch milliseconds; 0 where there was none. */
  readonly lastSign: number
}

/** What nobody works on any more, and what others still work on. */
export interface Abandoned {
  readonly entries: ReadonlyArray<JournalEntry>
  /** How many calls other processes hold that are not known to be dead. */
  readonly alive: number
  /** How many of these have processes that have given no new sign of life since we first looked. */
  readonly doubtful: number
}

/**
 * What calls note while they go on, and what they still owe when they have ended. Each process is an owner of its own.
 * It trusts nothing that it finds: what is not this user's own, or not of its making, is left where it is, and reported
 * once. Readable by this user alone; what is noted is encrypted where the operator gives a key, a recording is not.
 */
export class Journal extends Context.Service<Journal, {
  /** The journal of this call, for as long as the scope is open; until then nobody finds it `abandoned`. */
  readonly open: (callId: CallId) => Effect.Effect<CallJournal, never, Scope.Scope>
  /**
   * Calls of this process that nobody holds, and those of dead processes, which are this one's from now on. A process is
   * dead once it has given no new sign of life while this one looked on for 15 s, by asking `bereaved` (or this) every
   * 5 s or more often; at once if it was retired, or if its last sign is older than 2 minutes when this one first looks.
   */
  readonly abandoned: Effect.Effect<Abandoned, JournalError>
  /** Calls that other processes work on, or may: to be looked at only. */
  readonly elsewhere: Effect.Effect<ReadonlyArray<JournalEntry>, JournalError>
  /** Whether a process has died since `abandoned` was last asked; each question is a look at their signs of life. */
  readonly bereaved: Effect.Effect<boolean, JournalError>
  /** The name of this process in the journal. */
  readonly owner: string
  /** The process of this name is known to be dead. */
  readonly retire: (owner: string) => Effect.Effect<void, JournalError>
}>()("receptionist/services/Journal") {}
