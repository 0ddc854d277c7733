import { Cause, Duration, Effect, FiberSet, Option, Schedule, Schema } from "effect"
import { recordingPath } from "../domain/BlobPath.ts"
import { endedBy } from "../domain/EndReason.ts"
import { reportOf, sayable } from "../domain/ErrorReport.ts"
import type { CallId, RowId } from "../domain/Ids.ts"
import { type JournalEntry, type Pending } from "../domain/Kept.ts"
import { hasEnded, roomOf } from "../domain/Kept.ts"
import { BlobStore, BlobStoreError, type StoredBlob } from "../services/BlobStore.ts"
import { ConfigApi, type RowError } from "../services/ConfigApi.ts"
import { Journal, type JournalError } from "../services/Journal.ts"
import { clockSkew } from "../services/Rooms.ts"
import { recoveredCalls } from "../telemetry/Metrics.ts"
import { iso } from "./call/CallLedger.ts"

/** The process that handled a call is gone, and the call with it. */
export class WorkerDied extends Schema.TaggedError<WorkerDied>()("WorkerDied", {}) {
  override get message() {
    return "the worker died during the call; its row was closed afterwards, and what was said is lost"
  }
}

/** What became of the calls that were found. */
export interface Recovered {
  /** Everything is delivered. */
  readonly finished: number
  /** Calls that other processes are still working on. */
  readonly alive: number
  /** What is still owed stays in the journal, for the next time; why, in sentences without anything private. */
  readonly left: ReadonlyArray<{ readonly callId: CallId; readonly problems: ReadonlyArray<string> }>
}

/** The bound on each request; everything about one call takes four of them at most. */
const patience = Duration.minutes(1)
/**
 * Hangs everybody up in the room of a call whose process died: nobody serves it any more, and LiveKit leaves the caller in
 * it. Unless the room, or an agent in it, is younger than `before` (epoch ms): then it is another call's.
 */
export type ReleaseRoom = (room: string, before: number) => Effect.Effect<void, unknown>

/**
 * Finishes what calls have left in the journal: those whose process died, and those whose row or artifacts could not be
 * delivered when they ended. Calls that a living process works on are left alone. Fails only where there is no journal
 * to read; what fails of one call stays, and is no trouble of the others.
 */
export const recover = Effect.fn("Recover")(function*(releaseRoom: ReleaseRoom) {
  const { alive, entries } = yield* (yield* Journal).abandoned
  const summary: Recovered = { alive, ...yield* settle(entries, releaseRoom) }
  return summary
})

/**
 * Recovers now, within 20 s of the death of another process, and once a minute, for as long as it runs. A process that
 * takes the place of one that died takes 15 s from its start to know that the other is dead; after an outage of two
 * minutes it knows at once. Deaths are looked for beside the deliveries: a backend that is down keeps nobody on a line.
 */
export const keepRecovering = Effect.fnUntraced(
  function*(releaseRoom: ReleaseRoom) {
    const { abandoned, bereaved } = yield* Journal
    const death = Effect.orElseSucceed(bereaved, () => false).pipe(
      Effect.repeat({ until: (dead) => dead, schedule: Schedule.spaced("3 seconds") })
    )
    const settling = yield* FiberSet.make<unknown>()
    /** The calls that are being settled. */
    const inHand = new Set<CallId>()
    const round = Effect.gen(function*() {
      // One that is settled while the journal is read is still in what was read of it.
      const before = new Set(inHand)
      const entries = (yield* abandoned).entries.filter(({ callId }) => !before.has(callId))
      for (const { callId } of entries) inHand.add(callId)
      yield* FiberSet.run(
        settling,
        settle(entries, releaseRoom, ({ callId }) => Effect.sync(() => inHand.delete(callId)))
      )
    })
    return yield* round.pipe(
      Effect.catchTag("JournalError", (error) => Effect.logWarning(error.message)),
      Effect.andThen(Effect.timeoutOption(death, "1 minute")),
      Effect.forever
    )
  },
  Effect.scoped
)

/** Lets the callers of the dead go, all at once, and then delivers what all calls owe, which may take minutes. */
const settle = Effect.fn("Recover.settle")(function*(
  entries: ReadonlyArray<JournalEntry>,
  releaseRoom: ReleaseRoom,
  settled: (entry: JournalEntry) => Effect.Effect<unknown> = () => Effect.void
) {
  yield* Effect.forEach(entries, (entry) => letGo(entry, releaseRoom), { concurrency: "unbounded", discard: true })
  const outcomes = yield* Effect.forEach(entries, (entry) =>
    finish(entry).pipe(
      Effect.tap((problems) =>
        Effect.forEach(problems, (problem) => Effect.logWarning(`the call is not finished yet: ${problem}`), {
          discard: true
        })
      ),
      Effect.tap((problems) => recoveredCalls({ finished: problems.length === 0 ? "true" : "false" })),
      Effect.annotateLogs({ callId: entry.callId }),
      Effect.map((problems) => ({ callId: entry.callId, problems })),
      Effect.ensuring(settled(entry))
    ), { concurrency: 4 })
  const left = outcomes.filter(({ problems }) => problems.length > 0)
  const finished = outcomes.length - left.length
  if (outcomes.length > 0) {
    yield* Effect.logInfo("recovered what calls have left").pipe(
      Effect.annotateLogs({ finished, left: left.length })
    )
  }
  return { finished, left }
})

/** Hangs up in the room of a call that had not ended, in 5 s at most. */
const letGo = ({ callId, kept, lastSign }: JournalEntry, releaseRoom: ReleaseRoom) =>
  Option.match(Option.map(Option.filter(kept, (found) => !hasEnded(found)), roomOf), {
    onNone: () => Effect.void,
    onSome: ({ roomName, startedAt }) =>
      releaseRoom(roomName, Math.max(Date.parse(startedAt), lastSign) + clockSkew).pipe(
        Effect.timeout("2 seconds"),
        Effect.retry({ times: 2 }),
        Effect.timeout("5 seconds"),
        Effect.catchCause(() => Effect.logError("the room of a call whose worker died was not deleted")),
        Effect.annotateLogs({ callId })
      )
  })

/** Delivers what one call owes, and gives back what is in the way. */
const finish = Effect.fn("Recover.finish")(function*(entry: JournalEntry) {
  const journal = yield* Journal
  const configApi = yield* ConfigApi
  const blobs = yield* BlobStore
  const problems: Array<string> = []
  /** Runs one step to its end or its bound; what goes wrong is a problem, and the next step's turn. */
  const attempt = <A, E, R>(step: Effect.Effect<A, E, R>) =>
    Effect.timeout(step, patience).pipe(
      Effect.asSome,
      Effect.catchCause((cause) =>
        Effect.as(Effect.sync(() => problems.push(sayable(Cause.squash(cause)).message)), Option.none<A>())
      )
    )

  const found = Option.getOrUndefined(entry.kept)
  if (found === undefined || !("start" in found)) {
    if (Option.isNone(entry.recording)) yield* attempt(journal.clear(entry.callId))
    else problems.push("the journal does not say whose it was; see to its recording in DATA_DIR by hand")
    return problems
  }
  const owed = hasEnded(found) ? found : yield* close(entry, found)
  // From here on it is a call that has ended, for whoever finds it next.
  if (owed !== found) yield* attempt(journal.keep(owed))

  const row = yield* attempt(
    owed.rowId === undefined ? configApi.createCall(owed.callId, owed.start) : Effect.succeed(owed.rowId)
  )
  const toRow = (send: (row: RowId) => Effect.Effect<void, RowError>) =>
    Option.match(row, { onNone: () => Effect.succeedNone, onSome: (id) => attempt(send(id)) })

  /** Stores an artifact and links it to the row; gives back what is still owed of it. */
  const deliver = Effect.fnUntraced(function*<Link>(
    artifact: Owed<Link> | undefined,
    store: (path: string) => Effect.Effect<StoredBlob, BlobStoreError | JournalError>,
    link: (row: RowId, link: Link) => Effect.Effect<void, RowError>
  ) {
    if (artifact === undefined) return undefined
    const stored = artifact.stored ? Option.some("stored") : yield* attempt(unlessMissing(store(artifact.path)))
    if (Option.contains(stored, "missing")) return undefined
    if (Option.isNone(stored)) return artifact
    const linked = yield* toRow((id) => link(id, artifact.link))
    return Option.isSome(linked) ? undefined : { ...artifact, stored: true }
  })

  const transcript = yield* deliver(
    owed.transcript,
    (path) =>
      Effect.flatMap(
        journal.transcript(owed.callId),
        (kept) => blobs.put(path, `${JSON.stringify(kept, null, 2)}\n`, "application/json")
      ),
    (id, link) => configApi.linkTranscript(id, link, `${owed.callId}:transcript`)
  )
  const recording = yield* deliver(
    owed.recording,
    (path) =>
      Option.match(entry.recording, {
        onNone: () => Effect.fail(gone),
        onSome: (file) => blobs.putFile(path, file, "audio/ogg")
      }),
    (id, link) => configApi.linkRecording(id, link, `${owed.callId}:recording`)
  )
  const { end } = owed
  const ended = end === undefined || Option.isSome(yield* toRow((id) => configApi.endCall(id, end)))

  const still: Pending = {
    version: 1,
    callId: owed.callId,
    start: owed.start,
    ...(Option.isSome(row) && { rowId: row.value }),
    ...(!ended && { end }),
    ...(transcript !== undefined && { transcript }),
    ...(recording !== undefined && { recording })
  }
  yield* attempt(hasEnded(still) ? journal.keep(still) : journal.clear(owed.callId))
  return problems
})

type Owed<Link> = { readonly path: string; readonly stored: boolean; readonly link: Link }

const gone = new BlobStoreError({ operation: "putFile", reason: "missingFile", detail: "no recording" })

/** A file that is not there any more will not come back: the call owes it no longer. */
const unlessMissing = <A>(store: Effect.Effect<A, BlobStoreError | JournalError>) =>
  store.pipe(
    Effect.as("stored"),
    Effect.catchIf(({ reason }) => reason === "missingFile", () =>
      Effect.as(Effect.logError("an artifact of the call is gone from the journal, and is given up"), "missing"))
  )

/** The end of a call of which nothing was heard any more after `lastSign`. */
const close = Effect.fnUntraced(function*({ callId, lastSign, recording }: JournalEntry, { start }: Pending) {
  const startedAt = Date.parse(start.startedAt)
  const endedAt = Math.max(startedAt, lastSign)
  // The journal does not know which language was spoken. That of the agent is the likeliest; and the row must have one.
  const language = yield* (yield* ConfigApi).agentByPhone(start.dialedNumber).pipe(
    Effect.map(({ defaultLanguage }) => defaultLanguage),
    Effect.orElseSucceed(() => "FRENCH" as const)
  )
  const error = reportOf(new WorkerDied(), { callId, phase: Option.isSome(recording) ? "converse" : "ring" })
  const path = recordingPath(start.agentId, callId, new Date(startedAt))
  const closed: Pending = {
    version: 1,
    callId,
    start,
    end: {
      endedAt: iso(endedAt),
      durationSeconds: Math.round((endedAt - startedAt) / 100) / 10,
      endReason: "internal",
      language,
      metadata: { callId, endedBy: endedBy.internal, usage: [], error, errors: [error] }
    },
    ...(Option.isSome(recording) && {
      recording: { path, stored: false, link: { url: (yield* BlobStore).url(path), format: "ogg" } }
    })
  }
  return closed
})
