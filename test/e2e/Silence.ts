import { Effect } from "effect"
import type * as Ear from "../../src/sandbox/Ear.ts"
import type { Caller } from "./Caller.ts"

/** A stretch in which nobody was heard; epoch milliseconds. */
export interface Silence {
  readonly from: number
  readonly millis: number
}

/** The longest stretch between `from` and `to` with none of these sounds in it. */
export const longestBetween = (sounds: ReadonlyArray<Ear.Heard>, from: number, to: number): Silence => {
  let longest: Silence = { from, millis: 0 }
  let quietSince = from
  for (const sound of [...sounds].sort((one, other) => one.from - other.from)) {
    const millis = Math.min(sound.from, to) - quietSince
    if (millis > longest.millis) longest = { from: quietSince, millis }
    quietSince = Math.max(quietSince, sound.to)
  }
  return to - quietSince > longest.millis ? { from: quietSince, millis: to - quietSince } : longest
}

/**
 * The longest silence on a caller's line between two moments: neither did they hear the agent, nor did they speak. Who
 * answers at once whenever it is their turn is owed something for as long as it lasts.
 */
export const longest = Effect.fnUntraced(function*({ phone }: Caller, from: number, to: number) {
  return longestBetween([...yield* phone.heard.all, ...yield* phone.said], from, to)
})
