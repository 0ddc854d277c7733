import {
  Clock,
  Duration,
  Effect,
  type FileSystem,
  Option,
  type Path,
  type PlatformError,
  Random,
  Schedule
} from "effect"

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

/** Clocks that differ by more than this must not share a directory. */
const skew = Duration.toMillis(Duration.minutes(2))

/** Something that one process alone works on. */
export interface Lease {
  /** Lasts for the full time again; false where it has run out, and somebody else may have it. */
  readonly renew: Io<boolean>
  readonly isOurs: Effect.Effect<boolean>
  readonly release: Effect.Effect<void>
}

/**
 * Leases as empty files, `{root}/{key}.{until}.{token}`: the time is in the name, so that a lease is there whole or not at
 * all. Who wants one announces it, and looks afterwards whether somebody else has announced it too: then both step back.
 * A process that dies leaves a lease that runs out; one that was paused for longer than a lease notices before it goes on.
 */
export const makeLeases = (fs: FileSystem.FileSystem, path: Path.Path, root: string, lasting: Duration.Duration) => {
  const token = crypto.randomUUID()
  const fileOf = (key: string, until: number) => path.join(root, `${key}.${until}.${token}`)

  const others = Effect.fnUntraced(function*(key: string, mine: number | undefined) {
    const now = yield* Clock.currentTimeMillis
    const names = (yield* fs.readDirectory(root)).filter((name) => name.startsWith(`${key}.`))
    const held = names.filter((name) => mine === undefined || name !== path.basename(fileOf(key, mine)))
    const lives = (name: string) => Number(name.split(".")[1]) + skew > now
    return { living: held.filter(lives), dead: held.filter((name) => !lives(name)) }
  })

  /** The lease; none where somebody has it, and "contended" where somebody wanted it at the same moment. */
  const announce = Effect.fnUntraced(
    function*(key: string): Effect.fn.Return<Lease | "held" | "contended", PlatformError.PlatformError> {
      yield* fs.makeDirectory(root, { recursive: true, mode: 0o700 })
      if ((yield* others(key, undefined)).living.length > 0) return "held"
      let until = (yield* Clock.currentTimeMillis) + Duration.toMillis(lasting)
      yield* fs.writeFileString(fileOf(key, until), "", { flag: "wx", mode: 0o600 })
      const release = Effect.suspend(() => Effect.ignore(fs.remove(fileOf(key, until), { force: true })))
      const { dead, living } = yield* Effect.onError(others(key, until), () => release)
      if (living.length > 0) {
        yield* release
        return "contended"
      }
      yield* Effect.forEach(dead, (name) => fs.remove(path.join(root, name), { force: true }), { discard: true })
      const isOurs = Effect.map(Clock.currentTimeMillis, (now) => now < until)
      return {
        isOurs,
        release,
        renew: Effect.gen(function*() {
          if (!(yield* isOurs)) return false
          const later = (yield* Clock.currentTimeMillis) + Duration.toMillis(lasting)
          if (later === until) return true
          yield* fs.rename(fileOf(key, until), fileOf(key, later))
          until = later
          return true
        }).pipe(Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed(false)))
      }
    }
  )

  return (key: string): Io<Option.Option<Lease>> =>
    announce(key).pipe(
      // Each at another moment than the others.
      Effect.repeat({
        while: (outcome) => outcome === "contended",
        schedule: Schedule.exponential("20 millis").pipe(Schedule.modifyDelay(atRandom)),
        times: 5
      }),
      Effect.map((outcome) => typeof outcome === "string" ? Option.none() : Option.some(outcome))
    )
}

const atRandom = ({ duration }: { readonly duration: Duration.Duration }) =>
  Effect.map(Random.next, (part) => Duration.times(duration, part))
