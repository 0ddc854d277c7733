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
import { directoryDoubt, isOwnFile, notOurs, openOwn } from "../ownFiles.ts"
import { isMarked, removeIfEmpty } from "./CallFiles.ts"
import { makeWatch } from "./watch.ts"

const beatEvery = Duration.seconds(3)

/** An entry of a dead process that is ours now. `lastBeat`: when the process was last seen alive, epoch ms. */
export interface Taken {
  readonly callId: CallId
  readonly lastBeat: number
}

/** What was found of other processes. `alive` counts entries, `doubtful` those whose owner may be dead all the same. */
export interface Found {
  readonly taken: ReadonlyArray<Taken>
  readonly alive: number
  readonly doubtful: number
}

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

const isCallId = Schema.is(CallId)
const isOwner = (name: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(name)
const isSign = (name: string) => /\.(?:alive|gone)$/.test(name) && isOwner(name.replace(/\.\w+$/, ""))

/** A file or directory that may have gone meanwhile, through another process, is no failure. */
const unlessGone = <A>(io: Io<A>): Io<Option.Option<A>> =>
  Effect.asSome(io).pipe(Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone))

/**
 * Who works on which entry of the journal: each process has a home, `{root}/{owner}/`, and next to it `{owner}.alive`,
 * touched every 3 s; renamed to `{owner}.gone` when the process is known to be dead. An entry is taken over by renaming
 * it into one's own home, which exactly one process can do. Neither locks nor process ids, so that it works across
 * containers and machines that share the directory. What does not look like this is nobody's, and is left alone.
 */
export const makeHome = Effect.fnUntraced(function*(fs: FileSystem.FileSystem, path: Path.Path, root: string) {
  const me = yield* Effect.sync(() => crypto.randomUUID())
  const home = path.join(root, me)
  const sign = (owner: string, state: "alive" | "gone") => path.join(root, `${owner}.${state}`)
  const watch = makeWatch()

  const reported = new Set<string>()
  /** Says once that something lies in the journal that is not its own. */
  const leave = (name: string, why: string) =>
    Effect.suspend(() => {
      if (reported.has(name)) return Effect.void
      reported.add(name)
      return Effect.logWarning(`the journal holds what is not its own (${why}): it is left as it is, see to it by hand`)
        .pipe(Effect.annotateLogs({ name: name.slice(0, 80) }))
    })

  const beat = Effect.gen(function*() {
    const now = new Date(yield* Clock.currentTimeMillis)
    yield* Effect.scoped(openOwn(fs, sign(me, "alive"), "a"))
    yield* fs.utimes(sign(me, "alive"), now, now)
  })

  /** The home's path, made if need be: the sign of life before the home, so that it is never without one. */
  const open = Effect.gen(function*() {
    if (yield* fs.exists(home)) return home
    yield* fs.makeDirectory(root, { recursive: true, mode: 0o700 })
    if ((yield* directoryDoubt(fs, root)) !== undefined) return yield* notOurs("open")
    yield* beat
    yield* fs.makeDirectory(home, { recursive: true, mode: 0o700 })
    return home
  })

  /**
   * The calls in a home that are marked as ours. Of a process that is dead, what is empty goes, and what is neither is
   * left and reported; one that lives is at work in there.
   */
  const entriesOf = Effect.fnUntraced(function*(owner: string, of: "living" | "dead") {
    const names = Option.getOrElse(yield* unlessGone(fs.readDirectory(path.join(root, owner))), () => [])
    const strange = (name: string, why: string) =>
      Effect.as(of === "dead" ? leave(name, why) : Effect.void, [] as ReadonlyArray<CallId>)
    const found = yield* Effect.forEach(names.sort(), (name) =>
      Effect.gen(function*() {
        const directory = path.join(root, owner, name)
        if (!isCallId(name)) return yield* strange(name, "no call's name")
        const doubt = yield* directoryDoubt(fs, directory)
        if (doubt !== undefined) return yield* strange(name, doubt)
        if (yield* isMarked(fs, path, directory)) return [name]
        if (of === "dead" && (yield* removeIfEmpty(fs, directory))) return []
        return yield* strange(name, "no call's notes in it")
      }).pipe(unlessGone, Effect.map(Option.getOrElse((): ReadonlyArray<CallId> => []))))
    return found.flat()
  })

  // Opened, not only looked at: a file system that is shared over a network may give what it remembers of the file.
  const seen = (owner: string, state: "alive" | "gone") =>
    unlessGone(Effect.scoped(Effect.flatMap(openOwn(fs, sign(owner, state), "r"), (file) => file.stat))).pipe(
      Effect.map(Option.flatMap(({ mtime }) => Option.map(mtime, (date) => date.getTime())))
    )

  const retire = (owner: string) =>
    isOwner(owner) ? unlessGone(fs.rename(sign(owner, "alive"), sign(owner, "gone"))) : Effect.succeedNone

  const removeEmpty = Effect.fnUntraced(function*(owner: string) {
    const removed = yield* unlessGone(removeIfEmpty(fs, path.join(root, owner)))
    if (Option.contains(removed, false)) return
    for (const left of [sign(owner, "alive"), sign(owner, "gone")]) {
      if (yield* isOwnFile(fs, left)) yield* fs.remove(left, { force: true })
    }
  })

  /** The dead whose homes were looked through the last time, whatever came of it. */
  const visited = new Set<string>()
  /** The homes of other processes: directories of our own user's that are named like one. */
  const others = Effect.gen(function*() {
    const names = Option.getOrElse(yield* unlessGone(fs.readDirectory(root)), () => [])
    const found = yield* Effect.forEach(
      names.filter((name) => name !== me && !isSign(name)).sort(),
      (name) =>
        Effect.gen(function*() {
          if (!isOwner(name)) return yield* Effect.as(leave(name, "no process's name"), [])
          const doubt = yield* directoryDoubt(fs, path.join(root, name))
          return doubt === undefined ? [name] : yield* Effect.as(leave(name, doubt), [])
        }).pipe(unlessGone, Effect.map(Option.getOrElse((): ReadonlyArray<string> => [])))
    )
    return found.flat()
  })

  const takeFrom = Effect.fnUntraced(function*(owner: string) {
    const lastBeat = yield* seen(owner, "alive")
    const state = yield* watch.look(owner, lastBeat)
    if (state !== "dead") {
      const alive = (yield* entriesOf(owner, "living")).length
      return { taken: [], alive, doubtful: state === "doubtful" ? alive : 0 }
    }
    visited.add(owner)
    const callIds = yield* entriesOf(owner, "dead")
    const lastSeen = Option.getOrElse(Option.isSome(lastBeat) ? lastBeat : yield* seen(owner, "gone"), () => 0)
    const taken = yield* Effect.forEach(callIds, (callId) =>
      open.pipe(
        Effect.andThen(unlessGone(fs.rename(path.join(root, owner, callId), path.join(home, callId)))),
        // One that cannot be had is no trouble of the others.
        Effect.orElseSucceed(() => Option.none()),
        Effect.map((renamed): ReadonlyArray<Taken> => Option.isSome(renamed) ? [{ callId, lastBeat: lastSeen }] : [])
      ))
    yield* removeEmpty(owner)
    return { taken: taken.flat(), alive: 0, doubtful: 0 }
  })

  /** Takes over what the dead have left. */
  const takeOver: Io<Found> = Effect.gen(function*() {
    visited.clear()
    const found = yield* Effect.forEach(yield* others, (owner) =>
      takeFrom(owner).pipe(
        Effect.catch(() =>
          Effect.as(
            Effect.logWarning("part of the journal cannot be read; it is left as it is").pipe(
              Effect.annotateLogs({ owner })
            ),
            { taken: [], alive: 0, doubtful: 0 }
          )
        )
      ))
    return {
      taken: found.flatMap(({ taken }) => taken),
      alive: found.reduce((sum, { alive }) => sum + alive, 0),
      doubtful: found.reduce((sum, { doubtful }) => sum + doubtful, 0)
    }
  })

  /** The calls of processes that are not known to be dead, and where they lie. */
  const elsewhere = Effect.gen(function*() {
    const found = yield* Effect.forEach(
      yield* others,
      (owner) =>
        Effect.map(
          entriesOf(owner, "living"),
          (callIds) => callIds.map((callId) => ({ callId, directory: path.join(root, owner, callId) }))
        )
    )
    return found.flat()
  })

  /**
   * Whether somebody has died since the last `takeOver`. It notices a death by being asked again and again, at least every
   * 5 s. One whose sign of life cannot be read is not known to be dead.
   */
  const bereaved: Io<boolean> = Effect.gen(function*() {
    const there = yield* others
    watch.forgetAllBut(new Set(there))
    const unvisited = there.filter((owner) => !visited.has(owner))
    const dead = yield* Effect.forEach(
      unvisited,
      (owner) =>
        seen(owner, "alive").pipe(
          Effect.flatMap((sign) => watch.look(owner, sign)),
          Effect.map((state) => state === "dead"),
          Effect.orElseSucceed(() => false)
        )
    )
    return dead.includes(true)
  })

  yield* Effect.addFinalizer(() => Effect.ignore(Effect.andThen(retire(me), removeEmpty(me))))
  let isTold = false
  yield* fs.exists(home).pipe(
    Effect.flatMap((opened) => opened ? beat : Effect.void),
    Effect.andThen(() => Effect.sync(() => void (isTold = false))),
    Effect.catch(() =>
      Effect.suspend(() => {
        if (isTold) return Effect.void
        isTold = true
        return Effect.logWarning("the journal in DATA_DIR does not take this process's sign of life")
      })
    ),
    Effect.repeat(Schedule.spaced(beatEvery)),
    Effect.forkScoped
  )

  return { me, open, mine: entriesOf(me, "living"), elsewhere, retire, takeOver, bereaved }
})
