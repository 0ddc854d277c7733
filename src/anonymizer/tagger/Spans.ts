import type { Token } from "../text/Tokens.ts"
import { type Kind, kinds, labels } from "./Model.ts"

/** A value that the tagger is sure enough of: tokens from `from` to the one before `to`. */
export interface Tagged {
  readonly kind: Kind
  readonly from: number
  readonly to: number
  /** The highest probability of one of its tokens. */
  readonly sure: number
}

/** How sure a token of each kind makes a value, and how sure its neighbours have to be to belong to it. */
export interface Thresholds {
  readonly seed: number
  readonly grow: number
}

/** The probability that a token is part of a value of that kind. */
export const partOf = (tagged: Float64Array, token: number, kind: number): number =>
  (tagged[token * labels + 2 * kind + 1] ?? 0) + (tagged[token * labels + 2 * kind + 2] ?? 0)

/** Whether a value of that kind begins at the token, rather than goes on. */
const begins = (tagged: Float64Array, token: number, kind: number) =>
  (tagged[token * labels + 2 * kind + 1] ?? 0) > (tagged[token * labels + 2 * kind + 2] ?? 0)

/** The values of each kind that the probabilities show, one kind after the other. */
export const spansOf = (
  tokens: ReadonlyArray<Token>,
  tagged: Float64Array,
  thresholds: (kind: Kind) => Thresholds
): ReadonlyArray<Tagged> => {
  const spans: Array<Tagged> = []
  for (const [index, kind] of kinds.entries()) {
    const { grow, seed } = thresholds(kind)
    const add = (start: number, end: number) => {
      let [from, to] = [start, end]
      const outside = (at: number) => tokens[at]?.kind === "sign" || tokens[at]?.kind === "break"
      while (from < to && outside(from)) from++
      while (to > from && outside(to - 1)) to--
      let sure = 0
      for (let at = from; at < to; at++) sure = Math.max(sure, partOf(tagged, at, index))
      if (sure >= seed) spans.push({ kind, from, to, sure })
    }
    let from = -1
    for (let at = 0; at <= tokens.length; at++) {
      const inside = at < tokens.length && tokens[at]?.kind !== "mask" && partOf(tagged, at, index) >= grow
      // Words that nothing stands between are one value: who says two names has a breath between them.
      const apart = tokens[at - 1]?.kind === "sign" && begins(tagged, at, index)
      if (from !== -1 && (!inside || apart)) {
        add(from, at)
        from = -1
      }
      if (inside && from === -1) from = at
    }
  }
  return spans
}
