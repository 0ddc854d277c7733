import type { Span } from "./Markup.ts"

const placeholder = /<([A-Z_]+)_(\d+)>/g
const word = /[\p{L}\p{N}]+/gu
const sign = /[\p{L}\p{N}]/gu

export interface Replaced extends Span {
  /** Which of its type: `PERSON_2` is 2. */
  readonly number: number
}

const alignBy = (token: RegExp, raw: string, out: string): ReadonlyArray<Replaced> | undefined => {
  const words = [...raw.matchAll(token)]
  const marks = [...out.matchAll(placeholder)]
  const between = out.split(/<[A-Z_]+_\d+>/).map((text) => (text.match(token) ?? []).map((each) => `${each} `).join(""))
  const pattern = new RegExp(`^${between.join("((?:\\S+ )+?)")}$`, "du")
  const match = pattern.exec(words.map(({ 0: text }) => `${text} `).join(""))
  if (match === null) return undefined
  const starts = new Map<number, number>()
  let column = 0
  for (const [index, { 0: text }] of words.entries()) {
    starts.set(column, index)
    column += text.length + 1
  }
  starts.set(column, words.length)
  return marks.map(({ 1: type = "", 2: number }, index) => {
    const [from = 0, to = 0] = match.indices?.[index + 1] ?? []
    const first = words[starts.get(from) ?? 0]
    const last = words[(starts.get(to) ?? 1) - 1]
    return {
      type,
      number: Number(number),
      start: first?.index ?? 0,
      end: last === undefined ? 0 : last.index + last[0].length
    }
  })
}

/**
 * Where in `raw` the placeholders of `out` stand. Compares words alone (letters, where a word was replaced in part),
 * because JSON that was written anew has other quotes and spaces. Between two placeholders with no word between them the
 * border is a guess, which no count of leaks depends on.
 *
 * @returns undefined where `out` is not `raw` with some of its text replaced
 */
export const align = (raw: string, out: string): ReadonlyArray<Replaced> | undefined =>
  alignBy(word, raw, out) ?? alignBy(sign, raw, out)
