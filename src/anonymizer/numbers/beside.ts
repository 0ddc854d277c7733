import type { EntityType } from "../text/Entity.ts"
import type { NumberRun } from "../text/NumberRuns.ts"
import type { Found, Reading } from "../text/Reading.ts"

const numeric: ReadonlySet<EntityType> = new Set([
  "ADDRESS",
  "CARD",
  "CVV",
  "HEALTH",
  "ID_NUMBER",
  "PHONE",
  "PIN",
  "SIN"
])

/** What is said between a number and another try at it: one of the first words at least. */
const takesBack =
  /^(?:no|non|nope|wait|attends|attendez|sorry|pardon|oups|oops|actually|plutot|scratch|reprends|recommence|again|rather|excuse|excusez)$/
const says =
  /^(?:[,.:;!?…-]|\u2029|uh|um|euh|heu|hum|ah|oh|i|je|j'|mean|veux|dire|let|me|moi|start|over|that|ca|hang|hold|on|une|one|minute|second|seconde|instant|c'|est|it|'s|is|was|etait|but|mais|the|le|la|i'm|my|mon|number|numero|card|carte|ok|okay|bon|ben)$/
const denies =
  /^(?:[,.…] )*(?:(?:and|et|mais|but) )?(?:not|pas|no , not|non pas|non , pas|instead of|rather than|au lieu de|plutot que)(?: (?:the|le|la|de|du))?$/
/** What it is instead: `not four two, it's two four`. */
const instead = /^(?:[,.…] )*(?:(?:but|mais|it 's|c' est|it is|plutot|rather|the|le|is|no|non)(?: |$))+$/
const farthest = 12

const placed = (reading: Reading, types: ReadonlySet<EntityType>) =>
  reading.found.filter(({ type }) => types.has(type)).map((found) => ({
    found,
    ...reading.tokensAt(found.start, found.end)
  }))

const attempted = (reading: Reading, from: number, to: number): boolean => {
  const between = reading.tokens.slice(from, to)
  return between.some(({ folded }) => takesBack.test(folded)) &&
    between.every(({ folded }) => takesBack.test(folded) || says.test(folded))
}

/**
 * The numbers that stand beside one that was found and are another form of it: an attempt that was given up, `5400, no,
 * let me start over: 5454 …`; what it is not, `it ends in 0114, not 04`.
 */
export const triedBefore = (
  reading: Reading,
  runs: ReadonlyArray<NumberRun>,
  counts: (run: NumberRun) => boolean
): void => {
  const all = placed(reading, numeric)
  for (const run of runs) {
    if (run.digits.length < 2 || !reading.free(run.from, run.to) || counts(run)) continue
    const match = all.find(({ found, from, to }) => {
      if (run.digits.length > Math.max(found.key.replace(/\D/g, "").length, 4)) return false
      if (run.from >= to && run.from - to <= farthest) return denies.test(reading.words(to, run.from))
      if (from < run.to || from - run.to > farthest) return false
      const denied = /^(?:not|pas)$/.test(reading.words(run.from - 1, run.from)) ||
        /^(?:not the|pas le|pas la|pas de)$/.test(reading.words(run.from - 2, run.from))
      return attempted(reading, run.to, from) || (denied && instead.test(reading.words(run.to, from)))
    })
    if (match !== undefined) reading.take(run.from, run.to, match.found.type, match.found.key)
  }
}

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
