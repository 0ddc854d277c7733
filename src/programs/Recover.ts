import { Duration, Effect, Fiber, FiberSet, Option, Schedule, Schema } from "effect"
import { ownRecordingPath, recordingPath, transcriptPath } from "../domain/BlobPath.ts"
import { type CallStory, storyOf, tell } from "../domain/CallStory.ts"
import type { EndReason } from "../domain/EndReason.ts"
import { reportOf, sayable } from "../domain/ErrorReport.ts"
import type { CallId } from "../domain/Ids.ts"
import type { JournalRecord } from "../domain/JournalRecord.ts"
import type { Owed } from "../domain/Owed.ts"
import { ConfigApi } from "../services/ConfigApi.ts"
import { Journal, type JournalEntry } from "../services/Journal.ts"
import { clockSkew } from "../services/Rooms.ts"
import { recoveredCalls } from "../telemetry/Metrics.ts"
import { makeNotes } from "./call/Notes.ts"
import { owe } from "./call/Owe.ts"
import { deliver, isDelivered, releaseLine } from "./Deliver.ts"

/** The process that handled a call is gone, and the call with it. */
export class WorkerDied extends Schema.TaggedError<WorkerDied>()("WorkerDied", {}) {
  override get message() {
    return "the worker died during the call; what the call had noted until then is kept, and its row was closed afterwards"
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

/**
 * Hangs everybody up in the room of a call whose process died: nobody serves it any more, and LiveKit leaves the caller in
 * it. Unless the room, or an agent in it, is younger than `before` (epoch ms): then it is another call's.
 */
export type ReleaseRoom = (room: string, before: number) => Effect.Effect<void, unknown>

/** A process that died a moment ago is known to have after 15 s of looking on; one look more than that. */
const looks = { every: "3 seconds", times: 6 } as const

/**
 * Finishes what calls have left in the journal: those whose process died, and those whose row or artifacts could not be
 * delivered when they ended. Calls that a living process works on are left alone; while it is not known whether a process
 * lives, this looks on, for 18 s at most, and `waiting` is told of how many calls that is. Fails only where there is no
 * journal to read; what fails of one call stays, and is no trouble of the others.
 */
export const recover = Effect.fn("Recover")(function*(
  releaseRoom: ReleaseRoom,
  waiting: (calls: number) => Effect.Effect<void> = () => Effect.void
) {
  const { abandoned } = yield* Journal
  let found = yield* abandoned
  let settled = yield* settle(found.entries, releaseRoom)
  if (found.doubtful > 0) yield* waiting(found.doubtful)
  for (let look = 0; found.doubtful > 0 && look < looks.times; look++) {
    yield* Effect.sleep(looks.every)
    found = yield* abandoned
    // What could not be finished a moment ago is tried again the next time.
    const tried = new Set(settled.left.map(({ callId }) => callId))
    const more = yield* settle(found.entries.filter(({ callId }) => !tried.has(callId)), releaseRoom)
    settled = { finished: settled.finished + more.finished, left: [...settled.left, ...more.left] }
  }
  const summary: Recovered = { alive: found.alive, ...settled }
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

/** A call that is found, and the story that it has left. */
interface Remains extends JournalEntry {
  readonly story: CallStory
}

const remainsOf = (entry: JournalEntry): Remains => ({
  ...entry,
  story: storyOf(Option.getOrElse(entry.noted, () => []))
})

/** Lets the callers of the dead go, all at once, and then delivers what all calls owe, which may take minutes. */
const settle = Effect.fn("Recover.settle")(function*(
  entries: ReadonlyArray<JournalEntry>,
  releaseRoom: ReleaseRoom,
  settled: (entry: JournalEntry) => Effect.Effect<unknown> = () => Effect.void
) {
  const all = yield* Effect.forEach(entries, (entry) => letGo(remainsOf(entry), releaseRoom), {
    concurrency: "unbounded"
  })
  const outcomes = yield* Effect.forEach(all, (remains) =>
    finish(remains).pipe(
      Effect.tap((problems) =>
        Effect.forEach(problems, (problem) => Effect.logWarning(`the call is not finished yet: ${problem}`), {
          discard: true
        })
      ),
      Effect.tap((problems) => recoveredCalls({ finished: problems.length === 0 ? "true" : "false" })),
      Effect.annotateLogs({ callId: remains.callId }),
      Effect.map((problems) => ({ callId: remains.callId, problems })),
      Effect.ensuring(settled(remains))
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

/** The line that the call still holds. */
const lineOf = ({ lastSign, story: { owed, released, ringing } }: Remains): Owed["line"] =>
  owed !== null
    ? owed.line
    : released || ringing === null
    ? undefined
    : { roomName: ringing.roomName, before: Math.max(Date.parse(ringing.startedAt), lastSign) + clockSkew }

/** Hangs up in the room of a call that may still have somebody in it, in 5 s at most. */
const letGo = Effect.fnUntraced(function*(remains: Remains, releaseRoom: ReleaseRoom) {
  const line = lineOf(remains)
  if (line === undefined) return remains
  return yield* releaseLine(releaseRoom(line.roomName, line.before)).pipe(
    Effect.as({ ...remains, story: tell(remains.story, { _tag: "released" }, 0) }),
    Effect.catchCause(() =>
      Effect.as(Effect.logError("the room of a call whose worker died was not deleted"), remains)
    ),
    Effect.annotateLogs({ callId: remains.callId })
  )
})

/** Delivers what one call owes, and gives back what is in the way. */
const finish = Effect.fn("Recover.finish")(
  function*(remains: Remains) {
    const { callId, noted } = remains
    const journal = yield* (yield* Journal).open(callId)
    if (Option.isNone(noted)) return [unreadable]
    const problems: Array<string> = []
    const isKnown = remains.story.owed !== null || remains.story.ringing !== null || remains.story.start !== null
    // What the disk does not tell now is looked for again: nothing is given up that may be there.
    const recorded = yield* Effect.orElseSucceed(Effect.map(journal.recording, Option.isSome), () => true)
    if (!isKnown && recorded) return [nobodys]

    const { add, keep, writeTo, written } = yield* makeNotes((noted.value.at(-1)?.n ?? -1) + 1)
    const writing = yield* Effect.forkScoped(
      writeTo(journal, ({ message }) => Effect.sync(() => problems.push(message)))
    )
    const owed = remains.story.owed ?? (isKnown ? yield* close(remains, recorded) : nothing(callId))
    if (!belongs(owed, callId)) return [anothers]
    let story = tell(remains.story, { _tag: "owed", owed }, 0)
    const note = (record: JournalRecord) =>
      Effect.suspend(() => {
        story = tell(story, record, 0)
        return add(record)
      })
    // From here on it is a call that has ended, for whoever finds it next, and its raw words are gone.
    if (remains.story.owed === null) yield* Effect.ignore(keep({ _tag: "owed", owed }, patience))
    else if (remains.story.released) yield* note({ _tag: "released" })

    const failed = yield* deliver(owed, { ...journal, note, keep: (record) => keep(record, patience) })
    problems.push(...failed.map(({ error }) => sayable(error).message))
    if (isDelivered(story.owed)) {
      yield* Fiber.interrupt(writing)
      yield* Effect.catch(journal.clear, ({ message }) => Effect.sync(() => problems.push(message)))
    } else {
      if (story.owed?.line !== undefined) problems.push(held)
      yield* Effect.timeoutOption(written, patience)
    }
    return problems
  },
  Effect.scoped
)

/** How long the disk may take over one record. */
const patience = Duration.seconds(5)

const unreadable =
  "what the journal has of it cannot be read, was not written with JOURNAL_KEY, or is of a later version of this program; it is left as it is"
const nobodys = "the journal does not say whose it was; see to its recording in DATA_DIR by hand"
const anothers = "what the journal has of it belongs to another call or another agent; it is left as it is"
const held = "LiveKit has not confirmed that the caller is off the line"

/** A call that died before it noted anything. */
const nothing = (callId: CallId): Owed => ({ callId, messages: [] })

/** Whether all of it is of this call, and of its agent: it goes where its paths say. */
const belongs = ({ erasure, messages, recording, start, transcript, ...owed }: Owed, callId: CallId): boolean => {
  if (owed.callId !== callId) return false
  if (start === undefined) {
    return [erasure, recording, transcript].every((part) => part === undefined) && messages.length === 0
  }
  const { agentId } = start
  const path = (of: typeof recordingPath) => of(agentId, callId, new Date(start.startedAt))
  return (transcript === undefined || transcript.path === path(transcriptPath)) &&
    (transcript?.content === undefined ||
      (transcript.content.callId === callId && transcript.content.agentId === agentId)) &&
    (recording === undefined || [path(recordingPath), path(ownRecordingPath)].includes(recording.path)) &&
    (recording?.egress === undefined || recording.egress.path === path(recordingPath)) &&
    (erasure === undefined || erasure.path === path(recordingPath)) &&
    messages.every((message) => message.agentId === agentId)
}

/** What a call owes of which nothing was heard any more after `lastSign`. What it had come to know, stays. */
const close = Effect.fnUntraced(function*({ callId, lastSign, story }: Remains, recorded: boolean) {
  const startedAt = Date.parse(story.start?.startedAt ?? story.ringing?.startedAt ?? "")
  const died = story.end === null
  const reports = died
    ? [...story.reports, reportOf(new WorkerDied(), { callId, phase: story.phase })]
    : story.reports
  return yield* owe({
    callId,
    story: { ...story, ...yield* agentOf(story), reports },
    startedAt,
    endedAt: story.end?.at ?? Math.max(startedAt, lastSign),
    reason: story.end?.reason ?? lastKnown(story),
    died,
    recorded: recorded && (story.answeredAt !== null || story.agent === null),
    report: ({ message }) => Effect.logWarning(message)
  })
})

/** What the call had come to when it was heard of last. */
const lastKnown = ({ transfers }: CallStory): EndReason =>
  transfers.at(-1)?.outcome === "connected" ? "transferred" : "internal"

/**
 * The agent as the call knew it. Earlier versions did not note it, nor the language that was spoken: that of the agent is
 * the likeliest, and the row must have one.
 */
const agentOf = Effect.fnUntraced(function*({ agent, language, start }: CallStory) {
  if (agent !== null || start === null) return { agent, language }
  return yield* (yield* ConfigApi).agentByPhone(start.dialedNumber).pipe(
    Effect.map((found) => ({ agent: found.id === start.agentId ? found : null, language: found.defaultLanguage })),
    Effect.orElseSucceed(() => ({ agent, language }))
  )
})
