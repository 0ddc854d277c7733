import { PersonId } from "../../api/Authorization.ts"
import { MessageKey, type OfficeMessage } from "../../api/Messages.ts"
import { theirWords } from "../../api/TheirWords.ts"
import { filled, iso, isoOrNull, theirs } from "../Rows.ts"

/** A row of `messages`, with its agent's name and zone, who takes it, and its notes. */
export interface MessageRow {
  readonly id: string
  readonly call_key: string | null
  readonly agent_id: string
  readonly agent_name: string | null
  readonly time_zone: string | null
  readonly kind: OfficeMessage["kind"]
  readonly department: string | null
  readonly caller_name: string | null
  readonly callback_number: string | null
  readonly text: string
  readonly urgency: OfficeMessage["urgency"]
  readonly best_time: string | null
  readonly wishes: ReadonlyArray<string>
  readonly due: Date | null
  readonly language: string
  readonly taken_at: Date
  readonly complete: boolean
  readonly taken_by: string | null
  readonly taken_by_name: string | null
  readonly done_at: Date | null
  readonly done_by: string | null
  readonly notes: ReadonlyArray<{ readonly by: string; readonly at: string; readonly text: string }>
  /** What open ones are sorted by. */
  readonly rank: Date
}

/** `unnamed`: the zone of an agent that names none. */
export const messageOf = (unnamed: string) => (row: MessageRow): OfficeMessage => ({
  id: MessageKey.make(row.id),
  agentId: row.agent_id,
  kind: row.kind,
  text: theirWords(row.text),
  urgency: row.urgency,
  wishes: row.wishes,
  language: row.language,
  takenAt: iso(row.taken_at),
  timeZone: row.time_zone ?? unnamed,
  complete: row.complete,
  notes: row.notes.map(({ at, by, text }) => ({ by, at: new Date(at).toISOString(), text })),
  ...filled({
    callId: row.call_key,
    agentName: row.agent_name,
    department: theirs(row.department),
    callerName: theirs(row.caller_name),
    callbackNumber: row.callback_number,
    bestTime: theirs(row.best_time),
    due: isoOrNull(row.due),
    doneAt: isoOrNull(row.done_at),
    doneBy: row.done_by
  }),
  ...row.taken_by !== null && { takenBy: { id: PersonId.make(row.taken_by), name: row.taken_by_name ?? "" } }
})
