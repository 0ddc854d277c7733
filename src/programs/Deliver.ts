import { Cause, Clock, DateTime, Duration, Effect, Option, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { CallMessage } from "../domain/CallMessage.ts"
import type { RecordingLink } from "../domain/CallRecord.ts"
import type { RowId } from "../domain/Ids.ts"
import type { JournalRecord } from "../domain/JournalRecord.ts"
import { idempotencyKey, messagePart, type Owed, type OwedPart, partsOf } from "../domain/Owed.ts"
import { BlobStore, type StoredBlob } from "../services/BlobStore.ts"
import { CallErased, ConfigApi, type RowError } from "../services/ConfigApi.ts"
import type { JournalError, RecordedFile } from "../services/Journal.ts"
import { Messages } from "../services/Messages.ts"
import type { EgressEnd } from "../services/Telephony.ts"
import { undelivered } from "../telemetry/Metrics.ts"
import { CallObserver } from "./CallObserver.ts"
import { CallPolicy } from "./CallPolicy.ts"
import { removeMessagesOf } from "./messages/RemoveMessages.ts"

/** What delivering took too long, and was given up for now. */
class NotInTime extends Schema.TaggedError<NotInTime>()("NotInTime", { what: Schema.String }) {
  override get message() {
    return `${this.what} was not done in time: it is tried again later`
  }
}

/** Nobody has said yet that egress has ended: what it may still store is destroyed, too. */
class ErasureAwaited extends Schema.TaggedError<ErasureAwaited>()("ErasureAwaited", {}) {
  override get message() {
    return "the caller refused the recording; egress may still be storing its own, which is looked for again later"
  }
}

/** Egress has not stored its recording yet, and the worker has none. */
class RecordingAwaited extends Schema.TaggedError<RecordingAwaited>()("RecordingAwaited", {}) {
  override get message() {
    return "egress has not stored the call's recording yet, and the worker has none: it is looked for again later"
  }
}

/** A step of the delivery, as it is counted and told. */
type Step = Parameters<typeof undelivered>[0]["what"]

/** What could not be delivered, and why. */
export interface Problem {
  readonly step: Step
  readonly error: unknown
}

/** What whoever delivers holds of the call, beside what it owes. */
export interface Hand {
  /** Notes what has been delivered. */
  readonly note: (record: JournalRecord) => Effect.Effect<void>
  /** The same, and waits until it is on the disk. */
  readonly keep: (record: JournalRecord) => Effect.Effect<void, JournalError>
  readonly recording: Effect.Effect<Option.Option<RecordedFile>, JournalError>
  readonly dropRecording: Effect.Effect<void, JournalError>
  /** The agent as it is now. */
  readonly agent?: AgentConfig
  /** The row that is being made already. */
  readonly row?: Effect.Effect<RowId, RowError>
  /** What has become of egress, where somebody knows. */
  readonly egressEnd?: Effect.Effect<EgressEnd>
  /** Hangs everybody up in the room, unless it is another call's by now. Without it the line stays owed. */
  readonly release?: (room: string, before: number) => Effect.Effect<void, unknown>
}

/** Nothing that has a caller's recording in it is slower than this, in bytes a second. */
const slowest = 64 * 1024

const bounded = <A, E, R>(what: string, bound: Duration.Duration, work: Effect.Effect<A, E, R>) =>
  Effect.interruptible(work).pipe(
    Effect.timeoutOrElse({ duration: bound, orElse: () => Effect.fail(new NotInTime({ what })) })
  )

/** A room that LiveKit may be slow to give up, or fail to: three tries, 5 s at most. */
export const releaseLine = <E, R>(release: Effect.Effect<void, E, R>) =>
  release.pipe(
    Effect.interruptible,
    Effect.timeout("2 seconds"),
    Effect.retry({ times: 2 }),
    Effect.timeout("5 seconds")
  )

/**
 * Delivers what a call owes, all parts at once and each for itself: one that fails or takes too long is no trouble of the
 * others. Each is noted as it is delivered, so that whoever comes after does only what is left; a part that is sent twice
 * all the same carries the key under which it counts once. Gives what could not be delivered; nothing here waits longer
 * than its bound, which for a recording is that of its size.
 */
export const deliver = Effect.fn("Deliver")(function*(owed: Owed, hand: Hand) {
  const configApi = yield* ConfigApi
  const blobs = yield* BlobStore
  const outbox = yield* Messages
  const observe = yield* CallObserver
  const { artifact: patience } = yield* CallPolicy
  const problems: Array<Problem> = []
  let wasErased = false
  const { callId, start } = owed

  /** Runs one step to its end or its bound; what goes wrong is told, and is nobody else's trouble. */
  const attempt = <A, E, R>(step: Step, work: Effect.Effect<A, E, R>, bound = patience) =>
    bounded(step, bound, work).pipe(
      Effect.asSome,
      Effect.catchCause((cause) => {
        const error = Cause.squash(cause)
        if (error instanceof CallErased) {
          wasErased = true
          return Effect.succeedNone
        }
        problems.push({ step, error })
        return Effect.as(undelivered({ what: step }), Option.none<A>())
      }),
      Effect.withSpan(`Deliver.${step.replaceAll(" ", "-")}`)
    )
  /** For how long, in ms, the call has been there. */
  const age = Effect.map(Clock.currentTimeMillis, (now) => now - Date.parse(start?.startedAt ?? ""))
  const done = (part: OwedPart) => hand.note({ _tag: "delivered", part })

  const makeRow = start === undefined
    ? Effect.succeedNone
    : owed.rowId !== undefined
    ? Effect.succeedSome(owed.rowId)
    : attempt(
      "row",
      (hand.row ?? configApi.createCall(callId, start)).pipe(
        // One that could not be made while the call went on gets one more chance.
        Effect.catchTag("BackendUnavailable", () => configApi.createCall(callId, start)),
        Effect.tap((rowId) => hand.note({ _tag: "row", rowId }))
      ),
      Duration.times(patience, 2)
    )
  const row = yield* Effect.cached(makeRow)

  /** Sends a part to the row; where there is no row to send it to, that has been told already. */
  const toRow = (step: Step, send: (row: RowId) => Effect.Effect<void, RowError>) =>
    Effect.flatMap(
      row,
      Option.match({
        onNone: () => Effect.succeed(false),
        onSome: (id) => Effect.map(attempt(step, send(id)), Option.isSome)
      })
    )

  const line = Effect.gen(function*() {
    if (owed.line === undefined || hand.release === undefined) return
    const { before, roomName } = owed.line
    const released = yield* attempt("line", releaseLine(hand.release(roomName, before)))
    if (Option.isSome(released)) yield* done("line")
  })

  const unassigned = Effect.gen(function*() {
    if (owed.unassigned === undefined) return
    const kept = yield* attempt("row", configApi.keepUnassigned(callId, owed.unassigned))
    if (Option.isNone(kept)) return
    yield* done("unassigned")
    yield* observe({ _tag: "Stored", artifact: "row", url: callId })
  })

  const end = Effect.gen(function*() {
    const { end } = owed
    if (end === undefined || !(yield* toRow("end of the row", (id) => configApi.endCall(id, end)))) return
    yield* done("end")
    yield* observe({ _tag: "Stored", artifact: "row", url: Option.getOrElse(yield* row, () => "") })
  })

  const transcript = Effect.gen(function*() {
    if (owed.transcript === undefined) return
    const { content, link, path } = owed.transcript
    if (content !== undefined) {
      // Storage takes nothing but this type: there is no way here for a transcript that is not anonymized.
      const stored = yield* attempt(
        "transcript",
        blobs.put(path, `${JSON.stringify(content, null, 2)}\n`, "application/json")
      )
      if (Option.isNone(stored)) return
      yield* observe({ _tag: "Stored", artifact: "transcript", url: stored.value.url })
    }
    const key = idempotencyKey(callId, "transcript")
    if (yield* toRow("transcript link", (id) => configApi.linkTranscript(id, link, key))) yield* done("transcript")
  })

  /** The recording as the row is to know it, once it is in the store for certain. */
  const storeRecording = Effect.fnUntraced(function*(
    { egress, link, ownStartedAt, path }: NonNullable<Owed["recording"]>
  ) {
    if (egress !== undefined) {
      const stored = yield* attempt("recording", storedByEgress(egress.path, hand.egressEnd))
      if (Option.isNone(stored) || Option.isSome(stored.value)) {
        return Option.map(Option.flatten(stored), (blob): RecordingLink => ({ ...link, ...blob }))
      }
    }
    const linked = Option.map((blob: StoredBlob): RecordingLink => ({
      ...link,
      ...blob,
      ...ownStartedAt !== undefined && { startedAt: ownStartedAt }
    }))
    const found = yield* attempt("recording", hand.recording)
    if (Option.isNone(found)) return Option.none()
    if (Option.isSome(found.value)) {
      const { bytes, file } = found.value.value
      const bound = Duration.max(patience, Duration.seconds(bytes / slowest))
      return linked(yield* attempt("recording", blobs.putFile(path, file, "audio/ogg"), bound))
    }
    // Its file goes once it is stored: whoever died over that has left the rest.
    const before = yield* attempt("recording", blobs.look(path))
    if (Option.isNone(before) || Option.isSome(before.value)) return linked(Option.flatten(before))
    if (egress !== undefined && (yield* age) < Duration.toMillis(egressPatience.inAll)) {
      problems.push({ step: "recording", error: new RecordingAwaited() })
      return Option.none()
    }
    yield* Effect.logError("there is no recording of the call: neither the worker nor egress has one; it is given up")
    yield* done("recording")
    return Option.none()
  })

  const dropRecording = Effect.ignoreCause(bounded("recording", patience, hand.dropRecording))

  const recording = Effect.gen(function*() {
    // What is not owed was never answered, or is not wanted.
    if (owed.recording === undefined) return yield* dropRecording
    const stored = owed.recording.stored ? Option.some(owed.recording.link) : yield* storeRecording(owed.recording)
    if (Option.isNone(stored)) return
    const link = stored.value
    if (!owed.recording.stored) {
      yield* observe({ _tag: "Stored", artifact: "recording", url: link.url })
      // Noted first: without its file, and without that note, it would count as lost.
      yield* Effect.ignoreCause(
        Effect.andThen(hand.keep({ _tag: "stored", part: "recording", link }), dropRecording)
      )
    }
    const key = idempotencyKey(callId, "recording")
    if (yield* toRow("recording link", (id) => configApi.linkRecording(id, link, key))) yield* done("recording")
  })

  const erasure = Effect.gen(function*() {
    if (owed.erasure === undefined) return
    // What egress is still to store comes when it has ended.
    const end = yield* Effect.timeoutOption(hand.egressEnd ?? Effect.succeed(untoldEnd), egressPatience.toEnd)
    const erased = yield* attempt("recording", blobs.remove(owed.erasure.path))
    if (Option.isNone(erased)) return
    const hasEnded = Option.isSome(end) && end.value.state !== "unknown"
    if (hasEnded || (yield* age) > Duration.toMillis(egressPatience.toStore)) return yield* done("erasure")
    problems.push({ step: "recording", error: new ErasureAwaited() })
  })

  /** The outbox has its own ways, and its own patience. */
  const message = Effect.fnUntraced(function*(message: CallMessage) {
    if (start === undefined) return
    const { rowId } = owed
    const origin = { callId, start, ...rowId !== undefined && { rowId } }
    const handed = yield* attempt("message", outbox.keep(message, origin, hand.agent))
    if (Option.isNone(handed)) return
    yield* done(messagePart(message.id))
    yield* observe({ _tag: "MessageKept", id: message.id, complete: message.complete })
  })

  /** What is owed to nobody any more goes, also what was stored before that was known; only the line stays owed. */
  const forget = Effect.gen(function*() {
    yield* Effect.logInfo(new CallErased().message)
    const blobsOf = [
      owed.transcript?.path,
      owed.recording?.path,
      owed.recording?.egress?.path,
      owed.erasure?.path
    ].filter((path) => path !== undefined)
    const gone = yield* Effect.forEach(blobsOf, (path) => attempt("recording", blobs.remove(path)))
    const claimed = yield* attempt(
      "message",
      Effect.scoped(
        Effect.flatMap(
          outbox.claim(callId),
          (claim) => Option.isSome(claim) ? Effect.as(removeMessagesOf(callId), true) : Effect.succeed(false)
        )
      )
    )
    if (Option.contains(claimed, false)) problems.push({ step: "message", error: new NotInTime({ what: "message" }) })
    if (!gone.every(Option.isSome) || !Option.contains(claimed, true)) return
    yield* dropRecording
    // What egress stores after this is looked for as before, and goes when its row is told of it.
    const awaited = owed.recording?.egress !== undefined && (yield* age) < Duration.toMillis(egressPatience.toStore)
    const over = partsOf(owed).filter((part) => part !== "line" && !(part === "recording" && awaited))
    yield* Effect.forEach(over, done, { discard: true })
  })

  yield* Effect.all([line, unassigned, end, transcript, recording, erasure, ...owed.messages.map(message)], {
    concurrency: "unbounded",
    discard: true
  })
  if (wasErased) yield* forget
  return problems
})

/** How long egress is waited for: for its end by whoever can ask it, and for what it stores by whoever can only look. */
const egressPatience = { toEnd: Duration.seconds(50), toStore: Duration.hours(1), inAll: Duration.hours(24) }

const untoldEnd: EgressEnd = { state: "unknown" }

/**
 * What egress has stored at `path`; none where it has not, so that the worker's own recording is the one. Where nobody
 * knows what became of egress, the store has the last word: it takes a recording whole or not at all.
 */
const storedByEgress = Effect.fnUntraced(function*(path: string, end: Hand["egressEnd"]) {
  const blobs = yield* BlobStore
  const look = Effect.map(blobs.look(path), Option.filter(({ bytes }) => bytes > 0))
  if (end === undefined) return yield* look
  const known = yield* Effect.timeoutOption(end, egressPatience.toEnd)
  const { startedAt, state } = Option.getOrElse(known, () => untoldEnd)
  if (state === "failed") return Option.none()
  return Option.map(yield* look, (blob) => ({
    ...blob,
    ...startedAt !== undefined && { startedAt: DateTime.formatIso(DateTime.makeUnsafe(startedAt)) }
  }))
})

/** Whether everything that the call owed is delivered. */
export const isDelivered = (owed: Owed | null): boolean => owed !== null && partsOf(owed).length === 0
