import type { Span } from "./Markup.ts"

const placeholder = /<([A-Z_]+)_(\d+)>/g
const word = /(?<![\d.])\d+\.\d+(?![\d.])|[\p{L}\p{N}]+/gu
const exact = /(?<![\d.])\d+\.\d+(?![\d.])|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu
const sign = /[\p{L}\p{N}]/gu

export interface Replaced extends Span {
  /** Which of its type: `PERSON_2` is 2. */
  readonly number: number
}

/** A number in JSON that was written anew has lost its last zeros: `318.50` is `318.5`. */
const same = (raw: string | undefined, out: string) =>
  raw === out || (raw !== undefined && /^\d+\.\d+$/.test(raw) && raw.replace(/\.?0+$/, "") === out)

const alignBy = (token: RegExp, raw: string, out: string): ReadonlyArray<Replaced> | undefined => {
  const tokens = [...raw.matchAll(token)]
  const marks = [...out.matchAll(placeholder)]
  const literals = out.split(/<[A-Z_]+_\d+>/).map((text) => text.match(token) ?? [])
  const fits = (literal: ReadonlyArray<string>, at: number) =>
    literal.every((text, index) => same(tokens[at + index]?.[0], text))
  const spans: Array<Replaced> = []
  let at = 0
  // Placeholders that no literal has closed yet: each takes one token at least, the last one all the others.
  let open = 0
  for (const [index, literal] of literals.entries()) {
    const isLast = index === literals.length - 1
    if (literal.length > 0 || isLast) {
      const end = tokens.length - literal.length
      let to = at + open
      if (isLast && open > 0) to = Math.max(to, end)
      if (open > 0) { while (to < end && !fits(literal, to)) to++ }
      if (!fits(literal, to) || (isLast && end !== to)) return undefined
      for (let gap = 0; gap < open; gap++) {
        const mark = marks[index - open + gap]
        const first = tokens[at + gap]
        const last = tokens[gap === open - 1 ? to - 1 : at + gap]
        if (mark === undefined || first === undefined || last === undefined) return undefined
        spans.push({
          type: mark[1] ?? "",
          number: Number(mark[2]),
          start: first.index,
          end: last.index + last[0].length
        })
      }
      at = to + literal.length
      open = 0
    }
    open++
  }
  return spans
}

/**
 * Where in `raw` the placeholders of `out` stand. Compares words and signs; words alone, where JSON was written
 * anew with others; letters, where a word was replaced in part. Between two placeholders with nothing between them the
 * border is a guess, which no count of leaks depends on.
 *
 * @returns undefined where `out` is not `raw` with some of its text replaced
 */
export const align = (raw: string, out: string): ReadonlyArray<Replaced> | undefined =>
  alignBy(exact, raw, out) ?? alignBy(word, raw, out) ?? alignBy(sign, raw, out)
