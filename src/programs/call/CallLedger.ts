import { Clock, DateTime, Effect, Option, Ref } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { CallStart, ModelUsage, TransferAttempt } from "../../domain/CallRecord.ts"
import { type ErrorReport, type Phase, reportOf } from "../../domain/ErrorReport.ts"
import { CallId, type RowId } from "../../domain/Ids.ts"
import type { Language } from "../../domain/Language.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import type { BrokenPromise } from "../../domain/Promises.ts"
import type { RecordingConsent } from "../../domain/RecordingConsent.ts"
import type { TranscriptItem } from "../../domain/Transcript.ts"
import type { RowError } from "../../services/ConfigApi.ts"
import { CallObserver } from "../CallObserver.ts"
import * as CallMetrics from "./CallMetrics.ts"

/** What a call knows of itself. Private in part: it is the source of the row and of the raw transcript. */
export interface CallFacts {
  readonly phase: Phase
  readonly agent: AgentConfig | null
  readonly caller: PhoneNumber | null
  /** The language that is being spoken. */
  readonly language: Language
  /** Epoch milliseconds. */
  readonly answeredAt: number | null
  readonly items: ReadonlyArray<TranscriptItem>
  /** Turns of the caller whose words are not known: item id, and when they ended. */
  readonly untranscribed: ReadonlyMap<string, number>
  readonly transfers: ReadonlyArray<TransferAttempt>
  readonly reports: ReadonlyArray<ErrorReport>
  readonly usage: ReadonlyArray<ModelUsage>
  /** Words of the agent that were not true, and what was done about them. */
  readonly promises: ReadonlyArray<BrokenPromise>
  /** What the caller was told of the recording, and answered; null before they were told anything. */
  readonly consent: RecordingConsent | null
  /** The blob path that egress is writing to. */
  readonly egressPath: string | null
  readonly row: { readonly start: CallStart; readonly created: Effect.Effect<RowId, RowError> } | null
  /** Completes when everything that was said has been noted. */
  readonly heardOut: Effect.Effect<unknown>
  /** Completes when the journal has what it was given of the call: one thing is kept after the other. */
  readonly journalled: Effect.Effect<unknown>
}

/** One call's memory, from the job's arrival to the last artifact. */
export interface CallLedger {
  readonly callId: CallId
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly facts: Effect.Effect<CallFacts>
  readonly update: (change: (facts: CallFacts) => Partial<CallFacts>) => Effect.Effect<void>
  readonly enter: (phase: Phase) => Effect.Effect<void>
  /** The carrier has put the caller through to us. */
  readonly answered: Effect.Effect<void>
  /** The call was answered with one line, and nothing else was said. */
  readonly announced: (text: string, language: Language) => Effect.Effect<void>
  /** Reports a failure: in the log, on the span, to whoever watches, and in the row's metadata. */
  readonly report: (error: unknown) => Effect.Effect<void>
}

export const iso = (epochMillis: number): string => DateTime.formatIso(DateTime.makeUnsafe(epochMillis))

export const begin: Effect.Effect<CallLedger> = Effect.gen(function*() {
  const observe = yield* CallObserver
  const callId = CallId.make(crypto.randomUUID())
  const startedAt = yield* Clock.currentTimeMillis
  const state = yield* Ref.make<CallFacts>({
    phase: "ring",
    agent: null,
    caller: null,
    language: "FRENCH",
    answeredAt: null,
    items: [],
    untranscribed: new Map(),
    transfers: [],
    reports: [],
    usage: [],
    promises: [],
    consent: null,
    egressPath: null,
    row: null,
    heardOut: Effect.void,
    journalled: Effect.void
  })
  const update: CallLedger["update"] = (change) => Ref.update(state, (facts) => ({ ...facts, ...change(facts) }))

  return {
    callId,
    startedAt,
    facts: Ref.get(state),
    update,
    enter: Effect.fnUntraced(function*(phase: Phase) {
      yield* update(() => ({ phase }))
      yield* Effect.logInfo(`phase: ${phase}`)
      yield* observe({ _tag: "Phase", phase })
    }),
    answered: Effect.gen(function*() {
      const answeredAt = yield* Clock.currentTimeMillis
      yield* update(() => ({ answeredAt }))
      yield* CallMetrics.answered(answeredAt - startedAt)
    }),
    announced: Effect.fnUntraced(function*(text: string, language: Language) {
      const createdAt = yield* Clock.currentTimeMillis
      yield* update(({ answeredAt, items }) => ({
        answeredAt: answeredAt ?? createdAt,
        items: [...items, {
          type: "message",
          id: `${callId}-announcement-${items.length + 1}`,
          role: "assistant",
          content: [text],
          interrupted: false,
          language,
          createdAt
        }]
      }))
      yield* observe({ _tag: "AgentSaid", text, interrupted: false, language })
    }),
    report: Effect.fnUntraced(function*(error: unknown) {
      const { phase } = yield* Ref.get(state)
      const span = yield* Effect.option(Effect.currentSpan)
      const report = reportOf(error, {
        callId,
        phase,
        ...Option.match(span, { onNone: () => ({}), onSome: ({ spanId }) => ({ spanId }) })
      })
      yield* update(({ reports }) => ({ reports: [...reports, report] }))
      yield* Effect.annotateCurrentSpan({ "error.report": JSON.stringify(report) })
      yield* Effect.logWarning(report.message).pipe(Effect.annotateLogs({ report }))
      yield* observe({ _tag: "Problem", report })
    })
  }
})

/** Adds an item of the transcript in its place: the order is that of speech, not of arrival. */
export const inSpokenOrder = (
  items: ReadonlyArray<TranscriptItem>,
  item: TranscriptItem
): ReadonlyArray<TranscriptItem> => {
  const later = items.findIndex(({ createdAt }) => createdAt > item.createdAt)
  return later === -1 ? [...items, item] : [...items.slice(0, later), item, ...items.slice(later)]
}
