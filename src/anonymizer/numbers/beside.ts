import type { EntityType } from "../text/Entity.ts"
import type { NumberRun } from "../text/NumberRuns.ts"
import type { Found, Reading } from "../text/Reading.ts"

const farthest = 12

const placed = (reading: Reading, types: ReadonlySet<EntityType>) =>
  reading.found.filter(({ type }) => types.has(type)).map((found) => ({
    found,
    ...reading.tokensAt(found.start, found.end)
  }))

const untilCode =
  /^(?:[,.:;/…-]|\u2029|\uFFFC|uh|um|euh|heu|and|et|then|puis|pis|ensuite|the|le|la|l'|it|'s|c'|est|is|ca|code|security|securite|exp|expir\w+|date|d'|of|de|good|till|thru|through|until|valid\w*|jusqu\w*|next|in|en|au|one|ok|okay|so|donc|finit|verso|au|dos|back|on|january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)$/
const cards: ReadonlySet<EntityType> = new Set(["CARD"])
const expires = /^(?:0[1-9]|1[0-2])(?:\d\d|20\d\d)$|^[1-9]\d\d$/

const isCard = ({ key }: Found) => key.length >= 13

/**
 * What stands behind a card's number without a word that says what it is: its expiry date, and its code. `5200 … 8210, ten
 * twenty-seven, and one eight six`.
 */
export const codesBehindCards = (
  reading: Reading,
  runs: ReadonlyArray<NumberRun>,
  counts: (run: NumberRun) => boolean
): void => {
  for (const card of placed(reading, cards).filter(({ found }) => isCard(found))) {
    let end = card.to
    let dated = false
    for (const run of runs) {
      if (run.from < end) continue
      const between = reading.tokens.slice(end, run.from)
      dated ||= between.some((token, at) =>
        reading.taken[end + at] === true || /^(?:exp|expir\w+|next)$/.test(token.folded)
      )
      const near = between.length <= farthest &&
        between.every(({ folded }, at) => reading.taken[end + at] === true || untilCode.test(folded))
      if (!near || counts(run)) break
      const { digits, from, to } = run
      const date: boolean = !dated && expires.test(digits) && digits.length > 3
      const code = digits.length === 3 || (digits.length === 4 && dated)
      if (!date && !code) break
      if (reading.free(from, to)) reading.take(from, to, date ? "EXPIRY" : "CVV", digits)
      else if (code) break
      end = to
      dated ||= date
      if (code) break
    }
  }
}

/** Takes the number of a card apart from the date or the code that was said in one breath with it. */
export const cardFirst = (
  reading: Reading,
  { digits, ends, from, groups, to }: NumberRun,
  valid: (digits: string) => boolean
): boolean => {
  let length = 0
  for (const [index, size] of groups.entries()) {
    length += size
    const end = ends[index] ?? to
    const card = (length === 16 || length === 15) && /^(?:[3456]|2[2-7])/.test(digits)
    if (!card || end >= to || !valid(digits.slice(0, length))) continue
    const rest = digits.slice(length)
    reading.take(from, end, "CARD", digits.slice(0, length))
    reading.take(end, to, rest.length === 3 ? "CVV" : "EXPIRY", rest)
    return true
  }
  return false
}
