import { type Duration, Effect, Option, Schema, Stream, SubscriptionRef } from "effect"

/** What a test waited for was not seen in time. `last`: what was. */
export class NotSeen extends Schema.TaggedError<NotSeen>()("NotSeen", {
  awaited: Schema.String,
  last: Schema.Array(Schema.String)
}) {
  override get message() {
    return `not seen in time: ${this.awaited}. Seen last:\n  ${this.last.join("\n  ")}`
  }
}

/** A list that changes while a test waits on it: lines of a log, messages on a wire, requests. */
export interface Seen<A> {
  /** Everything so far, in order. */
  readonly all: Effect.Effect<ReadonlyArray<A>>
  /** Waits until `find` finds something in everything so far; fails after `within` (15 s). */
  readonly until: <B>(
    awaited: string,
    find: (all: ReadonlyArray<A>) => B | undefined,
    within?: Duration.Input
  ) => Effect.Effect<B, NotSeen>
}

/** The side that writes it. */
export interface Seeing<A> extends Seen<A> {
  readonly update: (change: (all: ReadonlyArray<A>) => ReadonlyArray<A>) => Effect.Effect<void>
  readonly add: (...more: ReadonlyArray<A>) => Effect.Effect<void>
}

export const make = <A>(show: (one: A) => string): Effect.Effect<Seeing<A>> =>
  Effect.map(SubscriptionRef.make<ReadonlyArray<A>>([]), (ref) => {
    const all = SubscriptionRef.get(ref)
    // A phone hears 50 times a second, silence for the most part: nobody is woken for what has not changed.
    const update: Seeing<A>["update"] = (change) =>
      SubscriptionRef.updateSome(ref, (before) => {
        const after = change(before)
        return after === before ? Option.none() : Option.some(after)
      })
    return {
      all,
      update,
      add: (...more) => more.length === 0 ? Effect.void : update((before) => [...before, ...more]),
      until: (awaited, find, within = "15 seconds") =>
        SubscriptionRef.changes(ref).pipe(
          Stream.map(find),
          Stream.filter((found) => found !== undefined),
          Stream.runHead,
          Effect.flatMap(Option.match({ onNone: () => Effect.never, onSome: Effect.succeed })),
          Effect.timeoutOrElse({
            duration: within,
            orElse: () =>
              Effect.flatMap(all, (seen) => Effect.fail(new NotSeen({ awaited, last: seen.slice(-25).map(show) })))
          })
        )
    }
  })

/** The same, read as something else. */
export const map = <A, B>(seen: Seen<A>, read: (one: A) => B): Seen<B> => ({
  all: Effect.map(seen.all, (all) => all.map(read)),
  until: (awaited, find, within) => seen.until(awaited, (all) => find(all.map(read)), within)
})

/** The same, without what does not count. */
export const filter = <A>(seen: Seen<A>, counts: (one: A) => boolean): Seen<A> => ({
  all: Effect.map(seen.all, (all) => all.filter(counts)),
  until: (awaited, find, within) => seen.until(awaited, (all) => find(all.filter(counts)), within)
})
