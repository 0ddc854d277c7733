import { Cause, Clock, Duration, Effect, FileSystem, Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { recordingPath, transcriptPath } from "../../domain/BlobPath.ts"
import type { CallEnd, CallStart, RecordingLink, TranscriptLink } from "../../domain/CallRecord.ts"
import { endedBy, type EndReason } from "../../domain/EndReason.ts"
import { type Pending } from "../../domain/Kept.ts"
import { type AnonymizedTranscript, RawTranscript } from "../../domain/Transcript.ts"
import { AnonymizationError, Anonymizer, withheld } from "../../services/Anonymizer.ts"
import { BlobStore } from "../../services/BlobStore.ts"
import { ConfigApi } from "../../services/ConfigApi.ts"
import { Journal } from "../../services/Journal.ts"
import { undelivered, withheldTranscripts } from "../../telemetry/Metrics.ts"
import { CallObserver } from "../CallObserver.ts"
import { CallPolicy } from "../CallPolicy.ts"
import { type CallFacts, type CallLedger, inSpokenOrder, iso } from "./CallLedger.ts"
import * as CallMetrics from "./CallMetrics.ts"

/**
 * Keeps what there is of a call: transcript, recording and row, each on its own, so that one that fails does not take
 * the others down. What could not be delivered stays in the journal. Nobody is on the line any more.
 */
export const finalize = Effect.fn("HandleCall.finalize")(function*(ledger: CallLedger, reason: EndReason) {
  const endedAt = yield* Clock.currentTimeMillis
  yield* ledger.enter("finalize")
  const { agent, heardOut, journalled, row } = yield* ledger.facts
  // Without an agent there is no tenant to keep anything for.
  if (agent === null || row === null) return
  yield* bounded(Effect.all([heardOut, journalled], { concurrency: "unbounded" }), Duration.seconds(2))

  const call: EndedCall = { ledger, agent, start: row.start, endedAt, reason, facts: yield* withGaps(ledger) }
  const [rowId, transcript, recording] = yield* Effect.all(
    [rowOf(call, row.created), storeTranscript(call), storeRecording(call)],
    { concurrency: "unbounded" }
  )
  yield* settle(call, rowId, transcript, recording)
})

interface EndedCall {
  readonly ledger: CallLedger
  readonly agent: AgentConfig
  readonly start: CallStart
  readonly facts: CallFacts
  readonly endedAt: number
  readonly reason: EndReason
}

/** An artifact, where it belongs, whether it is there, and what the row is to say about it. */
interface Artifact<Link> {
  readonly path: string
  readonly stored: boolean
  readonly link: Link
}

// A call that is being interrupted is finalized all the same: the work runs in a fiber that the interruption does not
// reach, but the bound does.
const bounded = <A, E, R>(work: Effect.Effect<A, E, R>, bound: Duration.Duration) =>
  Effect.timeoutOption(Effect.interruptible(work), bound)

type Step = Parameters<typeof undelivered>[0]["what"]

/** Runs one step to its end or its bound; whatever goes wrong is reported, and is nobody else's trouble. */
const attempt = Effect.fnUntraced(function*<A, E, R>(ledger: CallLedger, step: Step, work: Effect.Effect<A, E, R>) {
  const { artifact } = yield* CallPolicy
  const done = yield* bounded(Effect.asSome(work), artifact).pipe(
    Effect.map(Option.getOrElse(() => Option.none<A>())),
    Effect.catchCause((cause) => Effect.as(ledger.report(Cause.squash(cause)), Option.none<A>())),
    Effect.withSpan(`HandleCall.finalize.${step}`)
  )
  if (Option.isNone(done)) {
    yield* undelivered({ what: step })
    yield* Effect.logError(`${step} could not be completed; it is kept in the journal`)
  }
  return done
})

/** What was said, with a mark in place of each turn whose words never came. */
const withGaps = Effect.fnUntraced(function*(ledger: CallLedger) {
  const facts = yield* ledger.facts
  yield* Effect.forEach(facts.untranscribed, () => CallMetrics.notTranscribed, { discard: true })
  const items = [...facts.untranscribed].reduce(
    (items, [id, createdAt]) =>
      inSpokenOrder(items, {
        type: "message",
        id,
        role: "user",
        content: ["[not transcribed]"],
        interrupted: false,
        createdAt
      }),
    facts.items
  )
  return { ...facts, items }
})

const durationSeconds = ({ endedAt, ledger }: EndedCall) => Math.round((endedAt - ledger.startedAt) / 100) / 10

/** The row's id; a row that could not be made while the call went on gets one more chance. */
const rowOf = (call: EndedCall, created: NonNullable<CallFacts["row"]>["created"]) =>
  attempt(
    call.ledger,
    "row",
    created.pipe(
      Effect.catchTag("BackendUnavailable", () =>
        ConfigApi.use((configApi) => configApi.createCall(call.ledger.callId, call.start)))
    )
  )

const anonymize = Effect.fnUntraced(function*(call: EndedCall, raw: RawTranscript) {
  const { facts: { caller }, ledger } = call
  const anonymizer = yield* Anonymizer
  const withhold = (error: AnonymizationError) => Effect.as(ledger.report(error), withheld(raw, error.reason, "none"))
  return yield* bounded(
    anonymizer.anonymize(raw, { agent: call.agent, ...(caller !== null && { callerNumber: caller }) }),
    Duration.seconds(10)
  ).pipe(
    Effect.flatMap(Option.match({
      onNone: () => withhold(new AnonymizationError({ reason: "timeout" })),
      onSome: (transcript) => Effect.succeed(transcript)
    })),
    Effect.catchTag("AnonymizationError", withhold),
    // A defect may quote what it choked on: nothing of it is reported but that it was one.
    Effect.catchCause(() => withhold(new AnonymizationError({ reason: "defect" })))
  )
})

const storeTranscript = Effect.fnUntraced(function*(call: EndedCall) {
  const { agent, facts, ledger } = call
  if (facts.answeredAt === null) return null
  const transcript = yield* anonymize(
    call,
    new RawTranscript({
      version: 1,
      callId: ledger.callId,
      agentId: agent.id,
      language: facts.language,
      startedAt: iso(ledger.startedAt),
      durationSeconds: durationSeconds(call),
      items: facts.items
    })
  )
  if (transcript.anonymization.status === "withheld") yield* withheldTranscripts
  const path = transcriptPath(agent.id, ledger.callId, new Date(ledger.startedAt))
  const blobs = yield* BlobStore
  const stored = yield* attempt(ledger, "transcript", putTranscript(path, transcript))
  if (Option.isNone(stored)) {
    yield* attempt(ledger, "journal", Journal.use((journal) => journal.keepTranscript(transcript)))
  } else {
    yield* (yield* CallObserver)({ _tag: "Stored", artifact: "transcript", url: stored.value.url })
  }
  const artifact: Artifact<TranscriptLink> = {
    path,
    stored: Option.isSome(stored),
    link: {
      url: blobs.url(path),
      language: facts.language,
      messageCount: facts.items.filter(({ type }) => type === "message").length,
      anonymization: transcript.anonymization.status
    }
  }
  return artifact
})

/** Storage takes nothing but this type: there is no way here for a transcript that is not anonymized. */
const putTranscript = (path: string, transcript: AnonymizedTranscript) =>
  BlobStore.use((blobs) => blobs.put(path, `${JSON.stringify(transcript, null, 2)}\n`, "application/json"))

const storeRecording = Effect.fnUntraced(function*(call: EndedCall) {
  const { agent, facts, ledger } = call
  const { recording } = yield* CallPolicy
  if (recording === "off" || facts.answeredAt === null) return null
  const blobs = yield* BlobStore
  const path = facts.egressPath ?? recordingPath(agent.id, ledger.callId, new Date(ledger.startedAt))
  const link: RecordingLink = {
    url: blobs.url(path),
    format: "ogg",
    durationSeconds: Math.round((call.endedAt - facts.answeredAt) / 100) / 10
  }
  const artifact = (stored: boolean, bytes?: number): Artifact<RecordingLink> => ({
    path,
    stored,
    link: bytes === undefined ? link : { ...link, bytes }
  })
  if (facts.egressPath !== null) return artifact(true)

  const spooled = yield* attempt(
    ledger,
    "recording",
    Effect.gen(function*() {
      const file = yield* (yield* Journal).recordingFile(ledger.callId)
      return (yield* (yield* FileSystem.FileSystem).exists(file)) ? file : null
    })
  )
  if (Option.isNone(spooled) || spooled.value === null) return null
  const stored = yield* attempt(ledger, "recording", blobs.putFile(path, spooled.value, "audio/ogg"))
  if (Option.isNone(stored)) return artifact(false)
  yield* (yield* CallObserver)({ _tag: "Stored", artifact: "recording", url: stored.value.url })
  return artifact(true, stored.value.bytes)
})

/** Writes the row, and leaves in the journal what could not be delivered. */
const settle = Effect.fnUntraced(function*(
  call: EndedCall,
  rowId: Effect.Success<ReturnType<typeof rowOf>>,
  transcript: Artifact<TranscriptLink> | null,
  recording: Artifact<RecordingLink> | null
) {
  const { ledger, start } = call
  const configApi = yield* ConfigApi
  const toRow = <E, R>(step: Step, send: Effect.Effect<void, E, R>) =>
    Option.isNone(rowId) ? Effect.succeed(false) : Effect.map(attempt(ledger, step, send), Option.isSome)
  const row = Option.getOrUndefined(rowId)

  const linked = (artifact: Artifact<unknown> | null, step: Step, send: Effect.Effect<void, unknown>) =>
    artifact === null ? Effect.succeed(true) : artifact.stored ? toRow(step, send) : Effect.succeed(false)
  const [transcriptDone, recordingDone] = yield* Effect.all([
    linked(
      transcript,
      "transcript link",
      row && transcript ? configApi.linkTranscript(row, transcript.link, `${ledger.callId}:transcript`) : Effect.void
    ),
    linked(
      recording,
      "recording link",
      row && recording ? configApi.linkRecording(row, recording.link, `${ledger.callId}:recording`) : Effect.void
    )
  ], { concurrency: "unbounded" })
  const end = callEnd(call, yield* ledger.facts)
  const ended = yield* toRow("end of the row", row ? configApi.endCall(row, end) : Effect.void)
  if (ended) yield* (yield* CallObserver)({ _tag: "Stored", artifact: "row", url: row ?? "" })

  const journal = yield* Journal
  const pending: Pending = {
    version: 1,
    callId: ledger.callId,
    start,
    ...(row !== undefined && { rowId: row }),
    ...(!ended && { end }),
    ...(!transcriptDone && transcript !== null && { transcript }),
    ...(!recordingDone && recording !== null && { recording })
  }
  yield* attempt(
    ledger,
    "journal",
    ended && transcriptDone && recordingDone ? journal.clear(ledger.callId) : journal.keep(pending)
  )
})

const callEnd = (call: EndedCall, facts: CallFacts): CallEnd => {
  const { reports, transfers, usage } = facts
  const connected = transfers.findLast(({ outcome }) => outcome === "connected") ?? transfers.at(-1)
  const [error] = reports
  return {
    endedAt: iso(call.endedAt),
    durationSeconds: durationSeconds(call),
    endReason: call.reason,
    language: facts.language,
    metadata: {
      callId: call.ledger.callId,
      endedBy: endedBy[call.reason],
      usage,
      ...(connected !== undefined && {
        transferDepartment: connected.department,
        transferTimestamp: connected.startedAt,
        transferDestinations: transfers
      }),
      ...(error !== undefined && { error, errors: reports })
    }
  }
}
