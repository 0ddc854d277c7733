import { Clock, Duration, Effect } from "effect"

const within = Duration.toMillis(Duration.minutes(15))
const mostKeys = 10_000

/**
 * Counts what failed in the last quarter of an hour, by a key. More than `most`, and the next has to wait: gives the
 * seconds, or 0. Of this process: two offices are twice as patient.
 */
export const makeAttempts = (most: number) => {
  const failures = new Map<string, ReadonlyArray<number>>()
  const recent = (key: string, now: number) => (failures.get(key) ?? []).filter((at) => now - at < within)
  return {
    wait: (key: string) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const [oldest] = recent(key, now).slice(-most)
        return recent(key, now).length < most || oldest === undefined ? 0 : Math.ceil((oldest + within - now) / 1000)
      }),
    failed: (key: string) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const all = [...recent(key, now), now].slice(-most)
        failures.delete(key)
        failures.set(key, all)
        const [first] = failures.keys()
        if (failures.size > mostKeys && first !== undefined) failures.delete(first)
      }),
    forget: (key: string) => Effect.sync(() => void failures.delete(key))
  }
}
