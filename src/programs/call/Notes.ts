import { Clock, Deferred, Duration, Effect, Latch, Option, Queue } from "effect"
import type { JournalRecord, Noted } from "../../domain/JournalRecord.ts"
import { type CallJournal, JournalError } from "../../services/Journal.ts"

/** What a call notes on its way to the journal: nobody waits for the disk but who has to know. */
export interface Notes {
  /** Notes it, behind what was noted before. */
  readonly add: (record: JournalRecord) => Effect.Effect<void>
  /** The same, and it is on the disk when this returns; fails where it is not within `patience`. It may be there later. */
  readonly keep: (record: JournalRecord, patience: Duration.Duration) => Effect.Effect<void, JournalError>
  /** Completes when all that was noted by now has been written, or could not be: a disk that fails is waited for no longer. */
  readonly written: Effect.Effect<void>
  /** Writes to the journal, for as long as it runs; `failed` is told of the first failure of a row of them. */
  readonly writeTo: (
    journal: CallJournal,
    failed: (error: JournalError) => Effect.Effect<unknown>
  ) => Effect.Effect<never>
}

interface Waiting extends Noted {
  readonly kept: Option.Option<Deferred.Deferred<void, JournalError>>
}

/** What must not be lost with the machine itself; the rest outlasts the process. */
const mustFlush = ({ kept, record }: Waiting) =>
  Option.isSome(kept) || record._tag === "transfer" || record._tag === "message" || record._tag === "consent" ||
  record._tag === "end"

/** Of what a call notes once it is known what it owes, only this counts. The rest would be raw words, and is not kept. */
const countsAfterwards = ({ record: { _tag } }: Waiting) =>
  _tag === "row" || _tag === "released" || _tag === "stored" || _tag === "delivered"

const tooLate = new JournalError({ operation: "note", reason: "other", detail: "the call has ended" })

const retryAfter = Duration.seconds(5)

/** @param from the number of the first record */
export const makeNotes = Effect.fnUntraced(function*(from = 0) {
  const waiting = yield* Queue.unbounded<Waiting>()
  const written = yield* Latch.make(true)
  let next = from

  const offer = Effect.fnUntraced(function*(record: JournalRecord, kept: Waiting["kept"]) {
    const at = yield* Clock.currentTimeMillis
    yield* written.close
    yield* Queue.offer(waiting, { n: next++, at, record, kept })
  })

  const writeTo: Notes["writeTo"] = Effect.fnUntraced(function*(journal, failed) {
    let unwritten: ReadonlyArray<Waiting> = []
    let owes = false
    let failing = false

    /** Writes all of it, what is owed in place of everything before it. */
    const write = Effect.gen(function*() {
      const owed = unwritten.findLastIndex(({ record }) => record._tag === "owed")
      if (owed !== -1) {
        yield* journal.replace(unwritten.slice(owed, owed + 1))
        owes = true
        yield* settle(unwritten.slice(0, owed + 1), Effect.void)
        unwritten = unwritten.slice(owed + 1)
      }
      if (owes) {
        yield* settle(unwritten.filter((late) => !countsAfterwards(late)), Effect.fail(tooLate))
        unwritten = unwritten.filter(countsAfterwards)
      }
      if (unwritten.length > 0) yield* journal.append(unwritten, { flush: unwritten.some(mustFlush) })
      yield* settle(unwritten, Effect.void)
      unwritten = []
    })

    while (true) {
      const more = failing
        ? Option.getOrElse(yield* Effect.timeoutOption(Queue.takeAll(waiting), retryAfter), () => [])
        : yield* Queue.takeAll(waiting)
      unwritten = [...unwritten, ...more]
      const error = yield* Effect.match(write, { onFailure: Option.some, onSuccess: () => Option.none<JournalError>() })
      if (Option.isSome(error)) {
        yield* settle(unwritten, Effect.fail(error.value))
        if (!failing) yield* failed(error.value)
      }
      failing = Option.isSome(error)
      if ((yield* Queue.size(waiting)) === 0) yield* written.open
    }
  })

  const settle = (all: ReadonlyArray<Waiting>, outcome: Effect.Effect<void, JournalError>) =>
    Effect.forEach(
      all,
      ({ kept }) => Option.match(kept, { onNone: () => Effect.void, onSome: (it) => Deferred.complete(it, outcome) }),
      { discard: true }
    )

  const notes: Notes = {
    add: (record) => offer(record, Option.none()),
    keep: Effect.fnUntraced(function*(record, patience) {
      const kept = yield* Deferred.make<void, JournalError>()
      yield* offer(record, Option.some(kept))
      yield* Effect.interruptible(Deferred.await(kept)).pipe(
        Effect.timeoutOrElse({
          duration: patience,
          orElse: () =>
            Effect.fail(
              new JournalError({
                operation: record._tag === "owed" ? "replace" : "note",
                reason: "slow",
                detail: Duration.format(patience)
              })
            )
        })
      )
    }),
    written: written.await,
    writeTo
  }
  return notes
})
