import type { Admission } from "./Admission.ts"
import type { AgentConfig } from "./AgentConfig.ts"
import type { CallMessage, MessageDraft } from "./CallMessage.ts"
import type { CallStart, ModelUsage, TransferAttempt } from "./CallRecord.ts"
import type { EndReason } from "./EndReason.ts"
import type { ErrorReport, Phase } from "./ErrorReport.ts"
import type { RowId } from "./Ids.ts"
import type { JournalRecord, Noted } from "./JournalRecord.ts"
import type { Language } from "./Language.ts"
import { type Owed, without } from "./Owed.ts"
import type { PhoneNumber } from "./PhoneNumber.ts"
import type { BrokenPromise } from "./Promises.ts"
import type { RecordingConsent } from "./RecordingConsent.ts"
import type { TranscriptItem } from "./Transcript.ts"
import type { VoiceChange } from "./VoiceChange.ts"

/** What is known of a call: what it noted, taken together. Private. */
export interface CallStory {
  readonly ringing: { readonly roomName: string; readonly startedAt: string } | null
  readonly caller: PhoneNumber | null
  readonly sipCallId: string | null
  readonly dialled: PhoneNumber | null
  readonly start: CallStart | null
  readonly agent: AgentConfig | null
  readonly rowId: RowId | null
  /** Whether the call was to be answered, and what the carrier says of its number; null before that was asked. */
  readonly admission: Admission | null
  readonly phase: Phase
  /** The language that is being spoken. */
  readonly language: Language
  /** Epoch milliseconds. */
  readonly answeredAt: number | null
  /** How long the caller has heard nothing of what they were owed, at the longest: milliseconds; null before any of it. */
  readonly longestSilence: number | null
  /** In the order in which they were spoken. */
  readonly items: ReadonlyArray<TranscriptItem>
  /** Turns of the caller whose words are not known: item id, and when they ended. */
  readonly untranscribed: ReadonlyMap<string, number>
  /** The telephone numbers that the caller has typed, by the item that tells of so many keys. */
  readonly typed: ReadonlyMap<string, PhoneNumber>
  readonly transfers: ReadonlyArray<TransferAttempt>
  /** Those of which it is not known whether the outbox has them. */
  readonly messages: ReadonlyArray<CallMessage>
  /** What a message would be that the caller has begun to leave. */
  readonly begun: MessageDraft | null
  /** Words of the agent that were not true, and what was done about them. */
  readonly promises: ReadonlyArray<BrokenPromise>
  /** What the caller was told of the recording, and answered; null before they were told anything. */
  readonly consent: RecordingConsent | null
  /** Egress that was asked to record; without an id it has not said that it does, and may all the same. */
  readonly egress: { readonly path: string; readonly id: string | null } | null
  /** When the worker's own recording began (epoch ms). */
  readonly recordedSince: number | null
  readonly usage: ReadonlyArray<ModelUsage>
  /** The voices that took over, in order. */
  readonly voiceChanges: ReadonlyArray<VoiceChange>
  readonly reports: ReadonlyArray<ErrorReport>
  readonly released: boolean
  readonly end: { readonly reason: EndReason; readonly at: number } | null
  readonly owed: Owed | null
  /** When something was noted last (epoch ms). */
  readonly lastAt: number
}

export const untold: CallStory = {
  ringing: null,
  caller: null,
  sipCallId: null,
  dialled: null,
  start: null,
  agent: null,
  rowId: null,
  admission: null,
  phase: "ring",
  language: "FRENCH",
  answeredAt: null,
  longestSilence: null,
  items: [],
  untranscribed: new Map(),
  typed: new Map(),
  transfers: [],
  messages: [],
  begun: null,
  promises: [],
  consent: null,
  egress: null,
  recordedSince: null,
  usage: [],
  voiceChanges: [],
  reports: [],
  released: false,
  end: null,
  owed: null,
  lastAt: 0
}

/**
 * Puts an item of the transcript in its place: the order is that of speech, not of arrival. One of the same id and time is
 * the same one, of which more is known.
 */
export const inSpokenOrder = (
  items: ReadonlyArray<TranscriptItem>,
  item: TranscriptItem
): ReadonlyArray<TranscriptItem> => {
  const known = items.findIndex(({ createdAt, id }) => id === item.id && createdAt === item.createdAt)
  if (known !== -1) return items.with(known, item)
  const later = items.findIndex(({ createdAt }) => createdAt > item.createdAt)
  return later === -1 ? [...items, item] : items.toSpliced(later, 0, item)
}

/** `one` in place of that of `all` with which it shares `key`, or after the last of them. */
const replacing = <A, K extends keyof A>(all: ReadonlyArray<A>, one: A, key: K): ReadonlyArray<A> => {
  const known = all.findIndex((other) => other[key] === one[key])
  return known === -1 ? [...all, one] : all.with(known, one)
}

const told = (story: CallStory, record: JournalRecord, at: number): Partial<CallStory> => {
  switch (record._tag) {
    case "ringing":
      return { ringing: { roomName: record.roomName, startedAt: record.startedAt } }
    case "caller":
      return {
        caller: record.callerNumber ?? story.caller,
        sipCallId: record.sipCallId ?? story.sipCallId,
        dialled: record.dialedNumber ?? story.dialled
      }
    case "start":
      return { start: record.start, agent: record.agent ?? null }
    case "row":
      return { rowId: record.rowId, owed: story.owed && { ...story.owed, rowId: record.rowId } }
    case "admission":
      return { admission: record.admission }
    case "phase":
      return { phase: record.phase }
    case "answered":
      return { answeredAt: story.answeredAt ?? at }
    case "silence":
      return { longestSilence: record.millis }
    case "language":
      return { language: record.language }
    case "heard":
      return { untranscribed: new Map([...story.untranscribed, [record.id, record.endedAt]]) }
    case "turn":
      return {
        items: inSpokenOrder(story.items, record.item),
        untranscribed: new Map([...story.untranscribed].filter(([id]) => id !== record.item.id))
      }
    case "tool":
      return { items: inSpokenOrder(story.items, record.item) }
    case "typed":
      return { typed: new Map([...story.typed, [record.id, record.number]]) }
    case "transfer":
      return { transfers: replacing(story.transfers, record.attempt, "startedAt") }
    case "message":
      return { messages: replacing(story.messages, record.message, "id") }
    case "messageSettled":
      return { messages: story.messages.filter(({ id }) => id !== record.id) }
    case "begun":
      return { begun: record.draft }
    case "promise":
      return { promises: [...story.promises, record.promise] }
    case "consent":
      return { consent: record.consent }
    case "recording":
      return { egress: { path: record.path, id: record.egressId ?? null } }
    case "recorder":
      return { recordedSince: record.since ?? at }
    case "voice":
      return { voiceChanges: [...story.voiceChanges, record.change] }
    case "usage":
      return { usage: record.usage }
    case "error":
      return { reports: [...story.reports, record.report] }
    case "released":
      return { released: true, owed: story.owed && without(story.owed, "line") }
    case "end":
      return { end: { reason: record.reason, at } }
    case "owed":
      return { owed: record.owed }
    case "stored": {
      const { owed } = story
      return owed?.recording === undefined
        ? {}
        : { owed: { ...owed, recording: { ...owed.recording, link: record.link, stored: true } } }
    }
    case "delivered":
      return { owed: story.owed && without(story.owed, record.part) }
  }
}

/** The story, with what was noted at `at` (epoch ms). */
export const tell = (story: CallStory, record: JournalRecord, at: number): CallStory => ({
  ...story,
  ...told(story, record, at),
  lastAt: Math.max(story.lastAt, at)
})

/** The story that these records tell, each of them once. */
export const storyOf = (records: ReadonlyArray<Noted>): CallStory => {
  let last = -1
  return records.reduce((story, { at, n, record }) => {
    if (n <= last) return story
    last = n
    return tell(story, record, at)
  }, untold)
}

/** When the call began (epoch ms), as far as it says so; else when something was heard of it last, which 0 is not. */
export const beganAt = ({ owed, ringing, start }: CallStory, lastSign: number): number => {
  const began = owed?.start?.startedAt ?? owed?.unassigned?.startedAt ?? start?.startedAt ?? ringing?.startedAt
  return began !== undefined ? Date.parse(began) : lastSign === 0 ? Number.NaN : lastSign
}
