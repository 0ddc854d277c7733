import nlp from "compromise"
import { lookUp } from "./Lexicon.ts"
import { Names } from "./person/Names.ts"
import type { Reading } from "./Reading.ts"

interface Tagged {
  readonly offset?: { readonly start: number; readonly length: number }
}

/**
 * A second opinion on people, by a tagger of English that was not made for telephone calls, nor for French: it may add a
 * person where a word is known as a name, and never takes one away.
 */
export const vote = (reading: Reading, keep: ReadonlySet<string>): void => {
  const names = new Names(reading, keep)
  const tagged: ReadonlyArray<Tagged> = nlp(reading.text).people().json({ offset: true })
  for (const { offset } of tagged) {
    if (offset === undefined) continue
    let { from, to } = reading.tokensAt(offset.start, offset.start + offset.length)
    const plausible = (at: number) => {
      const { family, given, ordinary, place } = lookUp(names.folded(at))
      const known = given >= 2 || (given > 0 && ordinary < 2) || (family > 0 && ordinary === 0)
      return names.open(at) && !names.kept(at) && !names.named(at) && known && (place === 0 || given >= 2) &&
        (names.proper(at) || (names.given(at) && ordinary < 3))
    }
    while (from < to && !plausible(from)) from++
    while (to > from && !plausible(to - 1)) to--
    if (!reading.free(from, to) || names.institutional(from)) continue
    reading.take(from, to, "PERSON", reading.words(from, to).replace(/[^\p{L}' ]+/gu, " ").replace(/ +/g, " ").trim())
  }
}
