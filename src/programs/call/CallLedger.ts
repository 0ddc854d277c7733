import { Clock, DateTime, Duration, Effect, Option, Ref } from "effect"
import type { CallStart } from "../../domain/CallRecord.ts"
import { type CallStory, tell, untold } from "../../domain/CallStory.ts"
import { type Phase, reportOf } from "../../domain/ErrorReport.ts"
import { CallId, type RowId } from "../../domain/Ids.ts"
import type { JournalRecord } from "../../domain/JournalRecord.ts"
import type { Language } from "../../domain/Language.ts"
import type { Owed } from "../../domain/Owed.ts"
import type { RowError } from "../../services/ConfigApi.ts"
import { type CallJournal, JournalError } from "../../services/Journal.ts"
import type { EgressRecording } from "../../services/Telephony.ts"
import { CallObserver } from "../CallObserver.ts"
import * as CallMetrics from "./CallMetrics.ts"
import { changes } from "./Changes.ts"
import { makeNotes, type Notes } from "./Notes.ts"

export { inSpokenOrder } from "../../domain/CallStory.ts"

/** What a call knows of itself: its story, as the journal has it, and what it holds while its process lives. Private. */
export interface CallFacts extends CallStory {
  /** The row that is being made, beside the call. */
  readonly row: { readonly start: CallStart; readonly created: Effect.Effect<RowId, RowError> } | null
  /** Egress that is running, or has run. */
  readonly egressRecording: EgressRecording | null
  /** Completes when everything that was said has been noted. */
  readonly heardOut: Effect.Effect<unknown>
  /** Completes when no message is being kept any more, or taken back; bounded. */
  readonly messagesOver: Effect.Effect<unknown>
  /** Where it is noted; none before the first ring. */
  readonly journal: CallJournal | null
}

/** One call's memory, from the job's arrival to the last artifact. What it is told it also notes in the journal. */
export interface CallLedger {
  readonly callId: CallId
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly facts: Effect.Effect<CallFacts>
  /** Something has happened. Nobody waits for the disk. */
  readonly note: (record: JournalRecord) => Effect.Effect<void>
  /** The same, and it is on the disk when this returns. Fails where that takes longer than 2 s; then it has not happened. */
  readonly keep: (record: JournalRecord) => Effect.Effect<void, JournalError>
  /** LiveKit has confirmed that the caller is off the line. */
  readonly released: Effect.Effect<void>
  /**
   * The call has ended, and owes this, in place of all that it has noted. It is on the disk when this returns; fails where
   * that takes longer than 5 s, and owes it all the same.
   */
  readonly owe: (owed: Owed) => Effect.Effect<void, JournalError>
  /** Changes what is known, and notes what of it the journal wants to know. */
  readonly update: (change: (facts: CallFacts) => Partial<CallFacts>) => Effect.Effect<void>
  readonly enter: (phase: Phase) => Effect.Effect<void>
  /** The carrier has put the caller through to us. */
  readonly answered: Effect.Effect<void>
  /** The call was answered with one line, and nothing else was said. */
  readonly announced: (text: string, language: Language) => Effect.Effect<void>
  /** Reports a failure: in the log, on the span, to whoever watches, and in the row's metadata. */
  readonly report: (error: unknown) => Effect.Effect<void>
  /** Egress records the call. */
  readonly recordedBy: (egress: EgressRecording) => Effect.Effect<void>
  /** Completes when all that was noted by now is in the journal or could not be, and after 2 s: no disk is waited for longer. */
  readonly written: Effect.Effect<void>
  /** The file that the worker's own recording is written to, once the disk has it that this call is ours. */
  readonly recordingFile: Effect.Effect<string, JournalError>
  /** Writes what is noted to the journal, for as long as it runs. */
  readonly writeTo: (journal: CallJournal) => Effect.Effect<never>
}

export const iso = (epochMillis: number): string => DateTime.formatIso(DateTime.makeUnsafe(epochMillis))

const patience = { kept: Duration.seconds(2), owed: Duration.seconds(5) }

export const begin: Effect.Effect<CallLedger> = Effect.gen(function*() {
  const observe = yield* CallObserver
  const callId = CallId.make(crypto.randomUUID())
  const startedAt = yield* Clock.currentTimeMillis
  const notes: Notes = yield* makeNotes()
  const state = yield* Ref.make<CallFacts>({
    ...untold,
    row: null,
    egressRecording: null,
    heardOut: Effect.void,
    messagesOver: Effect.void,
    journal: null
  })

  const remember = Effect.fnUntraced(function*(record: JournalRecord) {
    const at = yield* Clock.currentTimeMillis
    yield* Ref.update(state, (facts) => ({ ...facts, ...tell(facts, record, at) }))
  })
  const note = (record: JournalRecord) => Effect.andThen(remember(record), notes.add(record))
  const update: CallLedger["update"] = Effect.fnUntraced(function*(change) {
    const before = yield* Ref.get(state)
    const after = { ...before, ...change(before) }
    yield* Ref.set(state, after)
    for (const record of changes(before, after)) yield* notes.add(record)
  })
  const report: CallLedger["report"] = Effect.fnUntraced(function*(error) {
    const { phase } = yield* Ref.get(state)
    const span = yield* Effect.option(Effect.currentSpan)
    const report = reportOf(error, {
      callId,
      phase,
      ...Option.match(span, { onNone: () => ({}), onSome: ({ spanId }) => ({ spanId }) })
    })
    yield* note({ _tag: "error", report })
    yield* Effect.annotateCurrentSpan({ "error.report": JSON.stringify(report) })
    yield* Effect.logWarning(report.message).pipe(Effect.annotateLogs({ report }))
    yield* observe({ _tag: "Problem", report })
  })

  return {
    callId,
    startedAt,
    facts: Ref.get(state),
    note,
    keep: (record) => Effect.andThen(notes.keep(record, patience.kept), remember(record)),
    released: note({ _tag: "released" }),
    owe: Effect.fnUntraced(function*(owed) {
      const record = { _tag: "owed", owed } as const
      yield* remember(record)
      yield* notes.keep(record, patience.owed)
    }),
    update,
    enter: Effect.fnUntraced(function*(phase: Phase) {
      yield* note({ _tag: "phase", phase })
      yield* Effect.logInfo(`phase: ${phase}`)
      yield* observe({ _tag: "Phase", phase })
    }),
    answered: Effect.gen(function*() {
      yield* note({ _tag: "answered" })
      yield* CallMetrics.answered((yield* Clock.currentTimeMillis) - startedAt)
    }),
    announced: Effect.fnUntraced(function*(text: string, language: Language) {
      const createdAt = yield* Clock.currentTimeMillis
      const { items } = yield* Ref.get(state)
      yield* note({ _tag: "answered" })
      yield* note({
        _tag: "turn",
        item: {
          type: "message",
          id: `${callId}-announcement-${items.length + 1}`,
          role: "assistant",
          content: [text],
          interrupted: false,
          language,
          createdAt
        }
      })
      yield* observe({ _tag: "AgentSaid", text, interrupted: false, language })
    }),
    report,
    recordedBy: Effect.fnUntraced(function*(egressRecording) {
      const { egressId, path } = egressRecording
      yield* Ref.update(state, (facts) => ({ ...facts, egressRecording }))
      yield* note({ _tag: "recording", by: "egress", path, egressId })
    }),
    written: Effect.asVoid(Effect.timeoutOption(notes.written, patience.kept)),
    recordingFile: Effect.flatMap(Ref.get(state), ({ journal }) =>
      journal === null
        ? Effect.fail(new JournalError({ operation: "record", reason: "other", detail: "no journal" }))
        // Whose it is, is known to whoever finds it.
        : Effect.andThen(notes.written, journal.recordingFile)),
    writeTo: (journal) => notes.writeTo(journal, report)
  }
})
