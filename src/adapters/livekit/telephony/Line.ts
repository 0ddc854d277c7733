import { Clock, Deferred, Duration, Effect, Schedule, type Scope } from "effect"
import { clockSkew } from "../../../services/Rooms.ts"
import { lateReleases } from "../../../telemetry/Metrics.ts"
import type { makeLiveKitApi } from "./LiveKitApi.ts"

type Api = Pick<Effect.Success<ReturnType<typeof makeLiveKitApi>>, "deleteRoom" | "release" | "removeParticipant">

/** The bound on a release that somebody waits for. */
const bound = Duration.seconds(5)
/** How long the caller's leg alone may take; then the room goes, with everybody in it. */
const legBound = Duration.seconds(2)
/** Up to 15 s, with what is added to spread the calls that LiveKit has left with us. */
const backoff = Schedule.min([Schedule.exponential("1 second"), Schedule.spaced("12 seconds")]).pipe(Schedule.jittered)

/**
 * The phone line of one call, and its release: asked for at once, and then until LiveKit confirms it, for as long as
 * `worker` is open.
 */
export const makeLine = Effect.fnUntraced(function*(room: string, api: Api, worker: Scope.Scope) {
  const released = yield* Deferred.make<void>()
  const confirm = Deferred.succeed(released, undefined)
  let insisting = false

  const insist = Effect.gen(function*() {
    if (insisting) return
    insisting = true
    const before = (yield* Clock.currentTimeMillis) + clockSkew
    yield* lateReleases
    yield* Effect.logWarning("LiveKit did not confirm that the caller is hung up: it is tried until it does")
    yield* api.release(room, before).pipe(
      Effect.retry(backoff),
      Effect.andThen(Effect.logInfo("the caller's line is released now")),
      Effect.andThen(confirm),
      Effect.ignore,
      Effect.delay("1 second"),
      Effect.forkIn(worker)
    )
  })

  const attempt = <E>(release: Effect.Effect<void, E>) =>
    release.pipe(
      Effect.timeout(bound),
      Effect.andThen(confirm),
      Effect.tapCause((cause) => Effect.logWarning("the room was not deleted", cause)),
      Effect.catchCause(() => Deferred.isDoneUnsafe(released) ? Effect.void : insist),
      Effect.asVoid
    )

  return {
    released: Deferred.await(released),
    /** Nothing is to be released: the caller has left, or is another job's. */
    isOver: Effect.asVoid(confirm),
    /** Hangs up one leg: total, and bounded. */
    hangUp: (identity: string) =>
      attempt(
        api.removeParticipant(room, identity).pipe(
          Effect.timeout(legBound),
          Effect.tapCause((cause) => Effect.logWarning("the caller's leg was not removed, deleting the room", cause)),
          Effect.catch(() => api.deleteRoom(room))
        )
      ),
    /** Deletes the room: total, and bounded. */
    close: Effect.suspend(() => insisting ? Effect.void : attempt(api.deleteRoom(room)))
  }
})

export type Line = Effect.Success<ReturnType<typeof makeLine>>
