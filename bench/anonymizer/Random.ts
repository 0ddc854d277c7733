/** Reproducible choices: the same seed, the same data, on every machine. */
export interface Random {
  /** An integer from 0 to `below`, exclusive. */
  readonly int: (below: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(from: ReadonlyArray<A>) => A
  readonly digits: (count: number) => string
}

/** mulberry32 (Tommy Ettinger, public domain): Effect's seeded `Random` is effectful, and data here are pure. */
export const makeRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (below: number) => Math.floor(next() * below)
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (from) => {
      const chosen = from[int(from.length)]
      if (chosen === undefined) throw new Error("nothing to pick from")
      return chosen
    },
    digits: (count) => Array.from({ length: count }, () => String(int(10))).join("")
  }
}
