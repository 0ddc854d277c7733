import nlp from "compromise"
import { lookUp } from "./Lexicon.ts"
import { Names } from "./person/Names.ts"
import { doubtful } from "./person/words.ts"
import type { Reading } from "./Reading.ts"

interface Tagged {
  readonly offset?: { readonly start: number; readonly length: number }
}

/** The tagger takes more than twice as long for twice the text. */
const longest = 2_000

/** Where the tagger sees people. */
function* tagged(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (let from = 0; from < text.length; from += longest) {
    const people: ReadonlyArray<Tagged> = nlp(text.slice(from, from + longest)).people().json({ offset: true })
    for (const { offset } of people) {
      if (offset !== undefined) yield { start: from + offset.start, end: from + offset.start + offset.length }
    }
  }
}

/**
 * A second opinion on people, by a tagger of English that was not made for telephone calls, nor for French: it may add a
 * person where a word is known as a name, and never takes one away.
 */
export const vote = (reading: Reading, keep: ReadonlySet<string>): void => {
  const names = new Names(reading, keep)
  const plausible = (at: number) => {
    if (!names.free(at) || !names.open(at) || names.kept(at) || names.named(at)) return false
    const { family, given, ordinary, place } = lookUp(names.folded(at))
    const known = given >= 2 || (given > 0 && ordinary < 2) || (family > 0 && ordinary === 0)
    return known && !doubtful.has(names.folded(at)) && (place === 0 || given >= 2) &&
      (names.proper(at) || (names.given(at) && ordinary < 3))
  }
  // The tagger takes longer than all the rules together: it is asked only where its answer can count.
  if (!reading.tokens.some((_, at) => plausible(at))) return
  for (const { end, start } of tagged(reading.text)) {
    let { from, to } = reading.tokensAt(start, end)
    while (from < to && !plausible(from)) from++
    while (to > from && !plausible(to - 1)) to--
    if (!reading.free(from, to) || names.institutional(from) || names.named(to)) continue
    reading.take(from, to, "PERSON", reading.words(from, to).replace(/[^\p{L}' ]+/gu, " ").replace(/ +/g, " ").trim())
  }
}
