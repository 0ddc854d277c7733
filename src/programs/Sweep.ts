import { Clock, Console, Duration, Effect, Option, Schedule } from "effect"
import { beganAt, storyOf } from "../domain/CallStory.ts"
import { BlobStore } from "../services/BlobStore.ts"
import { CallRows } from "../services/CallRows.ts"
import { Journal } from "../services/Journal.ts"
import { LineUsage } from "../services/LineUsage.ts"
import { Messages } from "../services/Messages.ts"

/** How long what calls leave is kept, by its kind; without end where it is infinite. */
export interface Retention {
  readonly recordings: Duration.Duration
  readonly transcripts: Duration.Duration
  readonly rows: Duration.Duration
  readonly messages: Duration.Duration
  /** What is still owed. */
  readonly journal: Duration.Duration
}

/** What became of one kind. */
interface Swept {
  readonly kind: keyof Retention
  readonly removed: number
  /** Why there may be more to remove: a sentence. */
  readonly problem?: string
}

/** Gives up what was owed for so long that nobody will take it any more; what others work on is theirs. */
const sweepJournal = Effect.fnUntraced(function*(before: number) {
  const { abandoned, open } = yield* Journal
  const { entries } = yield* abandoned
  const old = entries.filter(({ lastSign, noted }) =>
    beganAt(storyOf(Option.getOrElse(noted, () => [])), lastSign) < before
  )
  yield* Effect.forEach(old, ({ callId }) => Effect.scoped(Effect.flatMap(open(callId), ({ clear }) => clear)), {
    discard: true
  })
  return old.length
})

/** Removes what is kept no longer; what goes wrong with one kind is no trouble of the others. */
export const sweep = Effect.fn("Sweep")(function*(retention: Retention) {
  const now = yield* Clock.currentTimeMillis
  const blobs = yield* BlobStore
  const { sweep: sweepRows } = yield* CallRows
  const { sweep: sweepMessages } = yield* Messages
  const usage = yield* LineUsage
  const of = <E extends { readonly message: string }, R>(
    kind: keyof Retention,
    remove: (before: number) => Effect.Effect<number, E, R>
  ): Effect.Effect<Swept, never, R> =>
    Duration.isFinite(retention[kind])
      ? remove(now - Duration.toMillis(retention[kind])).pipe(
        Effect.map((removed) => ({ kind, removed })),
        Effect.catch(({ message }) => Effect.succeed({ kind, removed: 0, problem: message }))
      )
      : Effect.succeed({ kind, removed: 0 })
  yield* Effect.catch(usage.sweep, ({ message }) => Effect.logWarning(message))
  return yield* Effect.all([
    of("recordings", (before) => blobs.sweep("recordings", before)),
    of("transcripts", (before) => blobs.sweep("transcripts", before)),
    of("rows", sweepRows),
    of("messages", sweepMessages),
    of("journal", sweepJournal)
  ])
})

/** The same at once and every day, for as long as it runs; the log says what was removed. */
export const keepSweeping = (retention: Retention) =>
  Effect.gen(function*() {
    const swept = yield* sweep(retention)
    for (const { kind, problem } of swept) {
      if (problem !== undefined) {
        yield* Effect.logError(`what is past its retention was not removed: ${problem}`).pipe(
          Effect.annotateLogs({ kind })
        )
      }
    }
    if (swept.every(({ removed }) => removed === 0)) return
    yield* Effect.logInfo("removed what is past its retention").pipe(
      Effect.annotateLogs(Object.fromEntries(swept.map(({ kind, removed }) => [kind, removed])))
    )
  }).pipe(
    // A defect may quote what it choked on.
    Effect.catchDefect(() => Effect.logError("the sweep failed in a way that was not foreseen")),
    Effect.repeat(Schedule.spaced("1 day"))
  )

/** The sweep as a command: prints what was removed of each kind; true when nothing went wrong. */
export const sweepNow = Effect.fnUntraced(function*(retention: Retention) {
  const swept = yield* sweep(retention)
  for (const { kind, problem, removed } of swept) {
    const kept = Duration.isFinite(retention[kind]) ? Duration.format(retention[kind]) : "forever"
    yield* Console.log(`${kind}: ${problem ?? `${removed} removed`} (kept ${kept})`)
  }
  return swept.every(({ problem }) => problem === undefined)
})
