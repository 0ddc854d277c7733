import { Clock, Duration, Effect, Option, Random } from "effect"
import { type ListedRoom, Rooms, type RoomsUnknown } from "../services/Rooms.ts"
import { strandedCallers } from "../telemetry/Metrics.ts"

/** The pause between two looks, in ms, and while somebody may be alone. */
const [shortest, longest, shortPause] = [3500, 4500, 2000] as const
/** For so long nothing may have changed about a caller's company, and who was sent to them, before they are let go. */
const [patience, sentPatience] = [Duration.seconds(8), Duration.seconds(5)]
/**
 * How many of the rooms that look well are looked into each time. Where there are many, there are many who look, and
 * LiveKit Cloud counts requests: 1000 a minute are a project's.
 */
const samplesOf = (rooms: number) => rooms > 30 ? 2 : 3
/** The bound on rooms that are looked into at once. */
const most = 200
/** A room with one voice where there is nothing for us is looked into again after so long. */
const dullFor = Duration.seconds(30)

/** The company of a caller who is alone. */
const nobody = ""

/** A caller who was put through, at the last look. */
interface Watched {
  readonly _tag: "Watched"
  readonly company: string
  /** Since when it is so, as far as we have looked on, in ns of the machine's own time. */
  readonly since: bigint
  /** Which agents were sent to them, and since when; LiveKit is asked once the company has stopped to change. */
  readonly sent: { readonly agents: string; readonly since: bigint } | undefined
  /** Whether an agent is with them that has not shown since the look before that it lives. */
  readonly stands: boolean
}

/** A caller who rings, and whose call no worker has taken, at the last look. */
interface Waiting {
  readonly _tag: "Waiting"
  /** Which agents were sent to them. */
  readonly agents: string
}

const stands = (seen: Watched | Waiting) => seen._tag === "Watched" && seen.stands

/**
 * Lets go of callers who were put through and whom nobody is with any more: their worker died, or its machine, or hangs.
 * It may have been any worker of the fleet; all that is known is what LiveKit says. Only rooms that LiveKit has sent our
 * agent to count, and only as long as nothing changes: an agent that lives changes what it says of itself, and with one
 * that is on its way more were sent. Rooms with one voice are looked into each time, and a few of the others; from the
 * first agent that stands still on, all. That is within 20 s; in a large fleet, with most likelihood.
 *
 * Callers who ring are not let go. LiveKit asks each worker once: a call that came while all were full, or none was there,
 * is offered to them again once this machine has room.
 */
export const watchRooms = Effect.fnUntraced(function*({ hasRoom, served }: {
  /** The names of the rooms that this machine serves: they are its own affair. */
  readonly served: Effect.Effect<ReadonlyArray<string>>
  /** Whether this machine takes calls now. */
  readonly hasRoom: Effect.Effect<boolean>
}) {
  const rooms = yield* Rooms
  let watched = new Map<string, Watched | Waiting>()
  /** Rooms with one voice where there was nothing for us, and until when they are left alone. */
  const dull = new Map<string, bigint>()

  const letGo = Effect.fnUntraced(function*(room: string, identity: string) {
    const released = yield* rooms.hangUp(room, identity).pipe(
      Effect.as(true),
      Effect.catchTag("LineNotReleased", ({ message }) => Effect.as(Effect.logWarning(message), false))
    )
    yield* strandedCallers({ released: released ? "true" : "false" })
    if (released) yield* Effect.logWarning("a caller was alone in a room that no worker served any more: hung up")
  })

  const attend = Effect.fnUntraced(function*(name: string, before: Watched | Waiting | undefined) {
    const sent = yield* rooms.agentsSent(name)
    if (Option.isNone(sent) || sent.value.taken) return undefined
    const waiting: Waiting = { _tag: "Waiting", agents: sent.value.agents }
    // Not at the first look: LiveKit may be asking.
    if (before?._tag !== "Waiting" || before.agents !== waiting.agents || !(yield* hasRoom)) return waiting
    yield* rooms.sendAgain(name)
    yield* Effect.logWarning("a caller rang whose call no worker had taken: LiveKit is asked again")
    return waiting
  })

  /** What there is to watch in a room; undefined where there is nothing, or all is well. */
  const lookInto = Effect.fnUntraced(function*(
    name: string,
    seen: Watched | Waiting | undefined
  ): Effect.fn.Return<Watched | Waiting | undefined, RoomsUnknown> {
    const there = yield* rooms.callerIn(name)
    if (Option.isNone(there)) return undefined
    const { company, identity, rings } = there.value
    if (rings) return company === nobody ? yield* attend(name, seen) : undefined
    const before = seen?._tag === "Watched" ? seen : undefined
    const now = yield* Clock.monotonicTimeNanos
    if (company !== before?.company) {
      // An agent that was there before, and has said something new, lives.
      return before !== undefined && company !== nobody
        ? undefined
        : { _tag: "Watched", company, since: now, sent: undefined, stands: false }
    }
    const all = yield* rooms.agentsSent(name)
    if (Option.isNone(all)) return undefined
    const { agents } = all.value
    const sent = before.sent?.agents === agents ? before.sent : { agents, since: now }
    const since = before.sent === undefined || sent === before.sent ? before.since : now
    const lasted = (from: bigint, long: Duration.Duration) =>
      Duration.isGreaterThanOrEqualTo(Duration.nanos(now - from), long)
    if (lasted(since, patience) && lasted(sent.since, sentPatience)) yield* letGo(name, identity)
    return { _tag: "Watched", company, since, sent, stands: company !== nobody }
  })

  const look = Effect.gen(function*() {
    const own = new Set(yield* served)
    const others = (yield* rooms.list).filter(({ name }) => !own.has(name))
    const now = yield* Clock.monotonicTimeNanos
    const before = watched
    watched = new Map()
    const quiet = new Set(others.filter(({ publishers }) => publishers < 2).map(({ id }) => id))
    for (const id of dull.keys()) if (!quiet.has(id)) dull.delete(id)
    const lookIntoAll = (some: ReadonlyArray<ListedRoom>) =>
      Effect.forEach(
        some.slice(0, most),
        ({ id, name }) =>
          lookInto(name, before.get(id)).pipe(
            Effect.map((seen) => {
              if (seen !== undefined) watched.set(id, seen)
              else if (quiet.has(id)) dull.set(id, now + Duration.toNanosUnsafe(dullFor))
            }),
            // What was not looked at was not seen to stand still.
            Effect.catchTag("RoomsUnknown", () => Effect.void)
          ),
        { concurrency: 8, discard: true }
      )

    yield* lookIntoAll(others.filter(({ id }) => before.has(id) || (quiet.has(id) && now >= (dull.get(id) ?? now))))
    const well = yield* Random.shuffle(others.filter(({ id }) => !before.has(id) && !quiet.has(id)))
    const samples = samplesOf(well.length)
    yield* lookIntoAll(well.slice(0, samples))
    if ([...watched.values()].some(stands)) yield* lookIntoAll(well.slice(samples))
  }).pipe(Effect.catchTag("RoomsUnknown", () => Effect.sync(() => watched.clear())))

  const untilNext = Effect.suspend(() =>
    [...watched.values()].some((seen) => seen._tag === "Waiting" || seen.company === nobody || stands(seen))
      ? Effect.succeed(shortPause)
      : Random.nextBetween(shortest, longest)
  )
  return yield* Effect.forever(Effect.andThen(Effect.flatMap(untilNext, Effect.sleep), look))
})
