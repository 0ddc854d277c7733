import { Clock, Duration, Effect } from "effect"

const within = Duration.toMillis(Duration.minutes(15))
const mostKeys = 10_000

/**
 * Counts what failed in the last quarter of an hour, by a key. A try counts as failed from when it begins until it is
 * known to be none: of a hundred at once, no more than `most` are made. Of this process: two offices are twice as patient.
 */
export const makeAttempts = (most: number) => {
  const failures = new Map<string, ReadonlyArray<number>>()
  const recent = (key: string, now: number) => (failures.get(key) ?? []).filter((at) => now - at < within)
  const set = (key: string, all: ReadonlyArray<number>) => {
    failures.delete(key)
    if (all.length > 0) failures.set(key, all)
    const [first] = failures.keys()
    if (failures.size > mostKeys && first !== undefined) failures.delete(first)
  }
  return {
    /** 0: it may be tried, and is counted. Otherwise the seconds to wait. */
    begin: (key: string) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const all = recent(key, now)
        const oldest = all.at(-most)
        if (oldest !== undefined) return Math.ceil((oldest + within - now) / 1000)
        set(key, [...all, now])
        return 0
      }),
    /** One that has begun has not failed. */
    takeBack: (key: string) => Effect.sync(() => set(key, (failures.get(key) ?? []).slice(0, -1))),
    forget: (key: string) => Effect.sync(() => void failures.delete(key))
  }
}
