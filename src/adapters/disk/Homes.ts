import {
  Clock,
  Duration,
  Effect,
  type FileSystem,
  Option,
  type Path,
  type PlatformError,
  Schedule,
  Schema
} from "effect"
import { CallId } from "../../domain/Ids.ts"

const beatEvery = Duration.seconds(3)
/**
 * A process of which nobody has seen a new sign of life for so long is dead: where an event loop is late by that much, so
 * is every word of its calls. Not longer, because a caller may sit in a room that nobody serves any more.
 */
const deadAfter = Duration.seconds(15)
/**
 * What passes between two looks counts for no more than this: who has not looked for longer was paused, and the others
 * perhaps with it.
 */
const longestLook = Duration.seconds(5)
/**
 * A sign of life that is older than this when it is first seen, by our clock, is that of a process that died long ago, so
 * that after an outage nothing waits. Clocks that differ by more than this must not share a directory.
 */
const ancientAfter = Duration.minutes(2)

/** An entry of a dead process that is ours now. `lastBeat`: when the process was last seen alive, epoch ms. */
export interface Taken {
  readonly callId: CallId
  readonly lastBeat: number
}

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

const isCallId = Schema.is(CallId)

/** A file or directory that may have gone meanwhile, through another process, is no failure. */
const unlessGone = <A>(io: Io<A>): Io<Option.Option<A>> =>
  Effect.asSome(io).pipe(Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone))

/**
 * Who works on which entry of the journal: each process has a home, `{root}/{owner}/`, and next to it `{owner}.alive`,
 * touched every 3 s; renamed to `{owner}.gone` when the process is known to be dead. An entry is taken over by renaming
 * it into one's own home, which exactly one process can do. Neither locks nor process ids, so that it works across
 * containers and machines that share the directory.
 */
export const makeHome = Effect.fnUntraced(function*(fs: FileSystem.FileSystem, path: Path.Path, root: string) {
  const me = yield* Effect.sync(() => crypto.randomUUID())
  const home = path.join(root, me)
  const sign = (owner: string, state: "alive" | "gone") => path.join(root, `${owner}.${state}`)

  const beat = Effect.gen(function*() {
    const now = new Date(yield* Clock.currentTimeMillis)
    yield* fs.writeFileString(sign(me, "alive"), "", { mode: 0o600 })
    yield* fs.utimes(sign(me, "alive"), now, now)
  })

  /** The home's path, made if need be: the sign of life before the home, so that it is never without one. */
  const open = Effect.gen(function*() {
    if (yield* fs.exists(home)) return home
    yield* fs.makeDirectory(root, { recursive: true, mode: 0o700 })
    yield* beat
    yield* fs.makeDirectory(home, { recursive: true, mode: 0o700 })
    return home
  })

  const entriesOf = (owner: string) =>
    unlessGone(fs.readDirectory(path.join(root, owner))).pipe(
      Effect.map(Option.match({ onNone: () => [], onSome: (names) => names.filter((name) => isCallId(name)).sort() }))
    )
  // Opened, not only looked at: a file system that is shared over a network may give what it remembers of the file.
  const seen = (owner: string, state: "alive" | "gone") =>
    unlessGone(Effect.scoped(Effect.flatMap(fs.open(sign(owner, state)), (file) => file.stat))).pipe(
      Effect.map(Option.flatMap(({ mtime }) => Option.map(mtime, (date) => date.getTime())))
    )

  const retire = (owner: string) => unlessGone(fs.rename(sign(owner, "alive"), sign(owner, "gone")))

  const removeEmpty = Effect.fnUntraced(function*(owner: string) {
    if ((yield* entriesOf(owner)).length > 0) return
    for (const left of [path.join(root, owner), sign(owner, "alive"), sign(owner, "gone")]) {
      yield* fs.remove(left, { recursive: true, force: true })
    }
  })

  /** The signs of the others: when we looked at them last, and for how long (ms) they had not changed then. */
  const watched = new Map<string, { readonly lastBeat: number; readonly lookedAt: number; readonly silence: number }>()

  /**
   * Whether a process lives that gave this sign last. Its time is taken for a number that has to change: it was written
   * by another clock than ours, and clocks step. A sign that we have never seen before is one of life, unless ancient.
   */
  const lives = Effect.fnUntraced(function*(owner: string, sign: Option.Option<number>) {
    if (Option.isNone(sign)) {
      watched.delete(owner)
      return false
    }
    const lastBeat = sign.value
    const lookedAt = Number((yield* Clock.monotonicTimeNanos) / 1_000_000n)
    const known = watched.get(owner)
    const since = known?.lastBeat === lastBeat
      ? known.silence + Math.min(lookedAt - known.lookedAt, Duration.toMillis(longestLook))
      : 0
    const isAncient = known === undefined &&
      (yield* Clock.currentTimeMillis) - lastBeat > Duration.toMillis(ancientAfter)
    const silence = isAncient ? Infinity : since
    watched.set(owner, { lastBeat, lookedAt, silence })
    return silence < Duration.toMillis(deadAfter)
  })

  /** The dead whose homes were looked through the last time, whatever came of it. */
  const visited = new Set<string>()
  const others = unlessGone(fs.readDirectory(root)).pipe(
    // Signs have a dot in their names, and ids none.
    Effect.map(Option.match({
      onNone: () => [],
      onSome: (names) => names.filter((name) => name !== me && isCallId(name)).sort()
    }))
  )

  const takeFrom = Effect.fnUntraced(function*(owner: string) {
    const lastBeat = yield* seen(owner, "alive")
    if (yield* lives(owner, lastBeat)) return { taken: [], alive: (yield* entriesOf(owner)).length }
    visited.add(owner)
    const callIds = yield* entriesOf(owner)
    const lastSeen = Option.getOrElse(Option.isSome(lastBeat) ? lastBeat : yield* seen(owner, "gone"), () => 0)
    const taken = yield* Effect.forEach(callIds, (callId) =>
      open.pipe(
        Effect.andThen(unlessGone(fs.rename(path.join(root, owner, callId), path.join(home, callId)))),
        Effect.map((renamed): ReadonlyArray<Taken> => Option.isSome(renamed) ? [{ callId, lastBeat: lastSeen }] : [])
      ))
    yield* removeEmpty(owner)
    return { taken: taken.flat(), alive: 0 }
  })

  /** Takes over what the dead have left. `alive`: how many entries living processes work on, ours not among them. */
  const takeOver: Io<{ readonly taken: ReadonlyArray<Taken>; readonly alive: number }> = Effect.gen(function*() {
    visited.clear()
    const found = yield* Effect.forEach(yield* others, (owner) =>
      takeFrom(owner).pipe(
        Effect.catch(() =>
          Effect.as(
            Effect.logWarning("part of the journal cannot be read; it is left as it is").pipe(
              Effect.annotateLogs({ owner })
            ),
            { taken: [], alive: 0 }
          )
        )
      ))
    return { taken: found.flatMap(({ taken }) => taken), alive: found.reduce((sum, { alive }) => sum + alive, 0) }
  })

  /**
   * Whether somebody has died since the last `takeOver`. It notices a death by being asked again and again, at least every
   * 5 s. One whose sign of life cannot be read is not known to be dead.
   */
  const bereaved: Io<boolean> = Effect.gen(function*() {
    const there = yield* others
    const names = new Set<string>(there)
    for (const owner of watched.keys()) if (!names.has(owner)) watched.delete(owner)
    const unvisited = there.filter((owner) => !visited.has(owner))
    const living = yield* Effect.forEach(
      unvisited,
      (owner) =>
        Effect.flatMap(seen(owner, "alive"), (sign) => lives(owner, sign)).pipe(Effect.orElseSucceed(() => true))
    )
    return living.includes(false)
  })

  yield* Effect.addFinalizer(() => Effect.ignore(Effect.andThen(retire(me), removeEmpty(me))))
  yield* fs.exists(home).pipe(
    Effect.flatMap((opened) => opened ? beat : Effect.void),
    Effect.catch(() => Effect.logWarning("the journal in DATA_DIR does not take this process's sign of life")),
    Effect.repeat(Schedule.spaced(beatEvery)),
    Effect.forkScoped
  )

  return { me, open, mine: entriesOf(me), retire, takeOver, bereaved }
})
