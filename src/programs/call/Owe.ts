import { Duration, Effect } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { ownRecordingPath, recordingPath, transcriptPath } from "../../domain/BlobPath.ts"
import { instantOf, messageOf } from "../../domain/CallMessage.ts"
import type { CallEnd, CallStart } from "../../domain/CallRecord.ts"
import { type CallStory, inSpokenOrder } from "../../domain/CallStory.ts"
import { endedBy, type EndReason } from "../../domain/EndReason.ts"
import { type CallId, unfinishedId } from "../../domain/Ids.ts"
import type { Owed } from "../../domain/Owed.ts"
import { type AnonymizedTranscript, RawTranscript } from "../../domain/Transcript.ts"
import { readConsent } from "../../receptionist/consent/Consent.ts"
import { answer, mayKeep } from "../../receptionist/consent/RecordingConsent.ts"
import { brokenOff } from "../../receptionist/messages/BrokenOff.ts"
import { AnonymizationError, Anonymizer, withheld } from "../../services/Anonymizer.ts"
import { BlobStore } from "../../services/BlobStore.ts"
import { clockSkew } from "../../services/Rooms.ts"
import { withheldTranscripts } from "../../telemetry/Metrics.ts"
import { iso } from "./CallLedger.ts"
import * as CallMetrics from "./CallMetrics.ts"

/** A call that has ended, as far as it is known. */
export interface EndedCall {
  readonly callId: CallId
  readonly story: CallStory
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly endedAt: number
  readonly reason: EndReason
  /** Its process died in mid-call: nobody knows to the second when it ended. */
  readonly died: boolean
  /** Whether the worker has recorded it, or may have, and it was answered. */
  readonly recorded: boolean
  /** Told of what is wrong with the transcript. */
  readonly report: (error: AnonymizationError) => Effect.Effect<unknown>
}

/** Never negative: the clock may have been set back. */
const seconds = (millis: number) => Math.max(0, Math.round(millis / 100) / 10)

/** What the call owes, all of it: its transcript anonymized, its messages as they were left. */
export const owe = Effect.fnUntraced(function*(call: EndedCall): Effect.fn.Return<Owed, never, Anonymizer | BlobStore> {
  const { callId, endedAt, reason } = call
  const story = { ...call.story, consent: consentOf(call.story) }
  const { agent, ringing, rowId, start } = story
  const broken = brokenOff(story, reason === "agent_end" || reason === "transferred", endedAt)
  const messages = broken !== undefined && start !== null
    ? [
      ...story.messages,
      messageOf(broken, { id: unfinishedId(callId), agentId: start.agentId, at: endedAt, complete: false })
    ]
    : story.messages
  const transcript = start === null || story.answeredAt === null ? undefined : yield* transcriptOf(call, start, agent)
  const wanted = story.consent === null || mayKeep(story.consent)
  const recording = start === null || !wanted ? undefined : yield* recordingOf(call, start)
  const common = {
    callId,
    ...(!story.released && ringing !== null && { line: { roomName: ringing.roomName, before: endedAt + clockSkew } }),
    messages
  }
  if (start === null) {
    return {
      ...common,
      unassigned: {
        ...(story.caller !== null && { callerNumber: story.caller }),
        ...(story.dialled !== null && { dialedNumber: story.dialled }),
        ...(story.sipCallId !== null && { sipCallId: story.sipCallId }),
        roomName: ringing?.roomName ?? "",
        startedAt: iso(call.startedAt),
        ...callEnd({ ...call, story })
      }
    }
  }
  return {
    ...common,
    start,
    ...(rowId !== null && { rowId }),
    end: callEnd({ ...call, story }),
    ...(transcript !== undefined && { transcript }),
    ...(recording !== undefined && { recording }),
    ...(!wanted && story.egress !== null && { erasure: { path: story.egress.path } })
  }
})

/** A refusal counts however late its words were known: when the caller had hung up, or the process had died. */
const consentOf = ({ consent, items }: CallStory): CallStory["consent"] => {
  if (consent === null || consent.answer === "refused") return consent
  const since = consent.at === undefined ? 0 : Date.parse(consent.at)
  const refusal = items.findLast((item) =>
    item.type === "message" && item.role === "user" && item.createdAt > since &&
    readConsent(item.content.join(" "), { asked: false }) === "refused"
  )
  return refusal === undefined
    ? consent
    : answer(consent, "refused", { at: instantOf(refusal.createdAt), by: "voice" }).consent
}

const callEnd = ({ callId, endedAt, reason, startedAt, story }: EndedCall): CallEnd => {
  const { admission, answeredAt, consent, longestSilence, promises, reports, transfers, usage, voiceChanges } = story
  const connected = transfers.findLast(({ outcome }) => outcome === "connected") ?? transfers.at(-1)
  const [error] = reports
  return {
    endedAt: iso(endedAt),
    durationSeconds: seconds(endedAt - startedAt),
    endReason: reason,
    language: story.language,
    metadata: {
      callId,
      endedBy: endedBy[reason],
      usage,
      ...(answeredAt !== null && { timeToAnswerSeconds: seconds(answeredAt - startedAt) }),
      ...(longestSilence !== null && { longestSilenceSeconds: seconds(longestSilence) }),
      ...admission,
      ...(voiceChanges.length > 0 && { voiceChanges }),
      ...(consent !== null && { recordingConsent: consent }),
      ...(promises.length > 0 && { brokenPromises: promises }),
      ...(connected !== undefined && {
        transferDepartment: connected.department,
        transferTimestamp: connected.startedAt,
        transferDestinations: transfers
      }),
      ...(error !== undefined && { error, errors: reports })
    }
  }
}

/** What was said, with a mark in place of each turn whose words never came. */
const withGaps = Effect.fnUntraced(function*({ items, untranscribed }: CallStory) {
  yield* Effect.forEach(untranscribed, () => CallMetrics.notTranscribed, { discard: true })
  return [...untranscribed].reduce(
    (items, [id, createdAt]) =>
      inSpokenOrder(items, {
        type: "message",
        id,
        role: "user",
        content: ["[not transcribed]"],
        interrupted: false,
        createdAt
      }),
    items
  )
})

const transcriptOf = Effect.fnUntraced(function*(call: EndedCall, start: CallStart, agent: AgentConfig | null) {
  const { callId, endedAt, startedAt, story } = call
  const items = yield* withGaps(story)
  const path = transcriptPath(start.agentId, callId, new Date(startedAt))
  const content = yield* anonymize(
    call,
    new RawTranscript({
      version: 1,
      callId,
      agentId: start.agentId,
      language: story.language,
      startedAt: iso(startedAt),
      durationSeconds: seconds(endedAt - startedAt),
      items
    }),
    agent
  )
  if (content.anonymization.status === "withheld") yield* withheldTranscripts
  return {
    path,
    content,
    link: {
      url: (yield* BlobStore).url(path),
      language: story.language,
      messageCount: items.filter(({ type }) => type === "message").length,
      anonymization: content.anonymization.status
    }
  }
})

/** Nobody waits for it but the row; what is given up is withheld for good, so that a machine that is slow has its time. */
const anonymizing = Duration.minutes(2)

const anonymize = Effect.fnUntraced(
  function*(call: EndedCall, raw: RawTranscript, agent: AgentConfig | null): Effect.fn.Return<
    AnonymizedTranscript,
    never,
    Anonymizer
  > {
    const withhold = (error: AnonymizationError) => Effect.as(call.report(error), withheld(raw, error.reason, "none"))
    // Without the agent's own words nobody knows which of them are the caller's.
    if (agent === null) return yield* withhold(new AnonymizationError({ reason: "no_agent" }))
    const { caller } = call.story
    return yield* (yield* Anonymizer).anonymize(raw, { agent, ...(caller !== null && { callerNumber: caller }) }).pipe(
      Effect.interruptible,
      Effect.timeoutOrElse({
        duration: anonymizing,
        orElse: () => Effect.fail(new AnonymizationError({ reason: "timeout" }))
      }),
      Effect.catchTag("AnonymizationError", withhold),
      // A defect may quote what it choked on: nothing of it is reported but that it was one.
      Effect.catchCause(() => withhold(new AnonymizationError({ reason: "defect" })))
    )
  }
)

const recordingOf = Effect.fnUntraced(function*(call: EndedCall, { agentId }: CallStart) {
  const { callId, died, endedAt, recorded, startedAt, story: { answeredAt, egress, recordedSince } } = call
  const running = egress === null || egress.id === null ? null : { path: egress.path, id: egress.id }
  if (!recorded && (running === null || answeredAt === null)) return undefined
  // One that was only asked may begin late, and write where it was told to.
  const pathOf = egress === null ? recordingPath : ownRecordingPath
  const path = pathOf(agentId, callId, new Date(startedAt))
  return {
    path,
    ...(running !== null && { egress: running }),
    ...(recorded && recordedSince !== null && { ownStartedAt: iso(recordedSince) }),
    link: {
      url: (yield* BlobStore).url(running?.path ?? path),
      format: "ogg" as const,
      ...(!died && answeredAt !== null && { durationSeconds: seconds(endedAt - answeredAt) })
    },
    stored: false
  }
})
