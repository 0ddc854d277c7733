import { Clock, Duration, Effect, FiberSet, Metric, type Scope } from "effect"
import type { VoiceFailure, VoiceName } from "../../domain/VoiceChange.ts"
import { voiceAvoided } from "../../telemetry/Metrics.ts"

type Realtime = Exclude<VoiceName, "cascade">

/** What the calls of a process have learned of its voices: new calls are not begun with one that does not work. */
export interface Breaker {
  readonly isAvailable: (voice: VoiceName) => boolean
  /** A call had to leave this voice, or could not begin with it. */
  readonly failed: (voice: VoiceName, reason: VoiceFailure) => Effect.Effect<void>
}

/** So many calls that leave a voice within this time are no accident. */
const failures = 2
const window = Duration.toMillis("30 seconds")
/** The waits before a voice is tried: they double. One without quota answers, and is of no use. */
const wait = Duration.seconds(5)
const quotaWait = Duration.minutes(1)
const longestWait = Duration.minutes(1)
const probeBound = Duration.seconds(5)

/** @param probes how each voice is tried without a caller; one without a probe is always taken for available */
export const make = Effect.fnUntraced(function*(
  probes: ReadonlyMap<Realtime, Effect.Effect<void, unknown>>
): Effect.fn.Return<Breaker, never, Scope.Scope> {
  const fork = yield* FiberSet.makeRuntime<never>()
  const left = new Map<VoiceName, ReadonlyArray<number>>()
  const unavailable = new Set<VoiceName>()

  const comeBack = Effect.fnUntraced(
    function*(voice: Realtime, probe: Effect.Effect<void, unknown>, first: Duration.Duration) {
      for (let next = first;; next = Duration.min(Duration.times(next, 2), longestWait)) {
        yield* Effect.sleep(next)
        if (!(yield* Effect.isSuccess(Effect.timeout(probe, probeBound)))) continue
        unavailable.delete(voice)
        left.delete(voice)
        yield* Metric.update(voiceAvoided(voice), 0)
        return yield* Effect.logInfo(`the ${voice} voice answers again: calls begin with it`)
      }
    }
  )

  return {
    isAvailable: (voice) => !unavailable.has(voice),
    failed: Effect.fnUntraced(function*(voice, reason) {
      const probe = voice === "cascade" ? undefined : probes.get(voice)
      if (voice === "cascade" || probe === undefined || unavailable.has(voice)) return
      const now = yield* Clock.currentTimeMillis
      const lately = [...left.get(voice) ?? [], now].filter((at) => at > now - window)
      left.set(voice, lately)
      if (lately.length < failures && reason !== "quota" && reason !== "noSession") return
      unavailable.add(voice)
      yield* Metric.update(voiceAvoided(voice), 1)
      yield* Effect.logWarning(`the ${voice} voice fails (${reason}): calls begin without it, until it answers`)
      fork(comeBack(voice, probe, reason === "quota" ? quotaWait : wait))
    })
  }
})
